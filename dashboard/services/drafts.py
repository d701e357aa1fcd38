"""Workbooks in work: kept from the upload on, one for each round, read back after a lost session, submitted as a corrected file.

A file that is refused is never kept. Corrections are in `corrections.py`, questions and second signatures in `questions.py`.
"""

from datetime import datetime

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.draft_checks import check_draft, corrected_bytes, corrected_name, view_draft
from dashboard.services.draft_views import DraftLine, DraftView
from dashboard.services.submissions import checked_upload, intake_context, receipt_of
from dashboard.services.views import CheckedUpload, Receipt
from indicators.model.submission import CheckStatus, SubmissionState
from indicators.pipeline import Upload, inspect_workbook, receive_workbook
from indicators.store.drafts import DraftKey, DraftState, NewDraft, close_draft, load_draft, load_drafts, open_draft
from indicators.store.submission_records import load_file, load_submission
from indicators.store.transaction import perform


def keep_upload(desk: Desk, name: str, data: bytes, round_code: str | None = None) -> DraftView | CheckedUpload:
    """Checks an upload and keeps it as the department's draft for its round; only the checked upload if it is refused or not wanted.

    `round_code`: the round chosen for a file that does not say it itself.
    """
    department = require_liaison(desk)
    reception = inspect_workbook(desk.store, Upload(name, data, {}), intake_context(desk, round_code=round_code))
    checked = reception.checked
    is_read = len(checked.observations) > 0 or bool(checked.inputs)
    if not is_read or checked.status is CheckStatus.REFUSED or checked.identity is None or checked.identity.department != department:
        return checked_upload(desk, reception)
    key = DraftKey(department, checked.identity.period)
    perform(desk.store, open_draft(desk.stamp(), NewDraft(key, checked.name, checked.sha256, data)))
    return read_draft(desk, key.round)


def keep_returned(desk: Desk, id: str) -> DraftView | CheckedUpload:
    """Takes the workbook of a returned or withdrawn submission as the draft, to be mended where the reviewer's words point."""
    record = load_submission(desk.store, id)
    require(desk.actor, Action.SUBMIT, department=record.department, demo=desk.demo)
    if record.state not in (SubmissionState.RETURNED, SubmissionState.WITHDRAWN):
        raise Refused(f"acts.why_not.is_{record.state}")
    return keep_upload(desk, record.file, load_file(desk.store, record.sha256).content)


def list_drafts(desk: Desk) -> tuple[DraftLine, ...]:
    """The open drafts of the actor's department, the latest first."""
    department = require_liaison(desk)
    return tuple(
        DraftLine(one.department, one.round, one.file, one.saved_by, one.saved, one.row_version)
        for one in load_drafts(desk.store, department)
    )


def read_draft(desk: Desk, round_code: str) -> DraftView:
    """The department's draft of a round, checked as a whole with its corrections; NotFound if there is none."""
    return view_draft(desk, check_draft(desk, load_draft(desk.store, draft_key(desk, round_code))))


def drop_draft(desk: Desk, round_code: str) -> None:
    """Forgets the draft of a round with everything in it."""
    perform(desk.store, close_draft(desk.stamp(), draft_key(desk, round_code), DraftState.DROPPED))


def submit_draft(desk: Desk, round_code: str, version: int) -> Receipt | DraftView:
    """The receipt of the corrected workbook as a new version; the draft instead if something is left to mend, answer or confirm.

    Refused, with who it was, if somebody changed the draft since the person saw it.
    """
    content = load_draft(desk.store, draft_key(desk, round_code))
    record = content.record
    if record.row_version != version:
        raise Refused("refusals.stale_draft", {"who": record.saved_by, "at": datetime.fromisoformat(record.saved)})
    corrected = tuple(f"{one.sheet}!{one.cell}" for one in content.corrections)
    upload = Upload(corrected_name(content), corrected_bytes(content), {}, corrected)
    reception = receive_workbook(desk.store, desk.stamp(), upload, intake_context(desk, round_code=round_code))
    if reception.received is None:
        return read_draft(desk, round_code)
    return receipt_of(desk, reception.received.submission, reception.received.repeated)


def require_liaison(desk: Desk) -> str:
    """The actor's department; AccessRefused for anybody who submits for none."""
    require(desk.actor, Action.SUBMIT, department=desk.actor.department, demo=desk.demo)
    return desk.actor.department or ""


def draft_key(desk: Desk, round_code: str) -> DraftKey:
    """The draft of the actor's department for a round."""
    return DraftKey(require_liaison(desk), round_code)
