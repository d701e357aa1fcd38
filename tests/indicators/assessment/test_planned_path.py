"""The planned path of a series, drawn beside its figures."""

import pandas as pd
import pytest

from indicators.assessment.series import planned_path
from small_studies import make_catalogue, make_indicator

CATALOGUE = make_catalogue(
    [make_indicator("a"), make_indicator("c", kind="context", direction="context", baseline=None, m2025=None, m2030=None)],
    targets=pd.DataFrame(
        [["a", "11", 0.3, 0.5, 0.9, "sourced"]], columns=["indicator", "subject", "baseline", "m2025", "m2030", "source_status"]
    ),
)


@pytest.mark.parametrize(
    ("subject", "quarter", "path"), [("00", 0, 0.5), ("00", 20, 0.7), ("00", 30, 0.8), ("00", 44, 0.9), ("11", 10, 0.4), ("12", 10, 0.6)]
)
def test_own_targets_where_there_are_any_else_the_national_path(subject: str, quarter: int, path: float) -> None:
    assert planned_path(CATALOGUE, "a", subject, quarter) == pytest.approx(path)


def test_no_path_where_none_is_set() -> None:
    assert planned_path(CATALOGUE, "c", "11", 10) is None
    assert planned_path(CATALOGUE, "unknown", "11", 10) is None
