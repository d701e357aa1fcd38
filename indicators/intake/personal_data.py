"""Finds personal data in text: resident IDs by their check digit, mobile numbers, bank cards. Says the kind, never keeps what it found.

Standard library only: the child process loads it. Headers and person-per-row layouts are judged in `personal_layout`.
"""

import re
import unicodedata

_PROVINCES = frozenset(
    [
        "11",
        "12",
        "13",
        "14",
        "15",
        "21",
        "22",
        "23",
        "31",
        "32",
        "33",
        "34",
        "35",
        "36",
        "37",
        "41",
        "42",
        "43",
        "44",
        "45",
        "46",
        "50",
        "51",
        "52",
        "53",
        "54",
        "61",
        "62",
        "63",
        "64",
        "65",
        "71",
        "81",
        "82",
        "83",
    ]
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_LONG_ID = re.compile(rf"(?<![0-9A-Za-z])[1-8]\d{{5}}(?:18|19|20)\d{{2}}{_DAY}\d{{3}}[\dXx](?![0-9A-Za-z])")
_SHORT_ID = re.compile(rf"(?<![0-9A-Za-z.])[1-8]\d{{7}}{_DAY}\d{{3}}(?![0-9A-Za-z.])")
_MOBILE = re.compile(r"(?<![0-9A-Za-z._\-])(?:\+?86[ \-]?)?1[3-9]\d[ \-]?\d{4}[ \-]?\d{4}(?![0-9A-Za-z._\-])")
_BANK_CARD = re.compile(r"(?<![0-9A-Za-z.])62\d{14,17}(?![0-9A-Za-z.])")
_MANY_DIGITS = re.compile(r"\d(?:[^0-9A-Za-z]{0,3}\d){10}")
_BETWEEN_DIGITS = re.compile(r"(?<=\d)[\s\-\u2010-\u2015·]{1,3}(?=[\dXx])")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def find_personal_data(text: str) -> str | None:
    """resident_id, mobile, bank_card or None. Sees through full width, zero-width characters, spaces and `_xHHHH_` escapes."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", decode_escapes(text)))
    if not _MANY_DIGITS.search(plain):
        return None
    joined = _BETWEEN_DIGITS.sub("", plain)
    for candidate in (plain, joined):
        if any(is_resident_id(match) for match in _LONG_ID.findall(candidate)):
            return "resident_id"
        if any(match[:2] in _PROVINCES for match in _SHORT_ID.findall(candidate)):
            return "resident_id"
        if any(_passes_luhn(match) for match in _BANK_CARD.findall(candidate)):
            return "bank_card"
    return "mobile" if _MOBILE.search(plain) else None


def is_resident_id(number: str) -> bool:
    """Whether 18 characters are a resident ID by GB 11643: a known province and the right check digit (ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return number[:2] in _PROVINCES and number[17].upper() == _CHECK_DIGITS[total % 11]


def decode_escapes(text: str) -> str:
    """The text with the `_x0031_` escapes of the file format decoded."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _passes_luhn(number: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return sum(part // 10 + part % 10 for part in doubled) % 10 == 0
