"""Submissions: a workbook received as a new version, and the office's answer to it. Who may do what is decided elsewhere."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd
from sqlalchemy import Connection, func, insert, select, update

from indicators.model.round import RoundState
from indicators.model.submission import Problem, SubmissionState
from indicators.store.chain import canonical_json
from indicators.store.observations import add_observations, digest_records, to_records
from indicators.store.problem_text import problem_text
from indicators.store.refusals import StaleVersion
from indicators.store.rounds import RoundRecord, find_round
from indicators.store.submission_records import SubmissionRecord, find_submission, to_record
from indicators.store.tables import LIVE_STATES, answers, files, problems, returns, submissions
from indicators.store.transaction import Act, Done, EventDraft, Stamp
from indicators.store.versions import Expected, swap_row

WAITING = (SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """A coded reason for a figure that was asked about. `by` and `at` are the sender and the moment of sending where they are empty.

    `second_by` is whoever confirmed it as a second person, where one is needed.
    """

    reason: str
    note: str
    by: str = ""
    at: str = ""
    second_by: str | None = None
    second_at: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """A checked workbook on its way in. `observations` has OBSERVATION_COLUMNS; `answers` are keyed by cell fingerprint.

    `signers`: who signs the workbook, by named cell. `corrected`: cells (`sheet!cell`) corrected on the screen after the upload.
    """

    department: str
    round: str
    file: str
    data: bytes
    template_version: str
    observations: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    answers: Mapping[str, StoredAnswer] = field(default_factory=dict)
    signers: Mapping[str, str] = field(default_factory=dict)
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """The stored submission; `repeated` if the same bytes with the same answers were there already and nothing was added."""

    submission: SubmissionRecord
    repeated: bool


@dataclass(frozen=True, slots=True)
class ReturnNote:
    """Why a submission goes back: a reason code, the reviewer's words, and the cells meant (`sheet!cell`)."""

    reason: str
    note: str
    cells: tuple[str, ...] = ()


def receive_submission(stamp: Stamp, incoming: Incoming) -> Act[Received]:
    """Stores file, submission, figures, problems and answers as the next version; StaleVersion if the round takes nothing (any more).

    The same bytes with no new answer as the department's latest version (unless withdrawn) are recognised, not stored again.
    A version still waiting for the office is superseded.
    """

    def work(connection: Connection) -> Done[Received]:
        window = find_round(connection, incoming.round)
        if window.state not in (RoundState.OPEN, RoundState.REOPENED) or _has_expired(window, stamp):
            raise StaleVersion("rounds", incoming.round, window.state)
        latest = latest_version(connection, incoming)
        digest = hashlib.sha256(incoming.data).hexdigest()
        if latest is not None and _is_repeat(connection, latest, digest, incoming):
            return Done(Received(latest, True), _event("recognise_submission", latest, {"sha256": digest}))
        if latest is not None and latest.state == SubmissionState.IN_REVIEW:
            raise StaleVersion("submissions", latest.id, latest.state)
        record = add_version(connection, stamp, incoming, (digest, latest))
        payload = {"sha256": digest, "observations_sha256": record.observations_sha256, "counts": dict(record.counts)}
        payload |= {"signers": dict(record.signers), "corrected": list(incoming.corrected)}
        return Done(Received(record, False), _event("submit", record, payload))

    return Act(stamp, work)


def start_review(stamp: Stamp, id: str, version: int) -> Act[SubmissionRecord]:
    """Takes a submission into review, after which its sender can no longer withdraw it."""
    return _move(stamp, Expected(id, version, (SubmissionState.SUBMITTED,)), SubmissionState.IN_REVIEW, "start_review")


def withdraw_submission(stamp: Stamp, id: str, version: int) -> Act[SubmissionRecord]:
    """The sender takes a submission back before its review."""
    return _move(stamp, Expected(id, version, (SubmissionState.SUBMITTED,)), SubmissionState.WITHDRAWN, "withdraw")


def accept_submission(stamp: Stamp, id: str, version: int) -> Act[SubmissionRecord]:
    """Accepts a submission; an earlier version that counted until now is superseded in the same act."""
    expected = Expected(id, version, WAITING)

    def work(connection: Connection) -> Done[SubmissionRecord]:
        found = find_submission(connection, id)
        counted = _supersede(connection, found, LIVE_STATES) if found.state in WAITING else ()
        row = swap_row(connection, submissions, expected, {"state": SubmissionState.ACCEPTED})
        record = to_record(row)
        return Done(record, _event("accept", record, {"superseded": list(counted)}))

    return Act(stamp, work)


def return_submission(stamp: Stamp, id: str, version: int, note: ReturnNote) -> Act[SubmissionRecord]:
    """Sends a submission back with a reason and the cells meant; one that was accepted but not yet frozen can be returned too."""
    expected = Expected(id, version, (*WAITING, SubmissionState.ACCEPTED))

    def work(connection: Connection) -> Done[SubmissionRecord]:
        record = to_record(swap_row(connection, submissions, expected, {"state": SubmissionState.RETURNED}))
        row = {"submission": id, "position": _next_return(connection, id), "at": stamp.at, "by": stamp.actor}
        connection.execute(insert(returns).values(row | {"reason": note.reason, "note": note.note, "cells": canonical_json(note.cells)}))
        return Done(record, _event("return", record, {"note": note.note, "cells": list(note.cells)}, note.reason))

    return Act(stamp, work)


