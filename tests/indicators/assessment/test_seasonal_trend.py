"""Seasonal Kendall and Theil-Sen: hand examples, the exact distribution, and what must not change the answer."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.assessment.seasonal import kendall_distribution, median_known, seasonal_trend


def window(values: list[float]) -> np.ndarray:
    return np.array(values, dtype=float)[:, None, None]


def test_a_season_is_not_a_trend() -> None:
    trend = seasonal_trend(window([10, 40, 20, 70, 10, 40, 20, 70]))
    assert (trend.S[0, 0], trend.slope[0, 0], trend.p[0, 0]) == (0, 0, 1)


def test_two_years_that_rise_in_every_season_prove_little() -> None:
    trend = seasonal_trend(window([10, 40, 20, 70, 12, 41, 25, 73]))
    # rises of 2, 1, 5 and 3 a year: median 2.5; all four signs alike by chance: 2 x (1/2)^4
    assert (trend.S[0, 0], trend.slope[0, 0]) == (4, 2.5)
    assert trend.p[0, 0] == pytest.approx(2 / 16)


def test_the_exact_distribution_is_that_of_all_orders() -> None:
    counted: dict[int, int] = {}
    for one in permutations(range(4)):
        S = sum(np.sign(one[j] - one[i]) for i in range(4) for j in range(i + 1, 4))
        counted[S] = counted.get(S, 0) + 1
    assert kendall_distribution((4,)) == pytest.approx([counted.get(S, 0) / 24 for S in range(-6, 7, 2)])


def test_three_years_can_prove_a_trend() -> None:
    trend = seasonal_trend(window([float(q) for q in range(12)]))
    # each season has three values in order: (1/6)^4 each way
    assert trend.p[0, 0] == pytest.approx(2 / 6**4)
    assert trend.slope[0, 0] == 4


def test_missing_quarters_leave_their_pairs_out() -> None:
    trend = seasonal_trend(window([1, 5, 3, 7, np.nan, 6, 4, 9]))
    assert (trend.pairs[0, 0], trend.S[0, 0]) == (3, 3)
    assert np.isnan(seasonal_trend(window([1, 5, 3, 7, np.nan, np.nan, np.nan, np.nan])).p[0, 0])
    assert np.isnan(seasonal_trend(window([1, 2])).slope[0, 0])


def test_ties_speak_for_neither_side() -> None:
    trend = seasonal_trend(window([1, 1, 1, 1, 1, 1, 1, 2]))
    assert trend.S[0, 0] == 1
    assert trend.p[0, 0] == pytest.approx(1.0 - 6 / 16)  # |S| >= 1 without ties means |S| >= 2


def test_the_median_is_of_what_is_known() -> None:
    assert median_known(np.array([[3.0, np.nan], [1.0, np.nan], [np.nan, np.nan]])).tolist()[0] == 2
    assert np.isnan(median_known(np.full((2, 1), np.nan))[0])


cells = st.lists(st.floats(-100, 100), min_size=12, max_size=12)


@settings(max_examples=200, deadline=None)
@given(cells)
def test_the_mirrored_series_has_the_mirrored_trend(values: list[float]) -> None:
    up, down = seasonal_trend(window(values)), seasonal_trend(-window(values))
    assert (down.S, down.p) == (-up.S, up.p)
    assert down.slope == pytest.approx(-up.slope)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(-1000, 1000), min_size=12, max_size=12), st.sampled_from([0.5, 4.0, 1024.0]), st.integers(-50, 50))
def test_another_unit_only_scales_the_slope(values: list[int], factor: float, shift: int) -> None:
    plain, scaled = seasonal_trend(window(values)), seasonal_trend(factor * window(values) + shift)
    assert (scaled.S, scaled.p) == (plain.S, plain.p)
    assert scaled.slope == pytest.approx(factor * plain.slope)


def test_noise_is_called_a_trend_no_more_often_than_said() -> None:
    trend = seasonal_trend(np.random.default_rng(2).normal(size=(12, 60, 60)))
    assert (trend.p <= 0.05).mean() <= 0.05
    assert (trend.p <= 0.10).mean() <= 0.10
