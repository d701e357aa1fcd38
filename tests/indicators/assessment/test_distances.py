"""How far every verdict is from its lines, and which absent reports would lift a gate: with them it is lifted, with one fewer it is not."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from small_studies import make_catalogue, make_indicator, make_observations, make_request, rule_of, verdict_of

from indicators.assessment.assess import assess
from indicators.assessment.distances import fewest_reports
from indicators.assessment.request import AssessmentRequest, Notice
from indicators.model.verdict import Verdict

QUARTERS = ("2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4")
WEIGHTS = {"a": 4.0, "b": 3.0, "c": 2.0, "d": 1.0}


def study(absent: dict[str, tuple[str, ...]], required: bool = False) -> AssessmentRequest:
    """Two regions; of R1 the figures of `absent` (indicator -> quarters) did not come."""
    indicators = [
        make_indicator(code, kind="admin", unit="number", baseline=50, m2025=70, m2030=90, meas_sd=2, weight=weight, required=required)
        for code, weight in WEIGHTS.items()
    ]
    rows = [
        (code, subject, quarter, str(59 + place))
        for code in WEIGHTS
        for subject in ("R1", "R2", "R3")
        for place, quarter in enumerate(QUARTERS)
        if subject != "R1" or quarter not in absent.get(code, ())
    ]
    return make_request(make_catalogue(indicators), rows, "2023-Q4")


def with_reports(request: AssessmentRequest, indicators: tuple[str, ...]) -> Verdict:
    """The verdict of R1 if these indicators had come for every quarter."""
    known = request.observations[~((request.observations["subject"] == "R1") & request.observations["indicator"].isin(indicators))]
    came = make_observations([(code, "R1", quarter, str(59 + place)) for code in indicators for place, quarter in enumerate(QUARTERS)])
    return verdict_of(assess(replace(request, observations=pd.concat([known, came]))).regions, "R1")


def test_distances_are_those_of_the_rules() -> None:
    verdict = verdict_of(assess(study({})).regions, "R1")
    found = {margin.line: margin for margin in verdict.margins}
    assert list(found) == ["criticise", "watch", "commend"]
    for line, rule in (("criticise", "C1"), ("watch", "W1"), ("commend", "K1")):
        outcome = rule_of(verdict, rule)
        assert found[line].points == pytest.approx(outcome.value - outcome.threshold)
        assert found[line].errors == pytest.approx(found[line].points / verdict.seT)


def test_a_subject_without_a_score_has_no_distance() -> None:
    request = study(dict.fromkeys(WEIGHTS, QUARTERS))
    nothing = make_observations([("a", "R1", "2023-Q4", "not available")])
    verdict = verdict_of(assess(replace(request, observations=pd.concat([request.observations, nothing]))).regions, "R1")
    assert verdict.score is None
    assert verdict.margins == ()


@pytest.mark.parametrize("required", [False, True])
@pytest.mark.parametrize(
    "absent",
    [
        {"d": QUARTERS},
        {"c": QUARTERS, "d": QUARTERS},
        {"b": QUARTERS, "d": QUARTERS},
        {"a": QUARTERS, "b": QUARTERS},
        {"a": QUARTERS, "b": QUARTERS, "c": QUARTERS},
        {"a": ("2023-Q2",), "c": QUARTERS},
        {"a": ("2023-Q4",), "d": QUARTERS},
    ],
)
def test_the_named_reports_lift_the_rule_and_fewer_do_not(absent: dict[str, tuple[str, ...]], required: bool) -> None:
    request = study(absent, required)
    now = verdict_of(assess(request).regions, "R1")
    standing = {rule.id for rule in now.rules if rule.id in ("R1", "R2", "R3") and rule.passed}
    standing |= {rule.id for rule in now.rules if rule.id in ("E1", "E2") and rule.passed is False}
    assert standing == {lift.rule for lift in now.lifts} - {"R2b"}
    assert standing
    for lift in now.lifts:
        speaks_against = rule_of(now, lift.rule).passed
        assert rule_of(with_reports(request, lift.indicators), lift.rule).passed is not speaks_against
        if lift.rule != "R2b":
            for one in lift.indicators:
                fewer = tuple(code for code in lift.indicators if code != one)
                assert rule_of(with_reports(request, fewer), lift.rule).passed is speaks_against


def test_after_a_written_notice_the_noticed_report_is_among_those_that_lift() -> None:
    request = replace(study({"d": QUARTERS}, required=True), notices=(Notice("R1", "d", "2023-Q1"),))
    now = verdict_of(assess(request).regions, "R1")
    assert {lift.rule: lift.indicators for lift in now.lifts}["R3"] == ("d",)


def test_the_fewest_are_the_largest() -> None:
    loss = np.array([0.1, 0.3, 0.0, 0.2])
    assert fewest_reports(loss, 0.3).tolist() == [False, True, False, False]
    assert fewest_reports(loss, 0.05).tolist() == [True, True, False, True]
    assert not fewest_reports(loss, 0.6).any()
