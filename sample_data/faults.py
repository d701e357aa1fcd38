"""One planted problem for each code that the check of a workbook knows: what stands in which cell, or what was done to the file.

Files that are refused outright are made in hostile_files.py.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import STATUS_TEXTS, Field
from indicators.intake.layout import IDENTITY_PROPERTY, META_SHEET, WorkbookLayout, plan_layout
from indicators.model.observation import TOTAL, CellStatus
from sample_data.edit_workbook import edit_workbook
from sample_data.hostile_files import HOSTILE, Spoil

Key = tuple[str, str, str, str]
"""indicator, subject, period, breakdown."""
Entry = tuple[Key, Mapping[Field, object]]
Edit = Callable[[Workbook, WorkbookLayout], None]

NHC, MCA, CPD = ("NHC", "2026-Q3"), ("MCA", "2026-Q3"), ("CPD", "2026-Q3")
_CARE: Key = ("A3-03", "13", "2026-Q3", TOTAL)
_RECEIVED = ("SR-06", "13", "2026-Q3")


@dataclass(frozen=True, slots=True)
class Fault:
    """One bad workbook: the clean one it is made from, the cells that are overwritten, what else is done to it."""

    code: str
    base: tuple[str, str]
    entries: tuple[Entry, ...] = ()
    edit: Edit | None = None
    spoil: Spoil | None = None


def plant(catalogue: Catalogue, fault: Fault, clean: bytes) -> bytes:
    """The clean workbook of `fault.base` with the fault in it."""
    if fault.spoil is not None:
        return fault.spoil(clean)
    layout = plan_layout(catalogue, *fault.base)

    def edit(workbook: Workbook) -> None:
        for key, figures in fault.entries:
            put(workbook, layout, key, figures)
        if fault.edit is not None:
            fault.edit(workbook, layout)

    return edit_workbook(clean, edit)


def put(workbook: Workbook, layout: WorkbookLayout, key: Key, figures: Mapping[Field, object]) -> None:
    """Writes into the cells of one entry; None empties a cell."""
    for name, figure in figures.items():
        place = layout.entries[key].address(name)
        workbook[place.sheet][place.cell] = figure


def all_faults() -> tuple[Fault, ...]:
    """Every fault, in the order of the codes."""
    in_cells = [Fault(code, base, entries) for code, (base, entries) in _IN_CELLS.items()]
    in_books = [Fault(code, base, edit=edit) for code, (base, edit) in _IN_BOOKS.items()]
    refused = [Fault(code, NHC, spoil=spoil) for code, spoil in HOSTILE.items()]
    return tuple(sorted((*in_cells, *in_books, *refused), key=lambda fault: fault.code))


def draft_with_problems(catalogue: Catalogue, data: bytes) -> bytes:
    """The open round's draft of the health commission: a few different slips in one workbook."""
    entries: tuple[Entry, ...] = (
        (_CARE, {Field.NUMERATOR: "12人左右"}),
        (("A3-03", "41", "2026-Q3", TOTAL), {Field.NUMERATOR: 99, Field.DENOMINATOR: 9}),
        (("A3-03", "52", "2026-Q3", TOTAL), {Field.DENOMINATOR: None}),
        (
            ("A3-03", "66", "2026-Q3", TOTAL),
            {Field.NUMERATOR: None, Field.DENOMINATOR: None, Field.STATUS: _text(CellStatus.NOT_AVAILABLE)},
        ),
    )
    return plant(catalogue, Fault("draft", NHC, entries), data)


def _text(status: CellStatus) -> str:
    return STATUS_TEXTS[status]


def _one(figures: Mapping[Field, object], key: Key = _CARE, base: tuple[str, str] = NHC) -> tuple[tuple[str, str], tuple[Entry, ...]]:
    return base, ((key, figures),)


_EMPTY: Mapping[Field, object] = {Field.NUMERATOR: None, Field.DENOMINATOR: None}

