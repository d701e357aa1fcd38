"""What published sums say of hidden counts: exact bounds, and whether one sum more may be published (method.md 1.15, LP audit).

A row of counts in the order of time, each known to lie in a range, and sums over stretches of neighbours, each known to a few either
way. With the running totals S_0 = 0, S_j = S_(j-1) + count_j every such statement reads S_v - S_u <= w, and the tightest that follow
are the shortest paths between the S (difference constraints): the bounds of the linear programme, and exact for whole counts. It knows
neither indicators nor regions.
"""

import numpy as np
from numpy.typing import NDArray

from dashboard.access.small_counts import NEAREST, SMALLEST_SHOWN

Array = NDArray[np.float64]
Mask = NDArray[np.bool_]
FEWEST, MOST = 1.0, SMALLEST_SHOWN - 1.0
"""A hidden count is known to lie between these two, and nothing published may say more."""
_OFF = NEAREST // 2


def published_range(counts: Array) -> tuple[Array, Array]:
    """Least and most that a count can be by what is published of it: 0 is 0, a hidden one 1 to 7, others within 2 of a multiple of 5.

    `counts` (any shape) are whole; nan (nothing filed) reads as 0.
    """
    exact = np.nan_to_num(counts)
    nearest = NEAREST * np.floor(exact / NEAREST + 0.5)
    small, none = is_hidden(exact), exact == 0
    low = np.where(small, FEWEST, np.where(none, 0.0, np.maximum(nearest - _OFF, SMALLEST_SHOWN)))
    return low, np.where(small, MOST, np.where(none, 0.0, nearest + _OFF))


def is_hidden(counts: Array) -> Mask:
    """Which counts stand for 1 to 7 persons."""
    few: Mask = (counts > 0) & (counts < SMALLEST_SHOWN)
    return few


def sum_range(sums: Array) -> tuple[Array, Array]:
    """Least and most of a sum (R,) by what is published of it; of a small one nothing is: its rate is hidden, and not said why."""
    low, high = published_range(sums)
    return np.where(is_hidden(sums), -np.inf, low), np.where(is_hidden(sums), np.inf, high)


def reach(counts: Array) -> Array:
    """(R, T+1, T+1) the most that S_v - S_u can be, [:, u, v], by the counts (R, T) as published alone."""
    low, high = (np.concatenate([np.zeros((len(counts), 1)), edge.cumsum(axis=1)], axis=1) for edge in published_range(counts))
    forward = np.arange(low.shape[1])[None, :] >= np.arange(low.shape[1])[:, None]
    return np.where(forward, high[:, None, :] - high[:, :, None], low[:, None, :] - low[:, :, None])


def told(most: Array, stretch: tuple[int, int], sums: tuple[Array, Array]) -> Array:
    """What can be reached once the sums (R,), (R,) low and high over the counts start..end-1 are published as well."""
    start, end = stretch
    low, high = sums
    upper = np.minimum(most, most[:, :, start, None] + high[:, None, None] + most[:, None, end, :])
    lowered: Array = np.minimum(upper, upper[:, :, end, None] - low[:, None, None] + upper[:, None, start, :])
    return lowered


def keeps_hidden(most: Array, hidden: Mask) -> Mask:
    """(R,) whether every hidden count (R, T) can still be anything from 1 to 7."""
    steps = np.arange(hidden.shape[1])
    high, low = most[:, steps, steps + 1], -most[:, steps + 1, steps]
    return np.asarray((~hidden | ((high >= MOST) & (low <= FEWEST))).all(axis=1), dtype=bool)


def beside_total(total: float, known: tuple[Array, Array], rest: float = 0.0) -> tuple[Array, Array]:
    """Least and most (R,) of each part once their total is published, they being known to lie between low and high (R,) before.

    `rest`: what the total holds besides, known to everybody (figures carried over from before).
    """
    low, high = known
    least, most = published_range(np.array([total]))
    return np.maximum(low, least - rest - (high.sum() - high)), np.minimum(high, most - rest - (low.sum() - low))
