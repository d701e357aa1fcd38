"""Due dates follow the working calendar, and plain weekdays where it ends."""

from datetime import date

import pytest

from indicators.catalogue.calendar import due_date, is_working_day
from indicators.model.period import parse_period


@pytest.mark.parametrize(
    ("period", "due"),
    [
        ("2026-Q3", date(2026, 10, 15)),  # a Thursday
        ("2025-Q3", date(2025, 10, 15)),
        ("2022-Q4", date(2023, 1, 16)),  # 15 January 2023 was a Sunday
        ("2023-H1", date(2023, 7, 17)),  # 15 July 2023 was a Saturday
        ("2024-03", date(2024, 4, 15)),
    ],
)
def test_due_fifteen_days_after_the_period_or_the_next_working_day(period: str, due: date) -> None:
    assert due_date(parse_period(period)) == due


def test_a_make_up_saturday_counts_as_a_working_day() -> None:
    assert is_working_day(date(2024, 2, 4))  # a Sunday worked for the Spring Festival


def test_beyond_the_known_years_weekdays_count() -> None:
    assert due_date(parse_period("2029-Q3")) == date(2029, 10, 15)
    assert not is_working_day(date(2030, 6, 15))  # a Saturday