def _move(stamp: Stamp, expected: Expected, state: SubmissionState, action: str) -> Act[SubmissionRecord]:
    def work(connection: Connection) -> Done[SubmissionRecord]:
        record = to_record(swap_row(connection, submissions, expected, {"state": state}))
        return Done(record, _event(action, record, {}))

    return Act(stamp, work)


def _has_expired(window: RoundRecord, stamp: Stamp) -> bool:
    return window.reopened_until is not None and stamp.at[: len(window.reopened_until)] > window.reopened_until


def latest_version(connection: Connection, incoming: Incoming) -> SubmissionRecord | None:
    """The department's latest version for the round, whatever its state; only within an act."""
    own = (submissions.c.department == incoming.department) & (submissions.c.round == incoming.round)
    query = select(submissions).where(own).order_by(submissions.c.version.desc()).limit(1)
    row = connection.execute(query).mappings().first()
    return to_record(row) if row else None


def _is_repeat(connection: Connection, latest: SubmissionRecord, digest: str, incoming: Incoming) -> bool:
    if latest.sha256 != digest or latest.state == SubmissionState.WITHDRAWN:
        return False
    query = select(answers.c.fingerprint, answers.c.reason, answers.c.note).where(answers.c.submission == latest.id)
    stored = {tuple(row) for row in connection.execute(query)}
    return all((fingerprint, answer.reason, answer.note) in stored for fingerprint, answer in incoming.answers.items())


def add_version(connection: Connection, stamp: Stamp, incoming: Incoming, place: tuple[str, SubmissionRecord | None]) -> SubmissionRecord:
    """Inserts the next version after `place` = (SHA-256 of the file, latest version or None); only within an act."""
    digest, latest = place
    version = latest.version + 1 if latest else 1
    records = to_records(incoming.observations)
    id = f"S-{incoming.round.replace('-', '')}-{incoming.department}-{version}"
    if latest is not None:
        _supersede(connection, latest, (SubmissionState.SUBMITTED,))
    _keep_file(connection, stamp, incoming, digest)
    row = {
        "id": id,
        "department": incoming.department,
        "round": incoming.round,
        "version": version,
        "state": SubmissionState.SUBMITTED,
        "sha256": digest,
        "file": incoming.file,
        "by": stamp.actor,
        "received": stamp.at,
        "template_version": incoming.template_version,
        "counts": canonical_json(_counts(incoming)),
        "signers": canonical_json(dict(incoming.signers)),
        "observations_sha256": digest_records(records),
        "row_version": 1,
    }
    connection.execute(insert(submissions).values(row))
    add_observations(connection, id, records)
    _keep_problems(connection, id, incoming.problems)
    _keep_answers(connection, stamp, id, incoming.answers)
    return to_record(row)


def _supersede(connection: Connection, of: SubmissionRecord, states: tuple[str, ...]) -> tuple[str, ...]:
    same = (submissions.c.department == of.department) & (submissions.c.round == of.round) & submissions.c.state.in_(states)
    ids = tuple(connection.execute(select(submissions.c.id).where(same)).scalars())
    values = {"state": SubmissionState.SUPERSEDED, "row_version": submissions.c.row_version + 1}
    connection.execute(update(submissions).where(submissions.c.id.in_(ids)).values(values))
    return ids


def _counts(incoming: Incoming) -> dict[str, int]:
    severities = [problem.severity for problem in incoming.problems]
    found = {str(severity): severities.count(severity) for severity in sorted(set(severities))}
    corrected = {"corrected": len(incoming.corrected)} if incoming.corrected else {}
    return {"observations": len(incoming.observations)} | found | corrected


def _keep_file(connection: Connection, stamp: Stamp, incoming: Incoming, digest: str) -> None:
    if connection.execute(select(files.c.sha256).where(files.c.sha256 == digest)).first() is None:
        row = {"sha256": digest, "name": incoming.file, "content": incoming.data, "size": len(incoming.data), "received": stamp.at}
        connection.execute(insert(files).values(row))


def _keep_problems(connection: Connection, id: str, found: tuple[Problem, ...]) -> None:
    rows = [
        {"submission": id, "position": position, "severity": problem.severity, "code": problem.code, "document": problem_text(problem)}
        for position, problem in enumerate(found)
    ]
    if rows:
        connection.execute(insert(problems), rows)


def _keep_answers(connection: Connection, stamp: Stamp, id: str, given: Mapping[str, StoredAnswer]) -> None:
    rows = [
        {
            "submission": id,
            "fingerprint": key,
            "reason": answer.reason,
            "note": answer.note,
            "by": answer.by or stamp.actor,
            "at": answer.at or stamp.at,
            "second_by": answer.second_by,
            "second_at": answer.second_at,
        }
        for key, answer in given.items()
    ]
    if rows:
        connection.execute(insert(answers), rows)


def _next_return(connection: Connection, id: str) -> int:
    return connection.execute(select(func.count()).select_from(returns).where(returns.c.submission == id)).scalar_one() + 1


def _event(action: str, record: SubmissionRecord, payload: Mapping[str, Any], reason: str = "") -> EventDraft:
    return EventDraft(action, record.id, record.round, reason, payload)
