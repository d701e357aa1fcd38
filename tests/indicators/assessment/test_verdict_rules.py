"""Veto, reporting, gates, persistence and common cause: what decides besides the score."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from small_studies import make_catalogue, make_indicator, make_request, rule_of, verdict_of

from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest, EarlierVerdict, IntegrityFlag, Notice, Veto, VetoLevel
from indicators.model.period import quarter_at
from indicators.model.verdict import Grade, GradeBasis, Verdict, VerdictState

LAST = 16  # 2024-Q4; planned 66 %
AREAS = ("X", "Y")
Rows = list[tuple[str, str, str, object]]


ALARMS_OFF = {"alarm_runs": 99}


def study(
    shift: dict[str, float], quarters: int = 8, regions: int = 8, rules: dict[str, object] | None = None, **changes: object
) -> AssessmentRequest:
    """Eight regions on the path of six indicators in two areas, some of them `shift` off it (in shares); 2000 cases a quarter."""
    indicators = [make_indicator(f"i{i}", area=AREAS[i % 2]) for i in range(6)]
    rows: Rows = [
        (indicator.code, f"R{r}", quarter_at(t).code, f"{2000 * (0.5 + 0.01 * t + shift.get(f'R{r}', 0.0)):.0f}/2000")
        for indicator in indicators
        for r in range(regions)
        for t in range(LAST - quarters + 1, LAST + 1)
    ]
    return make_request(make_catalogue(indicators, rules), rows, quarter_at(LAST).code, **changes)


def first(request: AssessmentRequest) -> Verdict:
    return verdict_of(assess(request).regions, "R0")


def without(request: AssessmentRequest, subject: str, indicators: tuple[str, ...], since: int) -> AssessmentRequest:
    frame = request.observations
    periods = {quarter_at(t).code for t in range(since, LAST + 1)}
    gone = (frame["subject"] == subject) & frame["indicator"].isin(indicators) & frame["period"].isin(periods)
    return replace(request, observations=frame[~gone])


def test_a_region_far_behind_is_criticised_and_one_far_ahead_commended() -> None:
    verdicts = assess(study({"R0": -0.12, "R1": 0.06})).regions
    assert (verdicts[0].grade, verdicts[0].grade_basis, verdicts[0].state) == (
        Grade.CRITICISE,
        GradeBasis.PERFORMANCE,
        VerdictState.PROPOSED,
    )
    assert (verdicts[1].grade, verdicts[1].state) == (Grade.COMMEND, VerdictState.PROPOSED)
    assert {verdict.grade for verdict in verdicts[2:]} == {Grade.STEADY}


def test_a_finding_of_two_quarters_is_watch_not_yet_criticism() -> None:
    request = study({})
    frame = request.observations.copy()
    recent = (frame["subject"] == "R0") & frame["period"].isin([quarter_at(LAST).code, quarter_at(LAST - 1).code])
    frame.loc[recent, "numerator"] -= 800
    verdict = first(replace(request, observations=frame))
    assert verdict.grade is Grade.WATCH
    assert rule_of(verdict, "C1").passed is True and rule_of(verdict, "C4").passed is False
    assert "not_lasting" in {reason["code"] for reason in verdict.reasons}


def test_leaving_watch_by_a_hair_takes_a_second_run() -> None:
    request = study({"R0": -0.05}, rules=ALARMS_OFF)
    assert first(request).grade is Grade.WATCH
    frame = request.observations.copy()
    last = (frame["subject"] == "R0") & (frame["period"] == quarter_at(LAST).code)
    frame.loc[last, "numerator"] += 160
    verdict = first(replace(request, observations=frame))
    line = rule_of(verdict, "W1").threshold
    assert line < verdict.score < line + 2
    assert verdict.grade is Grade.WATCH and rule_of(verdict, "H").passed is True
    frame.loc[last, "numerator"] += 120
    assert first(replace(request, observations=frame)).grade is Grade.STEADY


def test_with_fewer_than_four_runs_persistence_is_not_claimed() -> None:
    verdict = first(study({"R0": -0.12}, quarters=3))
    assert rule_of(verdict, "C4").passed is None
    assert {"persistence_not_run", "stability_unknown"} <= {caveat["code"] for caveat in verdict.caveats}
    assert verdict.grade is Grade.CRITICISE


def test_one_bad_indicator_alone_is_no_criticism_but_its_area_is_watched() -> None:
    request = study({})
    frame = request.observations.copy()
    bad = (frame["subject"] == "R0") & (frame["indicator"] == "i0")
    frame.loc[bad, "numerator"] = 0
    verdict = first(replace(request, observations=frame))
    assert verdict.grade is Grade.WATCH
    assert rule_of(verdict, "C1").passed is True and rule_of(verdict, "C7").passed is False
    assert rule_of(verdict, "W2").passed is True
    assert {"one_indicator", "area_far_behind"} <= {reason["code"] for reason in verdict.reasons}


def test_when_most_regions_fail_it_is_a_common_cause_and_nobody_is_criticised() -> None:
    assessment = assess(study({f"R{r}": -0.12 for r in range(8)}))
    assert assessment.common_cause is True
    assert set(assessment.systemic) == {f"i{i}" for i in range(6)}
    assert Grade.CRITICISE not in {verdict.grade for verdict in assessment.regions}
    assert "common_cause" in {caveat["code"] for caveat in assessment.regions[0].caveats}


def test_a_critical_breach_is_criticism_by_veto_whatever_the_score() -> None:
    verdict = first(study({"R0": 0.06}, vetoes=(Veto("R0", VetoLevel.CRITICAL, "文号1"),)))
    assert (verdict.grade, verdict.grade_basis) == (Grade.CRITICISE, GradeBasis.VETO)


def test_a_major_breach_is_at_least_watch() -> None:
    verdict = first(study({"R0": 0.06}, vetoes=(Veto("R0", VetoLevel.MAJOR, "文号1"),)))
    assert (verdict.grade, verdict.grade_basis) == (Grade.WATCH, GradeBasis.VETO)


@pytest.mark.parametrize(("shift", "grade"), [(0.06, Grade.STEADY), (-0.12, Grade.WATCH)])
def test_a_doubt_about_the_data_stops_praise_and_blame(shift: float, grade: Grade) -> None:
    assert first(study({"R0": shift}, flags=(IntegrityFlag("R0", "copied"),))).grade is grade


@pytest.mark.parametrize(("shift", "grade"), [(0.06, Grade.STEADY), (-0.12, Grade.CRITICISE)])
def test_a_doubt_that_has_lapsed_stops_praise_alone_and_the_verdict_says_so(shift: float, grade: Grade) -> None:
    verdict = first(study({"R0": shift}, flags=(IntegrityFlag("R0", "I-0001", lapsed=True),)))
    assert verdict.grade is grade and rule_of(verdict, "R4").passed is True
    assert "doubt_lapsed" in {caveat["code"] for caveat in verdict.caveats}
    open_too = (IntegrityFlag("R0", "I-0001", lapsed=True), IntegrityFlag("R0", "I-0002"))
    assert "doubt_lapsed" not in {caveat["code"] for caveat in first(study({"R0": shift}, flags=open_too)).caveats}


def test_a_late_figure_bars_a_commendation() -> None:
    verdict = first(without(study({"R0": 0.06}), "R0", ("i0",), LAST))
    assert verdict.grade is Grade.STEADY
    assert verdict.reporting.late == ("i0",)
    assert rule_of(verdict, "R1").passed is True and rule_of(verdict, "R2").passed is False


def test_a_figure_missing_beyond_grace_is_at_least_watch() -> None:
    verdict = first(without(study({"R0": 0.06}), "R0", ("i0",), LAST - 1))
    assert (verdict.grade, verdict.grade_basis) == (Grade.WATCH, GradeBasis.REPORTING)
    assert verdict.score_low < verdict.score <= verdict.score_high


def test_withholding_half_the_figures_is_criticism_for_reporting() -> None:
    verdict = first(without(study({}), "R0", ("i0", "i1", "i2"), LAST - 1))
    assert (verdict.grade, verdict.grade_basis) == (Grade.CRITICISE, GradeBasis.REPORTING)


def test_two_quarters_after_notice_a_missing_figure_is_criticism() -> None:
    request = without(study({}), "R0", ("i0",), LAST - 2)
    assert first(request).grade is Grade.WATCH
    noticed = replace(request, notices=(Notice("R0", "i0", quarter_at(LAST - 2).code),))
    assert first(noticed).grade is Grade.CRITICISE
    assert first(replace(request, notices=(Notice("R0", "i0", quarter_at(LAST - 1).code),))).grade is Grade.WATCH


def test_hiding_the_worst_figures_does_not_undo_an_earlier_criticism() -> None:
    request = without(study({"R0": -0.12}), "R0", ("i0", "i2"), LAST - 1)
    verdict = first(request)
    assert verdict.grade is Grade.CRITICISE
    assert rule_of(verdict, "R2b").passed is True


def test_earlier_verdicts_that_were_issued_count_before_recomputed_ones() -> None:
    request = without(study({}), "R0", ("i0",), LAST - 1)
    issued = (
        EarlierVerdict("R0", quarter_at(LAST - 3).code, Grade.WATCH, frozenset()),
        EarlierVerdict("R0", quarter_at(LAST - 2).code, Grade.CRITICISE, frozenset()),
        EarlierVerdict("R0", quarter_at(LAST - 1).code, Grade.STEADY, frozenset({"i0"})),
    )
    assert first(replace(request, earlier=issued)).grade is Grade.CRITICISE


def test_a_provisional_run_evaluates_no_reporting_rule() -> None:
    request = without(study({"R0": 0.06}), "R0", ("i0", "i1", "i2"), LAST - 1)
    verdict = first(replace(request, provisional=True, as_of=date(2025, 2, 1)))
    assert [rule_of(verdict, id).passed for id in ("R1", "R2", "R2b", "R3")] == [None] * 4
    assert verdict.state is VerdictState.PROVISIONAL
    assert verdict.grade is not Grade.CRITICISE


def gated(value: str) -> AssessmentRequest:
    request = study({"R0": 0.06})
    gate = make_indicator("G1", area="X", use="gate", required=False)
    catalogue = make_catalogue(
        [*request.catalogue.indicators.values(), gate],
        rules={"gates": ({"indicator": "G1", "below": 0.95}, {"indicator": "ZZ", "above": 1})},
    )
    rows: Rows = [("G1", f"R{r}", quarter_at(LAST).code, value if r == 0 else "99/100") for r in range(8)]
    extra = make_request(catalogue, rows, request.period).observations
    frame = request.observations
    return replace(request, catalogue=catalogue, observations=pd.concat([frame, extra], ignore_index=True))


@pytest.mark.parametrize(
    ("value", "grade"), [("95/100", Grade.COMMEND), ("94/100", Grade.STEADY), ("nil", Grade.COMMEND), ("n/a", Grade.STEADY)]
)
def test_a_gate_bars_praise_where_it_is_missed_or_not_reported(value: str, grade: Grade) -> None:
    verdict = first(gated(value))
    assert verdict.grade is grade
    assert rule_of(verdict, "G-G1").passed is (grade is Grade.COMMEND)
    assert all(result.weight == 0 for result in verdict.indicators if result.indicator == "G1")


def test_a_figure_depending_on_another_is_withheld() -> None:
    shown, where = make_indicator("S", use="monitor"), make_indicator("W", use="monitor")
    catalogue = make_catalogue(
        [make_indicator("a"), shown, where], rules={"shown_only": ({"indicator": "S", "where": "W", "at_least": 0.9},)}
    )
    rows: Rows = [("a", s, "2024-Q4", "66/100") for s in ("R0", "R1")] + [("S", s, "2024-Q4", "98/100") for s in ("R0", "R1")]
    rows += [("W", "R0", "2024-Q4", "80/100"), ("W", "R1", "2024-Q4", "95/100")]
    verdicts = assess(make_request(catalogue, rows, "2024-Q4")).regions
    states = [next(result for result in verdict.indicators if result.indicator == "S") for verdict in verdicts]
    assert [(result.state, result.value) for result in states] == [("withheld", None), ("observed", 0.98)]


def test_every_rule_that_was_not_run_says_so() -> None:
    fast, whole = first(study({})), first(study({}, run_robustness=True))
    assert [rule.id for rule in fast.rules if rule.passed is None] == ["C5", "K5", "W6"]
    assert "robustness_not_run" in {caveat["code"] for caveat in fast.caveats}
    assert [rule.id for rule in whole.rules if rule.passed is None] == []
    assert "robustness_not_run" not in {caveat["code"] for caveat in whole.caveats}


def test_without_any_figure_nobody_is_assessed() -> None:
    request = study({})
    for empty in (request.observations.iloc[:0], request.observations[request.observations["subject"] == "nobody"]):
        catalogue = replace(request.catalogue, regions=dict.fromkeys(("R0", "R1")))
        assessment = assess(replace(request, catalogue=catalogue, observations=empty))
        assert {verdict.grade for verdict in assessment.regions} == {Grade.NOT_ASSESSABLE}
        assert assessment.national_score is None
        assert [verdict.score for verdict in assessment.regions] == [None, None]


def test_a_quarter_before_all_figures_is_not_assessable_and_a_month_is_refused() -> None:
    request = study({})
    assert {verdict.grade for verdict in assess(replace(request, period="2021-Q1")).regions} == {Grade.NOT_ASSESSABLE}
    with pytest.raises(ValueError, match="quarter"):
        assess(replace(request, period="2024-06"))


def test_raw_counts_are_summed_and_never_scored() -> None:
    count = make_indicator("n", kind="context", direction="context", use="monitor", unit="persons", level="BOTH")
    rows: Rows = [("a", s, "2024-Q4", "66/100") for s in ("R0", "R1")]
    rows += [("n", s, quarter_at(t).code, "3") for s in ("R0", "R1") for t in range(13, 17)]
    assessment = assess(make_request(make_catalogue([make_indicator("a"), count]), rows, "2024-Q4"))
    result = next(result for result in assessment.regions[0].indicators if result.indicator == "n")
    assert (result.value, result.weight, result.gap, result.path) == (12, 0, None, None)
    assert next(result for result in assessment.national if result.indicator == "n").value == 24


def test_an_optional_figure_that_is_missing_lowers_coverage_but_demands_nothing() -> None:
    request = without(study({"R0": 0.06}), "R0", ("i0",), LAST - 1)
    optional = {code: replace(item, required=False) for code, item in request.catalogue.indicators.items()}
    verdict = first(replace(request, catalogue=replace(request.catalogue, indicators=optional)))
    assert verdict.reporting.missing == ("i0",)
    assert verdict.reporting.coverage == pytest.approx(5 / 6)
    assert rule_of(verdict, "R1").passed is True and rule_of(verdict, "R2").passed is False
    assert verdict.grade is Grade.STEADY


def test_a_red_line_event_opens_a_review_and_worsens_nothing() -> None:
    event = make_indicator("A3-09", area="X", kind="context", direction="down", use="red_line", frequency="Y", unit="persons")
    request = study({"R0": 0.06})
    catalogue = make_catalogue([*request.catalogue.indicators.values(), event])
    rows: Rows = [("A3-09", f"R{r}", "2024", "2" if r == 0 else "0") for r in range(8)]
    extra = make_request(catalogue, rows, request.period).observations
    verdicts = assess(
        replace(request, catalogue=catalogue, observations=pd.concat([request.observations, extra], ignore_index=True))
    ).regions
    assert verdicts[0].grade is Grade.COMMEND
    assert [("review_opened" in {caveat["code"] for caveat in verdict.caveats}) for verdict in verdicts] == [True] + [False] * 7
