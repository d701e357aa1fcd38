"""What is written down about an inspection: about whom, why, by whom, what was found, on which document. As JSON material and back.

It is kept in the document of the office's case; state and period are the case's own.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from indicators.model.subject import NATIONAL
from indicators.oversight.inspection import BreachKind, BreachLevel, InspectionFacts, InspectionState, Outcome

PART = "inspection"
"""The part of a case's document that holds it; a question about figures stands beside it."""


class Ground(StrEnum):
    """Why a subject is inspected."""

    QUESTION = "question"
    RANDOM_AUDIT = "random_audit"
    COMPLAINT = "complaint"
    OTHER = "other"


class Matter(StrEnum):
    """What is inspected: the reported figures, or what was done."""

    FIGURES = "figures"
    CONDUCT = "conduct"


@dataclass(frozen=True, slots=True)
class DocumentReference:
    """A document kept in the office's files: its number, title and day (ISO)."""

    number: str
    title: str
    dated: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection as written down so far. Moments are ISO stamps in UTC, empty before they come; names are accounts.

    `opinion` is what the one who settled it wrote.
    """

    subject: str
    ground: Ground
    matter: Matter
    reason: str
    planned_by: str
    inspectors: tuple[str, ...] = ()
    named_by: str = ""
    begun_by: str = ""
    begun_at: str = ""
    outcome: Outcome | None = None
    breach: BreachKind | None = None
    findings: str = ""
    document: DocumentReference | None = None
    reported_by: str = ""
    reported_at: str = ""
    level: BreachLevel | None = None
    opinion: str = ""
    settled_by: str = ""
    settled_at: str = ""


def inspection_part(inspection: Inspection) -> dict[str, Any]:
    """The inspection as the part of a case's document."""
    return {PART: asdict(inspection)}


def read_inspection(key: str, document: Mapping[str, Any]) -> Inspection:
    """The inspection of a case: `key` is the case's subject. KeyError where there is none.

    A proposal that was kept before inspections had a part of their own is read from its question, whose key names department and subject.
    """
    if PART not in document and "signal" in document:
        department, subject = key.split(":")[2:4]
        about = department if subject == NATIONAL else subject
        return Inspection(about, Ground.QUESTION, Matter.FIGURES, document["reason"], document["proposed_by"])
    part = dict(document[PART])
    kept = part["document"]
    part |= {
        "ground": Ground(part["ground"]),
        "matter": Matter(part["matter"]),
        "inspectors": tuple(part["inspectors"]),
        "outcome": Outcome(part["outcome"]) if part["outcome"] else None,
        "breach": BreachKind(part["breach"]) if part["breach"] else None,
        "document": DocumentReference(**kept) if kept else None,
        "level": BreachLevel(part["level"]) if part["level"] else None,
    }
    return Inspection(**part)


def facts_of(inspection: Inspection, state: InspectionState) -> InspectionFacts:
    """The inspection as its machine sees it."""
    return InspectionFacts(
        state,
        inspection.inspectors,
        inspection.outcome,
        findings=1 if inspection.findings else 0,
        document=inspection.document is not None,
        ordered_by=tuple(name for name in (inspection.planned_by, inspection.named_by) if name),
        breach=inspection.breach,
        level=inspection.level,
    )


def is_document(reference: DocumentReference) -> bool:
    """Whether number, title and day are there and the day is one."""
    try:
        date.fromisoformat(reference.dated)
    except ValueError:
        return False
    return bool(reference.number and reference.title)
