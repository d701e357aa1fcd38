"""A liaison who mends exactly what the list of problems names, and nothing else, from the ministry's own books.

Reads code, sheet, cell, further cells and facts of each problem as its sentence shows them; the clean template stands for the books.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from indicators.intake.layout import FIELD_ROW, HEADER_ROW, Entry
from indicators.model.observation import TOTAL
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem, Severity
from tests.indicators.intake.defects.book import Book, Sheet, place_of
from tests.indicators.intake.defects.templates import Template, catalogue


@dataclass(slots=True)
class Desk:
    """What the liaison works with: the books, the workbook at hand, and the questions answered so far."""

    template: Template
    book: Book
    answered: set[str]


def mend(template: Template, book: Book, problems: Iterable[Problem]) -> tuple[Book, frozenset[str]]:
    """The workbook with every listed problem mended, and the fingerprints of the questions answered instead."""
    desk = Desk(template, book.copy(), set())
    listed = sorted(problems, key=lambda one: one.code in _MOVING)
    for one in listed:
        if one.severity is not Severity.NOTE:
            _MENDERS.get(one.code, _mend_cells)(desk, one)
    return desk.book, frozenset(desk.answered)


def _mend_cells(desk: Desk, one: Problem) -> None:
    """The named cells get the figures of the books; where those stand there already, the question is answered."""
    sheet = desk.book.sheets.get(one.sheet)
    if sheet is None:
        return
    places = [place_of(cell) for cell in (one.cell, *one.also) if cell]
    changed = [_restore(desk, sheet, *place) for place in places]
    if one.severity is Severity.CONFIRM and not any(changed):
        desk.answered.add(one.fingerprint)


def _restore(desk: Desk, sheet: Sheet, row: int, column: int) -> bool:
    """Puts one cell back to what the books say of this row and column; whether that changed anything."""
    origin = desk.template.book.sheets[sheet.origin].cells
    if row not in sheet.rows or column not in sheet.columns:
        return False
    true = origin.get((sheet.rows[row], sheet.columns[column]))
    changed = sheet.cells.get((row, column)) != true
    sheet.put(row, column, true)
    return changed


def _mend_entry(desk: Desk, one: Problem) -> None:
    """The sentence names the figures and the status of the entry: all its cells are looked up."""
    sheet = desk.book.sheets[one.sheet]
    for row, column in [place_of(cell) for cell in (one.cell, *one.also)]:
        for entry in _entries_at(desk, sheet, row, column):
            for origin in entry.columns.values():
                _restore(desk, sheet, row, sheet.column_now(origin))
    if one.severity is Severity.CONFIRM:
        _mend_cells(desk, one)


def _entries_at(desk: Desk, sheet: Sheet, row: int, column: int) -> list[Entry]:
    at, across = sheet.rows.get(row), sheet.columns.get(column)
    here = [one for one in desk.template.layout.entries.values() if one.sheet == sheet.origin and one.row == at]
    return [one for one in here if across in one.columns.values()]


def _mend_sum(desk: Desk, one: Problem) -> None:
    """Checks both: the figure of the country, and those of the regions that it is the sum of."""
    _mend_cells(desk, one)
    for key, entry in desk.template.layout.entries.items():
        country = key[0] == one.indicator and key[1] != NATIONAL and key[3] == TOTAL
        sheet = desk.book.sheets.get(entry.sheet)
        if country and sheet is not None and entry.row in sheet.rows.values():
            for column in entry.columns.values():
                _restore(desk, sheet, sheet.row_now(entry.row), sheet.column_now(column))


def _mend_label(desk: Desk, one: Problem) -> None:
    """Code, name and month of the row as in the template; a row that the template does not have is deleted."""
    sheet = desk.book.sheets[one.sheet]
    for cell in (one.cell, *one.also):
        row, _ = place_of(cell)
        if row in sheet.rows:
            for column in (1, 2, 3) if _has_months(desk, sheet) else (1, 2):
                _restore(desk, sheet, row, sheet.column_now(column))
        else:
            for at, column in list(sheet.cells):
                if at == row:
                    sheet.put(at, column, None)


def _has_months(desk: Desk, sheet: Sheet) -> bool:
    return desk.template.plan(sheet.origin).monthly


def _mend_header(desk: Desk, one: Problem) -> None:
    """The three header rows of the indicator as in the template."""
    sheet = desk.book.sheets[one.sheet]
    code = str(one.facts["indicator_code"])
    group = next(group for group in desk.template.plan(sheet.origin).groups if group.indicator == code)
    for row in range(HEADER_ROW, FIELD_ROW + 1):
        for column in range(group.first, group.last + 1):
            _restore(desk, sheet, sheet.row_now(row), sheet.column_now(column))


def _mend_missing_row(desk: Desk, one: Problem) -> None:
    """The row of the template is put back at its place and filled; found by the names the sentence gives."""
    sheet = desk.book.sheets[one.sheet]
    for row, (subject, month) in enumerate(desk.template.plan(sheet.origin).rows, FIELD_ROW + 1):
        region = catalogue().regions.get(subject)
        named = region.short_name.zh if region else subject
        if named == one.facts["row_zh"] and (month or "") == one.facts["period"]:
            _put_row_back(desk, sheet, row)


def _put_row_back(desk: Desk, sheet: Sheet, origin: int) -> None:
    if origin not in sheet.rows.values():
        above = [now for now, row in sheet.rows.items() if row < origin]
        at = max(above) + 1
        sheet.insert_row(at)
        sheet.rows[at] = origin
    for column in list(sheet.columns):
        _restore(desk, sheet, sheet.row_now(origin), column)


def _mend_sheet(desk: Desk, one: Problem) -> None:
    """The sheet comes back from a fresh template, filled from the books."""
    desk.book.sheets[one.sheet] = desk.template.book.copy().sheets[one.sheet]


def _unhide(desk: Desk, one: Problem) -> None:
    sheet = desk.book.sheets[one.sheet]
    row, column = place_of(one.cell)
    (sheet.hidden_rows if one.code == "hidden_row" else sheet.hidden_columns).discard(row if one.code == "hidden_row" else column)


def _unmerge(desk: Desk, one: Problem) -> None:
    sheet = desk.book.sheets[one.sheet]
    for cell in (one.cell, *one.also):
        row, column = place_of(cell)
        merge = next((merge for merge in sheet.merges if merge[:2] == (row, column)), None)
        if merge is not None:
            sheet.merges.remove(merge)
            for at in range(merge[0], merge[2] + 1):
                for across in range(merge[1], merge[3] + 1):
                    _restore(desk, sheet, at, across)


def _start_afresh(desk: Desk, one: Problem) -> None:
    """A fresh template of one's own department and round, filled from the books."""
    desk.book = desk.template.book.copy()


