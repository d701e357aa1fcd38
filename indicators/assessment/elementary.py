"""ln, exp and arc sine that give the same bits on every processor: numpy's own choose their instructions, and with them the last digit.

These go through the C library one value at a time. Sums, products, quotients and roots are exact everywhere and need no such care.
"""

import numpy as np
from scipy.special import inv_boxcox, xlogy

from indicators.assessment.arrays import Array


def natural_log(x: Array) -> Array:
    """ln x, elementwise; -inf at 0, nan below and for nan."""
    return np.asarray(xlogy(1.0, x), dtype=float)


def exponential(x: Array) -> Array:
    """e^x, elementwise."""
    return np.asarray(inv_boxcox(x, 0.0), dtype=float)


def arc_sine_of_root(share: Array) -> Array:
    """arcsin sqrt(share) of shares 0-1, elementwise: the angle of sqrt(1 - share) + i sqrt(share)."""
    return np.asarray(np.log(np.sqrt(1 - share) + 1j * np.sqrt(share)).imag, dtype=float)


def power_of(base: float, exponent: Array) -> Array:
    """base^exponent for a base of 0 or more and exponents of 0 or more, elementwise; 1 for an exponent of 0."""
    return exponential(xlogy(exponent, base))
