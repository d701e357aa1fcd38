"""Chinese numerals as officials write them in text: 十二, 一百零三, 三千, 二〇二六. The reading is only ever suggested."""

_DIGITS = {
    character: value
    for value, characters in enumerate(("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for character in characters
}
_TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1_000, "仟": 1_000}
_GROUPS = {"万": 10_000, "亿": 100_000_000}


def parse_chinese_numeral(text: str) -> int | None:
    """The number a Chinese numeral stands for; None if the text is anything else."""
    if not text or any(character not in _DIGITS and character not in _TENS and character not in _GROUPS for character in text):
        return None
    if all(character in _DIGITS for character in text):
        return int("".join(str(_DIGITS[character]) for character in text))
    total = section = digit = 0
    for character in text:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in _TENS:
            section += (digit or 1) * _TENS[character]
            digit = 0
        else:
            total = (total + section + digit) * _GROUPS[character]
            section = digit = 0
    return total + section + digit
