"""Which ranks a subject may have: confidence sets for ranks (Mogstad, Romano, Shaikh & Wilhelm 2023): joint, of one alone, of the best.

Never a bare rank: what the figures cannot part stays unparted, and is shown as three tiers. All draws are seeded by integers.
"""

from collections.abc import Sequence
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

    def may_be_best(self, tau: int) -> Mask:
        """(U,) who cannot be excluded from the `tau` best: the tau-best set of Mogstad et al. 2023, from the joint sets (as csranks)."""
        return np.asarray(self.low <= tau, dtype=bool)

    def may_be_worst(self, tau: int) -> Mask:
        """(U,) who cannot be excluded from the `tau` worst: the tau-best of the other direction."""
        return np.asarray(self.high > len(self.high) - tau, dtype=bool)

    def tiers(self) -> tuple[Tier, ...]:
        """Upper: who cannot be outside the first third; lower: who cannot be inside the first two; else not separated (method.md 1.10)."""
        count = len(self.low)
        outside, inside = self.may_be_worst(count - count // 3), self.may_be_best(2 * count // 3)
        return tuple(
            Tier.UPPER if not beyond else Tier.LOWER if not within else Tier.NOT_SEPARATED
            for beyond, within in zip(outside, inside, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Estimates:
    """Independent normal estimates: T (U,), their standard errors se (U,), and draws of their errors noise (R, U)."""

    T: Array
    se: Array
    noise: Array


def draw_estimates(T: Array, se: Array, rules: RankRules) -> Estimates:
    """T (U,) with standard errors se (U,) and the draws of the rules; the same seed gives the same draws."""
    return Estimates(T, se, np.random.default_rng(rules.seed).standard_normal((rules.draws, len(T))) * se)


def rank_sets(T: Array, se: Array, rules: RankRules) -> RankSets:
    """Simultaneous rank sets of independent normal estimates T (U,) with standard errors se (U,): `joint_sets` with the rules."""
    return joint_sets(draw_estimates(T, se, rules), (rules.level,))[0]


def joint_sets(estimates: Estimates, levels: Sequence[float]) -> list[RankSets]:
    """For each level the sets (U,) that hold the true ranks of all subjects together with that probability (Mogstad et al. 2023).

    L = 1 + number significantly better, U = p - number significantly worse; all pairs by a max-t critical value, stepwise up to 100
    subjects (Romano & Wolf), in one step above, with standard errors in log-spaced bins (never too small a critical value).
    """
    T, se = estimates.T, estimates.se
    if len(T) < 2:
        ones = np.ones(len(T), dtype=np.int64)
        return [RankSets(ones, ones) for _ in levels]
    if len(T) > _STEPDOWN_UP_TO:
        t = (T[:, None] - T[None, :]) / np.sqrt(se[:, None] ** 2 + se[None, :] ** 2 + np.eye(len(T)))
        return [_counted(t > critical) for critical in _binned_critical(estimates.noise, se, levels)]
    pairs = ~np.eye(len(T), dtype=bool)
    found = np.zeros((len(levels), *pairs.shape), dtype=bool)
    first, second = np.nonzero(pairs)
    found[:, pairs] = _stepwise(estimates, first, second, levels)
    return [_counted(better) for better in found]


def own_sets(estimates: Estimates, levels: Sequence[float], row: int) -> list[tuple[int, int]]:
    """For each level the best and the worst rank of one subject that was named beforehand: its true rank is between with that probability.

    The marginal set of Mogstad et al. 2023: only its own pairs are tested, in both directions, stepwise. No longer than the joint set; not
    for a subject that was picked because of its figures, nor for several at once.
    """
    others = np.delete(np.arange(len(estimates.T)), row)
    if not len(others):
        return [(1, 1) for _ in levels]
    own = np.full(len(others), row)
    found = _stepwise(estimates, np.concatenate([others, own]), np.concatenate([own, others]), levels)
    return [(1 + int(one[: len(others)].sum()), len(estimates.T) - int(one[len(others) :].sum())) for one in found]


def level_band(level: float, draws: int) -> tuple[float, float]:
    """The levels whose quantiles bound the critical value as well as so many draws know it: level -+ 2 sqrt(level (1 - level) / R).

    The number of draws below the true quantile is binomial; two standard errors hold it in 95 of 100 sets of draws. A rank end that
    differs between the two levels is borderline: another seed could give it otherwise (method.md, decision 9).
    """
    error = 2 * float(np.sqrt(level * (1 - level) / draws))
    return max(level - error, 0.0), min(level + error, 1.0)


def _counted(better: Mask) -> RankSets:
    """The sets from who is significantly better than whom (U, U)."""
    return RankSets(1 + better.sum(axis=0), len(better) - better.sum(axis=1))


def _stepwise(estimates: Estimates, first: Whole, second: Whole, levels: Sequence[float]) -> Mask:
    """(levels, P) whether the first of each ordered pair is significantly better than the second.

    One hypothesis for each ordered pair, so that directions hold jointly: what is rejected in one step leaves the next maximum.
    """
    scale = np.hypot(estimates.se[first], estimates.se[second])
    statistic = (estimates.T[first] - estimates.T[second]) / scale
    rejected = np.zeros((len(levels), len(first)), dtype=bool)
    maxima: dict[bytes, Array] = {}  # neighbouring levels mostly take the same steps
    for level, done in zip(levels, rejected, strict=True):
        while not done.all():
            left = ~done
            if left.tobytes() not in maxima:
                maxima[left.tobytes()] = _largest(estimates.noise, first[left], second[left], scale[left])
            settled = left & (statistic > np.quantile(maxima[left.tobytes()], level))
            if not settled.any():
                break
            done |= settled
    return rejected


def _largest(noise: Array, first: Whole, second: Whole, scale: Array) -> Array:
    """The largest standardised difference of the ordered pairs in each draw (R,)."""
    parts = [
        ((noise[start : start + _BLOCK, first] - noise[start : start + _BLOCK, second]) / scale).max(axis=1)
        for start in range(0, len(noise), _BLOCK)
    ]
    return np.concatenate(parts)


def _binned_critical(noise: Array, se: Array, levels: Sequence[float]) -> Array:
    """(levels,) one critical value for all pairs: the largest difference between two bins over the smallest error of such a pair."""
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
    return np.quantile(largest, levels)
