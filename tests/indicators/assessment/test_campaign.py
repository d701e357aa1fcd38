"""The special action on its own clock: need by the time elapsed, an exact test after the deadline."""

from dataclasses import replace
from datetime import date

import pytest
from small_studies import make_catalogue, make_indicator, make_observations, make_request

from indicators.assessment.assess import assess
from indicators.assessment.campaign import campaign_results
from indicators.model.indicator import Indicator, Path, SourceStatus
from indicators.model.verdict import CampaignResult

ILLUSTRATIVE = SourceStatus.ILLUSTRATIVE


def special(code: str = "C1-02", target: float = 0.98, deadline: date = date(2024, 12, 31), **changes: object) -> Indicator:
    plain = make_indicator(code, area="C1", frequency="M", deadline=deadline, **changes)
    return replace(plain, path=Path(None, target, None, ILLUSTRATIVE, ILLUSTRATIVE))


def judged(indicator: Indicator, rows: list[tuple[str, str, str, object]], today: date) -> dict[str, CampaignResult]:
    catalogue = make_catalogue([make_indicator("a"), indicator])
    results = campaign_results(catalogue, make_observations(rows), ("R0", "R1"), today)
    return {result.subject: result for result in results}


@pytest.mark.parametrize(
    ("figure", "outcome"),
    [
        ("980/1000", "met"),  # 98 % of 98 %
        ("979/1000", "cannot_tell"),  # one short of a thousand is chance
        ("940/1000", "not_met"),
        ("0/0", "no_data"),
    ],
)
def test_after_the_deadline(figure: str, outcome: str) -> None:
    result = judged(special(measure="stock"), [("C1-02", "R0", "2024-12", figure)], date(2025, 3, 31))["R0"]
    assert result.outcome == outcome


def test_before_the_deadline_the_need_grows_with_time() -> None:
    # 18 March to 31 December 2024 are 288 days; by 30 June 104 have gone: 0.98 x 104/288
    result = judged(special(measure="stock"), [("C1-02", "R0", "2024-06", "300/1000")], date(2024, 6, 30))["R0"]
    assert (result.outcome, result.p) == ("running", None)
    assert result.need == pytest.approx(0.98 * 104 / 288)


def test_flows_add_up_and_lists_take_the_latest() -> None:
    rows = [("C1-02", "R0", "2024-05", "40/50"), ("C1-02", "R0", "2024-06", "45/50"), ("C1-02", "R1", "2024-06", "10/20")]
    flow = judged(special(), rows, date(2025, 3, 31))
    assert (flow["R0"].numerator, flow["R0"].denominator) == (85, 100)
    assert (flow["00"].numerator, flow["00"].denominator) == (95, 120)
    stock = judged(special(measure="stock"), rows, date(2025, 3, 31))
    assert (stock["R0"].numerator, stock["00"].denominator) == (45, 70)


def test_what_came_after_the_deadline_does_not_count() -> None:
    rows = [("C1-02", "R0", "2024-04", "90/100"), ("C1-02", "R0", "2024-05", "100/100")]
    result = judged(special(measure="stock", target=1.0, deadline=date(2024, 4, 30)), rows, date(2024, 6, 30))["R0"]
    assert (result.value, result.outcome) == (0.9, "not_met")


def test_before_the_action_began_there_is_nothing_to_judge() -> None:
    assert judged(special(), [], date(2023, 12, 31)) == {}


def test_no_grade_comes_from_the_special_action() -> None:
    indicators = [make_indicator("a"), special()]
    rows = [("a", "R0", "2024-Q4", "66/100"), ("C1-02", "R0", "2024-12", "0/1000")]
    assessment = assess(make_request(make_catalogue(indicators), rows, "2024-Q4"))
    assert pytest.approx(100) == assessment.regions[0].T
    assert {result.outcome for result in assessment.campaign if result.subject == "R0"} == {"not_met"}
