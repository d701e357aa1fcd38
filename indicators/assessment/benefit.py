"""Benefit of the doubt: the best and the worst score that any weighting of the areas within bounds gives (method.md 1.10).

A test of due process (rule C6), never a score.
"""

import numpy as np

from indicators.assessment.arrays import Array
from indicators.assessment.score import link, unlink


def benefit_of_doubt(areas: Array, weights: Array, spread: float, power: float) -> tuple[Array, Array]:
    """(best, worst) S (U,) over area weights in [1 - spread, 1 + spread] x W that sum to 1, from areas A and weights W (U, A).

    Missing areas are nan and leave: W is renormalised over the rest. nan without any area.
    """
    known = ~np.isnan(areas) & (weights > 0)
    kept = np.where(known, weights, 0.0)
    total = kept.sum(axis=-1, keepdims=True)
    share = kept / np.where(total > 0, total, np.nan)
    filled = np.where(known, areas, 0.0)
    best, worst = filled_weights(filled, share, spread), filled_weights(-filled, share, spread)
    return _mean(filled, best, power), _mean(filled, worst, power)


def filled_weights(areas: Array, share: Array, spread: float) -> Array:
    """The weights (U, A) within the bounds that make the weighted mean of any rising function of A greatest.

    Every area has its least weight; what is left goes to the highest areas first, each up to its bound. Exact, for the sum of the
    weighted terms is linear in the weights.
    """
    order = np.argsort(-areas, axis=-1, kind="stable")
    room = np.take_along_axis(2 * spread * share, order, axis=-1)
    before = room.cumsum(axis=-1) - room
    given = np.clip(spread - before, 0.0, room)
    extra = np.empty_like(given)
    np.put_along_axis(extra, order, given, axis=-1)
    return (1 - spread) * share + extra


def _mean(areas: Array, weights: Array, power: float) -> Array:
    """The power mean; an area without weight counts for nothing."""
    counted = weights > 0
    inner = np.where(counted, weights * link(np.where(counted, areas, 1.0), power), 0.0).sum(axis=-1)
    return unlink(np.where(np.isnan(weights).any(axis=-1), np.nan, inner), power)
