"""Changing single cells in the XML of a sheet: those that are there in their place, those that are not in the order of rows and columns."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from indicators.intake.limits import refuse
from indicators.intake.workbook_back.elements import Edit, append_inside, apply_edits, find_elements
from indicators.intake.workbook_back.references import Place, reference_of
from indicators.intake.workbook_back.sheet_scan import SheetScan, element_between, scan_sheet
from indicators.intake.workbook_back.tags import attribute, tag_end, tag_prefix

ColumnStyles = list[tuple[int, int, int]]


@dataclass(frozen=True, slots=True)
class CellSpot:
    """A cell to be changed.

    `xml`: its element, empty if there is none; `style`: the index it is shown with, its own or its row's or column's;
    `row_there`: whether its row exists; `prefix`: the namespace prefix of the sheet, with its colon.
    """

    place: Place
    xml: bytes
    style: int
    row_there: bool
    prefix: bytes

    @property
    def tag(self) -> bytes:
        """The start tag; for an absent cell the one it would have."""
        if self.xml:
            return self.xml[: tag_end(self.xml, 0)]
        return b"<" + self.prefix + b'c r="' + reference_of(self.place).encode() + b'"/>'


Write = Callable[[CellSpot], bytes]


@dataclass(frozen=True, slots=True)
class _Patch:
    """One change of a sheet on its way. `drop_rows`: rows that go with their last cell."""

    content: bytes
    scan: SheetScan
    columns: ColumnStyles
    write: Write
    drop_rows: Collection[int]


def patch_cells(content: bytes, places: Collection[Place], write: Write, drop_rows: Collection[int] = frozenset()) -> bytes:
    """The sheet with `write(spot)` in place of each cell; where that is nothing the cell goes, and a row of `drop_rows` with its last."""
    by_row: dict[int, list[Place]] = {}
    for place in sorted(places):
        by_row.setdefault(place[0], []).append(place)
    scan = scan_sheet(content, {row: [column for _, column in mine] for row, mine in by_row.items()})
    if scan.data is None:
        raise refuse("part_missing", part="sheetData")
    patch = _Patch(content, scan, _column_styles(content), write, drop_rows)
    there = dict(scan.rows)
    edits: list[Edit] = []
    absent: dict[int, list[Place]] = {}
    for row, mine in by_row.items():
        if row in there:
            edits.extend(_edit_row(patch, there[row], mine))
        else:
            absent[row] = mine
    return apply_edits(content, (*edits, *_add_rows(patch, absent)))


def _edit_row(patch: _Patch, start: int, places: list[Place]) -> list[Edit]:
    number = places[0][0]
    row = element_between(patch.content, start, patch.scan.row_close[number])
    spans = {column: span for column, *span in patch.scan.cells.get(number, ())}
    tag = row.tag(patch.content)
    added: dict[int, bytes] = {}
    edits = []
    for place in places:
        cell = element_between(patch.content, *spans[place[1]]) if place[1] in spans else None
        xml = patch.content[cell.start : cell.end] if cell else b""
        new = patch.write(CellSpot(place, xml, _style(tag, xml, place[1], patch.columns), True, tag_prefix(tag)))
        if cell:
            edits.append(Edit(cell.start, cell.end, new))
        elif new:
            behind = min((start for column, (start, _) in spans.items() if column > place[1]), default=-1)
            added[behind] = added.get(behind, b"") + new
    if number in patch.drop_rows and not added and sum(edit.end - edit.start for edit in edits if not edit.new) == row.close - row.inside:
        return [Edit(row.start, row.end, b"")]
    last = added.pop(-1, b"")
    edits += [Edit(behind, behind, new) for behind, new in added.items()]
    return [*edits, append_inside(patch.content, row, last)] if last else edits


def _add_rows(patch: _Patch, rows: dict[int, list[Place]]) -> list[Edit]:
    data = patch.scan.data
    if data is None:
        return []
    prefix = tag_prefix(data.tag(patch.content))
    added: dict[int, bytes] = {}
    for number, places in rows.items():
        spots = [CellSpot(place, b"", _style(b"", b"", place[1], patch.columns), False, prefix) for place in places]
        inside = b"".join(patch.write(spot) for spot in spots)
        if inside:
            xml = b"<" + prefix + f'row r="{number}">'.encode() + inside + b"</" + prefix + b"row>"
            behind = min((start for row, start in patch.scan.rows if row > number), default=-1)
            added[behind] = added.get(behind, b"") + xml
    last = added.pop(-1, b"")
    edits = [Edit(behind, behind, new) for behind, new in added.items()]
    return [*edits, append_inside(patch.content, data, last)] if last else edits


def _style(row_tag: bytes, cell: bytes, column: int, columns: ColumnStyles) -> int:
    """The style a cell is shown with: its own, else its row's where the row has one, else its column's."""
    if cell:
        return _whole(attribute(cell[: tag_end(cell, 0)], "s"))
    if row_tag and attribute(row_tag, "customFormat") in ("1", "true"):
        return _whole(attribute(row_tag, "s"))
    return next((style for first, last, style in columns if first <= column <= last), 0)


def _column_styles(content: bytes) -> ColumnStyles:
    """(first column, last column, style) of the columns that have a style."""
    head = content.find(b"sheetData")
    if b"style=" not in content[: max(head, 0)]:
        return []
    tags = [element.tag(content) for element in find_elements(content, ("col",))]
    return [(_whole(attribute(tag, "min")), _whole(attribute(tag, "max")), _whole(attribute(tag, "style"))) for tag in tags]


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
