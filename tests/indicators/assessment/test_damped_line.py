"""Forecast lines by hand and by brute force: fading slopes, sandwich variances, wandering from the variogram, scales."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.assessment.damped_line import DampedLine, ahead, damped_steps, fit_line, quarters_to
from indicators.assessment.forecast_scale import Scale, from_scale, scale_variance, sd_from_scale, target_on_scale, to_scale
from indicators.assessment.variogram import Wander, wander

SHARE, RATE, PLAIN = (Scale(np.array([logit]), np.array([log])) for logit, log in ((True, False), (False, True), (False, False)))
STILL = Wander(np.zeros(1), np.zeros(1))


def series(*values: float) -> np.ndarray:
    return np.array(values, dtype=float)[:, None, None]


def line(level: float, slope: float, damping: float = 0.98, innovation: float = 0.0) -> DampedLine:
    zero = np.zeros((1, 1))
    return DampedLine(zero + level, zero + slope, zero, zero, zero, np.array([innovation]), damping)


def test_a_slope_fades_by_two_percent_a_quarter() -> None:
    # .98 + .98^2 + .98^3
    assert damped_steps(np.array(3.0), 0.98) == pytest.approx(0.98 + 0.9604 + 0.941192)
    assert damped_steps(np.array(3.0), 1.0) == 3


def test_a_straight_series_goes_on_along_its_line_even_with_gaps() -> None:
    y = series(*(2 + 0.5 * t for t in range(10)))
    y[[2, 5, 6]] = np.nan
    fitted = fit_line(y, np.ones_like(y), STILL, 0.95, 1.0)
    assert ahead(fitted, np.array(4.0))[0] == pytest.approx(2 + 0.5 * 13)


def test_the_level_is_that_of_the_last_quarter_even_where_nothing_was_filed_in_it() -> None:
    y = series(1, 2, 3, 4, 5, 6, 7, np.nan)
    assert fit_line(y, np.ones_like(y), STILL, 0.95, 0.98).level == pytest.approx(8)


def test_a_single_figure_gives_no_line() -> None:
    assert np.isnan(fit_line(series(np.nan, 3.0), np.ones((2, 1, 1)), STILL, 0.95, 0.98).slope).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_the_sandwich_variance_is_that_of_the_whole_covariance_matrix(seed: int) -> None:
    random = np.random.default_rng(seed)
    y, v = random.normal(size=(12, 1, 1)), random.uniform(0.1, 2, (12, 1, 1))
    y[random.random((12, 1, 1)) < 0.2] = np.nan
    y[[0, 11]] = 0.3
    move = Wander(np.array([random.uniform(0, 1)]), np.array([random.uniform(0, 1)]))
    known = np.flatnonzero(~np.isnan(y[:, 0, 0]))
    age = 11.0 - known
    X = np.column_stack([np.ones(len(known)), -age])
    W = np.diag(0.95**age / (v[known, 0, 0] + move.noise[0]))
    V = np.diag(v[known, 0, 0] + move.noise[0]) + move.innovation[0] * np.minimum.outer(age, age)
    bread = np.linalg.inv(X.T @ W @ X)
    covariance = bread @ X.T @ W @ V @ W @ X @ bread
    steps = damped_steps(np.array(5.0), 0.98)
    reach = np.array([1.0, steps])
    level, slope = bread @ X.T @ W @ y[known, 0, 0]
    mean, sd = ahead(fit_line(y, v, move, 0.95, 0.98), np.array(5.0))
    assert mean[0, 0] == pytest.approx(level + steps * slope)
    assert sd[0, 0] ** 2 == pytest.approx(reach @ covariance @ reach + 5 * move.innovation[0] + (slope * (5 - steps)) ** 2)


def test_who_is_exactly_on_a_straight_path_is_not_called_unlikely_to_arrive_because_slopes_fade() -> None:
    mean, sd = ahead(line(0.0, 1.0), np.array(8.0))
    assert mean[0, 0] < 8
    assert mean[0, 0] + sd[0, 0] == pytest.approx(8)


@settings(max_examples=200, deadline=None)
@given(st.floats(-5, 5), st.floats(-0.5, 0.5), st.floats(-5, 5), st.sampled_from([1.0, -1.0]), st.sampled_from([0.98, 1.0]))
def test_the_date_of_a_target_is_the_first_quarter_on_its_better_side(
    level: float, slope: float, target: float, sign: float, damping: float
) -> None:
    one = line(level, slope, damping)
    quarters = float(quarters_to(one, np.array([[target]]), np.array([[sign]]))[0, 0])
    path = sign * (ahead(one, np.arange(0.0, 400.0)[:, None, None])[0][:, 0, 0] - target)
    reached = np.flatnonzero(path >= -1e-7)
    if np.isinf(quarters) or quarters >= 400:
        assert (path < 1e-7).all()
    else:
        assert reached[0] <= quarters
        assert path[int(quarters)] >= -1e-7


def test_wandering_and_noise_are_told_apart() -> None:
    random = np.random.default_rng(4)
    level = np.cumsum(0.1 + random.normal(0, 0.2, (24, 300, 2)) * [1.0, 0.0], axis=0)
    y = level + random.normal(0, 0.3, level.shape)
    found = wander(y, np.full(y.shape, 0.04))
    # .09 of noise, of which .04 is known sampling; innovation .04 in the first indicator, none in the second
    assert found.noise == pytest.approx([0.05, 0.05], abs=0.012)
    assert found.innovation == pytest.approx([0.04, 0.0], abs=0.004)


def test_a_common_slope_is_no_wandering() -> None:
    y = np.arange(12.0)[:, None, None] * np.ones((1, 20, 1))
    assert wander(y, np.full(y.shape, 0.01)).innovation == pytest.approx(0, abs=1e-12)


def test_exact_and_empty_series_do_no_harm() -> None:
    still = wander(np.ones((9, 3, 1)), np.zeros((9, 3, 1)))
    assert (still.noise, still.innovation) == (0, 0)
    fitted = fit_line(series(*(0.5 * t for t in range(9))), np.zeros((9, 1, 1)), still, 0.95, 1.0)
    assert ahead(fitted, np.array(2.0))[0] == pytest.approx(5)
    empty = wander(np.full((9, 3, 1), np.nan), np.full((9, 3, 1), np.nan))
    assert (empty.noise, empty.innovation) == (0, 0)


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 40), st.integers(1, 40), st.sampled_from([SHARE, RATE]))
def test_none_and_all_have_a_place_on_the_scale(k: int, n: int, scale: Scale) -> None:
    cases, size = np.array([float(min(k, n))]), np.array([float(n)])
    y = to_scale(cases, size, scale)
    assert np.isfinite(y).all()
    assert np.isfinite(scale_variance(cases, size, np.array([0.0]), scale)).all()
    assert from_scale(y, scale)[0] == pytest.approx((cases[0] + 0.5) / (n + (1 if scale is SHARE else 0)))


def test_nothing_counted_is_missing_on_every_scale() -> None:
    for scale in (SHARE, RATE, PLAIN):
        assert np.isnan(to_scale(np.array([0.0]), np.array([0.0]), scale)).all()


def test_the_error_in_the_own_unit_is_that_of_the_slope_of_the_scale() -> None:
    y, step = np.array([0.4]), 1e-6
    for scale in (SHARE, RATE, PLAIN):
        slope = (from_scale(y + step, scale) - from_scale(y - step, scale)) / (2 * step)
        assert sd_from_scale(y, np.array([0.3]), scale) == pytest.approx(0.3 * slope)


def test_a_full_count_meets_a_target_of_all_and_a_missed_case_does_not() -> None:
    n, up, down = np.array([50.0]), np.array([1.0]), np.array([-1.0])
    needed = target_on_scale(np.array([1.0]), n, up, SHARE)
    assert to_scale(np.array([49.0]), n, SHARE) < needed < to_scale(n, n, SHARE)
    needed = target_on_scale(np.array([0.0]), n, down, SHARE)
    assert to_scale(np.array([0.0]), n, SHARE) < needed < to_scale(np.array([1.0]), n, SHARE)


@settings(max_examples=100, deadline=None)
@given(st.floats(0, 1), st.integers(1, 500))
def test_the_mirrored_share_has_the_mirrored_target(target: float, n: int) -> None:
    size, one = np.array([float(n)]), np.array([1.0])
    up = target_on_scale(np.array([target]), size, one, SHARE)
    assert target_on_scale(np.array([1 - target]), size, -one, SHARE) == pytest.approx(-up, abs=1e-6)


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32 - 1), st.floats(0.01, 100), st.floats(-50, 50))
def test_another_unit_changes_nothing_but_the_unit(seed: int, factor: float, shift: float) -> None:
    random = np.random.default_rng(seed)
    y, v = random.normal(size=(14, 5, 1)), random.uniform(0.01, 1, (14, 5, 1))
    plain = ahead(fit_line(y, v, wander(y, v), 0.95, 0.98), np.array(6.0))
    z, u = factor * y + shift, factor**2 * v
    other = ahead(fit_line(z, u, wander(z, u), 0.95, 0.98), np.array(6.0))
    assert other[0] == pytest.approx(factor * plain[0] + shift, rel=1e-6, abs=1e-6 * factor)
    assert other[1] == pytest.approx(factor * plain[1], rel=1e-6)


def test_blocks_of_units_give_the_same_forecast(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(6)
    y, v = random.normal(size=(14, 23, 3)), random.uniform(0.1, 1, (14, 23, 3))
    y[random.random(y.shape) < 0.1] = np.nan
    whole = ahead(fit_line(y, v, wander(y, v), 0.95, 0.98), np.array(5.0))
    monkeypatch.setattr("indicators.assessment.blocks.CELLS", 100)
    small = ahead(fit_line(y, v, wander(y, v), 0.95, 0.98), np.array(5.0))
    assert small[0] == pytest.approx(whole[0], abs=1e-12)
    assert small[1] == pytest.approx(whole[1], abs=1e-12)


def test_no_units_are_no_forecast() -> None:
    nobody = np.empty((9, 0, 2))
    assert ahead(fit_line(nobody, nobody, wander(nobody, nobody), 0.95, 0.98), np.array(5.0))[0].shape == (0, 2)
