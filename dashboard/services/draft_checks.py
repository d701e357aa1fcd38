"""A draft as it stands: the uploaded file with its corrections in their cells, checked as a whole, and what is left to mend in it."""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.draft_views import CellLine, CorrectionView, DraftView
from dashboard.services.submissions import checked_upload, intake_context
from dashboard.services.views import Answer
from indicators.intake.input_cells import CellPlace, InputCell
from indicators.intake.limits import FileRefusedError
from indicators.intake.workbook_back.correct import correct_workbook
from indicators.model.submission import CheckStatus, Problem, Severity, SubmissionState
from indicators.pipeline import Reception, Upload, inspect_workbook
from indicators.store.drafts import Correction, DraftContent, DraftKey
from indicators.store.submission_records import load_returns, load_submissions
from indicators.store.submissions import StoredAnswer


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with its bytes as corrected and what the checks say of them."""

    content: DraftContent
    data: bytes
    reception: Reception


def check_draft(desk: Desk, content: DraftContent) -> CheckedDraft:
    """Checks a draft as a whole, as it stands with its corrections; Refused if one of them is not for an input cell."""
    places = {(one.sheet, one.cell) for one in content.corrections} | set(words_of_return(desk, content.record.key))
    context = intake_context(desk, places, content.record.department, content.record.round)
    try:
        data = corrected_bytes(content)
    except (FileRefusedError, ValueError) as error:
        raise Refused("draft.refused.not_an_input") from error
    reception = inspect_workbook(desk.store, Upload(corrected_name(content), data, {}), context)
    known = reception.checked.inputs
    if reception.checked.status is not CheckStatus.REFUSED and any((one.sheet, one.cell) not in known for one in content.corrections):
        raise Refused("draft.refused.not_an_input")
    return CheckedDraft(content, data, reception)


def view_draft(desk: Desk, checked: CheckedDraft) -> DraftView:
    """What pages see of a checked draft."""
    content, upload = checked.content, checked_upload(desk, checked.reception)
    record, found = content.record, checked.reception.checked
    corrections = {(one.sheet, one.cell): _shown(one) for one in content.corrections}
    words = {place: said for place, said in words_of_return(desk, record.key).items() if place not in corrections}
    mending = [problem for problem in found.problems if problem.severity is Severity.MUST_FIX]
    places = dict.fromkeys((problem.sheet, cell) for problem in mending for cell in problem.cells) | dict.fromkeys(words)
    lines = tuple(_line(place, found.inputs[place], mending, words, corrections) for place in places if place in found.inputs)
    covered = {(line.sheet, line.cell) for line in lines}
    return DraftView(
        department=record.department,
        round=record.round,
        file=record.file,
        by=record.by,
        at=record.at,
        saved_by=record.saved_by,
        saved=record.saved,
        version=record.row_version,
        upload=upload,
        lines=lines,
        whole=tuple(one for one in mending if not any((one.sheet, cell) in covered for cell in one.cells)),
        corrections=tuple(corrections.values()),
        waiting=tuple(part for one in upload.unsigned if (part := one.only(set(content.answers))) is not None),
        answers={mark: _answer(given) for mark, given in checked.reception.answers.items()},
    )


def corrected_bytes(content: DraftContent) -> bytes:
    """The uploaded file with the corrections in its cells; the file itself if there are none."""
    if not content.corrections:
        return content.data
    return correct_workbook(content.data, {(one.sheet, one.cell): typed_value(one.value) for one in content.corrections})


def corrected_name(content: DraftContent) -> str:
    """The name under which the corrected file goes out: the uploaded one's, with `_corrected` if anything was corrected."""
    path = PurePath(content.record.file)
    return f"{path.stem}_corrected{path.suffix}" if content.corrections and not path.stem.endswith("_corrected") else path.name


def typed_value(text: str) -> str | float | None:
    """What a typed text becomes in its cell: a plain number a number, nothing an empty cell, all else text for the checks to read."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if not plain:
        return None
    digits = plain.removeprefix("-").replace(".", "", 1)
    return float(plain) if digits.isascii() and digits.isdigit() and len(digits) <= 15 else text


def words_of_return(desk: Desk, key: DraftKey) -> dict[CellPlace, str]:
    """What the reviewer said of which cells when the department's latest version of the round was returned."""
    versions = load_submissions(desk.store, department=key.department, round=key.round)
    if not versions or versions[0].state is not SubmissionState.RETURNED:
        return {}
    return {
        (sheet, cell): said.note
        for said in load_returns(desk.store, versions[0].id)
        for sheet, _, cell in (place.rpartition("!") for place in said.cells)
    }


def _line(
    place: CellPlace,
    cell: InputCell,
    mending: Collection[Problem],
    words: Mapping[CellPlace, str],
    corrections: Mapping[CellPlace, CorrectionView],
) -> CellLine:
    about = tuple(problem for problem in mending if problem.sheet == place[0] and place[1] in problem.cells)
    what = (cell.indicator, cell.subject, cell.period, cell.field, cell.text)
    return CellLine(*place, *what, about, words.get(place, ""), corrections.get(place))


def _shown(one: Correction) -> CorrectionView:
    return CorrectionView(one.sheet, one.cell, one.found, one.value, one.by, one.at)


def _answer(given: StoredAnswer) -> Answer:
    return Answer(given.reason, given.note, given.by, given.at, given.second_by)
