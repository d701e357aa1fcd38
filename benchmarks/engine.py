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
from functools import partial

import numpy as np
import pandas as pd

from benchmarks.operating.judged import judge
from benchmarks.operating.world import World, make_world
from indicators.assessment import score
from indicators.assessment.arrays import Array
from indicators.assessment.cells import Cells
from indicators.assessment.path import gap_to_path, planned_values
from indicators.catalogue.load import load_catalogue
from indicators.model.period import parse_period

PERIOD, QUARTERS, MONTHS = "2030-Q4", 40, 3
SIZES = (32, 333, 2850)
LIMITS = {32: 1.5, 333: 8.0, 2850: 45.0}
MEDIAN_CASES = 60
REPEATS = 3
TURNS = 12
PANDAS_UP_TO = 333
COPIED = 2**28
IN_CACHE = 2**17


def measure() -> Iterator[tuple[str, float]]:
    """(what, seconds or ratio) by size."""
    sizes = [int(size) for size in os.environ.get("ENGINE_SIZES", "").split(",") if size] or SIZES
    curve = {}
    for size in sizes:
        world = full_world(size)
        cells = synthetic_cells(world)
        curve[size] = best(partial(judge, cells, world, always_draw=True), 1 if size > 1000 else REPEATS)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        limit = f" (limit {LIMITS[size]:.1f} s)" if size in LIMITS else ""
        yield f"full run{limit}, {size} subjects, peak {peak:.2f} GiB", curve[size]
        yield f"  for each subject, milliseconds, {size} subjects", 1000 * curve[size] / size
        yield from scores_alone(cells, world)


def scores_alone(cells: Cells, world: World) -> Iterator[tuple[str, float]]:
    """Normalising and aggregating all quarters: ours, the floor of memory, and plain pandas; with the ratios."""
    size, laid = world.units, laid_out(cells, world)
    ours, rate = np.inf, 0.0
    for _ in range(TURNS):  # one after the other, so that both see the same machine
        ours, rate = min(ours, best(lambda: normalise_and_aggregate(laid, world))), max(rate, bandwidth())
    floor = sum(part.nbytes for part in laid) / rate
    yield f"  normalise and aggregate, {size} subjects", ours
    yield f"  floor: its arrays passed through memory once, {size} subjects", floor
    yield f"  times the floor (limit 8), {size} subjects", ours / floor
    if size <= PANDAS_UP_TO:
        plain = best(partial(by_group, tidy(cells, world)))
        yield f"  the same scores by pandas group-by, {size} subjects", plain
        yield f"  times faster than pandas, {size} subjects", plain / ours


def full_world(size: int) -> World:
    """The world of the studies with the draws that are in force."""
    world = make_world(size, period=PERIOD)
    rules = load_catalogue().rules
    catalogue = replace(world.catalogue, rules=rules)
    return replace(world, catalogue=catalogue, request=replace(world.request, catalogue=catalogue))


def synthetic_cells(world: World) -> Cells:
    """Forty quarters near the path: lasting differences of a tenth of a plan, about sixty cases a figure, two in a hundred missing."""
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
    told = (np.where(missing, 0, k), np.where(missing, 0, n), seen)
    k, n, seen = (np.concatenate([part, np.zeros_like(part[:, :1])], axis=1) for part in told)
    none, due = np.zeros(seen.shape, dtype=bool), np.full(seen.shape, MONTHS)
    return Cells(first, k, n, np.zeros(k.shape), seen, due, none, none)


def laid_out(cells: Cells, world: World) -> tuple[Array, Array, Array, Array]:
    """(Q, U, I) value, path, planned change, weight w~ (0 where nothing was filed)."""
    codebook, filed = world.codebook, cells.weight > 0
    value = np.divide(cells.numerator, cells.weight, out=np.zeros(filed.shape), where=filed)
    path = planned_values(codebook.targets, np.arange(cells.first, cells.first + QUARTERS, dtype=float))
    change = np.broadcast_to(codebook.targets.change, filed.shape).copy()
    return value, path, change, score.spread_weights(codebook.weight, filed, codebook.area, codebook.area_weights)


def normalise_and_aggregate(laid: tuple[Array, Array, Array, Array], world: World) -> Array:
    """S (Q, U) by the engine's own steps, some rows at a time so that what is in between stays in cache."""
    codebook, count = world.codebook, len(world.codebook.areas)
    rows = [part.reshape(-1, part.shape[-1]) for part in laid]
    scores = np.empty(len(rows[0]))
    step = IN_CACHE // rows[0].shape[1]
    for begin in range(0, len(scores), step):
        value, path, change, weights = (part[begin : begin + step] for part in rows)
        y = score.indicator_scores(gap_to_path(value, path, change, codebook.sign), 1.25)
        areas = score.area_means(y, weights, codebook.area, count)
        scores[begin : begin + step] = score.power_mean(areas, codebook.area_weights, 0.5)
    return scores.reshape(laid[0].shape[:2])


def bandwidth() -> float:
    """Bytes a second that a plain copy reads and writes on this machine, now."""
    source = np.ones(COPIED // 8)
    target = np.empty_like(source)
    return 2 * COPIED / best(lambda: np.copyto(target, source), 2)


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
