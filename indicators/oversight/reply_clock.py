"""The right of reply as a clock of working days (method.md 1.11, process): notified, data check, reply."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class ReplyTimes:
    """Working days from the day of notification to the end of the data check and to the end of the reply (10 and 25)."""

    data_check: int
    reply: int


@dataclass(frozen=True, slots=True)
class ReplyClock:
    """Day 0 and the last days on which the data may be checked and a reply may be given."""

    notified: date
    check_due: date
    reply_due: date


def start_clock(notified: date, times: ReplyTimes, is_working_day: Callable[[date], bool]) -> ReplyClock:
    """The clock that starts on the day of notification; ValueError if the check would outlast the reply."""
    if not 0 < times.data_check <= times.reply:
        raise ValueError(f"not a right of reply: {times}")
    check_due = working_days_after(notified, times.data_check, is_working_day)
    return ReplyClock(notified, check_due, working_days_after(notified, times.reply, is_working_day))


def working_days_after(day: date, count: int, is_working_day: Callable[[date], bool]) -> date:
    """The `count`-th working day after a day, which itself does not count."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day
