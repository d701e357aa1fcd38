"""Two versions of a round side by side: the reader chooses both, the table says what differs, where, by whom and when."""

from collections.abc import Sequence

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.differences import compare_versions
from dashboard.services.views import SubmissionView
from dashboard.text.figures import say_time
from dashboard.text.say import Language, say
from dashboard.ui.labels import submission_state
from dashboard.ui.markup import table_html
from dashboard.ui.submission_tables import versions_table


def show_comparison(views: Sequence[SubmissionView], shown: str, desk: Desk, language: Language) -> None:
    """The choice of two versions of the round of the submission `shown`, and their differences; nothing where there is only one."""
    here = next(view for view in views if view.id == shown)
    versions = sorted((view for view in views if (view.department, view.round) == (here.department, here.round)), key=_number)
    if len(versions) < 2:
        return
    with st.expander(say(language, "submit.versions.heading", n=len(versions)), key="versions"):
        named = {view.id: _say_version(view, language) for view in versions}
        ids = list(named)
        left, right = st.columns(2)
        # The two ends are the usual question: what became of the first version.
        labels = [say(language, f"submit.versions.{name}") for name in ("earlier", "later")]
        earlier = left.selectbox(labels[0], ids, index=0, format_func=named.__getitem__, key=f"earlier_{shown}")
        later = right.selectbox(labels[1], ids, index=len(ids) - 1, format_func=named.__getitem__, key=f"later_{shown}")
        if earlier == later:
            st.caption(say(language, "submit.versions.same"))
            return
        changed = compare_versions(desk, earlier, later)
        if changed.empty:
            st.caption(say(language, "submit.versions.none"))
        else:
            st.html(table_html(versions_table(changed, desk.catalogue, language)))


def _number(view: SubmissionView) -> int:
    return view.version


def _say_version(view: SubmissionView, language: Language) -> str:
    facts = {"version": view.version, "state": submission_state(view.state, language), "at": say_time(view.received, language)}
    return say(language, "submit.versions.item", **facts)
