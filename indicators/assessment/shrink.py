"""Shrinkage of small units towards the others: leave-one-out DerSimonian-Laird with limited translation (method.md 1.5).

For display only; no test uses it.
"""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Whole
from indicators.assessment.prior_mean import mean_of_others

SMALLEST_VARIANCE = 1e-12
PLAIN_UP_TO = 100
"""Units up to which every unit is held against every other."""


@dataclass(frozen=True, slots=True)
class Prior:
    """(..., U, I): `weight` B in 0..1 towards the prior `mean` mu of the other units (0 where there is none); `spread` sqrt(v)."""

    weight: Array
    mean: Array
    spread: Array


def leave_one_out_prior(gap: Array, variance: Array, siblings: Whole | None = None) -> Prior:
    """B = v/(v + tau2_(-u)) and mu_(-u) for (Q, U, I); a gap without a value, without variance or without others is not moved.

    With `siblings` (U,), codes of groups, only the units of the same group are the others (nested priors).
    """
    if siblings is None:
        return _prior(gap, variance)
    found = Prior(np.zeros(gap.shape), np.zeros(gap.shape), np.zeros(gap.shape))
    for group in np.unique(siblings):
        rows = np.flatnonzero(siblings == group)
        own = _prior(gap[:, rows], variance[:, rows])
        found.weight[:, rows], found.mean[:, rows], found.spread[:, rows] = own.weight, own.mean, own.spread
    return found


def _prior(gap: Array, variance: Array) -> Prior:
    known = ~np.isnan(gap)
    v = np.where(known, np.maximum(variance, SMALLEST_VARIANCE), np.inf)
    filled = np.where(known, gap, 0.0)
    tau2 = between_variance(filled, v)
    mean = prior_mean(filled, v, tau2)
    movable = known & (variance > 0) & ~np.isnan(mean)
    weight = np.where(movable, np.where(movable, v, 1.0) / (np.where(movable, v, 1.0) + tau2), 0.0)
    return Prior(weight, np.nan_to_num(mean), np.sqrt(np.where(known, variance, 0.0)))


def shrunken(gap: Array, prior: Prior) -> Array:
    """g_EB = clip(B mu + (1 - B) g, g - sqrt(v), g + sqrt(v)): increasing in the unit's own gap; nan in, nan out."""
    pulled = prior.weight * prior.mean + (1 - prior.weight) * gap
    return np.clip(pulled, gap - prior.spread, gap + prior.spread)


def between_variance(gap: Array, variance: Array) -> Array:
    """tau2_(-u) (Q, U, I) = max(0, (Q - (U-2)) / (W1 - W2/W1)) over the units other than u, w = 1/v (v = inf: no value)."""
    w = 1 / variance
    count = np.isfinite(variance).sum(axis=1, keepdims=True) - np.isfinite(variance)
    centre = (w * gap).sum(axis=1, keepdims=True) / np.maximum(w.sum(axis=1, keepdims=True), SMALLEST_VARIANCE)
    g = np.where(np.isfinite(variance), gap - centre, 0.0)
    first = w.sum(axis=1, keepdims=True) - w
    second = (w**2).sum(axis=1, keepdims=True) - w**2
    linear = (w * g).sum(axis=1, keepdims=True) - w * g
    square = (w * g**2).sum(axis=1, keepdims=True) - w * g**2
    usable = count >= 2
    first = np.where(usable, first, 1.0)
    spread = square - linear**2 / first
    scale = np.where(usable, first - second / first, 1.0)
    return np.where(usable, np.maximum(0.0, (spread - (count - 1)) / np.where(scale > 0, scale, np.inf)), 0.0)


def prior_mean(gap: Array, variance: Array, tau2: Array) -> Array:
    """mu_(-u) (Q, U, I) = sum g/(v + tau2_u) / sum 1/(v + tau2_u) over the units other than u; nan where there is none.

    Plainly for few units; for many in time that grows with their number (prior_mean.py).
    """
    quarters, units, columns = gap.shape
    if units > PLAIN_UP_TO:
        flat = [np.moveaxis(values, 1, 0).reshape(units, quarters * columns) for values in (gap, variance, tau2)]
        return np.asarray(np.moveaxis(mean_of_others(*flat).reshape(units, quarters, columns), 0, 1))
    weight = 1 / (variance[:, None] + tau2[:, :, None])
    weight[:, np.arange(units), np.arange(units)] = 0.0
    total = weight.sum(axis=2)
    return np.where(total > 0, (weight * gap[:, None]).sum(axis=2) / np.where(total > 0, total, 1.0), np.nan)
