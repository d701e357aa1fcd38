"""The office's page: what waits, one submission in hand, and who has reported for the round."""

import streamlit as st

from dashboard.services.assessments import list_periods
from dashboard.services.reviews import completeness, list_inbox
from dashboard.services.submissions import read_submission
from dashboard.text.figures import say_period
from dashboard.text.say import say
from dashboard.ui.choice import choose
from dashboard.ui.completeness import completeness_table, say_completeness
from dashboard.ui.draft_state import show_told
from dashboard.ui.hit_rate_list import show_hit_rates
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.question_forms import show_office_signatures
from dashboard.ui.review_item import say_item, show_decision, show_finished, show_item
from dashboard.ui.session import current_desk, current_language

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.review"), anchor=False)
show_finished()
items = {item.view.id: item for item in list_inbox(desk)}
late = sum(item.late for item in items.values())
st.html(lead_html(say(language, "review.lead", n=len(items), late=late) if items else say(language, "review.lead_none")))
if items:
    chosen = choose("submission", say(language, "review.pick"), list(items), lambda id: say_item(items[id], desk, language))
    with st.container(border=True, key="review_item"):
        detail = read_submission(desk, chosen)
        show_item(detail, desk, language)
        show_decision(detail, desk, language)

show_told()
show_office_signatures(desk, language)
st.subheader(say(language, "review.matrix.heading"), anchor=False)
rounds = [view.code for view in list_periods(desk)]
if rounds:
    period = choose("round", say(language, "ui.period"), rounds, lambda code: say_period(code, language))
    rows = completeness(desk, period)
    st.caption(say_completeness(rows, period, language))
    st.html(table_html(completeness_table(rows, desk.catalogue, language)))
show_hit_rates(desk, language)
