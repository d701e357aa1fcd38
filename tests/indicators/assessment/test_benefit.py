"""Benefit of the doubt against the worked example and against every corner of the bounds."""

from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.assessment.assess import assess
from indicators.assessment.benefit import benefit_of_doubt, filled_weights
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.score import power_mean
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.read_observations import read_observations

FOLDER = Path(__file__).parents[2] / "cases" / "worked_example"
AREAS = st.lists(st.floats(0.5, 125), min_size=1, max_size=4)


def test_worked_example_of_the_method() -> None:
    verdicts = assess(AssessmentRequest("2024-Q4", load_catalogue(FOLDER), read_observations(FOLDER / "observations.csv"))).regions
    areas = np.array([list(verdict.areas.values()) for verdict in verdicts])
    best, worst = benefit_of_doubt(areas, np.full(areas.shape, 0.5), 0.5, 0.5)
    assert best[5] == pytest.approx(62.331729, abs=1e-6)
    assert worst[5] == pytest.approx(54.589665, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(areas=AREAS, power=st.sampled_from([1.0, 0.5, 0.0]), seed=st.integers(0, 999))
def test_no_weighting_within_the_bounds_does_better_or_worse(areas: list[float], power: float, seed: int) -> None:
    random = np.random.default_rng(seed)
    weights = random.dirichlet(np.ones(len(areas)))
    best, worst = benefit_of_doubt(np.array([areas]), weights[None], 0.5, power)
    for _ in range(50):
        tried = weights * random.uniform(0.5, 1.5, len(areas))
        tried += (1 - tried.sum()) * weights
        if ((tried >= 0.5 * weights) & (tried <= 1.5 * weights)).all():
            score = power_mean(np.array(areas), tried, power)
            assert worst[0] - 1e-9 <= score <= best[0] + 1e-9


@settings(max_examples=60, deadline=None)
@given(areas=AREAS, seed=st.integers(0, 999))
def test_the_best_is_at_a_corner_of_the_bounds(areas: list[float], seed: int) -> None:
    """A linear function over the bounds is greatest where all weights but one are at a bound."""
    weights = np.random.default_rng(seed).dirichlet(np.ones(len(areas)))
    corners = []
    for free in range(len(areas)):
        for ends in product((0.5, 1.5), repeat=len(areas)):
            tried = weights * ends
            tried[free] += 1 - tried.sum()
            if 0.5 * weights[free] - 1e-12 <= tried[free] <= 1.5 * weights[free] + 1e-12:
                corners.append(float(power_mean(np.array(areas), tried, 0.5)))
    best, worst = benefit_of_doubt(np.array([areas]), weights[None], 0.5, 0.5)
    assert (best[0], worst[0]) == pytest.approx((max(corners), min(corners)), abs=1e-6)


@given(areas=AREAS)
def test_filled_weights_sum_to_one_within_their_bounds(areas: list[float]) -> None:
    share = np.full((1, len(areas)), 1 / len(areas))
    filled = filled_weights(np.array([areas]), share, 0.5)
    assert filled.sum() == pytest.approx(1)
    assert (filled >= 0.5 * share - 1e-12).all() and (filled <= 1.5 * share + 1e-12).all()


def test_a_missing_area_leaves_and_without_areas_there_is_no_score() -> None:
    best, worst = benefit_of_doubt(np.array([[80.0, np.nan, 40.0], [np.nan] * 3]), np.array([[0.25, 0.5, 0.25], [0.0] * 3]), 0.5, 1.0)
    assert (best[0], worst[0]) == pytest.approx((70.0, 50.0))
    assert np.isnan(best[1]) and np.isnan(worst[1])


def test_no_spread_gives_the_score_itself() -> None:
    areas, weights = np.array([[90.0, 60.0, 110.0]]), np.array([[0.2, 0.5, 0.3]])
    best, worst = benefit_of_doubt(areas, weights, 0.0, 0.5)
    assert best[0] == pytest.approx(worst[0]) == pytest.approx(float(power_mean(areas[0], weights[0], 0.5)))
