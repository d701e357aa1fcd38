"""A straight line through a series with older figures discounted, carried on with a slope that fades (method.md 1.10).

Works for many series at once, with gaps. Time is counted from the last quarter, so that the level is that of "now".
"""

from dataclasses import dataclass
from math import log

import numpy as np

from indicators.assessment.arrays import Array, divide
from indicators.assessment.blocks import blocks_of
from indicators.assessment.elementary import natural_log, power_of
from indicators.assessment.variogram import Wander

SMALLEST_ERROR = 1e-12
"""Figures without any error weigh alike, as if each had this variance."""


@dataclass(frozen=True, slots=True)
class DampedLine:
    """(U, I) `level` a now and `slope` b a quarter, with Var(a), Cov(a, b), Var(b); `innovation` s2_w (I,); `damping` phi.

    nan where the series has fewer than two figures.
    """

    level: Array
    slope: Array
    level_variance: Array
    covariance: Array
    slope_variance: Array
    innovation: Array
    damping: float


def fit_line(y: Array, variance: Array, wander: Wander, discount: float, damping: float) -> DampedLine:
    """Discounted least squares of y (Q, U, I), nan where nothing was filed; weights discount^(T - t)/(variance + s2_e).

    Sandwich: with the loadings l of the estimate on the figures, Var = sum l_t^2 (v_t + s2_e) + s2_w sum_j (sum of l over all t at
    least j + 1 quarters old)^2: the figures' own errors, and how far the level has wandered since them.
    """
    fitted = [_fit_block(y[:, block], variance[:, block], wander, discount) for block in blocks_of(y.shape)]
    level, slope, level_variance, covariance, slope_variance = (np.concatenate(part) for part in zip(*fitted, strict=True))
    return DampedLine(level, slope, level_variance, covariance, slope_variance, wander.innovation, damping)


def _fit_block(y: Array, variance: Array, wander: Wander, discount: float) -> tuple[Array, ...]:
    """Level, slope, Var(a), Cov(a, b) and Var(b) of a block of units."""
    known = ~np.isnan(y)
    age = np.arange(y.shape[0] - 1, -1, -1, dtype=float)[:, None, None]
    error = np.where(known, variance + wander.noise, 1.0)
    weight = np.where(known, power_of(discount, age) / np.maximum(error, SMALLEST_ERROR), 0.0)
    total = weight.sum(axis=0)
    centre = divide((weight * -age).sum(axis=0), total)
    centred = -age - centre
    of_slope = weight * centred * divide(np.ones(1), (weight * centred**2).sum(axis=0))
    of_level = weight * divide(np.ones(1), total) - of_slope * centre
    filled = np.where(known, y, 0.0)
    older_level, older_slope = _older(of_level), _older(of_slope)
    walked = [(older_level**2).sum(axis=0), (older_level * older_slope).sum(axis=0), (older_slope**2).sum(axis=0)]
    own = [(one * error).sum(axis=0) for one in (of_level**2, of_level * of_slope, of_slope**2)]
    sums = [a + b * wander.innovation for a, b in zip(own, walked, strict=True)]
    return (of_level * filled).sum(axis=0), (of_slope * filled).sum(axis=0), *sums


def _older(loading: Array) -> Array:
    """Sum of the loadings of all figures at least one quarter older than each quarter but the last: (Q - 1, U, I)."""
    return np.cumsum(loading, axis=0)[:-1]


def damped_steps(horizon: Array, damping: float) -> Array:
    """sum_{j <= h} phi^j: how many quarters' worth of the present slope h quarters bring; h itself without damping."""
    if damping == 1:
        return np.asarray(horizon, dtype=float)
    return np.asarray(damping * (1 - power_of(damping, horizon)) / (1 - damping), dtype=float)


def ahead(line: DampedLine, horizon: Array) -> tuple[Array, Array]:
    """Mean and sd of the level h quarters from now; `horizon` broadcasts with (U, I).

    a + b S, S = sum phi^j; Var(a) + 2 S Cov + S^2 Var(b) + h s2_w + (b (h - S))^2. The last term: that slopes fade is a rule of
    caution, not a fact, so one standard deviation reaches from the fading line to the straight one. Without it a subject exactly on
    its planned line would be told that it is very unlikely to arrive.
    """
    steps = damped_steps(horizon, line.damping)
    variance = line.level_variance + 2 * steps * line.covariance + steps**2 * line.slope_variance + horizon * line.innovation
    doubt = (line.slope * (horizon - steps)) ** 2
    return line.level + line.slope * steps, np.sqrt(np.maximum(variance, 0.0) + doubt)


def quarters_to(line: DampedLine, target: Array, sign: Array) -> Array:
    """(U, I) whole quarters until the damped line reaches `target` from the worse side; 0 where it is there, inf where it never is.

    S_h >= R = (target - a)/b, h = ceil(log(1 - R (1 - phi)/phi)/log phi).
    """
    missing = np.where(sign < 0, line.level - target, target - line.level)
    speed = np.where(sign < 0, -line.slope, line.slope)
    with np.errstate(over="ignore"):
        needed = np.where(speed > 0, missing / np.where(speed > 0, speed, 1.0), np.inf)
    if line.damping == 1:
        quarters = needed
    else:
        left = 1 - needed * (1 - line.damping) / line.damping
        quarters = np.where(left > 0, natural_log(np.where(left > 0, left, 1.0)) / log(line.damping), np.inf)
    return np.where(np.isnan(missing), np.nan, np.where(missing <= 0, 0.0, np.ceil(quarters - 1e-9)))
