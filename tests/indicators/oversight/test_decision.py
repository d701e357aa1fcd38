"""The right of reply: nobody is criticised unheard, and the days are working days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.catalogue.calendar import is_working_day
from indicators.model.decision import DecisionState, ReplyKind
from indicators.model.verdict import Grade
from indicators.oversight.decision import DecisionAction, DecisionFacts, allowed, next_state
from indicators.oversight.person import OK, Person
from indicators.oversight.reply_clock import ReplyTimes, start_clock, working_days_after

TIMES = ReplyTimes(10, 25)
PROPOSER = Person("审核员", office=True)
DIRECTOR = Person("主任", office=True, director=True)
REGION = Person("广东省", region="44")
DAY_0 = date(2026, 9, 21)
CLOCK = start_clock(DAY_0, TIMES, is_working_day)
PROPOSED = DecisionFacts(DecisionState.PROPOSED, Grade.CRITICISE, "44", "审核员", DAY_0)
NOTIFIED = replace(PROPOSED, state=DecisionState.NOTIFIED, clock=CLOCK)


def test_the_clock_leaves_out_holidays_and_counts_make_up_days() -> None:
    # 2026-09-21 is a Monday. Day 10: 22-24 Sept (3; 25-27 Mid-Autumn), 28-30 (6), 1-7 Oct off, 8-9 (8), Sat 10 make-up (9), Mon 12 (10).
    worked = [day for day in (DAY_0 + timedelta(days=n) for n in range(1, 60)) if is_working_day(day)]
    assert (CLOCK.check_due, CLOCK.reply_due) == (worked[9], worked[24])
    assert CLOCK.check_due > DAY_0 + timedelta(days=14)


def test_weekends_alone_make_25_working_days_five_weeks() -> None:
    assert working_days_after(date(2027, 3, 1), 25, lambda day: day.weekday() < 5) == date(2027, 4, 5)
    with pytest.raises(ValueError, match="right of reply"):
        start_clock(DAY_0, ReplyTimes(30, 25), is_working_day)


@given(st.dates(date(2021, 1, 1), date(2026, 6, 1)), st.integers(1, 40))
def test_exactly_so_many_working_days_lie_between(day: date, count: int) -> None:
    end = working_days_after(day, count, is_working_day)
    between = [day + timedelta(days=n) for n in range(1, (end - day).days + 1)]
    assert sum(is_working_day(each) for each in between) == count
    assert is_working_day(end)


@pytest.mark.parametrize(
    ("facts", "person", "action", "why"),
    [
        (PROPOSED, DIRECTOR, DecisionAction.SIGN, "not_heard_yet"),
        (NOTIFIED, DIRECTOR, DecisionAction.SIGN, "not_heard_yet"),
        (replace(NOTIFIED, state=DecisionState.PANEL), DIRECTOR, DecisionAction.SIGN, OK),
        (replace(NOTIFIED, state=DecisionState.PANEL, proposed_by="主任"), DIRECTOR, DecisionAction.SIGN, "own_proposal"),
        (replace(NOTIFIED, state=DecisionState.PANEL), PROPOSER, DecisionAction.SIGN, "not_the_director"),
        (replace(PROPOSED, grade=Grade.COMMEND), DIRECTOR, DecisionAction.SIGN, OK),
        (replace(PROPOSED, grade=Grade.COMMEND), PROPOSER, DecisionAction.NOTIFY, "needs_no_reply"),
        (PROPOSED, DIRECTOR, DecisionAction.REJECT, OK),
        (NOTIFIED, PROPOSER, DecisionAction.CONVENE_PANEL, "reply_time_runs"),
        (replace(NOTIFIED, today=CLOCK.reply_due), PROPOSER, DecisionAction.CONVENE_PANEL, "reply_time_runs"),
        (replace(NOTIFIED, today=CLOCK.reply_due + timedelta(days=1)), PROPOSER, DecisionAction.CONVENE_PANEL, OK),
        (replace(NOTIFIED, replies=(ReplyKind.DATA_CHECK,)), PROPOSER, DecisionAction.CONVENE_PANEL, "reply_time_runs"),
        (replace(NOTIFIED, replies=(ReplyKind.REPLY,)), PROPOSER, DecisionAction.CONVENE_PANEL, OK),
        (replace(NOTIFIED, today=CLOCK.check_due), REGION, DecisionAction.CHECK_DATA, OK),
        (replace(NOTIFIED, today=CLOCK.check_due + timedelta(days=1)), REGION, DecisionAction.CHECK_DATA, "time_passed"),
        (replace(NOTIFIED, today=CLOCK.check_due + timedelta(days=1)), REGION, DecisionAction.REPLY, OK),
        (replace(NOTIFIED, today=CLOCK.reply_due + timedelta(days=1)), REGION, DecisionAction.REPLY, "time_passed"),
        (NOTIFIED, Person("北京市", region="11"), DecisionAction.REPLY, "not_yours"),
        (PROPOSED, REGION, DecisionAction.REPLY, "decision_is_proposed"),
        (replace(PROPOSED, state=DecisionState.CONFIRMED), DIRECTOR, DecisionAction.REJECT, "decision_is_confirmed"),
        (PROPOSED, DIRECTOR, DecisionAction.WITHDRAW, "not_your_proposal"),
    ],
)
def test_the_reason_why_not_is_named(facts: DecisionFacts, person: Person, action: DecisionAction, why: str) -> None:
    assert allowed(facts, person)[action] == why


WALKERS = st.sampled_from([PROPOSER, DIRECTOR, REGION, Person("另一位主任", office=True, director=True)])


@given(st.lists(st.tuples(WALKERS, st.sampled_from(DecisionAction), st.integers(0, 12)), max_size=25))
def test_on_any_walk_a_criticism_is_confirmed_only_after_a_reply_or_its_time(steps: list[tuple[Person, DecisionAction, int]]) -> None:
    facts, heard, signer = PROPOSED, False, None
    for person, action, days in steps:
        facts = replace(facts, today=facts.today + timedelta(days=days))
        if allowed(facts, person)[action] != OK:
            continue
        if action is DecisionAction.NOTIFY:
            facts = replace(facts, clock=start_clock(facts.today, TIMES, is_working_day))
        if action is DecisionAction.REPLY:
            facts = replace(facts, replies=(*facts.replies, ReplyKind.REPLY))
        if action is DecisionAction.CONVENE_PANEL:
            heard = bool(facts.replies) or (facts.clock is not None and facts.today > facts.clock.reply_due)
        if action is DecisionAction.SIGN:
            signer = person
        after = next_state(facts.state, action)
        assert after is not None
        facts = replace(facts, state=after)
    if facts.state is DecisionState.CONFIRMED:
        assert heard
        assert signer is not None
        assert signer.director
        assert signer.name != facts.proposed_by
