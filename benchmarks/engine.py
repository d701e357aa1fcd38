"""How long one full quarterly run takes at 32, 333 and 2,850 subjects x 70 indicators x 40 quarters, from laid-out figures to grades:
evidence, scores, tests of the earlier runs, forecasts, alarms, rank sets, 10,000 robustness draws. And how near the normalising and
aggregating comes to what memory allows, and to the same scores by plain pandas group-by, in the same run.

ENGINE_SIZES sets other sizes.
"""

import os
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from benchmarks.operating.judged import judge
from benchmarks.operating.world import World, make_world
from indicators.assessment import score
from indicators.assessment.arrays import Array
from indicators.assessment.cells import Cells, add_country
from indicators.assessment.evidence import evidence_rules, gather_evidence
from indicators.assessment.path import gap_to_path, planned_values
from indicators.catalogue.load import load_catalogue
from indicators.model.period import parse_period

PERIOD, QUARTERS, MONTHS = "2030-Q4", 40, 3
SIZES = (32, 333, 2850)
LIMITS = {32: 1.5, 333: 8.0, 2850: 45.0}
MEDIAN_CASES = 60
REPEATS = 3


def measure() -> Iterator[tuple[str, float]]:
    """(what, seconds or ratio) by size."""
    sizes = [int(size) for size in os.environ.get("ENGINE_SIZES", "").split(",") if size] or SIZES
    curve = {}
    for size in sizes:
        world = full_world(size)
        cells = synthetic_cells(world)
        curve[size] = best(lambda cells=cells, world=world: judge(cells, world), 1 if size > 1000 else REPEATS)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        limit = f" (limit {LIMITS[size]:.1f} s)" if size in LIMITS else ""
        yield f"full run{limit}, {size} subjects, peak {peak:.2f} GiB", curve[size]
        yield f"  for each subject, milliseconds, {size} subjects", 1000 * curve[size] / size
        yield from scores_alone(cells, world)


def scores_alone(cells: Cells, world: World) -> Iterator[tuple[str, float]]:
    """Normalising and aggregating all quarters: ours, the floor of memory, and plain pandas; with the ratios."""
    size = world.units
    ours = best(lambda: normalise_and_aggregate(cells, world))
    floor = best(lambda: pass_through_memory(cells))
    whole = best(lambda: gather_evidence(add_country(cells, world.codebook), world.codebook, None, evidence_rules(world.catalogue)), 1)
    yield f"  normalise and aggregate, {size} subjects", ours
    yield f"  floor: the same arrays read and one written once, {size} subjects", floor
    yield f"  times the floor, {size} subjects", ours / floor
    yield f"  all evidence (pooling, shrinkage, bounds), {size} subjects", whole
    if size <= 333:
        plain = best(lambda table=tidy(cells, world): by_group(table), 1)
        yield f"  the same scores by pandas group-by, {size} subjects", plain
        yield f"  times faster than pandas, {size} subjects", plain / ours


def full_world(size: int) -> World:
    """The world of the studies with the draws that are in force."""
    world = make_world(size, period=PERIOD)
    rules = load_catalogue().rules
    catalogue = replace(world.catalogue, rules=rules)
    return replace(world, catalogue=catalogue, request=replace(world.request, catalogue=catalogue))


def synthetic_cells(world: World) -> Cells:
    """Forty quarters near the path: lasting differences of a tenth of a plan, about sixty cases a figure, two figures in a hundred missing."""
    random, codebook = np.random.default_rng(world.units), world.codebook
    shape = (QUARTERS, world.units, len(codebook.indicators))
    first = parse_period(PERIOD).quarter_index - QUARTERS + 1
    path = planned_values(codebook.targets, np.arange(first, first + QUARTERS, dtype=float))[:, :-1]
    lasting = random.normal(0, 0.1, shape[1:]) * codebook.targets.change[:-1]
    value = np.clip(path + lasting, 0.01, np.where(codebook.proportion, 0.99, np.inf))
    n = np.ceil(random.lognormal(np.log(MEDIAN_CASES), 0.7, shape))
    k = np.where(codebook.proportion, np.minimum(n, random.poisson(n * value)), random.poisson(n * value))
    k, n = np.where(codebook.fraction, k, value + random.normal(0, 0.5, shape)), np.where(codebook.fraction, n, 1.0)
    missing = random.random(shape) < 0.02
    seen = np.where(missing, 0, MONTHS)
    whole = [np.concatenate([part, np.zeros_like(part[:, :1])], axis=1) for part in (np.where(missing, 0, k), np.where(missing, 0, n), seen)]
    none, due = np.zeros(whole[2].shape, dtype=bool), np.full(whole[2].shape, MONTHS)
    return Cells(first, whole[0], whole[1], np.zeros(whole[0].shape), whole[2], due, none, none)


def normalise_and_aggregate(cells: Cells, world: World) -> Array:
    """S (Q, U) of single quarters: value, gap to the path, y, area means, power mean."""
    codebook = world.codebook
    with np.errstate(invalid="ignore", divide="ignore"):
        value = cells.numerator / cells.weight
    path = planned_values(codebook.targets, np.arange(cells.first, cells.first + QUARTERS, dtype=float))
    gap = gap_to_path(value, path, codebook.targets.change, codebook.sign)
    scores = score.indicator_scores(gap, 1.25)
    weights = score.spread_weights(codebook.weight, ~np.isnan(scores), codebook.area, codebook.area_weights)
    areas = score.area_means(scores, weights, codebook.area, len(codebook.areas))
    return score.power_mean(areas, score.area_sums(weights, codebook.area, len(codebook.areas)), 0.5)


def pass_through_memory(cells: Cells) -> float:
    """Reads k, n and the path's worth of memory once and writes one array of that size."""
    return float(np.add(cells.numerator, cells.weight)[0, 0, 0] + cells.numerator.sum())


def tidy(cells: Cells, world: World) -> pd.DataFrame:
    """One row a figure: quarter, subject, indicator, area, k, n, path, change, direction."""
    codebook = world.codebook
    q, u, i = (index.ravel() for index in np.indices(cells.numerator.shape))
    path = planned_values(codebook.targets, np.arange(cells.first, cells.first + QUARTERS, dtype=float))
    table = pd.DataFrame({"quarter": q, "subject": u, "indicator": i, "k": cells.numerator.ravel(), "n": cells.weight.ravel()})
    table["path"], table["change"] = path[q, u, i], codebook.targets.change[u, i]
    table["area"], table["sign"] = codebook.area[i], codebook.sign[i]
    return table


def by_group(table: pd.DataFrame) -> pd.Series:
    """The same S by pandas, as somebody would write it down."""
    table = table[table["n"] > 0].copy()
    table["y"] = 100 * (1 + table["sign"] * (table["k"] / table["n"] - table["path"]) / table["change"]).clip(0, 1.25)
    areas = table.groupby(["quarter", "subject", "area"])["y"].mean()
    return (areas**0.5).groupby(level=["quarter", "subject"]).mean() ** 2


def best(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """The shortest of some runs in seconds."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return min(times)
