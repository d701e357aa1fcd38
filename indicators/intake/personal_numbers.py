"""Numbers that belong to a person: resident IDs by check digit and birthday, bank cards by Luhn, mobile and landline numbers, passports.

Standard library only: the child process loads it. Texts come in NFKC, without invisible characters. It says the kind, never the number.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

_PROVINCE_CODES = "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83"
_PROVINCES = frozenset(_PROVINCE_CODES.split())
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LONG_ID = re.compile(r"[1-8]\d{16}[\dXx]", re.ASCII)
_SHORT_ID_SHAPES = ((15,), (6, 6, 3), (6, 9))
_MOBILE = re.compile(r"(?:(?:00)?86)?1[3-9]\d{9}", re.ASCII)
_MOBILE_SHAPES = frozenset([(11,), (13,), (15,), (3, 4, 4), (3, 8), (7, 4), (4, 4, 3), (4, 3, 4), (3, 3, 5), (5, 3, 3), (1,) * 11])
_MONEY_BEFORE, _MONEY_AFTER = re.compile(r"(?:[¥$]|RMB|CNY)\s*$"), re.compile(r"\s*(?:元|人民币|RMB|CNY)")
_CARD = re.compile(
    r"(?:62|81)\d{14,17}|(?:9558|9559|6013|6858|4367|4563|5268|5324)\d{12,15}|(?:4\d|5[1-5]|2[2-7]|35)\d{14}|3[47]\d{13}", re.ASCII
)
_CHAIN = re.compile(
    r"(?<![0-9A-Za-z])(?<!\d\.)\d+(?:[\s\-\u2010-\u2015·_]{1,3}\d+)*(?:[\s\-\u2010-\u2015·_]{0,3}[Xx])?(?![0-9A-Za-z])(?!\.\d)", re.ASCII
)
_GROUP = re.compile(r"[0-9Xx]+", re.ASCII)
_MOST_DIGITS, _MOST_GROUPS = 19, 120
_LANDLINE = re.compile(
    r"(?<![0-9A-Za-z])(?<!\d[.\-])(?:\(?(?:\+|00)86\)?[\s\-]?\(?0?|\(?0)"
    r"(?:(?:10|2[0-57-9])\)?[\s\-\u2010-\u2015]{0,3}[2-8]\d{3}[\s\-]?\d{4}|[3-9]\d\d\)?[\s\-\u2010-\u2015]{0,3}[2-8](?:\d{3}[\s\-]?\d{3,4}|\d\d[\s\-]?\d{4}))(?!\d)",
    re.ASCII,
)
_CALLED = re.compile(r"(?:电话|座机|来电|致电|Tel\.?|Phone)[^0-9]{0,6}[2-8]\d{2,3}[\s\-]?\d{4}(?!\d)", re.ASCII | re.IGNORECASE)
_PASSPORT = re.compile(
    r"(?<![0-9A-Za-z])(?:[DEGKPS][ \-]?(?P<digits>\d{4}[ \-]?\d{4}|\d{8})|(?:E[A-HJ-NP-Z]|[DPS]E)[ \-]?\d{7}|[HM]\d{10})(?![0-9A-Za-z])",
    re.ASCII | re.IGNORECASE,
)
_PASSPORT_CALLED = re.compile(
    r"(?:护照|通行证|回乡证|台胞证|passport)[^0-9A-Za-z]{0,8}(?:号码?|no\.?)?[^0-9A-Za-z]{0,4}[A-Z]{0,3}[ \-]?\d{6,10}(?!\d)",
    re.ASCII | re.IGNORECASE,
)
_SERIAL = re.compile(r"20[0-2]\d(?:0\d{3}|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))", re.ASCII)
_NUMBER = re.compile(r"\d+(?:\.\d+)?(?:[Ee]\+?\d{1,2})?", re.ASCII)
_PRECISION = 15
"""A spreadsheet keeps fifteen digits of a number: the end of an ID or a card that was typed as a number has become zeros."""


def find_personal_number(plain: str) -> str | None:
    """resident_id, bank_card, mobile, passport, landline or None."""
    kinds = {kind for chain in _CHAIN.finditer(plain) for kind in _kinds_of_chain(plain, chain)}
    for kind in ("resident_id", "bank_card", "mobile"):
        if kind in kinds:
            return kind
    if _is_passport(plain):
        return "passport"
    return "landline" if _LANDLINE.search(plain) or _CALLED.search(plain) else None


def find_in_figure(text: str) -> str | None:
    """resident_id or bank_card in a number of fifteen digits or more as the file holds it, whose last digits may be lost; else None."""
    if not _NUMBER.fullmatch(text):
        return None
    digits = f"{Decimal(text):f}".partition(".")[0]
    lost = digits[_PRECISION:].strip("0") == ""
    if len(digits) == 18 and lost and digits[:2] in _PROVINCES and _is_day(digits[6:14]):
        return "resident_id"
    if len(digits) >= 16 and lost and _CARD.fullmatch(digits):
        return "bank_card"
    return None


def is_resident_id(number: str) -> bool:
    """Whether 18 characters are a resident ID by GB 11643: a known province and the right check digit (ISO 7064 MOD 11-2)."""
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return number[:2] in _PROVINCES and number[17].upper() == _CHECK_DIGITS[total % 11]


def _kinds_of_chain(plain: str, chain: re.Match[str]) -> Iterator[str]:
    """The kinds among groups of digits that stand close together: every row of neighbours that could be one number."""
    groups = _GROUP.findall(chain[0])[:_MOST_GROUPS]
    if sum(map(len, groups)) < 11:
        return
    for first in range(len(groups)):
        joined = ""
        shape: tuple[int, ...] = ()
        for group in groups[first:]:
            joined, shape = joined + group, (*shape, len(group))
            if len(joined) > _MOST_DIGITS:
                break
            if len(joined) >= 11:
                yield from _kinds_of(joined, shape, plain, chain)


def _kinds_of(joined: str, shape: tuple[int, ...], plain: str, chain: re.Match[str]) -> Iterator[str]:
    if len(joined) == 18 and _LONG_ID.fullmatch(joined) and _is_day(joined[6:14]) and is_resident_id(joined):
        yield "resident_id"
    if shape in _SHORT_ID_SHAPES and joined[:2] in _PROVINCES and joined[2:4] < "91" and _is_day("19" + joined[6:12]):
        yield "resident_id"
    whole = len(shape) == 1 or set(shape[:-1]) == {4}
    if whole and _CARD.fullmatch(joined) and _passes_luhn(joined):
        yield "bank_card"
    if shape in _MOBILE_SHAPES and _MOBILE.fullmatch(joined) and not _is_money(plain, chain):
        yield "mobile"
    if len(shape) == 1 and len(joined) == 18 and find_in_figure(joined):
        yield "resident_id"


def _is_day(digits: str) -> bool:
    """Whether yyyymmdd is a day of the last two centuries on which a living person may be born."""
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    return 1880 <= year <= 2039 and 1 <= month <= 12 and 1 <= day <= _DAYS[month - 1]


def _is_money(plain: str, chain: re.Match[str]) -> bool:
    return bool(_MONEY_BEFORE.search(plain[: chain.start()]) or _MONEY_AFTER.match(plain, chain.end()))


def _is_passport(plain: str) -> bool:
    if _PASSPORT_CALLED.search(plain):
        return True
    for found in _PASSPORT.finditer(plain):
        digits = (found["digits"] or "").replace(" ", "").replace("-", "")
        if not _SERIAL.fullmatch(digits):
            return True
    return False


def _passes_luhn(number: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return sum(part // 10 + part % 10 for part in doubled) % 10 == 0
