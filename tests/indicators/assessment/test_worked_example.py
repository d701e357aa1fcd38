"""Every printed figure of the worked example of the method, to 1e-6: six regions, four indicators, one quarter."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from small_studies import rule_of

from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.read_observations import read_observations
from indicators.model.verdict import Assessment, Grade, Verdict

FOLDER = Path(__file__).parents[2] / "cases" / "worked_example"
EXPECTED = json.loads((FOLDER / "expected.json").read_text())
CLOSE = 1e-6
REGIONS = tuple(EXPECTED["regs"])


def request() -> AssessmentRequest:
    return AssessmentRequest("2024-Q4", load_catalogue(FOLDER), read_observations(FOLDER / "observations.csv"))


@pytest.fixture(scope="module")
def assessment() -> Assessment:
    return assess(request())


@pytest.fixture(scope="module")
def r6(assessment: Assessment) -> Verdict:
    return assessment.regions[5]


def test_worked_example_grades(assessment: Assessment) -> None:
    assert [verdict.grade.replace("_", " ") for verdict in assessment.regions] == EXPECTED["verdict"]
    assert [verdict.subject for verdict in assessment.regions] == list(REGIONS)


def test_worked_example_lines_and_planned_share(assessment: Assessment) -> None:
    lines = assessment.lines
    assert lines.planned_share == pytest.approx(EXPECTED["pibar"], abs=CLOSE)
    assert [lines.criticise, lines.watch, lines.commend] == pytest.approx(EXPECTED["lines"], abs=CLOSE)
    assert (100 - lines.watch) / 2 == pytest.approx(4.509524, abs=CLOSE)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("T", "T"),
        ("seT", "seT"),
        ("score", "S"),
        ("q_plan", "q_plan"),
        ("q_peer", "q_peer"),
        ("q_praise", "q_commend"),
        ("fulfilment", "fulfilment"),
    ],
)
def test_worked_example_figures_of_every_region(assessment: Assessment, name: str, expected: str) -> None:
    assert [getattr(verdict, name) for verdict in assessment.regions] == pytest.approx(EXPECTED[expected], abs=CLOSE)


def test_worked_example_area_scores(assessment: Assessment) -> None:
    assert [list(verdict.areas.values()) for verdict in assessment.regions] == [pytest.approx(row, abs=CLOSE) for row in EXPECTED["A"]]


def test_worked_example_gaps_errors_and_scores_of_every_indicator(assessment: Assessment) -> None:
    for verdict, gaps, errors, scores in zip(assessment.regions, EXPECTED["g"], EXPECTED["se_g"], EXPECTED["Y"], strict=True):
        assert [result.gap for result in verdict.indicators] == pytest.approx(gaps, abs=CLOSE)
        assert [result.se_gap for result in verdict.indicators] == pytest.approx(errors, abs=CLOSE)
        assert [result.score for result in verdict.indicators] == pytest.approx(scores, abs=CLOSE)
        assert [result.path for result in verdict.indicators] == pytest.approx(EXPECTED["tau"], abs=CLOSE)


def test_worked_example_evidence_gate_stops_the_tiny_region(assessment: Assessment) -> None:
    gate = rule_of(assessment.regions[4], "E3")
    assert gate.threshold == pytest.approx(EXPECTED["evidence_se_limit"], abs=CLOSE)
    assert gate.passed is False


def test_worked_example_two_failing_regions_of_six_are_no_common_cause(assessment: Assessment) -> None:
    assert sum(verdict.q_plan <= 0.05 for verdict in assessment.regions) == 2
    assert assessment.common_cause is False


def test_worked_example_contributions_against_the_path(r6: Verdict) -> None:
    comparison = r6.comparisons["vs_path"]
    assert [part.contribution for part in comparison.contributions] == pytest.approx(EXPECTED["R6_vs_path"], abs=CLOSE)
    assert comparison.total == pytest.approx(r6.score - 100, abs=1e-9)


def test_worked_example_contributions_against_the_peers(r6: Verdict) -> None:
    comparison = r6.comparisons["vs_peers"]
    assert [part.contribution for part in comparison.contributions] == pytest.approx(EXPECTED["R6_vs_peers"], abs=CLOSE)
    assert comparison.total == pytest.approx(-38.523123, abs=CLOSE)


def test_worked_example_what_would_change_the_worst_region(r6: Verdict) -> None:
    needed = {change.indicator: change.needed for change in r6.changes}
    assert needed["i1"] is None and needed["i4"] is None
    assert needed["i2"] == pytest.approx(EXPECTED["counterfactual"]["i2"][1], abs=CLOSE)
    assert needed["i3"] == pytest.approx(EXPECTED["counterfactual"]["i3"][1], abs=CLOSE)
    assert r6.closing_share == pytest.approx(EXPECTED["close_share"], abs=CLOSE)
    assert r6.closing_grade == Grade.WATCH


def test_worked_example_whole_cases_are_rounded_up(r6: Verdict) -> None:
    change = next(change for change in r6.changes if change.indicator == "i2")
    assert change.whole_cases == 54  # 70 of 500 are 14 %; 3.3515 % of 500 are 16.76 cases, so 53.24 fewer


def test_worked_example_withholding_the_worst_indicator_excuses_nothing() -> None:
    plain = request()
    kept = plain.observations[~((plain.observations["subject"] == "R6") & (plain.observations["indicator"] == "i1"))]
    verdict = assess(replace(plain, observations=kept)).regions[5]
    assert verdict.score_low == pytest.approx(44.672659, abs=CLOSE)
    assert verdict.score_high == pytest.approx(77.628840, abs=CLOSE)
    assert verdict.grade is Grade.CRITICISE
    assert verdict.score_low <= verdict.score <= verdict.score_high


@pytest.mark.parametrize(("power", "score"), [(1, 58.6532), (0.5, 58.3965), (0, 58.1399)])
def test_worked_example_score_under_other_exponents(power: float, score: float) -> None:
    plain = request()
    rules = {**plain.catalogue.rules, "area_power": replace(plain.catalogue.rules["area_power"], value=power)}
    verdict = assess(replace(plain, catalogue=replace(plain.catalogue, rules=rules))).regions[5]
    assert verdict.score == pytest.approx(score, abs=5e-5)
    assert sum(part.contribution for part in verdict.comparisons["vs_path"].contributions) == pytest.approx(verdict.score - 100, abs=1e-9)


def test_worked_example_order_of_rows_changes_nothing() -> None:
    plain = request()
    shuffled = plain.observations.sample(frac=1, random_state=np.random.default_rng(7))
    assert assess(replace(plain, observations=shuffled)) == assess(plain)
