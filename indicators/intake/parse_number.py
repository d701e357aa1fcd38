"""From what stands in a cell to a number: exact readings are accepted and said, doubtful ones suggested, the rest named. No guessing.

A number is what the raw text of the file says, by a strict ASCII grammar. It knows one cell at a time and no rules between cells.
Doubtful spellings are read in `doubtful_number`; tests/cases/cells.yaml lists what becomes of each kind of cell.
"""

import math
import re
import unicodedata
from decimal import Decimal

from indicators.intake.doubtful_number import name_fault, suggest_number, suggest_share, suggest_special, without_unit
from indicators.intake.parse_status import suggested_status
from indicators.intake.raw import RawCell, RawKind
from indicators.intake.reading import EMPTY, LARGEST, PLAIN, Reading, exact_reading

__all__ = ["EMPTY", "LARGEST", "Reading", "parse_number"]

_LONGEST_PLAIN = 12
_RAW = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_ROUND_GROUPS = re.compile(r"(?P<figure>\d{1,8})\s*(?P<scale>[万亿])", re.ASCII)
_PERCENT = re.compile(r"[+-]?\d+(\.\d+)?\s*%", re.ASCII)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_MINUS = str.maketrans({"\u2212": "-", "\u2019": "'", "\u2018": "'"})
_SCALES = {"万": 10_000, "亿": 100_000_000}
_NOISE = 1e-9
_SPECIAL = ("<super>", "<sub>", "<circle>", "<fraction>")
_OF_KIND = {
    RawKind.BOOLEAN: Reading(code="is_boolean"),
    RawKind.DATE: Reading(code="is_date"),
    RawKind.ERROR: Reading(code="is_error"),
    RawKind.UNCALCULATED: Reading(code="formula_without_value"),
}


def parse_number(cell: RawCell | None, is_share: bool = False) -> Reading:
    """The number in a cell. `is_share` allows a percentage or fraction (for values that are shares); elsewhere a rate is a problem."""
    if cell is None:
        return EMPTY
    kind, text = cell.kind, cell.text
    if kind is RawKind.NUMBER and len(text) <= _LONGEST_PLAIN and text.isascii() and text.isdigit():
        return Reading(float(text))
    if kind is RawKind.NUMBER or kind is RawKind.PERCENT:
        return _parse_raw(text, kind is RawKind.PERCENT and not is_share)
    return _parse_text(text, is_share) if kind is RawKind.TEXT else _OF_KIND[kind]


def _parse_raw(text: str, percent: bool) -> Reading:
    if not _RAW.fullmatch(text):
        return Reading(code="not_a_number")
    value = float(text)
    if percent and value != 0:
        return Reading(code="rate_typed")
    if not math.isfinite(value) or abs(value) > LARGEST:
        return Reading(code="too_large")
    whole = round(value)
    if value != whole and abs(value - whole) <= _NOISE * max(1.0, abs(value)):
        return Reading(float(whole), read_as=str(whole))
    return Reading(value)


def _parse_text(text: str, is_share: bool) -> Reading:
    if not text.isascii() and any(unicodedata.decomposition(character).startswith(_SPECIAL) for character in text):
        return suggest_special(text, is_share)
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_MINUS).strip().lstrip("'`").strip()
    if not plain:
        return EMPTY
    exact = _exact_text(plain, is_share)
    if exact is not None:
        return exact
    status = suggested_status(plain)
    if status is not None:
        return Reading(code="status_needed", facts={"suggested": status})
    return (suggest_share(plain) if is_share else None) or suggest_number(plain) or Reading(code=name_fault(plain, is_share))


def _exact_text(plain: str, is_share: bool) -> Reading | None:
    """Spellings that mean one number and no other: 1,234; 12 人; 3万; 45% where a share is asked."""
    if PLAIN.fullmatch(plain):
        return exact_reading(plain)
    if is_share:
        return exact_reading(str(Decimal(plain[:-1].strip()) / 100)) if _PERCENT.fullmatch(plain) else None
    bare = without_unit(plain)
    if PLAIN.fullmatch(bare):
        return exact_reading(bare)
    rounded = _ROUND_GROUPS.fullmatch(bare)
    return exact_reading(str(int(rounded["figure"]) * _SCALES[rounded["scale"]])) if rounded else None
