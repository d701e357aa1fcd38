"""Questions about figures: one reason for each, saved at once, and the second person's confirmation where a rule asks for one."""

from collections.abc import Callable, Sequence
from functools import partial

import streamlit as st

from dashboard.services.decided_names import NAME_QUESTIONS
from dashboard.services.desk import Desk
from dashboard.services.draft_views import DraftView, SignatureRequest
from dashboard.services.questions import LONGEST_NOTE, answer_questions, list_signatures, reasons_for, sign_answers, signing_office
from dashboard.services.refusals import REFUSALS, explain_refusal
from dashboard.services.views import Answer
from dashboard.text.figures import say_period
from dashboard.text.problem_sentences import describe_problem
from dashboard.text.say import Language, say
from dashboard.ui.draft_state import forget_view, keep_view, tell
from dashboard.ui.labels import subject_name
from dashboard.ui.markup import Table, note_html, table_html
from dashboard.ui.problem_list import say_found, say_place
from dashboard.ui.submission_tables import say_figure
from indicators.model.submission import Problem

_OTHER, _INCOMPLETE = "other", "answers_incomplete"
_SHOWN = 30


def show_questions(view: DraftView, desk: Desk, language: Language) -> None:
    """What is to be explained, then what waits for the second person."""
    waiting = {mark for problem in view.waiting for mark in problem.fingerprints}
    others = [one for one in view.upload.unanswered if one.code not in NAME_QUESTIONS]
    asked = [part for one in others if (part := one.only(set(one.fingerprints) - waiting)) is not None]
    if asked:
        _ask(asked, view.round, desk, language)
    if view.waiting:
        st.markdown(f"**{say(language, 'draft.second.heading', n=len(waiting))}**")
        who = "office" if signing_office(desk, view.department) else "own_department"
        st.info(say(language, f"draft.second.{who}"))
        _show_requests([one for one in list_signatures(desk) if one.round == view.round], desk, language)


def show_office_signatures(desk: Desk, language: Language) -> None:
    """The reasons of departments with one account only, for the office to confirm; nothing if there are none."""
    requests = list_signatures(desk)
    if requests:
        st.subheader(say(language, "draft.second.heading", n=len(requests)), anchor=False)
        st.caption(say(language, "draft.second.for_office"))
        _show_requests(requests, desk, language)


def _ask(problems: Sequence[Problem], round_code: str, desk: Desk, language: Language) -> None:
    count = sum(len(problem.fingerprints) for problem in problems)
    shown = problems[:_SHOWN]
    with st.form("answers"):
        st.markdown(f"**{say(language, 'draft.questions.heading', n=count)}**")
        st.caption(say(language, "submit.answers.note"))
        for problem in shown:
            _ask_one(problem, desk, language)
        if st.session_state.pop(_INCOMPLETE, False):
            st.warning(say(language, "submit.answers.incomplete"))
        arguments = (tuple(shown), round_code, desk, language)
        st.form_submit_button(say(language, "submit.answers.save"), on_click=_keep_answers, args=arguments)


def _ask_one(problem: Problem, desk: Desk, language: Language) -> None:
    said = [say(language, "draft.editor.now", text=say_found(problem, language)), describe_problem(problem)[0].in_language(language)]
    if problem.needs_second:
        said.append(say(language, "draft.questions.second"))
    subject = "" if problem.also else problem.subject
    st.html(note_html(say_figure(say_place(problem, language), (subject, problem.indicator), desk.catalogue, language), said))
    reason, note = st.columns([1, 2])
    reason.selectbox(
        say(language, "submit.answers.reason"),
        reasons_for(problem),
        index=None,
        format_func=lambda code: say(language, f"submit.answers.reasons.{code}"),
        placeholder=say(language, "submit.answers.choose"),
        key=f"reason_{problem.fingerprints[0]}",
    )
    note.text_input(say(language, "submit.answers.text"), key=f"note_{problem.fingerprints[0]}", max_chars=LONGEST_NOTE)


def _keep_answers(problems: tuple[Problem, ...], round_code: str, desk: Desk, language: Language) -> None:
    """One answer goes to every figure of a folded question, each remembered by itself."""
    state = st.session_state
    given: dict[str, Answer] = {}
    for problem in problems:
        first = problem.fingerprints[0]
        reason, note = state.get(f"reason_{first}"), state.get(f"note_{first}", "").strip()
        if reason and (reason != _OTHER or note):
            given |= dict.fromkeys(problem.fingerprints, Answer(reason, note))
    state[_INCOMPLETE] = len(given) < sum(len(problem.fingerprints) for problem in problems)
    if given:
        _do(language, lambda: keep_view(answer_questions(desk, round_code, given)))


def _show_requests(requests: Sequence[SignatureRequest], desk: Desk, language: Language) -> None:
    names = ("department", "round", "place", "question", "reason", "by")
    head = tuple(say(language, f"draft.second.columns.{name}") for name in names)
    st.html(table_html(Table(head, tuple(_request_row(one, desk, language) for one in requests))))
    mine = {one.fingerprint: one for one in requests if not one.own}
    if not mine:
        return
    places = {mark: say_place(one.question, language) for mark, one in mine.items()}
    chosen = st.multiselect(
        say(language, "draft.second.pick"), list(mine), list(mine), format_func=lambda mark: places[mark], key="sign_pick"
    )
    signed = [mine[mark] for mark in chosen]
    st.button(say(language, "draft.second.sign"), key="sign_answers", on_click=_sign, args=(signed, desk, language), disabled=not signed)


def _sign(requests: Sequence[SignatureRequest], desk: Desk, language: Language) -> None:
    for department, round_code in dict.fromkeys((one.department, one.round) for one in requests):
        marks = [one.fingerprint for one in requests if (one.department, one.round) == (department, round_code)]
        _do(language, partial(sign_answers, desk, department, round_code, marks))
    forget_view()


def _request_row(one: SignatureRequest, desk: Desk, language: Language) -> tuple[str, ...]:
    reason = say(language, f"submit.answers.reasons.{one.answer.reason}")
    return (
        subject_name(one.department, desk.catalogue, language),
        say_period(one.round, language),
        say_place(one.question, language),
        describe_problem(one.question)[0].in_language(language),
        f"{reason}\n{one.answer.note}".strip(),
        one.answer.by,
    )


def _do(language: Language, work: Callable[[], None]) -> None:
    try:
        work()
    except REFUSALS as refusal:
        tell(explain_refusal(language, refusal))
