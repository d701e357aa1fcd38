"""Reads rows that are written the way every spreadsheet program writes them, in a few passes of regular expressions.

One expression must match the rows from the first byte to the last, so nothing is ever passed over: whatever is written in any other
way, or goes beyond a limit, is left to `sheet_xml`, which reads all XML and knows the refusals. Standard library only.
"""

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress

from indicators.intake.limits import Limits
from indicators.intake.personal_data import decode_escapes
from indicators.intake.raw import COLUMN_CODE, ROW_CODE, RawKind
from indicators.intake.shared_strings import unescape

_PLAIN = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]"
_TEXT = rf"(?:{_PLAIN}++|&(?:lt|gt|amp|quot|apos);)++"
_FORMULA = rf'<f(?: aca="false")?>{_TEXT}</f>'
_CONTENT = rf'(?:{_FORMULA})?(?:<v>{_TEXT}</v>|<v ?/>)|{_FORMULA}|<is><t(?: xml:space="preserve")?>{_TEXT}</t></is>|'
_CELL = (
    r'<c r="[A-Z]{1,3}[1-9][0-9]{0,6}"(?: s="[0-9]{1,9}")?(?: t="(?:s|n|str|b|e|inlineStr)")?'
    rf"(?:/>|><v>{_PLAIN}++</v></c>| />|>(?:{_CONTENT})</c>)"
)
_ROW = rf'<row r="[1-9][0-9]{{0,6}}"(?: [A-Za-z:0-9]+="[^"<&\x00-\x1f]*+")*+(?:/>| />|>(?:{_CELL})*+</row>)'
_ALL_ROWS = re.compile(rf"(?:{_ROW})*+")
_FILLED = re.compile(r'<c r="([A-Z]+)([0-9]+)"([^/>]*)>(?:<v>([^<]*)</v></c>|(<.*?)?</c>)', re.DOTALL)
_ATTRIBUTES = re.compile(r'(?: s="([0-9]+)")?(?: t="([a-zA-Z]+)")?')
_INSIDE = re.compile(r"(?:<f[^>]*>([^<]*)</f>)?(?:<v ?/>|<v>([^<]*)</v>|<is><t[^>]*>([^<]*)</t></is>)?")
_ROW_TAG = re.compile(r'<row r="([0-9]+)"([^>]*)>')
_NAMES = re.compile(r'([A-Za-z:0-9]+)="')
_DECLARATION = re.compile(rb'<\?xml version="1\.0"(?: encoding="(?:UTF|utf)-8")?(?: standalone="(?:yes|no)")? ?\?>')
_OPEN, _CLOSE = b"<sheetData>", b"</sheetData>"
_DROPPED, _JUDGED = 0, 1
_SHORTEST_WORD = 9


@dataclass(frozen=True, slots=True)
class ScannedRows:
    """The cells of the rows as columns (as in RawSheet), hidden rows, and the formulas long enough to hold personal data.

    `ordered`: every cell is known to stand behind the one before, so that none stands twice.
    """

    rows: "array[int]"
    columns: "array[int]"
    kinds: bytes
    texts: tuple[str, ...]
    hidden_rows: frozenset[int]
    words: tuple[str, ...]
    length: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class SheetContext:
    """What the cells of a sheet refer to, and how many there may be."""

    strings: Sequence[str]
    styles: Sequence[RawKind]
    limits: Limits


def split_sheet(content: bytes) -> tuple[bytes, str] | None:
    """The XML of a sheet without its rows, and the rows as text; None if something stands in it that no program writes there."""
    first, last = content.find(_OPEN), content.rfind(_CLOSE)
    if first < 0 or last < first:
        return None
    body = _DECLARATION.match(content)
    rest = content[:first] + b"<sheetData/>" + content[last + len(_CLOSE) :]
    if b"<!" in rest or rest.find(b"<?", body.end() if body else 0) >= 0:
        return None
    try:
        return rest, content[first + len(_OPEN) : last].decode()
    except UnicodeDecodeError:
        return None


