"""What the director may do with a round in its present state; freezing and publishing ask for the password again."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.charts.marks import Mark
from dashboard.services.desk import Desk
from dashboard.services.rounds import end_round, freeze, publish, start_round
from dashboard.services.tickets import blocking_tickets
from dashboard.services.views import RoundView
from dashboard.text.figures import say_date, say_period
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name
from dashboard.ui.markup import Chip, Table, facts_html
from dashboard.ui.password import ask_password

_COLUMNS = ("period", "state", "due", "accepted", "submitted", "expected", "snapshot")
_LOOKS: Mapping[str, Mark] = {
    "published": Mark("★", "star", "#0b5d4e", "#d3ebe4"),
    "frozen": Mark("●", "circle", "#2f4f7f", "#e6edf6"),
    "closed": Mark("◆", "diamond", "#7a4a00", "#fbe3b3"),
}
_OPEN = Mark("○", "circle-open", "#4d5661", "#eceef0")
_ACTS: Mapping[str, tuple[str, ...]] = {
    "open": ("close", "freeze"),
    "reopened": ("close", "freeze"),
    "closed": ("freeze",),
    "frozen": ("publish",),
}


def rounds_table(rounds: tuple[RoundView, ...], language: Language) -> Table:
    """One row a round, the latest first."""
    rows = tuple(
        (
            say_period(view.period, language),
            Chip(_LOOKS.get(view.state, _OPEN), say(language, f"states.round.{view.state}")),
            say_date(view.due, language),
            str(view.accepted),
            str(view.submitted),
            str(view.expected),
            view.snapshot_id or "–",
        )
        for view in rounds
    )
    return Table(tuple(say(language, f"rounds.columns.{column}") for column in _COLUMNS), rows, frozenset({3, 4, 5}))


def show_round(view: RoundView, desk: Desk, language: Language) -> None:
    """Who is missing, what is frozen, and the acts that the state allows."""
    names = [subject_name(code, desk.catalogue, language) for code in view.missing]
    st.markdown(say(language, "rounds.missing", n=len(names), names=names) if names else say(language, "rounds.complete"))
    if view.snapshot_id and view.snapshot_sha256:
        st.html(facts_html([(say(language, "rounds.snapshot"), view.snapshot_id), (say(language, "rounds.hash"), view.snapshot_sha256)]))
    acts = _ACTS.get(view.state, ())
    if not acts:
        st.caption(say(language, "rounds.none"))
    for act in acts:
        _show_act(act, view, desk, language)


def show_opening(desk: Desk, language: Language) -> None:
    """The form that opens a new round."""
    with st.expander(say(language, "rounds.open"), key="open_round"), st.form("open_form"):
        period = st.text_input(say(language, "rounds.open_label"), key="open_period", max_chars=8)
        if st.form_submit_button(say(language, "rounds.open_button")):
            view = start_round(desk, period.strip())
            _finish(say(language, "rounds.opened", period=say_period(view.period, language)))


def show_finished() -> None:
    """What the last act did, once."""
    done = st.session_state.pop("round_done", None)
    if done:
        st.success(done)


def _show_act(act: str, view: RoundView, desk: Desk, language: Language) -> None:
    period = say_period(view.period, language)
    with st.form(f"{act}_{view.period}"):
        st.markdown(say(language, f"rounds.{act}.note", period=period))
        reason = _ask_reason(desk, view.period, language) if act == "freeze" else ""
        password = "" if act == "close" else ask_password(f"{act}_password", desk, language)
        if st.form_submit_button(say(language, f"rounds.{act}.button"), type="primary"):
            _finish(_DOING[act](desk, view.period, (password, reason), language))


def _ask_reason(desk: Desk, period: str, language: Language) -> str:
    """Why the round is frozen over tickets that are still open; nothing is asked where there are none."""
    open_ones = [view.id for view in blocking_tickets(desk, period)]
    if not open_ones:
        return ""
    st.markdown(say(language, "tickets.freeze.open", n=len(open_ones), ids="、".join(open_ones)))
    return str(st.text_input(say(language, "tickets.freeze.label"), key="freeze_reason"))


def _close(desk: Desk, period: str, _: tuple[str, str], language: Language) -> str:
    return say(language, "rounds.closed", period=say_period(end_round(desk, period).period, language))


def _freeze(desk: Desk, period: str, given: tuple[str, str], language: Language) -> str:
    view = freeze(desk, period, *given)
    return say(language, "rounds.frozen", period=say_period(period, language), hash=view.snapshot_sha256)


def _publish(desk: Desk, period: str, given: tuple[str, str], language: Language) -> str:
    return say(language, "rounds.published", period=say_period(publish(desk, period, given[0]).period, language))


_DOING: Mapping[str, Callable[[Desk, str, tuple[str, str], Language], str]] = {"close": _close, "freeze": _freeze, "publish": _publish}


def _finish(sentence: str) -> None:
    st.session_state["round_done"] = sentence
    st.rerun()
