"""Spellings that probably mean a number: 约123, 1.2万, 十二, 12², 1O, 123（其中男60）. Their reading is suggested and asked, never taken.

Where two readings are possible (10-12, 1,23, (12), ≥5) none is suggested: the fault is named instead.
"""

import re
import unicodedata
from decimal import Decimal

from indicators.intake.chinese_numerals import parse_chinese_numeral, parse_mixed_numeral
from indicators.intake.reading import PLAIN, Reading, suggested_reading

_UNITS = re.compile(
    r"(?<=[\d万亿])\s*(?:人次|人|名|个|件|起|条|份|处|所|家|次|例|宗|户|元|天|日|分钟|分|项|部|篇|场|只|届"
    r"|persons?|people|cases?|items?|days?|points?)$"
)
_COUNTERS = re.compile(r"(?:元整|元|人次|[人名个件起条份处所家次例宗户项])$")
_ABOUT = re.compile(r"^(?:大约|大概|约|近|共计|合计|总计|累计|共|计|~|≈)+|(?:左右|上下|余|多)$")
_ABOUT_INSIDE = re.compile(r"(?<=[\d万亿千百十])(?:余|多)(?=\D{0,3}$)")
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_REMARK = re.compile(rf"({_NUMBER})\s*(?:人次|[人名个件起例次])?\s*[(\[【〔](?!\s*\d{{3}},).*[)\]】〕]", re.ASCII | re.DOTALL)
_MARKED = re.compile(rf"({_NUMBER})\s*(?:[*†‡#※△▲]+|注\d*|[.。、,;:!]+)", re.ASCII)
_WORDED = re.compile(
    rf"({_NUMBER})\s*(?![月年号季期度成倍折分点百千万亿])[\u4e00-\u9fff]{{1,8}}(?<![以之])(?<!以上)(?<!以下)(?<!百分点)", re.ASCII
)
_SCALED = re.compile(r"(?P<figure>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)\s*(?P<scale>[百千]?[万亿]|千|百|k|K)", re.ASCII)
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE]\+?\d{1,2}", re.ASCII)
_HALF_DECIMAL = re.compile(r"-?\.\d+", re.ASCII)
_SCALES = {
    "百": 100,
    "千": 1_000,
    "k": 1_000,
    "K": 1_000,
    "万": 10_000,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "百亿": 10**10,
    "千亿": 10**11,
}
_ZEROS, _ONES = "Oo〇○", "lI|"
_LOOKALIKES = str.maketrans(dict.fromkeys(_ZEROS, "0") | dict.fromkeys(_ONES, "1"))
_FRACTION = re.compile(r"(\d{1,9})\s*[/⁄∕]\s*(\d{1,9})|(\d{1,9})分之(\d{1,9})", re.ASCII)
_RATE = re.compile(r"[+-]?\d[\d,.]*\s*(?:[%‰]|个?百分点|成|折)|[一二三四五六七八九十]成|\d+\s*[/⁄∕]\s*\d+|.{1,6}分之.+", re.ASCII)
_PERMILLE = re.compile(r"(\d+(?:\.\d+)?)\s*‰", re.ASCII)
_HUNDREDTHS = re.compile(r"百分之(.+)")
_RANGE = re.compile(
    r"\d[\d,.]*\s*[\u4e00-\u9fff]{0,2}\s*(?:[-~–—－至到、]|to)\s*\d[\d,.]*\s*[\u4e00-\u9fff]{0,3}"
    r"|(?:[<>≤≥≦≧⩽⩾=]|不足|不到|超过|超|逾|高于|低于|大于|小于|至少|最多|不少于|不超过)+\s*\d.*|\d[\d,.]*\s*\D{0,3}(?:以上|以下|以内|\+)",
    re.ASCII,
)
_DATE = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?.*|\d{4}年(\d{1,2}月)?|\d{1,2}月(\d{1,2}[日号]?)?|\d{1,2}:\d{2}(:\d{2})?", re.ASCII
)
_SEPARATED = re.compile(r"[+-]?\d[\d,.' ]*[,.' ][\d,.' ]*\d", re.ASCII)
_BRACKETED = re.compile(r"\(\s*\d[\d,]*(?:\.\d+)?\s*\)", re.ASCII)
_ERROR = re.compile(r"#(?:N/A|REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!)", re.IGNORECASE)
_FAULTS = (
    (_ERROR, "is_error"),
    (_RANGE, "range_given"),
    (_DATE, "is_date"),
    (_BRACKETED, "bracketed"),
    (_SEPARATED, "separator_misplaced"),
)


