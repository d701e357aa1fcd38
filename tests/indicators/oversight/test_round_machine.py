"""A round ends by freezing and comes back only by two people, with an expiry."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.model.round import RoundState
from indicators.oversight.person import OK, Person
from indicators.oversight.round_machine import RoundAction, RoundFacts, allowed, has_expired, next_state

TODAY = date(2026, 10, 20)
DIRECTOR = Person("主任", office=True, director=True)
REVIEWER = Person("审核员", office=True)
OPEN = RoundFacts(RoundState.OPEN, TODAY)
FROZEN = RoundFacts(RoundState.FROZEN, TODAY, assessed=True)
ASKED = replace(FROZEN, proposer="审核员", expiry=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("facts", "person", "action", "why"),
    [
        (OPEN, DIRECTOR, RoundAction.FREEZE, OK),
        (replace(OPEN, waiting=2), DIRECTOR, RoundAction.FREEZE, "submissions_waiting"),
        (OPEN, REVIEWER, RoundAction.FREEZE, "not_the_director"),
        (OPEN, DIRECTOR, RoundAction.PUBLISH, "round_is_open"),
        (FROZEN, DIRECTOR, RoundAction.PUBLISH, OK),
        (replace(FROZEN, assessed=False), DIRECTOR, RoundAction.PUBLISH, "not_assessed"),
        (FROZEN, DIRECTOR, RoundAction.FREEZE, "round_is_frozen"),
        (FROZEN, DIRECTOR, RoundAction.REOPEN, "nobody_proposed"),
        (ASKED, DIRECTOR, RoundAction.REOPEN, OK),
        (replace(ASKED, proposer="主任"), DIRECTOR, RoundAction.REOPEN, "own_proposal"),
        (replace(ASKED, expiry=None), DIRECTOR, RoundAction.REOPEN, "no_expiry"),
        (replace(ASKED, expiry=TODAY), DIRECTOR, RoundAction.REOPEN, "expiry_passed"),
        (replace(ASKED, state=RoundState.OPEN), DIRECTOR, RoundAction.REOPEN, "round_is_open"),
    ],
)
def test_the_reason_why_not_is_named(facts: RoundFacts, person: Person, action: RoundAction, why: str) -> None:
    assert allowed(facts, person)[action] == why


def test_a_reopened_round_expires_after_its_day() -> None:
    reopened = replace(ASKED, state=RoundState.REOPENED)
    assert not has_expired(replace(reopened, today=date(2026, 11, 1)))
    assert has_expired(replace(reopened, today=date(2026, 11, 2)))
    assert not has_expired(replace(ASKED, today=date(2026, 11, 2)))


@given(st.lists(st.tuples(st.sampled_from([DIRECTOR, REVIEWER]), st.sampled_from(RoundAction)), max_size=30))
def test_on_any_walk_publishing_follows_freezing(steps: list[tuple[Person, RoundAction]]) -> None:
    facts, walked = replace(ASKED, state=RoundState.OPEN), []
    for person, action in steps:
        if allowed(facts, person)[action] == OK:
            after = next_state(facts.state, action)
            assert after is not None
            facts = replace(facts, state=after)
            walked.append(action)
    for position, action in enumerate(walked):
        if action is RoundAction.PUBLISH:
            assert walked[position - 1] is RoundAction.FREEZE
