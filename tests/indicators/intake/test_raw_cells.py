"""What is read from a workbook before anything is understood: nothing lost, nothing changed."""

import io
from collections.abc import Callable

import pytest
from intake_workbooks import change_cell_xml, change_parts, put, read_parts
from openpyxl import load_workbook

from indicators.intake.layout import WorkbookLayout, cell_name
from indicators.intake.limits import Limits
from indicators.intake.raw import RawCell, RawKind, RawWorkbook, decode_raw, encode_raw
from indicators.intake.read_cells import read_cells

PART = "xl/worksheets/sheet2.xml"


def cell_at(workbook: RawWorkbook, layout: WorkbookLayout, reference: str) -> RawCell | None:
    sheet = next(one for one in workbook.sheets if one.name == layout.sheets[0].name)
    return next((cell for cell in sheet.cells if cell_name(cell.row, cell.column) == reference), None)


def test_every_cell_that_openpyxl_sees_is_read_with_the_same_value(clean: bytes) -> None:
    read = {
        (sheet.name, cell_name(cell.row, cell.column)): cell.text for sheet in read_cells(clean, Limits()).sheets for cell in sheet.cells
    }
    seen = {}
    for sheet in load_workbook(io.BytesIO(clean), data_only=True).worksheets:
        for row in sheet.iter_rows():
            seen |= {(sheet.title, cell.coordinate): str(cell.value) for cell in row if cell.value is not None and str(cell.value).strip()}
    assert read == seen


@pytest.mark.parametrize(
    ("xml", "kind", "text"),
    [
        ('<c r="C7"><v>0012.50</v></c>', RawKind.NUMBER, "0012.50"),
        ('<c r="C7"><v>123456789012345678</v></c>', RawKind.NUMBER, "123456789012345678"),
        ('<c r="C7" t="e"><v>#DIV/0!</v></c>', RawKind.ERROR, "#DIV/0!"),
        ('<c r="C7" t="b"><v>1</v></c>', RawKind.BOOLEAN, "1"),
        ('<c r="C7" t="d"><v>2026-07-01</v></c>', RawKind.DATE, "2026-07-01"),
        ('<c r="C7"><f>1+1</f></c>', RawKind.UNCALCULATED, ""),
        ('<c r="C7"><f>1+1</f><v>2</v></c>', RawKind.NUMBER, "2"),
        ('<c r="C7"><f>1/0</f><v></v></c>', RawKind.UNCALCULATED, ""),
        ('<c r="C7" t="str"><f>"a"</f><v>a</v></c>', RawKind.TEXT, "a"),
        ('<c r="C7" t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>', RawKind.TEXT, "12"),
        ('<c r="C7" t="inlineStr"><is><t>十</t><rPh sb="0" eb="1"><t>shi</t></rPh></is></c>', RawKind.TEXT, "十"),
        ('<c r="C7" t="inlineStr"><is><t>_x0031_2</t></is></c>', RawKind.TEXT, "12"),
        ('<x:c xmlns:x="u" r="C7"><x:v>5</x:v></x:c>', RawKind.NUMBER, "5"),
    ],
)
def test_a_cell_is_what_the_file_says_it_is(clean: bytes, layout: WorkbookLayout, xml: str, kind: RawKind, text: str) -> None:
    cell = cell_at(read_cells(change_cell_xml(clean, PART, "C7", xml), Limits()), layout, "C7")
    assert cell is not None
    assert (cell.kind, cell.text) == (kind, text)


@pytest.mark.parametrize(
    "xml", ['<c r="C7" s="3"/>', '<c r="C7" t="str"><f>""</f><v></v></c>', '<c r="C7" t="inlineStr"><is><t> </t></is></c>']
)
def test_a_cell_without_content_is_absent(clean: bytes, layout: WorkbookLayout, xml: str) -> None:
    assert cell_at(read_cells(change_cell_xml(clean, PART, "C7", xml), Limits()), layout, "C7") is None


@pytest.mark.parametrize(
    ("style", "kind"), [("yyyy-mm-dd", RawKind.DATE), ("0.0%", RawKind.PERCENT), ('#,##0"年"', RawKind.NUMBER), ("General", RawKind.NUMBER)]
)
def test_number_formats_tell_dates_and_percentages(clean: bytes, layout: WorkbookLayout, style: str, kind: RawKind) -> None:
    workbook = load_workbook(io.BytesIO(clean))
    workbook[layout.sheets[0].name]["C7"].number_format = style
    target = io.BytesIO()
    workbook.save(target)
    cell = cell_at(read_cells(target.getvalue(), Limits()), layout, "C7")
    assert cell is not None
    assert cell.kind is kind


def test_hidden_rows_and_columns_and_merges_are_seen(clean: bytes, layout: WorkbookLayout) -> None:
    workbook = load_workbook(io.BytesIO(clean))
    sheet = workbook[layout.sheets[0].name]
    sheet.row_dimensions[9].hidden = True
    sheet.column_dimensions["D"].hidden = True
    sheet.merge_cells("C20:D21")
    target = io.BytesIO()
    workbook.save(target)
    raw = next(one for one in read_cells(target.getvalue(), Limits()).sheets if one.name == sheet.title)
    assert (raw.hidden_rows, 4 in raw.hidden_columns, (20, 3, 21, 4) in raw.merges) == (frozenset({9}), True, True)


def test_cells_without_references_are_counted_on(clean: bytes, layout: WorkbookLayout) -> None:
    text = read_parts(clean)[PART].decode().replace("</sheetData>", "<row><c><v>8</v></c><c><v>9</v></c></row></sheetData>")
    workbook = read_cells(change_parts(clean, {PART: text.encode()}), Limits())
    sheet = next(one for one in workbook.sheets if one.name == layout.sheets[0].name)
    assert [(cell.column, cell.text) for cell in sheet.cells[-2:]] == [(1, "8"), (2, "9")]


def test_what_another_program_saved_is_read_alike(clean: bytes) -> None:
    before, after = read_cells(clean, Limits()), read_cells(put(clean, {}), Limits())
    for first, second in zip(before.sheets, after.sheets, strict=True):
        if first.name in ("_meta", "_lists"):
            assert first.cells == second.cells
    assert before.properties == after.properties


@pytest.mark.parametrize("harm", [lambda data: data[:-1], lambda data: data + b"x", lambda data: data[:8], lambda data: data[:-1] + b"?"])
def test_bytes_that_are_not_ours_are_not_decoded(clean: bytes, harm: Callable[[bytes], bytes]) -> None:
    encoded = encode_raw(read_cells(clean, Limits()))
    with pytest.raises((KeyError, TypeError, ValueError)):
        decode_raw(harm(encoded))


def test_a_workbook_comes_out_of_the_child_as_it_was_read(clean: bytes) -> None:
    workbook = read_cells(clean, Limits())
    assert decode_raw(encode_raw(workbook)) == workbook
