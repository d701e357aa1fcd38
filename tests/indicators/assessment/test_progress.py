"""Progress labels follow the cuts, and do not flicker about them."""

import numpy as np
import pytest
from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.assess import assess
from indicators.assessment.progress import settle

CUTS = (0.0, 0.6, 0.95)


@pytest.mark.parametrize(
    ("ratios", "labels"),
    [
        ([0.7, 0.96], [2, 2]),  # across the cut by one point: not yet
        ([0.7, 0.96, 0.96], [2, 2, 3]),  # a second quarter across
        ([0.7, 0.98], [2, 3]),  # across by three points: at once
        ([0.97, 0.94, 0.96], [3, 3, 3]),  # a short dip
        ([0.97, 0.50], [3, 1]),
        ([0.1, -0.2], [1, 0]),
        ([np.nan, 0.7], [-1, 2]),
        ([0.7, np.nan, 0.94], [2, -1, 2]),
    ],
)
def test_labels_change_when_the_cut_is_clearly_crossed_or_for_two_quarters(ratios: list[float], labels: list[int]) -> None:
    assert settle(np.array(ratios)[:, None], CUTS, 0.03)[:, 0].tolist() == labels


@pytest.mark.parametrize(
    ("figure", "label"),
    [
        ("900/1000", "achieved"),  # the 2030 target
        ("660/1000", "on_track"),
        ("620/1000", "needs_acceleration"),  # (0.62 - 0.50)/0.16 = 0.75
        ("550/1000", "limited"),
        ("450/1000", "moving_away"),
        ("66/100", "on_track"),
        ("7/10", "too_early"),  # two standard errors are more than the 16 points planned to date
    ],
)
def test_label_of_one_figure(figure: str, label: str) -> None:
    rows = [("a", "R0", "2024-Q4", figure)]
    verdict = assess(make_request(make_catalogue([make_indicator("a")]), rows, "2024-Q4")).regions[0]
    assert verdict.indicators[0].progress == label
