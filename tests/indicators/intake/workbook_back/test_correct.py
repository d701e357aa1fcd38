"""Corrected values stand in the cells, and every other byte of the file is as it was."""

import io
import math
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_workbooks import change_cell_xml, change_parts, check, describe, put, read_parts
from odd_workbooks import Ways, ways, write_workbook
from openpyxl import load_workbook

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.layout import WorkbookLayout
from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.workbook_back.annotate import annotate_workbook, strip_annotations
from indicators.intake.workbook_back.archive import read_parts as open_parts
from indicators.intake.workbook_back.book import read_book_file
from indicators.intake.workbook_back.correct import correct_workbook
from indicators.intake.workbook_back.shared_formulas import move_formula
from indicators.intake.workbook_back.tags import plain_text

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no:UserWarning")


def part_of(data: bytes, name: str) -> str:
    sheet = read_book_file(open_parts(data, Limits())).sheet(name)
    assert sheet
    return sheet.part


@pytest.fixture
def name(layout: WorkbookLayout) -> str:
    return next(sheet.name for sheet in layout.sheets if sheet.area == "A3")


def test_values_are_written_with_the_format_of_their_cells(clean: bytes, name: str) -> None:
    values = {"C7": 19.0, "D7": 0.1, "E7": "无法提供", "F7": '=1+1 <&> "二"\n\'', "C8": None, "Z60": 3}
    before = load_workbook(io.BytesIO(clean))[name]
    after = load_workbook(io.BytesIO(correct_workbook(clean, {(name, cell): value for cell, value in values.items()})))[name]
    assert {cell: after[cell].value for cell in values} == values
    assert after["F7"].data_type == "s"
    assert all(repr(after[cell].fill) == repr(before[cell].fill) for cell in values)


def test_only_the_corrected_cells_differ(clean: bytes, name: str) -> None:
    part = part_of(clean, name)
    before, after = read_parts(clean), read_parts(correct_workbook(clean, {(name, "C7"): 19.0, (name, "C8"): None}))
    assert [one for one in before if before[one] != after[one]] == [part]
    pattern = re.compile(rb'<c r="C[78]".*?(?:/>|</c>)')
    assert pattern.sub(b"", before[part]) == pattern.sub(b"", after[part])


def test_the_corrected_file_is_checked_like_one_that_was_mended_by_hand(catalogue: Catalogue, clean: bytes, name: str) -> None:
    faulty = put(clean, {(name, "C7"): "约12", (name, "D9"): None})
    mended = correct_workbook(faulty, {(name, "C7"): 12, (name, "D9"): 20})
    by_hand = check(put(clean, {(name, "C7"): 12, (name, "D9"): 20}), catalogue)
    assert check(mended, catalogue).problems == by_hand.problems
    assert check(mended, catalogue).observations.equals(by_hand.observations)


def test_a_corrected_marked_copy_loses_its_marks_and_keeps_its_values(catalogue: Catalogue, clean: bytes, name: str) -> None:
    faulty = put(clean, {(name, "C7"): "约12"})
    marked = annotate_workbook(faulty, check(faulty, catalogue).problems, describe)
    assert read_parts(strip_annotations(correct_workbook(marked, {(name, "C7"): 12}))) == read_parts(
        correct_workbook(faulty, {(name, "C7"): 12})
    )


def test_a_formula_that_others_share_leaves_each_its_own(clean: bytes, name: str) -> None:
    part = part_of(clean, name)
    shared = change_cell_xml(clean, part, "C7", '<c r="C7"><f t="shared" ref="C7:C9" si="0">D7+$D$8+SUM(H7:H9)</f><v>1</v></c>')
    for row in (8, 9):
        shared = change_cell_xml(shared, part, f"C{row}", f'<c r="C{row}"><f t="shared" si="0"/><v>1</v></c>')
    sheet = load_workbook(io.BytesIO(correct_workbook(shared, {(name, "C7"): 5})))[name]
    assert [sheet[f"C{row}"].value for row in (7, 8, 9)] == [5, "=D8+$D$8+SUM(H8:H10)", "=D9+$D$8+SUM(H9:H11)"]


def test_the_order_of_calculation_goes_with_a_formula(clean: bytes, name: str) -> None:
    """A cell without formula in the calculation chain would be damage to Excel."""
    chain = b'<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="B3" i="2"/></calcChain>'
    parts = read_parts(clean)
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relation = b'<Relationship Id="rId99" Type="' + kind + b'" Target="calcChain.xml"/></Relationships>'
    rels = parts["xl/_rels/workbook.xml.rels"].replace(b"</Relationships>", relation)
    chained = change_parts(clean, {"xl/calcChain.xml": chain, "xl/_rels/workbook.xml.rels": rels})
    assert "xl/calcChain.xml" in read_parts(correct_workbook(chained, {(name, "C7"): 5}))
    left = read_parts(correct_workbook(chained, {(name, "B3"): 5}))
    assert "xl/calcChain.xml" not in left
    assert left["xl/_rels/workbook.xml.rels"] == parts["xl/_rels/workbook.xml.rels"]


def test_what_is_no_value_or_no_sheet_is_refused(clean: bytes, name: str) -> None:
    with pytest.raises(ValueError, match="finite"):
        correct_workbook(clean, {(name, "C7"): math.nan})
    with pytest.raises(FileRefusedError):
        correct_workbook(clean, {("gone", "C7"): 1})
    with pytest.raises(FileRefusedError):
        correct_workbook(b"not a workbook", {(name, "C7"): 1})


@settings(max_examples=15, deadline=None)
@given(how=ways, value=st.one_of(st.text(max_size=30), st.floats(allow_nan=False, allow_infinity=False), st.integers(-(10**12), 10**12)))
def test_any_value_is_read_back_as_it_was_written(how: Ways, value: str | float) -> None:
    for cell in ("A1", "B1", "AA5", "C2", "A7"):
        written = correct_workbook(write_workbook(how), {("填报", cell): value})
        got = load_workbook(io.BytesIO(written))["填报"][cell].value
        if isinstance(value, str):
            assert plain_text(got or "") == value
        else:
            assert got == value


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        ("A1+$A1+A$1+$A$1", "B3+$A3+B$1+$A$1"),
        ("LOG10(A1)", "LOG10(B3)"),
        ("'A1 x'!A1&\"A1\"", "'A1 x'!B3&\"A1\""),
        ("A1_x+表!C2", "A1_x+表!D4"),
    ],
)
def test_references_move_with_a_formula(formula: str, moved: str) -> None:
    assert move_formula(formula, 2, 1) == moved
