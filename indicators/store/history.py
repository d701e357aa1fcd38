"""Earlier rounds brought in at once: where their figures come from, when they were first filed, and who vouches for them.

Their figures count once somebody else than the one who brought them in has vouched for the batch. No round that was ever open here
can be filled this way.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, insert, select

from indicators.model.period import parse_period
from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.store.connection import Store, reading
from indicators.store.refusals import NotFound, StaleVersion
from indicators.store.rounds import find_round, round_kind
from indicators.store.submission_records import SubmissionRecord, to_record
from indicators.store.submissions import Incoming, add_version, latest_version
from indicators.store.tables import history, rounds, submissions, vouchings
from indicators.store.transaction import Act, Done, EventDraft, Stamp


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a batch comes from: its id, the document it was taken from, and when the figures were first filed (round code -> day)."""

    batch: str
    source: str
    filed: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class Vouching:
    """Who vouches for a batch, when, and in which words."""

    by: str
    at: str
    statement: str


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """One batch with its submissions; `vouching` is None while nobody has vouched for it."""

    id: str
    source: str
    submissions: tuple[SubmissionRecord, ...]
    vouching: Vouching | None


def open_past_round(stamp: Stamp, period: str, due: date) -> Act[str]:
    """A round of the past, there from now on and closed to uploads; one that is there already stays as it is."""
    stretch = parse_period(period)
    row = {
        "period": stretch.code,
        "kind": round_kind(stretch),
        "state": RoundState.CLOSED,
        "ends": stretch.last_day.isoformat(),
        "due": due.isoformat(),
        "opened": stamp.at,
        "reopened_until": None,
        "row_version": 1,
    }

    def work(connection: Connection) -> Done[str]:
        if connection.execute(select(rounds.c.state).where(rounds.c.period == stretch.code)).scalar() is not None:
            return Done(stretch.code, None)
        connection.execute(insert(rounds).values(row))
        return Done(stretch.code, EventDraft("open_past_round", stretch.code, stretch.code, payload={"due": row["due"]}))

    return Act(stamp, work)


def receive_history(stamp: Stamp, incoming: Incoming, origin: Origin) -> Act[SubmissionRecord]:
    """Stores the figures of one department and one past round under a batch; StaleVersion if the round was ever collected here."""

    def work(connection: Connection) -> Done[SubmissionRecord]:
        window = find_round(connection, incoming.round)
        if window.state != RoundState.CLOSED or _was_collected(connection, incoming.round):
            raise StaleVersion("rounds", incoming.round, window.state)
        latest = latest_version(connection, incoming)
        if latest is not None and latest.state in (SubmissionState.ACCEPTED, SubmissionState.SUBMITTED):
            raise StaleVersion("submissions", latest.id, latest.state)
        record = add_version(connection, stamp, incoming, (hashlib.sha256(incoming.data).hexdigest(), latest))
        filed = origin.filed[incoming.round].isoformat()
        connection.execute(insert(history).values(submission=record.id, batch=origin.batch, source=origin.source, filed=filed))
        payload = {"sha256": record.sha256, "observations_sha256": record.observations_sha256, "counts": dict(record.counts)}
        provenance = {"batch": origin.batch, "source": origin.source, "filed": filed}
        return Done(record, EventDraft("submit", record.id, record.round, payload={**payload, "history": provenance}))

    return Act(stamp, work)


def vouch(stamp: Stamp, batch: str, statement: str) -> Act[Vouching]:
    """Puts on record who vouches for a batch; StaleVersion if somebody has."""

    def work(connection: Connection) -> Done[Vouching]:
        if connection.execute(select(vouchings.c.by).where(vouchings.c.batch == batch)).scalar() is not None:
            raise StaleVersion("history", batch, "vouched")
        connection.execute(insert(vouchings).values(batch=batch, by=stamp.actor, at=stamp.at, statement=statement))
        return Done(Vouching(stamp.actor, stamp.at, statement), EventDraft("vouch_history", batch, reason=statement))

    return Act(stamp, work)


def load_batches(store: Store) -> tuple[BatchRecord, ...]:
    """All batches, the first one first."""
    query = select(history.c.batch, history.c.source, submissions).join_from(history, submissions).join(rounds).order_by(rounds.c.ends)
    with reading(store) as connection:
        rows = connection.execute(query).mappings().all()
        vouched = {row["batch"]: row for row in connection.execute(select(vouchings)).mappings()}
    names = sorted({row["batch"] for row in rows})
    return tuple(_batch(name, [row for row in rows if row["batch"] == name], vouched.get(name)) for name in names)


def load_batch(store: Store, id: str) -> BatchRecord:
    """One batch; NotFound if there is none."""
    found = [batch for batch in load_batches(store) if batch.id == id]
    if not found:
        raise NotFound("history", id)
    return found[0]


def next_batch(store: Store) -> str:
    """The id of the next batch: H-0001, H-0002 ..."""
    with reading(store) as connection:
        count = connection.execute(select(func.count(func.distinct(history.c.batch)))).scalar_one()
    return f"H-{count + 1:04d}"


def _was_collected(connection: Connection, period: str) -> bool:
    """Whether the round has a submission that did not come as history, so that it has a life of its own here."""
    own = select(submissions.c.id).where(submissions.c.round == period).where(submissions.c.id.not_in(select(history.c.submission)))
    return connection.execute(own.limit(1)).first() is not None


def _batch(name: str, rows: list[Mapping], vouched: Mapping | None) -> BatchRecord:
    records = tuple(to_record({key: value for key, value in row.items() if key in submissions.c}) for row in rows)
    vouching = None if vouched is None else Vouching(vouched["by"], vouched["at"], vouched["statement"])
    return BatchRecord(name, rows[0]["source"], records, vouching)
