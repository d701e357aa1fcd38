"""Too-smooth series (method.md 1.14, fabrication): shares that vary less than chance allows, the lower tail of phi."""

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.model.signal import SignalKind
from indicators.signals.chances import as_quiet, several, together
from indicators.signals.panel import Panel, shares
from indicators.signals.rules import SignalRules, Tested

_LEAST_PERIODS = 6


def look_for_smoothness(panel: Panel, rules: SignalRules) -> Tested:
    """phi = sum (k - n p_t)^2 / (n p_t (1 - p_t)) around a straight line p_t, against chi-square with T - 2 degrees, lower tail.

    Only flows (a stock stands still honestly), and only figures whose expected variance tells something. Honest figures vary at least as
    much as chance, so their p is too large rather than too small. Fisher over the series, and the smallest, Bonferroni over the two.
    """
    total, degrees, used = quiet_series(panel, rules)
    p = as_quiet(total, degrees)
    unit = several(np.stack([together(p), several(p)]))
    quiet = np.where(np.isnan(p), np.inf, p)
    marks = used & (quiet <= np.maximum(np.min(quiet, axis=0), rules.level))[..., None]
    ratio = np.where(marks.any(axis=-1), total / np.maximum(degrees, 1), np.nan)
    facts = tuple(_facts(ratio[:, u], marks[:, u]) for u in range(len(panel.subjects)))
    return Tested(SignalKind.TOO_SMOOTH, unit, marks, facts)


def quiet_series(panel: Panel, rules: SignalRules) -> tuple[Array, Array, Mask]:
    """Sum of squares in units of chance (I, U), its degrees of freedom, and the figures used (I, U, T)."""
    x, n = shares(panel), panel.n
    line = _straight_line(x, np.where(np.isnan(x), 0.0, n))
    variance = n * line * (1 - line)
    with np.errstate(invalid="ignore"):
        used = (variance >= rules.least_variance) & panel.flow[:, None, None] & (n >= rules.least_count)
    line = _straight_line(x, np.where(used, n, 0.0))
    variance = n * line * (1 - line)
    used &= variance > 0
    squares = np.where(used, (panel.k - n * line) ** 2 / np.where(used, variance, 1.0), 0.0).sum(axis=-1)
    periods = used.sum(axis=-1)
    enough = periods >= _LEAST_PERIODS
    return squares, np.where(enough, periods - 2.0, 0.0), used & enough[..., None]


def _straight_line(x: Array, weight: Array) -> Array:
    """Weighted least squares line through each series (I, U, T), held between 0 and 1."""
    t = np.arange(x.shape[-1], dtype=float)
    total = np.maximum(weight.sum(axis=-1, keepdims=True), 1e-9)
    y = np.where(weight > 0, x, 0.0)
    middle, mean = (weight * t).sum(-1, keepdims=True) / total, (weight * y).sum(-1, keepdims=True) / total
    spread = (weight * (t - middle) ** 2).sum(-1, keepdims=True)
    slope = (weight * (t - middle) * (y - mean)).sum(-1, keepdims=True) / np.where(spread > 0, spread, np.inf)
    return np.clip(mean + slope * (t - middle), 0.0, 1.0)


def _facts(ratio: Array, marks: Mask) -> dict[str, float | str]:
    known = ratio[~np.isnan(ratio)]
    return {"phi": float(np.median(known)) if len(known) else float("nan"), "series": float(marks.any(axis=-1).sum())}
