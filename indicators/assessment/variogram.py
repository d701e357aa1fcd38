"""How much the true level of an indicator wanders from quarter to quarter, and how noisy its figures are beyond counting (method.md 1.10).

Both come from one pooled variogram over all units of the indicator: noise does not grow with the lag, wandering does. Slopes of single
units that differ from the common one count as wandering: that keeps forecasts careful.
"""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole, divide

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
    v = np.where(known, variance, 0.0)
    span, drift = _common_drift(y, known)
    typical = _typical(v, known)
    normal = np.zeros((5, y.shape[2]))
    for lag in range(1, min(LAGS, y.shape[0] - 1) + 1):
        square = (y[lag:] - y[:-lag] - lag * drift) ** 2
        sampling = v[lag:] + v[:-lag]
        counted = ~np.isnan(square) & (2 * lag <= span)
        weight = np.where(counted, 1 / (lag * np.where(sampling + typical > 0, sampling + typical, 1.0)) ** 2, 0.0)
        walk = lag - divide(np.array(float(lag**2)), counted.any(axis=0).sum(axis=0) * span.max(axis=0))
        normal += _normal_equations(weight, np.where(counted, square - sampling, 0.0), np.nan_to_num(walk))
    return _solve(normal)


def _common_drift(y: Array, known: Mask) -> tuple[Whole, Array]:
    """Span of each series in quarters (U, I), and (I,) the mean over the units of (last - first)/span."""
    first = np.argmax(known, axis=0)
    last = y.shape[0] - 1 - np.argmax(known[::-1], axis=0)
    span = np.where(known.any(axis=0), last - first, 0)
    begin, end = (np.take_along_axis(y, place[None], axis=0)[0] for place in (first, last))
    slopes = divide(end - begin, span.astype(float))
    some = ~np.isnan(slopes)
    return span, np.nan_to_num(divide(np.where(some, slopes, 0.0).sum(axis=0), some.sum(axis=0).astype(float)))


def _typical(v: Array, known: Mask) -> Array:
    """(I,) mean over the units of each one's smallest sampling variance."""
    best = np.where(known, v, np.inf).min(axis=0)
    some = np.isfinite(best)
    return np.nan_to_num(divide(np.where(some, best, 0.0).sum(axis=0), some.sum(axis=0).astype(float)))


def _normal_equations(weight: Array, excess: Array, walk: Array) -> Array:
    """(5, I) sums of one lag: weight x (2 2, 2 walk, walk walk, 2 excess, walk excess)."""
    total, found = weight.sum(axis=(0, 1)), (weight * excess).sum(axis=(0, 1))
    return np.stack([4 * total, 2 * walk * total, walk**2 * total, 2 * found, walk * found])


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
