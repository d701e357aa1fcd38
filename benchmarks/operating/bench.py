"""`python -m benchmarks operating`: draws every scenario, writes docs/measured/operating.csv and its details.

OPERATING_RUNS (default 100): studies of a scenario; each scenario takes a share of it. OPERATING_CORES (default 2). OPERATING_ONLY:
only scenarios whose names begin so (several with commas; a final $ ends a name), their lines replaced in the table. Every study has a
seed of its own, made of the scenario's name and its number, so that a part measured again is what the whole would give.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from multiprocessing import get_context
from zlib import crc32

import numpy as np

from benchmarks.operating.scenarios import TARGETS, Scenario, all_scenarios
from benchmarks.operating.table import Line, read_table, summarise, write_table
from benchmarks.operating.tallies import Found
from benchmarks.operating.world import World, make_world

SEED = 20210104
SHOWN = ("proposes_criticism", "criticised", "watch_or_worse", "better_grade")
Task = tuple[int, int]


def measure() -> Iterator[tuple[str, float]]:
    """(scenario with its main figures, seconds) as each is done and written."""
    only, runs = tuple(os.environ.get("OPERATING_ONLY", "").split(",")), int(os.environ.get("OPERATING_RUNS", "100"))
    scenarios = all_scenarios()
    names = dict.fromkeys(scenario.name for scenario in scenarios)
    table = {name: lines for name, lines in read_table().items() if not f"{name}$".startswith(only)}
    with get_context("spawn").Pool(int(os.environ.get("OPERATING_CORES", "2"))) as pool:
        for place, scenario in enumerate(scenarios):
            if not f"{scenario.name}$".startswith(only):
                continue
            begin = time.perf_counter()
            count = max(2, round(runs * scenario.share))
            found = pool.imap(run_study, [(place, run) for run in range(count)])
            lines = list(summary(scenario, count, gathered(found)))
            table.setdefault(scenario.name, []).extend(lines)
            write_table([line for name in names for line in table.get(name, [])])
            yield spoken(scenario, lines), time.perf_counter() - begin


def run_study(task: Task) -> Found:
    """One study of one scenario, drawn from a seed of its own."""
    place, run = task
    scenario = all_scenarios()[place]
    random = np.random.default_rng([SEED, crc32(f"{scenario.name} {scenario.level}".encode()), run])
    return scenario.judge(scenario.truth, world_of(scenario.units, scenario.required, scenario.period), random)


@lru_cache
def world_of(units: int, required: bool, period: str) -> World:
    """The world of that size, made once for each process."""
    return make_world(units, required, period)


def gathered(found: Iterator[Found]) -> Mapping[str, list[float]]:
    """The values of every measure over all studies."""
    together: dict[str, list[float]] = defaultdict(list)
    for one in found:
        for name, values in one.items():
            together[name] += values
    return together


def summary(scenario: Scenario, runs: int, found: Mapping[str, list[float]]) -> Iterator[Line]:
    """The lines of one scenario."""
    for measure, values in found.items():
        keys = ((scenario.name, scenario.level, measure), (scenario.name, "", measure))
        target = next((TARGETS[key] for key in keys if key in TARGETS), "")
        yield Line(scenario.name, scenario.level, scenario.units, runs, measure, *summarise(measure, values), target)


def spoken(scenario: Scenario, lines: list[Line]) -> str:
    """One line for the screen."""
    figures = ", ".join(f"{line.measure} {line.value} [{line.low}-{line.high}]" for line in lines if line.measure in SHOWN)
    return f"{scenario.name} {scenario.level}: {figures}"
