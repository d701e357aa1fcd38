"""The administrator's page of the audit chain."""

import streamlit as st

from dashboard.services.audit import list_events, verify
from dashboard.text.say import say
from dashboard.ui.event_table import events_table, say_report
from dashboard.ui.markup import facts_html, lead_html, table_html
from dashboard.ui.session import current_desk, current_language

EVENTS_SHOWN = 100

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.audit"), anchor=False)
st.html(lead_html(say(language, "audit.lead")))
if st.button(say(language, "audit.verify"), type="primary", key="verify"):
    report = verify(desk)
    n = report.count if report.first_bad is None else report.first_bad
    (st.success if report.state == "ok" else st.error)(say_report(report.state, report.reason, n, language))
    st.html(facts_html([(say(language, "audit.head"), f"{report.head.sequence} {report.head.hash}")]))
st.html(table_html(events_table(list_events(desk, EVENTS_SHOWN), language)))
