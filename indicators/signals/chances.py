"""Tail probabilities that the signals share, each one formula. scipy.special only: scipy.stats is slow to import."""

import numpy as np
from scipy.special import chdtrc, gammainc, ndtr

from indicators.assessment.arrays import Array
from indicators.assessment.exact import binomial_below


def at_least(hits: Array, tried: Array, chance: Array) -> Array:
    """Mid-p of as many hits or more, X ~ Bin(tried, chance); nan where nothing was tried."""
    p = 1 - binomial_below(hits, tried, chance)
    return np.where(tried > 0, np.clip(p, 1e-300, 1), np.nan)


def as_quiet(total: Array, degrees: Array) -> Array:
    """P(chi-square with `degrees` <= total): how likely so little variation is; nan without degrees."""
    safe = np.maximum(degrees, 1e-9)
    return np.where(degrees > 0, np.maximum(gammainc(safe / 2, np.maximum(total, 0) / 2), 1e-300), np.nan)


def above(z: Array) -> Array:
    """P(Z >= z), standard normal."""
    return np.asarray(np.maximum(ndtr(-z), 1e-300), dtype=float)


def several(p: Array) -> Array:
    """One p of several along the first axis, 1 - (1 - smallest)^number (Sidak); nan where all are.

    Below 0.05 it is Bonferroni's but for a fortieth part; above, it still tells units apart that Bonferroni puts at 1.
    """
    known = (~np.isnan(p)).sum(axis=0)
    smallest = np.min(np.where(np.isnan(p), 1.0, p), axis=0)
    return np.where(known > 0, -np.expm1(known * np.log1p(-np.minimum(smallest, 1 - 1e-15))), np.nan)


def together(p: Array) -> Array:
    """Fisher's combination of independent p-values along the first axis; nan are left out."""
    known = (~np.isnan(p)).sum(axis=0)
    total = -2 * np.log(np.where(np.isnan(p), 1.0, np.maximum(p, 1e-300))).sum(axis=0)
    return np.where(known > 0, np.maximum(chdtrc(2 * np.maximum(known, 1), total), 1e-300), np.nan)


def cauchy(p: Array) -> Array:
    """Cauchy combination of Liu & Xie (2020) along the first axis: valid whatever the dependence; nan are left out."""
    known = ~np.isnan(p)
    safe = np.clip(np.where(known, p, 0.5), 1e-15, 1 - 1e-15)
    mean = np.where(known, np.tan((0.5 - safe) * np.pi), 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return np.where(known.any(axis=0), 0.5 - np.arctan(mean) / np.pi, np.nan)