_IN_CELLS: Mapping[str, tuple[tuple[str, str], tuple[Entry, ...]]] = {
    "not_a_number": _one({Field.NUMERATOR: "见附件"}),
    "range_given": _one({Field.NUMERATOR: "10-12"}),
    "negative": _one({Field.NUMERATOR: -3}),
    "not_whole": _one({Field.NUMERATOR: 3.5}),
    "too_many_decimals": _one({Field.NUMERATOR: 12.345}, ("B1-05", "13", "2026-H1", TOTAL), ("MOF", "2026-Q2")),
    "too_large": _one({Field.DENOMINATOR: 13_000_000_000_000}),
    "not_a_level": _one({Field.VALUE: 2}, ("A4-02", "13", "2025", TOTAL), ("ACWF", "2025-Q4")),
    "above_maximum": _one({Field.DENOMINATOR: 20_000}),
    "is_boolean": _one({Field.NUMERATOR: True}),
    "is_date": _one({Field.NUMERATOR: date(2026, 9, 30)}),
    "separator_misplaced": _one({Field.NUMERATOR: "1,23"}),
    "bracketed": _one({Field.NUMERATOR: "(12)"}),
    "reading_suggested": _one({Field.NUMERATOR: "约3"}),
    "is_error": _one({Field.NUMERATOR: "#REF!"}),
    "formula_without_value": _one({Field.NUMERATOR: "=1+2"}),
    "rate_typed": _one({Field.NUMERATOR: "92.5%"}),
    "numerator_exceeds_denominator": _one({Field.NUMERATOR: 90, Field.DENOMINATOR: 9}),
    "zero_denominator": _one({Field.NUMERATOR: 0, Field.DENOMINATOR: 0}),
    "cell_empty": _one(_EMPTY),
    "pair_incomplete": _one({Field.DENOMINATOR: None}),
    "status_needed": _one({Field.NUMERATOR: "N/A", Field.DENOMINATOR: "N/A"}),
    "status_unknown": _one({Field.STATUS: "已核"}),
    "status_contradicts": _one({Field.STATUS: _text(CellStatus.CONFIRMED_NIL)}),
    "reason_missing": _one({**_EMPTY, Field.STATUS: _text(CellStatus.NOT_AVAILABLE)}),
    "not_applicable_unregistered": _one({**_EMPTY, Field.STATUS: _text(CellStatus.NOT_APPLICABLE), Field.NOTE: "该地区没有此项业务"}),
    "series_empty": _one({Field.VALUE: None}, ("SR-08", "13", "2026-Q3", TOTAL), MCA),
    "breakdown_sum": _one({Field.VALUE: 500}, (*_RECEIVED, "sex.female"), MCA),
    "national_sum": _one({Field.DENOMINATOR: 900_000}, ("A5-06", "00", "2026-H1", TOTAL), ("NRTA", "2026-Q2")),
    "note_too_long": _one({Field.NOTE: "样例" * 151}),
    "figures_contradict": _one({Field.VALUE: 4}, ("SR-08", "13", "2026-Q3", TOTAL), MCA),
    "cumulative_falls": _one({Field.VALUE: 0}, ("C1-06", "13", "2024-12", TOTAL), ("MPS", "2024-12")),
}
"""Problem code -> (clean workbook, what is written into which entry)."""


def _sheet(workbook: Workbook) -> Worksheet:
    return workbook.worksheets[1]


def _row(layout: WorkbookLayout) -> int:
    return layout.entries[_CARE].row


def _column(layout: WorkbookLayout, name: Field) -> int:
    return layout.entries[_CARE].columns[name]


def _merge(workbook: Workbook, layout: WorkbookLayout) -> None:
    row = _row(layout)
    first, last = _column(layout, Field.STATUS), _column(layout, Field.NOTE)
    _sheet(workbook).merge_cells(start_row=row, end_row=row, start_column=first, end_column=last)


def _hide_row(workbook: Workbook, layout: WorkbookLayout) -> None:
    _sheet(workbook).row_dimensions[_row(layout)].hidden = True


def _hide_column(workbook: Workbook, layout: WorkbookLayout) -> None:
    sheet = _sheet(workbook)
    sheet.column_dimensions[sheet.cell(1, _column(layout, Field.DENOMINATOR)).column_letter].hidden = True


def _write_outside(workbook: Workbook, layout: WorkbookLayout) -> None:
    _sheet(workbook).cell(_row(layout), 20, 7)


def _add_total(workbook: Workbook, layout: WorkbookLayout) -> None:
    sheet, row = _sheet(workbook), _sheet(workbook).max_row + 1
    sheet.cell(row, 2, "合计")
    sheet.cell(row, _column(layout, Field.NUMERATOR), 120)
    sheet.cell(row, _column(layout, Field.DENOMINATOR), 130)


