"""Estimates with their variances, by kind of figure (method.md 1.2). Elementwise."""

import numpy as np

from indicators.assessment.arrays import Array, divide
from indicators.assessment.codebook import Codebook
from indicators.assessment.pooling import Pool


def estimates(pool: Pool, codebook: Codebook) -> Array:
    """x = k / n (k / E, the n-weighted mean, or the plain mean), of raw counts the sum; nan where nothing was observed."""
    counted = np.where(pool.weight > 0, pool.numerator, np.nan)
    return np.where(codebook.count, counted, divide(pool.numerator, pool.weight))


def variances(pool: Pool, codebook: Codebook) -> Array:
    """v of x in the indicator's own unit squared; nan where nothing was observed.

    Proportion: p~(1 - p~)/n with p~ = (k + 1)/(n + 2). Rate, smr: (k + 1/2)/E^2. Mean: its standard errors, pooled; without any, as
    for figures that are not sampled: the square of error_sd.
    """
    k, n = pool.numerator, pool.weight
    smoothed = (k + 1) / (n + 2)
    error = codebook.targets.error_sd**2
    proportion = divide(smoothed * (1 - smoothed), n)
    rate = divide(k + 0.5, n**2)
    mean = divide(pool.variance, n**2)
    sampled = np.where(codebook.proportion, proportion, np.where(codebook.fraction, rate, np.where(codebook.mean, mean, np.nan)))
    unsampled = ~codebook.fraction & (n > 0) & (np.isnan(sampled) | (sampled == 0))
    return np.where(unsampled, error, sampled)
