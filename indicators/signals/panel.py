"""The figures of one department as arrays: indicators x regions x months. Tests nothing."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole


@dataclass(frozen=True, slots=True)
class Panel:
    """Numerators and denominators (I, U, T), nan where there is none; T are months in order, a figure stands in the last of its period.

    `cut`: the planned path of each figure. `row`: its row in the frame it came from, -1 for none. `sign` (I,): +1 up, -1 down, 0 neither.
    `flow` (I,): counted anew in each period. `counted` (I,): the denominator is a count of the same kind (not a population).
    `step` (I,): months of a period. `first_month`: year * 12 + month - 1 of the first column.
    """

    department: str
    indicators: tuple[str, ...]
    subjects: tuple[str, ...]
    first_month: int
    k: Array
    n: Array
    cut: Array
    row: Whole
    sign: Array
    flow: Mask
    counted: Mask
    step: Whole


def shares(panel: Panel) -> Array:
    """k / n (I, U, T), nan where there is nothing to divide by."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(panel.n > 0, panel.k / panel.n, np.nan)


def latest_of_stocks(panel: Panel, values: Array) -> Array:
    """Flows as they are; of a stock only the latest figure of each series, because a stock that stands still repeats itself."""
    known = ~np.isnan(values)
    latest = known & (np.cumsum(known[..., ::-1], axis=-1)[..., ::-1] == 1)
    return np.where(panel.flow[:, None, None] | latest, values, np.nan)


def count_variance(panel: Panel) -> Array:
    """n p (1 - p) with p~ = (k + 1)/(n + 2) of method.md 1.2: expected variance of each numerator, (I, U, T)."""
    level = (panel.k + 1) / (panel.n + 2)
    return np.asarray(panel.n * level * (1 - level), dtype=float)
