"""What the office may do with a question about figures: ask the department, note it as explained, propose an inspection."""

from collections.abc import Callable

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.signals import DataQuestion, ask_department, note_explained, propose_inspection
from dashboard.text.say import Language, say
from indicators.model.signal import SignalReport

_DONE, _OK = "signal_done", "ok"
_ACTS = ("ask", "explain", "inspect")


def show_acts(question: DataQuestion, report: SignalReport, desk: Desk, language: Language) -> None:
    """One form with the three acts; those that cannot be done now are greyed out, with the reason said once."""
    obstacles = dict.fromkeys(why for why in question.may.values() if why != _OK)
    for why in obstacles:
        st.caption(say(language, f"acts.why_not.{why}"))
    if all(question.may[act] != _OK for act in _ACTS):
        return
    with st.form(f"signal_{question.key}"):
        st.caption(say(language, "signals.act.note"))
        longest = int(desk.catalogue.limits("V-31")["characters"])
        reason = st.text_area(say(language, "signals.act.reason"), max_chars=longest, key="signal_reason")
        pressed = {}
        with st.container(horizontal=True):
            for act in _ACTS:
                label, blocked = say(language, f"signals.act.{act}"), question.may[act] != _OK
                pressed[act] = st.form_submit_button(label, type="primary" if act == "ask" else "secondary", disabled=blocked)
    doing: dict[str, Callable[[], str]] = {
        "ask": lambda: ask_department(desk, report, question.key),
        "explain": lambda: note_explained(desk, report, question.key, reason),
        "inspect": lambda: propose_inspection(desk, report, question.key, reason),
    }
    for act in _ACTS:
        if pressed[act]:
            st.session_state[_DONE] = say(language, f"signals.done.{act}", id=doing[act]())
            st.rerun()


def show_finished() -> None:
    """What the last act did, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done)
