"""A question is asked once: never again while the cell and what it is compared with stand, always again when one of them changes.

Figures of one workbook are edited in memory at random, between two versions, together with the past they are compared with. Questions
about a whole sheet (a copied one) are not about one cell and are left to their own tests.
"""

from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_raw
from indicators.intake.layout import cell_name
from indicators.intake.limits import Limits
from indicators.intake.raw import RawKind, RawSheet, RawWorkbook, make_sheet
from indicators.intake.sandbox import read_in_child
from indicators.model.submission import Problem, Severity
from indicators.pipeline import split_questions
from indicators.store.submissions import StoredAnswer

WORKBOOK = Path(__file__).resolve().parents[2] / "sample_data" / "workbooks" / "good" / "NHC_2026-Q3.xlsx"
SHEET = "A3 救助、安置与康复"
ROWS = range(7, 13)
CELLS = [f"{column}{row}" for column in "CD" for row in ROWS]
TEXTS = ("约3", "2万", "900", "1200", "7")
SIGNED = StoredAnswer("backlog", "", "liaison", "2026-10-14", "another", "2026-10-14")
COMPARED_WITH_THE_PAST = {"jump", "jump_large", "unit_slip"}

edits = st.dictionaries(st.sampled_from(CELLS), st.sampled_from(TEXTS), max_size=6)
pasts = st.dictionaries(st.sampled_from(list(ROWS)), st.sampled_from((1.0, 2.0, 40.0)), max_size=3)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@cache
def sample() -> tuple[RawWorkbook, pd.DataFrame]:
    """The workbook as read, and its figures."""
    raw = read_in_child(WORKBOOK.read_bytes(), Limits())
    return raw, check_raw(raw, "x.xlsx", "", IntakeContext(catalogue(), date(2026, 10, 12))).observations


def edited(changes: dict[str, str]) -> RawWorkbook:
    def sheet(one: RawSheet) -> RawSheet:
        if one.name != SHEET:
            return one
        cells = [
            replace(cell, kind=RawKind.TEXT, text=changes[name]) if (name := cell_name(cell.row, cell.column)) in changes else cell
            for cell in one.cells
        ]
        return make_sheet(one.name, cells, one.state, (one.hidden_rows, one.hidden_columns), one.merges)

    raw = sample()[0]
    return replace(raw, sheets=tuple(map(sheet, raw.sheets)))


def past(scales: dict[int, float]) -> pd.DataFrame:
    """The same figures in six earlier quarters, those of some rows scaled."""
    figures = sample()[1].assign(submission="s", file="f", sha256="h", received="2026-07-01")
    factor = figures["cell"].str.slice(1).astype(int).map(lambda row: scales.get(row, 1.0))
    figures = figures.assign(numerator=figures["numerator"] * factor, denominator=figures["denominator"] * factor)
    quarters = ("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2")
    return pd.concat([figures.assign(period=quarter) for quarter in quarters], ignore_index=True)


def check(changes: dict[str, str], scales: dict[int, float]) -> CheckedWorkbook:
    context = IntakeContext(catalogue(), date(2026, 10, 12), known=past(scales))
    return check_raw(edited(changes), "x.xlsx", "", context)


def asked(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    """(code, cell) of every question about one figure."""
    questions = [one for one in problems if one.severity is Severity.CONFIRM and one.sheet == SHEET and not one.code.startswith("copied")]
    return {(one.code, cell) for one in questions for cell in one.cells}


@settings(max_examples=25, deadline=None)
@given(edits, pasts, edits, pasts)
def test_only_what_changed_is_asked_again(first, first_past, changes, later_past):
    second = first | changes
    before, after = check(first, first_past), check(second, later_past)
    answers = {mark: SIGNED for one in before.problems if one.severity is Severity.CONFIRM for mark in one.fingerprints}
    answered, unanswered, unsigned = split_questions(after.problems, answers)
    assert unsigned == ()
    assert asked(answered) | asked(unanswered) == asked(after.problems)
    assert not asked(answered) & asked(unanswered)
    for code, cell in asked(after.problems):
        row = int(cell[1:])
        own_text = first.get(cell) == second.get(cell)
        own_past = first_past.get(row, 1.0) == later_past.get(row, 1.0)
        whole_row = own_past and all(first.get(f"{column}{row}") == second.get(f"{column}{row}") for column in "CD")
        if (code, cell) in asked(before.problems) and whole_row:
            assert (code, cell) in asked(answered), "asked again though nothing changed"
        if not own_text or (code in COMPARED_WITH_THE_PAST and not own_past):
            assert (code, cell) in asked(unanswered), "not asked again though it changed"


def test_one_changed_cell_of_a_folded_question_is_asked_alone():
    before = check({"C7": "约3", "C8": "约3", "C9": "约3"}, {})
    after = check({"C7": "约3", "C8": "约3", "C9": "约3", "C10": "约3", "D7": "约4"}, {})
    answers = {mark: SIGNED for one in before.problems for mark in one.fingerprints}
    answered, unanswered, _ = split_questions(after.problems, answers)
    assert {("reading_suggested", cell) for cell in ("C7", "C8", "C9")} <= asked(answered)
    assert {cell for code, cell in asked(unanswered) if code == "reading_suggested"} == {"C10", "D7"}


def test_a_figure_of_the_next_round_is_another_figure():
    (question,) = [one for one in check({"C7": "约3"}, {}).problems if one.code == "reading_suggested"]
    later = replace(question, figure=question.figure.replace("2026-Q3", "2026-Q4"))
    assert split_questions((later,), dict.fromkeys(question.fingerprints, SIGNED))[1] == (later,)


def test_a_rule_that_asks_for_two_is_settled_by_two():
    alone = replace(SIGNED, second_by=None)
    problems = tuple(one for one in check({"C9": "900", "D9": "1200"}, {}).problems if one.code == "jump_large")
    assert problems and all(one.needs_second for one in problems)
    marks = [mark for one in problems for mark in one.fingerprints]
    assert split_questions(problems, dict.fromkeys(marks, alone)) == ((), problems, problems)
    assert split_questions(problems, dict.fromkeys(marks, SIGNED)) == (problems, (), ())
