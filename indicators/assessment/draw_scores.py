"""The scores of one subject in a block of draws: low, as drawn, high. The inner loop of the robustness run, kept in cache.

Look-ups, products and sums are single precision in a fixed order and exact operations, so that any machine gets the same bits; the power
means are double precision.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.assessment.arrays import Array, Whole
from indicators.assessment.draw_designs import HIGH, LOW, Designs, draws_of
from indicators.assessment.draw_tables import Single
from indicators.assessment.score import link, unlink

BLOCK = 2000
"""Draws of a block: the arrays of one subject then stay in the cache of a core."""
EMPTY = 1e-5
"""Below this share of its weight an area has nothing left: what remains is rounding."""
Place = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class DrawBlock:
    """n draws with one exponent. `index` (I, n): place in a subject's flat table; `level` (n,): step of the path's shape; `weight`
    (I, n) and `area_weight` (A, n): factors; `drop` (A, n) as in Designs; `missing` (n,) rule; `draws` (n,): numbers of the draws.
    """

    power: float
    index: Place
    level: Place
    weight: Single
    area_weight: Array
    drop: Array
    missing: Whole
    draws: Whole


@dataclass(frozen=True, slots=True)
class Load:
    """What the weights (I,) of a subject become in a block: `weight` (I, n), 0 where dropped. Of the A' areas that it stands on: their
    columns `spans`, the sums `total` (A', n) of the weights, and the weights `share` (A', n) of the areas, which sum to 1.
    """

    weight: Single
    spans: tuple[slice, ...]
    total: Single
    share: Array


@dataclass(frozen=True, slots=True)
class Case:
    """One subject: flat `table` (I 2 K), `shift` (I, L), `hole` (I,) and `point` (I,) in units of 100 points; `holes`: columns with any."""

    table: Single
    shift: Single
    hole: Single
    point: Single
    holes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """(n,) scores: missing figures at 0, by the rule of the draw, and at the cap."""

    low: Array
    drawn: Array
    high: Array


def draw_blocks(designs: Designs, size: int = BLOCK) -> tuple[DrawBlock, ...]:
    """The draws in blocks of one exponent each."""
    blocks = []
    for power in np.unique(designs.power):
        draws = np.flatnonzero(designs.power == power)
        blocks += [_block(designs, draws[start : start + size], float(power)) for start in range(0, len(draws), size)]
    return tuple(blocks)


def _block(designs: Designs, draws: Whole, power: float) -> DrawBlock:
    part = draws_of(designs, draws)
    levels = max(designs.noise_levels, 1)
    start = 2 * levels * np.arange(len(part.noise))[:, None]
    return DrawBlock(
        power=power,
        index=(start + levels * part.shrunk + part.noise).astype(np.intp),
        level=part.level.astype(np.intp),
        weight=part.weight.astype(np.float32),
        area_weight=part.area_weight,
        drop=part.drop,
        missing=part.missing,
        draws=draws,
    )


def load_of(weights: Array, spans: Sequence[slice], block: DrawBlock) -> Load:
    """The weights (I,) of a subject under the factors of the block's draws; the last indicator of an area is never dropped."""
    weight = weights.astype(np.float32)[:, None] * block.weight
    areas = [area for area, span in enumerate(spans) if (weights[span] > 0).any()]
    for area in areas:
        columns = spans[area].start + np.flatnonzero(weights[spans[area]] > 0)
        if len(columns) > 1:
            dropped = np.flatnonzero(block.drop[area] >= 0)
            weight[columns[(block.drop[area, dropped] * len(columns)).astype(np.intp)], dropped] = 0
    kept = tuple(spans[area] for area in areas)
    share = np.array([weights[span].sum() for span in kept])[:, None] * block.area_weight[areas]
    return Load(weight, kept, area_sums(weight, kept), share / share.sum(axis=0))


def area_sums(values: Single, spans: Sequence[slice]) -> Single:
    """(A', n) sums over the columns of each area, one indicator after the other."""
    sums = np.empty((len(spans), values.shape[1]), dtype=np.float32)
    for place, span in enumerate(spans):
        np.add.reduce(values[span], axis=0, out=sums[place])
    return sums


def score_block(case: Case, load: Load, block: DrawBlock, cap: float) -> Bounds:
    """The three scores of the case in the block's draws; one and the same where nothing is missing."""
    y = np.take(case.table, block.index, mode="clip")
    y -= np.take(case.shift, block.level, axis=1, mode="clip")
    np.clip(y, np.float32(0), np.float32(cap), out=y)
    y *= load.weight
    sums = area_sums(y, load.spans)
    if not case.holes:
        score = power_mean(sums / load.total, load.share, block.power)
        return Bounds(score, score, score)
    low, high = _bounds(case, load, y, sums, cap)
    bounds = [power_mean(areas, load.share, block.power) for areas in (low, high)]
    point = _point_score(case, load, sums, block.power)
    point = np.where(np.isnan(point), bounds[0], point)
    return Bounds(bounds[0], np.where(block.missing == LOW, bounds[0], np.where(block.missing == HIGH, bounds[1], point)), bounds[1])


def _bounds(case: Case, load: Load, y: Single, sums: Single, cap: float) -> tuple[Single, Single]:
    """(A', n) areas with what is missing at 0 and at the cap: it leaves the low ones and enters the high ones."""
    lost, gone = np.zeros_like(sums), np.zeros_like(sums)
    for place, column in _holes(case, load):
        if case.hole[column] < 1:
            lost[place] += y[column] * case.hole[column]
        gone[place] += load.weight[column] * case.hole[column]
    low = (sums - lost) / load.total
    return low, low + np.float32(cap) * gone / load.total


def _point_score(case: Case, load: Load, sums: Single, power: float) -> Array:
    """(n,) the score with missing figures at the score they show; a figure that shows none leaves its weight to the rest of its area."""
    shown, weight, share = sums.copy(), load.total.copy(), load.share
    for place, column in _holes(case, load):
        if case.hole[column] == 1 and np.isnan(case.point[column]):
            weight[place] -= load.weight[column]
        elif case.hole[column] == 1:
            shown[place] += load.weight[column] * case.point[column]
    empty = weight <= np.float32(EMPTY) * load.total
    if empty.any():
        shown[empty], weight[empty] = 0, 1
        share = np.where(empty, 0.0, share)
    return power_mean(shown / weight, share, power)


def _holes(case: Case, load: Load) -> list[tuple[int, int]]:
    """(place of the area, column) of everything missing."""
    return [(place, column) for place, span in enumerate(load.spans) for column in case.holes if span.start <= column < span.stop]


def power_mean(areas: Single, share: Array, power: float) -> Array:
    """(n,) (sum W A^p)^(1/p) in points over areas (A', n); with p = 0 an area of 0 makes the mean 0. nan where no area has weight."""
    inner = link(np.where(share > 0, 100 * areas.astype(float), 1.0), power)
    inner *= share
    total = share.sum(axis=0)
    return np.asarray(unlink(inner.sum(axis=0) / np.where(total > 0, total, np.nan), power), dtype=float)
