"""Chinese numerals as officials write them in text: 十二, 一百零三, 两千零五, 廿, 二〇二六. The reading is only ever suggested.

What people read in two ways is read in none: 一百三 is 130 to the one and 103 to the other.
"""

import re
from collections.abc import Mapping

_DIGITS = {
    character: value
    for value, characters in enumerate(("零〇", "一壹弌", "二贰两弍", "三叁弎", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for character in characters
}
_SHORT_TENS: Mapping[str, str] = {"廿": "二十", "卄": "二十", "卅": "三十", "卌": "四十"}
_BANKERS = str.maketrans("拾佰仟萬億", "十百千万亿")
_TENS: Mapping[str, int] = {"千": 1_000, "百": 100, "十": 10}
_GROUPS: Mapping[str, int] = {"亿": 100_000_000, "万": 10_000}
_DIGIT = "[" + "".join(character for character in _DIGITS if character not in "零〇") + "]"
_SECTION = re.compile(
    f"(?:({_DIGIT})千)?(零)?(?:({_DIGIT})百)?(零)?(?:({_DIGIT})?十)?(?:(零)?({_DIGIT}))?".replace("零", "[零〇]"),
)
_MIXED = re.compile(r"(?:\d+亿)?(?:\d{1,4}万)?(?:\d千)?(?:\d百)?(?:\d十)?", re.ASCII)
_PART = re.compile(r"(\d+)([亿万千百十])", re.ASCII)


def parse_chinese_numeral(text: str) -> int | None:
    """The number a Chinese numeral stands for; None if the text is anything else or is read in two ways."""
    plain = text.translate(_BANKERS)
    for short, long in _SHORT_TENS.items():
        plain = plain.replace(short, long)
    if len(plain) > 1 and all(character in _DIGITS for character in plain):
        return _digit_by_digit(plain)
    total = 0
    for group, times in _GROUPS.items():
        before, found, plain = plain.rpartition(group)
        if found:
            count = _section(before)
            if not count:
                return None
            total += count * times
    last = _section(plain) if plain else 0
    return None if last is None or not text or (total and _is_left_open(plain)) else total + last


def parse_mixed_numeral(text: str) -> int | None:
    """The number of 3万5千 or 2千; None for anything else, 1万2 included, whose 2 may be two thousand."""
    if not text or not _MIXED.fullmatch(text):
        return None
    scales = {**_GROUPS, **_TENS}
    return sum(int(count) * scales[scale] for count, scale in _PART.findall(text))


def _digit_by_digit(text: str) -> int | None:
    """二〇二六; but 三五 is "three to five" and 两 is never a digit in such a row."""
    if "两" in text or (len(text) == 2 and not set(text) & set("零〇")):
        return None
    return int("".join(str(_DIGITS[character]) for character in text))


def _section(text: str) -> int | None:
    """A number below ten thousand; None if units are out of order, a zero is missing or superfluous, or the end is left open."""
    found = _SECTION.fullmatch(text)
    if not text or found is None:
        return _DIGITS.get(text)
    thousands, gap, hundreds, second_gap, _, third_gap, ones = found.groups()
    tens = "十" in text
    if (gap or second_gap) and not (thousands or hundreds or tens or ones):
        return None
    if ones and not tens and (thousands or hundreds) and not (gap or second_gap or third_gap):
        return None
    count = _DIGITS[found[5]] if found[5] else 1
    return sum(_DIGITS[digit] * times for digit, times in ((thousands, 1_000), (hundreds, 100), (ones, 1)) if digit) + tens * count * 10


def _is_left_open(text: str) -> bool:
    """一万二: the 二 behind 万 may be two thousand."""
    return len(text) == 1
