"""The problems of a workbook, grouped by what they ask of the sender: place, what was found, what is wrong, how to mend it."""

from collections.abc import Sequence

import streamlit as st

from dashboard.text.problem_sentences import describe_problem
from dashboard.text.say import Language, say
from dashboard.ui.markup import Table, table_html
from indicators.model.submission import Problem, Severity

_COLUMNS = ("place", "found", "message", "fix", "rule")
_SHOWN_PLACES = 3

_EMPTY = ("cell_empty", "pair_incomplete", "part_missing", "reason_missing", "series_empty")
"""Problems of a cell in which nothing stands."""


def show_problems(problems: Sequence[Problem], answered: Sequence[Problem], language: Language, where: str = "") -> None:
    """One fold for each group that has problems; what must be mended stands open. `where` tells two lists on one page apart."""
    if not problems and not answered:
        st.success(say(language, "submit.problems.none"))
    asked = {problem.fingerprint for problem in answered}
    for severity in (Severity.MUST_FIX, Severity.CONFIRM, Severity.NOTE):
        group = [problem for problem in problems if problem.severity is severity and problem.fingerprint not in asked]
        _show_group(severity, group, language, where)
    _show_group("answered", answered, language, where)


def problems_table(problems: Sequence[Problem], language: Language) -> Table:
    """One row a problem; several cells with the same problem stand in one row."""
    return Table(
        tuple(say(language, f"submit.problems.columns.{column}") for column in _COLUMNS), tuple(_row(p, language) for p in problems)
    )


def say_place(problem: Problem, language: Language) -> str:
    """`A2!C7`, or a folded range `A2!C7:C19，共13处`, or the whole file."""
    if not problem.sheet and not problem.cell:
        return say(language, "submit.problems.whole_file")
    first = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
    if not problem.also:
        return first
    count = len(problem.also) + 1
    if is_run((problem.cell, *problem.also)):
        return say(language, "submit.problems.range", first=first, last=problem.also[-1], n=count)
    some = ", ".join((first, *problem.also[: _SHOWN_PLACES - 1]))
    return some if count <= _SHOWN_PLACES else say(language, "submit.problems.places", first=some, n=count)


def is_run(cells: Sequence[str]) -> bool:
    """Whether A1 references stand directly below one another in one column."""
    columns = {cell.rstrip("0123456789") for cell in cells}
    rows = [int(cell[len(cell.rstrip("0123456789")) :] or 0) for cell in cells]
    return len(columns) == 1 and rows == list(range(rows[0], rows[0] + len(rows)))


def say_found(problem: Problem, language: Language) -> str:
    """What stood in the cell; personal data and protected values are never repeated."""
    if problem.value is None and problem.code not in _EMPTY:
        return say(language, "submit.problems.hidden") if problem.cell else "–"
    return problem.value or say(language, "submit.problems.empty")


def _show_group(name: str, problems: Sequence[Problem], language: Language, where: str) -> None:
    if problems:
        with st.expander(
            say(language, f"submit.problems.{name}", n=len(problems)), expanded=name == Severity.MUST_FIX, key=f"problems_{name}_{where}"
        ):
            st.html(table_html(problems_table(problems, language)))


def _row(problem: Problem, language: Language) -> tuple[str, ...]:
    message, fix = (text.in_language(language) for text in describe_problem(problem))
    return say_place(problem, language), say_found(problem, language), message, fix, problem.rule or "–"
