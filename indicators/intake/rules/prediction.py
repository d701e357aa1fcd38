"""What a count may be, given the counts of earlier years: a gamma-Poisson (negative binomial) predictive distribution.

It holds for counts of 0 and 1 as for thousands, and for series that are mostly 0: no mean plus or minus k standard deviations here.
Pure arithmetic on arrays.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import betainc

_PRIOR = 0.5
"""Jeffreys: after three years of 0 the next count is not certain to be 0."""
_LARGEST_SPREAD = 25.0
_HALVINGS = 24


@dataclass(frozen=True, slots=True)
class Prediction:
    """A negative binomial for each figure: its mean, and the size r (variance = mean + mean² / r)."""

    mean: np.ndarray
    size: np.ndarray

    def below(self, count: np.ndarray) -> np.ndarray:
        """P(Y <= count); 0 for counts under 0."""
        whole = np.floor(count)
        chance = betainc(self.size, np.maximum(whole, 0.0) + 1.0, self.size / (self.size + self.mean))
        return np.where(whole < 0, 0.0, chance)

    def tail(self, count: np.ndarray) -> np.ndarray:
        """The smaller of P(Y <= count) and P(Y >= count): an interval that cuts these off at a chance holds at least what it promises."""
        return np.minimum(self.below(count), 1.0 - self.below(count - 1))

    def is_near(self, count: np.ndarray) -> np.ndarray:
        """Whether a count lies so near the mean that no tail of one in a thousand begins there; cheap, where `tail` is exact."""
        reach = 2.0 * np.sqrt(self.mean + self.mean**2 / self.size)
        return (np.abs(count - self.mean) <= reach) & (count >= self.mean / 4.0)

    def those(self, chosen: np.ndarray) -> "Prediction":
        """The predictions of some figures."""
        return Prediction(self.mean[chosen], self.size[chosen])


@dataclass(frozen=True, slots=True)
class Background:
    """What the group of a figure teaches about it, one value for each group or, after `of`, for each figure.

    `spread`: how much counts vary beyond Poisson (variance = mean + spread · mean²); 0 for Poisson. `quiet_mean`, `quiet_variance`: of
    the counts in a year whose other years were all 0; a region without a case in three years may have several in the next.
    """

    spread: np.ndarray
    quiet_mean: np.ndarray
    quiet_variance: np.ndarray

    def of(self, groups: np.ndarray) -> "Background":
        """The background of each figure, given its group."""
        return Background(self.spread[groups], self.quiet_mean[groups], self.quiet_variance[groups])


def predict(past: np.ndarray, background: Background) -> Prediction:
    """The next count, given earlier ones (`past`: years x figures, nan where not known) and the background of each figure.

    The uncertainty of the mean is part of it. Figures without a past get nan.
    """
    years = np.sum(~np.isnan(past), axis=0).astype("float64")
    years = np.where(years > 0, years, np.nan)
    total = np.nansum(past, axis=0)
    mean = (total + _PRIOR) / years
    variance = (mean + background.spread * mean**2) * (1.0 + 1.0 / years)
    quiet = (total == 0) & (background.quiet_mean > mean)
    mean = np.where(quiet, background.quiet_mean, mean)
    variance = np.where(quiet, np.maximum(background.quiet_variance, mean * (1.0 + 1.0 / years)), variance)
    return Prediction(mean, mean**2 / (variance - mean))


def background_of(past: np.ndarray, groups: np.ndarray, count: int, prior: float) -> Background:
    """The background of each of `count` groups. `past`: years x figures; `groups`: the group of each figure."""
    total = np.nansum(past, axis=0)
    quiet = ~np.isnan(past) & (total - past == 0) & (np.sum(~np.isnan(past), axis=0) > 1)
    _, figures = np.nonzero(quiet)
    counts = past[quiet]
    number = np.maximum(np.bincount(groups[figures], minlength=count), 1)
    mean = np.bincount(groups[figures], counts, count) / number
    squares = np.bincount(groups[figures], counts**2, count) / number
    return Background(spread_of(past, groups, count, prior), mean, squares - mean**2)


def spread_of(past: np.ndarray, groups: np.ndarray, count: int, prior: float) -> np.ndarray:
    """The spread of each of `count` groups beyond Poisson, by moments: that at which Pearson's statistic meets its degrees of freedom.

    Never under 0. A group with few degrees of freedom borrows from all groups: its own estimate counts as much as it has of them,
    the common one `prior`. `past`: years x figures; `groups`: the group of each figure.
    """
    years = np.sum(~np.isnan(past), axis=0)
    usable = years > 1
    past, groups, free = past[:, usable], groups[usable], (years[usable] - 1).astype("float64")
    mean = np.nanmean(past, axis=0) if past.shape[1] else np.zeros(0)
    positive = mean > 0
    mean, groups, free = mean[positive], groups[positive], free[positive]
    squares = np.nansum((past[:, positive] - mean) ** 2, axis=0)
    freedom = np.bincount(groups, free, count)
    own = _solve(mean, squares, groups, freedom)
    total = freedom.sum()
    common = float((own * freedom).sum() / total) if total else 0.0
    return (own * freedom + common * prior) / (freedom + prior)


def _solve(mean: np.ndarray, squares: np.ndarray, groups: np.ndarray, freedom: np.ndarray) -> np.ndarray:
    low, high = np.zeros(len(freedom)), np.full(len(freedom), _LARGEST_SPREAD)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2.0
        pearson = np.bincount(groups, squares / (mean + middle[groups] * mean**2), len(freedom))
        more = pearson > freedom
        low, high = np.where(more, middle, low), np.where(more, high, middle)
    return np.where(high < _LARGEST_SPREAD / 2 ** (_HALVINGS - 1), 0.0, high)
