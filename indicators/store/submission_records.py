"""Submissions as they are read back: records, problems, answers, returns, the file itself. Nothing is changed here."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from indicators.model.submission import Problem, SubmissionState
from indicators.store.connection import Store, reading
from indicators.store.problem_text import parse_problem
from indicators.store.refusals import NotFound
from indicators.store.tables import answers, files, problems, returns, rounds, submissions


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """One version of one department's workbook for a round. `counts`: observations, problems by severity, cells corrected on screen.

    `row_version` is what accept, return and withdraw compare; `version` counts the department's workbooks of the round.
    """

    id: str
    department: str
    round: str
    version: int
    state: SubmissionState
    sha256: str
    file: str
    by: str
    received: str
    template_version: str
    counts: Mapping[str, int]
    observations_sha256: str
    row_version: int
    signers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """A coded reason for one figure, by whom and when, and by whom it was confirmed where a second person was needed."""

    submission: str
    fingerprint: str
    reason: str
    note: str
    by: str
    at: str
    second_by: str | None = None
    second_at: str | None = None


@dataclass(frozen=True, slots=True)
class ReturnRecord:
    """Why and where a submission was sent back."""

    at: str
    by: str
    reason: str
    note: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file as received, byte for byte."""

    sha256: str
    name: str
    content: bytes


def load_submissions(
    store: Store, department: str | None = None, round: str | None = None, states: Collection[str] | None = None
) -> tuple[SubmissionRecord, ...]:
    """Submissions, the latest round, then the latest version first."""
    query = select(submissions).join(rounds).order_by(rounds.c.ends.desc(), submissions.c.department, submissions.c.version.desc())
    if department is not None:
        query = query.where(submissions.c.department == department)
    if round is not None:
        query = query.where(submissions.c.round == round)
    if states is not None:
        query = query.where(submissions.c.state.in_(tuple(states)))
    with reading(store) as connection:
        return tuple(to_record(row) for row in connection.execute(query).mappings())


def load_submission(store: Store, id: str) -> SubmissionRecord:
    """One submission; NotFound if there is none."""
    with reading(store) as connection:
        return find_submission(connection, id)


def find_submission(connection: Connection, id: str) -> SubmissionRecord:
    """`load_submission` within a transaction."""
    row = connection.execute(select(submissions).where(submissions.c.id == id)).mappings().first()
    if row is None:
        raise NotFound("submissions", id)
    return to_record(row)


def load_problems(store: Store, id: str) -> tuple[Problem, ...]:
    """The problems of one submission in the order in which they were found."""
    query = select(problems.c.document).where(problems.c.submission == id).order_by(problems.c.position)
    with reading(store) as connection:
        return tuple(parse_problem(text) for text in connection.execute(query).scalars())


def load_answers(store: Store, department: str) -> Mapping[str, AnswerRecord]:
    """The latest answer of a department to each cell fingerprint; an unchanged figure need not be explained twice."""
    query = select(answers).join(submissions).where(submissions.c.department == department).order_by(answers.c.at)
    with reading(store) as connection:
        return {row["fingerprint"]: AnswerRecord(**row) for row in connection.execute(query).mappings()}


def load_returns(store: Store, id: str) -> tuple[ReturnRecord, ...]:
    """All returns of one submission, the first one first."""
    columns = (returns.c.at, returns.c.by, returns.c.reason, returns.c.note, returns.c.cells)
    query = select(*columns).where(returns.c.submission == id).order_by(returns.c.position)
    with reading(store) as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(ReturnRecord(**dict(row) | {"cells": tuple(json.loads(row["cells"]))}) for row in rows)


def load_file(store: Store, sha256: str) -> StoredFile:
    """A file as received; NotFound if there is none with this hash."""
    query = select(files.c.sha256, files.c.name, files.c.content).where(files.c.sha256 == sha256)
    with reading(store) as connection:
        row = connection.execute(query).mappings().first()
    if row is None:
        raise NotFound("files", sha256)
    return StoredFile(row["sha256"], row["name"], bytes(row["content"]))


def to_record(row: Mapping[Any, Any]) -> SubmissionRecord:
    """A row of the table as a record."""
    documents = {name: json.loads(row[name]) for name in ("counts", "signers")}
    return SubmissionRecord(**dict(row) | documents | {"state": SubmissionState(row["state"])})
