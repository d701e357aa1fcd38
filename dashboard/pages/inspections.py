"""Inspections: what the office looks into, whose turn it is, what was found, and what it does to verdicts."""

from collections import Counter

import streamlit as st

from dashboard.services.inspections import list_inspections, read_detail
from dashboard.text.say import say
from dashboard.ui.choice import choose
from dashboard.ui.inspection_acts import show_acts
from dashboard.ui.inspection_list import inspection_option, inspections_table, show_inspection
from dashboard.ui.inspection_plan import show_finished, show_planning
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.session import current_desk, current_language

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.inspections"), anchor=False)
show_finished()
views = {view.id: view for view in list_inspections(desk)}
states = Counter(view.state for view in views.values() if view.turn != "nobody")
counts = {state: states[state] for state in ("planned", "under_way", "reported")}
lead = say(language, "inspections.lead", n=states.total(), **counts) if states else say(language, "inspections.lead_none")
st.html(lead_html(lead))
st.caption(say(language, "inspections.explain"))
if views:
    label = say(language, "inspections.pick")
    chosen = choose("inspection", label, list(views), lambda id: inspection_option(views[id], desk.catalogue, language))
    with st.container(border=True, key="inspection_item"):
        detail = read_detail(desk, chosen)
        show_inspection(detail, desk, language)
        show_acts(detail, desk, language)
    st.html(table_html(inspections_table(tuple(views.values()), desk.catalogue, language)))
show_planning(desk, language)
