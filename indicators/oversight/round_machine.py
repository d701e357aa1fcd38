"""The life of a collection round: open, closed, frozen, published, and reopened by two people with a reason and an expiry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.model.round import RoundState
from indicators.oversight.person import Person, first_obstacle


class RoundAction(StrEnum):
    CLOSE = "close_round"
    FREEZE = "freeze"
    PUBLISH = "publish"
    REOPEN = "reopen_round"


TRANSITIONS: Mapping[tuple[RoundState, RoundAction], RoundState] = {
    (RoundState.OPEN, RoundAction.CLOSE): RoundState.CLOSED,
    (RoundState.OPEN, RoundAction.FREEZE): RoundState.FROZEN,
    (RoundState.CLOSED, RoundAction.FREEZE): RoundState.FROZEN,
    (RoundState.CLOSED, RoundAction.REOPEN): RoundState.REOPENED,
    (RoundState.FROZEN, RoundAction.PUBLISH): RoundState.PUBLISHED,
    (RoundState.FROZEN, RoundAction.REOPEN): RoundState.REOPENED,
    (RoundState.PUBLISHED, RoundAction.REOPEN): RoundState.REOPENED,
    (RoundState.REOPENED, RoundAction.CLOSE): RoundState.CLOSED,
    (RoundState.REOPENED, RoundAction.FREEZE): RoundState.FROZEN,
}


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round as the machine sees it: `waiting` submissions nobody has answered, whether an assessment of its snapshot is kept.

    `proposer` is who proposed to reopen it (None: nobody), `expiry` until when, `today` the day of asking.
    """

    state: RoundState
    today: date
    waiting: int = 0
    assessed: bool = False
    proposer: str | None = None
    expiry: date | None = None


def allowed(facts: RoundFacts, person: Person) -> Mapping[RoundAction, str]:
    """For every action "ok" or the code of the first reason why not."""
    director = (not person.director, "not_the_director")
    return {
        RoundAction.CLOSE: first_obstacle(director, _not_in_state(facts, RoundAction.CLOSE)),
        RoundAction.FREEZE: first_obstacle(director, _not_in_state(facts, RoundAction.FREEZE), (facts.waiting > 0, "submissions_waiting")),
        RoundAction.PUBLISH: first_obstacle(director, _not_in_state(facts, RoundAction.PUBLISH), (not facts.assessed, "not_assessed")),
        RoundAction.REOPEN: first_obstacle(
            director,
            _not_in_state(facts, RoundAction.REOPEN),
            (facts.proposer is None, "nobody_proposed"),
            (facts.proposer == person.name, "own_proposal"),
            (facts.expiry is None, "no_expiry"),
            (facts.expiry is not None and facts.expiry <= facts.today, "expiry_passed"),
        ),
    }


def next_state(state: RoundState, action: RoundAction) -> RoundState | None:
    """The state after an action; None where the action makes no sense."""
    return TRANSITIONS.get((state, action))


def has_expired(facts: RoundFacts) -> bool:
    """Whether a reopened round has passed its day and must be closed again."""
    return facts.state is RoundState.REOPENED and facts.expiry is not None and facts.today > facts.expiry


def _not_in_state(facts: RoundFacts, action: RoundAction) -> tuple[bool, str]:
    return (facts.state, action) not in TRANSITIONS, f"round_is_{facts.state}"
