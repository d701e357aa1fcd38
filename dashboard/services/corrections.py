"""Correcting cells on the screen: kept at once with author and time, if the corrected workbook would not be refused for it."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.draft_checks import check_draft, typed_value, view_draft
from dashboard.services.draft_views import DraftView
from dashboard.services.drafts import draft_key, read_draft
from dashboard.services.submissions import intake_context
from indicators.intake.fields import NUMBER_FIELDS, STATUS_TEXTS, Field
from indicators.intake.input_cells import CellPlace, InputCell
from indicators.intake.personal_data import find_personal_data
from indicators.model.observation import CellStatus
from indicators.model.submission import CheckStatus
from indicators.pipeline import Upload, inspect_workbook
from indicators.store.drafts import CORRECTIONS_AT_MOST, Correction, DraftContent, load_draft, save_corrections, undo_correction
from indicators.store.transaction import perform

LONGEST_CORRECTION = 200
STATUS_CHOICES: Mapping[str, str] = {status.value: text for status, text in STATUS_TEXTS.items()}
"""What a state is written as in its cell, by its code."""

STATES = tuple(status.value for status in CellStatus if status is not CellStatus.REPORTED)
"""What can be declared of a figure instead of a number."""


def correct_cell(desk: Desk, round_code: str, place: CellPlace, text: str) -> DraftView:
    """The draft with one cell (sheet, cell) holding what was typed, kept at once; empty text empties the cell.

    Refused, and nothing kept: not an input cell, too long, personal data or anything else for which the file would be refused.
    """
    return correct_cells(desk, round_code, {place: text})


def correct_cells(desk: Desk, round_code: str, texts: Mapping[CellPlace, str]) -> DraftView:
    """As `correct_cell` for several cells at once: all are kept or none."""
    return _correct(desk, load_draft(desk.store, draft_key(desk, round_code)), texts)


def declare_state(desk: Desk, round_code: str, place: CellPlace, state: str, reason: str) -> DraftView:
    """The draft with the figure of a cell declared nil, not applicable or not available: its numbers empty, state and reason in theirs.

    Refused for another state, without a reason where the figure is not available, and as `correct_cell`.
    """
    content = load_draft(desk.store, draft_key(desk, round_code))
    if state not in STATES:
        raise Refused("draft.refused.no_state")
    if state == CellStatus.NOT_AVAILABLE and not reason.strip():
        raise Refused("draft.refused.no_reason")
    cells = _inputs(desk, content, {place})[place].cells
    if Field.STATUS not in cells:
        raise Refused("draft.refused.not_an_input")
    texts = {(place[0], cells[name]): "" for name in NUMBER_FIELDS if name in cells}
    texts[place[0], cells[Field.STATUS]] = STATUS_TEXTS[CellStatus(state)]
    if reason.strip():
        texts[place[0], cells[Field.NOTE]] = reason
    return _correct(desk, content, texts)


def undo_cell(desk: Desk, round_code: str, place: CellPlace) -> DraftView:
    """The draft with one cell as it was uploaded."""
    perform(desk.store, undo_correction(desk.stamp(), draft_key(desk, round_code), place))
    return read_draft(desk, round_code)


def _correct(desk: Desk, content: DraftContent, texts: Mapping[CellPlace, str]) -> DraftView:
    typed = {place: " ".join(text.split()) for place, text in texts.items()}
    inputs = _inputs(desk, content, typed)
    for place, text in typed.items():
        _require_harmless(text, inputs[place].field)
    others = tuple(one for one in content.corrections if (one.sheet, one.cell) not in typed)
    if len(others) + len(typed) > CORRECTIONS_AT_MOST:
        raise Refused("draft.refused.too_many", {"limit": CORRECTIONS_AT_MOST})
    found = {(one.sheet, one.cell): one.found for one in content.corrections}
    found = {place: cell.text for place, cell in inputs.items()} | found
    stamp = desk.stamp()
    new = tuple(Correction(*place, text, found[place], stamp.actor, stamp.at) for place, text in typed.items())
    checked = check_draft(desk, replace(content, corrections=(*others, *new)))
    if checked.reception.checked.status is CheckStatus.REFUSED:
        raise Refused("draft.refused.content")
    record = perform(desk.store, save_corrections(stamp, content.record.key, new))
    return view_draft(desk, replace(checked, content=replace(checked.content, record=record)))


def _require_harmless(text: str, field: str) -> None:
    """Before the check of the whole file, which refuses more: a landline has its one cell, and a plain number is no telephone there."""
    if len(text) > LONGEST_CORRECTION:
        raise Refused("draft.refused.too_long", {"limit": LONGEST_CORRECTION})
    kind = find_personal_data(text)
    is_number = isinstance(typed_value(text), float)
    harmless = kind is None or (kind == "landline" and (is_number or field == "signer_phone"))
    if not harmless:
        raise Refused("draft.refused.personal_data")


def _inputs(desk: Desk, content: DraftContent, places: Collection[CellPlace]) -> Mapping[CellPlace, InputCell]:
    """The cells in the file as uploaded; Refused if one of them is no input cell."""
    upload = Upload(content.record.file, content.data, {})
    context = intake_context(desk, places, content.record.department, content.record.round)
    inputs = inspect_workbook(desk.store, upload, context).checked.inputs
    if not set(places) <= set(inputs):
        raise Refused("draft.refused.not_an_input")
    return inputs
