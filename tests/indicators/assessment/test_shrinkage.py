"""Shrinkage towards the other units: known results, and what must not move."""

import numpy as np
import pytest

from indicators.assessment.shrink import between_variance, leave_one_out_prior, prior_mean, shrunken


def test_a_unit_is_never_its_own_prior() -> None:
    gap, variance = np.array([[[0.0], [0.2], [0.4]]]), np.full((1, 3, 1), 0.01)
    # for the first unit the others are .2 and .4: W1 = 200, W2 = 20000, Q = 100 (.1^2 + .1^2) = 2; tau2 = (2 - 1)/(200 - 100) = .01
    tau2 = between_variance(gap, variance)
    assert tau2[0, 0, 0] == pytest.approx(0.01)
    assert prior_mean(gap, variance, tau2)[0, 0, 0] == pytest.approx(0.3)


def test_the_first_unit_is_pulled_half_way_but_not_beyond_one_error() -> None:
    gap, variance = np.array([[[0.0], [0.2], [0.4]]]), np.full((1, 3, 1), 0.01)
    # B = .01/(.01 + .01) = .5 would give .15; one standard error is .1
    assert shrunken(gap, leave_one_out_prior(gap, variance))[0, 0, 0] == pytest.approx(0.1)


def test_alone_or_without_error_nothing_moves() -> None:
    alone = np.array([[[0.3]]])
    assert shrunken(alone, leave_one_out_prior(alone, np.full((1, 1, 1), 0.04)))[0, 0, 0] == 0.3
    exact = np.array([[[0.3], [0.1], [-0.2]]])
    assert (shrunken(exact, leave_one_out_prior(exact, np.zeros((1, 3, 1)))) == exact).all()


def test_missing_units_are_nobodys_prior() -> None:
    gap, variance = np.array([[[0.0], [np.nan], [0.2]]]), np.array([[[0.01], [np.nan], [0.01]]])
    result = shrunken(gap, leave_one_out_prior(gap, variance))
    assert np.isnan(result[0, 1, 0])
    assert result[0, 0, 0] == pytest.approx(0.1)  # mu = .2, tau2 = 0, so B = 1, cut at one standard error


def test_the_way_for_many_units_gives_the_same_prior(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(3)
    gap, variance = random.normal(0, 0.2, (2, 9, 4)), random.uniform(0.01, 0.1, (2, 9, 4))
    tau2 = between_variance(gap, variance)
    whole = prior_mean(gap, variance, tau2)
    monkeypatch.setattr("indicators.assessment.shrink.PLAIN_UP_TO", 3)
    assert prior_mean(gap, variance, tau2) == pytest.approx(whole, abs=1e-12)