def scan_rows(text: str, context: SheetContext) -> ScannedRows | None:
    """The cells of rows, if they are plain from the first character to the last; None for what the other reader has to judge or refuse."""
    if not _ALL_ROWS.fullmatch(text):
        return None
    hidden = _hidden_rows(text, context.limits)
    found = _FILLED.findall(text)
    if hidden is None or len(found) > context.limits.cells:
        return None
    if not found:
        return ScannedRows(array(ROW_CODE), array(COLUMN_CODE), b"", (), hidden, (), 0)
    letters, digits, attributes, values, others = zip(*found, strict=True)
    table = {name: column_number(name) for name in set(letters)}
    columns = array(COLUMN_CODE, map(table.__getitem__, letters))
    rows = array(ROW_CODE, map(int, digits))
    parsed = {text: _parse_attributes(text) for text in set(attributes)}
    kinds_of = {text: plain_kind(*pair, context.styles) for text, pair in parsed.items()}
    kinds = bytearray(map(kinds_of.__getitem__, attributes))
    texts = list(map(str.strip, values))
    words: set[str] = set()
    for place in _places(kinds, values):
        kind, other = (parsed[attributes[place]][1], kinds[place]), others[place]
        formula, value = _parse_content(values[place], other)
        if len(formula) >= _SHORTEST_WORD:
            words.add(formula)
        # Text that a formula made and that is empty is a result, and not a formula that was never calculated.
        empty = kind[0] == "str" and not value and "<v" in other
        judged = (_DROPPED, "") if empty else _judge(kind, formula, value, context.strings)
        if judged is None:
            return None
        kinds[place], texts[place] = judged
    if _DROPPED in kinds:
        rows, columns = array(ROW_CODE, compress(rows, kinds)), array(COLUMN_CODE, compress(columns, kinds))
        texts, kinds = list(compress(texts, kinds)), bytearray(compress(kinds, kinds))
    scanned = ScannedRows(rows, columns, bytes(kinds), tuple(texts), hidden, tuple(words), sum(map(len, texts)))
    most = (max(rows, default=0), max(columns, default=0), max(map(len, texts), default=0))
    return scanned if is_within(scanned, most, context.limits) else None


def _places(kinds: bytearray, values: tuple[str, ...]) -> list[int]:
    """Where a cell is not a plain number: its type says so, it has something else than a value, or its value holds an entity."""
    distinct = set(values)
    if "" in distinct or any("&" in value for value in distinct):
        return [place for place, value in enumerate(values) if kinds[place] == _JUDGED or not value or "&" in value]
    return [place for place, kind in enumerate(kinds) if kind == _JUDGED]


def _judge(kind: tuple[str, int], formula: str, value: str, strings: Sequence[str]) -> tuple[int, str] | None:
    """Kind and text of a cell that is not a plain number; None if it is broken. `kind`: its type, and what its style makes of numbers."""
    name, plain = kind
    if not value:
        return (ord(RawKind.UNCALCULATED) if formula else _DROPPED), ""
    if name in ("", "n"):
        return plain, value.strip()
    if name not in ("s", "str", "inlineStr"):
        return ord(name), value
    if name == "s":
        if not (value.isascii() and value.isdigit() and len(value) < 10 and int(value) < len(strings)):
            return None
        value = strings[int(value)]
    text = decode_escapes(value)
    return (ord(RawKind.TEXT), text) if text.strip() else (_DROPPED, "")


def _parse_content(value: str, other: str) -> tuple[str, str]:
    """Formula and value of a cell, from its bare value or from whatever else it holds."""
    if value:
        return "", unescape(value)
    match = _INSIDE.fullmatch(other)
    formula, inner, text = match.groups("") if match else ("", "", "")
    return unescape(formula), unescape(inner or text)


def _parse_attributes(text: str) -> tuple[str, str]:
    """Style and type of a cell."""
    match = _ATTRIBUTES.fullmatch(text)
    style, kind = match.groups("") if match else ("", "")
    return style, kind


def plain_kind(style: str, kind: str, styles: Sequence[RawKind]) -> int:
    """What a number of a style is; a cell of another type is judged by itself."""
    if kind not in ("", "n"):
        return _JUDGED
    number = int(style or 0)
    return ord(styles[number] if number < len(styles) else RawKind.NUMBER)


def is_within(scanned: ScannedRows, most: tuple[int, int, int], limits: Limits) -> bool:
    """Whether cells are few, near, and short enough; `most` are their last row and column, and the length of the longest text."""
    row, column, longest = most
    return (
        len(scanned.texts) <= limits.cells
        and row <= limits.rows
        and column <= limits.columns
        and longest <= limits.string_length
        and scanned.length <= limits.text_length
    )


def _hidden_rows(text: str, limits: Limits) -> frozenset[int] | None:
    """The hidden rows; None if there are too many rows, or an attribute stands twice, which is broken XML."""
    if text.count("<row ") > limits.rows:
        return None
    hidden = set()
    for row, attributes in _ROW_TAG.findall(text):
        names = _NAMES.findall(attributes)
        if len(set(names)) != len(names) or "r" in names:
            return None
        if "hidden" in names and ('hidden="1"' in attributes or 'hidden="true"' in attributes):
            hidden.add(int(row))
    return frozenset(hidden)


def column_number(letters: str) -> int:
    """1 for A, 27 for AA."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column
