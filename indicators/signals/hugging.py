"""Threshold hugging (method.md 1.14, threshold): figures heaped just on the right side of the planned path, and missing just below it."""

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.model.signal import SignalKind
from indicators.signals.chances import at_least, several
from indicators.signals.panel import Panel
from indicators.signals.rules import SignalRules, Tested

_FINE = 0.4
"""The narrow windows are this share of the wide ones: one looks for a crowd at the cut, the other for an empty place below it."""


def look_for_hugging(panel: Panel, rules: SignalRules) -> Tested:
    """Figures that reach the cut by the least possible number of cases, against those in the windows on both sides of it.

    d = k - ceil(n cut) counts the cases beyond the cut (mirrored where less is better), w = width standard errors, at least one case.
    Of the windows [-w, 0), [0, w), [w, 2w) the middle one holds one third wherever the density is a straight line across the three, so
    a region that is honestly better or worse than its path is no sign. Binomial mid-p for two widths, Bonferroni over the two.
    """
    beyond, sd = cases_beyond_cut(panel, rules)
    found = [_windows(beyond, np.maximum(1.0, np.round(scale * rules.width * sd))) for scale in (1.0, _FINE)]
    p = np.stack([_chance_of(middle, around, rules) for middle, around in found])
    best = np.argmin(np.where(np.isnan(p), np.inf, p), axis=0)
    middles = np.stack([middle for middle, _ in found])
    marks = np.stack([middles[form, :, u] for u, form in enumerate(best)], axis=1)
    facts = tuple(_facts(found[form], u) for u, form in enumerate(best))
    return Tested(SignalKind.HUGGING, several(p), marks, facts)


def cases_beyond_cut(panel: Panel, rules: SignalRules) -> tuple[Array, Array]:
    """Cases beyond the least number that reaches the cut (I, U, T) and the standard error of a count there; nan for small figures."""
    sign = panel.sign[:, None, None]
    needed = panel.n * panel.cut
    upward, downward = panel.k - np.ceil(needed - 1e-9), np.floor(needed + 1e-9) - panel.k
    variance = panel.n * panel.cut * (1 - panel.cut)
    with np.errstate(invalid="ignore"):
        tells = (panel.n >= rules.least_count) & (variance >= rules.least_variance) & panel.flow[:, None, None] & (sign != 0)
    return np.where(tells, np.where(sign > 0, upward, downward), np.nan), np.sqrt(np.where(tells, variance, np.nan))


def _windows(beyond: Array, width: Array) -> tuple[Mask, Mask]:
    with np.errstate(invalid="ignore"):
        middle = (beyond >= 0) & (beyond < width)
        around = ((beyond < 0) & (beyond >= -width)) | ((beyond >= width) & (beyond < 2 * width))
    return middle, around


def _chance_of(middle: Mask, around: Mask, rules: SignalRules) -> Array:
    hits = middle.sum(axis=(0, 2)).astype(float)
    tried = hits + around.sum(axis=(0, 2))
    return np.where(tried >= rules.least_values / 2, at_least(hits, tried, np.full(hits.shape, 1 / 3)), np.nan)


def _facts(windows: tuple[Mask, Mask], u: int) -> dict[str, float | str]:
    middle, around = windows
    hits = float(middle[:, u].sum())
    tried = hits + float(around[:, u].sum())
    return {"hits": hits, "values": tried, "expected": tried / 3}
