"""The leave-one-out mean of the prior (method.md 1.5) for many units, in time that grows with their number and not with its square.

mu_(-u) needs sum g/(v + s) and sum 1/(v + s) at every unit's own s = tau2_(-u). Times (s + least v), so that they stay between 1 and U,
both sums are smooth in log(s + least v): they are taken at a few Chebyshev points between the least and the largest s and read off the
polynomial, which agrees to about twelve digits.
"""

import numpy as np
from scipy.fft import dct
from scipy.special import cosdg

from indicators.assessment.arrays import Array, Mask
from indicators.assessment.elementary import exponential, natural_log

_AT_ONCE = 128
_POINTS = (8, 16, 32, 64, 128, 256)
_POINTS_PER_LOG = 9
"""Points needed for each factor of e between the ends; beyond 256 of them (s over more than e^28) the sums are taken plainly."""


def mean_of_others(gap: Array, variance: Array, tau2: Array) -> Array:
    """(U, C) mu_(-u) of every unit in every column; variance inf: no value. nan where no other unit has one."""
    known = np.isfinite(variance)
    least = np.where(known, variance, np.inf).min(axis=0)
    least = np.where(np.isfinite(least), least, 1.0)
    x = natural_log(tau2 + least)
    low, high = x.min(axis=0), x.max(axis=0)
    needed = 8 + _POINTS_PER_LOG * (high - low)
    means = np.empty_like(gap)
    for count, fewer in zip(_POINTS, (0, *_POINTS[:-1]), strict=True):
        columns = np.flatnonzero((needed <= count) & (needed > fewer))
        for begin in range(0, len(columns), _AT_ONCE):
            some = columns[begin : begin + _AT_ONCE]
            means[:, some] = _read_off((gap[:, some], variance[:, some], tau2[:, some]), (x[:, some], least[some]), count)
    for column in np.flatnonzero(needed > _POINTS[-1]):
        means[:, column] = _plainly(gap[:, column], variance[:, column], tau2[:, column])
    return means


def _read_off(figures: tuple[Array, Array, Array], place: tuple[Array, Array], count: int) -> Array:
    """The means of some columns (U, C) from the sums at `count` points between the ends of x."""
    gap, variance, tau2 = figures
    x, least = place
    low, high = x.min(axis=0), x.max(axis=0)
    half = np.maximum((high - low) / 2, 1e-300)
    points = cosdg(180 * (np.arange(count) + 0.5) / count)
    scale, excess = exponential((low + high) / 2 + points[:, None] * half), variance - least
    sums = np.empty((2, count, gap.shape[1]))
    for k in range(count):
        weight = scale[k] / (excess + scale[k])
        sums[0, k], sums[1, k] = weight.sum(axis=0), (weight * gap).sum(axis=0)
    coefficients = dct(sums, axis=1) / count
    coefficients[:, 0] /= 2
    scaled = np.clip((x - (low + high) / 2) / half, -1.0, 1.0)
    total, product = (_polynomial(part, scaled) for part in coefficients)
    own = (tau2 + least) / (variance + tau2)
    others = total - own
    means = np.where(others > 0, (product - own * gap) / np.where(others > 0, others, 1.0), np.nan)
    return _mend_dominated(means, own > total / 2, figures)


def _polynomial(coefficients: Array, x: Array) -> Array:
    """Chebyshev series (K, C) at x (U, C) by Clenshaw's recurrence."""
    later, last = np.zeros_like(x), np.zeros_like(x)
    for coefficient in coefficients[:0:-1]:
        later, last = coefficient + 2 * x * later - last, later
    return np.asarray(coefficients[0] + x * later - last)


def _mend_dominated(means: Array, dominated: Mask, figures: tuple[Array, Array, Array]) -> Array:
    """Where one unit is more than half of the sum, taking it off would cost digits: the others are added up plainly."""
    gap, variance, tau2 = figures
    for unit, column in zip(*np.nonzero(dominated), strict=True):
        weight = 1 / (variance[:, column] + tau2[unit, column])
        weight[unit] = 0.0
        total = weight.sum()
        means[unit, column] = (weight * gap[:, column]).sum() / total if total > 0 else np.nan
    return means


def _plainly(gap: Array, variance: Array, tau2: Array) -> Array:
    """mu_(-u) (U,) of one column, every unit against all the others."""
    weight = 1 / (variance[None, :] + tau2[:, None])
    np.fill_diagonal(weight, 0.0)
    total = weight.sum(axis=1)
    return np.where(total > 0, (weight * gap).sum(axis=1) / np.where(total > 0, total, 1.0), np.nan)
