"""A problem is shown by its place, what stood there and how to mend it; equal problems stand in one line."""

import pytest

from dashboard.text.say import Language
from dashboard.ui.problem_list import is_run, say_found, say_place
from indicators.model.submission import Problem, Severity


def problem(**changes: object) -> Problem:
    facts = {"code": "not_a_number", "rule": "V-01", "severity": Severity.MUST_FIX, "sheet": "A2", "cell": "C7", "value": "n/a"}
    return Problem(**{**facts, **changes})


def test_one_cell_is_named_by_sheet_and_cell():
    assert say_place(problem(), Language.ZH) == "A2!C7"


def test_a_run_of_cells_is_folded_with_its_count():
    below = tuple(f"C{row}" for row in range(8, 20))
    assert say_place(problem(also=below), Language.ZH) == "A2!C7:C19，共13处"
    assert say_place(problem(also=below), Language.EN) == "A2!C7:C19, 13 in all"


def test_scattered_cells_are_counted_and_the_first_named():
    assert say_place(problem(also=("D9", "F11", "H2")), Language.ZH) == "A2!C7, D9, F11等，共4处"


def test_a_problem_of_the_file_has_no_cell():
    assert say_place(problem(sheet="", cell=""), Language.EN) == "the whole file"


def test_what_may_not_be_repeated_is_not_shown():
    assert "不予显示" in say_found(problem(value=None), Language.ZH)
    assert say_found(problem(value=""), Language.EN) == "(empty)"


@pytest.mark.parametrize(
    ("cells", "run"), [(("C7", "C8", "C9"), True), (("C7", "C9"), False), (("C7", "D8"), False), (("AA10", "AA11"), True)]
)
def test_a_run_is_one_column_without_gaps(cells, run):
    assert is_run(cells) is run
