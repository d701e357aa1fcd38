"""The completeness matrix: a symbol and a word for each department, what is missing first."""

import pandas as pd

from dashboard.text.say import Language
from dashboard.ui.completeness import completeness_table, say_completeness, state_chip
from indicators.catalogue.load import load_catalogue

ROWS = pd.DataFrame(
    [
        ("MPS", "accepted", 1, "2026-10-12", -3, "S-1"),
        ("MCA", "accepted", 2, "2026-10-18", 3, "S-2"),
        ("NHC", "late", 0, "", 5, ""),
        ("MOE", "submitted", 1, "2026-10-14", -1, "S-3"),
        ("MOJ", "returned", 1, "2026-10-13", -2, "S-4"),
    ],
    columns=["department", "state", "version", "received", "days_late", "submission"],
)


def test_missing_comes_first_and_symbols_differ():
    table = completeness_table(ROWS, load_catalogue(), Language.ZH)
    assert [row[1].mark.symbol for row in table.rows] == ["✕", "▲", "○", "◇", "●"]
    assert table.rows[0][1].word == "逾期未报"


def test_a_report_accepted_after_its_day_is_marked_late():
    assert state_chip("accepted", 3, Language.EN).mark.symbol == "◇"
    assert state_chip("accepted", 0, Language.EN).mark.symbol == "●"


def test_sentence_counts_add_up():
    assert say_completeness(ROWS, "2026-Q3", Language.ZH) == "2026年第三季度：应报5个部门，已接收2个，待审核1个，未报2个，其中逾期1个。"
