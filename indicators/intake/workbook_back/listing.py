"""The first sheet of a marked file: every problem in both languages, with a link to its cell. All words are text, never formulas."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from indicators.intake.workbook_back.own_marks import LIST_TITLE, SEVERITY_COLOURS
from indicators.intake.workbook_back.references import reference_of
from indicators.intake.workbook_back.styles import StyleSheet, solid_fill
from indicators.intake.workbook_back.tags import quoted, text_bytes
from indicators.model.submission import Severity

SEVERITY_LABELS: Mapping[Severity, str] = {
    Severity.MUST_FIX: "必须改\nMust fix",
    Severity.CONFIRM: "请确认\nPlease confirm",
    Severity.NOTE: "提示\nNote",
}
_COLUMNS: Mapping[str, int] = {
    "位置\nPlace": 24,
    "程度\nSeverity": 13,
    "现有内容\nFound": 18,
    "问题\nProblem": 52,
    "处理办法\nWhat to do": 52,
    "处数\nCells": 8,
    "其他单元格\nFurther cells": 22,
    "规则\nRule": 9,
}
_HOW = (
    "点击“位置”可跳到该单元格。改正后保存，直接再次上传本文件即可；本表、颜色和批注会自动清除。\n"
    "Click a place to go to its cell. Correct it, save, upload this same file again: this sheet, colours and notes go by themselves."
)
WHOLE_FILE = "整个文件\nWhole file"
HEADER_ROWS = 3
_LINE_HEIGHT, _LARGEST_HEIGHT = 14.25, 405.0
_LONGEST = 1_900
_EDGES = "".join(f'<{edge} style="thin"><color rgb="FFBFBFBF"/></{edge}>' for edge in ("left", "right", "top", "bottom"))
_BORDER = f"<border>{_EDGES}<diagonal/></border>"
_PAGE = (
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>'
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>"
)


@dataclass(frozen=True, slots=True)
class ListedProblem:
    """One line of the list, in both languages. `link`: where the place leads, "" for nowhere; `cells`: how many, 0 for a whole file."""

    place: str
    link: str
    severity: Severity
    found: str
    problem: str
    fix: str
    cells: int
    further: str
    rule: str


@dataclass(frozen=True, slots=True)
class _Formats:
    """Indexes of the cell formats of the list."""

    title: int
    how: int
    header: int
    text: int
    link: int
    number: int
    severities: Mapping[Severity, int]


def list_sheet(lines: Sequence[ListedProblem], styles: StyleSheet, namespace: str) -> bytes:
    """The sheet as XML; the formats it needs are added to `styles`."""
    formats = _add_formats(styles)
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}.7109375" customWidth="1"/>' for number, width in enumerate(_COLUMNS.values(), 1)
    )
    head = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}">'
        '<sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>'
        f'<sheetView showGridLines="0" tabSelected="1" workbookViewId="0"><pane ySplit="{HEADER_ROWS}" topLeftCell="A{HEADER_ROWS + 1}" '
        f'activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A{HEADER_ROWS + 1}" '
        f'sqref="A{HEADER_ROWS + 1}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{widths}</cols><sheetData>'
    )
    rows = (*_head_rows(lines, formats), *(_row(number, line, formats) for number, line in enumerate(lines, HEADER_ROWS + 1)))
    last = reference_of((2, len(_COLUMNS)))
    tail = f'</sheetData><mergeCells count="1"><mergeCell ref="A2:{last}"/></mergeCells>{_links(lines)}{_PAGE}</worksheet>'
    return head.encode() + b"".join(rows) + tail.encode()


def _add_formats(styles: StyleSheet) -> _Formats:
    face = '<name val="Microsoft YaHei"/><family val="2"/><charset val="134"/></font>'
    plain = styles.add("fonts", f'<font><sz val="10"/><color rgb="FF1F1F1F"/>{face}')
    bold = styles.add("fonts", f'<font><b/><sz val="10"/><color rgb="FF1F1F1F"/>{face}')
    large = styles.add("fonts", f'<font><b/><sz val="14"/><color rgb="FF1F1F1F"/>{face}')
    blue = styles.add("fonts", f'<font><u/><sz val="10"/><color rgb="FF1F4E9E"/>{face}')
    grid = styles.add("borders", _BORDER)
    header_fill = styles.add_fill(solid_fill("FFE7E6E6"))

    def made(font: int, *, border: int = grid, fill: int = 0, alignment: str = 'vertical="top" wrapText="1"') -> int:
        facts = f'numFmtId="49" fontId="{font}" fillId="{fill}" borderId="{border}" xfId="0"'
        apply = 'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"'
        return styles.add("cellXfs", f"<xf {facts} {apply}><alignment {alignment}/></xf>")

    middle = 'horizontal="center" vertical="top" wrapText="1"'
    colours = {
        severity: made(bold, fill=styles.add_fill(solid_fill(colour)), alignment=middle) for severity, colour in SEVERITY_COLOURS.items()
    }
    return _Formats(
        title=made(large, border=0, alignment='vertical="center"'),
        how=made(plain, border=0),
        header=made(bold, fill=header_fill, alignment='horizontal="center" vertical="center" wrapText="1"'),
        text=made(plain),
        link=made(blue),
        number=made(plain, alignment=middle),
        severities=colours,
    )


def _head_rows(lines: Sequence[ListedProblem], formats: _Formats) -> Iterator[bytes]:
    counts = {severity: sum(line.severity is severity for line in lines) for severity in SEVERITY_LABELS}
    summary = "　".join(f"{label.replace(chr(10), ' ')} {counts[severity]}" for severity, label in SEVERITY_LABELS.items())
    yield _row_xml(1, 27, [_text_cell((1, 1), f"{LIST_TITLE}　{summary}", formats.title)])
    yield _row_xml(2, 33, [_text_cell((2, 1), _HOW, formats.how)])
    yield _row_xml(3, 33, [_text_cell((3, column), text, formats.header) for column, text in enumerate(_COLUMNS, 1)])


def _row(number: int, line: ListedProblem, formats: _Formats) -> bytes:
    texts = (line.place, SEVERITY_LABELS[line.severity], line.found, line.problem, line.fix, "", line.further, line.rule)
    styles = [formats.text] * len(texts)
    styles[0] = formats.link if line.link else formats.text
    styles[1] = formats.severities[line.severity]
    cells = [_text_cell((number, column), text, style) for column, (text, style) in enumerate(zip(texts, styles, strict=True), 1)]
    count = f"><v>{line.cells}</v></c>" if line.cells else "/>"
    cells[5] = f'<c r="{reference_of((number, 6))}" s="{formats.number}"{count}'.encode()
    height = max(_lines(text, width) for text, width in zip(texts, _COLUMNS.values(), strict=True)) * _LINE_HEIGHT + 4
    return _row_xml(number, min(height, _LARGEST_HEIGHT), cells)


def _row_xml(number: int, height: float, cells: Sequence[bytes]) -> bytes:
    return f'<row r="{number}" ht="{height:g}" customHeight="1">'.encode() + b"".join(cells) + b"</row>"


def _text_cell(place: tuple[int, int], text: str, style: int) -> bytes:
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    start = f'<c r="{reference_of(place)}" s="{style}"'
    if not shown:
        return f"{start}/>".encode()
    return f'{start} t="inlineStr"><is><t xml:space="preserve">'.encode() + text_bytes(shown) + b"</t></is></c>"


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is about 1.9 wide."""
    wide = (sum(1.9 if ord(character) > 0x2E7F else 1.05 for character in line) for line in text.split("\n"))
    return sum(1 + int(length / width) for length in wide)


def _links(lines: Sequence[ListedProblem]) -> str:
    links = [
        f'<hyperlink ref="{reference_of((number, 1))}" location={quoted(line.link).decode()} display={quoted(line.place).decode()}/>'
        for number, line in enumerate(lines, HEADER_ROWS + 1)
        if line.link
    ]
    return f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
