"""The simplest sheet there is: rows of text. Written with the text in the cells, read from cells or from the shared strings."""

from collections.abc import Iterable, Mapping

from indicators.intake.workbook_back.archive import Parts
from indicators.intake.workbook_back.book import BookFile, relations
from indicators.intake.workbook_back.elements import new_parser, parse
from indicators.intake.workbook_back.references import cell_at, reference_of
from indicators.intake.workbook_back.tags import plain_text, text_bytes

Rows = list[list[str]]


def inline_sheet(namespace: str, rows: Iterable[list[str]]) -> bytes:
    """A worksheet part with the texts from A1 on."""
    pieces = [f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{namespace}"><sheetData>'.encode()]
    for number, row in enumerate(rows, 1):
        cells = b"".join(_cell(number, column, text) for column, text in enumerate(row, 1) if text)
        pieces.append(f'<row r="{number}">'.encode() + cells + b"</row>")
    return b"".join((*pieces, b"</sheetData></worksheet>"))


def read_sheet_texts(parts: Parts, book: BookFile, part: str) -> Rows:
    """The texts of a sheet by row and column; numbers as they stand."""
    content = parts.xml[part]
    shared = _shared_strings(parts, book) if b'"s"' in content else []
    found: dict[int, dict[int, str]] = {}
    row = column = 0
    kind, keep = "n", False
    buffer: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal row, column, kind, keep
        local = name.rpartition(":")[2]
        if local == "c" and attributes.get("r"):
            row, column = cell_at(attributes["r"])
            kind = attributes.get("t", "n")
            buffer.clear()
        keep = local in ("v", "t")

    def end(name: str) -> None:
        nonlocal keep
        keep = False
        text = "".join(buffer)
        if name.rpartition(":")[2] == "c" and text:
            is_shared = kind == "s" and text.isdigit() and int(text) < len(shared)
            found.setdefault(row, {})[column] = plain_text(shared[int(text)] if is_shared else text)
            buffer.clear()

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: buffer.append(text) if keep else None
    parse(parser, content)
    return [_line(found.get(number, {})) for number in range(1, max(found, default=0) + 1)]


def _line(cells: Mapping[int, str]) -> list[str]:
    return [cells.get(column, "") for column in range(1, max(cells, default=0) + 1)]


def _shared_strings(parts: Parts, book: BookFile) -> list[str]:
    part = next((one.target for one in relations(parts, book.part) if one.kind == "sharedStrings" and one.target in parts), "")
    if not part:
        return []
    content = parts.xml[part]
    strings: list[str] = []
    buffer: list[str] = []
    state = {"keep": False, "phonetic": False}

    def start(name: str, _: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        state["phonetic"] = state["phonetic"] or local == "rPh"
        state["keep"] = local == "t" and not state["phonetic"]

    def end(name: str) -> None:
        local = name.rpartition(":")[2]
        state["keep"] = False
        if local == "rPh":
            state["phonetic"] = False
        elif local == "si":
            strings.append("".join(buffer))
            buffer.clear()

    parser = new_parser()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = lambda text: buffer.append(text) if state["keep"] else None
    parse(parser, content)
    return strings


def _cell(row: int, column: int, text: str) -> bytes:
    start = f'<c r="{reference_of((row, column))}" t="inlineStr"><is><t xml:space="preserve">'.encode()
    return start + text_bytes(text) + b"</t></is></c>"
