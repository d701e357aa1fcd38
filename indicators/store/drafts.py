"""Workbooks in work: the file as uploaded, what was corrected and answered since, by whom and when. One for each department and round.

Saved with every change, so a lost session loses nothing. No events: nothing is decided before the workbook is submitted, and what is
submitted goes on record with its submission. A draft that is submitted or dropped keeps its line, not its content.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, insert, select, update

from indicators.model.submission import Problem
from indicators.store.connection import Store, reading
from indicators.store.problem_text import parse_problem, problem_text
from indicators.store.refusals import NotFound, StaleVersion
from indicators.store.tables import draft_answers, draft_corrections, drafts
from indicators.store.transaction import Act, Done, Stamp

CORRECTIONS_AT_MOST = 2000


class DraftState(StrEnum):
    OPEN = "open"
    SUBMITTED = "submitted"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class DraftKey:
    """Whose draft, for which round."""

    department: str
    round: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What a cell is to hold instead: `value` as typed, empty for nothing."""

    sheet: str
    cell: str
    value: str
    found: str = ""
    by: str = ""
    at: str = ""


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """A coded reason for one figure, and who confirmed it as a second person. `question` is the problem as it was asked."""

    fingerprint: str
    reason: str
    note: str
    question: Problem
    by: str = ""
    at: str = ""
    second_by: str | None = None
    second_at: str | None = None


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """A draft without its file. `row_version` rises with every change; `by` and `at`: who uploaded it and when."""

    department: str
    round: str
    state: DraftState
    file: str
    sha256: str
    size: int
    by: str
    at: str
    saved_by: str
    saved: str
    row_version: int

    @property
    def key(self) -> DraftKey:
        """The draft's department and round."""
        return DraftKey(self.department, self.round)


@dataclass(frozen=True, slots=True)
class DraftContent:
    """An open draft whole."""

    record: DraftRecord
    data: bytes
    corrections: tuple[Correction, ...]
    answers: Mapping[str, DraftAnswer]


@dataclass(frozen=True, slots=True)
class NewDraft:
    """A workbook to keep as a draft."""

    key: DraftKey
    file: str
    sha256: str
    data: bytes = field(repr=False)


def open_draft(stamp: Stamp, new: NewDraft) -> Act[DraftRecord]:
    """Keeps an uploaded workbook as the draft; corrections of an earlier one go, answers stay (they know which figure they are for)."""

    def work(connection: Connection) -> Done[DraftRecord]:
        before = find_draft(connection, new.key)
        connection.execute(delete(draft_corrections).where(_of(draft_corrections, new.key)))
        connection.execute(delete(drafts).where(_of(drafts, new.key)))
        row = {
            "department": new.key.department,
            "round": new.key.round,
            "state": DraftState.OPEN,
            "file": new.file,
            "sha256": new.sha256,
            "size": len(new.data),
            "content": new.data,
            "by": stamp.actor,
            "at": stamp.at,
            "saved_by": stamp.actor,
            "saved": stamp.at,
            "row_version": before.row_version + 1 if before else 1,
        }
        connection.execute(insert(drafts).values(row))
        return Done(_require(connection, new.key), None)

    return Act(stamp, work)


def save_corrections(stamp: Stamp, key: DraftKey, corrections: Sequence[Correction]) -> Act[DraftRecord]:
    """Keeps what cells are to hold, each replacing what was kept for its cell; StaleVersion if the draft is no longer open."""

    def work(connection: Connection) -> Done[DraftRecord]:
        for one in corrections:
            connection.execute(delete(draft_corrections).where(_of(draft_corrections, key) & _at(one.sheet, one.cell)))
            place = {"department": key.department, "round": key.round, "sheet": one.sheet, "cell": one.cell}
            row = place | {"value": one.value, "found": one.found, "by": stamp.actor, "at": stamp.at}
            connection.execute(insert(draft_corrections).values(row))
        return Done(_touch(connection, stamp, key), None)

    return Act(stamp, work)


def undo_correction(stamp: Stamp, key: DraftKey, place: tuple[str, str]) -> Act[DraftRecord]:
    """Forgets the correction of one cell (sheet, cell), which holds again what was uploaded."""

    def work(connection: Connection) -> Done[DraftRecord]:
        connection.execute(delete(draft_corrections).where(_of(draft_corrections, key) & _at(*place)))
        return Done(_touch(connection, stamp, key), None)

    return Act(stamp, work)


def save_answers(stamp: Stamp, key: DraftKey, given: Sequence[DraftAnswer]) -> Act[DraftRecord]:
    """Keeps reasons, each replacing the one before for its figure and with it any second person's confirmation."""

    def work(connection: Connection) -> Done[DraftRecord]:
        for one in given:
            connection.execute(delete(draft_answers).where(_of(draft_answers, key) & (draft_answers.c.fingerprint == one.fingerprint)))
            row = {"department": key.department, "round": key.round, "fingerprint": one.fingerprint, "reason": one.reason}
            row |= {"note": one.note, "question": problem_text(one.question), "by": one.by or stamp.actor, "at": one.at or stamp.at}
            connection.execute(insert(draft_answers).values(row))
        return Done(_touch(connection, stamp, key), None)

    return Act(stamp, work)


