"""Threshold hugging (method.md 1.14, threshold): figures heaped just on the right side of the planned path, and missing just below it."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from indicators.assessment.arrays import Array, Mask
from indicators.model.signal import SignalKind
from indicators.signals.chances import at_least, several
from indicators.signals.panel import Panel
from indicators.signals.rules import SignalRules, Tested

_LEAST, _SIDES = 2.0, 3.0
"""The narrow window holds the least number that reaches the cut and one case more; it is held against so many `width` on both sides."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The figures just beyond the cut, those on both sides, and the `chance` of each to be in the middle; all (I, U, T)."""

    middle: Mask
    around: Mask
    chance: Array


def look_for_hugging(panel: Panel, rules: SignalRules) -> Tested:
    """Figures that reach the cut by the least possible number of cases, against those on both sides of it.

    d = k - ceil(n cut) counts the cases beyond the cut (mirrored where less is better). Wide: of the windows [-w, 0), [0, w), [w, 2w),
    w = `width` standard errors but at least one case, the middle one holds one third wherever the density is a straight line across the
    three, so a region that is honestly better or worse than its path is no sign. Narrow: the first two cases of [-v, 2 + v), v three
    widths, hold 2 / (2 + 2v) of a straight line, and no more than `_peak` times that of a bell as narrow as chance allows.
    Binomial mid-p for each.
    """
    beyond, sd = cases_beyond_cut(panel, rules)
    found = (_wide(beyond, sd, rules), _narrow(beyond, sd, rules))
    p = np.stack([_chance_of(windows, rules) for windows in found])
    best = np.argmin(np.where(np.isnan(p), np.inf, p), axis=0)
    marks = np.stack([found[form].middle[:, u] for form, u in zip(best, range(len(best)), strict=True)], axis=1)
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


def _wide(beyond: Array, sd: Array, rules: SignalRules) -> Windows:
    width = np.maximum(1.0, np.round(rules.width * sd))
    middle, around = _windows(beyond, width, width)
    return Windows(middle, around, np.full(beyond.shape, 1 / 3))


def _narrow(beyond: Array, sd: Array, rules: SignalRules) -> Windows:
    reach = _SIDES * rules.width
    cases = np.where(reach * sd >= _LEAST, _LEAST, 1.0)
    side = np.maximum(np.round(reach * sd), cases)
    middle, around = _windows(beyond, cases, side)
    return Windows(middle, around, cases / (cases + 2 * side) * _peak((side + cases / 2) / sd))


def _windows(beyond: Array, width: Array, side: Array) -> tuple[Mask, Mask]:
    """The figures in [0, width), and those up to `side` cases before and after it."""
    with np.errstate(invalid="ignore"):
        middle = (beyond >= 0) & (beyond < width)
        around = ((beyond < 0) & (beyond >= -side)) | ((beyond >= width) & (beyond < width + side))
    return middle, around


def _peak(far: Array) -> Array:
    """Top of the standard normal density over its mean within `far` of the middle."""
    return 2 * far / np.sqrt(2 * np.pi) / (2 * ndtr(far) - 1)


def _chance_of(windows: Windows, rules: SignalRules) -> Array:
    hits, tried, expected = _counted(windows)
    return np.where(tried >= rules.least_values / 2, at_least(hits, tried, expected / np.maximum(tried, 1)), np.nan)


def _counted(windows: Windows) -> tuple[Array, Array, Array]:
    """Hits, figures and expected hits of each subject (U,)."""
    inside = windows.middle | windows.around
    expected = np.where(inside, windows.chance, 0.0).sum(axis=(0, 2))
    return windows.middle.sum(axis=(0, 2)).astype(float), inside.sum(axis=(0, 2)).astype(float), expected


def _facts(windows: Windows, u: int) -> dict[str, float | str]:
    hits, tried, expected = (float(count[u]) for count in _counted(windows))
    return {"hits": hits, "values": tried, "expected": expected}
