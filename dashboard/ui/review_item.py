"""One submission in a reviewer's hands: what changed, what was asked and answered, its figures, and the decision."""

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.named_cells import read_cell_names
from dashboard.services.questions import count_reasons
from dashboard.services.reviews import RETURN_REASONS, ReturnWords, accept, send_back
from dashboard.services.views import InboxItem, SubmissionDetail
from dashboard.text.figures import say_count, say_list, say_period, say_time
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name
from dashboard.ui.markup import facts_html, table_html
from dashboard.ui.problem_list import show_problems
from dashboard.ui.submission_history import show_files
from dashboard.ui.submission_tables import REASONS, answers_table, changes_table, figures_frame, timeline_table
from indicators.model.submission import Severity

_FIGURE_COLUMNS = ("indicator", "subject", "period", "numerator", "denominator", "value", "status", "cell")
_TABS = ("changes", "problems", "figures", "timeline")


def say_item(item: InboxItem, desk: Desk, language: Language) -> str:
    """Department, round, version, how long it has waited, and whether it came late."""
    view = item.view
    name, period = subject_name(view.department, desk.catalogue, language), say_period(view.round, language)
    late = say(language, "review.late_mark") if item.late else ""
    return say(language, "review.option", department=name, round=period, version=view.version, days=item.days_waiting, late=late)


def show_item(detail: SubmissionDetail, desk: Desk, language: Language) -> None:
    """The facts of the submission and four tabs."""
    view = detail.view
    facts = {
        "received": say_time(view.received, language),
        "by": view.by,
        "figures": say_count(view.observations, language),
        "sha256": view.sha256,
    }
    st.html(facts_html([(say(language, f"review.facts.{field}"), text) for field, text in facts.items()]))
    with st.container(horizontal=True):
        show_files(view.id, bool(detail.problems), language)
    changes, problems, figures, timeline = st.tabs([say(language, f"review.open.{tab}") for tab in _TABS], key="review_tabs")
    with changes:
        _show_changes(detail, desk, language)
    with problems:
        _show_problems(detail, language)
    with figures:
        frame = figures_frame(detail.observations, desk.catalogue, language)
        columns = {name: st.column_config.Column(say(language, f"review.figures.columns.{name}")) for name in _FIGURE_COLUMNS}
        st.dataframe(
            frame, hide_index=True, column_config=columns, placeholder="–", key="review_figures", alt=say(language, "review.open.figures")
        )
    with timeline:
        st.html(table_html(timeline_table(detail.timeline, language)))


def show_decision(detail: SubmissionDetail, desk: Desk, language: Language) -> None:
    """Accept, or return with a reason, words and cells."""
    view = detail.view
    st.subheader(say(language, "review.decide"), anchor=False)
    left, right = st.columns([1, 2], gap="large")
    with left:
        st.caption(say(language, "review.accept_note"))
        if st.button(say(language, "review.accept"), type="primary", key=f"accept_{view.id}"):
            accept(desk, view.id, view.row_version)
            _finish("review.accepted", language)
    with right, st.form(f"return_{view.id}"):
        label = say(language, "review.return_reason")
        reason = st.selectbox(label, RETURN_REASONS, format_func=lambda code: say(language, f"review.reasons.{code}"), key="return_reason")
        note = st.text_area(say(language, "review.return_text"), max_chars=1000, key="return_note")
        cells = st.text_input(say(language, "review.return_cells"), key="return_cells")
        if st.form_submit_button(say(language, "review.return")):
            send_back(desk, view.id, view.row_version, ReturnWords(reason, note, read_cell_names(desk, view.id, cells)))
            _finish("review.returned", language)


def show_finished() -> None:
    """What the last decision did, once."""
    done = st.session_state.pop("review_done", None)
    if done:
        st.success(done)


def _finish(code: str, language: Language) -> None:
    st.session_state["review_done"] = say(language, code)
    st.rerun()


def _show_changes(detail: SubmissionDetail, desk: Desk, language: Language) -> None:
    if detail.changes is None:
        st.caption(say(language, "review.first_version"))
    elif detail.changes.empty:
        st.caption(say(language, "review.no_change"))
    else:
        st.html(table_html(changes_table(detail.changes, desk.catalogue, language)))


def _say_count(reason: str, n: int, language: Language) -> str:
    name = say(language, f"submit.answers.reasons.{reason if reason in REASONS else 'other'}")
    return say(language, "review.confirmed.count", reason=name, n=n)


def _show_problems(detail: SubmissionDetail, language: Language) -> None:
    answered = [problem for problem in detail.problems if problem.severity is Severity.CONFIRM]
    others = [problem for problem in detail.problems if problem.severity is not Severity.CONFIRM]
    if answered:
        st.markdown(f"**{say(language, 'review.confirmed.heading')}**")
        counts = [_say_count(reason, n, language) for reason, n in count_reasons(answered, detail.answers)]
        st.caption(say(language, "review.confirmed.mix", counts=say_list(counts, language)) if counts else "")
        st.html(table_html(answers_table(answered, detail.answers, language)))
    else:
        st.caption(say(language, "review.confirmed.none"))
    if others:
        show_problems(others, (), language)
