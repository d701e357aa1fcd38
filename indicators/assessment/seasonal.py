"""Trend of single indicators on the window of the score trend: seasonal Kendall test with the Theil-Sen slope (method.md 1.10).

Quarters are compared with the same quarter of other years only, so that a season is never taken for a trend (Hirsch, Slack & Smith
1982). Two years hold one pair a season: the smallest p-value of eight quarters is 2/16, so this describes and proves nothing alone.
"""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Whole

SEASONS = 4


@dataclass(frozen=True, slots=True)
class SeasonalTrend:
    """(U, I): Kendall's S over all seasons (positive = rising), two-sided exact `p`, Theil-Sen `slope` in own units a year, `pairs`.

    nan (S: 0) where no season has two values.
    """

    S: Whole
    p: Array
    slope: Array
    pairs: Whole


def seasonal_trend(x: Array) -> SeasonalTrend:
    """The trend of quarterly values x (W, U, I), W a window that ends with the assessed quarter; nan: nothing filed.

    S = sum over seasons and pairs of sign(x_later - x_earlier); slope = median of (x_later - x_earlier)/(years between).
    p is exact for values without ties; with ties (which add 0 to S) it is on the safe side.
    """
    rises = [
        (x[later] - x[earlier]) / ((later - earlier) // SEASONS)
        for later in range(x.shape[0])
        for earlier in range(later % SEASONS, later, SEASONS)
    ]
    if not rises:
        none = np.zeros(x.shape[1:], dtype=np.int64)
        return SeasonalTrend(none, np.full(x.shape[1:], np.nan), np.full(x.shape[1:], np.nan), none)
    steps = np.stack(rises)
    pairs = (~np.isnan(steps)).sum(axis=0)
    S = np.nan_to_num(np.sign(steps)).sum(axis=0).astype(np.int64)
    p = _two_sided(S, _season_counts(x))
    return SeasonalTrend(S, np.where(pairs > 0, p, np.nan), median_known(steps), pairs.astype(np.int64))


def median_known(values: Array) -> Array:
    """Median along the first axis of what is not nan; nan where nothing is."""
    ordered = np.sort(values, axis=0)
    count = (~np.isnan(ordered)).sum(axis=0)[None]
    low, high = (np.take_along_axis(ordered, np.maximum(place, 0), axis=0)[0] for place in ((count - 1) // 2, count // 2))
    return np.asarray((low + high) / 2, dtype=float)


def kendall_distribution(counts: tuple[int, ...]) -> Array:
    """P(S = -m), P(S = -m + 2), ..., P(S = m) for seasons with these numbers of values, all orders equally likely; m = number of pairs.

    The numbers of inversions of n values have the generating function prod_{k <= n} (1 + q + ... + q^(k-1))/k.
    """
    chance = np.ones(1)
    for count in counts:
        for k in range(2, count + 1):
            chance = np.convolve(chance, np.full(k, 1 / k))
    return np.asarray(chance, dtype=float)


def _season_counts(x: Array) -> Whole:
    """(SEASONS, U, I) values in each season."""
    known = ~np.isnan(x)
    return np.stack([known[season::SEASONS].sum(axis=0) for season in range(SEASONS)]).astype(np.int64)


def _two_sided(S: Whole, counts: Whole) -> Array:
    """P(|S'| >= |S|) under no trend, for every cell; cells with the same numbers of values share one distribution."""
    flat = np.sort(counts.reshape(SEASONS, -1), axis=0)
    kinds, which = np.unique(flat, axis=1, return_inverse=True)
    size, p = np.abs(S).ravel(), np.empty(flat.shape[1])
    for kind in range(kinds.shape[1]):
        chance = kendall_distribution(tuple(int(n) for n in kinds[:, kind]))
        at_least = np.cumsum(chance[::-1])[::-1]
        members = which.ravel() == kind
        place = (size[members] + len(chance) - 1 + 1) // 2
        p[members] = np.minimum(1.0, 2 * at_least[np.minimum(place, len(chance) - 1)])
    return p.reshape(S.shape)
