"""S without each indicator is what S is when the indicator is taken out and everything is added up again."""

import numpy as np
import pytest
from small_studies import make_catalogue, make_indicator

from indicators.assessment.codebook import Codebook, make_codebook
from indicators.assessment.jackknife import scores_without_each
from indicators.assessment.run import score_with

AREAS = ("A1", "A1", "A1", "A2", "A2", "A3")


@pytest.fixture(scope="module")
def codebook() -> Codebook:
    return make_codebook(make_catalogue([make_indicator(f"i{n}", area=area) for n, area in enumerate(AREAS)]), ("R1", "R2"))


@pytest.mark.parametrize("power", [1.0, 0.5, 0.0])
def test_dropping_in_closed_form_is_dropping_by_hand(codebook: Codebook, power: float) -> None:
    random = np.random.default_rng(7)
    scores = random.uniform(0, 125, (200, len(AREAS)))
    weights = random.uniform(0.1, 1, scores.shape) * (random.random(scores.shape) < 0.8)
    weights /= np.maximum(weights.sum(axis=1, keepdims=True), 1e-9)
    scores[weights == 0] = np.nan
    found = scores_without_each(scores, weights, codebook, power)
    for row in range(len(scores)):
        for column in range(len(AREAS)):
            kept = weights[row].copy()
            kept[column] = 0.0
            by_hand = score_with(scores[row], kept, weights[row], codebook, power) if weights[row, column] > 0 else np.nan
            assert found[row, column] == pytest.approx(float(by_hand), rel=1e-11, nan_ok=True)


def test_the_only_indicator_leaves_nothing(codebook: Codebook) -> None:
    weights = np.array([[0, 0, 0, 0, 0, 1.0]])
    assert np.isnan(scores_without_each(np.full((1, 6), 80.0), weights, codebook, 0.5)).all()


def test_a_dead_area_under_the_geometric_mean_leaves_with_its_only_indicator(codebook: Codebook) -> None:
    scores = np.array([[90.0, 90, 90, 90, 90, 0]])
    weights = np.full((1, 6), 1 / 6)
    found = scores_without_each(scores, weights, codebook, 0.0)[0]
    assert found[5] == pytest.approx(90) and (found[:5] == 0).all()
