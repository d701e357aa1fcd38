"""`why` holds everything (method.md 1.13): rules, reasons that add up, what would change, how safe it is, reporting, and the cells."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.access.publication import protect_assessment
from dashboard.commands.entrance import open_desk
from dashboard.services.assessments import assess_snapshot, default_period, explain_from, read_assessment
from dashboard.services.desk import Desk
from dashboard.services.views import AssessmentView, Explanation
from indicators.assessment.document import verdict_document
from tests.conftest import DemoStore

PARTS = {
    "rules", "reasons", "why", "what_would_change", "robustness", "benefit", "trend", "improved", "rank", "reporting", "caveats", "cells",
    "indicators", "areas", "score", "score_low", "score_high", "T", "se", "seT", "q_plan", "q_peer", "q_praise", "fulfilment", "grade",
}  # fmt: skip
EXACT, PRINTED = 1e-9, 0.0501


@pytest.fixture(scope="module")
def computed(demo_master: DemoStore) -> Iterator[tuple[Desk, AssessmentView]]:
    """The last published round, computed anew from its snapshot with today's method."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in demo_master.environment.items():
            patch.setenv(name, value)
        desk = open_desk(None)
        period = default_period(desk)
        yield desk, assess_snapshot(desk, period, read_assessment(desk, period).snapshot_id)


@pytest.fixture(scope="module", params=["office", "published"])
def view(request: pytest.FixtureRequest, computed: tuple[Desk, AssessmentView]) -> tuple[AssessmentView, list[Explanation]]:
    desk, found = computed
    if request.param == "published":
        found = replace(found, assessment=protect_assessment(found.assessment, desk.catalogue), tier="published")
    subjects = [verdict.subject for verdict in (*found.assessment.regions[::12], found.assessment.departments[0])]
    return found, [explain_from(desk, found, subject) for subject in subjects]


def test_the_explanation_of_every_subject_is_whole(view: tuple[AssessmentView, list[Explanation]]) -> None:
    found, explanations = view
    assert len(explanations) > 3
    for one in explanations:
        document = json.loads(json.dumps(verdict_document(one.verdict, one.cells), allow_nan=False))
        assert document.keys() >= PARTS
        assert document["what_would_change"].keys() == {"closing_share", "closing_grade", "single", "margins", "lifted_by"}
        assert {rule["id"] for rule in document["rules"]} >= {"V", "R1", "R2", "R2b", "R3", "R4", "E1", "E3", "C1", "C7", "K1", "K7", "W1"}
        assert all(rule.keys() >= {"value", "threshold", "passed", "margin"} for rule in document["rules"])
        assert document["why"].keys() >= {"vs_path"}
        assert document["cells"] or not document["indicators"]
        if one.verdict.score is not None:
            assert {margin["line"] for margin in document["what_would_change"]["margins"]} == {"criticise", "watch", "commend"}


def test_contributions_add_up_exactly_and_as_printed(view: tuple[AssessmentView, list[Explanation]]) -> None:
    found, explanations = view
    close = EXACT if found.tier == "office" else PRINTED
    for one in explanations:
        for comparison in one.verdict.comparisons.values():
            parts = sum(part.contribution for part in comparison.contributions)
            assert parts + comparison.coverage_effect == pytest.approx(comparison.total, abs=close), one.verdict.subject
            if one.verdict.score is not None:
                assert comparison.reference_score + comparison.total == pytest.approx(one.verdict.score, abs=2 * close)
            printed = sum(part.printed for part in comparison.contributions)
            shown = round(comparison.total, 1) - printed
            assert shown == pytest.approx(comparison.coverage_effect, abs=0.0501 + 0.05), one.verdict.subject


def test_margins_are_those_of_the_lines_of_the_round(view: tuple[AssessmentView, list[Explanation]]) -> None:
    found, explanations = view
    close = EXACT if found.tier == "office" else 0.1
    for one in explanations:
        for margin in one.verdict.margins:
            score = one.verdict.score_low if margin.line == "commend" else one.verdict.score_high
            assert margin.points == pytest.approx(score - getattr(found.assessment.lines, margin.line), abs=close)


def test_what_is_changed_is_told_in_own_units_and_whole_cases(view: tuple[AssessmentView, list[Explanation]]) -> None:
    found, explanations = view
    told = [change for one in explanations for change in one.verdict.changes]
    assert any(change.needed is not None for change in told)
    assert any(change.whole_cases for change in told)
    assert all(change.whole_cases is None or float(change.whole_cases).is_integer() for change in told)
