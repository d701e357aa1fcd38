"""How much the true level of an indicator wanders from quarter to quarter, and how noisy its figures are beyond counting (method.md 1.10).

Both come from one pooled variogram over all units of the indicator: noise does not grow with the lag, wandering does. Slopes of single
units that differ from the common one count as wandering: that keeps forecasts careful.
"""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole, divide
from indicators.assessment.blocks import blocks_of

LAGS = 8


@dataclass(frozen=True, slots=True)
class Wander:
    """(I,) on the forecast scale, squared: `noise` s2_e beyond the sampling variance of each figure, `innovation` s2_w a quarter."""

    noise: Array
    innovation: Array


def wander(y: Array, variance: Array) -> Wander:
    """s2_e and s2_w of each indicator from y (Q, U, I) with sampling variances (Q, U, I); nan in y: nothing filed.

    E[(d_h - h drift)^2] - sampling variances of the pair = 2 s2_e + h s2_w, drift the mean slope of the units (which takes away
    h^2/(units x span) of s2_w). Least squares over the lags 1 to 8, at most half the span; weight of a pair
    1/(lag (sampling + typical))^2, so that a few tiny counts decide nothing.
    """
    known = ~np.isnan(y)
    span, drift = _common_drift(y, known)
    typical = _typical(variance, known)
    longest, lags = span.max(axis=0, initial=0), range(1, min(LAGS, y.shape[0] - 1) + 1)
    walks = [lag - np.nan_to_num(divide(np.array(float(lag**2)), (2 * lag <= span).sum(axis=0) * longest)) for lag in lags]
    normal = np.zeros((5, y.shape[2]))
    for block in blocks_of(y.shape):
        level = y[:, block] - drift * np.arange(y.shape[0])[:, None, None]
        v = np.where(known[:, block], variance[:, block], 0.0)
        for lag, walk in zip(lags, walks, strict=True):
            normal += _normal_equations(*_pair_sums(level, v, (lag, typical, 2 * lag <= span[block])), walk)
    return _solve(normal)


def _pair_sums(level: Array, v: Array, pair: tuple[int, Array, Mask]) -> tuple[Array, Array]:
    """(I,) sum of the weights of all pairs `lag` quarters apart, and of weight x (squared difference - sampling)."""
    lag, typical, counted = pair
    square = (level[lag:] - level[:-lag]) ** 2
    sampling = v[lag:] + v[:-lag]
    scale = lag * (sampling + typical)
    weight = np.where(counted & ~np.isnan(square), 1 / np.where(scale > 0, scale, lag) ** 2, 0.0)
    return weight.sum(axis=(0, 1)), (weight * np.nan_to_num(square - sampling)).sum(axis=(0, 1))


def _common_drift(y: Array, known: Mask) -> tuple[Whole, Array]:
    """Span of each series in quarters (U, I), and (I,) the mean over the units of (last - first)/span."""
    first = np.argmax(known, axis=0)
    last = y.shape[0] - 1 - np.argmax(known[::-1], axis=0)
    span = np.where(known.any(axis=0), last - first, 0)
    begin, end = (np.take_along_axis(y, place[None], axis=0)[0] for place in (first, last))
    slopes = divide(end - begin, span.astype(float))
    some = ~np.isnan(slopes)
    return span, np.nan_to_num(divide(np.where(some, slopes, 0.0).sum(axis=0), some.sum(axis=0).astype(float)))


def _typical(variance: Array, known: Mask) -> Array:
    """(I,) mean over the units of each one's smallest sampling variance."""
    best = np.min(variance, axis=0, where=known, initial=np.inf)
    some = np.isfinite(best)
    return np.nan_to_num(divide(np.where(some, best, 0.0).sum(axis=0), some.sum(axis=0).astype(float)))


def _normal_equations(total: Array, excess: Array, walk: Array) -> Array:
    """(5, I) sums of one lag: weight x (2 2, 2 walk, walk walk, 2 excess, walk excess)."""
    return np.stack([4 * total, 2 * walk * total, walk**2 * total, 2 * excess, walk * excess])


def _solve(normal: Array) -> Wander:
    """Least squares; what comes out below 0 is 0, and noise without wandering is fitted alone.

    Noise below 0 says that figures vary less than counts would by chance (stocks do); the wandering stands as found beside it.
    """
    aa, ab, bb, ar, br = normal
    determinant = aa * bb - ab**2
    noise = np.nan_to_num(divide(bb * ar - ab * br, determinant))
    innovation = np.nan_to_num(divide(aa * br - ab * ar, determinant))
    alone = np.nan_to_num(divide(ar, aa))
    return Wander(np.maximum(np.where(innovation < 0, alone, noise), 0.0), np.maximum(innovation, 0.0))
