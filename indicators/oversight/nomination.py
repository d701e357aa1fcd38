"""Nominations for commendation (表彰推荐): nominated, checked, shown in public, awarded. Objections must be answered first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.oversight.person import Person, first_obstacle


class NominationState(StrEnum):
    NOMINATED = "nominated"
    CHECKED = "checked"
    SHOWN = "shown"
    AWARDED = "awarded"
    DECLINED = "declined"


class NominationAction(StrEnum):
    CHECK = "check_nomination"
    SHOW = "show_nomination"
    AWARD = "award"
    DECLINE = "decline_nomination"


TRANSITIONS: Mapping[tuple[NominationState, NominationAction], NominationState] = {
    (NominationState.NOMINATED, NominationAction.CHECK): NominationState.CHECKED,
    (NominationState.NOMINATED, NominationAction.DECLINE): NominationState.DECLINED,
    (NominationState.CHECKED, NominationAction.SHOW): NominationState.SHOWN,
    (NominationState.CHECKED, NominationAction.DECLINE): NominationState.DECLINED,
    (NominationState.SHOWN, NominationAction.AWARD): NominationState.AWARDED,
    (NominationState.SHOWN, NominationAction.DECLINE): NominationState.DECLINED,
}


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """A nomination as the machine sees it. `breach`: a confirmed breach or open integrity flag; `shown_until`: last day in public."""

    state: NominationState
    nominated_by: str
    today: date
    breach: bool = False
    shown_until: date | None = None
    open_objections: int = 0


def allowed(facts: NominationFacts, person: Person) -> Mapping[NominationAction, str]:
    """For every action "ok" or the code of the first reason why not."""
    office = (not person.office, "not_the_office")
    own = (person.name == facts.nominated_by, "own_nomination")
    director = (not person.director, "not_the_director")
    still_shown = facts.shown_until is None or facts.today <= facts.shown_until
    return {
        NominationAction.CHECK: first_obstacle(office, own, _not_in_state(facts, NominationAction.CHECK), (facts.breach, "breach_stands")),
        NominationAction.SHOW: first_obstacle(office, _not_in_state(facts, NominationAction.SHOW), (facts.breach, "breach_stands")),
        NominationAction.AWARD: first_obstacle(
            director,
            own,
            _not_in_state(facts, NominationAction.AWARD),
            (facts.breach, "breach_stands"),
            (still_shown, "still_shown"),
            (facts.open_objections > 0, "objections_open"),
        ),
        NominationAction.DECLINE: first_obstacle(director, own, _not_in_state(facts, NominationAction.DECLINE)),
    }


def next_state(state: NominationState, action: NominationAction) -> NominationState | None:
    """The state after an action; None where the action makes no sense."""
    return TRANSITIONS.get((state, action))


def _not_in_state(facts: NominationFacts, action: NominationAction) -> tuple[bool, str]:
    return (facts.state, action) not in TRANSITIONS, f"nomination_is_{facts.state}"
