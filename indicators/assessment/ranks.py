"""Which ranks a subject may truly have: simultaneous confidence sets for ranks (Mogstad, Romano, Shaikh & Wilhelm 2023), in three tiers.

Never a bare rank: what the figures cannot part stays unparted. All draws are seeded by integers.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole

_STEPDOWN_UP_TO = 100
_BINS = 12
_BLOCK = 500


class Tier(StrEnum):
    """Where the whole confidence set lies."""

    UPPER = "upper"
    LOWER = "lower"
    NOT_SEPARATED = "cannot_be_separated"


@dataclass(frozen=True, slots=True)
class RankRules:
    """Draws, seed, and the joint level of the confidence sets."""

    draws: int
    seed: int
    level: float


@dataclass(frozen=True, slots=True)
class RankSets:
    """`low` and `high` (U,): the best and the worst rank that cannot be ruled out (1 = highest T)."""

    low: Whole
    high: Whole

    def tiers(self) -> tuple[Tier, ...]:
        """Upper where even the worst rank is in the first third, lower where even the best is in the last (method.md 1.10)."""
        count = len(self.low)
        return tuple(
            Tier.UPPER if high <= count / 3 else Tier.LOWER if low > 2 * count / 3 else Tier.NOT_SEPARATED
            for low, high in zip(self.low, self.high, strict=True)
        )


def rank_sets(T: Array, se: Array, rules: RankRules) -> RankSets:
    """Simultaneous rank sets of independent normal estimates T (U,) with standard errors se (U,).

    L = 1 + number significantly better, U = p - number significantly worse; all pairs by a max-t critical value, stepwise up to 100
    subjects (Romano & Wolf), in one step above, with standard errors in log-spaced bins (never too small a critical value).
    """
    if len(T) < 2:
        ones = np.ones(len(T), dtype=np.int64)
        return RankSets(ones, ones)
    noise = np.random.default_rng(rules.seed).standard_normal((rules.draws, len(T))) * se
    t = (T[:, None] - T[None, :]) / np.sqrt(se[:, None] ** 2 + se[None, :] ** 2 + np.eye(len(T)))
    if len(T) <= _STEPDOWN_UP_TO:
        better = _stepwise(t, noise, se, rules.level)
    else:
        better = t > _binned_critical(noise, se, rules.level)
    return RankSets(1 + better.sum(axis=0), len(T) - better.sum(axis=1))


def _stepwise(t: Array, noise: Array, se: Array, level: float) -> Mask:
    """(U, U): whether the first is significantly better than the second.

    One hypothesis for each ordered pair, so that directions hold jointly: what is rejected in one step leaves the next maximum.
    """
    count = len(se)
    first, second = (index.ravel() for index in np.indices((count, count)))
    pairs = np.flatnonzero(first != second)
    first, second = first[pairs], second[pairs]
    scale, statistic = np.hypot(se[first], se[second]), t[first, second]
    left = np.ones(len(first), dtype=bool)
    while left.any():
        critical = np.quantile(_largest(noise, first[left], second[left], scale[left]), level)
        settled = left & (statistic > critical)
        if not settled.any():
            break
        left &= ~settled
    better = np.zeros(t.shape, dtype=bool)
    better[first[~left], second[~left]] = True
    return better


def _largest(noise: Array, first: Whole, second: Whole, scale: Array) -> Array:
    """The largest standardised difference of the ordered pairs in each draw (R,)."""
    parts = [
        ((noise[start : start + _BLOCK, first] - noise[start : start + _BLOCK, second]) / scale).max(axis=1)
        for start in range(0, len(noise), _BLOCK)
    ]
    return np.concatenate(parts)


def _binned_critical(noise: Array, se: Array, level: float) -> float:
    """One critical value for all pairs: the largest difference between two bins over the smallest standard error of such a pair."""
    edges = np.geomspace(se.min(), se.max() * (1 + 1e-9), _BINS + 1)
    bins = np.clip(np.searchsorted(edges, se, side="right") - 1, 0, _BINS - 1)
    used = [np.flatnonzero(bins == one) for one in range(_BINS) if (bins == one).any()]
    high = np.stack([noise[:, members].max(axis=1) for members in used])
    low = np.stack([noise[:, members].min(axis=1) for members in used])
    least = np.array([se[members].min() for members in used])
    largest = np.zeros(noise.shape[0])
    for a in range(len(used)):
        for b in range(a, len(used)):
            span = np.maximum(high[a] - low[b], high[b] - low[a])
            largest = np.maximum(largest, span / np.hypot(least[a], least[b]))
    return float(np.quantile(largest, level))
