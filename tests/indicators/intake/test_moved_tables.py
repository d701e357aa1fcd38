"""Our own template come back in another shape: read where it is beyond doubt, and said; else refused with the reason, at its place."""

from collections.abc import Callable
from dataclasses import replace

import pandas as pd
import pytest
from intake_workbooks import found, make_clean
from raw_edits import Change, change_sheet, check_read, read_raw

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook
from indicators.intake.layout import WorkbookLayout, plan_layout
from indicators.intake.raw import RawWorkbook, make_sheet
from indicators.model.submission import CheckStatus, Severity

_FIGURES = ["indicator", "subject", "period", "breakdown", "numerator", "denominator", "value", "se", "status", "note"]


@pytest.fixture(scope="module")
def raw(clean: bytes) -> RawWorkbook:
    return read_raw(clean)


@pytest.fixture(scope="module")
def many(catalogue: Catalogue) -> RawWorkbook:
    """MOHRSS 2026-Q4: two half-yearly indicators on two sheets."""
    return read_raw(make_clean(catalogue, "MOHRSS", "2026-Q4"))


def figures(checked: CheckedWorkbook) -> pd.DataFrame:
    return checked.observations[_FIGURES].sort_values(_FIGURES[:4], ignore_index=True)


def shifted(rows: int, columns: int) -> Change:
    return lambda cell: replace(cell, row=cell.row + rows, column=cell.column + columns)


def columns_as(order: dict[int, int]) -> Change:
    return lambda cell: replace(cell, column=order.get(cell.column, cell.column))


def rows_as(order: Callable[[int], int]) -> Change:
    return lambda cell: replace(cell, row=order(cell.row)) if cell.row >= 7 else cell


def without_column(column: int) -> Change:
    return lambda cell: None if cell.column == column else replace(cell, column=cell.column - (cell.column > column))


def header_as(row: int, column: int, text: str) -> Change:
    return lambda cell: replace(cell, text=text) if (cell.row, cell.column) == (row, column) else cell


READ: dict[str, tuple[Change, str | None, set[str]]] = {
    "sheet renamed": (lambda cell: cell, "8月数据", {"sheet_renamed"}),
    "table two rows down": (shifted(2, 0), None, {"table_moved"}),
    "table three columns to the right": (shifted(0, 3), None, {"table_moved"}),
    "table moved and sheet renamed": (shifted(5, 2), "Sheet1", {"table_moved", "sheet_renamed"}),
    "a header row put in below the names": (lambda cell: replace(cell, row=cell.row + (cell.row >= 5)), None, set()),
    "a row put in below the periods": (lambda cell: replace(cell, row=cell.row + (cell.row >= 6)), None, set()),
    "a column put in": (lambda cell: replace(cell, column=cell.column + (cell.column >= 4)), None, {"table_moved"}),
    "a row put in": (lambda cell: replace(cell, row=cell.row + (cell.row >= 20)), None, set()),
    "columns in another order": (columns_as({3: 5, 4: 3, 5: 6, 6: 4}), None, {"table_moved"}),
    "rows upside down": (rows_as(lambda row: 100 - row), None, {"rows_moved"}),
    "code column taken out": (without_column(1), None, {"table_moved"}),
    "name column taken out": (without_column(2), None, {"table_moved"}),
    "codes changed for names": (columns_as({1: 2, 2: 1}), None, {"labels_moved"}),
    "title and note taken out": (lambda cell: None if cell.row < 4 else replace(cell, row=cell.row - 3), None, {"table_moved"}),
    "labels without English": (lambda cell: replace(cell, text=cell.text.split()[0]) if cell.row == 6 else cell, None, set()),
    "code taken out of the header": (header_as(4, 3, "出生医学证明签发核验合规率"), None, set()),
}


