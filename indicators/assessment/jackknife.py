"""S without each indicator in turn (method.md 1.10, rules C7 and K7): does one single indicator carry the finding?"""

import numpy as np

from indicators.assessment import score
from indicators.assessment.arrays import Array, divide
from indicators.assessment.codebook import Codebook

_NOTHING = 1e-12


def scores_without_each(scores: Array, weights: Array, codebook: Codebook, power: float) -> Array:
    """(U, I) S without each indicator, from y and w~ (U, I); nan for one without weight, and where nothing would be left.

    Only its own area changes, to (sum w y - w_i y_i)/(sum w - w_i), so the work grows with U x I. An area of one indicator leaves
    with it, and the weights of the other areas are spread again.
    """
    area, count = codebook.area, len(codebook.areas)
    own, inside = np.maximum(area, 0), np.where(area >= 0, weights, 0.0)
    products = inside * np.where(inside > 0, scores, 0.0)
    area_weights, totals = score.area_sums(inside, area, count), score.area_sums(products, area, count)
    alone = score.area_sums((inside > 0).astype(float), area, count)[..., own] <= 1
    rest = divide(totals[..., own] - products, np.where(alone, 0.0, area_weights[..., own] - inside))
    with np.errstate(divide="ignore", invalid="ignore"):
        linked = np.where(area_weights > 0, area_weights * score.link(np.nan_to_num(divide(totals, area_weights)), power), 0.0)
        others = np.where(np.eye(count, dtype=bool), 0.0, linked[..., None, :]).sum(axis=-1)
        kept = np.where(alone, 0.0, area_weights[..., own])
        moved = np.where(kept > 0, kept * score.link(np.maximum(np.nan_to_num(rest), 0.0), power), 0.0)
    left = area_weights.sum(axis=-1, keepdims=True) - area_weights[..., own] + kept
    inner = divide(others[..., own] + moved, np.where(left > _NOTHING, left, 0.0))
    return np.where(inside > 0, score.unlink(inner, power), np.nan)
