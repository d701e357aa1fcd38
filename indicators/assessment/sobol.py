"""Sobol' indices of any function of uniform inputs: which input moves the result, alone and with all its interactions.

Saltelli's design (N (k + 2) runs), first indices by Saltelli et al. 2010, total ones by Jansen 1999 (method.md 1.10). Knows no indicator.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array

DIRECTIONS: Sequence[tuple[int, int, tuple[int, ...]]] = (
    (1, 0, (1,)),
    (2, 1, (1, 3)),
    (3, 1, (1, 3, 1)),
    (3, 2, (1, 1, 1)),
    (4, 1, (1, 1, 3, 3)),
    (4, 4, (1, 3, 5, 13)),
    (5, 2, (1, 1, 5, 5, 17)),
    (5, 4, (1, 1, 5, 5, 5)),
    (5, 7, (1, 1, 7, 11, 19)),
)
"""Degree and inner coefficients of a primitive polynomial with first direction numbers, dimensions 2 to 10 (Joe and Kuo 2008)."""
BITS = 30


@dataclass(frozen=True, slots=True)
class SobolIndices:
    """(k, outputs): `first`, share of the variance by the input alone; `total`, with its interactions. nan where nothing varies."""

    first: Array
    total: Array


def sobol_indices(model: Callable[[Array], Array], inputs: int, points: int, seed: int) -> SobolIndices:
    """The indices of `model`, which takes (n, k) inputs in 0..1 and gives (n, outputs); it is called once, with points * (k + 2) rows.

    `points` must be a power of two, the inputs five at most (ValueError). The same seed gives the same points.
    """
    if points < 2 or points & (points - 1) or 2 * inputs > len(DIRECTIONS) + 1:
        raise ValueError(f"points must be a power of two, inputs at most five, not {points} and {inputs}")
    plan = saltelli_plan(sobol_points(points, 2 * inputs, seed))
    runs = model(plan.reshape(-1, inputs)).reshape(inputs + 2, points, -1)
    return indices_of(runs)


def sobol_points(points: int, dimensions: int, seed: int) -> Array:
    """(n, d) points of Sobol's sequence in 0..1, far more even than random ones, all shifted by one seeded random vector (modulo 1)."""
    return np.asarray((sobol_sequence(points, dimensions) + np.random.default_rng(seed).random(dimensions)) % 1.0, dtype=float)


def sobol_sequence(points: int, dimensions: int) -> Array:
    """(n, d) the first points of the sequence in 0..1 with the direction numbers of Joe and Kuo; the first point is 0 throughout."""
    numbers = np.arange(points)
    found = np.zeros((points, dimensions), dtype=np.int64)
    for dimension in range(dimensions):
        for bit, direction in enumerate(direction_numbers(dimension)):
            found[:, dimension] ^= np.where(numbers >> bit & 1, direction, 0)
    return np.asarray(found / 2**BITS, dtype=float)


def direction_numbers(dimension: int) -> list[int]:
    """The direction numbers of one dimension (0-9), as whole numbers of BITS binary digits; the first dimension is van der Corput's."""
    if dimension == 0:
        return [1 << (BITS - 1 - bit) for bit in range(BITS)]
    degree, inner, first = DIRECTIONS[dimension - 1]
    found = [number << (BITS - 1 - bit) for bit, number in enumerate(first)]
    for bit in range(degree, BITS):
        number = found[bit - degree] ^ (found[bit - degree] >> degree)
        for step in range(1, degree):
            number ^= (inner >> (degree - 1 - step) & 1) * found[bit - step]
        found.append(number)
    return found


def saltelli_plan(sample: Array) -> Array:
    """(k + 2, n, k) inputs from a sample (n, 2 k): A, B, and A with one column after the other taken from B."""
    inputs = sample.shape[1] // 2
    a, b = sample[:, :inputs], sample[:, inputs:]
    swapped = np.eye(inputs, dtype=bool)[:, None, :]
    return np.concatenate([a[None], b[None], np.where(swapped, b[None], a[None])])


def indices_of(runs: Array) -> SobolIndices:
    """The indices from the results (k + 2, n, outputs) of the plan; centred first, which makes them exact for constants."""
    centred = runs - runs[:2].mean(axis=(0, 1))
    a, b, mixed = centred[0], centred[1], centred[2:]
    varies = runs[:2].max(axis=(0, 1)) > runs[:2].min(axis=(0, 1))
    scale = np.where(varies, (centred[:2] ** 2).mean(axis=(0, 1)), np.nan)
    return SobolIndices(first=(b * (mixed - a)).mean(axis=1) / scale, total=((a - mixed) ** 2).mean(axis=1) / (2 * scale))
