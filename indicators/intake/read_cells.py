"""From the bytes of a workbook to its raw cells and the places of personal data. Runs in the limited child; standard library only."""

from collections.abc import Iterator

from indicators.intake.book_xml import Book, read_book
from indicators.intake.container import require_workbook_bytes
from indicators.intake.limits import Limits, refuse_cell
from indicators.intake.package import Package, open_package
from indicators.intake.personal_data import find_personal_data
from indicators.intake.raw import PersonalHit, RawKind, RawSheet, RawWorkbook
from indicators.intake.sheet_xml import SheetReader, read_sheet
from indicators.intake.xml_scan import read_texts

OWN_HIDDEN_SHEETS = ("_meta", "_lists", "_marks")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORTEST_NUMBER = 15
"""Of numbers only runs of fifteen digits are judged here; shorter ones by what the indicator can be."""


def read_cells(data: bytes, limits: Limits) -> RawWorkbook:
    """All cells of a workbook as they stand; FileRefusedError for what is not a workbook, is hostile or beyond the limits."""
    package = open_package(data, require_workbook_bytes(data, limits), limits)
    book = read_book(package, limits)
    for listed in book.sheets:
        if listed.state != "visible" and listed.name not in OWN_HIDDEN_SHEETS:
            raise refuse_cell("hidden_sheet", listed.name)
    personal = {text: find_personal_data(text) or "" for text in dict.fromkeys(book.strings)}
    sheets: list[RawSheet] = []
    hits: list[PersonalHit] = []
    cells = length = 0
    for listed in book.sheets:
        reader = SheetReader(listed.name, book.strings, book.styles, limits)
        content = package.find(listed.part)
        if content is None:
            raise refuse_cell("part_missing", listed.name, part="worksheet")
        sheet = read_sheet(content, reader, listed.name, listed.state)
        if not reader.ordered and len(set(zip(sheet.rows, sheet.columns, strict=True))) != len(sheet.texts):
            raise refuse_cell("xml_damaged", listed.name)
        cells, length = cells + len(sheet.texts), length + reader.length
        if cells > limits.cells or length > limits.text_length:
            raise refuse_cell("too_many_cells", listed.name, limit=limits.cells)
        sheets.append(sheet)
        hits.extend(_hits_of_sheet(sheet, reader, personal))
    hits.extend(_hits_outside_cells(package, book, {hit.kind for hit in hits}))
    return RawWorkbook(tuple(sheets), book.properties, book.names, tuple(hits))


def _hits_of_sheet(sheet: RawSheet, reader: SheetReader, personal: dict[str, str]) -> Iterator[PersonalHit]:
    text_kind = ord(RawKind.TEXT)
    words = {text for text, kind in zip(sheet.texts, sheet.kinds, strict=True) if kind == text_kind or len(text) >= _SHORTEST_NUMBER}
    judged = {text: personal[text] if text in personal else find_personal_data(text) for text in words}
    if any(judged.values()):
        for place, text in enumerate(sheet.texts):
            if (kind := judged.get(text)) and (len(text) >= _SHORTEST_NUMBER or sheet.kinds[place] == text_kind):
                yield PersonalHit(kind, sheet.name, _address(sheet.rows[place], sheet.columns[place]), "")
    for word in (sheet.name, *reader.words):
        kind = find_personal_data(word)
        if kind:
            yield PersonalHit(kind, sheet.name, "", "worksheet")


def _hits_outside_cells(package: Package, book: Book, seen: set[str]) -> Iterator[PersonalHit]:
    """Comments, text boxes, unused strings, names, properties, header and footer: everything that is not a cell."""
    sheets = {sheet.part.casefold() for sheet in book.sheets}
    for name, content in package.parts.items():
        if name in sheets:
            continue
        kinds = {kind for text in read_texts(content) if (kind := find_personal_data(text))}
        if name.endswith("sharedstrings.xml"):
            kinds -= seen
        for kind in sorted(kinds):
            yield PersonalHit(kind, "", "", name[:60])


def _address(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = _LETTERS[rest] + letters
    return f"{letters}{row}"
