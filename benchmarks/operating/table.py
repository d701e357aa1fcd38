"""The measured table: shares with exact limits, points with normal ones, written as data for the page on the method."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from scipy.special import betaincinv

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "measured"
MEASURED = FOLDER / "operating.csv"
DETAILS = FOLDER / "details" / "operating.csv"
MAIN = (
    "proposes_criticism", "criticised", "watch_or_worse", "wrongly_watched", "better_grade", "better_score_for_praise",
    "better_score_shown", "better_observed_mean", "better_peer_mean", "better_peer_quartile", "gain_score_shown", "gain_observed_mean",
    "gain_peer_mean",
)  # fmt: skip
"""The measures of the page on the method; the others (which rule held, what was pending) are beside it as details."""
WHERE = {"bottom_three_names": ("noise_only",), "common_cause": ("all_behind", "all_behind_some_more", "third_behind")}
"""Measures that are worth a line of the page in these scenarios only."""
LEVEL = 0.95
NORMAL = 1.959964


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure with its 95 % limits; `value` is a share 0-1, or points for measures that begin with `gain`."""

    scenario: str
    level: str
    units: int
    runs: int
    measure: str
    value: str
    low: str
    high: str
    target: str


def share_limits(hits: int, trials: int) -> tuple[float, float]:
    """Clopper & Pearson (1934): the exact 95 % limits of a share."""
    tail = (1 - LEVEL) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, trials - hits + 1, tail))
    high = 1.0 if hits == trials else float(betaincinv(hits + 1, trials - hits, 1 - tail))
    return low, high


def summarise(measure: str, values: Sequence[float]) -> tuple[str, str, str]:
    """Mean and 95 % limits, printed."""
    numbers = np.array(values)
    mean = float(numbers.mean())
    if measure.startswith("gain"):
        half = NORMAL * float(numbers.std(ddof=1)) / np.sqrt(len(numbers)) if len(numbers) > 1 else np.nan
        return f"{mean:.2f}", f"{mean - half:.2f}", f"{mean + half:.2f}"
    low, high = share_limits(int(numbers.sum()), len(numbers))
    return f"{mean:.4f}", f"{low:.4f}", f"{high:.4f}"


def read_table() -> dict[str, list[Line]]:
    """The lines of both tables by scenario; empty before the first measurement."""
    found: dict[str, list[Line]] = {}
    for path in (MEASURED, DETAILS):
        for line in _read_lines(path) if path.exists() else ():
            found.setdefault(line.scenario, []).append(line)
    return found


def _read_lines(path: Path) -> Iterator[Line]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            texts = [row[name] for name in ("measure", "value", "low", "high", "target")]
            yield Line(row["scenario"], row["level"], int(row["units"]), int(row["runs"]), *texts)


def write_table(lines: Sequence[Line]) -> None:
    """The tables as CSV with the columns of Line: what the page on the method shows, and the details."""
    _write_lines([line for line in lines if is_main(line)], MEASURED)
    _write_lines([line for line in lines if not is_main(line)], DETAILS)


def is_main(line: Line) -> bool:
    """Whether the page shows the line."""
    return line.measure in MAIN or line.scenario in WHERE.get(line.measure, ())


def _write_lines(lines: Sequence[Line], path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Line)])
        writer.writerows(astuple(line) for line in lines)
