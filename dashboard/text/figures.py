"""Numbers, shares, dates and periods as the two languages write them. Percent exist here only; missing is said, never 0.

Every function takes None or nan for a missing figure and says so in a word.
"""

import math
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from dashboard.text.sentences import Language, find_sentence
from indicators.model.indicator import Frequency, Indicator, Kind
from indicators.model.period import parse_period

BEIJING = timezone(timedelta(hours=8), "Asia/Shanghai")
"""All times are said in Beijing time; China keeps one zone without summer time, so no zone database is needed."""

_LOCALES = {Language.ZH: "zh_CN", Language.EN: "en_GB"}
_FREE_DIGITS = 4
_LEVELS = 4.0
_PER_100K = 100_000
"""Rates are held as numerator / denominator, per person; per 100,000 people they are said here only."""
_UNIT_DIGITS = {"per_100k": 2, "days": 1, "score": 1, "persons": 0, "items": 0, "number": 1}


def say_share(x: float | None, language: Language, digits: int = 1) -> str:
    """A share 0-1 in percent: `92.3%`."""
    return _missing(language) if x is None or _is_missing(x) else _percent(float(x), _pattern(digits) + "%", language)


def say_number(x: float | None, language: Language, digits: int | None = 1) -> str:
    """A number with thousands separators and fixed decimals; with `digits=None` as many as it has, at most 4."""
    if x is None or _is_missing(x):
        return _missing(language)
    pattern = "#,##0." + "#" * _FREE_DIGITS if digits is None else _pattern(digits)
    return _decimal(float(x), pattern, language)


def say_count(n: float | str | None, language: Language) -> str:
    """A whole number, `1,234`; a protected count stays `*`."""
    return n if isinstance(n, str) else say_number(n, language, digits=0)


def say_points(x: float | None, language: Language, digits: int = 1) -> str:
    """A signed difference of scores: `+3.2分`, `+3.2 points`."""
    return _signed(x, "formats.points", language, digits)


def say_percentage_points(x: float | None, language: Language, digits: int = 1) -> str:
    """A signed difference of two shares (0-1): `-1.5个百分点`, `-1.5 percentage points`."""
    return _signed(None if _is_missing(x) else float(str(x)) * 100, "formats.percentage_points", language, digits)


def say_value(indicator: Indicator, x: float | None, language: Language) -> str:
    """A value of one indicator in its own unit: percent for shares, `3.1天` for days, `第2级（共4级）` for milestones.

    A yes-or-no milestone (level 4 or 0) says yes or no, and for many subjects or on the planned path the share that has it.
    """
    if _is_missing(x) or x is None:
        return _missing(language)
    if indicator.kind is Kind.MILESTONE and indicator.unit == "yes_no":
        whole = {0.0: "formats.no", _LEVELS: "formats.yes"}.get(x)
        return find_sentence(whole, language) if whole else say_share(x / _LEVELS, language)
    if indicator.kind is Kind.MILESTONE:
        return find_sentence("formats.milestone", language).format(value=say_number(x, language, digits=None))
    if indicator.unit == "share":
        return say_share(x, language)
    if indicator.unit == "yes_no":
        return find_sentence("formats.yes" if x else "formats.no", language)
    return _say_unit(indicator.unit, x, language)


def say_date(day: date | None, language: Language) -> str:
    """`2026年10月20日`, `20 October 2026`."""
    return _missing(language) if day is None else format_date(day, find_sentence("formats.date", language), locale=_LOCALES[language])


def say_time(at: datetime | str | None, language: Language) -> str:
    """A moment (datetime with zone, or its ISO text as stored; without a zone it is UTC) in Beijing time, to the minute."""
    if at is None:
        return _missing(language)
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(BEIJING)
    return format_datetime(local, find_sentence("formats.time", language), tzinfo=BEIJING, locale=_LOCALES[language])


def say_period(code: str, language: Language) -> str:
    """`2026年第三季度`, `2026 Q3`; likewise months, half-years and years. ValueError if `code` is not a period."""
    period = parse_period(code)
    if period.frequency is Frequency.MONTH:
        return format_date(period.first_day, find_sentence("formats.month", language), locale=_LOCALES[language])
    part = f"formats.period.{period.frequency.name.lower()}"
    if period.frequency is not Frequency.YEAR:
        part = f"{part}.{period.part}"
    return find_sentence(part, language).format(year=period.year)


def say_periods(codes: Sequence[str], language: Language) -> str:
    """`2025年第三季度至2026年第二季度，4期`: the first and the last of periods in order, and how many they are; one alone is only named."""
    if len(codes) == 1:
        return say_period(codes[0], language)
    first, last = say_period(codes[0], language), say_period(codes[-1], language)
    return find_sentence("formats.span", language).format(first=first, last=last, n=len(codes))


def say_list(items: Sequence[str], language: Language) -> str:
    """`甲、乙、丙`; `a, b, c`."""
    return find_sentence("formats.list_separator", language).replace("_", " ").join(items)


def _say_unit(unit: str, x: float, language: Language) -> str:
    digits = _UNIT_DIGITS[unit]
    x = x * _PER_100K if unit == "per_100k" else x
    number = "one" if x == 1 and not digits else "other"
    text = say_number(x, language, digits)
    return find_sentence(f"formats.unit.{unit}.{number}", language).format(value=text)


def _signed(x: float | None, code: str, language: Language, digits: int) -> str:
    if x is None or _is_missing(x):
        return _missing(language)
    pattern = _pattern(digits)
    value = _decimal(float(x), f"+{pattern};-{pattern}", language)
    return find_sentence(code, language).format(value=value)


@lru_cache(maxsize=1 << 15)
def _decimal(x: float, pattern: str, language: Language) -> str:
    """A page says the same thousand numbers at every rerun; writing one takes Babel 0.2 ms."""
    return format_decimal(x, pattern, locale=_LOCALES[language])


@lru_cache(maxsize=1 << 15)
def _percent(x: float, pattern: str, language: Language) -> str:
    return format_percent(x, pattern, locale=_LOCALES[language])


def _pattern(digits: int) -> str:
    return "#,##0" + ("." + "0" * digits if digits else "")


def _missing(language: Language) -> str:
    return find_sentence("formats.missing", language)


def _is_missing(x: float | None) -> bool:
    return x is None or math.isnan(x)
