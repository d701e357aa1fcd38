"""The quick way of reading rows gives what expat gives, to the last cell, or steps aside; no error, formula or hidden row is lost by it."""

import random
from dataclasses import replace

import pytest
from hostile_files import SHEET
from intake_workbooks import edit_workbook, read_parts

from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.raw import RawKind
from indicators.intake.row_forms import scan_formed_rows
from indicators.intake.sheet_scan import SheetContext, split_sheet
from indicators.intake.sheet_xml import SheetReader, read_sheet
from indicators.intake.xml_scan import scan_xml

STRINGS = ("甲", " ", "_x0031_2", "合计", "a&b")
STYLES = (RawKind.NUMBER, RawKind.PERCENT, RawKind.DATE)
HEAD, TAIL = b'<?xml version="1.0" encoding="UTF-8"?><worksheet><dimension ref="A1:Z99"/><sheetData>', b"</sheetData></worksheet>"
Found = tuple[object, ...]

CELLS = [
    '<c r="C7"><v>12</v></c>',
    '<c r="D7" s="1"><v>0.5</v></c>',
    '<c r="E7" s="2"><v>45000</v></c>',
    '<c r="F7" s="9"><v> 7 </v></c>',
    '<c r="G7" t="s"><v>0</v></c>',
    '<c r="H7" t="s"><v>1</v></c>',
    '<c r="I7" t="s"><v>2</v></c>',
    '<c r="J7" t="s"><v>99</v></c>',
    '<c r="K7" t="s"><v>-1</v></c>',
    '<c r="L7" t="e"><v>#DIV/0!</v></c>',
    '<c r="M7" t="b"><v>1</v></c>',
    '<c r="N7"><f>1+1</f></c>',
    '<c r="O7"><f aca="false">IF(A1&lt;2,&quot;11010519491231002X&quot;,3)</f><v>3</v></c>',
    '<c r="P7" t="str"><f>A1</f><v>x &amp; y</v></c>',
    '<c r="Q7" t="str"><f>A1</f><v></v></c>',
    '<c r="Q7" t="str"><f>A1</f><v/></c>',
    '<c r="Q7" t="str"><f>A1</f></c>',
    '<c r="Q7" s="1"><f>A1</f><v /></c>',
    '<c r="Q7"><v/></c>',
    '<c r="R7" t="inlineStr"><is><t xml:space="preserve"> 十二 </t></is></c>',
    '<c r="S7" t="inlineStr"><is><t>_x0041_</t></is></c>',
    '<c r="S7" t="inlineStr"><is><t>代码\nCode</t></is></c>',
    '<c r="S7" t="str"><f>A1&amp;\nB1</f><v>两行\n字</v></c>',
    '<c r="T7" t="inlineStr"><is><r><t>1</t></r><r><t>2</t></r></is></c>',
    '<c r="U7" t="d"><v>2026-01-01</v></c>',
    '<c r="V7"></c>',
    '<c r="W7" s="1"/>',
    '<c r="X7" s="1" />',
    '<c s="1" r="Y7"><v>5</v></c>',
    "<c><v>6</v></c>",
    '<c r="Z7"><v>&#49;2</v></c>',
    '<c r="IW7"><v>1</v></c>',
    '<c r="A7"><v>1</v><v>2</v></c>',
    '<c r="a7"><v>1</v></c>',
    '<c r="B7"><v><![CDATA[5]]></v></c>',
    '<c r="AA7"><!-- <c r="AB7"><v>9</v></c> --><v>5</v></c>',
    '<c r="AC7" t="n"><f>1/0</f><v/></c>',
    '<x:c xmlns:x="u" r="AD7"><x:v>5</x:v></x:c>',
]
ROWS = [
    '<row r="7">{}</row>',
    '<row r="7" hidden="1" ht="12">{}</row>',
    '<row r="7" r="8">{}</row>',
    "<row>{}</row>",
    '<row r="7" x:y="1">{}</row>',
]
SPOILS = (b"", b"<", b">", b'"', b"&amp;", b"]]>", b"/", b"\x00", b" ", b"7", b"<v>", b"\xff")


def by_expat(content: bytes, limits: Limits) -> Found:
    reader = SheetReader("a", STRINGS, STYLES, limits)
    try:
        scan_xml(content, reader.start, reader.end, reader.text)
    except FileRefusedError as error:
        return (error.refusal,)
    return (reader.rows, reader.columns, bytes(reader.kinds), tuple(reader.texts), reader.hidden_rows, reader.merges, sorted(reader.words))


def by_reader(content: bytes, limits: Limits) -> Found:
    reader = SheetReader("a", STRINGS, STYLES, limits)
    try:
        sheet = read_sheet(content, reader, "a", "visible")
    except FileRefusedError as error:
        return (error.refusal,)
    return (sheet.rows, sheet.columns, sheet.kinds, sheet.texts, set(sheet.hidden_rows), list(sheet.merges), sorted(reader.words))


def sheet_of(*rows: str) -> bytes:
    return HEAD + "".join(rows).encode() + TAIL


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("cell", CELLS)
def test_each_way_of_writing_a_cell_is_read_as_expat_reads_it(cell: str, row: str) -> None:
    content = sheet_of(row.format(cell))
    assert by_reader(content, Limits()) == by_expat(content, Limits())


