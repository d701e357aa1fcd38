"""The prior's mean of many units is the same read off a polynomial as added up unit against unit."""

import numpy as np
import pytest

from indicators.assessment.prior_mean import mean_of_others
from indicators.assessment.shrink import between_variance


def by_hand(gap: np.ndarray, variance: np.ndarray, tau2: np.ndarray) -> np.ndarray:
    """mu_(-u) (U, C), written out."""
    means = np.full(gap.shape, np.nan)
    for unit, column in np.ndindex(gap.shape):
        others = np.isfinite(variance[:, column]) & (np.arange(len(gap)) != unit)
        if others.any():
            weight = 1 / (variance[others, column] + tau2[unit, column])
            means[unit, column] = (weight * gap[others, column]).sum() / weight.sum()
    return means


@pytest.mark.parametrize("seed", range(24))
def test_read_off_is_added_up(seed: int) -> None:
    random = np.random.default_rng(seed)
    shape = (int(random.integers(1, 130)), 5)
    variance = 10 ** (random.uniform(-12, 0, shape) if seed % 2 else random.uniform(-3, -1, shape))
    variance[random.random(shape) < 0.1] = np.inf
    gap = np.where(np.isfinite(variance), random.normal(0, 0.3, shape), 0.0)
    gap[0] *= 1 + 30 * (seed % 3)
    tau2 = between_variance(gap[None], variance[None])[0]
    np.testing.assert_allclose(mean_of_others(gap, variance, tau2), by_hand(gap, variance, tau2), rtol=1e-11, atol=1e-13)


def test_a_wide_range_of_tau2_is_added_up_plainly() -> None:
    gap, variance = np.array([[0.0], [0.1], [50.0]]), np.array([[1e-12], [1e-12], [1e-12]])
    tau2 = np.array([[0.0], [1e-3], [1e6]])
    np.testing.assert_allclose(mean_of_others(gap, variance, tau2), by_hand(gap, variance, tau2), rtol=1e-12)


def test_alone_there_are_no_others() -> None:
    one = np.array([[0.2]])
    assert np.isnan(mean_of_others(one, one, np.zeros((1, 1)))).all()
