"""From what stands in a cell to a number: exact readings are accepted and said, doubtful ones suggested, the rest named. No guessing.

A number is what the raw text of the file says, by a strict ASCII grammar. It knows one cell at a time and no rules between cells.
"""

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from indicators.intake.chinese_numerals import parse_chinese_numeral
from indicators.intake.parse_status import suggested_status
from indicators.intake.raw import RawCell, RawKind

LARGEST = 1e12
_RAW = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_PLAIN = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+|\d{1,3}( \d{3})+)(\.\d+)?", re.ASCII)
_PERCENT = re.compile(r"[+-]?\d[\d,]*(\.\d+)?\s*[%‰]|百分之.+", re.ASCII)
_RANGE = re.compile(r"\d[\d,.]*\s*(?:[-~–—－至到]|to)\s*\d[\d,.]*", re.ASCII)
_ROUNDED = re.compile(r"(?P<figure>\d+(?:\.\d+)?)\s*(?P<scale>[百千]?[万亿]|千)", re.ASCII)
_ABOUT = re.compile(r"^(?:大约|大概|约|近|超过|超|逾|不足|>|<|≥|≤|~|≈)+|(?:左右|上下|以上|余|多|\+)$")
_UNITS = re.compile(
    r"(?<=\d)\s*(?:人次|人|名|个|件|起|条|份|处|所|家|次|例|宗|户|元|天|日|分钟|分|项|部|篇|场|只|届|persons?|cases?|items?|days?|points?)$"
)
_COUNTERS = re.compile(r"[人名个件起条份处所家次例宗户项]$")
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff\u00ad]")
_SCALES = {"千": 1_000, "万": 10_000, "亿": 100_000_000, "百万": 1_000_000, "千万": 10_000_000, "百亿": 10**10, "千亿": 10**11}
_NOISE = 1e-9
_LOOKALIKES = str.maketrans({"O": "0", "o": "0", "〇": "0", "○": "0", "Ｏ": "0"})
_SPECIAL = ("<super>", "<sub>", "<circle>", "<fraction>")


@dataclass(frozen=True, slots=True)
class Reading:
    """What one cell was read as. `code` names a problem; `read_as` says how an inexact spelling was read; neither if it was plain."""

    value: float | None = None
    code: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    read_as: str = ""


EMPTY = Reading()


def parse_number(cell: RawCell | None, is_share: bool = False) -> Reading:
    """The number in a cell. `is_share` allows a percentage (for values that are shares); elsewhere a typed rate is a problem."""
    if cell is None:
        return EMPTY
    match cell.kind:
        case RawKind.NUMBER | RawKind.PERCENT:
            return _parse_raw(cell.text, cell.kind is RawKind.PERCENT and not is_share)
        case RawKind.TEXT:
            return _parse_text(cell.text, is_share)
        case RawKind.BOOLEAN:
            return Reading(code="is_boolean")
        case RawKind.DATE:
            return Reading(code="is_date")
        case RawKind.ERROR:
            return Reading(code="is_error")
    return Reading(code="formula_without_value")


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
    if any(unicodedata.decomposition(character).startswith(_SPECIAL) for character in text):
        return _suggest_special(text)
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).strip().lstrip("'`").replace("\u2212", "-").strip()
    if not plain:
        return EMPTY
    if _PERCENT.fullmatch(plain):
        exact = is_share and plain.endswith("%") and "," not in plain
        return _exact(str(Decimal(plain[:-1].strip()) / 100)) if exact else Reading(code="rate_typed")
    if _PLAIN.fullmatch(plain):
        return _exact(plain)
    without_unit = _UNITS.sub("", plain)
    if _PLAIN.fullmatch(without_unit):
        return _exact(without_unit)
    status = suggested_status(plain)
    if status is not None:
        return Reading(code="status_needed", facts={"suggested": status})
    return _suggest(without_unit) or Reading(code="range_given" if _RANGE.fullmatch(plain) else "not_a_number")


def _exact(text: str) -> Reading:
    digits = text.replace(",", "").replace(" ", "")
    value = float(digits)
    return Reading(value, read_as=_written(Decimal(digits))) if abs(value) <= LARGEST else Reading(code="too_large")


def _suggest_special(text: str) -> Reading:
    """12² is 12 with a footnote, ⑫ is a numbered 12: never what NFKC makes of them (122)."""
    kept = []
    for character in text:
        mark = unicodedata.decomposition(character)
        if mark.startswith("<fraction>"):
            return Reading(code="not_a_number")
        if mark.startswith("<circle>"):
            kept.append(unicodedata.normalize("NFKC", character))
        elif not mark.startswith(("<super>", "<sub>")):
            kept.append(character)
    inner = _parse_text("".join(kept), False)
    return _suggested(inner.value) if inner.value is not None else Reading(code="not_a_number")


def _suggest(text: str) -> Reading | None:
    rounded = _ROUNDED.fullmatch(_UNITS.sub("", text.rstrip("元人件起")))
    if rounded:
        return _suggested(Decimal(rounded["figure"]) * _SCALES[rounded["scale"]])
    about = _ABOUT.sub("", _ABOUT.sub("", text)).strip()
    for candidate in (about, text.translate(_LOOKALIKES)):
        bare = _UNITS.sub("", candidate)
        if candidate != text and _PLAIN.fullmatch(bare):
            return _suggested(Decimal(bare.replace(",", "").replace(" ", "")))
    if about != text and (rounded := _ROUNDED.fullmatch(about)):
        return _suggested(Decimal(rounded["figure"]) * _SCALES[rounded["scale"]])
    numeral = parse_chinese_numeral(_COUNTERS.sub("", about))
    return _suggested(numeral) if numeral is not None else None


def _suggested(value: Decimal | float | int) -> Reading:
    if abs(float(value)) > LARGEST:
        return Reading(code="too_large")
    return Reading(float(value), "reading_suggested", {"suggested": _written(Decimal(str(value)))})


def _written(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
