"""Sobol' indices against analytic values, and the effects of the design choices against a full table of all choices."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from plain_draws import region_setting
from random_studies import draw_study
from scipy.stats import qmc

from indicators.assessment.arrays import Array
from indicators.assessment.design_effects import CHOICES, chosen_designs, design_effects
from indicators.assessment.draw_designs import RobustnessRules, draw_designs
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.robustness import score_draws
from indicators.assessment.sobol import sobol_indices, sobol_sequence
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.read_observations import read_observations

FOLDER = Path(__file__).parents[2] / "cases" / "worked_example"
RULES = RobustnessRules(2048, 7, 0.25, 0.8, 1.25, 0.3, (1.0, 0.5, 0.0))


def ishigami(inputs: Array) -> Array:
    """sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, x uniform in -pi..pi (Ishigami and Homma 1990)."""
    x = np.pi * (2 * inputs - 1)
    return (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]


@pytest.mark.parametrize("seed", range(5))
def test_reference_case_14_ishigami(seed: int) -> None:
    found = sobol_indices(ishigami, 3, 2048, seed)
    assert found.first[:, 0] == pytest.approx([0.3139, 0.4424, 0], abs=0.02)
    assert found.total[:, 0] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def test_ishigami_among_five_inputs() -> None:
    found = sobol_indices(ishigami, 5, 2048, 1)
    assert found.first[:, 0] == pytest.approx([0.3139, 0.4424, 0, 0, 0], abs=0.02)
    assert found.total[:, 0] == pytest.approx([0.5576, 0.4424, 0.2437, 0, 0], abs=0.02)


@pytest.mark.parametrize("coefficients", [(0.0, 1.0, 4.5, 9.0, 99.0), (1.0, 1.0, 1.0, 1.0, 1.0)])
def test_sobols_g_function(coefficients: tuple[float, ...]) -> None:
    """The product of (|4 u - 2| + a)/(1 + a): V_i = 1/(3 (1 + a)^2), V = product (1 + V_i) - 1, ST_i = V_i prod_others (1 + V_j)/V."""
    a = np.array(coefficients)
    own = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + own) - 1
    found = sobol_indices(lambda u: np.prod((np.abs(4 * u - 2) + a) / (1 + a), axis=1)[:, None], 5, 2048, 3)
    assert found.first[:, 0] == pytest.approx(own / whole, abs=0.03)
    assert found.total[:, 0] == pytest.approx(own * np.prod(1 + own) / (1 + own) / whole, abs=0.03)


def test_nothing_that_varies_has_no_indices() -> None:
    assert np.isnan(sobol_indices(lambda u: np.full((len(u), 1), 3.7), 2, 64, 1).first).all()


@pytest.mark.parametrize("points", [0, 1, 3, 2000])
def test_points_must_be_a_power_of_two(points: int) -> None:
    with pytest.raises(ValueError, match="power of two"):
        sobol_indices(ishigami, 3, points, 1)


def test_six_inputs_are_too_many() -> None:
    with pytest.raises(ValueError, match="at most five"):
        sobol_indices(ishigami, 6, 64, 1)


def test_points_are_those_of_the_published_sequence() -> None:
    """The same set as scipy.stats.qmc, which is too slow to import outside of tests."""
    own, known = sobol_sequence(256, 10), qmc.Sobol(10, scramble=False).random(256)
    assert sorted(map(tuple, own)) == sorted(map(tuple, known))


def test_first_index_of_a_choice_equals_the_variance_of_its_conditional_means() -> None:
    """Every combination of exponent, shape, missing rule and shrinkage over a hundred sets of weights, worked out in full."""
    setting = region_setting(draw_study(4, missing=0.15, quarters=8).request())
    subject = int(np.flatnonzero(~np.isnan(setting.score))[0])
    sets = draw_designs(RULES, len(setting.area), setting.area_count)
    steps = [(np.arange(count) + 0.5) / count for count in (64, 3, 16, 3, 2)]
    inputs = np.array(list(product(*steps)))
    score = score_draws(setting, chosen_designs(inputs, sets, RULES)).score[subject].astype(float).reshape(64, 3, 16, 3, 2)
    expected = [score.mean(axis=tuple(axis for axis in range(5) if axis != own)).var() / score.var() for own in range(5)]
    found = design_effects(setting, RULES, 2048, subject)
    assert found.score_first == pytest.approx(expected, abs=0.04)
    assert (found.score_total >= found.score_first - 0.03).all()


def test_effects_of_the_worked_example_are_shares() -> None:
    setting = region_setting(AssessmentRequest("2024-Q4", load_catalogue(FOLDER), read_observations(FOLDER / "observations.csv")))
    found = design_effects(setting, replace(RULES), 2048, 5)
    assert len(CHOICES) == len(found.shift_first) == 5
    assert found.score_first[CHOICES.index("missing")] == pytest.approx(0, abs=1e-9)  # nothing is missing
    for first, total in ((found.shift_first, found.shift_total), (found.score_first, found.score_total)):
        assert first.sum() <= 1.03 and (total >= first - 0.03).all() and (total >= 0).all()
