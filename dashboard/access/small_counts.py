"""The rule for one count and one rate of method.md 1.15. Below national level only; who is below it is not decided here."""

import math

from indicators.model.finding import IndicatorResult
from indicators.model.indicator import Indicator, Kind

HIDDEN = "*"
PROTECTED = "protected"
"""State of a published result whose value is not shown."""
SMALLEST_SHOWN = 8
SMALLEST_BASE = 10
NEAREST = 5
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
