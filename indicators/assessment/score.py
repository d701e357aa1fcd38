"""From gaps to scores: indicator, area, overall, T and plan fulfilment (method.md 1.6). Broadcasts over leading axes."""

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole, divide


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
    areas = np.where(total > 0, areas / np.where(total > 0, total, 1.0), 0.0)
    return np.asarray(within * np.where(area >= 0, areas[..., area], 0.0), dtype=float)


def area_shares(weight: Array, usable: Mask, area: Whole, count: int) -> Array:
    """w_i / sum of w over the usable indicators of the same area (..., I); 0 for those not usable."""
    counted = np.where(usable & (area >= 0), weight, 0.0)
    totals = area_sums(counted, area, count)
    own = totals[..., np.maximum(area, 0)]
    return np.asarray(np.where(own > 0, counted / np.where(own > 0, own, 1.0), 0.0), dtype=float)


def area_sums(values: Array, area: Whole, count: int) -> Array:
    """Sums over the indicators of each area: (..., I) -> (..., A). The order of summation is that of the indicators."""
    order = np.argsort(area, kind="stable")
    order = order[area[order] >= 0]
    found, starts = np.unique(area[order], return_index=True)
    in_order = np.array_equal(order, np.arange(len(order)))
    sums = np.zeros((*values.shape[:-1], count))
    if len(found):
        # Not a matrix product: libraries of linear algebra add in an order that depends on the processor.
        sums[..., found] = np.add.reduceat(values[..., : len(order)] if in_order else np.take(values, order, axis=-1), starts, axis=-1)
    return sums


def area_means(values: Array, weights: Array, area: Whole, count: int) -> Array:
    """A_a = sum w_i y_i / sum w_i (..., A); nan for an area without weight."""
    total = area_sums(weights, area, count)
    products = np.where(weights > 0, values, 0.0)
    products *= weights
    return divide(area_sums(products, area, count), total)


def power_mean(areas: Array, area_weights: Array, power: float) -> Array:
    """S = (sum W_a A_a^p)^(1/p) (...), W (..., A) renormalised over the areas with a score; p = 0 is the geometric mean.

    nan without any area.
    """
    weights = np.where(np.isnan(areas), 0.0, area_weights)
    weights = divide(weights, weights.sum(axis=-1, keepdims=True))
    inner = (weights * link(np.where(np.isnan(areas), 1.0, areas), power)).sum(axis=-1)
    return unlink(inner, power)


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
