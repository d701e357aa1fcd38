"""Sobol' indices of any function of uniform inputs: which input moves the result, alone and with all its interactions.

Saltelli's design (N (k + 2) runs), first indices by Saltelli et al. 2010, total ones by Jansen 1999 (method.md 1.10). Knows no indicator.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array

GENERATOR = 571
"""Of the Korobov lattice; found to integrate well at 2,048 points in up to ten dimensions. Odd, so that it suits any power of two."""


@dataclass(frozen=True, slots=True)
class SobolIndices:
    """(k, outputs): `first`, share of the variance by the input alone; `total`, with its interactions. nan where nothing varies."""

    first: Array
    total: Array


def sobol_indices(model: Callable[[Array], Array], inputs: int, points: int, seed: int) -> SobolIndices:
    """The indices of `model`, which takes (n, k) inputs in 0..1 and gives (n, outputs); it is called once, with points * (k + 2) rows.

    `points` must be a power of two (ValueError). The same seed gives the same points.
    """
    if points < 2 or points & (points - 1):
        raise ValueError(f"the number of points must be a power of two, not {points}")
    plan = saltelli_plan(lattice(points, 2 * inputs, seed))
    runs = model(plan.reshape(-1, inputs)).reshape(inputs + 2, points, -1)
    return indices_of(runs)


def lattice(points: int, dimensions: int, seed: int) -> Array:
    """(n, d) points of a Korobov lattice in 0..1, shifted at random: far more even than random points."""
    steps = np.array([pow(GENERATOR, power, points) for power in range(dimensions)])
    shift = np.random.default_rng(seed).random(dimensions)
    return np.asarray((shift + (np.arange(points)[:, None] * steps % points) / points) % 1.0, dtype=float)


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
    variance = (centred[:2] ** 2).mean(axis=(0, 1))
    scale = np.where(variance > 0, variance, np.nan)
    return SobolIndices(first=(b * (mixed - a)).mean(axis=1) / scale, total=((a - mixed) ** 2).mean(axis=1) / (2 * scale))
