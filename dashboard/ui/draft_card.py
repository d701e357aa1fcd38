"""A workbook in work on the page: what is left to do in it, then the cells, the questions, what differs, and sending it."""

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.draft_views import DraftView
from dashboard.services.drafts import drop_draft, list_drafts, submit_draft
from dashboard.services.views import Receipt
from dashboard.text.figures import say_period, say_time
from dashboard.text.say import Language, say
from dashboard.ui.cell_editor import show_corrections, show_editor
from dashboard.ui.choice import choose
from dashboard.ui.draft_state import forget_view, keep_view, show_told, view_of_draft
from dashboard.ui.markup import Card, cards_html, table_html
from dashboard.ui.problem_list import show_problems
from dashboard.ui.question_forms import show_questions
from dashboard.ui.receipt_card import keep_receipt
from dashboard.ui.recognition import show_names
from dashboard.ui.submission_tables import changes_table, normalised_table
from dashboard.ui.upload_steps import say_steps
from indicators.model.submission import Severity


def show_drafts(desk: Desk, language: Language) -> None:
    """The department's draft, or a choice of them; nothing if there is none."""
    lines = {line.round: line for line in list_drafts(desk)}
    show_told()
    if not lines:
        return
    st.subheader(say(language, "draft.heading"), anchor=False)
    chosen = next(iter(lines))
    if len(lines) > 1:
        chosen = choose("draft", say(language, "draft.pick"), list(lines), lambda code: say_period(code, language))
    with st.spinner(say(language, "submit.upload.working")):
        view = view_of_draft(desk, lines[chosen])
    _show_draft(view, desk, language)


def _show_draft(view: DraftView, desk: Desk, language: Language) -> None:
    facts = {"round": say_period(view.round, language), "file": view.file, "who": view.saved_by, "at": say_time(view.saved, language)}
    st.caption(say(language, "draft.saved", **facts))
    st.html(cards_html([Card(step, None, "", (found,)) for step, found in say_steps(view.upload, desk, language)]))
    show_names(view.upload.checked.problems, desk, language, forget_view, "draft")
    show_editor(view, desk, language)
    show_questions(view, desk, language)
    show_corrections(view, desk, language)
    others = [problem for problem in view.upload.checked.problems if problem.severity is Severity.NOTE]
    if others or view.upload.answered:
        show_problems(others, view.upload.answered, language, "draft")
    show_before_sending(view, desk, language)
    _show_acts(view, desk, language)


def show_before_sending(view: DraftView, desk: Desk, language: Language) -> None:
    """What was read as meant, and what differs from the last accepted version."""
    upload = view.upload
    normalised = upload.checked.normalised
    if normalised:
        with st.expander(say(language, "submit.normalised.heading", n=len(normalised)), key="normalised"):
            st.html(table_html(normalised_table(normalised, language)))
    if upload.changes is None or upload.against is None or not len(upload.checked.observations):
        return
    version, state = upload.against
    accepted = "accepted" if state in ("accepted", "frozen", "published") else "last"
    with st.expander(say(language, f"submit.changes.heading_{accepted}", n=len(upload.changes), version=version), key="changes"):
        if upload.changes.empty:
            st.caption(say(language, "submit.changes.none"))
        else:
            st.html(table_html(changes_table(upload.changes, desk.catalogue, language)))


def _show_acts(view: DraftView, desk: Desk, language: Language) -> None:
    ready = not view.lines and not view.whole and not view.upload.unanswered
    if ready:
        st.caption(say(language, "submit.submit_note"))
    with st.container(horizontal=True):
        if ready and st.button(say(language, "submit.submit"), type="primary", key="submit"):
            _send(view, desk)
        st.button(say(language, "draft.editor.recheck"), key="recheck", icon=":material/refresh:", on_click=forget_view)
        files = {"corrected": bool(view.corrections), "annotated": bool(view.upload.checked.problems)}
        for name in (name for name, offered in files.items() if offered):
            address = f"/documents/draft/{view.round}/{name}"
            st.link_button(say(language, f"draft.files.{name}"), address, key=f"draft_{name}", icon=":material/download:")
        with st.popover(say(language, "draft.drop"), key="drop_draft"):
            st.caption(say(language, "draft.drop_sure"))
            if st.button(say(language, "draft.drop_yes"), key="drop_yes"):
                drop_draft(desk, view.round)
                forget_view()
                st.rerun()


def _send(view: DraftView, desk: Desk) -> None:
    """Submits, then runs the page again: with the receipt, or with what is left to do."""
    outcome = submit_draft(desk, view.round, view.version)
    if isinstance(outcome, Receipt):
        keep_receipt(outcome)
        forget_view()
    else:
        keep_view(outcome)
    st.rerun()
