"""The method in plain words, and its thresholds and checks as tables from the catalogue."""

from collections.abc import Mapping
from datetime import date

import streamlit as st

from dashboard.charts.marks import GRADE_MARKS, Standing
from dashboard.text.figures import say_date
from dashboard.text.say import Language, say
from dashboard.ui.labels import grade_chip, standing_chip
from dashboard.ui.markup import Table
from indicators.catalogue.catalogue import Catalogue

STEPS = ("path", "pool", "score", "missing", "lines", "proof", "people")
SIDE_NOTES = ("detection", "small")
_REFERENCES: Mapping[str, str] = {"special action plan": "special_action", "process": "process"}
_WORDS = ("indicator", "below", "above", "where", "at_least", "none")
_RULE_COLUMNS = ("text", "value", "since", "reference", "id")
_CHECK_COLUMNS = ("id", "text", "reason", "severity")


def show_steps(language: Language) -> None:
    """The seven steps from figures to a verdict."""
    for step in STEPS:
        st.markdown(f"**{say(language, f'method.steps.{step}.heading')}**")
        st.markdown(say(language, f"method.steps.{step}.body"))


def show_side_notes(language: Language) -> None:
    """What is deliberately not compared, and what is not shown."""
    for note in SIDE_NOTES:
        st.subheader(say(language, f"method.{note}.heading"), anchor=False)
        st.markdown(say(language, f"method.{note}.body"))


def grades_table(language: Language) -> Table:
    """The six verdicts with their meaning."""
    head = tuple(say(language, f"method.grades.columns.{column}") for column in ("grade", "meaning"))
    return Table(head, tuple((grade_chip(grade, language), say(language, f"verdicts.grade_meaning.{grade}")) for grade in GRADE_MARKS))


def standings_table(language: Language) -> Table:
    """Where a score can stand between the lines."""
    head = tuple(say(language, f"method.standings.columns.{column}") for column in ("standing", "meaning"))
    return Table(head, tuple((standing_chip(name, language), say(language, f"method.standings.{name}")) for name in Standing))


def rules_table(catalogue: Catalogue, language: Language) -> Table:
    """Every threshold and weight in force, with its date and reference."""
    rules = catalogue.rules.values()
    caption = say(language, "method.rules.sentence", n=len(rules), version=catalogue.rules_version)
    rows = tuple(
        (
            rule.text.in_language(language),
            say_rule_value(rule.value, language),
            say_date(date.fromisoformat(str(rule.since)), language),
            say_reference(rule.reference, language),
            rule.id,
        )
        for rule in rules
    )
    return Table(tuple(say(language, f"method.rules.columns.{column}") for column in _RULE_COLUMNS), rows, frozenset({2}), caption)


def checks_table(catalogue: Catalogue, language: Language) -> Table:
    """The rules by which a workbook is checked, those in force first."""
    checks = sorted(catalogue.check_rules.values(), key=lambda check: (not check.active, check.id))
    active = sum(check.active for check in checks)
    caption = say(language, "method.checks.sentence", active=active, other=len(checks) - active)
    rows = tuple(
        (
            check.id,
            check.text.in_language(language),
            check.reason.in_language(language),
            say(language, f"method.checks.severity.{check.severity}"),
        )
        for check in checks
        if check.active
    )
    return Table(tuple(say(language, f"method.checks.columns.{column}") for column in _CHECK_COLUMNS), rows, frozenset(), caption)


def say_rule_value(value: object, language: Language) -> str:
    """The value as it stands in the rules: `A1 1, A2 1` for a mapping, the items of a list one under another."""
    match value:
        case dict():
            return ", ".join(f"{_say_word(str(key), language)} {say_rule_value(item, language)}" for key, item in value.items())
        case list() | tuple():
            return "\n".join(say_rule_value(item, language) for item in value)
        case float():
            return f"{value:.4g}"
    return _say_word(str(value), language)


def say_reference(reference: str, language: Language) -> str:
    """Where a rule comes from; sections and rule codes stand as they are, the few words among them in the language."""
    for words, name in _REFERENCES.items():
        reference = reference.replace(words, say(language, f"method.reference.{name}"))
    return reference


def _say_word(text: str, language: Language) -> str:
    """A word of the rules in the language; codes and numbers as they are."""
    return say(language, f"method.value.{text}") if text in _WORDS else text
