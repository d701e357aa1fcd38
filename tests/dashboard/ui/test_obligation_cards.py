"""A card says how many days are left in words that fit the state."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.services.views import Obligation
from dashboard.text.say import Language
from dashboard.ui.obligation_cards import say_due, say_obligations, state_chip


def obligation(days: int = 4, state: str = "not_started") -> Obligation:
    return Obligation("MPS", "2026-Q3", 12, 384, date(2026, 10, 15), days, state, None, 0, "download")


@pytest.mark.parametrize(
    ("days", "state", "said"),
    [
        (4, "not_started", "2026年10月15日截止　还有4天"),
        (0, "not_started", "2026年10月15日截止　今日截止"),
        (-5, "returned", "2026年10月15日截止　已逾期5天"),
        (-5, "accepted", "2026年10月15日截止"),
    ],
)
def test_due_day_in_words(days, state, said):
    assert say_due(obligation(days, state), Language.ZH) == said


def test_returned_in_time_is_in_hand_and_not_overdue():
    owed = replace(obligation(-5, "returned"), returned_days=3, in_time=True)
    assert say_due(owed, Language.ZH) == "2026年10月15日截止　按时报送，已退回，在手3天"
    assert say_due(owed, Language.EN) == "due 15 October 2026　reported in time; returned, days in hand: 3"
    assert say_obligations((owed,), "公安部", Language.ZH) == "公安部：1项报送任务待完成，0项已逾期。"


def test_lead_counts_what_is_open_and_overdue():
    owed = (obligation(), obligation(-5, "in_work"), obligation(-5, "accepted"))
    assert say_obligations(owed, "公安部", Language.ZH) == "公安部：2项报送任务待完成，1项已逾期。"
    assert say_obligations(owed[2:], "公安部", Language.ZH) == "公安部：没有待完成的报送任务。"


def test_returned_and_accepted_differ_in_symbol():
    assert len({state_chip(state, Language.EN).mark.symbol for state in ("returned", "accepted", "submitted")}) == 3
