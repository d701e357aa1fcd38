"""The lines of a funnel: predictive limits of a share or rate by its size, interpolated between whole cases (method.md 1.9).

Not confidence limits of the target: those are too wide below and too narrow above for saying where a unit on target may lie.
"""

from collections.abc import Callable

import numpy as np
from scipy.special import bdtrik, pdtrik

from indicators.assessment import exact
from indicators.assessment.arrays import Array


def binomial_limit(n: Array, theta: Array, p: float) -> Array:
    """The share below which a unit of n cases on target `theta` lies with probability p; in 0..1."""
    n, theta = np.broadcast_arrays(np.asarray(n, dtype=float), np.asarray(theta, dtype=float))
    guess = np.ceil(np.nan_to_num(bdtrik(p, n, theta)))
    return np.clip(_interpolated(guess, p, lambda r: exact.binomial_cdf(r, n, theta)) / n, 0.0, 1.0)


def poisson_limit(exposure: Array, theta: Array, p: float) -> Array:
    """The rate below which a unit with this exposure on target `theta` lies with probability p; 0 or more."""
    mean = np.asarray(exposure * theta, dtype=float)
    guess = np.ceil(np.nan_to_num(pdtrik(p, mean)))
    return np.maximum(_interpolated(guess, p, lambda r: exact.poisson_cdf(r, mean)), 0.0) / exposure


def _interpolated(guess: Array, p: float, cdf: Callable[[Array], Array]) -> Array:
    """r - (F(r) - p)/(F(r) - F(r - 1)), r the smallest count with F(r) >= p (Spiegelhalter 2005, appendix A.1.1)."""
    r = np.where(cdf(guess - 1) >= p, guess - 1, np.where(cdf(guess) < p, guess + 1, guess))
    upto, below = cdf(r), cdf(r - 1)
    step = upto - below
    return np.asarray(r - (upto - p) / np.where(step > 0, step, 1.0), dtype=float)
