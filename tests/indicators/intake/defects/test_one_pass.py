"""A sample of what benchmarks/one_pass.py measures: every planted defect is listed at its cell, and mending the list is enough."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.intake.codes import PROBLEM_CODES
from indicators.intake.raw import RawKind
from tests.indicators.intake.defects.defect import Expected, Planted
from tests.indicators.intake.defects.oracle import judge
from tests.indicators.intake.defects.planting import all_defects, places_of, plant_one
from tests.indicators.intake.defects.runs import Outcome, run_mutated, run_several, run_single, unanswered
from tests.indicators.intake.defects.templates import TEMPLATES, load_template

SMALL = (("CPD", "2024-05"), ("CPLAC", "2026-Q2"), ("MOF", "2026-Q2"), ("NRTA", "2026-Q2"), ("SPC", "2025-Q4"), ("CAC", "2026-Q3"))
BY_SIZE = (*SMALL, ("MCA", "2024-05"), ("ACWF", "2025-Q4"), ("MCA", "2026-Q3"), ("MPS", "2024-05"), ("MPS", "2026-Q3"), ("MPS", "2025-Q4"))
SEVERAL = 10
MUTATED = 12
BY_CODE = {defect.code: defect for defect in reversed(all_defects()) if defect.code}
"""One kind for each code."""


def faults(outcome: Outcome) -> list[str]:
    verdict = outcome.verdict
    left = [f"left: {one.code} {one.sheet}!{one.cell}" for one in outcome.left]
    return [*verdict.missed, *verdict.misplaced, *(f"without cause: {one}" for one in verdict.false), *left]


def home_of(code: str) -> tuple[str, str]:
    """The first template, small ones before large, in which a defect with this code can be planted."""
    return next(key for key in BY_SIZE if places_of(BY_CODE[code], key))


def test_there_are_enough_kinds_and_templates() -> None:
    reported = [defect for defect in all_defects() if defect.code]
    assert len({defect.name for defect in reported}) == len(reported) >= 80
    assert len({defect.code for defect in reported}) >= 50
    assert len({department for department, _ in TEMPLATES}) == 17
    assert all(defect.code in PROBLEM_CODES and PROBLEM_CODES[defect.code] for defect in reported)


@pytest.mark.parametrize("key", SMALL, ids="_".join)
def test_a_clean_workbook_raises_no_alarm(key: tuple[str, str]) -> None:
    template = load_template(key)
    assert [one.code for one in template.check(template.book).problems if one.severity != "note"] == []


@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_a_defect_is_listed_at_its_cell_and_mended_from_the_list(code: str) -> None:
    outcome = run_single(home_of(code), BY_CODE[code], Random(code))
    assert faults(outcome) == []


def test_none_of_several_defects_hides_another_and_one_pass_mends_all() -> None:
    dice = Random(2)
    outcomes = [run_several(dice.choice(SMALL), dice) for _ in range(SEVERAL)]
    assert [(one.seeded.template.name, found) for one in outcomes if (found := faults(one))] == []
    assert sum(one.verdict.wanted for one in outcomes) >= 2 * SEVERAL


def test_a_workbook_changed_at_random_is_never_turned_away_without_a_problem() -> None:
    dice = Random(3)
    assert [fault for _ in range(MUTATED) if (fault := run_mutated(dice.choice(SMALL), dice))] == []


@settings(max_examples=12, deadline=None)
@given(kind=st.sampled_from(list(RawKind)), text=st.text(max_size=40), row=st.integers(1, 40), column=st.integers(1, 12))
def test_whatever_stands_in_a_cell_gets_an_answer(kind: RawKind, text: str, row: int, column: int) -> None:
    template = load_template(("CPD", "2024-05"))
    book = template.book.copy()
    book.sheets[template.layout.sheets[0].name].put(row, column, (kind, text))
    assert unanswered(template.check(book)) == ""


def test_the_oracle_sees_what_is_missed_misplaced_or_without_cause() -> None:
    """The judge must be able to fail: a list that is empty, points elsewhere, or says too much is not found good."""
    template = load_template(("CPD", "2024-05"))
    seeded = plant_one(template, BY_CODE["negative"], Random(1))
    problems = template.check(seeded.book).problems
    assert judge(seeded.planted, ()).missed
    (defect, seed), *_ = seeded.planted
    elsewhere = Planted((Expected(seed.expected[0].code, seed.expected[0].sheet, "A1"),), seed.owns)
    assert judge(((defect, elsewhere),), problems).misplaced
    assert judge((), problems).false
