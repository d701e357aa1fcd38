"""Random studies: what every subject really delivers, and the figures it reports. Only draws; judges nothing."""

from dataclasses import dataclass

import numpy as np

from benchmarks.operating.world import QUARTERS, World, quarters
from indicators.assessment.arrays import Array, Mask
from indicators.assessment.cells import Cells
from indicators.assessment.path import planned_share, planned_values

MONTHS = 3
SIZE_SPREAD = 0.7
CELL_SPREAD = 0.5
SAFE = 0.002
"""True shares stay this far inside 0..1; true rates and levels above it."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is true in a scenario. Gaps are in whole plans (0.06 is six points of T).

    The first `poor` subjects deliver `fulfilment` of their plan, the others `others`; `onset`: for how many quarters (0: always).
    `spread`, `area_spread`: lasting differences by indicator and area. `shock`: differences of single quarters that a subject's
    indicators share, `carry` of them goes over to the next quarter. `common`: correlation of the sampling errors of an area.
    `inflate`, `shave`: misreporting by the poor subjects (see `misreport`). `median_n`: cases of a cell and quarter.
    `withheld`: for how many quarters the first subject leaves out its worst fifth; `asked`: whether the office asks for it in
    writing; `chosen`: it leaves out only figures that are not required; `delivered`: all of them come in the quarter that is judged.
    """

    poor: int = 2
    fulfilment: float = 1.0
    others: float = 1.0
    onset: int = 0
    spread: float = 0.10
    area_spread: float = 0.03
    shock: float = 0.0
    carry: float = 0.0
    common: float = 0.0
    inflate: float = 0.0
    shave: float = 0.0
    median_n: float = 200.0
    withheld: int = 0
    asked: bool = True
    chosen: bool = False
    delivered: bool = False


def draw_cells(truth: Truth, world: World, random: np.random.Generator) -> Cells:
    """The cells of one study, the country's row empty (`add_country` fills it)."""
    shape = (QUARTERS, world.units, len(world.codebook.indicators))
    value = true_values(truth, world, true_gaps(truth, world, random))
    n = np.maximum(1.0, random.poisson(_sizes(truth, world, random), shape).astype(float))
    k = _reported(value, n, truth, world, random)
    k, n = misreport(k, n, truth, world)
    plain = ~world.codebook.fraction
    k, n = np.where(plain, value + random.normal(0, 1, shape) * world.codebook.targets.error_sd[:-1], k), np.where(plain, 1.0, n)
    seen = _with_country(np.full(shape, MONTHS, dtype=np.int64))
    none = np.zeros(seen.shape, dtype=bool)
    zero = np.zeros(seen.shape)
    return Cells(world.last - QUARTERS + 1, _with_country(k), _with_country(n), zero, seen, seen.copy(), none, none)


def true_gaps(truth: Truth, world: World, random: np.random.Generator) -> Array:
    """(Q, U, I) true gaps g: what is not delivered of the plan, lasting differences, shocks of single quarters."""
    codebook, units = world.codebook, world.units
    fulfilment = np.full((QUARTERS, units), truth.others)
    since = QUARTERS - truth.onset if truth.onset else 0
    fulfilment[since:, : truth.poor] = truth.fulfilment
    planned = planned_share(planned_values(codebook.targets, quarters(world)), codebook.targets)[:, :-1]
    lasting = random.normal(0, 1, (units, len(codebook.indicators))) * truth.spread
    by_area = random.normal(0, 1, (units, len(codebook.areas))) * truth.area_spread
    shocks = random.normal(0, 1, (QUARTERS, units)) * truth.shock
    for q in range(1, QUARTERS):
        shocks[q] = truth.carry * shocks[q - 1] + np.sqrt(1 - truth.carry**2) * shocks[q]
    return np.asarray((fulfilment[..., None] - 1) * planned + lasting + by_area[:, codebook.area] + shocks[..., None], dtype=float)


def true_values(truth: Truth, world: World, gap: Array) -> Array:
    """(Q, U, I) the values those gaps stand for, inside their range."""
    codebook = world.codebook
    path = planned_values(codebook.targets, quarters(world))[:, :-1]
    value = path + codebook.sign * gap * codebook.targets.change[:-1]
    return np.clip(value, SAFE, np.where(codebook.proportion, 1 - SAFE, np.inf))


def misreport(k: Array, n: Array, truth: Truth, world: World) -> tuple[Array, Array]:
    """Figures of the poor subjects made better than they are: cases that count for them up by `inflate` (those against them down),
    and `shave` of the cases that did not succeed left out of the denominator.
    """
    up, share = world.codebook.sign > 0, world.codebook.proportion
    cheats = (np.arange(world.units) < truth.poor)[:, None] & world.codebook.fraction
    better = np.where(up, k * (1 + truth.inflate), k * (1 - truth.inflate))
    told = np.where(cheats, np.where(share, np.minimum(np.round(better), n), np.round(better)), k)
    failed = np.where(up, n - told, told) * truth.shave
    left_out = np.where(cheats & share, np.round(failed), 0.0)
    return np.where(up, told, told - left_out), n - left_out


def withhold(cells: Cells, row: int, columns: Mask, last: int) -> Cells:
    """The cells without the figures of subject `row` in `columns` (I,) of the last quarters; they stay due."""
    gone = np.zeros(cells.seen.shape, dtype=bool)
    gone[-last:, row] = columns
    parts = [np.where(gone, 0, values) for values in (cells.numerator, cells.weight, cells.seen)]
    return Cells(cells.first, parts[0], parts[1], cells.variance, parts[2], cells.due, cells.unavailable, cells.tardy)


def _sizes(truth: Truth, world: World, random: np.random.Generator) -> Array:
    """(U, I) mean cases of a cell and quarter: large and small subjects, frequent and rare matters, median `median_n`."""
    subjects = random.normal(0, SIZE_SPREAD, (world.units, 1))
    matters = random.normal(0, CELL_SPREAD, (1, len(world.codebook.indicators)))
    return np.asarray(truth.median_n * np.exp(subjects + matters), dtype=float)


def _reported(value: Array, n: Array, truth: Truth, world: World, random: np.random.Generator) -> Array:
    """Cases k: binomial for proportions, Poisson for rates; with a common error of the area, normal and rounded."""
    share = world.codebook.proportion
    if not truth.common:
        return np.where(
            share, random.binomial(n.astype(np.int64), np.where(share, value, 0.5)), random.poisson(n * np.where(share, 0.5, value))
        )
    area = random.normal(0, 1, (*n.shape[:2], len(world.codebook.areas)))[..., world.codebook.area]
    error = np.sqrt(truth.common) * area + np.sqrt(1 - truth.common) * random.normal(0, 1, n.shape)
    sd = np.sqrt(n * value * np.where(share, 1 - value, 1.0))
    better = world.codebook.sign * error * sd
    return np.clip(np.round(n * value + better), 0, np.where(share, n, np.inf))


def _with_country(values: np.ndarray) -> np.ndarray:
    return np.concatenate([values, np.zeros_like(values[:, :1])], axis=1)