FIRST = '<row r="7" ht="7"><c r="A7" s="7"/><c r="B7" s="1"><v>1</v></c><c r="C7" t="s"><v>0</v></c><c r="D7" t="e"><v>#N/A</v></c></row>'
SECOND = [
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1"><v>2</v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>#REF!</v></c></row>',
    '<row r="8" ht="8"><c r="A8" s="8"/><c r="B8" s="1"><v>2</v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>#REF!</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="18"><v>2</v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1"><v>2</v></c><c r="C8" t="s"><v>1</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1"><v>2</v></c><c r="C8" t="s"><v>99</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1"><v></v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1"><v> 2 </v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1"><v>&lt;2</v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1"><v>&x;</v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1"><v>]]></v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><v>5<c r="B8" s="1"></v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A8" s="7"/><c r="B8" s="1">\x01</v></c><c r="C8" t="s"><v>3</v></c><c r="D8" t="e"><v>1</v></c></row>',
    '<row r="8" ht="7"><c r="A7" s="7"/><c r="B7" s="1"><v>2</v></c><c r="C7" t="s"><v>3</v></c><c r="D7" t="e"><v>1</v></c></row>',
    '<row r="\x00" ht="7"><c r="A\x00" s="7"/><c r="B\x00" s="1"><v>2</v></c><c r="C\x00" t="s"><v>3</v></c></row>',
    '<row r="0" ht="7"><c r="A0" s="7"/><c r="B0" s="1"><v>2</v></c><c r="C0" t="s"><v>3</v></c><c r="D0" t="e"><v>1</v></c></row>',
    '<row r="8" hidden="1"/><row r="9" ht="7"><c r="A9" s="7"/><c r="B9" s="1"><v>2</v></c></row><row r="10" hidden="true"/>',
    '<row r="8" ht="7"><c r="B8" s="1"><v>2</v></c><c r="B8" s="1"><v>2</v></c></row>',
    FIRST,
]


@pytest.mark.parametrize("second", SECOND)
def test_a_row_that_only_looks_like_the_one_before_is_read_as_expat_reads_it(second: str) -> None:
    content = sheet_of(FIRST, second, FIRST.replace('7"', '11"').replace('s="11"', 's="7"').replace('ht="11"', 'ht="7"'))
    assert by_reader(content, Limits()) == by_expat(content, Limits())


@pytest.mark.parametrize("second", [SECOND[-2], SECOND[-1]])
def test_cells_that_stand_twice_are_not_said_to_be_in_order(second: str) -> None:
    split = split_sheet(sheet_of(FIRST, second))
    assert split is not None
    scanned = scan_formed_rows(split[1], SheetContext(STRINGS, STYLES, Limits()))
    assert scanned is not None
    assert not scanned.ordered


def test_many_rows_of_many_forms_are_read_as_expat_reads_them() -> None:
    dice = random.Random(5)
    rows = []
    for number in range(1, 400):
        cells = [
            f'<c r="{letter}{number}" s="{dice.randint(0, 2)}"><v>{dice.randint(0, 99)}</v></c>'
            for letter in "ABCDEF"
            if dice.random() < 0.7
        ]
        rows.append(f'<row r="{number}">{"".join(cells)}</row>' + ("" if number % 50 else f'<row r="{1000 + number}"/>'))
    content = sheet_of(*rows)
    assert by_reader(content, Limits()) == by_expat(content, Limits())


def test_a_sheet_of_the_template_is_read_the_quick_way(clean: bytes) -> None:
    split = split_sheet(read_parts(clean)[SHEET])
    assert split is not None
    scanned = scan_formed_rows(split[1], SheetContext(["x"] * 5000, STYLES, Limits()))
    assert scanned is not None
    assert len(scanned.texts) > 100


def test_a_sheet_that_openpyxl_saved_is_read_the_quick_way(clean: bytes) -> None:
    split = split_sheet(read_parts(edit_workbook(clean, lambda _: None))[SHEET])
    assert split is not None
    assert scan_formed_rows(split[1], SheetContext(["x"] * 5000, STYLES, Limits())) is not None


@pytest.mark.parametrize(
    "limits",
    [replace(Limits(), cells=3), replace(Limits(), rows=6), replace(Limits(), columns=4), replace(Limits(), string_length=2)]
    + [replace(Limits(), text_length=5)],
)
def test_beyond_a_limit_the_refusal_is_the_same(limits: Limits) -> None:
    content = sheet_of(ROWS[0].format("".join(CELLS[:7])))
    assert by_reader(content, limits) == by_expat(content, limits)
    assert isinstance(by_reader(content, limits)[0], object)
    assert len(by_reader(content, limits)) == 1


def test_two_thousand_spoiled_sheets_are_read_as_expat_reads_them(clean: bytes) -> None:
    dice = random.Random(11)
    whole = read_parts(clean)[SHEET]
    first, last = whole.index(b'<row r="7"'), whole.index(b'<row r="12"')
    content = HEAD + whole[first:last] + "".join(ROWS[0].format(cell) for cell in CELLS[:7]).encode() + TAIL
    differ = []
    for _ in range(2000):
        spoiled = bytearray(content)
        for _ in range(dice.randint(1, 4)):
            place = dice.randrange(len(HEAD) - 12, len(spoiled))
            spoiled[place : place + dice.randint(0, 3)] = dice.choice(SPOILS)
        if by_reader(bytes(spoiled), Limits()) != by_expat(bytes(spoiled), Limits()):
            differ.append(bytes(spoiled))
    assert differ == []
