"""One walk through a sheet's XML that notes where rows stand, and the cells of the rows that matter."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from indicators.intake.workbook_back.elements import Element, new_parser, parse
from indicators.intake.workbook_back.quick_scan import can_scan_quickly, find_cells, find_data, find_rows, row_end
from indicators.intake.workbook_back.references import column_of
from indicators.intake.workbook_back.tags import is_empty_tag, tag_end


@dataclass(slots=True)
class SheetScan:
    """`rows`: (number, start) in file order; `cells`: (column, start, place of the end tag) by row; `data`: the sheetData element."""

    rows: list[tuple[int, int]] = field(default_factory=list)
    cells: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    row_close: dict[int, int] = field(default_factory=dict)
    data: Element | None = None


def scan_sheet(content: bytes, wanted: Mapping[int, Collection[int]]) -> SheetScan:
    """The rows of a sheet and its wanted cells (columns by row); where one of them is not there, all cells of its row."""
    return _scan_bytes(content, wanted) if can_scan_quickly(content) else _scan_xml(content, wanted)


def _scan_bytes(content: bytes, wanted: Mapping[int, Collection[int]]) -> SheetScan:
    scan = SheetScan(data=find_data(content))
    if scan.data is None:
        return scan
    scan.rows = find_rows(content, scan.data)
    for number, start in scan.rows:
        if number in wanted:
            scan.row_close[number] = row_end(content, start)
            scan.cells[number] = find_cells(content, number, (start + 1, scan.row_close[number]), wanted[number])
    return scan


def _scan_xml(content: bytes, wanted: Collection[int]) -> SheetScan:
    """By a real parser: FileRefusedError for broken XML."""
    scan = SheetScan()
    parser = new_parser()
    row = column = cell_start = data_start = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal row, column, cell_start, data_start
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "c":
            if row in wanted:
                reference = attributes.get("r")
                column = column_of(reference) if reference else column + 1
                cell_start = parser.CurrentByteIndex
        elif local == "row":
            row, column = int(attributes.get("r") or row + 1), 0
            scan.rows.append((row, parser.CurrentByteIndex))
        elif local == "sheetData":
            data_start = parser.CurrentByteIndex

    def end(name: str) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if local == "c":
            if row in wanted:
                scan.cells.setdefault(row, []).append((column, cell_start, parser.CurrentByteIndex))
        elif local == "row" and row in wanted:
            scan.row_close[row] = parser.CurrentByteIndex
        elif local == "sheetData":
            scan.data = element_between(content, data_start, parser.CurrentByteIndex)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, content)
    return scan


def element_between(content: bytes, start: int, close: int) -> Element:
    """The element that starts here and whose end tag stands at `close`; a tag that closes itself is the whole of it."""
    inside = tag_end(content, start)
    if is_empty_tag(content[start:inside]):
        return Element((), start, inside, inside, inside)
    return Element((), start, inside, close, content.index(b">", close) + 1)
