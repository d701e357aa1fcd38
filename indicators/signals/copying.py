"""Copied series (method.md 1.14, fabrication): figures taken over from another region or an earlier period, as they are or scaled."""

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.model.signal import SignalKind
from indicators.signals.chances import above, as_quiet, at_least, several
from indicators.signals.panel import Panel, latest_of_stocks, shares
from indicators.signals.rules import SignalRules, Tested

_LEAST_COMMON = 8
_CHAIN = 1.5
"""Differences a year apart share figures with their neighbours (correlation -1/2): scales total and degrees of their sum of squares."""
_YEAR = 12


def look_for_copied_regions(panel: Panel, rules: SignalRules) -> Tested:
    """Each region against every other: equal figures, counts moving alike, shares moving alike; the nearest region is the partner.

    Equal: of the periods in which both have the same denominator, those with the same numerator, against the largest chance
    1/(2 sqrt(pi v)) that two counts of variance v coincide. Alike: Fisher's z of the correlation after level, trend and the median of
    all regions are taken out, against the correlation that regions honestly share; over the indicators together and for the most alike
    one. Bonferroni over tests and regions.
    """
    equal, chance = equal_figures(panel, rules)
    series = (_counts(panel, rules), _shares(panel, rules))
    alike = [_alikeness(values, rules) for values in series]
    tests = [_equal_chance(equal, chance), *(p for z in alike for p in _alike_chances(z))]
    p = several(np.stack(tests))
    np.fill_diagonal(p, np.nan)
    nearest = np.argmin(np.where(np.isnan(p), np.inf, p), axis=1)
    tried = (~np.isnan(p)).sum(axis=1)
    places = np.arange(len(nearest))
    unit = np.where(tried > 0, np.minimum(1.0, p[places, nearest] * np.maximum(tried, 1)), np.nan)
    marks, facts = _partners(panel, (equal, np.fmax(alike[0], alike[1])), nearest)
    return Tested(SignalKind.COPIED_REGION, unit, marks, facts)


def look_for_copied_periods(panel: Panel, rules: SignalRules) -> Tested:
    """Each region against its own past: figures equal to an earlier period's, and shares equal to last year's but for little noise.

    Equal as between regions, for each of the periods up to a year back. Noise: sum of (x_t - x_(t-year))^2 / (p (1 - p)(1/n + 1/n')),
    lower tail of chi-square with the degrees of overlapping differences. Flows only. Bonferroni over the tests.
    """
    p_equal, marks_equal = _equal_to_past(panel, rules)
    p_quiet, marks_quiet = _quiet_years(panel, rules)
    p = np.stack([p_equal, p_quiet])
    exact = np.where(np.isnan(p_equal), 2.0, p_equal) <= np.where(np.isnan(p_quiet), 2.0, p_quiet)
    marks = np.where(exact[None, :, None], marks_equal, marks_quiet)
    facts = tuple({"equal": float(exact[u]), "values": float(marks[:, u].sum())} for u in range(len(panel.subjects)))
    return Tested(SignalKind.COPIED_PERIOD, several(p), marks, facts)


def equal_figures(panel: Panel, rules: SignalRules) -> tuple[Array, Array]:
    """(U, U, I, T): 1 where both regions have both figures equal, 0 where only the denominator, else nan; and the chance of a 1."""
    k, n = _telling(panel, rules)
    same = n[:, :, None] == n[:, None]
    hit = np.where(same, (k[:, :, None] == k[:, None]).astype(float), np.nan)
    chance = np.where(same, _coincidence(k, n)[:, :, None], np.nan)
    return np.moveaxis(hit, 0, 2), np.moveaxis(chance, 0, 2)


def _telling(panel: Panel, rules: SignalRules) -> tuple[Array, Array]:
    """Numerators and denominators from which something can be told: neither small nor at the end of their range."""
    with np.errstate(invalid="ignore"):
        tells = (panel.n >= rules.least_count) & (panel.k > 0) & (panel.k < panel.n)
    n = latest_of_stocks(panel, np.where(tells, panel.n, np.nan))
    return np.where(np.isnan(n), np.nan, panel.k), n


def _coincidence(k: Array, n: Array) -> Array:
    """The largest chance that two binomial counts like this one coincide, 1 / (2 sqrt(pi v)), at most 1/2."""
    variance = np.maximum(n * ((k + 1) / (n + 2)) * (1 - (k + 1) / (n + 2)), 0.1)
    return np.minimum(0.5, 1 / (2 * np.sqrt(np.pi * variance)))


def _equal_chance(equal: Array, chance: Array) -> Array:
    tried = (~np.isnan(equal)).sum(axis=(2, 3)).astype(float)
    mean = np.nansum(chance, axis=(2, 3)) / np.maximum(tried, 1)
    return at_least(np.nansum(equal, axis=(2, 3)), tried, mean)


def _counts(panel: Panel, rules: SignalRules) -> Array:
    with np.errstate(invalid="ignore"):
        used = (panel.k >= rules.least_count) & panel.flow[:, None, None]
    return _residuals(np.log(np.where(used, panel.k, np.nan)))


def _shares(panel: Panel, rules: SignalRules) -> Array:
    with np.errstate(invalid="ignore"):
        used = (panel.n >= rules.least_count) & panel.flow[:, None, None] & (panel.k > 0) & (panel.k < panel.n)
    return _residuals(np.arcsin(np.sqrt(np.where(used, shares(panel), np.nan))))


