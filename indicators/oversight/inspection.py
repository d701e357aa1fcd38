"""Inspections (督导检查): planned, carried out, reported, settled by somebody who did not inspect."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.oversight.person import Person, first_obstacle


class InspectionState(StrEnum):
    PLANNED = "planned"
    UNDER_WAY = "under_way"
    REPORTED = "reported"
    SETTLED = "settled"
    CANCELLED = "cancelled"


class InspectionAction(StrEnum):
    BEGIN = "begin_inspection"
    CANCEL = "cancel_inspection"
    REPORT = "report_inspection"
    SETTLE = "settle_inspection"


class Outcome(StrEnum):
    """What an inspection came to: nothing, faults to put right, or a breach that two people must confirm (rule V)."""

    NO_FINDING = "no_finding"
    RECTIFY = "rectify"
    BREACH = "breach"


TRANSITIONS: Mapping[tuple[InspectionState, InspectionAction], InspectionState] = {
    (InspectionState.PLANNED, InspectionAction.BEGIN): InspectionState.UNDER_WAY,
    (InspectionState.PLANNED, InspectionAction.CANCEL): InspectionState.CANCELLED,
    (InspectionState.UNDER_WAY, InspectionAction.REPORT): InspectionState.REPORTED,
    (InspectionState.REPORTED, InspectionAction.SETTLE): InspectionState.SETTLED,
}


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """An inspection as the machine sees it. `findings`: number written down; `document`: whether one is attached."""

    state: InspectionState
    inspectors: tuple[str, ...]
    outcome: Outcome | None = None
    findings: int = 0
    document: bool = False


def allowed(facts: InspectionFacts, person: Person) -> Mapping[InspectionAction, str]:
    """For every action "ok" or the code of the first reason why not."""
    office = (not person.office, "not_the_office")
    inspector = (person.name not in facts.inspectors, "not_the_inspector")
    return {
        InspectionAction.BEGIN: first_obstacle(office, inspector, _not_in_state(facts, InspectionAction.BEGIN)),
        InspectionAction.CANCEL: first_obstacle(office, _not_in_state(facts, InspectionAction.CANCEL)),
        InspectionAction.REPORT: first_obstacle(
            office,
            inspector,
            _not_in_state(facts, InspectionAction.REPORT),
            (facts.outcome is None, "no_outcome"),
            (facts.outcome in (Outcome.RECTIFY, Outcome.BREACH) and facts.findings == 0, "no_finding_written"),
            (facts.outcome is Outcome.BREACH and not facts.document, "breach_needs_document"),
        ),
        InspectionAction.SETTLE: first_obstacle(
            (not person.director, "not_the_director"),
            (person.name in facts.inspectors, "own_inspection"),
            _not_in_state(facts, InspectionAction.SETTLE),
        ),
    }


def next_state(state: InspectionState, action: InspectionAction) -> InspectionState | None:
    """The state after an action; None where the action makes no sense."""
    return TRANSITIONS.get((state, action))


def is_confirmed_breach(facts: InspectionFacts) -> bool:
    """Rule V of method.md 1.11: found by the inspectors, settled by another person, with a document."""
    return facts.state is InspectionState.SETTLED and facts.outcome is Outcome.BREACH and facts.document


def _not_in_state(facts: InspectionFacts, action: InspectionAction) -> tuple[bool, str]:
    return (facts.state, action) not in TRANSITIONS, f"inspection_is_{facts.state}"
