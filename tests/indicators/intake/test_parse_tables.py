"""Reading entries as columns says of every entry what reading it alone says."""

import random

import pandas as pd
import pytest
from intake_workbooks import clean_values, make_order
from pandas.testing import assert_frame_equal

from dashboard.text.say import say_both
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import entries_found
from indicators.intake.entry_table import EntryTable, entries_at, entries_of, entry_table
from indicators.intake.layout import WorkbookLayout, plan_layout
from indicators.intake.limits import Limits
from indicators.intake.parse_entries import entries_frame, normalised_of, parse_entry
from indicators.intake.parse_tables import parse_tables
from indicators.intake.placing import place_entries
from indicators.intake.raw import RawCell, RawKind, RawSheet, RawWorkbook, make_sheet
from indicators.intake.read_cells import read_cells
from indicators.intake.template import make_template

ODD = (
    (RawKind.NUMBER, "-3"),
    (RawKind.NUMBER, "12.5"),
    (RawKind.NUMBER, "1E5"),
    (RawKind.NUMBER, "+7"),
    (RawKind.NUMBER, "2.9999999999999996"),
    (RawKind.NUMBER, "5000000.001"),
    (RawKind.NUMBER, "99999999999999"),
    (RawKind.NUMBER, "0x10"),
    (RawKind.PERCENT, "0.5"),
    (RawKind.PERCENT, "0"),
    (RawKind.DATE, "45000"),
    (RawKind.ERROR, "#N/A"),
    (RawKind.BOOLEAN, "1"),
    (RawKind.UNCALCULATED, ""),
    (RawKind.TEXT, "１２"),
    (RawKind.TEXT, "约12"),
    (RawKind.TEXT, "不详"),
    (RawKind.TEXT, "零报告"),
    (RawKind.TEXT, "不适用"),
    (RawKind.TEXT, "暂缺"),
    (RawKind.TEXT, "—"),
)


def workbook_of(catalogue: Catalogue, department: str, period: str) -> tuple[WorkbookLayout, RawWorkbook]:
    layout = plan_layout(catalogue, department, period)
    return layout, read_cells(make_template(make_order(catalogue, department, period, clean_values(catalogue, layout)), say_both), Limits())


def spoil(raw: RawSheet, dice: random.Random) -> RawSheet:
    """A tenth of the cells below the head changed, emptied, or something put beside them."""
    cells = {(cell.row, cell.column): cell for cell in raw.cells}
    for row, column in [place for place in cells if place[0] > 6 and place[1] > 3 and dice.random() < 0.1]:
        target = (row, column + dice.choice((0, 0, 1, 2)))
        kind, text = dice.choice(ODD)
        if dice.random() < 0.3:
            cells.pop(target, None)
        else:
            cells[target] = RawCell(*target, kind, text)
    return make_sheet(raw.name, sorted(cells.values(), key=lambda cell: (cell.row, cell.column)), raw.state)


@pytest.mark.parametrize(("department", "period"), [("NHC", "2026-Q4"), ("MPS", "2026-Q2"), ("MPS", "2026-Q4"), ("MPS", "2024-05")])
def test_columns_say_what_single_entries_say(catalogue: Catalogue, department: str, period: str) -> None:
    layout, raw = workbook_of(catalogue, department, period)
    dice = random.Random(f"{department} {period}")
    for _ in range(3):
        workbook = RawWorkbook(tuple(spoil(sheet, dice) for sheet in raw.sheets), raw.properties, raw.names, ())
        found = place_entries(catalogue, layout, workbook).found
        singles = [parse_entry(catalogue, one) for one in entries_found(layout, found)]
        parsed = parse_tables(catalogue, [entry_table(sheet) for sheet in found])
        kept = [one for one in singles if one.status is not None]
        assert_frame_equal(parsed.frame, entries_frame(kept, 0), check_index_type=False)
        assert parsed.problems == tuple(problem for one in singles for problem in one.problems)
        assert parsed.normalised == normalised_of(singles)
        assert [one.entry.key for one in (parsed.places[place] for place in range(len(kept)))] == [one.placed.entry.key for one in kept]
        assert len(parsed.places) == len(parsed.frame) + len(parsed.unfinished)


def test_an_entry_is_found_by_the_cells_it_stands_in(catalogue: Catalogue) -> None:
    layout, raw = workbook_of(catalogue, "NHC", "2026-Q4")
    tables = [entry_table(found) for found in place_entries(catalogue, layout, raw).found]
    name = tables[0].found.raw.name
    at = list(entries_at(tables, {(name, "C9")}))
    assert {one.row for one in at} == {9}
    assert len(at) == len(tables[0].parts)
    assert [one.entry.key for one in entries_of(tables)] == [one.entry.key for one in entries_found(layout, tuple(t.found for t in tables))]


def test_a_sheet_without_rows_has_no_entries(catalogue: Catalogue) -> None:
    layout, raw = workbook_of(catalogue, "NHC", "2026-Q4")
    bare = tuple(make_sheet(sheet.name, [cell for cell in sheet.cells if cell.row <= 6], sheet.state) for sheet in raw.sheets)
    found = place_entries(catalogue, layout, RawWorkbook(bare, raw.properties, raw.names, ())).found
    tables: list[EntryTable] = [entry_table(sheet) for sheet in found]
    parsed = parse_tables(catalogue, tables)
    assert (len(parsed.frame), len(parsed.places), parsed.problems) == (0, 0, ())
    assert isinstance(parsed.frame, pd.DataFrame)
