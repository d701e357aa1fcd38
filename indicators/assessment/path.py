"""The planned path, the gap to it and the planned share to date (method.md 1.3). Every function is elementwise."""

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.assessment.targets import Targets

QUARTER_2025 = 20
QUARTER_2030 = 40


def planned_values(targets: Targets, quarters: Array) -> Array:
    """tau (Q, U, I): linear from the baseline (t = 0) to the 2025 target (t = 20), from there to the 2030 target (t = 40).

    `quarters` holds t, shape (Q,). Before the baseline and after 2030 the path is flat.
    """
    t = np.clip(quarters, 0, QUARTER_2030)[:, None, None]
    early = targets.baseline + (targets.target_2025 - targets.baseline) * t / QUARTER_2025
    late = targets.target_2025 + (targets.target_2030 - targets.target_2025) * (t - QUARTER_2025) / QUARTER_2025
    return np.where(t <= QUARTER_2025, early, late)


def gap_to_path(value: Array, path: Array, change: Array, sign: Array) -> Array:
    """g = s (x - taubar) / D (..., U, I): 0 on the path, -1 one whole plan behind. `sign` (I,) +1 up, -1 down (method.md 1.3)."""
    gap = np.asarray(value - path, dtype=float)
    gap *= sign
    gap /= change
    return gap


def gap_to_band(value: Array, low: Array, high: Array, change: Array) -> Array:
    """g of a band indicator: 0 inside, (x - lo)/D below it, (hi - x)/D above it."""
    return np.asarray(np.where(value < low, value - low, np.where(value > high, high - value, 0.0 * value)) / change, dtype=float)


def planned_share(path: Array, targets: Targets) -> Array:
    """pi = |taubar - b| / D (..., U, I): how much of the whole planned change was due by the window, 0-1 (method.md 1.3)."""
    return np.asarray(np.abs(path - targets.baseline) / targets.change, dtype=float)


def progress_ratio(value: Array, path: Array, targets: Targets, gap: Array, level: Mask) -> Array:
    """rho = (x - b) / (tau - b); for band and maintenance indicators (`level`) 1 + g, so that 1 is on the path everywhere."""
    planned = path - targets.baseline
    ratio = (value - targets.baseline) / np.where(planned == 0, np.nan, planned)
    return np.where(level, 1 + gap, ratio)


def ratio_is_shown(path: Array, variance: Array, targets: Targets, least_share: float, level: Mask) -> Mask:
    """Whether |tau - b| >= max(2 sqrt(v), 0.1 D): below it is too early to speak of progress."""
    needed = np.maximum(2 * np.sqrt(variance), least_share * targets.change)
    with np.errstate(invalid="ignore"):
        return np.asarray((np.abs(path - targets.baseline) >= needed) | level, dtype=bool)
