"""The office's section about other rules: the choice of a published assessment and of rules, and what would change. Nothing is kept."""

from collections.abc import Sequence

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.refusals import REFUSALS, explain_refusal
from dashboard.services.rule_comparison import OtherRules, RulesVersion, Source, compare_rules, list_comparable, list_rule_versions
from dashboard.text.figures import say_date, say_number, say_period, say_time
from dashboard.text.rule_sentences import say_because, say_lines, say_shifts, say_summary
from dashboard.text.say import Language, say
from dashboard.ui.labels import grade_chip, subject_name
from dashboard.ui.markup import Table, Value, table_html
from dashboard.ui.method_text import say_rule_value
from dashboard.ui.verdict_sentences import say_outcome_change
from indicators.catalogue.catalogue import Catalogue
from indicators.model.rule_comparison import RuleChange, RuleComparison, VerdictChange

_VERDICT_COLUMNS = ("subject", "before", "after", "score", "cause", "because")
_RULE_COLUMNS = ("text", "before", "after", "id")


def show_rule_comparison(desk: Desk, language: Language) -> None:
    """The form and, once it was sent, the result."""
    published = dict(list_comparable(desk))
    if not published:
        st.caption(say(language, "rule_comparison.none_published"))
        return
    st.markdown(say(language, "rule_comparison.lead"))
    options = _options(list_rule_versions(desk), language)
    with st.form("rule_comparison", border=False):
        left, right = st.columns(2)
        label = say(language, "rule_comparison.period")
        period = left.selectbox(label, list(published), format_func=lambda code: say_period(code, language))
        chosen = right.selectbox(say(language, "rule_comparison.source"), list(options), format_func=options.__getitem__)
        text = st.text_area(say(language, "rule_comparison.proposal"), placeholder="line_criticise_floor: 12", height=100)
        sent = st.form_submit_button(say(language, "rule_comparison.run"))
    if sent:
        other = OtherRules(Source.TEXT, text) if chosen.source is Source.TEXT else chosen
        try:
            _show(compare_rules(desk, published[period], other), desk.catalogue, language)
        except REFUSALS as refusal:
            # Said here, so that the rest of the page stays.
            st.warning(explain_refusal(language, refusal), icon=":material/block:")


def verdict_changes_table(comparison: RuleComparison, catalogue: Catalogue, language: Language) -> Table:
    """One row a subject whose verdict changes."""
    rows = tuple(_verdict_row(change, comparison.rules, catalogue, language) for change in comparison.verdicts)
    return Table(_head("verdicts", _VERDICT_COLUMNS, language), rows, frozenset({3}), say(language, "rule_comparison.verdicts.heading"))


def rule_changes_table(comparison: RuleComparison, language: Language) -> Table:
    """One row a rule with another value."""
    rows = tuple(
        (change.text.in_language(language), *(_say_value(value, language) for value in (change.before, change.after)), change.id)
        for change in comparison.rules
    )
    return Table(_head("rules", _RULE_COLUMNS, language), rows, frozenset(), say(language, "rule_comparison.rules.heading"))


def _options(versions: tuple[RulesVersion, ...], language: Language) -> dict[OtherRules, str]:
    """The choices: proposed values, the present rules, the days on which other ones begin, the versions kept with assessments."""
    options = {OtherRules(Source.TEXT, ""): say(language, "rule_comparison.sources.text")}
    for each in versions:
        key = "kept" if each.kept else "present"
        facts = {"version": each.version} | ({"day": say_time(each.kept, language)} if each.kept else {})
        options[OtherRules(Source.VERSION, each.version)] = say(language, f"rule_comparison.sources.{key}", **facts)
        for day in each.days[1:]:
            options[OtherRules(Source.DAY, day.isoformat())] = say(language, "rule_comparison.sources.day", day=say_date(day, language))
    return options


def _show(comparison: RuleComparison, catalogue: Catalogue, language: Language) -> None:
    st.markdown(f"**{say_summary(comparison, language)}**")
    names = {code: subject_name(code, catalogue, language) for code in (*catalogue.regions, *catalogue.departments)}
    told = (say_lines(comparison, language), *say_shifts(comparison, names, language))
    if not comparison.as_published:
        told = (*told, say(language, "rule_comparison.not_as_published"))
    st.markdown("\n\n".join(sentence for sentence in told if sentence))
    if comparison.verdicts:
        st.html(table_html(verdict_changes_table(comparison, catalogue, language)))
    if comparison.rules:
        st.html(table_html(rule_changes_table(comparison, language)))
    else:
        st.caption(say(language, "rule_comparison.no_rule"))


def _verdict_row(change: VerdictChange, rules: Sequence[RuleChange], catalogue: Catalogue, language: Language) -> tuple[Value, ...]:
    scores = " → ".join(say_number(score, language) for score in (change.score_before, change.score_after))
    cause = (
        say_outcome_change(change.outcomes[0], catalogue, language)
        if change.outcomes
        else say(language, "rule_comparison.earlier_quarters")
    )
    return (
        subject_name(change.subject, catalogue, language),
        grade_chip(change.grade_before, language),
        grade_chip(change.grade_after, language),
        scores,
        cause,
        say_because(change, language, rules),
    )


def _say_value(value: object, language: Language) -> str:
    return "–" if value is None else say_rule_value(value, language)


def _head(table: str, columns: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return tuple(say(language, f"rule_comparison.{table}.columns.{column}") for column in columns)
