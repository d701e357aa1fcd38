"""The composite tests that drive verdicts: against the plan, against the peers, for praise (method.md 1.9)."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from indicators.assessment.arrays import Array


@dataclass(frozen=True, slots=True)
class PeerTest:
    """Median of T, winsorised overdispersion phi, additive tau2 and the one-sided p-values (U,)."""

    median: float
    phi: float
    tau2: float
    p: Array


def p_behind_plan(T: Array, se: Array, tolerance: float) -> Array:
    """p = Phi((T - (100 - m))/seT) for H0: true T >= 100 - m."""
    return np.asarray(ndtr((T - (100 - tolerance)) / se), dtype=float)


def p_ahead_of_plan(T: Array, se: Array, null: float) -> Array:
    """p = 1 - Phi((T - 101)/seT) for H0: true T <= 101."""
    return np.asarray(ndtr(-(T - null) / se), dtype=float)


def compare_with_peers(T: Array, se: Array, winsor: float) -> PeerTest:
    """z against the median of T, winsorised at the type-7 quantiles; additive overdispersion (Spiegelhalter) where U phi >= U - 1."""
    known = ~np.isnan(T) & ~np.isnan(se)
    if not known.any():
        return PeerTest(np.nan, np.nan, 0.0, np.full(T.shape, np.nan))
    median = float(np.median(T[known]))
    z = (T[known] - median) / se[known]
    low, high = np.quantile(z, [winsor, 1 - winsor])
    phi = float((np.clip(z, low, high) ** 2).mean())
    tau2 = additive_overdispersion(phi, 1 / se[known] ** 2)
    return PeerTest(median, phi, tau2, p_behind_peers(T, se, median, tau2))


def p_behind_peers(T: Array, se: Array, median: float, tau2: float) -> Array:
    """p = Phi((T - median)/sqrt(seT^2 + tau2))."""
    return np.asarray(ndtr((T - median) / np.sqrt(se**2 + tau2)), dtype=float)


def additive_overdispersion(phi: float, w: Array) -> float:
    """tau2 = (U phi - (U - 1)) / (sum w - sum w^2 / sum w) if U phi >= U - 1, else 0."""
    units = len(w)
    excess = units * phi - (units - 1)
    scale = float(w.sum() - (w**2).sum() / w.sum())
    return excess / scale if excess >= 0 and scale > 0 else 0.0
