"""What a department answered about a name or header of its files: saved with author and time, taken back by one more row.

What the names mean is not known here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from indicators.store.connection import Store, reading
from indicators.store.tables import recognitions
from indicators.store.transaction import Act, Done, EventDraft, Stamp

TAKEN_BACK = ""
"""The target of an answer that was taken back."""


@dataclass(frozen=True, slots=True)
class NameAnswer:
    """One answer: a name of one kind, normalised and as it was shown, and what it means."""

    kind: str
    label: str
    shown: str
    target: str


@dataclass(frozen=True, slots=True)
class RecognitionRecord:
    """An answer that stands, with author and time."""

    kind: str
    label: str
    shown: str
    target: str
    by: str
    at: str


def save_recognitions(stamp: Stamp, department: str, answers: Iterable[NameAnswer]) -> Act[int]:
    """Keeps answers of a department from now on; one event names them all."""
    listed = tuple(answers)

    def work(connection: Connection) -> Done[int]:
        for answer in listed:
            _add(connection, stamp, department, answer)
        payload = {"names": [{"kind": one.kind, "name": one.shown, "target": one.target} for one in listed]}
        return Done(len(listed), EventDraft("decide_names", department, payload=payload))

    return Act(stamp, work)


def forget_recognition(stamp: Stamp, department: str, kind: str, label: str) -> Act[bool]:
    """Takes one answer back, so that the name is asked again; False if there was none."""

    def work(connection: Connection) -> Done[bool]:
        standing = _standing(connection, department).get((kind, label))
        if standing is None:
            return Done(False, None)
        _add(connection, stamp, department, NameAnswer(kind, label, standing.shown, TAKEN_BACK))
        payload = {"kind": kind, "name": standing.shown}
        return Done(True, EventDraft("forget_name", department, payload=payload))

    return Act(stamp, work)


def load_recognitions(store: Store, department: str) -> Mapping[tuple[str, str], RecognitionRecord]:
    """(kind, normalised name) -> the answer of a department that stands."""
    with reading(store) as connection:
        return _standing(connection, department)


def _standing(connection: Connection, department: str) -> Mapping[tuple[str, str], RecognitionRecord]:
    query = select(recognitions).where(recognitions.c.department == department).order_by(recognitions.c.position)
    found = {}
    for row in connection.execute(query).mappings():
        names = ("kind", "label", "shown", "target", "by", "at")
        found[(row["kind"], row["label"])] = RecognitionRecord(**{name: row[name] for name in names})
    return {key: record for key, record in found.items() if record.target != TAKEN_BACK}


def _add(connection: Connection, stamp: Stamp, department: str, answer: NameAnswer) -> None:
    same = (recognitions.c.department == department) & (recognitions.c.kind == answer.kind) & (recognitions.c.label == answer.label)
    last = connection.execute(select(func.max(recognitions.c.position)).where(same)).scalar() or 0
    values = {"kind": answer.kind, "label": answer.label, "shown": answer.shown, "target": answer.target}
    row = {"department": department, "position": last + 1, "by": stamp.actor, "at": stamp.at, **values}
    connection.execute(insert(recognitions).values(row))
