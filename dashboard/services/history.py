"""Bringing in the rounds of past years: all at once, through the same checks, with their source, and counted once a second person vouches.

Nothing is stored while anything must be fixed. A round that was ever collected here is never filled this way.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.views import Answer
from indicators.catalogue.calendar import due_date
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_workbook
from indicators.intake.history_table import CheckedTable, check_table
from indicators.intake.limits import MEGABYTE, Limits
from indicators.model.period import parse_period
from indicators.model.submission import CheckStatus, Problem, Severity, SubmissionState
from indicators.oversight.review import ReturnReason
from indicators.store.history import BatchRecord, Origin, load_batch, load_batches, next_batch, open_past_round, receive_history, vouch
from indicators.store.observations import load_accepted
from indicators.store.submissions import Incoming, ReturnNote, StoredAnswer, accept_submission, return_submission
from indicators.store.transaction import perform_all

TABLE = ".csv"
TABLE_LIMITS = Limits(file_bytes=32 * MEGABYTE, cells=4_000_000)
"""A table holds the years of all departments."""


@dataclass(frozen=True, slots=True)
class HistoryFile:
    """One file with figures of past rounds: a workbook of ours, or a tidy table (`.csv`)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class HistoryOrder:
    """What is said of the figures: the document they were taken from, the day they were first filed (None: each round's due day),
    and the answer to everything that is asked about them."""

    source: str
    filed: date | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True)
class HistoryBatch:
    """One batch. `state`: waiting for somebody to vouch, vouched, or returned. `rounds` in order of time; `observations` of all of it."""

    id: str
    source: str
    by: str
    state: str
    rounds: tuple[str, ...]
    submissions: int
    observations: int
    vouched_by: str = ""
    statement: str = ""


@dataclass(frozen=True, slots=True)
class HistoryOutcome:
    """`batch` is None where something must be fixed or answered: then nothing was stored. `problems` are (file, problem).

    `refused`: names of files that hold what may not be kept.
    """

    batch: HistoryBatch | None
    problems: tuple[tuple[str, Problem], ...]
    unanswered: int
    absent: int
    refused: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Part:
    """The figures of one department and round, with the file they came in."""

    file: HistoryFile
    checked: CheckedWorkbook


def import_history(desk: Desk, files: Sequence[HistoryFile], order: HistoryOrder) -> HistoryOutcome:
    """Checks all files together and stores them as one batch that waits for somebody to vouch; Refused without a source.

    Refused as well for two files of one name: of what is found nobody could tell in which it stands.
    """
    require(desk.actor, Action.IMPORT_HISTORY, demo=desk.demo)
    if not order.source.strip():
        raise Refused("refusals.history_without_source")
    if len({file.name for file in files}) < len(files):
        raise Refused("refusals.history_same_name")
    whole = replace(_context(desk, None), limits=TABLE_LIMITS)
    tables = {file.name: check_table(file.data, file.name, whole) for file in files if _is_table(file)}
    parts = [*_table_parts(files, tables), *_workbook_parts(desk, [file for file in files if not _is_table(file)])]
    problems = [(name, one) for name, table in tables.items() for one in table.problems]
    problems += [(part.file.name, one) for part in parts for one in part.checked.problems]
    asked = {one.fingerprint for _, one in problems if one.severity is Severity.CONFIRM}
    absent = sum(table.absent for table in tables.values())
    unanswered = 0 if order.answer else len(asked)
    if unanswered or not parts or any(one.severity is Severity.MUST_FIX for _, one in problems):
        refused = {part.file.name for part in parts if part.checked.status is CheckStatus.REFUSED}
        refused |= {name for name, one in problems if one.code == "personal_data"}
        return HistoryOutcome(None, tuple(problems), unanswered, absent, frozenset(refused))
    return HistoryOutcome(_view(_store(desk, parts, order)), tuple(problems), 0, absent)


def vouch_for(desk: Desk, batch: str, statement: str) -> HistoryBatch:
    """Accepts a batch on the word of this person, who is not the one that brought it in; Refused without a statement."""
    found = load_batch(desk.store, batch)
    require(desk.actor, Action.VOUCH_HISTORY, first_hand=found.submissions[0].by, demo=desk.demo)
    if not statement.strip():
        raise Refused("refusals.history_without_statement")
    stamp = desk.stamp()
    accepting = [accept_submission(stamp, record.id, record.row_version) for record in found.submissions]
    perform_all(desk.store, [vouch(stamp, batch, statement.strip()), *accepting])
    return _view(load_batch(desk.store, batch))


