"""Many tests at once: Benjamini-Hochberg and Benjamini-Yekutieli adjusted p-values (method.md 1.9)."""

from collections.abc import Callable

import numpy as np

from indicators.assessment.arrays import Array, Whole


def in_families(p: Array, families: Whole | None, one_family: Callable[[Array], Array]) -> Array:
    """`one_family` of the p-values (U, ...) of each family by itself; `families` (U,) codes, below 0 outside all: nan. None: one family."""
    if families is None:
        return one_family(p)
    found = np.full(np.shape(p), np.nan)
    for family in np.unique(families[families >= 0]):
        rows = np.flatnonzero(families == family)
        found[rows] = one_family(p[rows])
    return found


def adjust_bh(p: Array) -> Array:
    """q-values of Benjamini & Hochberg (1995): q_(k) = min over j >= k of p_(j) m / j, at most 1. Any shape; nan is not in the family."""
    flat = np.asarray(p, dtype=float).ravel()
    known = ~np.isnan(flat)
    q = np.full(flat.shape, np.nan)
    q[known] = _step_up(flat[known], 1.0)
    return q.reshape(np.shape(p))


def adjust_by(p: Array) -> Array:
    """q-values of Benjamini & Yekutieli (2001): as BH times sum 1/j; valid under any dependence."""
    flat = np.asarray(p, dtype=float).ravel()
    known = ~np.isnan(flat)
    q = np.full(flat.shape, np.nan)
    q[known] = _step_up(flat[known], float((1 / np.arange(1, known.sum() + 1)).sum()))
    return q.reshape(np.shape(p))


def _step_up(p: Array, factor: float) -> Array:
    m = len(p)
    if m == 0:
        return p
    order = np.argsort(p, kind="stable")
    scaled = p[order] * m * factor / np.arange(1, m + 1)
    adjusted = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    q = np.empty(m)
    q[order] = adjusted
    return q


def critical_p(p: Array, level: float) -> Array:
    """For each test the largest p-value with which it would still have q <= level, all other tests held fixed (BH).

    With the m - 1 others sorted as o_1 <= ..., J the largest j with o_j <= level (j + 1)/m (0 if none): level (J + 1)/m.
    Any shape; nan outside the family. Used to find the smallest change that alters a verdict.
    """
    flat = np.asarray(p, dtype=float).ravel()
    known = ~np.isnan(flat)
    result = np.full(flat.shape, np.nan)
    family = flat[known]
    m = len(family)
    order = np.argsort(family, kind="stable")
    ranks = np.arange(1, m + 1)
    before = np.where(family[order] <= level * (ranks + 1) / max(m, 1), ranks, 0)
    after = np.where(family[order] <= level * ranks / max(m, 1), ranks - 1, 0)
    up_to = np.concatenate([[0], np.maximum.accumulate(before)[:-1]]) if m else before
    beyond = np.concatenate([np.maximum.accumulate(after[::-1])[::-1][1:], [0]]) if m else after
    critical = np.empty(m)
    critical[order] = level * (np.maximum(up_to, beyond) + 1) / max(m, 1)
    result[known] = critical
    return result.reshape(np.shape(p))
