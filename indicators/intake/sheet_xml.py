"""Reads one sheet's XML into raw cells with their addresses. Numbers stay the text that the file holds."""

import re
from array import array
from collections.abc import Mapping, Sequence

from indicators.intake.limits import Limits, refuse, refuse_cell
from indicators.intake.personal_data import decode_escapes
from indicators.intake.raw import COLUMN_CODE, ROW_CODE, RawKind, RawSheet, each_once
from indicators.intake.row_forms import scan_formed_rows
from indicators.intake.sheet_scan import ScannedRows, SheetContext, split_sheet
from indicators.intake.xml_scan import local_name, require_depth, scan_xml

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_KINDS: Mapping[str, RawKind] = {"b": RawKind.BOOLEAN, "e": RawKind.ERROR, "d": RawKind.DATE}
_TEXTS = frozenset({"v", "t", "f"})


def cell_place(reference: str) -> tuple[int, int]:
    """Row and column (from 1) of `B7`; FileRefusedError if it is no reference."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise refuse("xml_damaged")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


class SheetReader:
    """Collects the cells of one sheet while expat walks through it; `words` gathers text outside cells for the personal-data scan.

    `ordered`: no cell can stand twice.
    """

    __slots__ = (
        "_buffer",
        "_capture",
        "_column",
        "_depth",
        "_formula",
        "_kind",
        "_limits",
        "_name",
        "_phonetic",
        "_reference",
        "_row",
        "_row_count",
        "_strings",
        "_style",
        "_styles",
        "_text",
        "columns",
        "hidden_columns",
        "hidden_rows",
        "kinds",
        "length",
        "merges",
        "ordered",
        "rows",
        "texts",
        "words",
    )

    def __init__(self, name: str, strings: Sequence[str], styles: Sequence[RawKind], limits: Limits) -> None:
        self._name, self._strings, self._styles, self._limits = name, strings, styles, limits
        self._buffer: list[str] = []
        self._capture = self._formula = self._phonetic = False
        self._row = self._column = self._depth = self._row_count = 0
        self._style: str | None = None
        self._reference: str | None = None
        self._kind = "n"
        self._text: str | None = None
        self.rows = array(ROW_CODE)
        self.columns = array(COLUMN_CODE)
        self.kinds = bytearray()
        self.texts: list[str] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.merges: list[tuple[int, int, int, int]] = []
        self.words: list[str] = []
        self.length = 0
        self.ordered = False

    def scan(self, rows: str) -> ScannedRows | None:
        """The cells of plainly written rows, if the quick way can read them."""
        return scan_formed_rows(rows, SheetContext(self._strings, self._styles, self._limits))

    def take(self, scanned: ScannedRows) -> None:
        """Adds what was read in the quick way."""
        self.rows, self.columns, self.texts = scanned.rows, scanned.columns, list(scanned.texts)
        self.kinds = bytearray(scanned.kinds)
        self.hidden_rows |= scanned.hidden_rows
        self.words.extend(scanned.words)
        self.length += scanned.length
        self.ordered = scanned.ordered

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        if self._depth > self._limits.depth:
            require_depth(self._depth)
        tag = name if ":" not in name else local_name(name)
        if tag == "c":
            self._start_cell(attributes)
        elif tag in _TEXTS:
            self._capture = not self._phonetic
            self._formula = self._formula or tag == "f"
            self._buffer.clear()
        elif tag == "row":
            self._start_row(attributes)
        else:
            self._start_other(tag, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        tag = name if ":" not in name else local_name(name)
        if tag in _TEXTS:
            self._end_text(tag)
        elif tag == "c":
            self._end_cell()
        elif tag == "rPh":
            self._phonetic = False
        elif self._buffer:
            self.words.append("".join(self._buffer))
            self._buffer.clear()

    def text(self, characters: str) -> None:
        self._buffer.append(characters)

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        self._row_count += 1
        if self._row_count > self._limits.rows:
            raise refuse_cell("too_many_rows", self._name, limit=self._limits.rows)
        self._row = _whole(attributes.get("r")) or self._row + 1
        self._column, self._reference = 0, None
        if attributes.get("hidden") in ("1", "true"):
            self.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        """Most cells of a form are empty: where a cell stands is worked out only once it turns out to hold something."""
        reference = attributes.get("r")
        if not reference:
            row, column = self._place()
            self._row, self._column = row, column + 1
        self._reference = reference
        self._kind = attributes.get("t", "n")
        self._style = attributes.get("s")
        self._text, self._formula = None, False

    def _place(self) -> tuple[int, int]:
        return cell_place(self._reference) if self._reference else (self._row, self._column)

    def _end_text(self, tag: str) -> None:
        found = "".join(self._buffer)
        self._buffer.clear()
        if tag == "f":
            if len(found) >= 9:
                self.words.append(found)
        elif self._capture:
            self._text = found if self._text is None else self._text + found
        self._capture = False

    def _end_cell(self) -> None:
        kind, text = self._resolve()
        if kind is None:
            return
        row, column = self._place()
        if column > self._limits.columns or row > self._limits.rows:
            raise refuse_cell("cell_far_away", self._name, rows=self._limits.rows, columns=self._limits.columns)
        if len(text) > self._limits.string_length:
            raise refuse_cell("string_too_long", self._name, limit=self._limits.string_length)
        self.length += len(text)
        self.rows.append(row)
        self.columns.append(column)
        self.kinds.append(ord(kind))
        self.texts.append(text)
        if len(self.texts) > self._limits.cells or self.length > self._limits.text_length:
            raise refuse_cell("too_many_cells", self._name, limit=self._limits.cells)

    def _resolve(self) -> tuple[RawKind | None, str]:
        """What the cell holds; None for a cell without content (blank text counts as none)."""
        if self._text is None or (self._text == "" and self._kind != "str"):
            return (RawKind.UNCALCULATED, "") if self._formula else (None, "")
        if self._kind in ("s", "str", "inlineStr"):
            text = decode_escapes(self._shared(self._text) if self._kind == "s" else self._text)
            return (RawKind.TEXT, text) if text.strip() else (None, "")
        if self._kind == "n":
            style = _whole(self._style)
            return (self._styles[style] if style < len(self._styles) else RawKind.NUMBER), self._text.strip()
        if self._kind not in _KINDS:
            raise refuse("xml_damaged")
        return _KINDS[self._kind], self._text

    def _shared(self, index: str) -> str:
        place = _whole(index, -1)
        if not 0 <= place < len(self._strings):
            raise refuse("xml_damaged")
        return self._strings[place]

    def _start_other(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "rPh":
            self._phonetic = True
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
            self.hidden_columns.update(range(first, min(last, self._limits.columns) + 1))
        elif tag == "mergeCell":
            self._add_merge(attributes.get("ref", ""))
        elif tag == "dimension":
            self._require_dimension(attributes.get("ref", "A1"))
        else:
            self.words.extend(value for value in attributes.values() if len(value) >= 9)

    def _add_merge(self, reference: str) -> None:
        first, _, last = reference.partition(":")
        self.merges.append((*cell_place(first), *cell_place(last or first)))
        if len(self.merges) > self._limits.merges:
            raise refuse_cell("too_many_merges", self._name, limit=self._limits.merges)

    def _require_dimension(self, reference: str) -> None:
        row, column = cell_place(reference.rpartition(":")[2].replace("$", ""))
        if row > self._limits.rows or column > self._limits.columns:
            raise refuse_cell("cell_far_away", self._name, rows=self._limits.rows, columns=self._limits.columns)


def read_sheet(content: bytes, reader: SheetReader, name: str, state: str) -> RawSheet:
    """The sheet that `reader` collects from the XML; FileRefusedError beyond a limit or for broken XML."""
    split = split_sheet(content)
    scanned = reader.scan(split[1]) if split else None
    scan_xml(split[0] if split and scanned else content, reader.start, reader.end, reader.text)
    if scanned:
        reader.take(scanned)
    return RawSheet(
        name,
        state,
        reader.rows,
        reader.columns,
        bytes(reader.kinds),
        *each_once(reader.texts),
        frozenset(reader.hidden_rows),
        frozenset(reader.hidden_columns),
        tuple(reader.merges),
    )


def _whole(text: str | None, default: int = 0) -> int:
    if text is None:
        return default
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else _damaged()


def _damaged() -> int:
    raise refuse("xml_damaged")
