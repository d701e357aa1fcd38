"""Decisions on proposed verdicts with the replies to them. Proposer and signer are two people: the table itself insists."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, insert, select

from indicators.model.decision import DecisionState, ReplyKind
from indicators.store.chain import canonical_json
from indicators.store.connection import Store, reading
from indicators.store.refusals import NotFound
from indicators.store.tables import decisions, replies
from indicators.store.transaction import Act, Done, EventDraft, Stamp
from indicators.store.versions import Expected, swap_row

UNDECIDED = (DecisionState.PROPOSED, DecisionState.NOTIFIED, DecisionState.PANEL)


@dataclass(frozen=True, slots=True)
class NewDecision:
    """A proposal: which grade for which subject in which period, on which kept assessment, and why."""

    period: str
    subject: str
    assessment: str | None
    grade: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision and how far it is. `notified_on`, `reply_due` are ISO days of the right of reply."""

    id: str
    period: str
    subject: str
    assessment: str | None
    grade: str
    reason: str
    state: DecisionState
    proposed_by: str
    proposed_at: str
    notified_on: str | None
    reply_due: str | None
    signed_by: str | None
    signed_at: str | None
    row_version: int


@dataclass(frozen=True, slots=True)
class NewReply:
    """What the assessed side says; `attachments` are hashes of stored files."""

    kind: ReplyKind
    text: str
    attachments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyRecord:
    """One reply as received."""

    kind: ReplyKind
    at: str
    by: str
    text: str
    attachments: tuple[str, ...]


def propose_decision(stamp: Stamp, new: NewDecision) -> Act[DecisionRecord]:
    """Records a proposal under the next number of its period and subject."""

    def work(connection: Connection) -> Done[DecisionRecord]:
        same = (decisions.c.period == new.period) & (decisions.c.subject == new.subject)
        number = connection.execute(select(func.count()).select_from(decisions).where(same)).scalar_one() + 1
        row: dict[str, Any] = {
            "id": f"D-{new.period.replace('-', '')}-{new.subject}-{number}",
            "period": new.period,
            "subject": new.subject,
            "assessment": new.assessment,
            "grade": new.grade,
            "reason": new.reason,
            "state": DecisionState.PROPOSED,
            "proposed_by": stamp.actor,
            "proposed_at": stamp.at,
            "notified_on": None,
            "reply_due": None,
            "signed_by": None,
            "signed_at": None,
            "row_version": 1,
        }
        connection.execute(insert(decisions).values(row))
        record = DecisionRecord(**row)
        return Done(record, _event("propose", record, new.reason))

    return Act(stamp, work)


def notify_decision(stamp: Stamp, id: str, version: int, clock: tuple[date, date]) -> Act[DecisionRecord]:
    """Starts the right of reply: `clock` is day 0 and the last day for a reply."""
    notified, due = clock
    changes = {"state": DecisionState.NOTIFIED, "notified_on": notified.isoformat(), "reply_due": due.isoformat()}
    return _move(stamp, Expected(id, version, (DecisionState.PROPOSED,)), changes, "notify")


def convene_panel(stamp: Stamp, id: str, version: int) -> Act[DecisionRecord]:
    """Puts a notified proposal before the panel."""
    return _move(stamp, Expected(id, version, (DecisionState.NOTIFIED,)), {"state": DecisionState.PANEL}, "convene_panel")


def sign_decision(stamp: Stamp, id: str, version: int, reason: str = "") -> Act[DecisionRecord]:
    """Confirms a proposal; the database refuses the proposer's own signature."""
    changes = {"state": DecisionState.CONFIRMED, "signed_by": stamp.actor, "signed_at": stamp.at}
    return _move(stamp, Expected(id, version, UNDECIDED), changes, "sign", reason)


def reject_decision(stamp: Stamp, id: str, version: int, reason: str) -> Act[DecisionRecord]:
    """Rejects a proposal with a reason; the database refuses the proposer's own signature."""
    changes = {"state": DecisionState.REJECTED, "signed_by": stamp.actor, "signed_at": stamp.at}
    return _move(stamp, Expected(id, version, UNDECIDED), changes, "reject", reason)


def withdraw_decision(stamp: Stamp, id: str, version: int, reason: str) -> Act[DecisionRecord]:
    """Takes a proposal back before it is decided."""
    return _move(stamp, Expected(id, version, UNDECIDED), {"state": DecisionState.WITHDRAWN}, "withdraw_decision", reason)


def add_reply(stamp: Stamp, id: str, new: NewReply) -> Act[ReplyRecord]:
    """Adds a reply to a decision; NotFound if there is none. Whether its time has passed is judged before."""

    def work(connection: Connection) -> Done[ReplyRecord]:
        decision = _find(connection, id)
        earlier = connection.execute(select(func.count()).select_from(replies).where(replies.c.decision == id)).scalar_one()
        record = ReplyRecord(new.kind, stamp.at, stamp.actor, new.text, new.attachments)
        row = {"decision": id, "position": earlier + 1, "kind": new.kind, "at": stamp.at, "by": stamp.actor, "text": new.text}
        connection.execute(insert(replies).values(row | {"attachments": canonical_json(new.attachments)}))
        return Done(record, _event("reply", decision, "", {"kind": new.kind, "attachments": list(new.attachments)}))

    return Act(stamp, work)


def load_decisions(store: Store, period: str | None = None, subject: str | None = None) -> tuple[DecisionRecord, ...]:
    """Decisions, the latest proposal first."""
    query = select(decisions).order_by(decisions.c.proposed_at.desc(), decisions.c.id)
    if period is not None:
        query = query.where(decisions.c.period == period)
    if subject is not None:
        query = query.where(decisions.c.subject == subject)
    with reading(store) as connection:
        return tuple(_record(row) for row in connection.execute(query).mappings())


def load_decision(store: Store, id: str) -> DecisionRecord:
    """One decision; NotFound if there is none."""
    with reading(store) as connection:
        return _find(connection, id)


def load_replies(store: Store, id: str) -> tuple[ReplyRecord, ...]:
    """The replies to one decision, the first one first."""
    query = select(replies).where(replies.c.decision == id).order_by(replies.c.position)
    with reading(store) as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(
        ReplyRecord(ReplyKind(row["kind"]), row["at"], row["by"], row["text"], tuple(json.loads(row["attachments"]))) for row in rows
    )


def _find(connection: Connection, id: str) -> DecisionRecord:
    row = connection.execute(select(decisions).where(decisions.c.id == id)).mappings().first()
    if row is None:
        raise NotFound("decisions", id)
    return _record(row)


def _move(stamp: Stamp, expected: Expected, changes: Mapping[str, Any], action: str, reason: str = "") -> Act[DecisionRecord]:
    def work(connection: Connection) -> Done[DecisionRecord]:
        record = _record(swap_row(connection, decisions, expected, changes))
        return Done(record, _event(action, record, reason))

    return Act(stamp, work)


def _event(action: str, record: DecisionRecord, reason: str, more: Mapping[str, Any] | None = None) -> EventDraft:
    payload = {"subject": record.subject, "grade": record.grade, "state": record.state} | dict(more or {})
    return EventDraft(action, record.id, record.period, reason, payload)


def _record(row: Mapping[Any, Any]) -> DecisionRecord:
    return DecisionRecord(**dict(row) | {"state": DecisionState(row["state"])})
