"""What a session remembers of the draft on its screen: the last check, until the draft changes, and a sentence to show once."""

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.draft_views import DraftLine, DraftView
from dashboard.services.drafts import read_draft

_VIEW, _TOLD = "draft_view", "draft_told"


def view_of_draft(desk: Desk, line: DraftLine) -> DraftView:
    """The draft of a line, checked once for each of its versions."""
    kept: DraftView | None = st.session_state.get(_VIEW)
    if kept is None or (kept.department, kept.round, kept.version) != (line.department, line.round, line.version):
        kept = read_draft(desk, line.round)
        keep_view(kept)
    return kept


def keep_view(view: DraftView) -> None:
    """Remembers a draft as it was checked just now."""
    st.session_state[_VIEW] = view


def forget_view() -> None:
    """Has the draft checked anew."""
    st.session_state.pop(_VIEW, None)


def tell(sentence: str) -> None:
    """Keeps a sentence for the next run of the page."""
    st.session_state[_TOLD] = sentence


def show_told() -> None:
    """What was refused a moment ago, once."""
    told = st.session_state.pop(_TOLD, None)
    if told:
        st.warning(told, icon=":material/block:")
