"""The rule for one count and one rate of method.md 1.15. Below national level only; who is below it is not decided here."""

import math
from dataclasses import replace

from indicators.model.finding import IndicatorResult
from indicators.model.indicator import Indicator, Kind

HIDDEN = "*"
PROTECTED = "protected"
"""State of a published result whose value is not shown."""
SMALLEST_SHOWN = 8
SMALLEST_BASE = 10
NEAREST = 5
TOP_SCORE = 125.0
_DECIMALS = {"share": 3, "per_100k": 7}
"""One decimal of what is shown: a share 0-1 is shown in percent. Rates, held per person, get two decimals per 100,000 (0.22)."""


def protect_count(n: float) -> int | str:
    """0 as it is, 1-7 as `*`, others to the nearest 5: 0,1,7,8,12,13,1234 -> 0,*,*,10,10,15,1235 (method.md 1.15)."""
    return HIDDEN if is_small(n) else int(NEAREST * math.floor(abs(n) / NEAREST + 0.5)) * (1 if n >= 0 else -1)


def is_small(n: float | None) -> bool:
    """Whether the count stands for one to seven persons."""
    return n is not None and 0 < abs(n) < SMALLEST_SHOWN


def round_count(n: float | None) -> float | None:
    """The count of `protect_count` for a column of numbers; None where it is hidden or missing."""
    return None if n is None or math.isnan(n) or is_small(n) else float(protect_count(n))


def hides_rate(indicator: Indicator, numerator: float | None, denominator: float | None) -> bool:
    """Whether a value of this indicator, made of these two, may not be published below national level.

    Small: the numerator; for shares also the rest (denominator minus numerator, which the share gives away); the base where it
    is a count of persons (shares, means), then up to 9. The base of a rate is the population, that of an SMR an expectation.
    """
    if not indicator.persons:
        return False
    counted = indicator.kind in {Kind.PROP, Kind.RATE, Kind.SMR}
    small_numerator = counted and is_small(numerator)
    if indicator.kind not in {Kind.PROP, Kind.MEAN} or denominator is None:
        return small_numerator
    rest = denominator - numerator if indicator.kind is Kind.PROP and numerator is not None else None
    return small_numerator or 0 < denominator < SMALLEST_BASE or is_small(rest)


def hides_sum(indicator: Indicator, numerator: float | None, denominator: float | None) -> bool:
    """Whether a value made of sums over all regions stands for one to seven persons."""
    return indicator.persons and (is_small(numerator) or (indicator.kind in {Kind.PROP, Kind.MEAN} and is_small(denominator)))


def blurred_value(indicator: Indicator, value: float | None, numerator: float | None, denominator: float | None) -> float | None:
    """A rate on persons as its protected counts give it; other values as they are.

    Rates of four quarters and of one quarter, made of exact counts, would give away the count of a quarter that is hidden: from a
    percentage to one decimal and a base to the nearest 5 the exact counts can be found.
    """
    counted = indicator.persons and indicator.kind in {Kind.PROP, Kind.RATE, Kind.SMR}
    if (
        not counted
        or value is None
        or numerator is None
        or not denominator
        or math.isnan(numerator)
        or hides_sum(indicator, numerator, denominator)
    ):
        return value
    base = float(protect_count(denominator)) if indicator.kind is Kind.PROP else denominator
    return float(protect_count(numerator)) / base


def blurred_result(result: IndicatorResult, indicator: Indicator) -> IndicatorResult:
    """The result with the value of `blurred_value`, its gap and score to match; what only exact counts could give is left out."""
    value = blurred_value(indicator, result.value, result.numerator, result.denominator)
    if value is None or result.value is None or not (indicator.persons and indicator.kind in {Kind.PROP, Kind.RATE, Kind.SMR}):
        return result
    gap, score = result.gap, result.score
    zero = _where_the_gap_is_zero(result, indicator)
    if gap and zero is not None and result.value != zero:
        moved = gap * (value - zero) / (result.value - zero)
        score = None if score is None else min(max(score + 100 * (moved - gap), 0.0), TOP_SCORE)
        gap = moved
    alarm = None if result.alarm is None else replace(result.alarm, z=float(round(result.alarm.z)))
    return replace(result, value=value, gap=gap, score=score, se_gap=None, p_plan=None, alarm=alarm)


def _where_the_gap_is_zero(result: IndicatorResult, indicator: Indicator) -> float | None:
    """The planned value, or of a band the edge that the value lies beyond."""
    if indicator.band_low is None or indicator.band_high is None or result.value is None:
        return result.path
    return indicator.band_low if result.value < indicator.band_low else indicator.band_high


def round_value(indicator: Indicator, value: float | None) -> float | None:
    """A value as published: counts of persons by `protect_count`, others to one decimal of their unit."""
    if value is None or math.isnan(value):
        return None
    if indicator.persons and indicator.kind is Kind.CONTEXT and indicator.unit == "persons":
        return round_count(value)
    return round(value, _DECIMALS.get(indicator.unit, 1))


def is_protected(result: IndicatorResult) -> bool:
    """Whether a published result has a value that is not shown, as against none at all: say `*`, not "no data"."""
    return result.state == PROTECTED
