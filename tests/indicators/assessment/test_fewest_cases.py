"""A figure on fewer cases than its indicator asks for (n_min, method.md 1.1) is no evidence, whatever its kind."""

from collections.abc import Mapping
from types import MappingProxyType

import pytest
from small_studies import make_catalogue, make_indicator, make_request, verdict_of

from indicators.assessment.assess import assess
from indicators.model.period import quarter_at
from indicators.model.verdict import Verdict

LAST = 16
QUARTERS = [quarter_at(t).code for t in range(LAST - 3, LAST + 1)]
DAYS = {"kind": "mean", "unit": "days", "direction": "down", "baseline": 9.0, "m2025": 4.0, "m2030": 3.0}


def verdict(figure: str, left_out: int = 0, changes: Mapping[str, object] = MappingProxyType({})) -> Verdict:
    """The verdict of R0, whose figure of i0 is `figure` in each quarter but the last `left_out`; all else is on the path."""
    indicators = [make_indicator("i0", n_min=5, **changes), *(make_indicator(f"i{i}") for i in range(1, 4))]
    rows = [
        (item.code, f"R{r}", quarter_at(t).code, figure if item.code == "i0" else f"{1000 * (0.5 + 0.01 * t):.0f}/1000")
        for item in indicators
        for r in range(6)
        for t in range(LAST - 7, LAST + 1)
    ]
    absent = set(QUARTERS[len(QUARTERS) - left_out :])
    kept = [row for row in rows if not (row[:2] == ("i0", "R0") and row[2] in absent)]
    return verdict_of(assess(make_request(make_catalogue(indicators), kept, QUARTERS[-1])).regions, "R0")


def state(judged: Verdict) -> str:
    return next(result.state for result in judged.indicators if result.indicator == "i0")


@pytest.mark.parametrize(("figure", "expected"), [("30 n=1 se=1", "too_few"), ("30 n=2 se=1", "observed")])
def test_a_mean_on_fewer_cases_than_asked_for_is_no_evidence(figure: str, expected: str) -> None:
    judged = verdict(figure, changes=DAYS)
    assert state(judged) == expected
    assert (pytest.approx(100) == judged.T) is (expected == "too_few")


def test_a_late_figure_on_too_few_cases_is_no_evidence_either() -> None:
    assert state(verdict("0/1", left_out=1)) == "too_few"
    assert state(verdict("0/9", left_out=1)) == "late"
    assert verdict("0/1", left_out=1).reporting.late == ("i0",)
