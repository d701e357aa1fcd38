"""Reporting periods: months, quarters, half-years and years, and how they nest in collection rounds."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from indicators.model.indicator import Frequency

_PATTERNS = {
    Frequency.MONTH: re.compile(r"(\d{4})-(0[1-9]|1[0-2])"),
    Frequency.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Frequency.HALF_YEAR: re.compile(r"(\d{4})-H([12])"),
    Frequency.YEAR: re.compile(r"(\d{4})()"),
}
_MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}
_FORMATS = {
    Frequency.MONTH: "{year}-{part:02d}",
    Frequency.QUARTER: "{year}-Q{part}",
    Frequency.HALF_YEAR: "{year}-H{part}",
    Frequency.YEAR: "{year}",
}
BASELINE_YEAR = 2020


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A stretch of months: `frequency`, `year` and `part` (month 1-12, quarter 1-4, half 1-2, year 1)."""

    year: int
    part: int
    frequency: Frequency

    @property
    def code(self) -> str:
        """`2026-07`, `2026-Q3`, `2026-H1` or `2026`."""
        return _FORMATS[self.frequency].format(year=self.year, part=self.part)

    @property
    def months(self) -> int:
        return _MONTHS[self.frequency]

    @property
    def first_day(self) -> date:
        return date(self.year, (self.part - 1) * self.months + 1, 1)

    @property
    def last_day(self) -> date:
        month = self.part * self.months
        following = date(self.year + month // 12, month % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def quarter_index(self) -> int:
        """t of method.md 1.1: 0 is 2020-Q4; for other frequencies, that of the quarter in which the period ends."""
        quarter = (self.last_day.month - 1) // 3 + 1
        return (self.year - BASELINE_YEAR) * 4 + quarter - 4

    @property
    def round(self) -> "Period":
        """The quarterly collection round in which this period falls due: the quarter in which it ends."""
        return quarter_at(self.quarter_index)

    def shifted(self, steps: int) -> "Period":
        """The period `steps` later (earlier if negative) of the same frequency."""
        per_year = 12 // self.months
        position = self.year * per_year + self.part - 1 + steps
        return Period(position // per_year, position % per_year + 1, self.frequency)


def parse_period(text: str) -> Period:
    """The period written as `2026-07`, `2026-Q3`, `2026-H1` or `2026`; ValueError for anything else."""
    for frequency, pattern in _PATTERNS.items():
        match = pattern.fullmatch(text)
        if match:
            return Period(int(match[1]), int(match[2] or 1), frequency)
    raise ValueError(f"not a reporting period: {text!r}")


def quarter_at(index: int) -> Period:
    """The quarter with method.md's t: 0 is 2020-Q4."""
    position = BASELINE_YEAR * 4 + 3 + index
    return Period(position // 4, position % 4 + 1, Frequency.QUARTER)


def periods_ending_in(quarter: Period, frequency: Frequency) -> tuple[Period, ...]:
    """The periods of `frequency` that fall due in a quarterly round: three months, one quarter, or the half or year that ends in it."""
    if frequency is Frequency.MONTH:
        return tuple(Period(quarter.year, quarter.part * 3 + offset, frequency) for offset in (-2, -1, 0))
    if frequency is Frequency.QUARTER:
        return (quarter,)
    last_month = quarter.part * 3
    months = _MONTHS[frequency]
    return (Period(quarter.year, last_month // months, frequency),) if last_month % months == 0 else ()
