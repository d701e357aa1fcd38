"""Whether what is stored is still what was stored: bytes against their hashes, and both against the event chain."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd
from sqlalchemy import Connection, select

from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.store.connection import Store, reading
from indicators.store.observations import digest_records, to_records
from indicators.store.tables import assessments, bases, catalogues, events, files, observations, snapshots, submissions


@dataclass(frozen=True, slots=True)
class ContentFault:
    """One stored thing that no longer fits. `reason`: bytes_changed, figures_changed, not_as_recorded."""

    kind: str
    id: str
    reason: str


def check_contents(store: Store) -> tuple[ContentFault, ...]:
    """Every file, snapshot, assessment and submission that does not have its hash, or not the one its event recorded."""
    with reading(store) as connection:
        recorded = _recorded(connection)
        faults = [*_blob_faults(connection), *_figure_faults(connection), *_basis_faults(connection)]
        for kind, table in (("submissions", submissions), ("snapshots", snapshots), ("assessments", assessments)):
            for id, sha256 in connection.execute(select(table.c.id, table.c.sha256)):
                if recorded.get(id, {}).get("sha256") != sha256:
                    faults.append(ContentFault(kind, id, "not_as_recorded"))
    return tuple(faults)


def _recorded(connection: Connection) -> dict[str, dict[str, str]]:
    query = select(events.c.object, events.c.payload).where(events.c.action.in_(("submit", "freeze", "assess")))
    return {object: json.loads(payload) for object, payload in connection.execute(query)}


def _blob_faults(connection: Connection) -> Iterator[ContentFault]:
    blobs = (
        ("files", select(files.c.sha256, files.c.sha256, files.c.content)),
        ("snapshots", select(snapshots.c.id, snapshots.c.sha256, snapshots.c.content)),
        ("assessments", select(assessments.c.id, assessments.c.sha256, assessments.c.document)),
        ("catalogues", select(catalogues.c.sha256, catalogues.c.sha256, catalogues.c.content)),
        ("bases", select(bases.c.assessment, bases.c.sha256, bases.c.request)),
    )
    for kind, query in blobs:
        for id, sha256, content in connection.execute(query):
            # SQLite keeps whatever type it is given: forged text is not bytes.
            if not isinstance(content, bytes) or hashlib.sha256(content).hexdigest() != sha256:
                yield ContentFault(kind, id, "bytes_changed")


def _basis_faults(connection: Connection) -> Iterator[ContentFault]:
    """What assessments were made from must be what their events recorded, and be there; assessments kept before recorded nothing."""
    recorded = _recorded(connection)
    kept = {row.assessment: (row.catalogue, row.sha256) for row in connection.execute(select(bases))}
    for id in connection.execute(select(assessments.c.id)).scalars():
        event = recorded.get(id, {})
        if kept.get(id, (None, None)) != (event.get("catalogue"), event.get("request")):
            yield ContentFault("bases", id, "not_as_recorded")


def _figure_faults(connection: Connection) -> Iterator[ContentFault]:
    recorded = _recorded(connection)
    columns = [observations.c[name] for name in OBSERVATION_COLUMNS]
    rows = connection.execute(select(observations.c.submission, *columns)).all()
    by_submission: dict[str, list[tuple[object, ...]]] = {}
    for row in rows:
        by_submission.setdefault(row[0], []).append(tuple(row[1:]))
    for id in connection.execute(select(submissions.c.id)).scalars():
        frame = pd.DataFrame(by_submission.get(id, []), columns=list(OBSERVATION_COLUMNS), dtype="object")
        if digest_records(to_records(frame)) != recorded.get(id, {}).get("observations_sha256"):
            yield ContentFault("submissions", id, "figures_changed")
