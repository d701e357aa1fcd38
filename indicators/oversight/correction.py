"""Corrections of frozen or published figures (更正单): asked by the sender, proposed by one of the office, signed by another."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.oversight.person import Person, first_obstacle


class CorrectionState(StrEnum):
    """asked -> proposed -> signed (the round is reopened) -> done; refused on the way."""

    ASKED = "asked"
    PROPOSED = "proposed"
    SIGNED = "signed"
    DONE = "done"
    REFUSED = "refused"


class CorrectionAction(StrEnum):
    PROPOSE = "propose_correction"
    SIGN = "sign_correction"
    FINISH = "finish_correction"
    REFUSE = "refuse_correction"


TRANSITIONS: Mapping[tuple[CorrectionState, CorrectionAction], CorrectionState] = {
    (CorrectionState.ASKED, CorrectionAction.PROPOSE): CorrectionState.PROPOSED,
    (CorrectionState.ASKED, CorrectionAction.REFUSE): CorrectionState.REFUSED,
    (CorrectionState.PROPOSED, CorrectionAction.SIGN): CorrectionState.SIGNED,
    (CorrectionState.PROPOSED, CorrectionAction.REFUSE): CorrectionState.REFUSED,
    (CorrectionState.SIGNED, CorrectionAction.FINISH): CorrectionState.DONE,
}


@dataclass(frozen=True, slots=True)
class CorrectionFacts:
    """A correction as the machine sees it. `reason`: whether one is given; `published`: a new edition with the erratum is out."""

    state: CorrectionState
    asked_by: str
    proposed_by: str | None = None
    reason: bool = False
    published: bool = False


def allowed(facts: CorrectionFacts, person: Person) -> Mapping[CorrectionAction, str]:
    """For every action "ok" or the code of the first reason why not."""
    office = (not person.office, "not_the_office")
    director = (not person.director, "not_the_director")
    asker = (person.name == facts.asked_by, "own_request")
    return {
        CorrectionAction.PROPOSE: first_obstacle(
            office, asker, _not_in_state(facts, CorrectionAction.PROPOSE), (not facts.reason, "no_reason")
        ),
        CorrectionAction.SIGN: first_obstacle(
            director, asker, (person.name == facts.proposed_by, "own_proposal"), _not_in_state(facts, CorrectionAction.SIGN)
        ),
        CorrectionAction.FINISH: first_obstacle(
            office, _not_in_state(facts, CorrectionAction.FINISH), (not facts.published, "erratum_not_published")
        ),
        CorrectionAction.REFUSE: first_obstacle(office, asker, _not_in_state(facts, CorrectionAction.REFUSE)),
    }


def next_state(state: CorrectionState, action: CorrectionAction) -> CorrectionState | None:
    """The state after an action; None where the action makes no sense."""
    return TRANSITIONS.get((state, action))


def _not_in_state(facts: CorrectionFacts, action: CorrectionAction) -> tuple[bool, str]:
    return (facts.state, action) not in TRANSITIONS, f"correction_is_{facts.state}"
