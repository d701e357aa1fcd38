"""What may be done with a ticket: an owning department answers, the office settles or drops it."""

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.ticket_views import TicketDetail
from dashboard.services.tickets import answer_ticket, drop_ticket, settle_ticket
from dashboard.text.say import Language, say

_DONE = "ticket_done"
_OK = "ok"


def show_acts(detail: TicketDetail, desk: Desk, language: Language) -> None:
    """The forms for what this reader may do now; for the office also why it cannot settle yet."""
    if detail.may["answer_ticket"] == _OK:
        _show_answer(detail, desk, language)
    if detail.may["drop_ticket"] == _OK:
        _show_closing(detail, desk, language)


def show_finished() -> None:
    """What the last act did, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done)


def _show_answer(detail: TicketDetail, desk: Desk, language: Language) -> None:
    view = detail.view
    longest = int(desk.catalogue.limits("V-31")["characters"])
    with st.form(f"answer_{view.id}"):
        st.caption(say(language, "notices.answer_note" if view.notice else "tickets.answer.note"))
        text = st.text_area(say(language, "tickets.answer.label"), max_chars=longest, key="ticket_answer")
        if st.form_submit_button(say(language, "tickets.answer.button"), type="primary"):
            answer_ticket(desk, view.id, view.row_version, text)
            _finish("tickets.answer.done", language)


def _show_closing(detail: TicketDetail, desk: Desk, language: Language) -> None:
    view = detail.view
    settles = detail.may["settle_ticket"]
    with st.form(f"close_{view.id}"):
        if settles != _OK:
            st.caption(say(language, f"acts.why_not.{settles}"))
        reason = st.text_area(say(language, "tickets.settle.label"), key="ticket_reason")
        settled = st.form_submit_button(say(language, "tickets.settle.button"), type="primary", disabled=settles != _OK)
        dropped = st.form_submit_button(say(language, "tickets.drop.button"))
        if settled:
            settle_ticket(desk, view.id, view.row_version, reason)
            _finish("tickets.settle.done", language)
        if dropped:
            drop_ticket(desk, view.id, view.row_version, reason)
            _finish("tickets.drop.done", language)


def _finish(code: str, language: Language) -> None:
    st.session_state[_DONE] = say(language, code)
    st.rerun()
