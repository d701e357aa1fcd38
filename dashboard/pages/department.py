"""One department: the indicators it answers for, its verdict where there can be one, its reporting."""

import streamlit as st

from dashboard.text.say import say
from dashboard.ui.cache import cached_explanation, scope_of, version_of
from dashboard.ui.choice import choose
from dashboard.ui.department_card import shares_table, show_seat
from dashboard.ui.inspection_list import show_inspections_of
from dashboard.ui.labels import subject_name
from dashboard.ui.markup import table_html
from dashboard.ui.period import choose_period
from dashboard.ui.session import current_desk, current_language
from dashboard.ui.subject_page import (
    show_contributions,
    show_crumbs,
    show_history,
    show_indicator_part,
    show_reporting,
    show_sources,
    show_why,
)
from dashboard.ui.verdict_card import show_verdict
from indicators.model.verdict import GradeBasis

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.department"), anchor=False)
left, right = st.columns(2, vertical_alignment="bottom")
with left:
    period = choose_period(desk, language)
if period is None:
    st.stop()
departments = [desk.actor.department] if desk.actor.department else list(desk.catalogue.departments)
with right:
    label = say(language, "ui.department")
    subject = choose("subject", label, departments, lambda code: desk.catalogue.departments[code].name.in_language(language))
show_crumbs(subject_name(subject, desk.catalogue, language), period, language)
show_seat(desk.catalogue.departments[subject], desk.catalogue, language)

found = cached_explanation(scope_of(desk), version_of(desk, period), period, subject, desk)
verdict, assessment = found.verdict, found.view.assessment
if assessment.provisional:
    st.warning(say(language, "subject.provisional"), icon=":material/info:")
narrative = verdict.grade_basis == GradeBasis.NARRATIVE_ONLY
if narrative:
    st.info(say(language, "department.narrative"))
else:
    show_verdict(found, desk.catalogue, language)

st.subheader(say(language, "department.shares.heading"), anchor=False)
st.html(table_html(shares_table(subject, assessment, desk.catalogue, language)))
show_reporting(verdict, desk, language)
if found.view.tier == "office":
    show_inspections_of(subject, desk, language)
if not narrative:
    first, second = st.columns(2, gap="large")
    with first:
        show_contributions(verdict, desk, language)
    with second:
        show_history(subject, desk, language)
    show_why(verdict, desk, language)
show_indicator_part(found, desk, language)
show_sources(found.view, language)
