"""From gaps to scores: indicator, area, overall, T and plan fulfilment (method.md 1.6). Broadcasts over leading axes."""

import numpy as np

from indicators.assessment.area_lines import add_lines, blocks_of_rows, groups_of, turned
from indicators.assessment.arrays import Array, Mask, Whole, divide, divisor


def indicator_scores(gap: Array, cap: float) -> Array:
    """y = 100 clip(1 + g, 0, cap): 100 is exactly on the path; nan stays nan."""
    scores = np.asarray(1 + gap)
    np.clip(scores, 0, cap, out=scores)
    scores *= 100
    return scores


def spread_weights(weight: Array, usable: Mask, area: Whole, area_weights: Array) -> Array:
    """w~ (..., I), sums to 1: W_a w_i / sum of w over the usable indicators of the area, W_a renormalised over areas with any.

    All nan-free; 0 everywhere where nothing is usable. `area` (I,) is -1 outside every score.
    """
    within = area_shares(weight, usable, area, len(area_weights))
    present = area_sums(within, area, len(area_weights)) > 0
    areas = present * area_weights
    total = areas.sum(axis=-1, keepdims=True)
    areas /= np.where(total > 0, total, 1.0)
    within *= np.where(area >= 0, of_area(areas, area), 0.0)
    return within


def area_shares(weight: Array, usable: Mask, area: Whole, count: int) -> Array:
    """w_i / sum of w over the usable indicators of the same area (..., I); 0 for those not usable."""
    counted = np.where(usable & (area >= 0), weight, 0.0)
    own = of_area(area_sums(counted, area, count), area)
    np.copyto(own, 1.0, where=~(own > 0))
    counted /= own
    return counted


def of_area(values: Array, area: Whole) -> Array:
    """The value of the area of each indicator: (..., A) -> (..., I); that of the first area for an indicator outside every score."""
    return np.take(values, np.maximum(area, 0), axis=-1, mode="clip")


def area_sums(values: Array, area: Whole, count: int) -> Array:
    """Sums over the indicators of each area: (..., I) -> (..., A), in the fixed order of `add_lines`."""
    rows, groups = values.reshape(-1, values.shape[-1]), groups_of(area, count)
    sums = np.zeros((count, len(rows)))
    for some in blocks_of_rows(rows.shape):
        add_lines(turned(rows[some]), groups, sums[:, None, some])
    return np.moveaxis(sums.reshape(count, *values.shape[:-1]), 0, -1)


def area_means(values: Array, weights: Array, area: Whole, count: int) -> Array:
    """A_a = sum w_i y_i / sum w_i (..., A); nan for an area without weight. What has no weight may be missing."""
    shape = np.broadcast_shapes(values.shape, weights.shape)
    rows, shares = (np.broadcast_to(part, shape).reshape(-1, shape[-1]) for part in (values, weights))
    groups, sums = groups_of(area, count), np.zeros((count, 2, len(rows)))
    for some in blocks_of_rows(rows.shape):
        products = rows[some] * shares[some]
        np.copyto(products, 0.0, where=~(shares[some] > 0))
        add_lines(turned(products, shares[some]), groups, sums[..., some])
    return np.moveaxis(divide(sums[:, 0], sums[:, 1]).reshape(count, *shape[:-1]), 0, -1)


def power_mean(areas: Array, area_weights: Array, power: float) -> Array:
    """S = (sum W_a A_a^p)^(1/p) (...), W (..., A) renormalised over the areas with a score; p = 0 is the geometric mean.

    nan without any area. The areas are added one after the other.
    """
    missing = np.isnan(areas)
    weights = np.where(missing, 0.0, area_weights)
    weights /= divisor(one_by_one(weights))[..., None]
    weights *= link(np.where(missing, 1.0, areas), power)
    return unlink(one_by_one(weights), power)


def one_by_one(values: Array) -> Array:
    """The sum over a short last axis, in its order; over many rows much faster than row by row."""
    total = np.zeros(values.shape[:-1])
    for place in range(values.shape[-1]):
        total += values[..., place]
    return total


def link(score: Array, power: float) -> Array:
    """phi of the phi-mean, elementwise: y^p, or ln y for p = 0 (method.md 1.6)."""
    if power == 0:
        with np.errstate(divide="ignore"):
            return np.log(score)
    return np.asarray(score**power, dtype=float)


def unlink(value: Array, power: float) -> Array:
    """The inverse of `link`, elementwise: z^(1/p), or exp z for p = 0."""
    return np.exp(value) if power == 0 else np.asarray(value ** (1 / power), dtype=float)


def composite(gap: Array, weights: Array) -> Array:
    """T = 100 (1 + sum w~ g): linear, unclipped, unshrunken; nan where no weight is left."""
    present = weights.sum(axis=-1) > 0
    return np.where(present, 100 * (1 + (weights * np.where(weights > 0, gap, 0.0)).sum(axis=-1)), np.nan)


def composite_variance(variance: Array, weights: Array) -> Array:
    """se^2 of T: 1e4 sum w~^2 v^g (method.md 1.7). A weight without a variance (a bound for a missing figure) adds none."""
    known = (weights > 0) & ~np.isnan(variance)
    return np.asarray(1e4 * (weights**2 * np.where(known, variance, 0.0)).sum(axis=-1), dtype=float)


def fulfilment(score: Array, planned: Array) -> Array:
    """P = 1 - (100 - S)/(100 pibar): 1 on the path, 0 nothing done since the baseline."""
    return 1 - divide(100 - score, 100 * planned)
