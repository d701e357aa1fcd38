"""The planned path of a series, drawn beside its figures."""

import pandas as pd
import pytest
from small_studies import make_catalogue, make_indicator

from indicators.assessment.series import planned_path

CATALOGUE = make_catalogue(
    [make_indicator("a"), make_indicator("c", kind="context", direction="context", baseline=None, m2025=None, m2030=None)],
    targets=pd.DataFrame(
        [["a", "11", 0.3, 0.5, 0.9, "sourced"]], columns=["indicator", "subject", "baseline", "m2025", "m2030", "source_status"]
    ),
)


def test_own_targets_where_there_are_any_else_the_national_path() -> None:
    assert planned_path(CATALOGUE, "a", "00", (0, 20, 30, 44)) == pytest.approx((0.5, 0.7, 0.8, 0.9))
    assert planned_path(CATALOGUE, "a", "11", (10,)) == pytest.approx((0.4,))
    assert planned_path(CATALOGUE, "a", "12", (10,)) == pytest.approx((0.6,))


def test_no_path_where_none_is_set() -> None:
    assert planned_path(CATALOGUE, "c", "11", (10, 20)) == (None, None)
