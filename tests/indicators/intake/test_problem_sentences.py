"""Every problem that intake can report is said in both languages, with what to do."""

import pytest
from intake_workbooks import check, describe, make_empty, put

from dashboard.text.say import say_both
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook
from indicators.intake.codes import PROBLEM_CODES, REFUSALS, TEMPLATE_CODES
from indicators.intake.layout import WorkbookLayout
from indicators.model.submission import Severity

_NAMES = (
    *("status_zh", "status_en", "suggested_zh", "suggested_en", "candidates_zh", "candidates_en", "row_zh", "row_en", "kind_zh", "kind_en"),
    *("found_zh", "found_en", "expected_zh", "expected_en", "department_zh", "department_en", "found", "suggested", "levels", "maximum"),
    *("numerator", "denominator", "total", "sum", "national", "xpcc", "before", "round", "open", "department", "expected", "period"),
    *("indicator_code", "first", "row", "column", "last", "series", "size", "limit", "count", "rows", "columns", "part"),
    *("label", "by", "on", "meaning_zh", "meaning_en", "part_zh", "part_en", "unit", "candidates", "factor"),
    *("increase", "counted", "added", "opening", "registered", "past", "factor", "population", "quarters", "periods", "same", "cells"),
    *("digits", "length", "value", "score", "points", "days", "limit_share", "found_share"),
    *(
        "after",
        "audit_after",
        "audit_before",
        "breakdown",
        "gate",
        "left",
        "left_en",
        "left_zh",
    ),
    *("others_en", "others_zh", "regions_en", "regions_zh", "right", "right_en", "right_zh", "text_en", "text_zh", "year"),
)
EVERY_FACT = {name: f"<{name}>" for name in _NAMES}


@pytest.mark.parametrize("code", sorted({*PROBLEM_CODES, *TEMPLATE_CODES}))
def test_every_code_has_message_and_fix_in_both_languages(code: str) -> None:
    message, fix = say_both(f"problems.{code}.message", **EVERY_FACT), say_both(f"problems.{code}.fix", **EVERY_FACT)
    assert all(text.strip() for text in (message.zh, message.en, fix.zh, fix.en))
    assert message.zh != message.en
    assert fix.zh != fix.en


def test_what_is_reported_carries_the_facts_its_sentence_needs(
    catalogue: Catalogue, layout: WorkbookLayout, clean: bytes, refused: dict[str, tuple[CheckedWorkbook, str]]
) -> None:
    name = next(sheet.name for sheet in layout.sheets if sheet.area == "A3")
    faults = {"C7": -1, "C8": "约5", "D9": None, "C10": 12.5, "C11": 99, "E12": "随便", "C13": "无", "D14": "45%", "B15": "吉林市"}
    checked = [each for each, _ in refused.values()]
    checked += [check(make_empty(catalogue), catalogue), check(clean, catalogue, department="MPS")]
    checked += [check(put(clean, {(name, cell): value for cell, value in faults.items()}), catalogue)]
    problems = [one for each in checked for one in each.problems]
    assert len({one.code for one in problems}) > 35
    for one in problems:
        message, fix = describe(one)
        assert message.zh
        assert fix.en


def test_a_refusal_is_never_less_than_must_fix() -> None:
    assert {PROBLEM_CODES[code][1] for code in REFUSALS} == {Severity.MUST_FIX}


def test_every_rule_named_exists_in_the_catalogue(catalogue: Catalogue) -> None:
    assert {rule for rule, _ in PROBLEM_CODES.values() if rule} <= set(catalogue.check_rules)
