"""Finds personal data in text, however it is spelled, and says its kind. Nothing of what it found is kept.

Standard library only: the child process loads it. Headers and person-per-row layouts are judged in `personal_layout`.
"""

import re
import unicodedata

from indicators.intake.personal_numbers import find_in_figure, find_personal_number, is_resident_id
from indicators.intake.personal_words import find_personal_words

__all__ = ["decode_escapes", "find_personal_data", "is_resident_id"]

_SUSPECT = re.compile(r"\d(?:[^0-9A-Za-z]{0,3}\d){6}|[号室栋幢组弄楼座住籍址姓男女检样血]|(?i:dna)|[〇零一二三四五六七八九幺]{11}")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff\u00ad\u20e3]")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PRINT_CODES = re.compile(r'&(?:K[0-9A-Fa-f]{6}|K\d\d[+-]\d{3}|"[^"]*"|\d{1,2}(?=\D)|[A-Z])')
_LABEL = re.compile(r"(?i)(?<![A-Za-z])(?:tel|phone|mobile|mob|cell|id|no|sfzh|sfz|sjh|dh|qq|wx|vx)[.:#]?(?=[+0-9])")
_HAN_ROW = re.compile("[〇零一二三四五六七八九幺]{11,}")
_HAN_DIGITS = str.maketrans("〇零一二三四五六七八九幺", "001234567891")


def find_personal_data(text: str) -> str | None:
    """The kind of personal data in a text (see KINDS in personal_layout) or None.

    Sees through full width, zero-width characters, spaces, hyphens, Chinese digits, `_xHHHH_` escapes and codes of headers and footers.
    """
    plain = text if text.isascii() and "_x" not in text else _plain(text)
    if not _SUSPECT.search(plain):
        return None
    if "&" in plain:
        return _find(_PRINT_CODES.sub(" ", plain)) or _find(plain)
    return _find(plain)


def decode_escapes(text: str) -> str:
    """The text with the `_x0031_` escapes of the file format decoded."""
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def _find(plain: str) -> str | None:
    spelled = _LABEL.sub(" ", plain)
    return find_in_figure(plain) or find_personal_number(spelled) or find_personal_words(plain)


def _plain(text: str) -> str:
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", decode_escapes(text)))
    return _HAN_ROW.sub(lambda row: row[0].translate(_HAN_DIGITS), plain) if _HAN_ROW.search(plain) else plain
