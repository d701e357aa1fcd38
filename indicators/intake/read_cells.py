"""From the bytes of a workbook to its raw cells and the places of personal data. Runs in the limited child; standard library only."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import compress

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
_TEXT = ord(RawKind.TEXT)
_IS_TEXT = bytes(kind == _TEXT for kind in range(256))
_SHORTEST_NUMBER = 15
"""Of numbers only runs of fifteen digits are judged here; shorter ones by what the indicator can be."""


def read_cells(data: bytes, limits: Limits) -> RawWorkbook:
    """All cells of a workbook as they stand; FileRefusedError for what is not a workbook, is hostile or beyond the limits."""
    package = open_package(data, require_workbook_bytes(data, limits), limits)
    book = read_book(package, limits)
    for listed in book.sheets:
        if listed.state != "visible" and listed.name not in OWN_HIDDEN_SHEETS:
            raise refuse_cell("hidden_sheet", listed.name)
    judged = Judged()
    kinds = {kind for text in book.strings if (kind := judged.kind_of(text))}
    sheets: list[RawSheet] = []
    hits: list[PersonalHit] = []
    cells = length = 0
    for listed in book.sheets:
        reader = SheetReader(listed.name, book.strings, book.styles, limits)
        content = package.find(listed.part)
        if content is None:
            raise refuse_cell("part_missing", listed.name, part="worksheet")
        sheet = read_sheet(content, reader, listed.name, listed.state)
        if not reader.ordered and len(set(zip(sheet.rows, sheet.columns, strict=True))) != sheet.count:
            raise refuse_cell("xml_damaged", listed.name)
        cells, length = cells + sheet.count, length + reader.length
        if cells > limits.cells or length > limits.text_length:
            raise refuse_cell("too_many_cells", listed.name, limit=limits.cells)
        sheets.append(sheet)
        hits.extend(_hits_of_sheet(sheet, reader, judged))
    outside = _Outside(kinds, {hit.kind for hit in hits})
    hits.extend(_hits_outside_cells(package, book, outside, judged))
    return RawWorkbook(tuple(sheets), book.properties, book.names, tuple(hits))


class Judged:
    """The kinds of personal data in the texts of one file; each text is looked at once, wherever it stands."""

    __slots__ = ("_kinds",)

    def __init__(self) -> None:
        self._kinds: dict[str, str] = {}

    def kind_of(self, text: str) -> str:
        """The kind of personal data in a text, "" for none."""
        kind = self._kinds.get(text)
        if kind is None:
            kind = self._kinds[text] = find_personal_data(text) or ""
        return kind


@dataclass(frozen=True, slots=True)
class _Outside:
    """The kinds of personal data among the shared strings, and those that cells have already been blamed for."""

    strings: set[str]
    seen: set[str]


def _hits_of_sheet(sheet: RawSheet, reader: SheetReader, judged: Judged) -> Iterator[PersonalHit]:
    words = set(compress(sheet.which, sheet.kinds.translate(_IS_TEXT)))
    words.update(place for place, text in enumerate(sheet.distinct) if len(text) >= _SHORTEST_NUMBER)
    found = {place: kind for place in words if (kind := judged.kind_of(sheet.distinct[place]))}
    if found:
        for place, which in enumerate(sheet.which):
            if which in found and (sheet.kinds[place] == _TEXT or len(sheet.distinct[which]) >= _SHORTEST_NUMBER):
                yield PersonalHit(found[which], sheet.name, _address(sheet.rows[place], sheet.columns[place]), "")
    for word in (sheet.name, *reader.words):
        if kind := judged.kind_of(word):
            yield PersonalHit(kind, sheet.name, "", "worksheet")


def _hits_outside_cells(package: Package, book: Book, outside: _Outside, judged: Judged) -> Iterator[PersonalHit]:
    """Comments, text boxes, unused strings, names, properties, header and footer: everything that is not a cell."""
    sheets = {sheet.part.casefold() for sheet in book.sheets}
    for name, content in package.parts.items():
        if name in sheets:
            continue
        are_strings = name == book.strings_part
        kinds = {kind for text in read_texts(book.strings_rest if are_strings else content) if (kind := judged.kind_of(text))}
        if are_strings:
            kinds |= outside.strings
        if name.endswith("sharedstrings.xml"):
            kinds -= outside.seen
        for kind in sorted(kinds):
            yield PersonalHit(kind, "", "", name[:60])


def _address(row: int, column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = _LETTERS[rest] + letters
    return f"{letters}{row}"
