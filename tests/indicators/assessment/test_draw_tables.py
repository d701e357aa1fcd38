"""The tables of the robustness run against exact quantiles."""

import numpy as np
import pytest
from scipy.special import betaincinv, gammaincinv, ndtr

from indicators.assessment.draw_designs import NOISE_LEVELS
from indicators.assessment.draw_tables import beta_quantiles, gamma_quantiles, interpolated, noise_scores

LEVELS = (np.arange(NOISE_LEVELS) + 0.5) / NOISE_LEVELS
COUNTS = [(k, n) for n in (1.0, 2.0, 7.0, 40.0, 900.0, 1e6) for k in (0.0, 1.0, round(n / 3), n - 1, n)]


@pytest.mark.parametrize(("k", "n"), COUNTS)
def test_quantiles_of_a_proportion_are_exact_to_a_thousandth_of_a_standard_deviation(k: float, n: float) -> None:
    a, b = k + 0.5, n - k + 0.5
    spread = np.sqrt(a * b / (a + b) ** 2 / (a + b + 1))
    found = beta_quantiles(np.array([k]), np.array([n]), noise_scores(NOISE_LEVELS))[0]
    assert found == pytest.approx(betaincinv(a, b, LEVELS), abs=1e-3 * spread)


@pytest.mark.parametrize("k", [0.0, 1.0, 4.0, 60.0, 5000.0])
def test_quantiles_of_a_rate_are_exact_to_a_thousandth_of_a_standard_deviation(k: float) -> None:
    found = gamma_quantiles(np.array([k]), np.array([20.0]), noise_scores(NOISE_LEVELS))[0]
    assert found == pytest.approx(gammaincinv(k + 0.5, LEVELS) / 20, abs=1e-3 * np.sqrt(k + 0.5) / 20)


def test_parts_keep_the_mean_and_nearly_all_of_the_variance() -> None:
    score = noise_scores(NOISE_LEVELS)
    assert score.mean() == pytest.approx(0, abs=1e-12)
    assert (score**2).mean() == pytest.approx(1, abs=0.01)
    assert ndtr(score) == pytest.approx(LEVELS)


def test_interpolation_passes_through_polynomials() -> None:
    nodes, points = np.array([-1.0, 0.2, 1.5]), np.linspace(-1, 2, 7)
    assert interpolated((2 * nodes**2 - nodes)[None], nodes, points)[0] == pytest.approx(2 * points**2 - points)
