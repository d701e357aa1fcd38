"""The chain of events: each carries a keyed hash over itself and the one before. It signs and verifies; appending is `transaction`'s.

HMAC-SHA-256 with a key kept outside the store (safety.md 3.7). The anchor is a file outside the store that lists heads, so that
cutting off the end is found too.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import select

from indicators.store.connection import Store, reading
from indicators.store.refusals import StoreUnavailable
from indicators.store.tables import events, settings

GENESIS = "0" * 64
KEY_BYTES = 32
SIGNED = ("sequence", "at", "actor", "role", "action", "object", "period", "reason", "payload", "previous_hash")


class ChainState(StrEnum):
    OK = "ok"
    BROKEN = "broken"
    UNVERIFIABLE = "unverifiable"


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain: number and hash of its last event (0 and zeros for an empty chain)."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a walk over the chain found. `first_bad`: sequence number of the first event that does not fit (or is gone).

    `reason`: "" | event_changed | event_missing | order | cut_off | anchor_differs | no_key | other_key | no_anchor.
    """

    state: ChainState
    count: int
    head: Head
    first_bad: int | None
    reason: str


def canonical_json(material: object) -> str:
    """The one JSON text of a value: sorted keys, no spaces, no NaN."""
    return json.dumps(material, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sign_event(key: bytes, event: Mapping[Any, Any]) -> str:
    """HMAC-SHA-256, hexadecimal, over the canonical JSON of the event's signed columns, `previous_hash` among them."""
    material = canonical_json({column: event[column] for column in SIGNED})
    return hmac.new(key, material.encode(), hashlib.sha256).hexdigest()


def key_check(key: bytes) -> str:
    """A value by which a store recognises its key without holding it."""
    return hmac.new(key, b"action-plan-monitor chain key", hashlib.sha256).hexdigest()[:32]


def load_or_make_key(path: Path) -> bytes:
    """The key in a file beside a demo or development store, made on first use and readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text(encoding="ascii").strip())
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(KEY_BYTES) + "\n")
    return bytes.fromhex(path.read_text(encoding="ascii").strip())


def write_anchor(path: Path, head: Head) -> None:
    """Appends a head to the anchor file; StoreUnavailable if it cannot be written (the act itself is already stored)."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="ascii") as file:
            file.write(f"{head.sequence} {head.hash}\n")
    except OSError as error:
        raise StoreUnavailable("anchor_not_writable", path=path.name) from error


def load_anchor(path: Path) -> tuple[Head, ...]:
    """The heads in an anchor file in order of their number; empty if there is no file. A torn last line is passed over."""
    if not path.exists():
        return ()
    lines = (line.split() for line in path.read_text(encoding="ascii", errors="replace").splitlines())
    heads = {Head(int(parts[0]), parts[1]) for parts in lines if len(parts) == 2 and parts[0].isdigit() and len(parts[1]) == 64}
    return tuple(sorted(heads, key=lambda head: (head.sequence, head.hash)))


def verify_chain(store: Store) -> ChainReport:
    """Walks all events: ok, broken at the first event that does not fit, or unverifiable without key or anchor (never ok then)."""
    with reading(store) as connection:
        rows = connection.execute(select(events).order_by(events.c.sequence)).mappings().all()
        expected_check = connection.execute(select(settings.c.value).where(settings.c.name == "key_check")).scalar()
    head = Head(rows[-1]["sequence"], rows[-1]["hash"]) if rows else Head(0, GENESIS)
    if store.key is None:
        return ChainReport(ChainState.UNVERIFIABLE, len(rows), head, None, "no_key")
    if key_check(store.key) != expected_check:
        return ChainReport(ChainState.UNVERIFIABLE, len(rows), head, None, "other_key")
    anchored = load_anchor(store.anchor)
    fault = _first_fault(store.key, rows) or _anchor_fault(rows, anchored)
    if fault:
        return ChainReport(ChainState.BROKEN, len(rows), head, *fault)
    if not anchored:
        return ChainReport(ChainState.UNVERIFIABLE, len(rows), head, None, "no_anchor")
    return ChainReport(ChainState.OK, len(rows), head, None, "")


def _first_fault(key: bytes, rows: Iterable[Mapping[Any, Any]]) -> tuple[int, str] | None:
    previous = GENESIS
    for position, row in enumerate(rows, start=1):
        if row["sequence"] != position:
            return position, "event_missing"
        if not hmac.compare_digest(sign_event(key, row), row["hash"]):
            return position, "event_changed"
        if row["previous_hash"] != previous:
            return position, "order"
        previous = row["hash"]
    return None


def _anchor_fault(rows: Sequence[Mapping[Any, Any]], anchored: Iterable[Head]) -> tuple[int, str] | None:
    for head in anchored:
        if head.sequence > len(rows):
            return len(rows) + 1, "cut_off"
        if rows[head.sequence - 1]["hash"] != head.hash:
            return head.sequence, "anchor_differs"
    return None
