"""Exact mid-p tests of single indicators against their path (method.md 1.9): for flags, reasons and the special action, never verdicts."""

import numpy as np
from scipy.special import betainc, gammaincc, ndtr

from indicators.assessment.arrays import Array


def binomial_below(k: Array, n: Array, theta: Array) -> Array:
    """P(X < k) + 0.5 P(X = k), X ~ Bin(n, theta): how likely so few are on the path."""
    return 0.5 * (binomial_cdf(k - 1, n, theta) + binomial_cdf(k, n, theta))


def poisson_below(k: Array, mean: Array) -> Array:
    """P(X < k) + 0.5 P(X = k), X ~ Poisson(mean)."""
    return 0.5 * (poisson_cdf(k - 1, mean) + poisson_cdf(k, mean))


def normal_below(x: Array, mean: Array, sd: Array) -> Array:
    """P(X <= x), X normal: for figures that are not counts."""
    return np.asarray(ndtr((x - mean) / sd), dtype=float)


def binomial_cdf(k: Array, n: Array, theta: Array) -> Array:
    """P(X <= k) = I_(1-theta)(n - k, k + 1); 0 below 0 and 1 from n on."""
    inside = (k >= 0) & (k < n)
    safe_k, safe_n = np.where(inside, k, 0.0), np.where(inside, n, 1.0)
    return np.where(inside, betainc(safe_n - safe_k, safe_k + 1, 1 - np.clip(theta, 0, 1)), np.where(k < 0, 0.0, 1.0))


def poisson_cdf(k: Array, mean: Array) -> Array:
    """P(X <= k) = Q(k + 1, mean); 0 below 0."""
    return np.where(k >= 0, gammaincc(np.maximum(k, 0) + 1, np.maximum(mean, 0)), 0.0)
