"""Words in headers that are no names of figures: periods, comparisons with other periods, rates, words that add nothing."""

import re

from indicators.intake.spelling import normal_name, plain_text
from indicators.model.period import Period

_ELSEWHEN = (
    "上年",
    "去年",
    "同期",
    "同比",
    "环比",
    "上期",
    "上季",
    "上月",
    "增减",
    "增幅",
    "增长",
    "较上",
    "比上",
    "目标",
    "计划数",
    "排名",
    "名次",
)
_NEUTRAL = frozenset(
    (
        *("本期", "本季度", "本季", "本月", "本年", "本年度", "当期", "当月", "当季", "指标", "数据", "实际", "实际数", "填报数"),
        *(
            "报送数",
            "统计数",
            "本期数",
            "本季数",
            "本月数",
            "本期值",
            "数",
            "actual",
            "thisperiod",
            "thisquarter",
            "thismonth",
            "figure",
            "data",
        ),
    )
)
_RATES = ("率", "占比", "比例", "比重", "百分比", "rate", "share", "percent", "%")
_QUARTER = re.compile(r"(?:(20\d\d)\s*年?\s*)?(?:第?([一二三四1234])季度?|q([1-4]))$")
_MONTH = re.compile(r"(?:(20\d\d)\s*[年\-.]\s*)?(?:(\d{1,2})月份?|(?<=[\-.])(\d{1,2}))$")
_HALF = re.compile(r"(?:(20\d\d)\s*年?\s*)?([上下])半年$")
_YEAR = re.compile(r"(20\d\d)\s*年?度?$")
_STATED = re.compile(r"20\d\d\s*年?\s*(?:第?[一二三四1-4]季度?|q[1-4]|\d{1,2}月份?|[上下]半年)|(?<![年\d])[一二三四]季度")
_NUMERALS = {"一": 1, "二": 2, "三": 3, "四": 4}


def is_elsewhen(text: str) -> bool:
    """Whether a header compares with another time or a target: such a column holds no figure of this period."""
    return any(word in plain_text(text) for word in _ELSEWHEN)


def is_rate(text: str) -> bool:
    """Whether a header names a rate or share, which is computed and not collected."""
    return normal_name(text).endswith(_RATES)


def is_neutral(text: str) -> bool:
    """Whether a header word adds nothing: this period, figure."""
    return normal_name(text) in _NEUTRAL


def parse_period_word(text: str, year: int) -> str:
    """The period code that a whole header text names (2026年第三季度, 7月, 上半年); `year` where it names none. Else empty."""
    plain = plain_text(text).strip().strip("()")
    if found := _QUARTER.fullmatch(plain):
        number = found[3] or str(_NUMERALS.get(found[2], found[2]))
        return f"{found[1] or year}-Q{number}"
    if (found := _MONTH.fullmatch(plain)) and 1 <= int(found[2] or found[3]) <= 12:
        return f"{found[1] or year}-{int(found[2] or found[3]):02}"
    if found := _HALF.fullmatch(plain):
        return f"{found[1] or year}-H{'上下'.index(found[2]) + 1}"
    return found[1] if (found := _YEAR.fullmatch(plain)) else ""


def stated_periods(titles: tuple[str, ...], year: int) -> tuple[str, ...]:
    """The quarters, months or half-years that the titles of a table name."""
    found = (match for title in titles for match in _STATED.findall(plain_text(title)))
    return tuple(dict.fromkeys(code for words in found if (code := parse_period_word(words, year))))


def year_of(period: Period) -> int:
    """The year that a round belongs to."""
    return int(period.code[:4])
