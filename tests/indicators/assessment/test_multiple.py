"""Adjusted p-values against worked figures, and the critical p-value against trying it out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.assessment.multiple import adjust_bh, adjust_by, critical_p

BENJAMINI_HOCHBERG_1995 = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_fifteen_p_values_of_the_paper_give_four_rejections() -> None:
    p = np.array(BENJAMINI_HOCHBERG_1995)
    assert (adjust_bh(p) <= 0.05).sum() == 4
    assert (p * 15 <= 0.05).sum() == 3  # Bonferroni


def test_a_hand_example() -> None:
    # sorted .01 .02 .03 .5: times 4/rank .04 .04 .04 .5; running minimum from the end leaves them
    assert adjust_bh(np.array([0.03, 0.5, 0.01, 0.02])) == pytest.approx([0.04, 0.5, 0.04, 0.04])


def test_yekutieli_multiplies_by_the_harmonic_sum() -> None:
    p = np.array([0.001, 0.01, 0.02])
    assert adjust_by(p) == pytest.approx(np.minimum(adjust_bh(p) * (1 + 1 / 2 + 1 / 3), 1))


def test_what_was_not_tested_is_not_in_the_family() -> None:
    q = adjust_bh(np.array([0.01, np.nan, 0.04]))
    assert np.isnan(q[1])
    assert q[[0, 2]] == pytest.approx([0.02, 0.04])


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.sampled_from([0.05, 0.1]), st.floats(0, 1))
def test_the_critical_p_value_is_where_the_test_stops_holding(values: list[float], level: float, tried: float) -> None:
    p = np.array(values)
    critical = critical_p(p, level)
    for index in range(len(p)):
        changed = p.copy()
        changed[index] = tried
        if abs(tried - critical[index]) > 1e-9:
            assert (adjust_bh(changed)[index] <= level) == (tried <= critical[index])
