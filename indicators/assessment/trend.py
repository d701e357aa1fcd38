"""Where T is going: slope over the last eight quarterly values with its standard error, and directions proven in the family (1.10).

Uses single quarterly values of T, never the overlapping four-quarter pools: those follow each other by construction.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from indicators.assessment.arrays import Array, Whole
from indicators.assessment.multiple import adjust_bh, in_families

QUARTERS_PER_YEAR = 4
CARRY_OVER = 0.5
"""Lag-1 correlation of the shocks behind s2_stab: the one that makes the variance of a four-quarter mean s2_stab/2 (method.md 1.7)."""
SMALLEST_SE = 1e-9


@dataclass(frozen=True, slots=True)
class Trend:
    """(U,) `slope` of T in points a year with `se`; one-sided p-values of a rise (`p_up`) and of a fall (`p_down`).

    nan for a subject with a quarter missing. `families`: codes of those tested together (levels.py), None: all.
    """

    slope: Array
    se: Array
    p_up: Array
    p_down: Array
    families: Whole | None = None

    @property
    def q_up(self) -> Array:
        """(U,) p_up adjusted over the family (Benjamini-Hochberg)."""
        return in_families(self.p_up, self.families, adjust_bh)

    @property
    def q_down(self) -> Array:
        """(U,) p_down adjusted over the family."""
        return in_families(self.p_down, self.families, adjust_bh)


def score_trend(T: Array, variance: Array, extra: Array) -> Trend:
    """Weighted least squares of T (W, U) on time, weights 1/(variance + s2_stab); method.md 1.10.

    `variance`: (W, U) sampling variance of each quarterly T. `extra`: (W,) s2_stab, points squared; nan counts as 0 (not known yet).
    The standard error is that of the weighted slope under Cov(t, s) = variance_t [t = s] + s2 0.5^|t - s|: shocks to a
    region last longer than a quarter, and a slope over eight quarters must not be taken for proven because of one of them.
    """
    quarters = T.shape[0]
    if quarters < 3:
        unknown = np.full(T.shape[1], np.nan)
        return Trend(unknown, unknown, unknown, unknown)
    time = np.arange(quarters)[:, None] / QUARTERS_PER_YEAR
    shock = np.nan_to_num(np.asarray(extra, dtype=float))
    weight = 1 / np.maximum(variance + shock[:, None], SMALLEST_SE**2)
    centred = time - (weight * time).sum(axis=0) / weight.sum(axis=0)
    loading = weight * centred / (weight * centred**2).sum(axis=0)
    slope = (loading * T).sum(axis=0)
    own = (loading**2 * variance).sum(axis=0)
    shared = np.einsum("tu,ts,su->u", loading, shock_covariance(shock), loading)
    se = np.maximum(np.sqrt(own + shared), SMALLEST_SE)
    return Trend(slope, se, np.asarray(ndtr(-slope / se)), np.asarray(ndtr(slope / se)))


def shock_covariance(shock: Array) -> Array:
    """(W, W) covariance of the shocks of W quarters, correlation 0.5^|t - s|; `shock` (W,): s2_stab, which sees only a part of them."""
    lag = np.abs(np.subtract.outer(np.arange(len(shock)), np.arange(len(shock))))
    return np.asarray(np.sqrt(np.outer(shock, shock)) * CARRY_OVER**lag / _left_about_a_line(CARRY_OVER**lag), dtype=float)


def _left_about_a_line(correlation: Array) -> float:
    """Which share of the shocks' variance the residuals about a straight line show, on which s2_stab rests: tr(M R)/(W - 2) (1.7).

    Shocks that last look partly like a slope, so s2_stab misses that part of them.
    """
    quarters = len(correlation)
    time = np.arange(quarters) - (quarters - 1) / 2
    hat = 1 / quarters + np.outer(time, time) / (time**2).sum()
    return float((quarters - (hat * correlation).sum()) / (quarters - 2))


def trend_direction(trend: Trend, level: float, least_slope: float) -> Whole:
    """(U,) +1 improving, -1 declining, 0 flat or not known: q <= `level` in the family and |slope| >= `least_slope` points a year."""
    with np.errstate(invalid="ignore"):
        up = (trend.q_up <= level) & (trend.slope >= least_slope)
        down = (trend.q_down <= level) & (trend.slope <= -least_slope)
    return up.astype(np.int64) - down.astype(np.int64)
