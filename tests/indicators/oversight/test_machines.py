"""What holds for every machine: an action is "ok" exactly where it leads somewhere, for strangers nothing is, and an end is an end."""

from datetime import date
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.model.decision import DecisionState, ReplyKind
from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.model.verdict import Grade
from indicators.oversight import correction, decision, inspection, nomination, rectification, review, round_machine, ticket
from indicators.oversight.person import OK, Person, first_obstacle
from indicators.oversight.reply_clock import ReplyClock

TODAY = date(2026, 11, 20)
NAMES = st.sampled_from(["甲", "乙", "丙"])
PEOPLE = st.builds(
    Person,
    name=NAMES,
    office=st.booleans(),
    director=st.booleans(),
    department=st.sampled_from([None, "MPS", "MCA"]),
    region=st.sampled_from([None, "44"]),
)
DAYS = st.dates(date(2026, 10, 1), date(2027, 2, 1))
CLOCKS = st.none() | st.builds(ReplyClock, DAYS, DAYS, DAYS)

FACTS = {
    review: st.builds(
        review.SubmissionFacts, st.sampled_from(SubmissionState), st.just("MPS"), NAMES, st.sampled_from(RoundState), st.integers(0, 2)
    ),
    round_machine: st.builds(
        round_machine.RoundFacts,
        st.sampled_from(RoundState),
        st.just(TODAY),
        st.integers(0, 2),
        st.booleans(),
        st.none() | NAMES,
        st.none() | DAYS,
    ),
    decision: st.builds(
        decision.DecisionFacts,
        st.sampled_from(DecisionState),
        st.sampled_from(Grade),
        st.just("44"),
        NAMES,
        DAYS,
        CLOCKS,
        st.lists(st.sampled_from(ReplyKind), max_size=2).map(tuple),
    ),
    rectification: st.builds(
        rectification.RectificationFacts,
        st.sampled_from(rectification.RectificationState),
        st.just("44"),
        NAMES,
        DAYS,
        DAYS,
        st.integers(0, 2),
        st.sampled_from([None, True, False]),
    ),
    inspection: st.builds(
        inspection.InspectionFacts,
        st.sampled_from(inspection.InspectionState),
        st.lists(NAMES, min_size=1, max_size=2).map(tuple),
        st.none() | st.sampled_from(inspection.Outcome),
        st.integers(0, 2),
        st.booleans(),
    ),
    nomination: st.builds(
        nomination.NominationFacts,
        st.sampled_from(nomination.NominationState),
        NAMES,
        DAYS,
        st.booleans(),
        st.none() | DAYS,
        st.integers(0, 2),
    ),
    correction: st.builds(
        correction.CorrectionFacts,
        st.sampled_from(correction.CorrectionState),
        NAMES,
        st.none() | NAMES,
        st.booleans(),
        st.booleans(),
    ),
    ticket: st.builds(
        ticket.TicketFacts,
        st.sampled_from(ticket.TicketState),
        st.just(("MPS", "MCA")),
        st.lists(st.sampled_from(["MPS", "MCA"]), max_size=2).map(tuple),
        DAYS,
        DAYS,
    ),
}
MACHINES = pytest.mark.parametrize("machine", list(FACTS), ids=lambda machine: machine.__name__.rsplit(".", 1)[-1])
SECOND_HAND = {
    review: ("by", [review.ReviewAction.START_REVIEW, review.ReviewAction.ACCEPT, review.ReviewAction.RETURN]),
    round_machine: ("proposer", [round_machine.RoundAction.REOPEN]),
    decision: ("proposed_by", [decision.DecisionAction.SIGN, decision.DecisionAction.REJECT]),
    rectification: ("ordered_by", [rectification.RectificationAction.CLOSE]),
    nomination: ("nominated_by", [nomination.NominationAction.CHECK, nomination.NominationAction.AWARD]),
    correction: ("proposed_by", [correction.CorrectionAction.SIGN]),
}


@MACHINES
@given(data=st.data())
def test_what_is_allowed_leads_somewhere(machine: ModuleType, data: st.DataObject) -> None:
    facts, person = data.draw(FACTS[machine]), data.draw(PEOPLE)
    for action, answer in machine.allowed(facts, person).items():
        if answer == OK and action is not review.ReviewAction.RESUBMIT:
            assert machine.next_state(facts.state, action) is not None, (action, facts)


@MACHINES
@given(data=st.data())
def test_every_answer_is_ok_or_one_code(machine: ModuleType, data: st.DataObject) -> None:
    answers = machine.allowed(data.draw(FACTS[machine]), data.draw(PEOPLE))
    actions = {action for _, action in machine.TRANSITIONS}
    assert actions <= set(answers)
    assert all(answer.isidentifier() for answer in answers.values())


@MACHINES
@given(data=st.data())
def test_a_stranger_may_do_nothing(machine: ModuleType, data: st.DataObject) -> None:
    stranger = Person("丁", department="XXX", region="11")
    assert OK not in machine.allowed(data.draw(FACTS[machine]), stranger).values()


@pytest.mark.parametrize("machine", list(SECOND_HAND), ids=lambda machine: machine.__name__.rsplit(".", 1)[-1])
@given(data=st.data())
def test_nobody_is_the_second_hand_of_their_own_act(machine: ModuleType, data: st.DataObject) -> None:
    facts = data.draw(FACTS[machine])
    first, actions = SECOND_HAND[machine]
    if getattr(facts, first) is None:
        return
    same = Person(getattr(facts, first), office=True, director=True, department="MPS", region="44")
    answers = machine.allowed(facts, same)
    assert all(answers[action] != OK for action in actions)


@MACHINES
def test_some_state_of_every_machine_is_an_end(machine: ModuleType) -> None:
    states = {type(state) for state, _ in machine.TRANSITIONS}.pop()
    if machine is not round_machine:
        assert set(states) - {state for state, _ in machine.TRANSITIONS}


def test_the_first_obstacle_is_the_one_named() -> None:
    assert first_obstacle((False, "a"), (True, "b"), (True, "c")) == "b"
    assert first_obstacle((False, "a")) == first_obstacle() == OK
