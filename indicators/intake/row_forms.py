"""Reads rows that are written alike: the first of a form is taken apart cell by cell, of every further one only the values.

The rows of a table differ in their number and their values. What remains of a row without these is its form; a row has it only if the
form, put together with the row's number and values, is the row to the last character. A row of any other kind is left to `sheet_scan`.
Standard library only: the child process loads it.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress, pairwise

from indicators.intake.personal_data import decode_escapes
from indicators.intake.raw import COLUMN_CODE, ROW_CODE, RawKind
from indicators.intake.sheet_scan import ScannedRows, SheetContext, column_number, is_within, plain_kind, scan_rows

_VALUE = re.compile("<v>([^<]*)")
_NUMBER, _GAP = "\x00", "\x01"
"""Stand for the number of a row and for a value in the form of a row; no XML holds these characters."""

_NUMBERS = re.compile(r'(<(?:row|c) r="[A-Z]*)([0-9]+)(?=")')
_CELL = rf'<c r="[A-Z]{{1,3}}{_NUMBER}"(?: s="[0-9]{{1,9}}")?(?: t="(?:s|n|b|e)")?(?:/>| />|></c>|>{_GAP}</v></c>)'
_FORM = re.compile(rf'<row r="{_NUMBER}"((?: [A-Za-z:0-9]+="[^"<&\x00-\x1f]*+")*+)>((?:{_CELL})*+)')
_FILLED = re.compile(rf'<c r="([A-Z]+){_NUMBER}"(?: s="([0-9]+)")?(?: t="([a-z]+)")?>{_GAP}')
_ATTRIBUTES = re.compile(r' ([A-Za-z:0-9]+)="([^"]*)"')
_NOT_PLAIN = re.compile(r"[\s&>\x00-\x1f\ufffe\uffff]")
_ROW_NUMBER = re.compile(r'<row r="([1-9][0-9]{0,6})"')
_END = "</row>"
_TRIED = 50
"""After so many forms that hardly any other row had, rows are no longer looked at for their form."""


@dataclass(frozen=True, slots=True)
class RowForm:
    """A row without number and values. `columns` and `kinds` of the cells with a value; `shared`: which of them name a shared string."""

    text: str
    columns: "array[int]"
    kinds: bytes
    shared: tuple[int, ...]
    hidden: bool
    ordered: bool
    widest: int


@dataclass(frozen=True, slots=True)
class FittedRow:
    """A row that has a form: its number, and the text of each cell with a value."""

    form: RowForm
    place: int
    values: list[str]


class FormedRows:
    """Gathers the cells of one sheet, row by row. `ordered`: each cell so far stands behind the one before, so none stands twice."""

    __slots__ = (
        "_columns",
        "_context",
        "_farthest",
        "_forms",
        "_hidden",
        "_kinds",
        "_last",
        "_rows",
        "_strings",
        "_taken",
        "_texts",
        "_widest",
        "_words",
        "ordered",
    )

    def __init__(self, context: SheetContext) -> None:
        self._context = context
        self._forms: dict[str, RowForm] = {}
        self._strings: dict[str, str] = {}
        self._rows, self._columns, self._kinds = array(ROW_CODE), array(COLUMN_CODE), bytearray()
        self._texts: list[str] = []
        self._hidden: set[int] = set()
        self._words: list[str] = []
        self._last = self._taken = self._farthest = self._widest = 0
        self.ordered = True

    def fit(self, row: str) -> FittedRow | None:
        """A row (without its end tag) by its form; None if it has none or is broken, or if forms do not repeat here."""
        number = _ROW_NUMBER.match(row)
        if number is None or len(self._forms) > _TRIED + self._taken:
            return None
        parts = _VALUE.split(row)
        values = parts[1::2]
        form = self._form_of(_GAP.join(parts[::2]), number[1])
        if form is None or len(values) != len(form.columns) or not _are_plain(values) or not self._share(form, values):
            return None
        return FittedRow(form, int(number[1]), values)

    def take(self, row: FittedRow) -> None:
        """Adds a row that has a form."""
        form, place = row.form, row.place
        self._rows.extend(array(ROW_CODE, (place,)) * len(row.values))
        self._columns.extend(form.columns)
        self._kinds += form.kinds
        self._texts += row.values
        self._require_order(place, place, form.ordered)
        self._farthest, self._widest = max(self._farthest, place), max(self._widest, form.widest)
        if form.hidden:
            self._hidden.add(place)

    def add(self, scanned: ScannedRows) -> None:
        """Adds rows that were read in another way."""
        self._rows.extend(scanned.rows)
        self._columns.extend(scanned.columns)
        self._kinds += scanned.kinds
        self._texts += scanned.texts
        self._hidden |= scanned.hidden_rows
        self._words += scanned.words
        if scanned.texts:
            self._farthest, self._widest = max(self._farthest, *scanned.rows), max(self._widest, *scanned.columns)
            places = zip(scanned.rows, scanned.columns, strict=True)
            self._require_order(scanned.rows[0], scanned.rows[-1], all(first < second for first, second in pairwise(places)))

    def result(self) -> ScannedRows | None:
        """All cells; None beyond a limit. A shared string that is blank is no cell."""
        kinds, texts = bytes(self._kinds), tuple(self._texts)
        if "" in self._strings.values():
            kept = [bool(text) or kind != ord(RawKind.TEXT) for text, kind in zip(texts, kinds, strict=True)]
            texts, kinds = tuple(compress(texts, kept)), bytes(compress(kinds, kept))
            rows, columns = array(ROW_CODE, compress(self._rows, kept)), array(COLUMN_CODE, compress(self._columns, kept))
        else:
            rows, columns = self._rows, self._columns
        lengths = tuple(map(len, texts))
        scanned = ScannedRows(rows, columns, kinds, texts, frozenset(self._hidden), tuple(self._words), sum(lengths), self.ordered)
        return scanned if is_within(scanned, (self._farthest, self._widest, max(lengths, default=0)), self._context.limits) else None

    def _form_of(self, shape: str, number: str) -> RowForm | None:
        """The form of a row, from its text with gaps for values."""
        key = shape.replace(f'{number}"', '"')
        form = self._forms.get(key)
        if form is None:
            form = make_form(shape, number, self._context.styles)
            if form is not None:
                self._forms[key] = form
            return form
        self._taken += 1
        return form if form.text.replace(_NUMBER, number) == shape else None

    def _share(self, form: RowForm, values: list[str]) -> bool:
        """Puts the shared strings in place of their numbers; False if there is none of such a number."""
        for place in form.shared:
            value = values[place]
            if value not in self._strings:
                if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) < len(self._context.strings)):
                    return False
                text = decode_escapes(self._context.strings[int(value)])
                self._strings[value] = text if text.strip() else ""
            values[place] = self._strings[value]
        return True

    def _require_order(self, first: int, last: int, ordered: bool) -> None:
        self.ordered = self.ordered and ordered and first > self._last
        self._last = last


def scan_formed_rows(text: str, context: SheetContext) -> ScannedRows | None:
    """The cells of all rows of a sheet, by their forms or by `scan_rows`; None for what only the reader of all XML may judge."""
    if text.count("<row ") > context.limits.rows:
        return None
    *rows, rest = text.split(_END)
    gathered = FormedRows(context)
    left: list[str] = []
    for row in rows:
        fitted = gathered.fit(row)
        if fitted is None:
            left.append(row + _END)
            continue
        if left and not _add_left(gathered, left, context):
            return None
        gathered.take(fitted)
    left.append(rest)
    return gathered.result() if _add_left(gathered, left, context) else None


def _add_left(gathered: FormedRows, left: list[str], context: SheetContext) -> bool:
    """Reads the rows without form that were left so far; False if the reader of all XML has to judge them."""
    scanned = scan_rows("".join(left), context)
    left.clear()
    if scanned is not None:
        gathered.add(scanned)
    return scanned is not None


def make_form(shape: str, number: str, styles: Sequence[RawKind]) -> RowForm | None:
    """The form of a row whose values are gaps; None if it holds anything else than plain cells of this row."""
    pieces = _NUMBERS.split(shape)
    numbers = pieces[2::3]
    pieces[2::3] = [_NUMBER] * len(numbers)
    text = "".join(pieces)
    match = _FORM.fullmatch(text) if set(numbers) == {number} and _NUMBER not in shape else None
    if match is None:
        return None
    attributes = _ATTRIBUTES.findall(match[1])
    names = [name for name, _ in attributes]
    if len(set(names)) != len(names) or "r" in names:
        return None
    cells = _FILLED.findall(match[2])
    columns = array(COLUMN_CODE, (column_number(letters) for letters, _, _ in cells))
    kinds = bytes(_kind(style, kind, styles) for _, style, kind in cells)
    shared = tuple(place for place, (_, _, kind) in enumerate(cells) if kind == "s")
    hidden = dict(attributes).get("hidden") in ("1", "true")
    ordered = all(first < second for first, second in pairwise(columns))
    return RowForm(text, columns, kinds, shared, hidden, ordered, max(columns, default=0))


def _kind(style: str, name: str, styles: Sequence[RawKind]) -> int:
    if name == "s":
        return ord(RawKind.TEXT)
    return ord(name) if name in ("b", "e") else plain_kind(style, name, styles)


def _are_plain(values: list[str]) -> bool:
    """Whether values hold nothing that XML would write in another way, and nothing to be stripped."""
    joined = "".join(values)
    return all(values) and (joined.isalnum() or not _NOT_PLAIN.search(joined))
