"""Exact mid-p tests against sums written out by hand."""

from math import comb, exp, factorial

import numpy as np
import pytest

from indicators.assessment.exact import binomial_below, poisson_below


@pytest.mark.parametrize(("k", "n", "theta"), [(0, 10, 0.9), (5, 10, 0.9), (10, 10, 0.9), (3, 7, 0.2), (143, 143, 0.97)])
def test_binomial_mid_p_is_the_sum_of_its_terms(k: int, n: int, theta: float) -> None:
    term = [comb(n, x) * theta**x * (1 - theta) ** (n - x) for x in range(n + 1)]
    assert binomial_below(np.array(float(k)), np.array(float(n)), np.array(theta)) == pytest.approx(sum(term[:k]) + term[k] / 2)


@pytest.mark.parametrize(("k", "mean"), [(0, 0.5), (3, 2.0), (20, 12.5)])
def test_poisson_mid_p_is_the_sum_of_its_terms(k: int, mean: float) -> None:
    term = [exp(-mean) * mean**x / factorial(x) for x in range(k + 1)]
    assert poisson_below(np.array(float(k)), np.array(mean)) == pytest.approx(sum(term[:k]) + term[k] / 2)


def test_one_failure_against_a_target_of_all_is_impossible_by_chance() -> None:
    assert binomial_below(np.array(99.0), np.array(100.0), np.array(1.0)) == 0
    assert binomial_below(np.array(100.0), np.array(100.0), np.array(1.0)) == 0.5
