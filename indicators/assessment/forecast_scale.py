"""The scale on which an indicator is forecast: logit of a share, log of a rate, the value itself (method.md 1.10). Elementwise.

Counts get half a case, so that none and all have a place on the scale; their sampling variance there grows as they get rarer.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from indicators.assessment.arrays import Array, Mask, divide
from indicators.assessment.elementary import exponential, natural_log

HALF = 0.5


@dataclass(frozen=True, slots=True)
class Scale:
    """Which indicators (I,) are shares (`logit`) and which are rates (`log`); all others stay as they are."""

    logit: Mask
    log: Mask


def to_scale(k: Array, n: Array, scale: Scale) -> Array:
    """y of k cases among n (or k events in an exposure n, or n x of a mean x): nan where n is 0.

    log((k + 1/2)/(n - k + 1/2)), log((k + 1/2)/n), k/n.
    """
    some, counted = n > 0, scale.logit | scale.log
    events = np.where(some & counted, np.maximum(k, 0.0), 1.0)
    beside = np.where(some, np.where(scale.logit, np.maximum(n - events, 0.0) + HALF, n), 1.0)
    logs = natural_log((events + HALF) / beside) if counted.any() else np.nan
    return np.where(some, np.where(counted, logs, divide(k, n)), np.nan)


def scale_variance(k: Array, n: Array, variance: Array, scale: Scale) -> Array:
    """Sampling variance of y (Q, U, I): 1/(n p + 1/2) + 1/(n (1 - p) + 1/2), 1/(n p + 1/2), or the value's own `variance`.

    p is k/n of all quarters of the series together: with each figure's own p, those that chance put near 0 or 1 would weigh less.
    """
    events, size = np.where(n > 0, k, 0.0), np.where(n > 0, n, 0.0)
    usual = (events.sum(axis=0) + HALF) / (size.sum(axis=0) + 2 * HALF)
    expected = np.maximum(size * usual, 0.0) + HALF
    others = np.maximum(size * (1 - usual), 0.0) + HALF
    return np.where(scale.logit, 1 / expected + 1 / others, np.where(scale.log, 1 / expected, variance))


def from_scale(y: Array, scale: Scale) -> Array:
    """The value in the indicator's own unit."""
    return np.where(scale.logit, expit(y), np.where(scale.log, exponential(np.minimum(y, 700.0)), y))


def sd_from_scale(y: Array, sd: Array, scale: Scale) -> Array:
    """Standard deviation in the own unit (delta method): sd p (1 - p), sd x, sd."""
    value = from_scale(y, scale)
    return np.where(scale.logit, sd * value * (1 - value), np.where(scale.log, sd * value, sd))


def target_on_scale(target: Array, n: Array, sign: Array, scale: Scale) -> Array:
    """y from which a target counts as met: half a case on the near side of it, of `n` (the usual denominator); the target else.

    So 100 % of n is met from n - 1/2 cases on: log(n), and none from half a case down: no target is out of reach by definition.
    """
    whole = np.where(scale.logit | scale.log, target * n, 1.0) + HALF * np.where(sign < 0, 1.0, -1.0)
    share = np.clip(whole, 0.0, n)
    logit = natural_log((share + HALF) / (n - share + HALF))
    log = natural_log((np.maximum(whole, 0.0) + HALF) / n)
    return np.where(scale.logit, logit, np.where(scale.log, log, target))
