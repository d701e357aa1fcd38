"""Freezing: all accepted figures of a moment as one Parquet file with a hash. It computes nothing from them."""

import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from sqlalchemy import Connection, func, insert, select, update

from indicators.model.period import parse_period
from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.store.chain import canonical_json
from indicators.store.connection import Store, reading
from indicators.store.observations import SCHEMA, STORED_COLUMNS, find_accepted, in_canonical_order, to_frame
from indicators.store.refusals import NotFound, StoreUnavailable
from indicators.store.tables import LIVE_STATES, rounds, snapshots, submissions
from indicators.store.transaction import Act, Done, EventDraft, Stamp
from indicators.store.versions import Expected, swap_row


@dataclass(frozen=True, slots=True)
class Filed:
    """One submission whose figures are in a snapshot."""

    id: str
    department: str
    round: str
    version: int
    sha256: str
    received: str


@dataclass(frozen=True, slots=True)
class SnapshotRecord:
    """A frozen state of all figures, without its bytes. `manifest` lists every submission in it, also one without figures."""

    id: str
    period: str
    sha256: str
    row_count: int
    manifest: tuple[Filed, ...]
    created: str
    by: str

    @property
    def submitted(self) -> frozenset[tuple[str, str]]:
        """The (department, round) pairs that had an accepted submission."""
        return frozenset((filed.department, filed.round) for filed in self.manifest)


def freeze_round(stamp: Stamp, period: str, version: int) -> Act[SnapshotRecord]:
    """Freezes a round: snapshot of all accepted figures up to it, its submissions frozen, the round frozen, in one act."""
    expected = Expected(period, version, (RoundState.OPEN, RoundState.CLOSED, RoundState.REOPENED))

    def work(connection: Connection) -> Done[SnapshotRecord]:
        swap_row(connection, rounds, expected, {"state": RoundState.FROZEN, "reopened_until": None})
        record = _add_snapshot(connection, stamp, period)
        _freeze_submissions(connection, period)
        payload = {"snapshot": record.id, "sha256": record.sha256, "rows": record.row_count, "submissions": len(record.manifest)}
        return Done(record, EventDraft("freeze", record.id, period, payload=payload))

    return Act(stamp, work)


def render_snapshot(frame: pd.DataFrame) -> bytes:
    """A frame with STORED_COLUMNS as Parquet in canonical order; equal frames give equal bytes under one pyarrow version."""
    ordered = in_canonical_order(frame)
    columns = [pa.array(ordered[name], type=SCHEMA.field(name).type, from_pandas=True) for name in STORED_COLUMNS]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_arrays(columns, schema=SCHEMA), sink, compression="zstd", version="2.6")
    return sink.getvalue()


def read_snapshot(data: bytes) -> pd.DataFrame:
    """The frame in a snapshot's bytes: STORED_COLUMNS, text or float64 with nan."""
    return to_frame(pq.read_table(io.BytesIO(data)))


def load_snapshots(store: Store, period: str | None = None) -> tuple[SnapshotRecord, ...]:
    """Snapshots without their bytes, the latest first."""
    columns = [column for column in snapshots.c if column.name != "content"]
    query = select(*columns).order_by(snapshots.c.created.desc(), snapshots.c.id.desc())
    if period is not None:
        query = query.where(snapshots.c.period == period)
    with reading(store) as connection:
        return tuple(_record(row) for row in connection.execute(query).mappings())


def load_snapshot(store: Store, id: str) -> SnapshotRecord:
    """One snapshot without its bytes; NotFound if there is none."""
    found = [record for record in load_snapshots(store) if record.id == id]
    if not found:
        raise NotFound("snapshots", id)
    return found[0]


def load_snapshot_bytes(store: Store, id: str) -> bytes:
    """The Parquet bytes of a snapshot; StoreUnavailable if they no longer have their hash, NotFound if there is none."""
    with reading(store) as connection:
        row = connection.execute(select(snapshots.c.content, snapshots.c.sha256).where(snapshots.c.id == id)).first()
    if row is None:
        raise NotFound("snapshots", id)
    data = bytes(row.content)
    if hashlib.sha256(data).hexdigest() != row.sha256:
        raise StoreUnavailable("snapshot_damaged", id=id)
    return data


def load_snapshot_observations(store: Store, id: str) -> pd.DataFrame:
    """The figures of a snapshot with STORED_COLUMNS; errors as `load_snapshot_bytes`."""
    return read_snapshot(load_snapshot_bytes(store, id))


def _add_snapshot(connection: Connection, stamp: Stamp, period: str) -> SnapshotRecord:
    until = parse_period(period)
    data = render_snapshot(find_accepted(connection, until))
    earlier = connection.execute(select(func.count()).select_from(snapshots).where(snapshots.c.period == period)).scalar_one()
    query = (
        select(*(submissions.c[name] for name in ("id", "department", "round", "version", "sha256", "received")))
        .join(rounds)
        .where(submissions.c.state.in_(LIVE_STATES), rounds.c.ends <= until.last_day.isoformat())
    )
    manifest = sorted((dict(row) for row in connection.execute(query).mappings()), key=lambda row: row["id"])
    row = {
        "id": f"N-{period.replace('-', '')}-{earlier + 1}",
        "period": period,
        "sha256": hashlib.sha256(data).hexdigest(),
        "row_count": pq.read_metadata(io.BytesIO(data)).num_rows,
        "manifest": canonical_json(manifest),
        "created": stamp.at,
        "by": stamp.actor,
    }
    connection.execute(insert(snapshots).values(row | {"content": data}))
    return _record(row)


def _freeze_submissions(connection: Connection, period: str) -> None:
    accepted = (submissions.c.round == period) & (submissions.c.state == SubmissionState.ACCEPTED)
    values = {"state": SubmissionState.FROZEN, "row_version": submissions.c.row_version + 1}
    connection.execute(update(submissions).where(accepted).values(values))


def _record(row: Mapping[Any, Any]) -> SnapshotRecord:
    manifest = tuple(Filed(**filed) for filed in json.loads(row["manifest"]))
    return SnapshotRecord(**dict(row) | {"manifest": manifest})
