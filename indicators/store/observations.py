"""Reported figures: in with their submission, out as frames. Which of them count is a matter of the submission's state."""

import hashlib
from collections.abc import Collection

import pandas as pd
import pyarrow as pa
from sqlalchemy import Connection, Select, func, insert, select

from indicators.model.observation import OBSERVATION_COLUMNS, OBSERVATION_KEY
from indicators.model.period import Period
from indicators.store.chain import canonical_json
from indicators.store.connection import Store, reading
from indicators.store.tables import LIVE_STATES, history, observations, rounds, submissions

NUMBERS = ("numerator", "denominator", "value", "se")
ORIGIN = ("submission", "file", "sha256", "received")
STORED_COLUMNS = OBSERVATION_COLUMNS + ORIGIN
SCHEMA = pa.schema([(name, pa.float64() if name in NUMBERS else pa.string()) for name in STORED_COLUMNS])


def add_observations(connection: Connection, submission: str, records: list[dict[str, object]]) -> None:
    """Inserts figures made by `to_records` under one submission; only within an act."""
    if records:
        connection.execute(insert(observations), [record | {"submission": submission} for record in records])


def digest_records(records: list[dict[str, object]]) -> str:
    """SHA-256 over the figures in canonical order, so that the chain's line of a submission covers them."""
    ordered = sorted(records, key=lambda record: tuple(str(record[column]) for column in OBSERVATION_KEY))
    return hashlib.sha256(canonical_json(ordered).encode()).hexdigest()


def to_records(frame: pd.DataFrame) -> list[dict[str, object]]:
    """Rows as dictionaries with None for missing, numbers as float and everything else as text."""
    ordered = frame[list(OBSERVATION_COLUMNS)]
    return pa.Table.from_pandas(ordered, schema=pa.schema(list(SCHEMA)[: len(OBSERVATION_COLUMNS)]), preserve_index=False).to_pylist()


def load_observations(store: Store, submission: str) -> pd.DataFrame:
    """The figures of one submission, whatever its state; STORED_COLUMNS in canonical order."""
    with reading(store) as connection:
        return _frame(connection, _query().where(observations.c.submission == submission))


def load_accepted(store: Store, until: Period | None = None, departments: Collection[str] | None = None) -> pd.DataFrame:
    """The figures of all accepted submissions, rounds up to and including `until`; STORED_COLUMNS in canonical order."""
    with reading(store) as connection:
        return find_accepted(connection, until, departments)


def find_accepted(connection: Connection, until: Period | None = None, departments: Collection[str] | None = None) -> pd.DataFrame:
    """`load_accepted` within a transaction."""
    query = _query().where(submissions.c.state.in_(LIVE_STATES))
    if until is not None:
        ends = select(rounds.c.period).where(rounds.c.ends <= until.last_day.isoformat())
        query = query.where(submissions.c.round.in_(ends))
    if departments is not None:
        query = query.where(submissions.c.department.in_(tuple(departments)))
    return _frame(connection, query)


def in_canonical_order(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows ordered by key and submission, with a fresh index."""
    return frame.sort_values([*OBSERVATION_KEY, "submission"], kind="stable", ignore_index=True)


def to_frame(table: pa.Table) -> pd.DataFrame:
    """A table of SCHEMA as a frame: text as `str`, numbers as float64, missing as nan (Arrow is ten times faster than pandas here)."""
    return table.to_pandas().astype({name: "float64" if name in NUMBERS else "str" for name in STORED_COLUMNS})


def _query() -> Select:
    columns = [observations.c[column] for column in OBSERVATION_COLUMNS]
    # Figures of past rounds came when they were first filed, not when they were brought in.
    received = func.coalesce(history.c.filed, submissions.c.received).label("received")
    origin = [submissions.c.id, submissions.c.file, submissions.c.sha256, received]
    return select(*columns, *origin).join_from(observations, submissions).outerjoin(history, history.c.submission == submissions.c.id)


def _frame(connection: Connection, query: Select) -> pd.DataFrame:
    rows = connection.execute(query).all()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(STORED_COLUMNS)
    arrays = [pa.array(column, type=kind) for column, kind in zip(columns, SCHEMA.types, strict=True)]
    return in_canonical_order(to_frame(pa.Table.from_arrays(arrays, schema=SCHEMA)))
