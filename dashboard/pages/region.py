"""One region: its verdict, what it rests on, what would change it, down to the cell."""

import streamlit as st

from dashboard.text.say import say
from dashboard.ui.cache import cached_explanation, scope_of, version_of
from dashboard.ui.choice import choose
from dashboard.ui.figure import show_picture
from dashboard.ui.inspection_list import show_inspections_of
from dashboard.ui.labels import subject_name
from dashboard.ui.period import choose_period
from dashboard.ui.session import current_desk, current_language
from dashboard.ui.subject_charts import areas_picture
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

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.region"), anchor=False)
left, right = st.columns(2, vertical_alignment="bottom")
with left:
    period = choose_period(desk, language)
if period is None:
    st.stop()
regions = [desk.actor.region] if desk.actor.region else list(desk.catalogue.regions)
with right:
    subject = choose("subject", say(language, "ui.region"), regions, lambda code: desk.catalogue.regions[code].name.in_language(language))
name = subject_name(subject, desk.catalogue, language)
show_crumbs(name, period, language)

found = cached_explanation(scope_of(desk), version_of(desk, period), period, subject, desk)
verdict, assessment = found.verdict, found.view.assessment
if assessment.provisional:
    st.warning(say(language, "subject.provisional"), icon=":material/info:")
show_verdict(found, desk.catalogue, language)

areas_side, parts_side = st.columns(2, gap="large")
with areas_side:
    st.subheader(say(language, "subject.areas.heading"), anchor=False)
    show_picture(areas_picture(verdict, assessment.lines, desk.catalogue, language), language)
    show_history(subject, desk, language)
with parts_side:
    show_contributions(verdict, desk, language)
show_why(verdict, desk, language)
show_reporting(verdict, desk, language)
if found.view.tier == "office":
    show_inspections_of(subject, desk, language)
show_indicator_part(found, desk, language)
show_sources(found.view, language)
