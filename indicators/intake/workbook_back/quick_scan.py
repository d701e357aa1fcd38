"""The same walk as `sheet_scan`, over bytes: in XML without comments and character sections every `<` begins a tag."""

import re
from collections.abc import Collection

from indicators.intake.workbook_back.elements import Element
from indicators.intake.workbook_back.references import column_of, reference_of
from indicators.intake.workbook_back.tags import attribute, is_empty_tag, tag_end

_NAME = rb"(?:[^\s<>/:]+:)?"
_ROW = re.compile(rb"<" + _NAME + rb"row(?=[\s/>])")
_ROW_END = re.compile(rb"</" + _NAME + rb"row\s*>")
_CELL = re.compile(rb"<" + _NAME + rb"c(?=[\s/>])")
_CELL_END = re.compile(rb"</" + _NAME + rb"c\s*>")
_DATA = re.compile(rb"<" + _NAME + rb"sheetData(?=[\s/>])")
_DATA_END = re.compile(rb"</" + _NAME + rb"sheetData\s*>")
Span = tuple[int, int, int]


def can_scan_quickly(content: bytes) -> bool:
    """Whether the part has nothing in which a `<` might be anything but the start of a tag."""
    return b"<!" not in content


def find_data(content: bytes) -> Element | None:
    """The element that holds the rows."""
    match = _DATA.search(content)
    if match is None:
        return None
    start, inside = match.start(), tag_end(content, match.start())
    if is_empty_tag(content[start:inside]):
        return Element((), start, inside, inside, inside)
    end = _DATA_END.search(content, inside)
    return Element((), start, inside, end.start(), end.end()) if end else None


def find_rows(content: bytes, data: Element) -> list[tuple[int, int]]:
    """(number, start) of every row."""
    rows: list[tuple[int, int]] = []
    number = 0
    for match in _ROW.finditer(content, data.inside, data.close):
        said = attribute(content[match.start() : tag_end(content, match.start())], "r")
        number = int(said) if said else number + 1
        rows.append((number, match.start()))
    return rows


def row_end(content: bytes, start: int) -> int:
    """Where the end tag of the row begins that starts here; the end of the tag if it closes itself."""
    inside = tag_end(content, start)
    if is_empty_tag(content[start:inside]):
        return inside
    end = _ROW_END.search(content, inside)
    return end.start() if end else inside


def find_cells(content: bytes, row: int, bounds: tuple[int, int], wanted: Collection[int]) -> list[Span]:
    """(column, start, place of the end tag) of the wanted cells of a row if all of them are there, else of every cell."""
    found = [span for column in wanted if (span := _find_cell(content, (row, column), bounds))]
    return found if len(found) == len(wanted) else _all_cells(content, bounds)


def _find_cell(content: bytes, place: tuple[int, int], bounds: tuple[int, int]) -> Span | None:
    named = content.find(b' r="' + reference_of(place).encode() + b'"', *bounds)
    if named < 0:
        return None
    start = content.rfind(b"<", bounds[0], named)
    return (place[1], start, _cell_end(content, start)) if start >= 0 and _CELL.match(content, start) else None


def _all_cells(content: bytes, bounds: tuple[int, int]) -> list[Span]:
    spans: list[Span] = []
    column = 0
    for match in _CELL.finditer(content, *bounds):
        start = match.start()
        said = attribute(content[start : tag_end(content, start)], "r")
        column = column_of(said) if said else column + 1
        spans.append((column, start, _cell_end(content, start)))
    return spans


def _cell_end(content: bytes, start: int) -> int:
    inside = tag_end(content, start)
    if is_empty_tag(content[start:inside]):
        return inside
    end = _CELL_END.search(content, inside)
    return end.start() if end else inside
