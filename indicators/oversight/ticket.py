"""Tickets between departments whose figures contradict one another: one question, several owners, a day to settle it by.

Persons answer, settle and drop them; what happens to them when new figures come follows from the figures alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.oversight.person import Person, first_obstacle


class TicketState(StrEnum):
    OPEN = "open"
    SETTLED = "settled"
    DROPPED = "dropped"
    RESOLVED = "resolved"


class TicketAction(StrEnum):
    ANSWER = "answer_ticket"
    SETTLE = "settle_ticket"
    DROP = "drop_ticket"


class FigureMove(StrEnum):
    """What new figures do to a ticket."""

    OPEN = "open_ticket"
    UPDATE = "update_ticket"
    RESOLVE = "resolve_ticket"
    REOPEN = "reopen_ticket"
    KEEP = "keep_ticket"


TRANSITIONS: Mapping[tuple[TicketState, TicketAction], TicketState] = {
    (TicketState.OPEN, TicketAction.ANSWER): TicketState.OPEN,
    (TicketState.OPEN, TicketAction.SETTLE): TicketState.SETTLED,
    (TicketState.OPEN, TicketAction.DROP): TicketState.DROPPED,
}


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket as the machine sees it. `answered`: the owners that have said their part."""

    state: TicketState
    owners: tuple[str, ...]
    answered: tuple[str, ...]
    settle_by: date
    today: date


def allowed(facts: TicketFacts, person: Person) -> Mapping[TicketAction, str]:
    """For every action "ok" or the code of the first reason why not. It settles when all have answered or the day has passed."""
    office = (not person.office, "not_the_office")
    unheard = set(facts.owners) - set(facts.answered)
    return {
        TicketAction.ANSWER: first_obstacle(
            (not any(person.speaks_for(owner) for owner in facts.owners), "not_yours"), _not_in_state(facts, TicketAction.ANSWER)
        ),
        TicketAction.SETTLE: first_obstacle(
            office, _not_in_state(facts, TicketAction.SETTLE), (bool(unheard) and facts.today <= facts.settle_by, "owners_to_answer")
        ),
        TicketAction.DROP: first_obstacle(office, _not_in_state(facts, TicketAction.DROP)),
    }


def next_state(state: TicketState, action: TicketAction) -> TicketState | None:
    """The state after an action; None where the action makes no sense."""
    return TRANSITIONS.get((state, action))


def is_overdue(facts: TicketFacts) -> bool:
    """Whether the day to settle it by has passed."""
    return facts.state is TicketState.OPEN and facts.today > facts.settle_by


def follow_figures(state: TicketState | None, stands: bool, changed: bool, reopened: int) -> FigureMove:
    """What becomes of the last ticket over a conflict (state None: there was none) when the figures are judged anew.

    `stands`: the contradiction is there; `changed`: with other figures than the ticket names; `reopened`: how often it was reopened.
    A ticket is reopened once; what comes back after that gets a new one. What the office settled stays settled while nothing changes.
    """
    if state is None:
        return FigureMove.OPEN if stands else FigureMove.KEEP
    if state is TicketState.OPEN:
        if not stands:
            return FigureMove.RESOLVE
        return FigureMove.UPDATE if changed else FigureMove.KEEP
    if not stands:
        return FigureMove.KEEP
    if state is TicketState.RESOLVED:
        return FigureMove.OPEN if reopened else FigureMove.REOPEN
    return FigureMove.OPEN if changed else FigureMove.KEEP


def _not_in_state(facts: TicketFacts, action: TicketAction) -> tuple[bool, str]:
    return (facts.state, action) not in TRANSITIONS, f"ticket_is_{facts.state}"
