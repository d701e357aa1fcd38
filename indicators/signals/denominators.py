"""Denominator games (method.md 1.14): a denominator that falls out of its own limits while the share improves."""

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.model.signal import SignalKind
from indicators.signals.chances import above, several, together
from indicators.signals.panel import Panel, count_variance, shares
from indicators.signals.rules import SignalRules, Tested

_RECENT = 12
"""Months at the end that are held against the months before."""
_LEAST_BEFORE, _LEAST_RECENT = 4, 2


def look_for_denominators(panel: Panel, rules: SignalRules) -> Tested:
    """The last year's denominators and shares of each series against its own past; both must have moved, so the larger p counts.

    Fall: mean of log n without level and the median of all regions, against its own earlier spread, never below the Poisson one; a fall of
    less than `excluded` is none. Gain: the share less the median of all regions, in the direction of the indicator, likewise. Over the
    series the smallest and Fisher, Bonferroni over the two.
    """
    fall, size = _falls(panel, rules)
    p = np.maximum(fall, _gains(panel))
    p = np.where(size >= rules.excluded, p, np.where(np.isnan(p), np.nan, 1.0))
    unit = several(np.stack([several(p), together(p)]))
    recent = np.zeros(panel.n.shape, dtype=bool)
    recent[..., -_RECENT:] = True
    marked = np.where(np.isnan(p), 2.0, p) <= rules.level
    marks = recent & ~np.isnan(panel.n) & marked[..., None]
    largest = np.where(marked, size, -np.inf).max(axis=0, initial=-np.inf)
    facts = tuple({"fall": float(largest[u]), "series": float(marked[:, u].sum())} for u in range(len(panel.subjects)))
    return Tested(SignalKind.DENOMINATOR, unit, marks, facts)


def _falls(panel: Panel, rules: SignalRules) -> tuple[Array, Array]:
    """(I, U): p of the fall, and the share by which the denominators fell."""
    with np.errstate(invalid="ignore"):
        tells = (panel.n >= rules.least_count) & panel.counted[:, None, None]
    y = np.log(np.where(tells, panel.n, np.nan))
    chance = _level(np.where(tells, 1 / np.where(tells, panel.n, 1.0), np.nan))[0]
    change, error, enough = _change(_without_common(y), chance)
    return np.where(enough, above(-change / error), np.nan), np.where(enough, 1 - np.exp(change), 0.0)


def _gains(panel: Panel) -> Array:
    """(I, U): p of the gain of the share over the last year."""
    x = shares(panel)
    chance = _level(count_variance(panel) / np.where(panel.n > 0, panel.n, np.nan) ** 2)[0]
    change, error, enough = _change(_without_common(x), chance)
    sign = panel.sign[:, None]
    return np.where(enough & (sign != 0), above(sign * change / error), np.nan)


def _without_common(y: Array) -> Array:
    """(I, U, T) without the level each series had before the last year and without the median of all regions in each period."""
    y = y - _level(y[..., :-_RECENT])[0][..., None]
    known = (~np.isnan(y)).any(axis=1, keepdims=True)
    return y - np.where(known, np.nanmedian(np.where(known, y, 0.0), axis=1, keepdims=True), np.nan)


def _change(y: Array, chance: Array) -> tuple[Array, Array, Mask]:
    """Change of the last year's mean, its standard error (chance or the series' own spread, the larger), whether it can be told."""
    before, spread, m_before = _level(y[..., :-_RECENT])
    after, late_spread, m_after = _level(y[..., -_RECENT:])
    wide = np.fmax(np.fmax(spread, late_spread), chance)
    error = np.sqrt(wide * (1 / np.maximum(m_before, 1) + 1 / np.maximum(m_after, 1)))
    return after - before, error, (m_before >= _LEAST_BEFORE) & (m_after >= _LEAST_RECENT) & (error > 0)


def _level(y: Array) -> tuple[Array, Array, Array]:
    """Mean, variance and number of the known values along the last axis."""
    known = ~np.isnan(y)
    m = known.sum(axis=-1)
    mean = np.nansum(y, axis=-1) / np.maximum(m, 1)
    variance = np.where(known, (y - mean[..., None]) ** 2, 0.0).sum(axis=-1) / np.maximum(m - 1, 1)
    return mean, variance, m
