"""What follows a verdict: rectification, inspection, nomination, correction, tickets, and the stock list of a special action."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.oversight import correction, inspection, nomination, rectification, ticket
from indicators.oversight.campaign import StockFault, StockMonth, check_stock, pace_needed
from indicators.oversight.person import OK, Person

TODAY = date(2026, 11, 20)
REVIEWER = Person("审核员", office=True)
DIRECTOR = Person("主任", office=True, director=True)
REGION = Person("广东省", region="44")


def test_a_rectification_closes_on_evidence_and_a_better_quarter() -> None:
    facts = rectification.RectificationFacts(rectification.RectificationState.EVIDENCE, "44", "审核员", TODAY, TODAY, 1, True)
    close = rectification.RectificationAction.CLOSE
    assert rectification.allowed(facts, DIRECTOR)[close] == OK
    assert rectification.allowed(facts, REVIEWER)[close] == "own_order"
    assert rectification.allowed(replace(facts, evidence=0), DIRECTOR)[close] == "no_evidence"
    assert rectification.allowed(replace(facts, recovered=None), DIRECTOR)[close] == "next_quarter_unknown"
    assert rectification.allowed(replace(facts, recovered=False), DIRECTOR)[close] == "not_recovered"
    assert rectification.allowed(facts, REGION)[close] == "not_the_office"


def test_an_extension_needs_evidence_and_a_late_one_is_overdue() -> None:
    facts = rectification.RectificationFacts(rectification.RectificationState.PLANNED, "44", "审核员", date(2026, 11, 19), TODAY)
    assert rectification.allowed(facts, REVIEWER)[rectification.RectificationAction.EXTEND] == "no_evidence"
    assert rectification.is_overdue(facts)
    assert not rectification.is_overdue(replace(facts, state=rectification.RectificationState.CLOSED))


def test_a_breach_is_found_by_one_settled_by_another_and_rests_on_a_document() -> None:
    facts = inspection.InspectionFacts(inspection.InspectionState.UNDER_WAY, ("审核员",), inspection.Outcome.BREACH, findings=1)
    facts = replace(facts, breach=inspection.BreachKind.CONCEALED)
    report, settle, back = (inspection.InspectionAction(f"{act}_inspection") for act in ("report", "settle", "return"))
    assert inspection.allowed(facts, REVIEWER)[report] == "breach_needs_document"
    assert inspection.allowed(replace(facts, document=True, findings=0), REVIEWER)[report] == "no_finding_written"
    assert inspection.allowed(replace(facts, document=True, breach=None), REVIEWER)[report] == "no_breach_kind"
    assert inspection.allowed(replace(facts, document=True), REVIEWER)[report] == OK
    assert inspection.allowed(replace(facts, document=True), DIRECTOR)[report] == "not_the_inspector"
    reported = replace(facts, state=inspection.InspectionState.REPORTED, document=True)
    assert inspection.allowed(reported, DIRECTOR)[settle] == "no_breach_level"
    reported = replace(reported, level=inspection.BreachLevel.MAJOR)
    assert inspection.allowed(reported, DIRECTOR)[settle] == OK
    assert inspection.allowed(replace(reported, inspectors=("主任",)), DIRECTOR)[settle] == "own_inspection"
    assert [inspection.allowed(reported, person)[back] for person in (DIRECTOR, REVIEWER)] == [OK, "not_the_director"]
    assert not inspection.is_confirmed_breach(reported)
    assert inspection.is_confirmed_breach(replace(reported, state=inspection.InspectionState.SETTLED))


def test_nobody_begins_an_inspection_that_is_all_their_own() -> None:
    begin = inspection.InspectionAction.BEGIN
    facts = inspection.InspectionFacts(inspection.InspectionState.PLANNED, ("审核员",), ordered_by=("审核员", "审核员"))
    assert inspection.allowed(facts, REVIEWER)[begin] == "ordered_by_one"
    assert inspection.allowed(replace(facts, ordered_by=("审核员", "主任")), REVIEWER)[begin] == OK
    assert inspection.allowed(replace(facts, inspectors=()), REVIEWER)[begin] == "no_inspectors"
    assert inspection.allowed(replace(facts, ordered_by=()), REVIEWER)[begin] == "ordered_by_one"


def test_an_award_waits_for_the_public_and_its_objections() -> None:
    facts = nomination.NominationFacts(nomination.NominationState.SHOWN, "审核员", TODAY, shown_until=date(2026, 11, 19))
    award = nomination.NominationAction.AWARD
    assert nomination.allowed(facts, DIRECTOR)[award] == OK
    assert nomination.allowed(replace(facts, shown_until=TODAY), DIRECTOR)[award] == "still_shown"
    assert nomination.allowed(replace(facts, open_objections=1), DIRECTOR)[award] == "objections_open"
    assert nomination.allowed(replace(facts, breach=True), DIRECTOR)[award] == "breach_stands"
    assert nomination.allowed(replace(facts, nominated_by="主任"), DIRECTOR)[award] == "own_nomination"


def test_a_correction_passes_three_hands_and_ends_with_an_erratum() -> None:
    asked = correction.CorrectionFacts(correction.CorrectionState.ASKED, "联络员", reason=True)
    action = correction.CorrectionAction
    assert correction.allowed(asked, REVIEWER)[action.PROPOSE] == OK
    assert correction.allowed(replace(asked, reason=False), REVIEWER)[action.PROPOSE] == "no_reason"
    proposed = replace(asked, state=correction.CorrectionState.PROPOSED, proposed_by="主任")
    assert correction.allowed(proposed, DIRECTOR)[action.SIGN] == "own_proposal"
    assert correction.allowed(replace(proposed, proposed_by="审核员"), DIRECTOR)[action.SIGN] == OK
    signed = replace(proposed, state=correction.CorrectionState.SIGNED)
    assert correction.allowed(signed, REVIEWER)[action.FINISH] == "erratum_not_published"
    assert correction.allowed(replace(signed, published=True), REVIEWER)[action.FINISH] == OK


def test_a_ticket_settles_when_its_owners_have_spoken_or_its_day_has_passed() -> None:
    facts = ticket.TicketFacts(ticket.TicketState.OPEN, ("MPS", "MCA"), ("MPS",), TODAY, TODAY)
    settle = ticket.TicketAction.SETTLE
    assert ticket.allowed(facts, REVIEWER)[settle] == "owners_to_answer"
    assert ticket.allowed(replace(facts, answered=("MCA", "MPS")), REVIEWER)[settle] == OK
    assert ticket.allowed(replace(facts, today=date(2026, 11, 21)), REVIEWER)[settle] == OK
    assert ticket.is_overdue(replace(facts, today=date(2026, 11, 21)))
    assert ticket.allowed(facts, Person("民政部", department="MCA"))[ticket.TicketAction.ANSWER] == OK


MARCH = StockMonth("2024-03", opening=100, added=5, cleared=20, removed=2, closing=83, reasons=2)


@pytest.mark.parametrize(
    ("months", "faults"),
    [
        ((MARCH, StockMonth("2024-04", 83, 0, 33, 0, 50, 0)), ()),
        ((replace(MARCH, closing=80),), (StockFault("does_not_add_up", "2024-03", 83, 80),)),
        ((replace(MARCH, reasons=1),), (StockFault("removed_without_reason", "2024-03", 2, 1),)),
        ((MARCH, StockMonth("2024-04", 90, 0, 40, 0, 50, 0)), (StockFault("does_not_follow", "2024-04", 83, 90),)),
        ((replace(MARCH, cleared=-5, closing=108),), (StockFault("negative", "2024-03", 0, -5),)),
    ],
)
def test_a_stock_list_adds_up_and_follows(months: tuple[StockMonth, ...], faults: tuple[StockFault, ...]) -> None:
    assert check_stock(months) == faults


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 20)), max_size=10))
def test_a_list_kept_by_its_own_rule_has_no_fault(flows: list[tuple[int, int, int]]) -> None:
    months, stock = [], 5000
    for number, (added, cleared, removed) in enumerate(flows):
        closing = stock + added - cleared - removed
        months.append(StockMonth(f"2024-{number + 3:02d}", stock, added, cleared, removed, closing, removed))
        stock = closing
    assert check_stock(months) == ()


def test_the_pace_needed_is_what_remains_over_the_months_left() -> None:
    assert pace_needed(50, 4) == 12.5
    assert pace_needed(0, 0) == 0.0
    assert pace_needed(50, 0) is None