_ENTRY = ("cell_empty", "pair_incomplete", "status_contradicts", "status_unknown", "reason_missing", "zero_denominator")
_ENTRY_ASKED = ("numerator_exceeds_denominator", "not_applicable_unregistered", "status_needed", "series_empty")
_LABELS = ("region_unknown", "region_ambiguous", "region_conflict", "region_repeated", "row_unlabelled")
_FRESH = (
    "wrong_department",
    "department_unknown",
    "round_unknown",
    "round_not_open",
    "template_outdated",
    "identity_conflict",
    "template_foreign",
    "nothing_due",
    "personal_data",
)
_MOVING = ("row_missing", "sheet_missing", *_FRESH)
_Mender = Callable[[Desk, Problem], None]
_MENDERS: Mapping[str, _Mender] = {
    **dict.fromkeys((*_ENTRY, *_ENTRY_ASKED), _mend_entry),
    **dict.fromkeys(_LABELS, _mend_label),
    **dict.fromkeys(_FRESH, _start_afresh),
    "national_sum": _mend_sum,
    "header_changed": _mend_header,
    "row_missing": _mend_missing_row,
    "sheet_missing": _mend_sheet,
    "hidden_row": _unhide,
    "hidden_column": _unhide,
    "merged_cells": _unmerge,
}
