"""What people decided on a proposal is what later quarters look back to (method.md 1.11, decision 10)."""

from dataclasses import replace

import pytest

from indicators.assessment.request import EarlierVerdict
from indicators.decided import as_decided
from indicators.model.decision import DecisionState
from indicators.model.verdict import Grade
from indicators.store.assessments import PublicationRecord
from indicators.store.decisions import DecisionRecord

BEHIND = EarlierVerdict("13", "2026-Q1", Grade.CRITICISE, frozenset({"A1-05"}), ("C1", "C2"))
AHEAD = replace(BEHIND, grade=Grade.COMMEND, held=("K1", "K2"))
EDITION = PublicationRecord("2026-Q1", 1, "A-1", "2026-05-01T00:00:00+00:00", "director", ())


def decision(grade: str, state: str, **more: object) -> DecisionRecord:
    """A decision on Hebei's verdict of that quarter, made on the edition that stands."""
    signed = "2026-06-01T00:00:00+00:00" if state in ("confirmed", "rejected") else None
    made = DecisionRecord("D-1", "2026-Q1", "13", "A-1", grade, "", DecisionState(state), "p", "t", None, None, "s", signed, 1)
    return replace(made, **more)  # type: ignore[arg-type]


def decided(verdict: EarlierVerdict, *decisions: DecisionRecord) -> EarlierVerdict:
    return as_decided([verdict], EDITION, decisions)[0]


@pytest.mark.parametrize("state", ["proposed", "notified", "panel", "withdrawn", "confirmed"])
def test_undecided_withdrawn_and_confirmed_proposals_count_as_published(state: str) -> None:
    assert decided(BEHIND, decision("criticise", state)) == BEHIND


def test_a_rejected_criticism_is_steady_and_its_run_is_behind_no_more() -> None:
    found = decided(BEHIND, decision("criticise", "rejected"))
    assert (found.grade, found.held, found.cleared, found.missing) == (Grade.STEADY, (), True, BEHIND.missing)


def test_a_rejected_commendation_is_steady_and_its_run_is_ahead_no_more() -> None:
    found = decided(AHEAD, decision("commend", "rejected"))
    assert (found.grade, found.held, found.cleared) == (Grade.STEADY, (), False)


def test_a_rejected_criticism_for_reporting_leaves_what_was_found_on_performance() -> None:
    found = decided(replace(BEHIND, on_performance=False), decision("criticise", "rejected"))
    assert (found.grade, found.held, found.cleared) == (Grade.STEADY, ("C1", "C2"), False)


def test_blame_lessened_to_watch_keeps_its_finding_and_a_confirmed_steady_does_not() -> None:
    assert decided(BEHIND, decision("watch", "confirmed")) == replace(BEHIND, grade=Grade.WATCH)
    assert decided(BEHIND, decision("steady", "confirmed")).held == ()
    assert decided(replace(BEHIND, grade=Grade.WATCH), decision("criticise", "confirmed")) == BEHIND


def test_a_rejection_concerns_the_grade_that_was_proposed_and_nothing_else() -> None:
    watch = replace(BEHIND, grade=Grade.WATCH)
    assert decided(watch, decision("criticise", "rejected")) == watch
    assert decided(BEHIND, decision("criticise", "rejected", subject="14")) == BEHIND
    assert decided(BEHIND, decision("criticise", "rejected", period="2025-Q4")) == BEHIND


def test_a_later_edition_keeps_a_rejection_of_its_grade_but_no_grade_of_people_s_own() -> None:
    assert decided(BEHIND, decision("criticise", "rejected", assessment="A-0")).cleared
    assert decided(BEHIND, decision("watch", "confirmed", assessment="A-0")) == BEHIND


def test_the_decision_signed_last_counts() -> None:
    later = {"id": "D-2", "signed_at": "2026-07-01T00:00:00+00:00"}
    assert decided(BEHIND, decision("criticise", "confirmed", **later), decision("criticise", "rejected")) == BEHIND
    assert decided(BEHIND, decision("criticise", "confirmed"), decision("criticise", "rejected", **later)).cleared
