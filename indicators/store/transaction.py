"""The one write function: an act, the rows it changes and its line in the event chain, in one transaction or not at all.

Acts are values: subject modules make them, `perform` carries them out. Nothing else in the product writes to the store.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection, insert, select
from sqlalchemy.exc import InterfaceError, OperationalError

from indicators.store.chain import GENESIS, Head, canonical_json, key_check, sign_event, write_anchor
from indicators.store.connection import WRITES, Store
from indicators.store.refusals import StoreUnavailable
from indicators.store.tables import events, settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stamp:
    """Who acts and when; always passed in."""

    at: str
    actor: str
    role: str


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What an act leaves in the chain. `payload` is JSON material without figures about persons."""

    action: str
    object: str
    period: str = ""
    reason: str = ""
    payload: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The outcome of an act's work. `event` is None only for upkeep that nobody decides (a session seen, a draft saved)."""

    value: T
    event: EventDraft | None


@dataclass(frozen=True, slots=True)
class Act(Generic[T]):
    """One act, ready to be performed."""

    stamp: Stamp
    work: Callable[[Connection], Done[T]]


def perform(store: Store, act: Act[T]) -> T:
    """Carries out one act and returns its value; refusals of the act and StoreUnavailable leave the store as it was."""
    return perform_all(store, (act,))[0]


def perform_all(store: Store, acts: Iterable[Act[Any]]) -> tuple[Any, ...]:
    """Carries out several acts in one transaction, each with its event; all of them or none."""
    key = _require_key(store)
    try:
        with store.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            head = _take_lock(connection, key)
            start = head
            values = []
            for act in acts:
                done = act.work(connection)
                values.append(done.value)
                head = append_event(connection, key, head, (act.stamp, done.event)) if done.event else head
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable("store_not_answering") from error
    if head != start:
        write_anchor(store.anchor, head)
    return tuple(values)


def append_event(connection: Connection, key: bytes, head: Head, act: tuple[Stamp, EventDraft]) -> Head:
    """Appends one signed event after `head` and returns the new head; only within a transaction that holds the write lock."""
    stamp, draft = act
    sequence = head.sequence + 1
    row = {
        "sequence": sequence,
        "at": stamp.at,
        "actor": stamp.actor,
        "role": stamp.role,
        "action": draft.action,
        "object": draft.object,
        "period": draft.period,
        "reason": draft.reason,
        "payload": canonical_json(draft.payload),
        "previous_hash": head.hash,
    }
    signature = sign_event(key, row)
    connection.execute(insert(events).values(row | {"hash": signature}))
    return Head(sequence, signature)


def _require_key(store: Store) -> bytes:
    if store.key is None:
        raise StoreUnavailable("chain_key_missing")
    return store.key


def _take_lock(connection: Connection, key: bytes) -> Head:
    """One writer at a time on both databases, so that the chain has one end; SQLite's BEGIN IMMEDIATE has done it already."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("LOCK TABLE events IN SHARE ROW EXCLUSIVE MODE")
    if connection.execute(select(settings.c.value).where(settings.c.name == "key_check")).scalar() != key_check(key):
        raise StoreUnavailable("chain_key_differs")
    last = connection.execute(select(events.c.sequence, events.c.hash).order_by(events.c.sequence.desc()).limit(1)).first()
    return Head(last.sequence, last.hash) if last else Head(0, GENESIS)
