"""How sure a rate from a simulation is: the Wilson interval, and the exact one of Clopper and Pearson (Newcombe 1998)."""

import numpy as np
from scipy.special import betaincinv, ndtri

from indicators.assessment.arrays import Array


def wilson(k: Array, n: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Bounds of a share k/n whose score test is not rejected at 1 - level; elementwise."""
    z = float(ndtri((1 + level) / 2))
    p = np.asarray(k, dtype=float) / n
    half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * np.asarray(n, dtype=float) ** 2))
    centre = p + z**2 / (2 * np.asarray(n, dtype=float))
    scale = 1 + z**2 / np.asarray(n, dtype=float)
    return np.clip((centre - half) / scale, 0, 1), np.clip((centre + half) / scale, 0, 1)


def clopper_pearson(k: Array, n: Array, level: float = 0.95) -> tuple[Array, Array]:
    """Bounds of a share k/n by two exact binomial tests, each at (1 - level)/2; elementwise."""
    tail, k, n = (1 - level) / 2, np.asarray(k, dtype=float), np.asarray(n, dtype=float)
    low = betaincinv(np.maximum(k, 1), np.maximum(n - k + 1, 1), tail)
    high = betaincinv(np.minimum(k + 1, n), np.maximum(n - k, 1), 1 - tail)
    return np.where(k > 0, low, 0.0), np.where(k < n, high, 1.0)
