"""The life of a submission, walked at random by a liaison, two reviewers and a director."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.oversight.person import OK, Person
from indicators.oversight.review import (
    ReturnReason,
    ReviewAction,
    SubmissionFacts,
    allowed,
    check_answer,
    check_return,
    next_state,
)

LIAISON = Person("联络员", department="MPS")
OTHER = Person("别的部门", department="MCA")
REVIEWER = Person("审核员", office=True)
TURNCOAT = Person("联络员", office=True)
"""Who submitted as a liaison and now works in the office."""

WAITING = SubmissionFacts(SubmissionState.SUBMITTED, "MPS", "联络员", RoundState.OPEN)
STEPS = st.lists(st.tuples(st.sampled_from([LIAISON, OTHER, REVIEWER, TURNCOAT]), st.sampled_from(ReviewAction)), max_size=30)


@given(STEPS)
def test_on_any_walk_only_the_office_answers_and_only_the_sender_withdraws(steps: list[tuple[Person, ReviewAction]]) -> None:
    facts, history = WAITING, []
    for person, action in steps:
        if allowed(facts, person)[action] != OK:
            continue
        history.append((person, action))
        if action is ReviewAction.RESUBMIT:
            facts = replace(facts, state=SubmissionState.SUBMITTED)
        else:
            after = next_state(facts.state, action)
            assert after is not None
            facts = replace(facts, state=after)
    office = {ReviewAction.ACCEPT, ReviewAction.RETURN, ReviewAction.START_REVIEW}
    assert {person for person, action in history if action in office} <= {REVIEWER}
    assert {person for person, action in history if action not in office} <= {LIAISON}
    if facts.state is SubmissionState.ACCEPTED:
        assert [action for _, action in history][-1] is ReviewAction.ACCEPT


@pytest.mark.parametrize("state", [SubmissionState.FROZEN, SubmissionState.PUBLISHED, SubmissionState.SUPERSEDED])
def test_what_is_frozen_published_or_superseded_stays(state: SubmissionState) -> None:
    for person in (LIAISON, REVIEWER):
        assert OK not in allowed(replace(WAITING, state=state, round_state=RoundState.FROZEN), person).values()


def test_frozen_figures_are_replaced_only_in_a_reopened_round() -> None:
    frozen = replace(WAITING, state=SubmissionState.FROZEN, round_state=RoundState.REOPENED)
    assert allowed(frozen, LIAISON)[ReviewAction.RESUBMIT] == OK


@pytest.mark.parametrize(
    ("facts", "person", "action", "why"),
    [
        (WAITING, TURNCOAT, ReviewAction.ACCEPT, "own_submission"),
        (WAITING, LIAISON, ReviewAction.ACCEPT, "not_the_office"),
        (WAITING, OTHER, ReviewAction.WITHDRAW, "not_your_department"),
        (replace(WAITING, to_answer=1), REVIEWER, ReviewAction.ACCEPT, "questions_unanswered"),
        (replace(WAITING, state=SubmissionState.IN_REVIEW), LIAISON, ReviewAction.WITHDRAW, "is_in_review"),
        (replace(WAITING, state=SubmissionState.ACCEPTED), LIAISON, ReviewAction.RESUBMIT, OK),
        (replace(WAITING, state=SubmissionState.IN_REVIEW), LIAISON, ReviewAction.RESUBMIT, "is_in_review"),
        (replace(WAITING, round_state=RoundState.CLOSED), LIAISON, ReviewAction.RESUBMIT, "round_is_closed"),
        (replace(WAITING, state=SubmissionState.RETURNED), REVIEWER, ReviewAction.ACCEPT, "is_returned"),
        (replace(WAITING, state=SubmissionState.ACCEPTED), REVIEWER, ReviewAction.RETURN, OK),
        (replace(WAITING, round_state=RoundState.CLOSED), REVIEWER, ReviewAction.ACCEPT, OK),
    ],
)
def test_the_reason_why_not_is_named(facts: SubmissionFacts, person: Person, action: ReviewAction, why: str) -> None:
    assert allowed(facts, person)[action] == why


@pytest.mark.parametrize(
    ("reason", "note", "cells", "lacks"),
    [
        ("wrong_figures", "与上期相差十倍", (), ()),
        ("wrong_figures", "", ("A2!D14",), ()),
        ("wrong_figures", "  ", (), ("return_needs_words_or_cell",)),
        ("because", "words", (), ("return_needs_reason",)),
        ("other", "", ("A2!D14",), ("other_needs_words",)),
        ("incomplete", "", ("D14",), ("cell_malformed",)),
        ("incomplete", "", ("打击 A2!AB120", "A2!0"), ("cell_malformed",)),
        ("", "", (), ("return_needs_reason", "return_needs_words_or_cell")),
    ],
)
def test_a_return_says_why_and_where(reason: str, note: str, cells: tuple[str, ...], lacks: tuple[str, ...]) -> None:
    assert check_return(reason, note, cells) == lacks


def test_an_answer_needs_a_known_reason_and_words_for_other() -> None:
    assert check_answer("backlog", "") == ()
    assert check_answer("other", " ") == ("other_needs_words",)
    assert check_answer("", "words") == ("answer_needs_reason",)
    assert len(ReturnReason) == 6
