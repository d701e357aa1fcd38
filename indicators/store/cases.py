"""The office's other cases: tickets between departments, inspections, rectifications, nominations, corrections.

They share one table and one life (opened, moved by compare-and-swap); which moves make sense is `oversight`'s.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, insert, select

from indicators.store.chain import canonical_json
from indicators.store.connection import Store, reading
from indicators.store.refusals import NotFound
from indicators.store.tables import cases
from indicators.store.transaction import Act, Done, EventDraft, Stamp
from indicators.store.versions import Expected, swap_row


class CaseKind(StrEnum):
    TICKET = "ticket"
    INSPECTION = "inspection"
    RECTIFICATION = "rectification"
    NOMINATION = "nomination"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to open. `owners` are department or region codes that must act, `due` an ISO day, `document` JSON material.

    `reason` stands in the chain where opening it needs one.
    """

    kind: CaseKind
    period: str
    subject: str
    state: str
    owners: tuple[str, ...] = ()
    due: str | None = None
    document: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case as it stands."""

    id: str
    kind: CaseKind
    period: str
    subject: str
    state: str
    owners: tuple[str, ...]
    due: str | None
    document: Mapping[str, Any]
    opened_by: str
    opened_at: str
    row_version: int


@dataclass(frozen=True, slots=True)
class CaseMove:
    """What happens to a case: the act's name, the state after it, why, and what of the case changes with it.

    `facts` stand in the chain beside it (codes and references, no figures about persons).
    """

    action: str
    state: str
    reason: str = ""
    due: str | None = None
    document: Mapping[str, Any] | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def open_case(stamp: Stamp, new: NewCase) -> Act[CaseRecord]:
    """Opens a case under the next number of its kind (T-0001, I-0001, R-0001, N-0001, C-0001)."""

    def work(connection: Connection) -> Done[CaseRecord]:
        number = connection.execute(select(func.count()).select_from(cases).where(cases.c.kind == new.kind)).scalar_one() + 1
        row = {
            "id": f"{new.kind[0].upper()}-{number:04d}",
            "kind": new.kind,
            "period": new.period,
            "subject": new.subject,
            "state": new.state,
            "owners": canonical_json(new.owners),
            "due": new.due,
            "document": canonical_json(new.document),
            "opened_by": stamp.actor,
            "opened_at": stamp.at,
            "row_version": 1,
        }
        connection.execute(insert(cases).values(row))
        record = _record(row)
        payload = {"subject": new.subject, "owners": list(new.owners), "due": new.due}
        return Done(record, EventDraft(f"open_{new.kind}", record.id, new.period, new.reason, payload))

    return Act(stamp, work)


def move_case(stamp: Stamp, expected: Expected, move: CaseMove) -> Act[CaseRecord]:
    """Moves a case on if it is still as the person saw it; StaleVersion or NotFound otherwise."""
    changes: dict[str, Any] = {"state": move.state}
    if move.due is not None:
        changes["due"] = move.due
    if move.document is not None:
        changes["document"] = canonical_json(move.document)

    def work(connection: Connection) -> Done[CaseRecord]:
        record = _record(swap_row(connection, cases, expected, changes))
        payload = {"state": move.state, "due": record.due} | dict(move.facts)
        return Done(record, EventDraft(move.action, record.id, record.period, move.reason, payload))

    return Act(stamp, work)


def load_cases(store: Store, kind: CaseKind | None = None, states: Collection[str] | None = None) -> tuple[CaseRecord, ...]:
    """Cases of one kind or all, in the order in which they were opened."""
    query = select(cases).order_by(cases.c.opened_at, cases.c.id)
    if kind is not None:
        query = query.where(cases.c.kind == kind)
    if states is not None:
        query = query.where(cases.c.state.in_(tuple(states)))
    with reading(store) as connection:
        return tuple(_record(row) for row in connection.execute(query).mappings())


def find_cases(connection: Connection, kind: CaseKind, period: str, subject: str) -> tuple[CaseRecord, ...]:
    """Cases of one kind about one subject and period, the latest first; within a transaction."""
    same = (cases.c.kind == kind) & (cases.c.period == period) & (cases.c.subject == subject)
    query = select(cases).where(same).order_by(cases.c.id.desc())
    return tuple(_record(row) for row in connection.execute(query).mappings())


def load_case(store: Store, id: str) -> CaseRecord:
    """One case; NotFound if there is none."""
    with reading(store) as connection:
        row = connection.execute(select(cases).where(cases.c.id == id)).mappings().first()
    if row is None:
        raise NotFound("cases", id)
    return _record(row)


def _record(row: Mapping[Any, Any]) -> CaseRecord:
    owners = tuple(json.loads(row["owners"]))
    return CaseRecord(**dict(row) | {"kind": CaseKind(row["kind"]), "owners": owners, "document": json.loads(row["document"])})
