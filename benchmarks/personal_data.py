"""Recall for each kind of personal data and the share of false alarms, over made-up samples; `python -m benchmarks.personal_data`."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "indicators" / "intake"))

from measure_personal import false_alarms, recall

COUNT = 10_000


def measure() -> Iterator[tuple[str, float]]:
    """Seconds for each kind, with what was found of how many."""
    yield from _timed("found", recall)
    yield from _timed("refused without cause", false_alarms)


def _timed(what: str, run: Callable[[int, int], Iterator[tuple[str, float]]]) -> Iterator[tuple[str, float]]:
    start = time.perf_counter()
    for name, share in run(COUNT, 1):
        yield f"{name}: {share:.3%} {what} of {COUNT}", time.perf_counter() - start
        start = time.perf_counter()


if __name__ == "__main__":
    for said, seconds in measure():
        print(f"{seconds:8.3f} s  {said}", flush=True)
