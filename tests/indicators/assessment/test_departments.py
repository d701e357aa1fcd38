"""Departments are judged on the country's figures by their shares, and answer for what they did not file."""

from dataclasses import replace

import pytest
from small_studies import make_catalogue, make_indicator, make_request, rule_of, verdict_of

from indicators.assessment.assess import assess
from indicators.assessment.codebook import make_codebook
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.shares import department_shares
from indicators.model.period import quarter_at
from indicators.model.verdict import Grade, GradeBasis, Verdict

LAST = 16
QUARTERS = [quarter_at(t).code for t in range(LAST - 7, LAST + 1)]
EVERYONE = frozenset((department, period) for department in ("D1", "D2", "D3") for period in QUARTERS)


def study(shifts: tuple[float, float] = (0.0, 0.0), **changes: object) -> AssessmentRequest:
    """D1 leads i0-i2, D2 leads i3-i5 with D3 in support; four regions, the department's indicators off the path by its shift."""
    indicators = [make_indicator(f"i{i}", lead="D1" if i < 3 else "D2", support=() if i < 3 else ("D3",)) for i in range(6)]
    rows = [
        (item.code, f"R{r}", quarter_at(t).code, f"{1000 * (0.5 + 0.01 * t + shifts[item.lead == 'D2']):.0f}/1000")
        for item in indicators
        for r in range(4)
        for t in range(LAST - 7, LAST + 1)
    ]
    return make_request(make_catalogue(indicators), rows, quarter_at(LAST).code, **changes)


def of(request: AssessmentRequest, department: str) -> Verdict:
    return verdict_of(assess(request).departments, department)


def test_a_lead_answers_for_its_own_indicators_not_for_others() -> None:
    request = study((-0.12, 0.0))
    assert of(request, "D1").grade is Grade.CRITICISE
    assert of(request, "D2").grade is Grade.STEADY
    assert pytest.approx(100 * (1 - 0.12 / 0.4)) == of(request, "D1").T


def test_supporters_share_the_figure_but_get_a_narrative_only() -> None:
    verdict = of(study((0.0, -0.12)), "D3")
    assert (verdict.grade, verdict.grade_basis) == (Grade.NOT_ASSESSABLE, GradeBasis.NARRATIVE_ONLY)
    assert pytest.approx(70) == verdict.T


def test_shares_of_an_indicator_sum_to_one() -> None:
    indicators = [
        make_indicator("a", lead="D1"),
        make_indicator("b", lead="D1", support=("D2", "NBS")),
        make_indicator("c", lead="D2", support=("*",)),
        make_indicator("d", lead="D1", support=("D2",), lead_share=0.5),
    ]
    catalogue = make_catalogue(indicators)
    departments = ("D1", "D2", "D3", "D4")
    shares = department_shares(catalogue, make_codebook(catalogue, ("R0",)), departments)
    assert shares.sum(axis=0) == pytest.approx([1, 1, 1, 1])
    assert shares[:, 0].tolist() == [1, 0, 0, 0]
    assert shares[:, 1] == pytest.approx([0.7, 0.3, 0, 0])
    assert shares[:, 2] == pytest.approx([0.1, 0.7, 0.1, 0.1])
    assert shares[:, 3] == pytest.approx([0.5, 0.5, 0, 0])


def test_two_indicators_are_too_few_for_a_grade() -> None:
    request = study((-0.12, 0.0))
    fewer = [item for item in request.catalogue.indicators.values() if item.code not in ("i0",)]
    verdict = of(replace(request, catalogue=make_catalogue(fewer)), "D1")
    assert (verdict.grade, verdict.grade_basis) == (Grade.NOT_ASSESSABLE, GradeBasis.NARRATIVE_ONLY)


def unfiled(request: AssessmentRequest, department: str, periods: list[str]) -> AssessmentRequest:
    led = [item.code for item in request.catalogue.indicators.values() if item.lead == department]
    frame = request.observations
    kept = frame[~(frame["indicator"].isin(led) & frame["period"].isin(periods))]
    return replace(request, observations=kept, submitted=EVERYONE - {(department, period) for period in periods})


def test_a_round_that_was_not_filed_is_late_for_the_department_alone() -> None:
    assessment = assess(unfiled(study((0.06, 0.0)), "D1", QUARTERS[-1:]))
    verdict = verdict_of(assessment.departments, "D1")
    assert verdict.reporting.late == ("i0", "i1", "i2")
    assert rule_of(verdict, "R1").passed is True
    assert verdict.grade is not Grade.COMMEND
    assert all(region.reporting.coverage == 1 and not region.reporting.late for region in assessment.regions)


def test_two_rounds_not_filed_are_criticism_for_reporting() -> None:
    verdict = of(unfiled(study(), "D1", QUARTERS[-2:]), "D1")
    assert (verdict.grade, verdict.grade_basis) == (Grade.CRITICISE, GradeBasis.REPORTING)
    assert verdict.reporting.coverage == 0


def test_a_workbook_received_after_the_due_day_is_late() -> None:
    request = study((0.06, 0.0))
    frame = request.observations.assign(received="2024-01-01")
    last = frame["period"] == QUARTERS[-1]
    frame.loc[last, "received"] = "2025-01-15"
    assert of(replace(request, observations=frame), "D1").grade is Grade.COMMEND
    frame.loc[last, "received"] = "2025-01-16"  # the due day was 15 January 2025
    verdict = of(replace(request, observations=frame), "D1")
    assert verdict.grade is Grade.STEADY
    assert verdict.reporting.late == ("i0", "i1", "i2")


def test_a_national_indicator_counts_for_its_department_and_for_no_region() -> None:
    indicators = [make_indicator(f"i{i}", level="DEPT") for i in range(3)] + [make_indicator("r", lead="D2")]
    rows = [(f"i{i}", "00", quarter_at(t).code, f"{1000 * (0.38 + 0.01 * t):.0f}/1000") for i in range(3) for t in range(9, LAST + 1)]
    rows += [("r", "R0", quarter_at(t).code, f"{1000 * (0.5 + 0.01 * t):.0f}/1000") for t in range(9, LAST + 1)]
    assessment = assess(make_request(make_catalogue(indicators), rows, quarter_at(LAST).code))
    assert pytest.approx(70) == verdict_of(assessment.departments, "D1").T
    assert [result.indicator for result in assessment.regions[0].indicators] == ["r"]
    assert pytest.approx(100) == assessment.regions[0].T


def test_the_country_is_the_sum_of_the_regions_and_else_its_own_sheet() -> None:
    indicators = [make_indicator("both", level="BOTH"), make_indicator("alone", level="BOTH")]
    rows = [("both", "R0", "2024-Q4", "60/100"), ("both", "R1", "2024-Q4", "210/300"), ("both", "00", "2024-Q4", "1/1000")]
    rows += [("alone", "00", "2024-Q4", "66/100")]
    national = {result.indicator: result for result in assess(make_request(make_catalogue(indicators), rows, "2024-Q4")).national}
    assert national["both"].value == pytest.approx(270 / 400)
    assert national["alone"].value == pytest.approx(0.66)
    assert (national["both"].regions_with_value, national["both"].regions_behind) == (2, 1)


def test_departments_have_no_peers() -> None:
    verdict = of(study(), "D1")
    assert verdict.q_peer is None
    assert set(verdict.comparisons) == {"vs_path", "vs_last_year"}
