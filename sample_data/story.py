"""Who filed what and when: the history of every collection round up to the demonstration's day, as data.

2026-Q2 is the last round frozen and published; 2026-Q3 is open on 20 October 2026. What the files contain is in workbooks.py.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from indicators.catalogue.calendar import DAYS_AFTER_PERIOD, due_date, is_working_day
from indicators.catalogue.catalogue import Catalogue
from indicators.model.area import Area
from indicators.model.period import Period, parse_period, periods_ending_in
from indicators.model.words import Bilingual
from sample_data.planted import LATE_DEPARTMENT, OPEN_ROUND
from sample_data.scale import generator_for
from sample_data.special_action import MONTHS
from sample_data.truth import QUARTERS

AS_OF = date(2026, 10, 20)
LATE_SINCE = parse_period("2024-Q1")


class Outcome(StrEnum):
    """What became of one version of a workbook."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    WAITING = "waiting"
    DRAFT = "draft"
    REPLACED = "replaced"
    """Its sender filed again before the office had looked at it."""


@dataclass(frozen=True, slots=True)
class Round:
    """One collection round: `due` is the last day for filing; `frozen` and `published` are None while it is open."""

    code: str
    opened: date
    due: date
    closed: date | None
    frozen: date | None
    published: date | None


@dataclass(frozen=True, slots=True)
class Review:
    """The office's answer to one version: by whom, when, and for a return the reason code and the words to the sender."""

    by: str
    at: datetime
    reason: str = ""
    note: Bilingual = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Filing:
    """One version of one department's workbook; a returned one holds the slip that its next version mends, a replaced one lower figures."""

    department: str
    round: str
    version: int
    at: datetime
    by: str
    outcome: Outcome
    review: Review | None


_EXPLAIN = Bilingual(
    "部分地区分母较上期明显异常，请核实后重新报送。（样例）",
    "The denominators of some regions are far out of line with the last period; please verify and file again. (sample)",
)
RETURNED_ONCE: frozenset[tuple[str, str]] = frozenset(
    {
        ("MPS", "2021-Q1"),
        ("MCA", "2021-Q2"),
        ("CPD", "2021-Q4"),
        ("NHC", "2022-Q2"),
        ("MOE", "2022-Q4"),
        ("CPLAC", "2023-Q3"),
        ("MOHRSS", "2023-Q4"),
        ("MCA", "2024-Q2"),
        ("NRTA", "2024-Q4"),
        ("MPS", "2025-Q2"),
        ("CPD", "2025-Q4"),
        ("MOJ", "2026-Q2"),
        ("MCA", "2026-Q2"),
    }
)
"""Earlier workbooks that were sent back once and accepted as version 2."""
REPLACED_ONCE: frozenset[tuple[str, str]] = frozenset({("CPD", "2025-Q3"), ("CPD", "2026-Q1"), ("CPD", "2026-Q2")})
"""Workbooks that came early and once more in the last days (patterns.py)."""

OPEN_OUTCOMES = {
    "CAC": Outcome.ACCEPTED,
    "CPLAC": Outcome.ACCEPTED,
    "MPS": Outcome.WAITING,
    "CPD": Outcome.RETURNED,
    "NHC": Outcome.DRAFT,
}
"""Where the departments stand in the open round; who is not named has filed nothing."""


def demo_rounds() -> tuple[Round, ...]:
    """All rounds up to the demonstration's day, the earliest due first."""
    rounds = [_round(period) for period in (*QUARTERS, *MONTHS)]
    return tuple(sorted(rounds, key=lambda item: (item.due, item.code)))


def departments_due(catalogue: Catalogue, round_code: str) -> tuple[str, ...]:
    """The departments that owe a workbook in a round, in the catalogue's order."""
    period = parse_period(round_code)
    owing = []
    for department in catalogue.reporting_departments():
        for indicator in catalogue.led_by(department.code):
            special = indicator.area == Area.SPECIAL_ACTION
            if special if period in MONTHS else not special and periods_ending_in(period, indicator.frequency):
                owing.append(department.code)
                break
    return tuple(owing)


def demo_filings(catalogue: Catalogue) -> tuple[Filing, ...]:
    """Every version of every workbook that was uploaded up to the demonstration's day, in time order."""
    filings = [filing for item in demo_rounds() for code in departments_due(catalogue, item.code) for filing in _filings(code, item)]
    return tuple(sorted(filings, key=lambda filing: (filing.at, filing.department, filing.version)))


def _round(period: Period) -> Round:
    opened, due = period.last_day + timedelta(days=1), due_date(period)
    if period.code == OPEN_ROUND:
        return Round(period.code, opened, due, None, None, None)
    return Round(period.code, opened, due, due_date(period, 43), due_date(period, 44), due_date(period, 50))


def _filings(department: str, item: Round) -> tuple[Filing, ...]:
    random = generator_for("filing", department, item.code)
    late = department == LATE_DEPARTMENT and parse_period(item.code).last_day >= LATE_SINCE.first_day
    twice = (department, item.code) in RETURNED_ONCE
    days = [day for day in _days(item.opened, item.due) if is_working_day(day)]
    day = days[int(random.integers(2))] if twice else days[-int(random.integers(1, 6))]
    if late:
        day = due_date(parse_period(item.code), DAYS_AFTER_PERIOD + int(random.integers(6, 15)))
    first = _filing(department, item, 1, _at(day, int(random.integers(8, 18)), int(random.integers(0, 60))))
    if item.code == OPEN_ROUND:
        return _open_filings(department, first)
    if (department, item.code) in REPLACED_ONCE:
        early = _filing(department, item, 1, _at(days[0], 10, 20))
        return (replace(early, outcome=Outcome.REPLACED), _accepted(replace(first, version=2)))
    if not twice:
        return (_accepted(first),)
    returned = _returned(first)
    again = _filing(department, item, 2, first.at + timedelta(days=4))
    return (returned, _accepted(again))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=step) for step in range((last - first).days + 1)]


def _open_filings(department: str, first: Filing) -> tuple[Filing, ...]:
    outcome = OPEN_OUTCOMES.get(department)
    if outcome is None:
        return ()
    if outcome is Outcome.ACCEPTED:
        return (_accepted(first),)
    if outcome is Outcome.RETURNED:
        return (_returned(first),)
    return (Filing(department, first.round, 1, first.at, first.by, outcome, None),)


def _filing(department: str, item: Round, version: int, at: datetime) -> Filing:
    return Filing(department, item.code, version, at, f"liaison-{department.lower()}", Outcome.WAITING, None)


def _accepted(filing: Filing) -> Filing:
    review = Review("reviewer-chen", filing.at + timedelta(days=3))
    return Filing(filing.department, filing.round, filing.version, filing.at, filing.by, Outcome.ACCEPTED, review)


def _returned(filing: Filing) -> Filing:
    review = Review("reviewer-lin", filing.at + timedelta(days=2), "unexplained", _EXPLAIN)
    return Filing(filing.department, filing.round, filing.version, filing.at, filing.by, Outcome.RETURNED, review)


def _at(day: date, hour: int, minute: int) -> datetime:
    return datetime.combine(day, time(hour, minute))
