"""Tickets between departments: what contradicts what, what each side says, and what the office makes of it."""

import streamlit as st

from dashboard.services.tickets import list_tickets, read_ticket
from dashboard.text.say import say
from dashboard.ui.choice import choose
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.session import current_desk, current_language
from dashboard.ui.ticket_acts import show_acts, show_finished
from dashboard.ui.ticket_list import show_ticket, ticket_option, tickets_table

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.tickets"), anchor=False)
show_finished()
tickets = {view.id: view for view in list_tickets(desk)}
waiting = [view for view in tickets.values() if view.state == "open"]
overdue = sum(view.overdue for view in waiting)
st.html(lead_html(say(language, "tickets.lead", open=len(waiting), overdue=overdue) if waiting else say(language, "tickets.lead_none")))
st.caption(say(language, "tickets.explain"))
if tickets:
    chosen = choose("ticket", say(language, "tickets.pick"), list(tickets), lambda id: ticket_option(tickets[id], language))
    with st.container(border=True, key="ticket_item"):
        detail = read_ticket(desk, chosen)
        show_ticket(detail, desk, language)
        show_acts(detail, desk, language)
    st.html(table_html(tickets_table(tuple(tickets.values()), desk.catalogue, language)))
