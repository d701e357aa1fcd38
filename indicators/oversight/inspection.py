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
    NAME = "name_inspectors"
    BEGIN = "begin_inspection"
    CANCEL = "cancel_inspection"
    REPORT = "report_inspection"
    RETURN = "return_inspection"
    SETTLE = "settle_inspection"


class Outcome(StrEnum):
    """What an inspection came to: nothing, faults to put right, or a breach that two people must confirm (rule V)."""

    NO_FINDING = "no_finding"
    RECTIFY = "rectify"
    BREACH = "breach"


class BreachKind(StrEnum):
    """The breaches of rule V (method.md 1.11). A case that was reported truthfully is none of them (1.12b)."""

    FALSIFIED = "falsified"
    CONCEALED = "concealed"
    COMPLICITY = "complicity"
    VICTIMS_PUNISHED = "victims_punished"


class BreachLevel(StrEnum):
    """How grave a breach is, said by who settles it."""

    CRITICAL = "critical"
    MAJOR = "major"


TRANSITIONS: Mapping[tuple[InspectionState, InspectionAction], InspectionState] = {
    (InspectionState.PLANNED, InspectionAction.NAME): InspectionState.PLANNED,
    (InspectionState.PLANNED, InspectionAction.BEGIN): InspectionState.UNDER_WAY,
    (InspectionState.PLANNED, InspectionAction.CANCEL): InspectionState.CANCELLED,
    (InspectionState.UNDER_WAY, InspectionAction.REPORT): InspectionState.REPORTED,
    (InspectionState.REPORTED, InspectionAction.RETURN): InspectionState.UNDER_WAY,
    (InspectionState.REPORTED, InspectionAction.SETTLE): InspectionState.SETTLED,
}


@dataclass(frozen=True, slots=True)
class InspectionFacts:
    """An inspection as the machine sees it. `findings`: number written down; `document`: whether one is attached.

    `ordered_by`: who planned it and who named the inspectors. Before it begins two people must have had a hand in it, so that nobody
    can hold a verdict up alone (rule R4).
    """

    state: InspectionState
    inspectors: tuple[str, ...]
    outcome: Outcome | None = None
    findings: int = 0
    document: bool = False
    ordered_by: tuple[str, ...] = ()
    breach: BreachKind | None = None
    level: BreachLevel | None = None


def allowed(facts: InspectionFacts, person: Person) -> Mapping[InspectionAction, str]:
    """For every action "ok" or the code of the first reason why not."""
    office = (not person.office, "not_the_office")
    inspector = (person.name not in facts.inspectors, "not_the_inspector")
    director = (not person.director, "not_the_director")
    own = (person.name in facts.inspectors, "own_inspection")
    breach = facts.outcome is Outcome.BREACH
    return {
        InspectionAction.NAME: first_obstacle(office, _not_in_state(facts, InspectionAction.NAME)),
        InspectionAction.BEGIN: first_obstacle(
            office,
            _not_in_state(facts, InspectionAction.BEGIN),
            (not facts.inspectors, "no_inspectors"),
            inspector,
            (set(facts.ordered_by) <= {person.name}, "ordered_by_one"),
        ),
        InspectionAction.CANCEL: first_obstacle(office, _not_in_state(facts, InspectionAction.CANCEL)),
        InspectionAction.REPORT: first_obstacle(
            office,
            _not_in_state(facts, InspectionAction.REPORT),
            inspector,
            (facts.outcome is None, "no_outcome"),
            (facts.outcome in (Outcome.RECTIFY, Outcome.BREACH) and facts.findings == 0, "no_finding_written"),
            (breach and facts.breach is None, "no_breach_kind"),
            (breach and not facts.document, "breach_needs_document"),
        ),
        InspectionAction.RETURN: first_obstacle(director, own, _not_in_state(facts, InspectionAction.RETURN)),
        InspectionAction.SETTLE: first_obstacle(
            director,
            own,
            _not_in_state(facts, InspectionAction.SETTLE),
            (breach and facts.level is None, "no_breach_level"),
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
