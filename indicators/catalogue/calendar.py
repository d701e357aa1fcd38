"""Days on which reports are due: 15 calendar days after a period, moved to the next working day of the State Council's calendar.

Outside the years that the calendar package knows, Monday to Friday count as working days. Knows no clock.
"""

from datetime import date, timedelta, timezone

import chinese_calendar

from indicators.model.period import Period

BEIJING = timezone(timedelta(hours=8))
"""The zone of all due days."""
DAYS_AFTER_PERIOD = 15
_SATURDAY = 5


def due_date(period: Period, days: int = DAYS_AFTER_PERIOD) -> date:
    """The last day on which a report of `period` is in time (method.md 1.1): `days` after its end, or the next working day.

    For a figure that comes in a quarterly round pass `period.round`.
    """
    day = period.last_day + timedelta(days=days)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def is_working_day(day: date) -> bool:
    """Whether offices work on that day; make-up working days at weekends count."""
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return day.weekday() < _SATURDAY
