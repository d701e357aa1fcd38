"""From a proposed verdict to a decision: proposed by one person, answered by the assessed side, signed by another."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.model.decision import DecisionState, ReplyKind
from indicators.model.verdict import Grade
from indicators.oversight.person import Person, first_obstacle
from indicators.oversight.reply_clock import ReplyClock

ANSWERABLE = (Grade.CRITICISE,)
"""Grades that may not be confirmed before the assessed side could reply; a commendation hurts nobody and is signed directly."""


class DecisionAction(StrEnum):
    NOTIFY = "notify"
    CHECK_DATA = "check_data"
    REPLY = "reply"
    CONVENE_PANEL = "convene_panel"
    SIGN = "sign"
    REJECT = "reject"
    WITHDRAW = "withdraw_decision"


TRANSITIONS: Mapping[tuple[DecisionState, DecisionAction], DecisionState] = {
    (DecisionState.PROPOSED, DecisionAction.NOTIFY): DecisionState.NOTIFIED,
    (DecisionState.PROPOSED, DecisionAction.SIGN): DecisionState.CONFIRMED,
    (DecisionState.PROPOSED, DecisionAction.REJECT): DecisionState.REJECTED,
    (DecisionState.PROPOSED, DecisionAction.WITHDRAW): DecisionState.WITHDRAWN,
    (DecisionState.NOTIFIED, DecisionAction.CHECK_DATA): DecisionState.NOTIFIED,
    (DecisionState.NOTIFIED, DecisionAction.REPLY): DecisionState.NOTIFIED,
    (DecisionState.NOTIFIED, DecisionAction.CONVENE_PANEL): DecisionState.PANEL,
    (DecisionState.NOTIFIED, DecisionAction.REJECT): DecisionState.REJECTED,
    (DecisionState.NOTIFIED, DecisionAction.WITHDRAW): DecisionState.WITHDRAWN,
    (DecisionState.PANEL, DecisionAction.SIGN): DecisionState.CONFIRMED,
    (DecisionState.PANEL, DecisionAction.REJECT): DecisionState.REJECTED,
    (DecisionState.PANEL, DecisionAction.WITHDRAW): DecisionState.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision as the machine sees it. `clock` runs from notification on; `replies` are those that came in."""

    state: DecisionState
    grade: Grade
    subject: str
    proposed_by: str
    today: date
    clock: ReplyClock | None = None
    replies: tuple[ReplyKind, ...] = ()


def allowed(facts: DecisionFacts, person: Person) -> Mapping[DecisionAction, str]:
    """For every action "ok" or the code of the first reason why not."""
    office = (not person.office, "not_the_office")
    return {
        DecisionAction.NOTIFY: first_obstacle(
            office, _not_in_state(facts, DecisionAction.NOTIFY), (facts.grade not in ANSWERABLE, "needs_no_reply")
        ),
        DecisionAction.CHECK_DATA: _reply(facts, person, DecisionAction.CHECK_DATA),
        DecisionAction.REPLY: _reply(facts, person, DecisionAction.REPLY),
        DecisionAction.CONVENE_PANEL: first_obstacle(
            office, _not_in_state(facts, DecisionAction.CONVENE_PANEL), (not _was_heard(facts), "reply_time_runs")
        ),
        DecisionAction.SIGN: _second_hand(facts, person, DecisionAction.SIGN),
        DecisionAction.REJECT: _second_hand(facts, person, DecisionAction.REJECT),
        DecisionAction.WITHDRAW: first_obstacle(
            office, (person.name != facts.proposed_by, "not_your_proposal"), _not_in_state(facts, DecisionAction.WITHDRAW)
        ),
    }


def next_state(state: DecisionState, action: DecisionAction) -> DecisionState | None:
    """The state after an action; None where the action makes no sense."""
    return TRANSITIONS.get((state, action))


def _second_hand(facts: DecisionFacts, person: Person, action: DecisionAction) -> str:
    unheard = action is DecisionAction.SIGN and facts.grade in ANSWERABLE and facts.state is not DecisionState.PANEL
    undecided = (facts.state, DecisionAction.WITHDRAW) in TRANSITIONS
    return first_obstacle(
        (not person.director, "not_the_director"),
        (person.name == facts.proposed_by, "own_proposal"),
        (not undecided, f"decision_is_{facts.state}"),
        (unheard, "not_heard_yet"),
        _not_in_state(facts, action),
    )


def _reply(facts: DecisionFacts, person: Person, action: DecisionAction) -> str:
    late = facts.clock is None or facts.today > (facts.clock.check_due if action is DecisionAction.CHECK_DATA else facts.clock.reply_due)
    return first_obstacle((not person.speaks_for(facts.subject), "not_yours"), _not_in_state(facts, action), (late, "time_passed"))


def _was_heard(facts: DecisionFacts) -> bool:
    """The reply is in, or the time for it has passed."""
    return ReplyKind.REPLY in facts.replies or (facts.clock is not None and facts.today > facts.clock.reply_due)


def _not_in_state(facts: DecisionFacts, action: DecisionAction) -> tuple[bool, str]:
    return (facts.state, action) not in TRANSITIONS, f"decision_is_{facts.state}"
