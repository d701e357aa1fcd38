"""The trend of T: least squares by hand, what lasting shocks do to its error, and which directions are told."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.assessment.stability import stability_variance
from indicators.assessment.trend import Trend, score_trend, shock_covariance, trend_direction

QUARTERS = np.arange(8.0)[:, None]
NONE = np.zeros(8)
series = st.lists(st.floats(-50, 150), min_size=8, max_size=8)


def even(T: np.ndarray, se: float = 3.0) -> np.ndarray:
    return np.full(T.shape, se**2)


def test_a_straight_line_has_its_slope_per_year() -> None:
    T = np.concatenate([90 + 2.5 * QUARTERS, 100 - QUARTERS], axis=1)
    assert score_trend(T, even(T), NONE).slope == pytest.approx([10, -4])


def test_the_error_of_a_slope_without_shocks_is_the_textbook_one() -> None:
    T = 90 + 2.5 * QUARTERS
    # Sxx of 8 quarters in years: 42/16; se = 3 / sqrt(42/16)
    assert score_trend(T, even(T), NONE).se == pytest.approx([3 / np.sqrt(42 / 16)])


def test_a_precise_quarter_weighs_more() -> None:
    T = 100 + 0 * QUARTERS
    T[0] = 130
    variance = even(T)
    variance[0] = 1e6
    assert abs(score_trend(T, variance, NONE).slope[0]) < 0.01


def test_shocks_that_last_make_a_slope_less_certain() -> None:
    T = 90 + 2.5 * QUARTERS
    calm, shaken = score_trend(T, even(T), NONE), score_trend(T, even(T), np.full(8, 36.0))
    assert shaken.slope == pytest.approx(calm.slope)
    assert shaken.se[0] > 2 * calm.se[0]


def test_the_stability_variance_of_lasting_shocks_is_put_right() -> None:
    # on average the residuals about a line show W - 2 times the left share of the shocks: s2_stab times 1/share is their variance again
    random = np.random.default_rng(5)
    shocks = np.linalg.cholesky(0.5 ** np.abs(np.subtract.outer(range(8), range(8)))) @ random.normal(0, 6, (8, 20_000))
    seen = stability_variance(shocks, np.zeros_like(shocks))
    assert shock_covariance(np.full(8, seen))[0, 0] == pytest.approx(36, rel=0.03)


def test_only_proven_and_large_slopes_have_a_direction() -> None:
    slope, se = np.array([12.0, 4.0, 12.0, -9.0, np.nan]), np.array([1.0, 0.1, 9.0, 1.0, np.nan])
    trend = Trend(slope, se, p_up=np.array([0.0, 0.0, 0.09, 1.0, np.nan]), p_down=np.array([1.0, 1.0, 0.91, 0.0, np.nan]))
    assert trend_direction(trend, 0.05, 5.0).tolist() == [1, 0, 0, -1, 0]


def test_a_subject_with_a_missing_quarter_has_no_trend() -> None:
    T = np.concatenate([90 + 5 * QUARTERS, 90 + 5 * QUARTERS], axis=1)
    T[3, 1] = np.nan
    trend = score_trend(T, even(T), NONE)
    assert np.isnan([trend.slope[1], trend.p_up[1], trend.p_down[1]]).all()
    assert trend_direction(trend, 0.05, 5.0).tolist() == [1, 0]


def test_too_few_quarters_are_no_trend() -> None:
    assert np.isnan(score_trend(np.ones((2, 3)), np.ones((2, 3)), np.zeros(2)).slope).all()


@settings(max_examples=200, deadline=None)
@given(series, st.floats(0, 100))
def test_the_mirrored_series_has_the_mirrored_trend(values: list[float], shock: float) -> None:
    T, extra = np.array(values)[:, None], np.full(8, shock)
    up, down = score_trend(T, even(T), extra), score_trend(200 - T, even(T), extra)
    assert down.slope == pytest.approx(-up.slope, abs=1e-9)
    assert down.p_down == pytest.approx(up.p_up, abs=1e-9)


@settings(max_examples=200, deadline=None)
@given(series, st.floats(-30, 30))
def test_the_level_does_not_matter(values: list[float], level: float) -> None:
    T = np.array(values)[:, None]
    assert score_trend(T + level, even(T), NONE).slope == pytest.approx(score_trend(T, even(T), NONE).slope, abs=1e-9)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_order_of_subjects_does_not_matter(seed: int) -> None:
    random = np.random.default_rng(seed)
    T, order = random.normal(100, 8, (8, 6)), random.permutation(6)
    variance, extra = random.uniform(1, 20, (8, 6)), np.full(8, 9.0)
    one = trend_direction(score_trend(T, variance, extra), 0.05, 5.0)
    assert trend_direction(score_trend(T[:, order], variance[:, order], extra), 0.05, 5.0).tolist() == one[order].tolist()


def test_noise_alone_is_hardly_ever_called_a_trend() -> None:
    random = np.random.default_rng(11)
    told = 0
    for _ in range(60):
        shocks = np.linalg.cholesky(0.5 ** np.abs(np.subtract.outer(range(8), range(8)))) @ random.normal(0, 6, (8, 32))
        T = 100 + shocks + random.normal(0, 3, (8, 32))
        extra = np.full(8, stability_variance(T, even(T)))
        told += int((trend_direction(score_trend(T, even(T), extra), 0.05, 5.0) != 0).sum())
    assert told / (60 * 32) <= 0.015