def without_unit(plain: str) -> str:
    """The text without the unit behind its number."""
    return _UNITS.sub("", plain)


def suggest_number(plain: str) -> Reading | None:
    """The number that a text (after NFKC) probably stands for, to be asked; None if there is none or more than one."""
    if _is_settled_fault(plain):
        return None
    about = _ABOUT_INSIDE.sub("", _ABOUT.sub("", _ABOUT.sub("", plain)).strip()).strip()
    bare = without_unit(about)
    for spelled in (bare, _unmarked(bare), _look_again(bare)):
        if spelled and PLAIN.fullmatch(spelled):
            return suggested_reading(_decimal(spelled))
    if _SCIENTIFIC.fullmatch(bare) or _HALF_DECIMAL.fullmatch(bare):
        return suggested_reading(Decimal(bare))
    scaled = _SCALED.fullmatch(bare)
    if scaled:
        return suggested_reading(_decimal(scaled["figure"]) * _SCALES[scaled["scale"]])
    counted = _COUNTERS.sub("", about)
    numeral = parse_mixed_numeral(counted) or parse_chinese_numeral(counted)
    return suggested_reading(numeral) if numeral is not None else None


def suggest_share(plain: str) -> Reading | None:
    """The share that a fraction, per mille or 百分之 probably stands for: 18/20, ½, 百分之九十."""
    fraction = _FRACTION.fullmatch(plain)
    if fraction:
        top, bottom = (fraction[1], fraction[2]) if fraction[1] else (fraction[4], fraction[3])
        return suggested_reading(Decimal(str(round(int(top) / int(bottom), 6)))) if int(bottom) else None
    permille = _PERMILLE.fullmatch(plain)
    if permille:
        return suggested_reading(Decimal(permille[1]) / 1000)
    words = _HUNDREDTHS.fullmatch(plain)
    hundredths = _hundredths(words[1]) if words else None
    return suggested_reading(hundredths / 100) if hundredths is not None else None


def suggest_special(text: str, is_share: bool) -> Reading:
    """12² is 12 with a footnote, ⑫ a numbered 12, 123① again a footnote: never what NFKC makes of them (122, 1231)."""
    kept = "".join(character for character in text if not _decomposed(character).startswith(("<super>", "<sub>")))
    marked = "".join(character for character in kept if not _decomposed(character).startswith("<circle>"))
    plain = unicodedata.normalize("NFKC", marked if any(character.isdigit() for character in marked) else kept).strip()
    if any(_decomposed(character).startswith("<fraction>") for character in text):
        alone = is_share and len(text.strip()) == 1
        return (suggest_share(plain) if alone else None) or Reading(code="not_a_number")
    if PLAIN.fullmatch(without_unit(plain)):
        return suggested_reading(_decimal(without_unit(plain)))
    return suggest_number(plain) or Reading(code="not_a_number")


def name_fault(plain: str, is_share: bool) -> str:
    """The code of what is wrong with a text in which no number can be read."""
    if not is_share and _RATE.fullmatch(plain):
        return "rate_typed"
    if plain.startswith("=") and any(character.isalpha() or character in "+*/(" for character in plain):
        return "formula_without_value"
    return next((code for pattern, code in _FAULTS if pattern.fullmatch(plain)), "not_a_number")


def _is_settled_fault(plain: str) -> bool:
    return any(pattern.fullmatch(plain) for pattern in (_RATE, _RANGE, _DATE, _BRACKETED))


def _unmarked(text: str) -> str:
    """The number before a remark in brackets, a footnote mark, a full stop or a few words."""
    for pattern in (_REMARK, _MARKED, _WORDED):
        found = pattern.fullmatch(text)
        if found:
            return found[1]
    return ""


def _look_again(text: str) -> str:
    """O for 0 and l for 1: only beside a true digit, except for an O that stands alone."""
    if text in ("O", "o", "〇"):
        return "0"
    return text.translate(_LOOKALIKES) if any(character.isdecimal() for character in text) else ""


def _hundredths(words: str) -> Decimal | None:
    if PLAIN.fullmatch(words):
        return _decimal(words)
    numeral = parse_chinese_numeral(words)
    return None if numeral is None else Decimal(numeral)


def _decimal(spelled: str) -> Decimal:
    return Decimal(spelled.replace(",", "").replace(" ", ""))


def _decomposed(character: str) -> str:
    return unicodedata.decomposition(character)
