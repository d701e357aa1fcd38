"""The ledger of what must be put right: planned, evidenced, verified. Closing and extending need evidence, and a second person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.oversight.person import Person, first_obstacle


class RectificationState(StrEnum):
    """ordered -> planned -> evidence -> closed; evidence that does not hold goes back to planned."""

    ORDERED = "ordered"
    PLANNED = "planned"
    EVIDENCE = "evidence"
    CLOSED = "closed"


class RectificationAction(StrEnum):
    PLAN = "plan_rectification"
    SUBMIT_EVIDENCE = "submit_evidence"
    EXTEND = "extend_rectification"
    SEND_BACK = "send_back_evidence"
    CLOSE = "close_rectification"


TRANSITIONS: Mapping[tuple[RectificationState, RectificationAction], RectificationState] = {
    (RectificationState.ORDERED, RectificationAction.PLAN): RectificationState.PLANNED,
    (RectificationState.ORDERED, RectificationAction.EXTEND): RectificationState.ORDERED,
    (RectificationState.PLANNED, RectificationAction.EXTEND): RectificationState.PLANNED,
    (RectificationState.PLANNED, RectificationAction.SUBMIT_EVIDENCE): RectificationState.EVIDENCE,
    (RectificationState.EVIDENCE, RectificationAction.SEND_BACK): RectificationState.PLANNED,
    (RectificationState.EVIDENCE, RectificationAction.CLOSE): RectificationState.CLOSED,
}


@dataclass(frozen=True, slots=True)
class RectificationFacts:
    """A rectification as the machine sees it: `evidence` counts the documents that are in.

    `recovered`: whether the verdict of the next quarter no longer shows the fault (None: not known yet).
    """

    state: RectificationState
    subject: str
    ordered_by: str
    due: date
    today: date
    evidence: int = 0
    recovered: bool | None = None


def allowed(facts: RectificationFacts, person: Person) -> Mapping[RectificationAction, str]:
    """For every action "ok" or the code of the first reason why not."""
    owner = (not person.speaks_for(facts.subject), "not_yours")
    office = (not person.office, "not_the_office")
    own = (person.name == facts.ordered_by, "own_order")
    unproved = (facts.evidence == 0, "no_evidence")
    return {
        RectificationAction.PLAN: first_obstacle(owner, _not_in_state(facts, RectificationAction.PLAN)),
        RectificationAction.SUBMIT_EVIDENCE: first_obstacle(owner, _not_in_state(facts, RectificationAction.SUBMIT_EVIDENCE), unproved),
        RectificationAction.EXTEND: first_obstacle(office, _not_in_state(facts, RectificationAction.EXTEND), unproved),
        RectificationAction.SEND_BACK: first_obstacle(office, _not_in_state(facts, RectificationAction.SEND_BACK)),
        RectificationAction.CLOSE: first_obstacle(
            office,
            own,
            _not_in_state(facts, RectificationAction.CLOSE),
            unproved,
            (facts.recovered is None, "next_quarter_unknown"),
            (facts.recovered is False, "not_recovered"),
        ),
    }


def next_state(state: RectificationState, action: RectificationAction) -> RectificationState | None:
    """The state after an action; None where the action makes no sense."""
    return TRANSITIONS.get((state, action))


def is_overdue(facts: RectificationFacts) -> bool:
    """Whether it should have been closed by now."""
    return facts.state is not RectificationState.CLOSED and facts.today > facts.due


def _not_in_state(facts: RectificationFacts, action: RectificationAction) -> tuple[bool, str]:
    return (facts.state, action) not in TRANSITIONS, f"rectification_is_{facts.state}"
