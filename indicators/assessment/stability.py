"""How much T moves from quarter to quarter beyond chance: the stability variance (method.md 1.7)."""

import numpy as np

from indicators.assessment.arrays import Array


def detrended_variance(series: Array) -> Array:
    """Residual variance (U,) of each column of (Q, U) about its straight line, RSS / (Q - 2); nan where a quarter is missing."""
    quarters = series.shape[0]
    time = np.arange(quarters) - (quarters - 1) / 2
    centred = series - series.mean(axis=0)
    slope = (time[:, None] * centred).sum(axis=0) / (time**2).sum()
    return np.asarray(((centred - slope * time[:, None]) ** 2).sum(axis=0) / (quarters - 2), dtype=float)


def stability_variance(T: Array, variance: Array) -> float:
    """s2_stab = max(0, mean over units of the detrended variance of quarterly T - mean quarterly se^2), pooled over units.

    `T`, `variance`: (8, U) quarterly values. Units with a missing quarter are left out; nan where none is complete.
    """
    complete = np.asarray(~np.isnan(T).any(axis=0), dtype=bool)
    if not complete.any():
        return np.nan
    excess = detrended_variance(T[:, complete]).mean() - variance[:, complete].mean()
    return max(0.0, float(excess))
