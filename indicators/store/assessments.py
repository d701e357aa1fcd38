"""Assessments as computed, byte for byte, and their publication. It neither computes nor judges."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.store.bases import Basis, add_basis
from indicators.store.chain import canonical_json
from indicators.store.connection import Store, reading
from indicators.store.refusals import NotFound, StoreUnavailable
from indicators.store.tables import assessments, publications, rounds, submissions
from indicators.store.transaction import Act, Done, EventDraft, Stamp
from indicators.store.versions import Expected, swap_row

KEPT, PUBLISHED, REPLACED = "kept", "published", "replaced"


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """An assessment to keep: the versions that made it, its canonical document and what it was made from. `snapshot` None: provisional."""

    period: str
    snapshot: str | None
    method_version: str
    rules_version: str
    catalogue_version: str
    document: bytes
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class AssessmentRecord:
    """A kept assessment without its document. `state`: kept, published, replaced by a later edition."""

    id: str
    period: str
    snapshot: str | None
    method_version: str
    rules_version: str
    catalogue_version: str
    sha256: str
    state: str
    created: str
    by: str
    row_version: int


@dataclass(frozen=True, slots=True)
class PublicationRecord:
    """One edition of a period's published assessment; `errata` are the corrections it makes to the edition before."""

    period: str
    edition: int
    assessment: str
    at: str
    by: str
    errata: tuple[str, ...]


def keep_assessment(stamp: Stamp, new: NewAssessment) -> Act[AssessmentRecord]:
    """Stores an assessment under the next number of its period."""

    def work(connection: Connection) -> Done[AssessmentRecord]:
        of_period = select(func.count()).select_from(assessments).where(assessments.c.period == new.period)
        number = connection.execute(of_period).scalar_one() + 1
        row: dict[str, Any] = {
            "id": f"A-{new.period.replace('-', '')}-{number}",
            "period": new.period,
            "snapshot": new.snapshot,
            "method_version": new.method_version,
            "rules_version": new.rules_version,
            "catalogue_version": new.catalogue_version,
            "sha256": hashlib.sha256(new.document).hexdigest(),
            "state": KEPT,
            "created": stamp.at,
            "by": stamp.actor,
            "row_version": 1,
        }
        connection.execute(insert(assessments).values(row | {"document": new.document}))
        kept = {} if new.basis is None else add_basis(connection, row["id"], new.basis, stamp.at)
        payload = {"sha256": row["sha256"], "snapshot": new.snapshot, **kept}
        return Done(AssessmentRecord(**row), EventDraft("assess", row["id"], new.period, payload=payload))

    return Act(stamp, work)


def publish_round(stamp: Stamp, expected: Expected, assessment: str, errata: tuple[str, ...] = ()) -> Act[PublicationRecord]:
    """Publishes a frozen round with one of its assessments: round, its submissions and the assessment in one act.

    `expected` is the round as the person saw it. NotFound if the assessment is not one of this period made from a snapshot.
    """
    period = expected.id

    def work(connection: Connection) -> Done[PublicationRecord]:
        swap_row(connection, rounds, Expected(period, expected.version, (RoundState.FROZEN,)), {"state": RoundState.PUBLISHED})
        sha256 = _publish_assessment(connection, period, assessment)
        frozen = (submissions.c.round == period) & (submissions.c.state == SubmissionState.FROZEN)
        values = {"state": SubmissionState.PUBLISHED, "row_version": submissions.c.row_version + 1}
        connection.execute(update(submissions).where(frozen).values(values))
        record = _add_publication(connection, stamp, (period, assessment), errata)
        payload = {"assessment": assessment, "sha256": sha256, "edition": record.edition, "errata": list(errata)}
        return Done(record, EventDraft("publish", period, period, payload=payload))

    return Act(stamp, work)


def load_assessments(store: Store, period: str | None = None) -> tuple[AssessmentRecord, ...]:
    """Kept assessments without their documents, the latest first."""
    columns = [column for column in assessments.c if column.name != "document"]
    query = select(*columns).order_by(assessments.c.created.desc(), assessments.c.id.desc())
    if period is not None:
        query = query.where(assessments.c.period == period)
    with reading(store) as connection:
        return tuple(AssessmentRecord(**row) for row in connection.execute(query).mappings())


def load_assessment(store: Store, id: str) -> AssessmentRecord:
    """One assessment without its document; NotFound if there is none."""
    found = [record for record in load_assessments(store) if record.id == id]
    if not found:
        raise NotFound("assessments", id)
    return found[0]


def load_assessment_document(store: Store, id: str) -> bytes:
    """The canonical document as it was kept; StoreUnavailable if it no longer has its hash, NotFound if there is none."""
    with reading(store) as connection:
        row = connection.execute(select(assessments.c.document, assessments.c.sha256).where(assessments.c.id == id)).first()
    if row is None:
        raise NotFound("assessments", id)
    document = bytes(row.document)
    if hashlib.sha256(document).hexdigest() != row.sha256:
        raise StoreUnavailable("assessment_damaged", id=id)
    return document


def load_publications(store: Store, period: str | None = None) -> tuple[PublicationRecord, ...]:
    """Published editions, the latest period and edition first."""
    query = select(publications).join(rounds).order_by(rounds.c.ends.desc(), publications.c.edition.desc())
    if period is not None:
        query = query.where(publications.c.period == period)
    with reading(store) as connection:
        return tuple(_publication(row) for row in connection.execute(query).mappings())


def _publish_assessment(connection: Connection, period: str, id: str) -> str:
    own = (assessments.c.id == id) & (assessments.c.period == period) & assessments.c.snapshot.is_not(None)
    sha256 = connection.execute(select(assessments.c.sha256).where(own)).scalar()
    if sha256 is None:
        raise NotFound("assessments", id)
    bump = {"row_version": assessments.c.row_version + 1}
    earlier = (assessments.c.period == period) & (assessments.c.state == PUBLISHED)
    connection.execute(update(assessments).where(earlier).values(state=REPLACED, **bump))
    connection.execute(update(assessments).where(own).values(state=PUBLISHED, **bump))
    return sha256


def _add_publication(connection: Connection, stamp: Stamp, what: tuple[str, str], errata: tuple[str, ...]) -> PublicationRecord:
    period, assessment = what
    earlier = connection.execute(select(func.count()).select_from(publications).where(publications.c.period == period)).scalar_one()
    record = PublicationRecord(period, earlier + 1, assessment, stamp.at, stamp.actor, errata)
    row = {"period": period, "edition": record.edition, "assessment": assessment, "at": stamp.at, "by": stamp.actor}
    connection.execute(insert(publications).values(row | {"errata": canonical_json(errata)}))
    return record


def _publication(row: Mapping[Any, Any]) -> PublicationRecord:
    return PublicationRecord(**dict(row) | {"errata": tuple(json.loads(row["errata"]))})
