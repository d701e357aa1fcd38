"""Paired indicators moving apart (method.md 1.14, hitting the target): the activity gains while its outcome does not."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole
from indicators.signals.chances import above
from indicators.signals.rules import SignalRules

_BEFORE = 4


@dataclass(frozen=True, slots=True)
class Counts:
    """Numerators and denominators of one indicator by region and quarter, (U, Q), nan where none; `sign` +1 if more is better."""

    k: Array
    n: Array
    sign: float


@dataclass(frozen=True, slots=True)
class Apart:
    """`p` (U,): nan without data. `steps` (U, 2): standard errors apart in the last two common quarters, whose places are `last` (U, 2)."""

    p: Array
    steps: Array
    last: Whole


def judge_pair(activity: Counts, outcome: Counts, rules: SignalRules) -> Apart:
    """d = gain of the activity less gain of the outcome, both against their pooled share of up to four quarters before.

    `steps` are d in standard errors for each of the last two common quarters (apart: both above `apart`); p is that of their mean.
    Standard errors from p~(1 - p~)/n of method.md 1.2, widened by the spread of all regions; quarters with fewer than `least_count`
    cases tell nothing.
    """
    units = len(activity.k)
    z, steps, last = np.full(units, np.nan), np.full((units, 2), np.nan), np.full((units, 2), -1, dtype=np.int64)
    for u in range(units):
        common = np.flatnonzero(_tells(activity, u, rules) & _tells(outcome, u, rules))
        if len(common) < _BEFORE:
            continue
        before, now = common[:-2][-_BEFORE:], common[-2:]
        gain, noise, base = _gain(activity, u, before, now)
        other, other_noise, other_base = _gain(outcome, u, before, now)
        d, variance = gain - other, noise + other_noise
        steps[u], last[u] = d / np.sqrt(variance + base + other_base), now
        z[u] = d.mean() / np.sqrt(variance.sum() / 4 + base + other_base)
    wide = _dispersion(z)
    return Apart(np.where(np.isnan(z), np.nan, above(z / wide)), steps / wide, last)


def _dispersion(z: Array) -> float:
    """How much wider than chance the regions lie: median |z| over that of a normal (0.6745), at least 1; robust against those who cheat."""
    known = z[~np.isnan(z)]
    return max(1.0, float(np.median(np.abs(known - np.median(known)))) / 0.6745) if len(known) > 2 else 1.0


def _tells(counts: Counts, u: int, rules: SignalRules) -> Mask:
    with np.errstate(invalid="ignore"):
        return np.asarray((counts.n[u] >= rules.least_count) & ~np.isnan(counts.k[u]), dtype=bool)


def _gain(counts: Counts, u: int, before: Whole, now: Whole) -> tuple[Array, Array, float]:
    """Gain in each of the two quarters, its variance, and the variance of the level before, which both share."""
    past_k, past_n = counts.k[u, before].sum(), counts.n[u, before].sum()
    level = counts.k[u, now] / counts.n[u, now]
    soft = (counts.k[u, now] + 1) / (counts.n[u, now] + 2)
    past = (past_k + 1) / (past_n + 2)
    return counts.sign * (level - past_k / past_n), soft * (1 - soft) / counts.n[u, now], float(past * (1 - past) / past_n)
