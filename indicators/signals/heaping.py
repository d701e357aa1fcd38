"""Heaping (method.md 1.14, fabrication): more round figures than counting makes. Small figures are left out: they are rounded honestly."""

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.model.signal import SignalKind
from indicators.signals.chances import at_least, several
from indicators.signals.panel import Panel, latest_of_stocks
from indicators.signals.rules import SignalRules, Tested

_PRIOR = 50.0
"""Weight, in figures, of the chance of a round figure beside what the other regions report."""
_FORMS = ("fives", "tens", "shares")
_FINE, _COARSE = 500, 100
"""From these denominators on a share in whole points, or in fives, is a coincidence of at most one in five."""


def look_for_heaping(panel: Panel, rules: SignalRules) -> Tested:
    """Multiples of 5 and of 10 among the counts, and shares that are round, against chance and against the other regions.

    The chance is 1/5, 1/10 and steps/n, or the share among the other regions of the same indicator where that is higher: a figure that
    everybody estimates in tens is no sign. One binomial mid-p for each of the three, Bonferroni over the three.
    """
    values = _counts(panel, rules)
    hits = [_multiples(values, 5), _multiples(values, 10), _round_shares(panel)]
    chances = [_chance(hit, floor) for hit, floor in zip(hits, (0.2, 0.1, None), strict=True)]
    chances[2] = np.maximum(chances[2], _share_chance(panel))
    counts = [_count(hit, chance) for hit, chance in zip(hits, chances, strict=True)]
    p = np.stack([np.where(tried >= rules.least_values, at_least(found, tried, usual), np.nan) for found, tried, usual in counts])
    best = np.argmin(np.where(np.isnan(p), np.inf, p), axis=0)
    marks = np.stack([(hit > 0).any(axis=0) for hit in hits])
    facts = tuple(_facts(form, counts[form], u) for u, form in enumerate(best))
    return Tested(SignalKind.HEAPING, several(p), _chosen(marks, best), facts)


def _facts(form: int, counts: tuple[Array, Array, Array], u: int) -> dict[str, float | str]:
    found, tried, usual = counts
    return {"form": _FORMS[form], "hits": float(found[u]), "values": float(tried[u]), "expected": float(tried[u] * usual[u])}


def _counts(panel: Panel, rules: SignalRules) -> Array:
    """(2, I, U, T): numerators and denominators that can tell something, each value of a series once."""
    numerator = np.where((panel.k == panel.n) & panel.counted[:, None, None], np.nan, panel.k)
    denominator = np.where(panel.counted[:, None, None], panel.n, np.nan)
    values = np.stack([latest_of_stocks(panel, numerator), latest_of_stocks(panel, denominator)])
    return _once(np.where((values >= rules.least_count) & (values == np.round(values)), values, np.nan))


def _once(values: Array) -> Array:
    """The series with repeated values left out: a denominator that is fixed by design is one figure, not twelve."""
    order = np.argsort(values, axis=-1, kind="stable")
    ordered = np.take_along_axis(values, order, axis=-1)
    repeated = np.concatenate([np.zeros((*values.shape[:-1], 1), dtype=bool), np.diff(ordered, axis=-1) == 0], axis=-1)
    kept = np.where(repeated, np.nan, ordered)
    result = np.full(values.shape, np.nan)
    np.put_along_axis(result, order, kept, axis=-1)
    return result


def _multiples(values: Array, of: int) -> Array:
    """1 where a multiple, 0 where not, nan where there is no figure."""
    return np.where(np.isnan(values), np.nan, (np.mod(values, of) == 0).astype(float))


def _steps(panel: Panel) -> Array:
    return np.where(panel.n >= _FINE, 100.0, np.where(panel.n >= _COARSE, 20.0, np.nan))


def _round_shares(panel: Panel) -> Array:
    """(1, I, U, T): whether the numerator is the one that makes the share round (whole points from 500 on, fives from 100 on)."""
    steps = _steps(panel)
    share = np.round(panel.k / panel.n * steps) / steps
    told = panel.counted[:, None, None] & (panel.k > 0) & (panel.k < panel.n) & ~np.isnan(steps)
    hit = (np.round(share * panel.n) == panel.k).astype(float)
    return latest_of_stocks(panel, np.where(told, hit, np.nan))[None]


def _share_chance(panel: Panel) -> Array:
    return (_steps(panel) / panel.n)[None]


def _chance(hits: Array, floor: float | None) -> Array:
    """Share of hits among the other regions of the indicator, drawn towards `floor` and never below it; of the shape of `hits`."""
    base = 0.0 if floor is None else floor
    found, tried = np.nansum(hits, axis=-1), (~np.isnan(hits)).sum(axis=-1)
    others = found.sum(axis=-1, keepdims=True) - found
    of = tried.sum(axis=-1, keepdims=True) - tried
    usual = (others + base * _PRIOR) / (of + _PRIOR)
    return np.broadcast_to(np.maximum(usual, base)[..., None], hits.shape)


def _count(hits: Array, chance: Array) -> tuple[Array, Array, Array]:
    """Hits, figures and mean chance of each subject (U,), over parts, indicators and periods."""
    known = ~np.isnan(hits)
    axes = (0, 1, 3)
    tried = known.sum(axis=axes).astype(float)
    usual = np.where(known, chance, 0.0).sum(axis=axes) / np.maximum(tried, 1)
    return np.nansum(hits, axis=axes), tried, np.minimum(usual, 1.0)


def _chosen(marks: Mask, best: Array) -> Mask:
    """(I, U, T): for each subject the marks of its most unusual form."""
    return np.moveaxis(np.stack([marks[form, :, u] for u, form in enumerate(best)]), 0, 1)
