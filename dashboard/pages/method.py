"""How a verdict is made, in plain words, with every threshold."""

import streamlit as st

from dashboard.services.assessments import sees_exact
from dashboard.text.say import say
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.method_text import checks_table, grades_table, rules_table, show_side_notes, show_steps, standings_table
from dashboard.ui.rule_comparison import show_rule_comparison
from dashboard.ui.session import current_desk, current_language

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.method"), anchor=False)
st.html(lead_html(say(language, "method.lead")))
left, right = st.columns([3, 2], gap="large")
with left:
    st.subheader(say(language, "method.steps.heading"), anchor=False)
    show_steps(language)
with right:
    st.subheader(say(language, "method.grades.heading"), anchor=False)
    st.html(table_html(grades_table(language)))
    st.subheader(say(language, "method.standings.heading"), anchor=False)
    st.html(table_html(standings_table(language)))
    show_side_notes(language)
with st.expander(say(language, "method.rules.heading"), key="rules"):
    st.html(table_html(rules_table(desk.catalogue, language)))
if sees_exact(desk):
    with st.expander(say(language, "rule_comparison.heading"), key="rule_comparison"):
        show_rule_comparison(desk, language)
with st.expander(say(language, "method.checks.heading"), key="checks"):
    st.html(table_html(checks_table(desk.catalogue, language)))
