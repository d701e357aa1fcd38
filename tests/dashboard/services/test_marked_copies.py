"""The marked copy of a returned workbook carries the reviewer's own cells and words."""

import io
from pathlib import Path

from openpyxl import load_workbook

from dashboard.services.marked_copies import describe_mark, mark_workbook, returned_problems
from dashboard.services.views import TimelineEntry

WORKBOOK = Path(__file__).resolve().parents[3] / "sample_data" / "workbooks" / "good" / "NHC_2026-Q3.xlsx"
SHEET = "A3 救助、安置与康复"
SUBMITTED = TimelineEntry("2026-10-11T09:00:00", "liaison-nhc", "submit", "", "", ())


def returned(note: str, *cells: str) -> TimelineEntry:
    return TimelineEntry("2026-10-12T09:00:00", "reviewer-li", "return", "inconsistent", note, cells)


def test_the_cells_the_reviewer_meant_are_coloured_and_carry_the_words() -> None:
    note = '与民政部数据不符，请核对。=HYPERLINK("x")'
    marked = mark_workbook(WORKBOOK.read_bytes(), (), (SUBMITTED, returned(note, f"{SHEET}!C7", f"'{SHEET}'!$D$9")))
    book = load_workbook(io.BytesIO(marked))
    for cell in ("C7", "D9"):
        assert note in book[SHEET][cell].comment.text
        assert "数据前后矛盾" in book[SHEET][cell].comment.text
        assert book[SHEET][cell].fill.start_color.rgb == "FFF4B6B6"
    listed = book.worksheets[0]["D4"]
    assert note in listed.value
    assert listed.data_type == "s"


def test_words_without_a_cell_stand_in_the_list_for_the_whole_file() -> None:
    problems = returned_problems((SUBMITTED, returned("总体偏高", "nonsense", "A1!")))
    assert [(one.sheet, one.cell) for one in problems] == [("", "")]
    message, _ = describe_mark(problems[0])
    assert "总体偏高" in message.zh
    assert "figures contradict one another" in message.en


def test_only_the_last_return_counts() -> None:
    problems = returned_problems((SUBMITTED, returned("first", f"{SHEET}!C7"), SUBMITTED, returned("", f"{SHEET}!D9")))
    assert [(one.cell, one.facts["note"]) for one in problems] == [("D9", "")]
    assert describe_mark(problems[0])[0].en.endswith("(figures contradict one another).")
    assert returned_problems((SUBMITTED,)) == ()
