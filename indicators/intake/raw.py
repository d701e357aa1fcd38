"""What a workbook holds before anything is understood: cells as they stand, column by column, and their way out of the child process."""

import json
import struct
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class RawKind(StrEnum):
    """What the file says a cell holds. `uncalculated`: a formula whose value was never stored."""

    NUMBER = "n"
    PERCENT = "p"
    TEXT = "s"
    BOOLEAN = "b"
    ERROR = "e"
    DATE = "d"
    UNCALCULATED = "f"


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell that is not empty. `text` is the raw text of the file, for numbers as written there (row and column from 1)."""

    row: int
    column: int
    kind: RawKind
    text: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet. `state`: visible, hidden, veryHidden. `merges` as (first row, first column, last row, last column).

    `rows`, `columns`, `kinds` (one byte each, the values of RawKind) and `which` have one item for each cell that is not empty, in the
    order of the file; `distinct` has each text once, in the order in which it first occurs, `which` its place there. A sheet of a hundred
    thousand cells is worked on in these; `cells` makes an object of every one.
    """

    name: str
    state: str
    rows: "array[int]"
    columns: "array[int]"
    kinds: bytes
    distinct: tuple[str, ...]
    which: "array[int]"
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merges: tuple[tuple[int, int, int, int], ...]

    @property
    def count(self) -> int:
        """How many cells are not empty."""
        return len(self.which)

    @property
    def texts(self) -> tuple[str, ...]:
        """The text of every cell, gathered anew at each call."""
        return tuple(map(self.distinct.__getitem__, self.which))

    @property
    def cells(self) -> tuple[RawCell, ...]:
        """All cells as objects, made anew at each call."""
        return tuple(map(self.cell, range(len(self.which))))

    def text(self, place: int) -> str:
        """The text of the cell at one place of the columns."""
        return self.distinct[self.which[place]]

    def cell(self, place: int) -> RawCell:
        """The cell at one place of the columns."""
        return RawCell(self.rows[place], self.columns[place], _KINDS[self.kinds[place]], self.distinct[self.which[place]])

    def cells_of(self, *kinds: RawKind) -> Iterator[RawCell]:
        """The cells of some kinds only: labels and other words are few where figures are many."""
        wanted = frozenset(ord(kind) for kind in kinds)
        return (self.cell(place) for place, kind in enumerate(self.kinds) if kind in wanted)


_KINDS: Mapping[int, RawKind] = {ord(kind): kind for kind in RawKind}
_ALL_KINDS = bytes(_KINDS)
_HEAD = struct.Struct(">Q")
ROW_CODE, COLUMN_CODE, TEXT_CODE = "I", "H", "I"


@dataclass(frozen=True, slots=True)
class PersonalHit:
    """Personal data: its kind and place, never itself. `part` names the part of the file where it stands outside cells."""

    kind: str
    sheet: str
    cell: str
    part: str


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A whole workbook. `properties`: custom document properties; `names`: defined names and what they refer to."""

    sheets: tuple[RawSheet, ...]
    properties: Mapping[str, str]
    names: Mapping[str, str]
    hits: tuple[PersonalHit, ...]


def make_sheet(
    name: str,
    cells: Iterable[RawCell],
    state: str = "visible",
    hidden: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset()),
    merges: tuple[tuple[int, int, int, int], ...] = (),
) -> RawSheet:
    """A sheet of given cells; `hidden` are its hidden rows and columns."""
    listed = tuple(cells)
    rows, columns = array(ROW_CODE, (cell.row for cell in listed)), array(COLUMN_CODE, (cell.column for cell in listed))
    kinds = "".join(cell.kind for cell in listed).encode("ascii")
    return RawSheet(name, state, rows, columns, kinds, *each_once([cell.text for cell in listed]), *hidden, merges)


def each_once(texts: Sequence[str]) -> tuple[tuple[str, ...], "array[int]"]:
    """Each text once, in the order in which it first occurs, and for every text its place there."""
    distinct = tuple(dict.fromkeys(texts))
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    return distinct, array(TEXT_CODE, map(places.__getitem__, texts))


def with_texts(sheet: RawSheet, texts: Sequence[str]) -> RawSheet:
    """The sheet with other texts in its cells."""
    distinct, which = each_once(texts)
    return replace(sheet, distinct=distinct, which=which)


def encode_raw(workbook: RawWorkbook) -> bytes:
    """The workbook as bytes: the length of a JSON document, the document, then rows, columns, texts and kinds of each sheet."""
    sheets = [
        [sheet.name, sheet.state, sheet.distinct, sheet.count, sorted(sheet.hidden_rows), sorted(sheet.hidden_columns), sheet.merges]
        for sheet in workbook.sheets
    ]
    hits = [(hit.kind, hit.sheet, hit.cell, hit.part) for hit in workbook.hits]
    document = {"sheets": sheets, "properties": dict(workbook.properties), "names": dict(workbook.names), "hits": hits}
    # Half a surrogate pair, as the escapes of the format can make it, has no UTF-8: hence ASCII.
    text = json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    columns = [part for sheet in workbook.sheets for part in _columns_of(sheet)]
    return b"".join((_HEAD.pack(len(text)), text, *columns))


def _columns_of(sheet: RawSheet) -> tuple[bytes, ...]:
    return sheet.rows.tobytes(), sheet.columns.tobytes(), sheet.which.tobytes(), sheet.kinds


def decode_raw(data: bytes) -> RawWorkbook:
    """The workbook from the bytes of `encode_raw`; KeyError, TypeError or ValueError if they are anything else."""
    if len(data) < _HEAD.size:
        raise ValueError("too short")
    start = _HEAD.size + _HEAD.unpack_from(data)[0]
    document = json.loads(data[_HEAD.size : start])
    sheets = []
    for listed in document["sheets"]:
        sheet, start = _decode_sheet(listed, data, start)
        sheets.append(sheet)
    if start != len(data):
        raise ValueError("too long")
    hits = tuple(PersonalHit(*map(str, hit)) for hit in document["hits"])
    return RawWorkbook(tuple(sheets), _decode_words(document["properties"]), _decode_words(document["names"]), hits)


def _decode_sheet(listed: list[Any], data: bytes, start: int) -> tuple[RawSheet, int]:
    name, state, distinct, count, hidden_rows, hidden_columns, merges = listed
    rows, start = _decode_column(ROW_CODE, data, start, count)
    columns, start = _decode_column(COLUMN_CODE, data, start, count)
    which, start = _decode_column(TEXT_CODE, data, start, count)
    kinds = data[start : start + count]
    if len(kinds) != count or kinds.translate(None, _ALL_KINDS) or set(map(type, distinct)) - {str}:
        raise ValueError("not the columns of a sheet")
    if count and (0 in rows or 0 in columns or max(which) >= len(distinct)):
        raise ValueError("places are counted from 1, texts from 0")
    sheet = RawSheet(
        str(name),
        str(state),
        rows,
        columns,
        kinds,
        tuple(distinct),
        which,
        frozenset(map(int, hidden_rows)),
        frozenset(map(int, hidden_columns)),
        tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in merges),
    )
    return sheet, start + count


def _decode_column(code: str, data: bytes, start: int, count: int) -> tuple["array[int]", int]:
    column = array(code)
    if type(count) is not int or count < 0:
        raise ValueError("not a number of cells")
    end = start + count * column.itemsize
    column.frombytes(data[start:end])
    if len(column) != count:
        raise ValueError("a column is cut off")
    return column, end


def _decode_words(words: Mapping[str, str]) -> dict[str, str]:
    return {str(name): str(text) for name, text in words.items()}
