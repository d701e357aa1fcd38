"""How much more units differ than chance explains, and the scales on which that is measured (Spiegelhalter 2005; method.md 1.9)."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, divide
from indicators.assessment.elementary import arc_sine_of_root


@dataclass(frozen=True, slots=True)
class Overdispersion:
    """(I,) `phi`: mean squared winsorised z, nan without units; `tau2`: additive variance between units, 0 where chance explains all."""

    phi: Array
    tau2: Array


def overdispersion(z: Array, s: Array, share: float) -> Overdispersion:
    """phi and tau2 of each indicator from z = (Y - Y0)/s and s (U, I); nan: no figure.

    phi = mean z_w^2 with z pulled in to its `share` and 1 - `share` quantiles; tau2 = (U phi - (U - 1))/(sum w - sum w^2/sum w),
    w = 1/s^2, where U phi >= U - 1. Additive random effects model of Spiegelhalter (2005) and Spiegelhalter et al. (2012).
    """
    known = ~np.isnan(z) & ~np.isnan(s)
    count = known.sum(axis=0).astype(float)
    squares = np.where(known, winsorised(z, share) ** 2, 0.0)
    phi = divide(squares.sum(axis=0), count)
    w = np.where(known, 1 / np.where(known, s, 1.0) ** 2, 0.0)
    scale = w.sum(axis=0) - np.nan_to_num(divide((w**2).sum(axis=0), w.sum(axis=0)))
    excess = np.nan_to_num(count * phi - (count - 1))
    usable = (count >= 2) & (excess >= 0) & (scale > 0)
    return Overdispersion(phi, np.where(usable, excess / np.where(usable, scale, 1.0), 0.0))


def winsorised(z: Array, share: float) -> Array:
    """z (U, I) pulled in to the type-7 quantiles `share` and 1 - `share` of each column; nan stays nan."""
    return np.clip(z, quantile(z, share), quantile(z, 1 - share))


def quantile(values: Array, share: float) -> Array:
    """(I,) type-7 quantile of each column (U, I) over what is not nan; nan for a column without values."""
    if not len(values):
        return np.full(values.shape[1:], np.nan)
    ordered = np.sort(values, axis=0)
    count = (~np.isnan(ordered)).sum(axis=0)
    place = share * np.maximum(count - 1, 0)
    below = np.floor(place).astype(np.int64)
    low = np.take_along_axis(ordered, below[None], axis=0)[0]
    high = np.take_along_axis(ordered, np.minimum(below + 1, np.maximum(count - 1, 0))[None], axis=0)[0]
    return np.asarray(low + (place - below) * (high - low), dtype=float)


def stabilised_share(share: Array, n: Array) -> tuple[Array, Array]:
    """Y = arcsin sqrt(share) and its standard error 1/(2 sqrt n), whatever the share."""
    return arc_sine_of_root(np.clip(share, 0.0, 1.0)), 0.5 * divide(np.ones(1), np.sqrt(n))


def stabilised_rate(rate: Array, exposure: Array) -> tuple[Array, Array]:
    """Y = sqrt(rate) and its standard error 1/(2 sqrt E)."""
    return np.sqrt(np.maximum(rate, 0.0)), 0.5 * divide(np.ones(1), np.sqrt(exposure))