def drop_history(desk: Desk, batch: str, words: str) -> HistoryBatch:
    """Sends a batch back that nobody has vouched for; its rounds may then be brought in again."""
    require(desk.actor, Action.IMPORT_HISTORY, demo=desk.demo)
    stamp = desk.stamp()
    note = ReturnNote(ReturnReason.OTHER, words)
    perform_all(desk.store, [return_submission(stamp, one.id, one.row_version, note) for one in load_batch(desk.store, batch).submissions])
    return _view(load_batch(desk.store, batch))


def list_history(desk: Desk) -> tuple[HistoryBatch, ...]:
    """All batches, with who brought them in and who vouches."""
    require(desk.actor, Action.READ_INBOX, demo=desk.demo)
    return tuple(_view(batch) for batch in load_batches(desk.store))


def _view(batch: BatchRecord) -> HistoryBatch:
    waits = all(record.state is SubmissionState.SUBMITTED for record in batch.submissions)
    vouching = batch.vouching
    return HistoryBatch(
        id=batch.id,
        source=batch.source,
        by=batch.submissions[0].by,
        state="vouched" if vouching else "waiting" if waits else "returned",
        rounds=tuple(dict.fromkeys(record.round for record in batch.submissions)),
        submissions=len(batch.submissions),
        observations=sum(record.counts["observations"] for record in batch.submissions),
        vouched_by=vouching.by if vouching else "",
        statement=vouching.statement if vouching else "",
    )


def _is_table(file: HistoryFile) -> bool:
    return file.name.lower().endswith(TABLE)


def _context(desk: Desk, known: pd.DataFrame | None) -> IntakeContext:
    return IntakeContext(desk.catalogue, as_of=desk.today, known=known, past=True)


def _table_parts(files: Sequence[HistoryFile], tables: dict[str, CheckedTable]) -> Iterator[_Part]:
    for file in files:
        if file.name in tables:
            yield from (_Part(file, part) for part in tables[file.name].parts)


def _workbook_parts(desk: Desk, files: Sequence[HistoryFile]) -> list[_Part]:
    """Every workbook held against the rounds before it, those among these files included."""
    first = [_Part(file, check_workbook(file.data, file.name, _context(desk, None))) for file in files]
    ordered = sorted(first, key=lambda part: _ends(part.checked))
    parts: list[_Part] = []
    for part in ordered:
        if part.checked.identity is None or part.checked.status is CheckStatus.REFUSED:
            parts.append(part)
            continue
        department = part.checked.identity.department
        earlier = [one.checked.observations for one in parts if one.checked.identity and one.checked.identity.department == department]
        known = pd.concat([load_accepted(desk.store, departments=(department,)), *earlier], ignore_index=True)
        parts.append(_Part(part.file, check_workbook(part.file.data, part.file.name, _context(desk, known))))
    return parts


def _ends(checked: CheckedWorkbook) -> date:
    return parse_period(checked.identity.period).last_day if checked.identity else date.max


def _store(desk: Desk, parts: list[_Part], order: HistoryOrder) -> BatchRecord:
    rounds = {part.checked.identity.period for part in parts if part.checked.identity is not None}
    due = {code: due_date(parse_period(code)) for code in sorted(rounds)}
    batch = next_batch(desk.store)
    origin = Origin(batch, order.source.strip(), {code: order.filed or day for code, day in due.items()})
    stamp = desk.stamp()
    acts = [open_past_round(stamp, code, day) for code, day in due.items()]
    perform_all(desk.store, [*acts, *(receive_history(stamp, _incoming(part, order), origin) for part in parts)])
    return load_batch(desk.store, batch)


def _incoming(part: _Part, order: HistoryOrder) -> Incoming:
    checked = part.checked
    if checked.identity is None:
        raise ValueError("a part without department and round is not stored")
    asked = [one.fingerprint for one in checked.problems if one.severity is Severity.CONFIRM]
    answers = {key: StoredAnswer(order.answer.reason, order.answer.note) for key in asked} if order.answer else {}
    return Incoming(
        department=checked.identity.department,
        round=checked.identity.period,
        file=part.file.name,
        data=part.file.data,
        template_version=checked.identity.template_version,
        observations=checked.observations,
        problems=checked.problems,
        answers=answers,
    )
