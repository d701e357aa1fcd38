"""The scores of one subject in a block of draws: low, as drawn, high. The inner loop of the robustness run, kept in cache.

Look-ups, products and sums are single precision in a fixed order and exact operations, so that any machine gets the same bits; the power
means are double precision.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.assessment.arrays import Array, Whole
from indicators.assessment.draw_designs import HIGH, LOW, Designs, draws_of
from indicators.assessment.draw_tables import Single
from indicators.assessment.score import link, unlink

BLOCK = 1000
"""Draws of a block: the arrays of one subject then stay in the cache of a core."""
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
    """What the weights (I,) of a subject become in a block: `weight` (I, n), 0 where dropped, with sums `total` by area; `areas` that
    it stands on, and their weights `share` (A', n), which sum to 1.
    """

    weight: Single
    total: Mapping[int, Single]
    areas: tuple[int, ...]
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
    total, areas = {}, []
    for area, span in enumerate(spans):
        columns = span.start + np.flatnonzero(weights[span] > 0)
        if not len(columns):
            continue
        if len(columns) > 1:
            dropped = np.flatnonzero(block.drop[area] >= 0)
            weight[columns[(block.drop[area, dropped] * len(columns)).astype(np.intp)], dropped] = 0
        areas.append(area)
        total[area] = weight[span].sum(axis=0)
    shares = np.array([weights[spans[area]].sum() * block.area_weight[area] for area in areas])
    return Load(weight, total, tuple(areas), shares / shares.sum(axis=0))


def score_block(case: Case, load: Load, spans: Sequence[slice], block: DrawBlock, cap: float) -> Bounds:
    """The three scores of the case in the block's draws; one and the same where nothing is missing."""
    y = np.take(case.table, block.index, mode="clip")
    y -= np.take(case.shift, block.level, axis=1, mode="clip")
    y += np.float32(1)
    np.clip(y, 0, np.float32(cap), out=y)
    y *= load.weight
    sums = {area: y[spans[area]].sum(axis=0) for area in load.areas}
    if not case.holes:
        score = _power_mean([sums[area] / load.total[area] for area in load.areas], load.share, block.power)
        return Bounds(score, score, score)
    return _bounds(case, load, spans, block, (y, sums, cap))


def _bounds(case: Case, load: Load, spans: Sequence[slice], block: DrawBlock, scored: tuple[Single, Mapping[int, Single], float]) -> Bounds:
    """The three scores where something is missing: what is lost leaves the low one and enters the high one with the cap."""
    y, sums, cap = scored
    low, high, known, shares = [], [], [], []
    for place, area in enumerate(load.areas):
        span = spans[area]
        holes = [column for column in case.holes if span.start <= column < span.stop]
        lost, gone = np.zeros(y.shape[1], dtype=np.float32), np.zeros(y.shape[1], dtype=np.float32)
        for column in holes:
            lost += y[column] * case.hole[column]
            gone += load.weight[column] * case.hole[column]
        low.append((sums[area] - lost) / load.total[area])
        high.append(low[-1] + np.float32(cap) * gone / load.total[area])
        mean, present = _point_mean(case, load, holes, area, sums[area])
        known.append(mean)
        shares.append(load.share[place] * present)
    bounds = [_power_mean(areas, load.share, block.power) for areas in (low, high)]
    point = _power_mean(known, np.array(shares), block.power)
    point = np.where(np.isnan(point), bounds[0], point)
    drawn = np.where(block.missing == LOW, bounds[0], np.where(block.missing == HIGH, bounds[1], point))
    return Bounds(bounds[0], drawn, bounds[1])


def _point_mean(case: Case, load: Load, holes: Sequence[int], area: int, total: Single) -> tuple[Single, Single]:
    """The area's mean with missing figures at the score they show, and whether anything is shown (n,)."""
    mean, weight = total.copy(), load.total[area].copy()
    for column in holes:
        if case.hole[column] == 1 and not np.isnan(case.point[column]):
            mean += load.weight[column] * case.point[column]
        elif case.hole[column] == 1:
            weight -= load.weight[column]
    present = weight > np.float32(1e-6)
    return np.where(present, mean, np.float32(0)) / np.where(present, weight, np.float32(1)), present.astype(np.float32)


def _power_mean(areas: Sequence[Single], share: Array, power: float) -> Array:
    """(sum W A^p)^(1/p) in points; with p = 0 an area of 0 makes the geometric mean 0. nan where no area has weight."""
    inner, total = np.zeros(share.shape[1]), np.zeros(share.shape[1])
    for mean, weight in zip(areas, share, strict=True):
        counted = np.where(weight > 0, 100 * mean.astype(float), 1.0)
        inner += weight * link(counted, power)
        total += weight
    return np.asarray(unlink(inner / np.where(total > 0, total, np.nan), power), dtype=float)
