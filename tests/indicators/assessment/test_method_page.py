"""docs/method.md says what rules, steps, cases and measurements say now, and shows every case beside Open SDG."""

import pytest
from case_chapter import render_cases
from method_page import DOCUMENT, render_example, render_page
from readable_cases import load_cases

from dashboard.services.method_document import CHAPTERS, SOURCES, chapter_of
from indicators.catalogue.load import load_catalogue

CATALOGUE = load_catalogue()
PAGE = DOCUMENT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def cases() -> str:
    return render_cases()


def test_docs_method_is_up_to_date() -> None:
    """If it is not: PYTHONPATH=. python tests/indicators/assessment/method_page.py"""
    assert render_page() == PAGE


def test_every_rule_stands_in_it_in_both_languages() -> None:
    for rule in CATALOGUE.rules.values():
        assert f"`{rule.id}`" in PAGE, rule.id
        assert rule.text.zh in PAGE
        assert rule.text.en in PAGE


def test_every_module_it_names_exists_and_rules_find_their_chapter() -> None:
    for chapter in CHAPTERS:
        for module in chapter.modules:
            place = SOURCES / "assessment" / module
            assert place.with_suffix(".py").exists() or place.resolve().is_dir(), module
    assert {chapter_of(rule) for rule in CATALOGUE.rules.values()} <= {chapter.code for chapter in CHAPTERS} | {"other"}


def test_every_case_stands_in_it_with_its_arithmetic(cases: str) -> None:
    for case in load_cases():
        assert f"#### {case.name}\n" in cases
        assert all(line in cases for line in case.arithmetic)


def test_where_the_two_scores_differ_the_reason_is_given(cases: str) -> None:
    rows = [line.strip("| ").split(" | ") for line in cases.splitlines() if line.startswith("| R")]
    assert len(rows) > 100
    differing = [row for row in rows if row[-1] != "一致 agree"]
    assert 10 < len(differing) < len(rows)
    assert all(len(row[-1]) > 10 for row in differing)


def test_the_worked_example_ends_in_the_published_verdict() -> None:
    assert "-41.6" in render_example()
    assert "46.8 %" in render_example()
