"""Too-smooth series (method.md 1.14, fabrication): shares that vary less than chance allows, the lower tail of phi."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincc

from indicators.assessment.arrays import Array, Mask
from indicators.model.signal import SignalKind
from indicators.signals.chances import as_quiet, several
from indicators.signals.panel import Panel, shares
from indicators.signals.rules import SignalRules, Tested

_LEAST_PERIODS = 6


@dataclass(frozen=True, slots=True)
class Scatter:
    """Distances from the line in binomial standard errors `z` (I, U, T), the `weight` of each figure in its line, and which are used."""

    z: Array
    weight: Array
    used: Mask


def look_for_smoothness(panel: Panel, rules: SignalRules) -> Tested:
    """phi = sum (k - n p_t)^2 / (n p_t (1 - p_t)) around a straight line p_t, against chi-square with T - 2 degrees, lower tail.

    Only flows (a stock stands still honestly), and only figures whose expected variance tells something. Honest figures vary at least as
    much as chance, so their p is too large rather than too small. The quietest series, and `crowding` over the figures of all of them,
    which finds a few figures too close to the line among others that scatter.
    """
    scatter = scatter_of(panel, rules)
    total, degrees = np.where(scatter.used, scatter.z**2, 0.0).sum(axis=-1), np.maximum(scatter.used.sum(axis=-1) - 2.0, 0.0)
    p = as_quiet(total, degrees)
    unit = several(np.stack([crowding(scatter), several(p)]))
    quiet = np.where(np.isnan(p), np.inf, p)
    marks = scatter.used & (quiet <= np.maximum(np.min(quiet, axis=0), rules.level))[..., None]
    ratio = np.where(marks.any(axis=-1), total / np.maximum(degrees, 1), np.nan)
    facts = tuple(_facts(ratio[:, u], marks[:, u]) for u in range(len(panel.subjects)))
    return Tested(SignalKind.TOO_SMOOTH, unit, marks, facts)


def scatter_of(panel: Panel, rules: SignalRules) -> Scatter:
    """Each figure's distance from the straight line through its series; figures that tell nothing and short series are not used."""
    x, n = shares(panel), panel.n
    line = _straight_line(x, np.where(np.isnan(x), 0.0, n))
    variance = n * line * (1 - line)
    with np.errstate(invalid="ignore"):
        used = (variance >= rules.least_variance) & panel.flow[:, None, None] & (n >= rules.least_count)
    line = _straight_line(x, np.where(used, n, 0.0))
    variance = n * line * (1 - line)
    used &= (variance > 0) & (used.sum(axis=-1) >= _LEAST_PERIODS)[..., None]
    z = np.where(used, (panel.k - n * line) / np.sqrt(np.where(used, variance, 1.0)), np.nan)
    return Scatter(z, np.where(used, n, 0.0), used)


def crowding(scatter: Scatter) -> Array:
    """(U,): chance of so many figures so close to their lines, C = mean of exp(-2 r^2) over the figures of all series.

    r = z / sqrt(1 - h), h the leverage, is standard normal for binomial figures: E = 5^-1/2, Var = 9^-1/2 - 1/5; figures of one
    series are correlated by their line, by at most Var rho^2 each. Upper tail of the beta distribution with that mean and variance.
    """
    leverage, rho = _leverages(scatter)
    r2 = np.where(scatter.used, scatter.z**2 / (1 - leverage), np.inf)
    count = scatter.used.sum(axis=(0, 2)).astype(float)
    safe = np.maximum(count, 1)
    mean, variance = 5**-0.5, (9**-0.5 - 0.2) * (count + rho.sum(axis=0)) / safe**2
    size = mean * (1 - mean) / np.where(count > 0, variance, 1.0) - 1
    close = np.exp(-2 * r2).sum(axis=(0, 2)) / safe
    return np.where(count > 0, np.maximum(betaincc(mean * size, (1 - mean) * size, np.clip(close, 0, 1)), 1e-300), np.nan)


def _leverages(scatter: Scatter) -> tuple[Array, Array]:
    """Leverage of each figure on its line (I, U, T), and the sum of squared correlations between the figures of a series (I, U)."""
    weight = scatter.weight
    total = np.maximum(weight.sum(axis=-1, keepdims=True), 1e-9)
    t = np.arange(weight.shape[-1], dtype=float)
    t = np.broadcast_to(t, weight.shape) - (weight * t).sum(axis=-1, keepdims=True) / total
    spread = (weight * t**2).sum(axis=-1, keepdims=True)
    spread = np.where(spread > 0, spread, np.inf)
    root = np.sqrt(weight)
    hat = root[..., :, None] * root[..., None, :] * (1 / total[..., None] + t[..., :, None] * t[..., None, :] / spread[..., None])
    leverage = np.minimum(np.diagonal(hat, axis1=-2, axis2=-1), 0.95)
    free = 1 - leverage
    squares = hat**2 / (free[..., :, None] * free[..., None, :])
    return leverage, squares.sum(axis=(-2, -1)) - np.diagonal(squares, axis1=-2, axis2=-1).sum(axis=-1)


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
