"""The life of a submission (experience.md 4.1): who may do what with it in which state, and what a return must say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.oversight.person import Person, first_obstacle

_CELL = re.compile(r"[^!]+![A-Z]{1,3}[1-9][0-9]{0,6}")
_COLLECTING = (RoundState.OPEN, RoundState.REOPENED)


class ReviewAction(StrEnum):
    RESUBMIT = "resubmit"
    WITHDRAW = "withdraw"
    START_REVIEW = "start_review"
    ACCEPT = "accept"
    RETURN = "return"


class ReturnReason(StrEnum):
    """Why a submission goes back; `other` must be explained in words."""

    WRONG_FIGURES = "wrong_figures"
    INCOMPLETE = "incomplete"
    INCONSISTENT = "inconsistent"
    UNEXPLAINED = "unexplained"
    DEFINITION = "definition"
    OTHER = "other"


class AnswerReason(StrEnum):
    """Why an unusual figure is right; `other` must be explained in words, `checked` answers only how a cell is read."""

    CHECKED = "checked"
    CAMPAIGN = "campaign"
    DEFINITION = "definition"
    BACKLOG = "backlog"
    CORRECTION = "correction"
    OTHER = "other"


TRANSITIONS: Mapping[tuple[SubmissionState, ReviewAction], SubmissionState] = {
    (SubmissionState.SUBMITTED, ReviewAction.WITHDRAW): SubmissionState.WITHDRAWN,
    (SubmissionState.SUBMITTED, ReviewAction.START_REVIEW): SubmissionState.IN_REVIEW,
    (SubmissionState.SUBMITTED, ReviewAction.ACCEPT): SubmissionState.ACCEPTED,
    (SubmissionState.SUBMITTED, ReviewAction.RETURN): SubmissionState.RETURNED,
    (SubmissionState.IN_REVIEW, ReviewAction.ACCEPT): SubmissionState.ACCEPTED,
    (SubmissionState.IN_REVIEW, ReviewAction.RETURN): SubmissionState.RETURNED,
    (SubmissionState.ACCEPTED, ReviewAction.RETURN): SubmissionState.RETURNED,
}
"""What each action makes of a submission. `resubmit` adds one, which supersedes at once what waits, and once accepted what counts."""

_NOT_RESUBMITTED = (SubmissionState.IN_REVIEW, SubmissionState.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """A submission as the machine sees it. `to_answer`: questions of the checks that nobody has answered yet."""

    state: SubmissionState
    department: str
    by: str
    round_state: RoundState
    to_answer: int = 0


def allowed(facts: SubmissionFacts, person: Person) -> Mapping[ReviewAction, str]:
    """For every action "ok" or the code of the first reason why not."""
    sender = (person.department != facts.department, "not_your_department")
    office = (not person.office, "not_the_office")
    own = (person.name == facts.by, "own_submission")
    return {
        ReviewAction.RESUBMIT: first_obstacle(sender, _not_collecting(facts), (facts.state in _NOT_RESUBMITTED, f"is_{facts.state}")),
        ReviewAction.WITHDRAW: first_obstacle(sender, _not_in_state(facts, ReviewAction.WITHDRAW)),
        ReviewAction.START_REVIEW: first_obstacle(office, own, _not_in_state(facts, ReviewAction.START_REVIEW)),
        ReviewAction.ACCEPT: first_obstacle(
            office, own, _not_in_state(facts, ReviewAction.ACCEPT), (facts.to_answer > 0, "questions_unanswered")
        ),
        ReviewAction.RETURN: first_obstacle(office, own, _not_in_state(facts, ReviewAction.RETURN)),
    }


def next_state(state: SubmissionState, action: ReviewAction) -> SubmissionState | None:
    """The state after an action; None where the action makes no sense."""
    return TRANSITIONS.get((state, action))


def check_return(reason: str, note: str, cells: tuple[str, ...]) -> tuple[str, ...]:
    """Codes of what a return lacks: a known reason, words or a cell to point at, words for `other`, cells written `sheet!D14`."""
    words = note.strip()
    lacks = (
        (reason not in list(ReturnReason), "return_needs_reason"),
        (not words and not cells, "return_needs_words_or_cell"),
        (reason == ReturnReason.OTHER and not words, "other_needs_words"),
        (any(not _CELL.fullmatch(cell) for cell in cells), "cell_malformed"),
    )
    return tuple(code for lacking, code in lacks if lacking)


def check_answer(reason: str, note: str) -> tuple[str, ...]:
    """Codes of what an answer to a question lacks: a known reason, and words for `other`."""
    lacks = (
        (reason not in list(AnswerReason), "answer_needs_reason"),
        (reason == AnswerReason.OTHER and not note.strip(), "other_needs_words"),
    )
    return tuple(code for lacking, code in lacks if lacking)


def _not_in_state(facts: SubmissionFacts, action: ReviewAction) -> tuple[bool, str]:
    return (facts.state, action) not in TRANSITIONS, f"is_{facts.state}"


def _not_collecting(facts: SubmissionFacts) -> tuple[bool, str]:
    return facts.round_state not in _COLLECTING, f"round_is_{facts.round_state}"
