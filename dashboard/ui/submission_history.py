"""The submissions of a department with what became of each: the acts, the reviewer's words, the files."""

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.submissions import list_submissions, read_submission, withdraw
from dashboard.services.views import SubmissionView
from dashboard.text.figures import say_period
from dashboard.text.say import Language, say
from dashboard.ui.labels import submission_state
from dashboard.ui.markup import table_html
from dashboard.ui.problem_list import problems_table
from dashboard.ui.submission_tables import timeline_table
from dashboard.ui.version_compare import show_comparison

_SHOWN = 12


def show_history(desk: Desk, language: Language) -> None:
    """The latest submissions as a list to choose from, then the chosen one."""
    st.subheader(say(language, "submit.history.heading"), anchor=False)
    everything = list_submissions(desk)
    views = {view.id: view for view in everything[:_SHOWN]}
    if not views:
        st.caption(say(language, "submit.history.none"))
        return
    label = say(language, "submit.history.heading")
    chosen = st.selectbox(
        label,
        list(views),
        format_func=lambda id: say_submission(views[id], language),
        key=f"history_{next(iter(views))}",
        label_visibility="collapsed",
    )
    show_submission(views[chosen], desk, language)
    show_comparison(everything, chosen, desk, language)


def show_submission(view: SubmissionView, desk: Desk, language: Language) -> None:
    """One submission: its acts, its problems as of then, its files, and taking it back where that is still possible."""
    detail = read_submission(desk, view.id)
    st.html(table_html(timeline_table(detail.timeline, language)))
    if detail.problems:
        with st.expander(say(language, "submit.problems.note", n=len(detail.problems)), key="history_problems"):
            st.html(table_html(problems_table(detail.problems, language)))
    with st.container(horizontal=True):
        show_files(view.id, bool(detail.problems) or view.state == "returned", language)
        if view.state == "submitted" and desk.actor.department and st.button(say(language, "submit.withdraw"), key="withdraw"):
            withdraw(desk, view.id)
            st.rerun()


def show_files(id: str, has_problems: bool, language: Language) -> None:
    """Links to the receipt, the workbook as received, and the workbook with its problems marked."""
    links = {"receipt.download": f"receipt/{id}?language={language}", "history.original": f"submission/{id}/original"}
    if has_problems:
        links["annotated"] = f"submission/{id}/annotated"
    for name, address in links.items():
        st.link_button(say(language, f"submit.{name}"), f"/documents/{address}", key=f"file_{name}_{id}", icon=":material/download:")


def say_submission(view: SubmissionView, language: Language) -> str:
    """`2026年第三季度　第2版　已接收`."""
    state = submission_state(view.state, language)
    return say(language, "submit.history.item", round=say_period(view.round, language), version=view.version, state=state)
