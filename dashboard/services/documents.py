"""Files on their way out that are not briefs: the original, the workbook with its problems marked, the receipt."""

from datetime import datetime

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.briefs.notice import NoticeFacts, render_notice
from dashboard.briefs.receipt import ReceiptFacts, render_receipt
from dashboard.services.desk import Desk
from dashboard.services.draft_checks import check_draft, corrected_bytes, corrected_name
from dashboard.services.drafts import draft_key
from dashboard.services.marked_copies import mark_workbook
from dashboard.services.notices import list_notices
from dashboard.services.obligations import XLSX
from dashboard.services.submissions import intake_context, read_receipt, read_submission
from dashboard.services.views import Document
from dashboard.text.say import Language
from indicators.intake.check_workbook import check_workbook
from indicators.model.words import Bilingual
from indicators.store.acts import note_act
from indicators.store.drafts import load_draft
from indicators.store.refusals import NotFound
from indicators.store.submission_records import load_file
from indicators.store.transaction import EventDraft, perform


def original_file(desk: Desk, id: str) -> Document:
    """The workbook as received, byte for byte; NotFound, AccessRefused."""
    view = read_submission(desk, id).view
    stored = load_file(desk.store, view.sha256)
    perform(desk.store, note_act(desk.stamp(), EventDraft("download_original", id, view.round, payload={"sha256": view.sha256})))
    return Document(view.file, stored.content, XLSX)


def annotated_file(desk: Desk, id: str) -> Document:
    """A received workbook with its open problems, and what the office returned it for, marked in their cells; NotFound, AccessRefused."""
    detail = read_submission(desk, id)
    stored = load_file(desk.store, detail.view.sha256)
    problems = tuple(problem for problem in detail.problems if problem.fingerprint not in detail.answers)
    return Document(f"{detail.view.id}_annotated.xlsx", mark_workbook(stored.content, problems, detail.timeline), XLSX)


def annotate_upload(desk: Desk, name: str, data: bytes) -> Document:
    """The workbook just uploaded with its problems marked; nothing is stored."""
    require(desk.actor, Action.CHECK_WORKBOOK, department=desk.actor.department, demo=desk.demo)
    checked = check_workbook(data, name, intake_context(desk))
    return Document(f"annotated_{name}", mark_workbook(data, checked.problems), XLSX)


def corrected_draft(desk: Desk, round_code: str) -> Document:
    """The draft of a round with the corrections in its cells; NotFound, AccessRefused."""
    content = load_draft(desk.store, draft_key(desk, round_code))
    return Document(corrected_name(content), corrected_bytes(content), XLSX)


def annotated_draft(desk: Desk, round_code: str) -> Document:
    """The corrected draft with the problems that are left marked in their cells; NotFound, AccessRefused."""
    content = load_draft(desk.store, draft_key(desk, round_code))
    problems = check_draft(desk, content).reception.checked.problems
    return Document(f"annotated_{content.record.file}", mark_workbook(corrected_bytes(content), problems), XLSX)


def receipt_document(desk: Desk, id: str, language: Language) -> Document:
    """The receipt of a submission as PDF; NotFound, AccessRefused."""
    receipt = read_receipt(desk, id)
    observations = read_submission(desk, id).observations
    states = {name.lower(): count for name, count in observations["status"].value_counts().items()}
    facts = ReceiptFacts(
        id=receipt.id,
        department=desk.catalogue.departments[receipt.department].name,
        period=receipt.round,
        version=receipt.version,
        at=datetime.fromisoformat(receipt.at),
        by=receipt.by,
        signers={name.removeprefix("signer_"): words for name, words in receipt.signers.items()},
        file=receipt.file,
        sha256=receipt.sha256,
        observations=receipt.observations,
        counts=states | {name: count for name, count in receipt.counts.items() if name != "observations"},
        head=receipt.head,
        sample=desk.demo,
    )
    return Document(f"{receipt.id}.pdf", render_receipt(facts, language), "application/pdf")


def notice_document(desk: Desk, id: str, language: Language) -> Document:
    """The letter of a written notice as PDF, for whoever may read the notice; NotFound."""
    view = next((found for found in list_notices(desk) if found.id == id), None)
    if view is None:
        raise NotFound("cases", id)
    catalogue = desk.catalogue
    unit = catalogue.regions.get(view.subject) or catalogue.departments[view.subject]
    facts = NoticeFacts(
        number=view.number,
        day=view.day,
        to=unit.name,
        departments=tuple(catalogue.departments[code].name for code in view.owners),
        period=view.period,
        figures={_coded(desk, code): at for code, at in view.figures.items()},
        settle_by=view.settle_by,
        ripens=view.ripens,
        record=view.id,
        sample=desk.demo,
    )
    return Document(f"{view.id}.pdf", render_notice(facts, language), "application/pdf")


def _coded(desk: Desk, code: str) -> Bilingual:
    """An indicator's code and name."""
    name = desk.catalogue.indicators[code].name
    return Bilingual(f"{code} {name.zh}", f"{code} {name.en}")
