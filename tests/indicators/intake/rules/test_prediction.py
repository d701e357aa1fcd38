"""The prediction of counts keeps its promise for small, large and mostly empty series: few sound figures are asked about, slips are."""

import numpy as np
import pytest

from indicators.intake.rules.prediction import Background, Prediction, background_of, predict

LEVEL, PRIOR, SIDE = 0.999, 10.0, 0.0005
SIZE = 40_000
POISSON = Background(np.zeros(1), np.zeros(1), np.zeros(1))


def share_asked(counts: np.ndarray) -> float:
    """The share of figures asked about when the last of four years is judged by the three before."""
    past, now = counts[:3], counts[3]
    groups = np.zeros(past.shape[1], dtype=int)
    return float(np.mean(predict(past, background_of(past, groups, 1, PRIOR).of(groups)).tail(now) < SIDE))


@pytest.mark.parametrize("mean", [0.0, 0.3, 2.0, 20.0, 500.0])
def test_sound_poisson_counts_are_seldom_asked_about(mean: float) -> None:
    counts = np.random.default_rng(7).poisson(mean, (4, SIZE)).astype(float)
    assert share_asked(counts) < 0.0016


@pytest.mark.parametrize(("mean", "shape"), [(2.0, 2.0), (20.0, 4.0), (500.0, 12.0)])
def test_counts_that_vary_more_than_chance_are_seldom_asked_about(mean: float, shape: float) -> None:
    random = np.random.default_rng(8)
    counts = random.poisson(mean * random.gamma(shape, 1.0 / shape, (4, SIZE))).astype(float)
    assert share_asked(counts) < 0.006


@pytest.mark.parametrize("mean", [2.0, 8.0])
def test_series_that_are_mostly_nil_are_seldom_asked_about(mean: float) -> None:
    random = np.random.default_rng(9)
    counts = (random.poisson(mean, (4, SIZE)) * (random.random((4, SIZE)) < 0.25)).astype(float)
    assert share_asked(counts) < 0.006


SLIPS = [((0, 0, 0), 9), ((2, 1, 3), 20), ((20, 22, 18), 60), ((500, 480, 510), 700), ((300, 310, 290), 30)]


@pytest.mark.parametrize(("past", "now"), SLIPS)
def test_a_slip_is_asked_about(past: tuple[float, ...], now: float) -> None:
    prediction = predict(np.array(past, dtype=float)[:, None], POISSON)
    assert prediction.tail(np.array([float(now)]))[0] < SIDE


def test_tails_are_those_of_the_exact_distribution() -> None:
    prediction = predict(np.array([[1.0], [2.0], [0.0]]), POISSON)
    chances = [0.75**3.5]
    for count in range(200):
        chances.append(chances[-1] * (3.5 + count) / (count + 1) * 0.25)
    assert prediction.below(np.array([5.0]))[0] == pytest.approx(sum(chances[:6]))
    assert prediction.tail(np.array([6.0]))[0] == pytest.approx(sum(chances[6:]), rel=1e-6)


def test_the_cheap_look_passes_over_nothing_that_the_exact_one_asks_about() -> None:
    random = np.random.default_rng(5)
    mean, size = 10.0 ** random.uniform(-1, 5, SIZE), 10.0 ** random.uniform(-1, 6, SIZE)
    prediction, counts = Prediction(mean, size), np.round(mean * 10.0 ** random.uniform(-2, 1, SIZE))
    asked = prediction.tail(counts) < SIDE
    assert asked.sum() > 1000
    assert not (asked & prediction.is_near(counts)).any()


def test_what_has_no_past_is_not_predicted() -> None:
    prediction = predict(np.full((3, 1), np.nan), POISSON)
    assert np.isnan(prediction.tail(np.array([5.0]))[0])
