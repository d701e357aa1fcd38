"""Exact reasons: what each indicator adds to the difference between a score and a reference, for any power mean (method.md 1.13)."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Whole
from indicators.assessment.score import area_means, area_sums, link, power_mean

CLOSE = 1e-7
"""Below this difference of two scores the limit of the difference quotient is used."""


@dataclass(frozen=True, slots=True)
class Split:
    """(U, I) contributions that sum to `score` - `reference` (U,)."""

    parts: Array
    score: Array
    reference: Array


@dataclass(frozen=True, slots=True)
class Mean:
    """The phi-mean: `weights` (U, I) sum to 1, `area` (I,), number of areas, power p."""

    weights: Array
    area: Whole
    count: int
    power: float


def split_difference(scores: Array, reference: Array, mean: Mean) -> Split:
    """c_i = factor x W_a slope_a x w_i (y1_i - y0_i), with factor = (S1 - S0)/(phi(S1) - phi(S0)) and slope the same quotient of phi
    over the area's two means; the limits 1/phi' and phi' where the two are equal. For p = 0 this is the LMDI decomposition.
    """
    area_weights = area_sums(mean.weights, mean.area, mean.count)
    first = area_means(scores, mean.weights, mean.area, mean.count)
    second = area_means(reference, mean.weights, mean.area, mean.count)
    total, base = power_mean(first, area_weights, mean.power), power_mean(second, area_weights, mean.power)
    slope_of_all = quotient(total, base, mean.power)
    factor = np.where(slope_of_all > 0, 1 / np.where(slope_of_all > 0, slope_of_all, 1.0), 0.0)
    slope = quotient(first, second, mean.power)
    per_indicator = np.nan_to_num(slope)[..., np.maximum(mean.area, 0)]
    difference = np.where(mean.weights > 0, scores - reference, 0.0)
    parts = np.nan_to_num(factor)[..., None] * per_indicator * mean.weights * difference
    return Split(parts, total, base)


def quotient(one: Array, other: Array, power: float) -> Array:
    """(phi(x) - phi(y))/(x - y), in the limit phi'(x) where x = y; inf at 0 is taken as 0 (nothing differs there)."""
    close = np.abs(one - other) < CLOSE
    gap = np.where(close, 1.0, one - other)
    middle = (one + other) / 2
    with np.errstate(divide="ignore", invalid="ignore"):
        slope = 1 / middle if power == 0 else power * middle ** (power - 1)
        result = np.where(close, slope, (link(one, power) - link(other, power)) / gap)
    return np.where(np.isinf(result), 0.0, result)


def printed_parts(parts: Array, coverage: float, total: float) -> Array:
    """The parts to one decimal so that they, and the coverage line, add up to the total to one decimal (largest remainder).

    (I,) in, (I,) out. The coverage line as printed is the printed total less the printed parts; it is 0 where it is exactly 0.
    """
    tenths = np.append(parts, coverage) * 10
    whole = np.floor(tenths + 1e-9)
    movable = np.flatnonzero(tenths != 0)
    spare = round(round(total, 1) * 10) - int(whole.sum())
    order = movable[np.argsort(-(tenths - whole)[movable], kind="stable")]
    step = 1 if spare > 0 else -1
    targets = order if spare > 0 else order[::-1]
    for turn in range(abs(spare) if len(order) else 0):
        whole[targets[turn % len(order)]] += step
    return np.round(whole[:-1] / 10, 1)
