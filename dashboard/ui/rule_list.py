"""The validation rules: a table of all of them, and one in full with what it reports."""

import streamlit as st

from dashboard.services.rules import RuleView
from dashboard.text.say import Language, say
from dashboard.ui.markup import Table, definitions_html, table_html

_COLUMNS = ("id", "text", "example", "severity")
_FINDING_COLUMNS = ("message", "fix", "severity")


def rule_table(rules: tuple[RuleView, ...], language: Language) -> Table:
    """One row for each rule: number, text, an example, what becomes of a file that breaks it."""
    rows = tuple(
        (
            rule.id,
            rule.text.in_language(language),
            rule.example.in_language(language),
            say(language, f"rules.severity.{rule.severity}"),
        )
        for rule in rules
    )
    return Table(tuple(say(language, f"rules.columns.{column}") for column in _COLUMNS), rows)


def choose_rule(rules: tuple[RuleView, ...], language: Language) -> RuleView:
    """The rule to be shown in full; the first one at the beginning."""
    by_id = {rule.id: rule for rule in rules}
    label = say(language, "rules.choose")
    chosen = st.selectbox(label, list(by_id), format_func=lambda id: f"{id}　{by_id[id].text.in_language(language)}", key="rule")
    return by_id[str(chosen)]


def show_rule(rule: RuleView, language: Language) -> None:
    """What the registry says about one rule in words, and the sentences of what it reports."""
    told = [(name, getattr(rule, name).in_language(language)) for name in ("reason", "blames", "example")]
    told += [("severity", say(language, f"rules.severity.{rule.severity}")), ("missing", say(language, f"rules.missing.{rule.missing}"))]
    st.html(definitions_html([(say(language, f"rules.detail.{name}"), text) for name, text in told]))
    if rule.findings:
        st.subheader(say(language, "rules.findings"), anchor=False)
        st.html(table_html(_findings(rule, language)))


def _findings(rule: RuleView, language: Language) -> Table:
    rows = tuple(
        (
            finding.message.in_language(language),
            finding.fix.in_language(language),
            say(language, f"rules.severity.{finding.severity}"),
        )
        for finding in rule.findings
    )
    return Table(tuple(say(language, f"rules.columns.{column}") for column in _FINDING_COLUMNS), rows)