@pytest.mark.parametrize("case", READ)
def test_a_table_in_another_shape_is_read_and_said(catalogue: Catalogue, layout: WorkbookLayout, raw: RawWorkbook, case: str) -> None:
    change, title, notes = READ[case]
    checked = check_read(change_sheet(raw, layout.sheets[0].name, change, title), catalogue)
    assert {one.code for one in checked.problems} == notes, found(checked)
    assert checked.status is CheckStatus.CLEAN
    assert figures(checked).equals(figures(check_read(raw, catalogue)))


def test_sheets_in_another_order_and_with_each_others_names_are_read(catalogue: Catalogue, many: RawWorkbook) -> None:
    first, second = (sheet.name for sheet in plan_layout(catalogue, "MOHRSS", "2026-Q4").sheets[:2])
    names = {first: second, second: first}
    turned = replace(many, sheets=tuple(reversed(many.sheets)))
    swapped = replace(many, sheets=tuple(replace(sheet, name=names.get(sheet.name, sheet.name)) for sheet in many.sheets))
    plain = figures(check_read(many, catalogue))
    assert figures(check_read(turned, catalogue)).equals(plain)
    checked = check_read(swapped, catalogue)
    renamed = [("sheet_renamed", first, ""), ("sheet_renamed", second, "")]
    assert sorted(found(checked)) == sorted([*renamed, *found(check_read(many, catalogue))])
    assert figures(checked).equals(plain)


def test_a_figure_says_where_it_was_really_found(catalogue: Catalogue, layout: WorkbookLayout, raw: RawWorkbook) -> None:
    checked = check_read(change_sheet(raw, layout.sheets[0].name, shifted(5, 2), "数据"), catalogue)
    first = checked.observations.iloc[0]
    assert (first["sheet"], first["cell"], first["denominator_cell"]) == ("数据", "E12", "F12")


def test_a_second_sheet_of_figures_is_not_passed_over_in_silence(catalogue: Catalogue, layout: WorkbookLayout, raw: RawWorkbook) -> None:
    name = layout.sheets[0].name
    copy = next(sheet for sheet in raw.sheets if sheet.name == name)
    checked = check_read(replace(raw, sheets=(*raw.sheets, replace(copy, name="备份"))), catalogue)
    assert found(checked) == [("sheet_not_read", "备份", "")]


@pytest.mark.parametrize(
    ("change", "code", "cell"),
    [
        (header_as(4, 3, "改了"), "header_changed", "C4"),
        (header_as(6, 4, "改了"), "header_changed", "C4"),
        (without_column(4), "header_changed", "C4"),
        (header_as(6, 4, "分子 Numerator"), "header_changed", "C4"),
        (lambda cell: None if cell.row < 7 else cell, "sheet_missing", ""),
    ],
)
def test_what_is_not_beyond_doubt_must_be_put_right(
    catalogue: Catalogue, layout: WorkbookLayout, raw: RawWorkbook, change: Change, code: str, cell: str
) -> None:
    name = layout.sheets[0].name
    checked = check_read(change_sheet(raw, name, change, "数据" if code == "sheet_missing" else None), catalogue)
    assert (code, name, cell) in found(checked)
    assert all(one.severity is Severity.MUST_FIX for one in checked.problems if one.code == code)


def test_a_header_that_stands_twice_is_not_chosen_from(catalogue: Catalogue, layout: WorkbookLayout, raw: RawWorkbook) -> None:
    name = layout.sheets[0].name
    moved = change_sheet(raw, name, shifted(1, 0))
    assert "header_repeated" not in {one.code for one in check_read(moved, catalogue).problems}
    sheet = next(one for one in moved.sheets if one.name == name)
    second = [replace(cell, column=cell.column + 40) for cell in sheet.cells if cell.column > 2]
    doubled = make_sheet(name, (*sheet.cells, *second))
    checked = check_read(replace(moved, sheets=tuple(doubled if one.name == name else one for one in moved.sheets)), catalogue)
    assert ("header_repeated", name, "AQ5") in found(checked)
    assert "A1-08" not in set(checked.observations["indicator"])
