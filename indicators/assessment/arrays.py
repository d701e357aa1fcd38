"""The two array types of the assessment. Axes are always quarters x subjects x indicators, or a tail of these."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
Whole = NDArray[np.int64]


def divide(numerator: Array, denominator: Array) -> Array:
    """numerator / denominator, nan where the denominator is 0 or nan (missing is missing, never 0)."""
    return np.asarray(numerator / divisor(denominator), dtype=float)


def divisor(denominator: Array) -> Array:
    """The denominator, nan where it is 0."""
    return np.where(denominator == 0, np.nan, denominator)


def places(mask: Mask) -> list[int]:
    """The indices at which a one-dimensional mask holds."""
    return [int(index) for index in np.flatnonzero(mask)]


def to_number(x: float) -> float | None:
    """A plain float, or None for nan."""
    return None if np.isnan(x) else float(x)