def _label(code: str | None, name: str | None) -> Edit:
    def edit(workbook: Workbook, layout: WorkbookLayout) -> None:
        _sheet(workbook).cell(_row(layout), 1).value = code
        _sheet(workbook).cell(_row(layout), 2).value = name

    return edit


def _drop_row(workbook: Workbook, layout: WorkbookLayout) -> None:
    for cell in _sheet(workbook)[_row(layout)]:
        cell.value = None


def _rename_header(workbook: Workbook, layout: WorkbookLayout) -> None:
    for row in _sheet(workbook).iter_rows(max_row=_row(layout) - 1):
        for cell in row:
            if isinstance(cell.value, str) and cell.value.startswith("A3-03"):
                cell.value = "救治和心理服务"


def _drop_sheet(workbook: Workbook, layout: WorkbookLayout) -> None:
    workbook.remove(_sheet(workbook))


def _drop_identity(workbook: Workbook, layout: WorkbookLayout) -> None:
    workbook[META_SHEET].delete_rows(1, 20)
    del workbook.custom_doc_props[IDENTITY_PROPERTY]
    for sheet in workbook.worksheets[1:]:
        # With its heads it would be read as a table in a layout of the sender's own.
        sheet.delete_rows(1, sheet.max_row)


def _contradict(workbook: Workbook, layout: WorkbookLayout) -> None:
    _stamp(workbook, "department", "MCA", in_property=False)


def _say_identity(name: str, value: str) -> Edit:
    return lambda workbook, layout: _stamp(workbook, name, value, in_property=True)


def _stamp(workbook: Workbook, name: str, value: str, *, in_property: bool) -> None:
    place = ("department", "round", "template_version").index(name)
    for row in workbook[META_SHEET].iter_rows(min_col=1, max_col=2):
        if row[0].value == name:
            row[1].value = value
    if in_property:
        known = workbook.custom_doc_props[IDENTITY_PROPERTY]
        parts = known.value.split("|")
        known.value = "|".join((*parts[:place], value, *parts[place + 1 :]))


def _count_twice(workbook: Workbook, layout: WorkbookLayout) -> None:
    """Row 65 holds all of Xinjiang: its own figures and those of row 66 again."""
    for key in layout.entries:
        if key[1] == "65":
            own, other = layout.entries[key], layout.entries[(key[0], "66", key[2], key[3])]
            for name in (Field.NUMERATOR, Field.DENOMINATOR):
                place, second = own.address(name), other.address(name)
                sheet = workbook[place.sheet]
                sheet[place.cell] = (sheet[place.cell].value or 0) + (sheet[second.cell].value or 0)


_IN_BOOKS: Mapping[str, tuple[tuple[str, str], Edit]] = {
    "merged_cells": (NHC, _merge),
    "hidden_row": (NHC, _hide_row),
    "hidden_column": (NHC, _hide_column),
    "cell_not_read": (NHC, _write_outside),
    "total_row": (NHC, _add_total),
    "region_unknown": (NHC, _label(None, "东海省")),
    "region_ambiguous": (NHC, _label(None, "吉林市")),
    "region_conflict": (NHC, _label("13", "河南省")),
    "region_repeated": (NHC, _label("14", "山西省")),
    "row_unlabelled": (NHC, _label(None, None)),
    "row_missing": (NHC, _drop_row),
    "header_changed": (NHC, _rename_header),
    "sheet_missing": (CPD, _drop_sheet),
    "template_foreign": (NHC, _drop_identity),
    "identity_conflict": (NHC, _contradict),
    "template_outdated": (NHC, _say_identity("template_version", "0.9")),
    "department_unknown": (NHC, _say_identity("department", "XYZ")),
    "wrong_department": (("CPLAC", "2026-Q3"), lambda workbook, layout: None),
    "round_unknown": (NHC, _say_identity("round", "2026-Q5")),
    "round_not_open": (("NHC", "2026-Q1"), lambda workbook, layout: None),
    "nothing_due": (NHC, _say_identity("department", "LAC")),
    "xinjiang_includes_xpcc": (("CPLAC", "2026-Q3"), _count_twice),
}
"""Problem code -> (clean workbook, what is done to it)."""
