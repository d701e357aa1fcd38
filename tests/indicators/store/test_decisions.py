"""Decisions need two people even where everything else fails; replies and cases keep what was said."""

from datetime import date

import pytest
from filled_store import director, reviewer, with_round
from sqlalchemy.exc import IntegrityError

from indicators.model.decision import DecisionState, ReplyKind
from indicators.store.cases import CaseKind, CaseMove, NewCase, load_case, load_cases, move_case, open_case
from indicators.store.connection import Store
from indicators.store.decisions import (
    DecisionRecord,
    NewDecision,
    NewReply,
    add_reply,
    convene_panel,
    load_decision,
    load_decisions,
    load_replies,
    notify_decision,
    propose_decision,
    reject_decision,
    sign_decision,
    withdraw_decision,
)
from indicators.store.event_log import load_events
from indicators.store.refusals import NotFound, StaleVersion
from indicators.store.transaction import Stamp, perform
from indicators.store.versions import Expected

CLOCK = (date(2026, 11, 2), date(2026, 12, 7))


def proposed(store: Store) -> DecisionRecord:
    with_round(store)
    return perform(store, propose_decision(reviewer(), NewDecision("2026-Q3", "44", None, "criticise", "四个季度落后")))


def test_a_decision_walks_from_proposal_to_signature(store: Store) -> None:
    decision = proposed(store)
    assert decision.id == "D-2026Q3-44-1"
    perform(store, notify_decision(reviewer(), decision.id, 1, CLOCK))
    region = Stamp("2026-11-20T01:00:00+00:00", "广东省", "region")
    perform(store, add_reply(region, decision.id, NewReply(ReplyKind.REPLY, "申辩意见", ("ab" * 32,))))
    perform(store, convene_panel(reviewer(), decision.id, 2))
    signed = perform(store, sign_decision(director(), decision.id, 3, "理由成立"))
    assert (signed.state, signed.signed_by, signed.reply_due) == (DecisionState.CONFIRMED, "主任", "2026-12-07")
    assert load_decisions(store, subject="44") == (signed,)
    assert [(reply.kind, reply.text, reply.by) for reply in load_replies(store, decision.id)] == [("reply", "申辩意见", "广东省")]
    actions = [event.action for event in load_events(store, object=decision.id)]
    assert actions == ["sign", "convene_panel", "reply", "notify", "propose"]


def test_nobody_signs_or_rejects_their_own_proposal(store: Store) -> None:
    decision = proposed(store)
    for act in (sign_decision(reviewer(), decision.id, 1), reject_decision(reviewer(), decision.id, 1, "无")):
        with pytest.raises(IntegrityError):
            perform(store, act)
    assert load_decision(store, decision.id).state is DecisionState.PROPOSED


def test_a_decision_is_taken_once(store: Store) -> None:
    decision = proposed(store)
    perform(store, reject_decision(director(), decision.id, 1, "证据不足"))
    for act in (sign_decision(director(), decision.id, 2), withdraw_decision(reviewer(), decision.id, 2, "x")):
        with pytest.raises(StaleVersion):
            perform(store, act)


def test_a_reply_needs_a_decision(store: Store) -> None:
    with pytest.raises(NotFound):
        perform(store, add_reply(reviewer(), "D-none", NewReply(ReplyKind.DATA_CHECK, "核对")))


def test_cases_are_numbered_by_kind_and_moved_by_version(store: Store) -> None:
    ticket = perform(store, open_case(reviewer(), NewCase(CaseKind.TICKET, "2026-Q3", "A2-01", "open", ("MPS", "MCA"), "2026-11-20")))
    inspection = perform(store, open_case(reviewer(), NewCase(CaseKind.INSPECTION, "2026-Q3", "44", "planned")))
    assert (ticket.id, inspection.id, ticket.owners) == ("T-0001", "I-0001", ("MPS", "MCA"))
    move = CaseMove("settle_ticket", "settled", "以公安部数据为准", document={"agreed": "MPS"})
    moved = perform(store, move_case(director(), Expected("T-0001", 1, ("open",)), move))
    assert (moved.state, moved.document, moved.due) == ("settled", {"agreed": "MPS"}, "2026-11-20")
    with pytest.raises(StaleVersion):
        perform(store, move_case(director(), Expected("T-0001", 1, ("open",)), move))
    assert load_case(store, "T-0001") == moved
    assert [case.id for case in load_cases(store, CaseKind.TICKET)] == ["T-0001"]
    assert load_cases(store, states=("planned",)) == (inspection,)
    with pytest.raises(NotFound):
        load_case(store, "T-0002")
