"""The director's page: rounds from opening to publication; for the whole office, what is missing and was asked for in writing."""

import streamlit as st

from dashboard.access.roles import Role
from dashboard.services.assessments import list_periods
from dashboard.text.figures import say_period
from dashboard.text.say import say
from dashboard.ui.cache import cached_round, scope_of, version_of
from dashboard.ui.choice import choose
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.notice_forms import show_missing
from dashboard.ui.round_acts import rounds_table, show_finished, show_opening, show_round
from dashboard.ui.session import current_desk, current_language

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.rounds"), anchor=False)
show_finished()
rounds = {found.code: cached_round(scope_of(desk), version_of(desk, found.code), found.code, desk) for found in list_periods(desk)}
open_count = sum(view.state in ("open", "reopened") for view in rounds.values())
published = next((say_period(view.period, language) for view in rounds.values() if view.state == "published"), say(language, "ui.none"))
st.html(lead_html(say(language, "rounds.lead", open=open_count, published=published)))
directs = desk.actor.role is Role.DIRECTOR
if not directs:
    st.info(say(language, "rounds.director_only"))
if rounds:
    label = say(language, "rounds.pick" if directs else "ui.period")
    period = choose("round", label, list(rounds), lambda code: say_period(code, language))
    if directs:
        with st.container(border=True, key="round_acts"):
            show_round(rounds[period], desk, language)
        show_opening(desk, language)
    show_missing(rounds[period], desk, language)
st.html(table_html(rounds_table(tuple(rounds.values()), language)))
