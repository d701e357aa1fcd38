"""Windows over quarters: four-quarter pools for verdicts, single current figures for the quarterly series (method.md 1.2, 1.3)."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from indicators.assessment.arrays import Array, Mask, Whole, divide

Entry = TypeVar("Entry", np.float64, np.int64, np.bool_)


@dataclass(frozen=True, slots=True)
class Pool:
    """(Q, U, I): `numerator`, `weight`, `variance` summed over the window, `path` the mean of tau with the same weights.

    `present`: something was filed in the window (nil included; then the weight may be 0). `quarters`: quarters with a filed figure.
    """

    numerator: Array
    weight: Array
    variance: Array
    path: Array
    present: Mask
    quarters: Whole


@dataclass(frozen=True, slots=True)
class Filed:
    """(Q, U, I) what is pooled: the sums of each quarter, tau at its end, and whether anything was filed in it."""

    numerator: Array
    weight: Array
    variance: Array
    path: Array
    filed: Mask


def pool_flows(cells: Filed, quarters: int) -> Pool:
    """Sums over the `quarters` that end with each quarter; the path weighted by what was observed (taubar, method.md 1.3)."""
    weight, filed = window_sum(cells.weight, quarters), window_sum(cells.filed, quarters)
    return Pool(
        numerator=window_sum(cells.numerator, quarters),
        weight=weight,
        variance=window_sum(cells.variance, quarters),
        path=divide(window_sum(cells.weight * np.nan_to_num(cells.path), quarters), weight),
        present=filed > 0,
        quarters=filed.astype(np.int64),
    )


def pool_latest(cells: Filed, lookback: Whole) -> Pool:
    """The last filed quarter within `lookback` (I,) quarters of each quarter; never a sum (stocks, and single current figures)."""
    parts = [np.zeros_like(cells.numerator) for _ in range(4)]
    present = np.zeros(cells.filed.shape, dtype=bool)
    for back in range(int(lookback.max(initial=1))):
        take = shift(cells.filed, back) & ~present & (back < lookback)
        for source, part in zip((cells.numerator, cells.weight, cells.variance, cells.path), parts, strict=True):
            np.copyto(part[back:], source[: len(source) - back], where=take[back:])
        present |= take
    path = np.where(present & (parts[1] > 0), parts[3], np.nan)
    return Pool(parts[0], parts[1], parts[2], path, present, present.astype(np.int64))


def choose(condition: Mask, one: Pool, other: Pool) -> Pool:
    """`one` where the condition holds (broadcast over the last axes), else `other`."""
    return Pool(
        *(
            np.where(condition, getattr(one, name), getattr(other, name))
            for name in ("numerator", "weight", "variance", "path", "present", "quarters")
        )
    )


def carry_forward(pool: Pool, steps: int) -> Pool:
    """The pool, with an empty window replaced by the window of up to `steps` quarters before (a late figure, method.md 1.4.2)."""
    carried = pool
    for back in range(1, steps + 1):
        carried = choose(carried.present, carried, _shifted(pool, back))
    return carried


def _shifted(pool: Pool, back: int) -> Pool:
    return Pool(
        shift(pool.numerator, back),
        shift(pool.weight, back),
        shift(pool.variance, back),
        shift(pool.path, back),
        shift(pool.present, back),
        shift(pool.quarters, back),
    )


def window_sum(values: Array | Whole | Mask, quarters: int) -> Array:
    """(Q, ...) rolling sum along the first axis over the `quarters` ending with each; shorter at the start."""
    total = np.array(values, dtype=np.float64)
    for back in range(1, min(quarters, len(total))):
        total[back:] += values[:-back]
    return total


def shift(values: NDArray[Entry], back: int) -> NDArray[Entry]:
    """The array `back` quarters earlier along the first axis; zeros (False) before the start."""
    if back == 0:
        return values
    shifted = np.zeros_like(values)
    if back < values.shape[0]:
        shifted[back:] = values[:-back]
    return shifted