def _residuals(y: Array) -> Array:
    """(I, U, T) without the level of each region, the median of all regions in each period, and each region's straight trend."""
    y = y - _mean(y)
    known = (~np.isnan(y)).any(axis=1, keepdims=True)
    filled = np.where(known, y, 0.0)
    y = y - np.where(known, np.nanmedian(filled, axis=1, keepdims=True), np.nan)
    y = y - _mean(y)
    t = np.where(np.isnan(y), np.nan, np.arange(y.shape[-1], dtype=float))
    t = t - _mean(t)
    spread = np.nansum(t**2, axis=-1, keepdims=True)
    return y - t * np.nansum(t * y, axis=-1, keepdims=True) / np.where(spread > 0, spread, np.inf)


def _mean(y: Array) -> Array:
    known = (~np.isnan(y)).sum(axis=-1, keepdims=True)
    return np.nansum(y, axis=-1, keepdims=True) / np.maximum(known, 1)


def _alikeness(y: Array, rules: SignalRules) -> Array:
    """(U, U, I): (atanh r - atanh r0) sqrt(m - 4) over the m common periods; nan with fewer than eight or without variation."""
    known = (~np.isnan(y)).astype(float)
    filled = np.where(np.isnan(y), 0.0, y)
    across = np.einsum("iut,ivt->uvi", filled, filled)
    square = np.einsum("iut,ivt->uvi", filled**2, known)
    common = np.einsum("iut,ivt->uvi", known, known)
    size = np.sqrt(square * np.swapaxes(square, 0, 1))
    tells = (common >= _LEAST_COMMON) & (size > 1e-9)
    r = np.clip(across / np.where(tells, size, 1.0), -1 + 1e-9, 1 - 1e-9)
    return np.where(tells, (np.arctanh(r) - np.arctanh(rules.alike)) * np.sqrt(np.maximum(common - 4, 1)), np.nan)


def _alike_chances(z: Array) -> tuple[Array, Array]:
    """(U, U): over all indicators together (Stouffer), and for the most alike of them."""
    known = (~np.isnan(z)).sum(axis=-1)
    all_of_them = np.where(known > 0, above(np.nansum(z, axis=-1) / np.sqrt(np.maximum(known, 1))), np.nan)
    return all_of_them, several(np.moveaxis(np.where(np.isnan(z), np.nan, above(z)), -1, 0))


def _partners(panel: Panel, found: tuple[Array, Array], nearest: Array) -> tuple[Mask, tuple[dict[str, float | str], ...]]:
    """The figures equal to the partner's; where there are none, the series most like the partner's."""
    equal, alike = found
    marks = np.zeros(panel.k.shape, dtype=bool)
    facts: list[dict[str, float | str]] = []
    for u, v in enumerate(nearest):
        same = np.nan_to_num(equal[u, v]) > 0
        like = np.nan_to_num(alike[u, v], nan=-np.inf)
        series = like >= max(2.0, float(like.max(initial=-np.inf)) / 2)
        # Equal figures speak for themselves; without a few of them the series are what is alike.
        marks[:, u] = same if same.sum() >= 3 else (series[:, None] & ~np.isnan(panel.k[:, u]) & ~np.isnan(panel.k[:, v])) | same
        facts.append({"partner": panel.subjects[v], "equal": float(same.sum()), "series": float(series.sum())})
    return marks, tuple(facts)


def _equal_to_past(panel: Panel, rules: SignalRules) -> tuple[Array, Mask]:
    k, n = _telling(panel, rules)
    flows = panel.flow[:, None, None]
    k, n = np.where(flows, k, np.nan), np.where(flows, n, np.nan)
    tests, marks = [], np.zeros(k.shape, dtype=bool)
    for months in sorted({int(step) * back for step in panel.step for back in range(1, _YEAR // int(step) + 1)}):
        fits = ((months % panel.step) == 0)[:, None, None]
        same = (n == _earlier(n, months)) & fits
        hit = same & (k == _earlier(k, months))
        tried = same.sum(axis=(0, 2)).astype(float)
        chance = np.where(same, _coincidence(k, n), 0.0).sum(axis=(0, 2)) / np.maximum(tried, 1)
        tests.append(at_least(hit.sum(axis=(0, 2)).astype(float), tried, chance))
        marks |= hit
    return several(np.stack(tests)), marks


def _quiet_years(panel: Panel, rules: SignalRules) -> tuple[Array, Mask]:
    x, n = shares(panel), panel.n
    before, n_before = _earlier(x, _YEAR), _earlier(n, _YEAR)
    level = (x * n + before * n_before + 1) / (n + n_before + 2)
    variance = level * (1 - level) * (1 / n + 1 / n_before)
    with np.errstate(invalid="ignore"):
        used = (np.minimum(n, n_before) * level * (1 - level) >= rules.least_variance) & panel.flow[:, None, None]
        used &= np.minimum(n, n_before) >= rules.least_count
    squares = np.where(used, (x - before) ** 2 / np.where(used, variance, 1.0), 0.0).sum(axis=-1)
    pairs = used.sum(axis=-1).astype(float)
    chain = np.where(pairs > _YEAR / panel.step[:, None], _CHAIN, 1.0)
    p = as_quiet(squares / chain, np.where(pairs >= 3, pairs / chain, 0.0))
    total = as_quiet((squares / chain).sum(axis=0), np.where(pairs.sum(axis=0) >= 3, (pairs / chain).sum(axis=0), 0.0))
    marks = used & (np.where(np.isnan(p), np.inf, p) <= rules.level)[..., None]
    return several(np.stack([total, several(p)])), marks


def _earlier(values: Array, months: int) -> Array:
    """The values so many months before; nan at the beginning."""
    shifted = np.full(values.shape, np.nan)
    shifted[..., months:] = values[..., :-months] if months < values.shape[-1] else np.nan
    return shifted
