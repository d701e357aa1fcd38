"""The first sheet of a workbook: self-assessment (V-21), days late (V-22), statutory marks (V-25), who signs (V-26).

Cells are found by their defined names, which follow rows that were put in above, or else where the template has them.
Missing-value strategy: V-21 skip, V-22 none, V-25 and V-26 require.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.catalogue.calendar import due_date
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.layout import (
    DUE_CELL,
    GUIDE_SHEET,
    IDENTITY_PROPERTY,
    MARK_CELLS,
    MARK_PENDING,
    META_SHEET,
    SELF_SCORE_CELL,
    SIGNER_CELLS,
    cell_name,
)
from indicators.intake.problems import problem
from indicators.intake.raw import RawCell, RawKind, RawWorkbook
from indicators.model.period import parse_period
from indicators.model.submission import Problem, WorkbookIdentity

_REFERENCE = re.compile(r"^='?(?P<sheet>[^'!]+)'?!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})$")
_EPOCH = date(1899, 12, 30)
_DAY = re.compile(r"(\d{4})\D{1,3}(\d{1,2})\D{1,3}(\d{1,2})\D{0,2}")
_PHONE = re.compile(r"(?:\(?0\d{2,3}\)?[-\s]?)?[1-9]\d{6,7}(?:(?:-|转|ext\.?)\s?\d{1,6})?", re.IGNORECASE)
_BETWEEN = re.compile(r"[、,，;；/]")
_DASHES = re.compile("[\u2010-\u2015\u2212－—]+")
_WORDLESS = re.compile(r"[\W_\d]*")


@dataclass(frozen=True, slots=True)
class Guide:
    """The named cells of the guide: where each stands and what is in it; None for an empty one. `present`: whether there is such a sheet.

    `ours`: whether the file was made from a template, so that it must have one.
    """

    present: bool
    ours: bool
    places: Mapping[str, tuple[str, str]]
    cells: Mapping[str, RawCell | None]

    def text(self, name: str) -> str:
        """What is in a cell, on one line; "" if nothing is."""
        cell = self.cells[name]
        return "" if cell is None else " ".join(unicodedata.normalize("NFKC", cell.text).split())

    def problem(self, name: str, code: str, **facts: str | int | float) -> Problem:
        """A problem of one of the cells, with what it holds."""
        sheet, cell = self.places[name]
        return problem(code, sheet=sheet, cell=cell, value=self.text(name) or None, **facts)


def read_guide(workbook: RawWorkbook) -> Guide:
    """The guide's cells that rules look at."""
    wanted = {**SIGNER_CELLS, **MARK_CELLS, "self_score": SELF_SCORE_CELL, "due": DUE_CELL}
    places = {name: _place(workbook.names.get(name, ""), cell) for name, cell in wanted.items()}
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    found = {name: {cell_name(one.row, one.column): one for one in sheets[name].cells} for name, _ in places.values() if name in sheets}
    present = places["signer_filler"][0] in sheets
    ours = META_SHEET in sheets or IDENTITY_PROPERTY in workbook.properties
    return Guide(present, ours, places, {name: found.get(sheet, {}).get(cell) for name, (sheet, cell) in places.items()})


def check_guide(
    catalogue: Catalogue, guide: Guide, identity: WorkbookIdentity, as_of: date, scores: Mapping[str, float] | None
) -> list[Problem]:
    """V-21, V-22, V-25 and V-26 of one workbook on the day it arrives; nothing of a file that is no template and has no such sheet."""
    if not guide.present:
        return [problem("sheet_missing", sheet=GUIDE_SHEET)] if guide.ours else []
    return [
        *_check_self_score(catalogue, guide, (scores or {}).get(identity.department)),
        *_check_lateness(catalogue, guide, identity, as_of),
        *_check_marks(guide, as_of),
        *_check_signers(guide),
    ]


def _check_self_score(catalogue: Catalogue, guide: Guide, score: float | None) -> Iterator[Problem]:
    margin = catalogue.limits("V-21")["points"]
    given = re.fullmatch(r"(\d{1,3}(?:\.\d{1,4})?)\s*分?", guide.text("self_score"))
    if given is not None and score is not None and float(given[1]) - score > margin:
        yield guide.problem("self_score", "self_score_high", score=round(score, 1), points=margin)


def _check_lateness(catalogue: Catalogue, guide: Guide, identity: WorkbookIdentity, as_of: date) -> Iterator[Problem]:
    due = due_date(parse_period(identity.period))
    if as_of > due:
        yield guide.problem("due", "filed_late", days=(as_of - due).days, limit=int(catalogue.limits("V-22")["days"]))


def _check_marks(guide: Guide, as_of: date) -> Iterator[Problem]:
    """A mark that the template itself says is still to be given is the Office's business, not the sender's."""
    for name in MARK_CELLS:
        text = guide.text(name)
        if not text:
            yield guide.problem(name, "mark_missing")
        elif name == "valid_until" and not text.startswith(MARK_PENDING):
            day = _parse_day(guide.cells[name])
            if day is None:
                yield guide.problem(name, "mark_missing")
            elif day < as_of:
                yield guide.problem(name, "mark_expired")


def _check_signers(guide: Guide) -> Iterator[Problem]:
    for name in SIGNER_CELLS:
        text = guide.text(name)
        if not text or (name not in {"signer_date", "signer_phone"} and _WORDLESS.fullmatch(text)):
            yield guide.problem(name, "signer_missing")
        elif name == "signer_phone" and not is_office_phone(text):
            sheet, cell = guide.places[name]
            yield problem("phone_not_office", sheet=sheet, cell=cell)
        elif name == "signer_date" and _parse_day(guide.cells[name]) is None:
            yield guide.problem(name, "issue_date_invalid", found=text)


def is_office_phone(text: str) -> bool:
    """Whether a text is one or more landline numbers, with or without area code and extension; a mobile number is none."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", text)).replace(" ", "")
    return all(_PHONE.fullmatch(part) for part in _BETWEEN.split(plain))


def _parse_day(cell: RawCell | None) -> date | None:
    """The day of a date cell (days since the epoch of the file format) or of a text such as 2026年10月15日 or 2026-10-15."""
    if cell is None:
        return None
    match = _DAY.fullmatch(unicodedata.normalize("NFKC", cell.text).strip())
    try:
        if match:
            return date(int(match[1]), int(match[2]), int(match[3]))
        return _EPOCH + timedelta(days=int(float(cell.text))) if cell.kind in (RawKind.DATE, RawKind.NUMBER) else None
    except (ValueError, OverflowError):
        return None


def _place(reference: str, cell: str) -> tuple[str, str]:
    found = _REFERENCE.match("=" + reference.lstrip("="))
    return (found["sheet"], found["column"] + found["row"]) if found else (GUIDE_SHEET, cell)