def confirm_answers(stamp: Stamp, key: DraftKey, fingerprints: Collection[str]) -> Act[DraftRecord]:
    """The acting person confirms reasons that somebody else gave; StaleVersion if one of them is their own or not there any more."""

    def work(connection: Connection) -> Done[DraftRecord]:
        chosen = _of(draft_answers, key) & draft_answers.c.fingerprint.in_(tuple(fingerprints)) & (draft_answers.c.by != stamp.actor)
        outcome = connection.execute(update(draft_answers).where(chosen).values(second_by=stamp.actor, second_at=stamp.at))
        if outcome.rowcount != len(set(fingerprints)):
            raise StaleVersion("drafts", key.round, DraftState.OPEN)
        return Done(_touch(connection, stamp, key), None)

    return Act(stamp, work)


def close_draft(stamp: Stamp, key: DraftKey, state: DraftState) -> Act[None]:
    """Ends an open draft, if there is one: submitted or dropped. Its file, corrections and answers go."""

    def work(connection: Connection) -> Done[None]:
        for table in (draft_corrections, draft_answers):
            connection.execute(delete(table).where(_of(table, key)))
        changes = {"state": state, "content": b"", "size": 0, "saved_by": stamp.actor, "saved": stamp.at}
        is_open = _of(drafts, key) & (drafts.c.state == DraftState.OPEN)
        connection.execute(update(drafts).where(is_open).values(row_version=drafts.c.row_version + 1, **changes))
        return Done(None, None)

    return Act(stamp, work)


def load_draft(store: Store, key: DraftKey) -> DraftContent:
    """An open draft whole; NotFound if there is none."""
    with reading(store) as connection:
        record = _require(connection, key)
        data = connection.execute(select(drafts.c.content).where(_of(drafts, key))).scalar_one()
        changed = select(draft_corrections).where(_of(draft_corrections, key)).order_by(draft_corrections.c.at)
        columns = [column for column in draft_corrections.c if column.name not in ("department", "round")]
        rows = connection.execute(changed.with_only_columns(*columns)).mappings().all()
        return DraftContent(record, bytes(data), tuple(Correction(**row) for row in rows), _answers(connection, key))


def load_draft_answers(store: Store, key: DraftKey) -> Mapping[str, DraftAnswer]:
    """The reasons kept in a draft by fingerprint; empty if there is no draft."""
    with reading(store) as connection:
        return _answers(connection, key)


def load_drafts(store: Store, department: str | None = None) -> tuple[DraftRecord, ...]:
    """The open drafts, of one department or of all, the latest first."""
    query = select(*_LINE).where(drafts.c.state == DraftState.OPEN).order_by(drafts.c.saved.desc())
    if department is not None:
        query = query.where(drafts.c.department == department)
    with reading(store) as connection:
        return tuple(_record(row) for row in connection.execute(query).mappings())


def find_draft(connection: Connection, key: DraftKey) -> DraftRecord | None:
    """A draft in whatever state within a transaction, or None."""
    row = connection.execute(select(*_LINE).where(_of(drafts, key))).mappings().first()
    return _record(row) if row else None


def _require(connection: Connection, key: DraftKey) -> DraftRecord:
    record = find_draft(connection, key)
    if record is None or record.state is not DraftState.OPEN:
        raise NotFound("drafts", key.round)
    return record


def _touch(connection: Connection, stamp: Stamp, key: DraftKey) -> DraftRecord:
    """The open draft with its new version; NotFound undoes the act if it is closed."""
    changes = {"saved_by": stamp.actor, "saved": stamp.at}
    connection.execute(update(drafts).where(_of(drafts, key)).values(row_version=drafts.c.row_version + 1, **changes))
    return _require(connection, key)


def _answers(connection: Connection, key: DraftKey) -> Mapping[str, DraftAnswer]:
    columns = [column for column in draft_answers.c if column.name not in ("department", "round")]
    rows = connection.execute(select(*columns).where(_of(draft_answers, key)).order_by(draft_answers.c.at)).mappings()
    return {row["fingerprint"]: DraftAnswer(**dict(row) | {"question": parse_problem(row["question"])}) for row in rows}


def _of(table: Table, key: DraftKey) -> ColumnElement[bool]:
    return (table.c.department == key.department) & (table.c.round == key.round)


def _at(sheet: str, cell: str) -> ColumnElement[bool]:
    return (draft_corrections.c.sheet == sheet) & (draft_corrections.c.cell == cell)


def _record(row: Mapping[Any, Any]) -> DraftRecord:
    return DraftRecord(**dict(row) | {"state": DraftState(row["state"])})


_LINE = tuple(column for column in drafts.c if column.name != "content")
