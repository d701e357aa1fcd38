"""From the chosen file to the receipt: recognise, check, result; problems; answers; differences; submit.

The check runs once for a file and its answers; its result stays in the session of the person who uploaded it.
"""

import hashlib
from collections.abc import Mapping

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.held_uploads import hold_upload
from dashboard.services.submissions import check_upload, submit
from dashboard.services.views import Answer, CheckedUpload, Receipt
from dashboard.text.figures import say_period, say_time
from dashboard.text.problem_sentences import describe_problem
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name
from dashboard.ui.markup import Card, cards_html, facts_html, points_html, table_html
from dashboard.ui.problem_list import say_found, say_place, show_problems
from dashboard.ui.submission_tables import REASONS, changes_table, normalised_table
from indicators.model.submission import CheckStatus, Problem, Severity

_OTHER, _INCOMPLETE = "other", "upload_incomplete"
_ANSWERS, _CHECKED, _RECEIPT, _ROUND, _TOKEN = "upload_answers", "upload_checked", "upload_receipt", "upload_round", "upload_token"


def show_upload(desk: Desk, language: Language) -> None:
    """The uploader and everything that follows from it; after submitting, the receipt and a fresh uploader."""
    st.subheader(say(language, "submit.upload.heading"), anchor=False)
    _show_receipt(desk, language)
    file = st.file_uploader(say(language, "submit.upload.label"), type=["xlsx"], key=f"upload_{st.session_state.get(_ROUND, 0)}")
    if file is None:
        st.session_state.pop(_CHECKED, None)
        return
    st.session_state.pop(_RECEIPT, None)
    data = file.getvalue()
    upload = _checked(desk, file.name, data, language)
    _show_result(upload, desk, language)
    if upload.unanswered:
        _ask_answers(upload.unanswered, language)
    _show_before_sending(upload, desk, language)
    if upload.checked.status is not CheckStatus.REFUSED and not upload.unanswered and not _must_fix(upload):
        st.caption(say(language, "submit.submit_note"))
        if st.button(say(language, "submit.submit"), type="primary", key="submit"):
            _send(desk, file.name, data)


def say_steps(upload: CheckedUpload, desk: Desk, language: Language) -> tuple[tuple[str, str], ...]:
    """Recognised, checked, result: what each of the three found."""
    checked = upload.checked
    identity = checked.identity
    recognised = say(language, "submit.upload.unknown_identity")
    if identity is not None:
        name = subject_name(identity.department, desk.catalogue, language)
        period = say_period(identity.period, language)
        recognised = say(language, "submit.upload.identity", department=name, round=period, version=identity.template_version)
    counted = say(language, "submit.upload.counts", n=len(checked.observations))
    told = {"recognised": recognised, "checked": counted, "result": _result(upload, language)}
    return tuple((say(language, f"submit.upload.steps.{step}"), text) for step, text in told.items())


def _result(upload: CheckedUpload, language: Language) -> str:
    if upload.checked.status is CheckStatus.REFUSED:
        return say(language, "submit.upload.refused")
    if _must_fix(upload):
        return say(language, "submit.upload.to_fix", n=_must_fix(upload))
    if upload.unanswered:
        return say(language, "submit.upload.to_answer", n=len(upload.unanswered))
    return say(language, "submit.upload.clean")


def _must_fix(upload: CheckedUpload) -> int:
    return sum(problem.severity is Severity.MUST_FIX for problem in upload.checked.problems)


def _checked(desk: Desk, name: str, data: bytes, language: Language) -> CheckedUpload:
    """The check of this file with the answers given so far; done once for the same bytes and answers."""
    answers: Mapping[str, Answer] = st.session_state.get(_ANSWERS, {})
    key = (hashlib.sha256(data).hexdigest(), name, tuple(sorted(answers)))
    kept = st.session_state.get(_CHECKED)
    if kept is None or kept[0] != key:
        with st.spinner(say(language, "submit.upload.working")):
            kept = (key, check_upload(desk, name, data, answers))
        st.session_state[_CHECKED] = kept
        st.session_state[_TOKEN] = hold_upload(desk, name, data)
    checked: CheckedUpload = kept[1]
    return checked


def _show_result(upload: CheckedUpload, desk: Desk, language: Language) -> None:
    st.html(cards_html([Card(step, None, "", (found,)) for step, found in say_steps(upload, desk, language)]))
    if upload.checked.status is CheckStatus.REFUSED:
        st.error(say(language, "submit.upload.refused_lead"), icon=":material/block:")
    show_problems(upload.checked.problems, upload.answered, language)
    if upload.checked.problems and upload.checked.status is not CheckStatus.REFUSED:
        address = f"/documents/upload/{st.session_state[_TOKEN]}/annotated"
        st.link_button(say(language, "submit.annotated"), address, key="annotated", icon=":material/download:")


def _ask_answers(problems: tuple[Problem, ...], language: Language) -> None:
    """One reason and remark for each figure that is asked about; remembered while the figure stands."""
    with st.form("answers"):
        st.markdown(f"**{say(language, 'submit.answers.heading')}**")
        st.caption(say(language, "submit.answers.note"))
        for problem in problems:
            st.html(points_html([f"{say_place(problem, language)}　{say_found(problem, language)}"]))
            st.caption(describe_problem(problem)[0].in_language(language))
            reason, note = st.columns([1, 2])
            reason.selectbox(
                say(language, "submit.answers.reason"),
                REASONS,
                index=None,
                format_func=lambda code: say(language, f"submit.answers.reasons.{code}"),
                placeholder=say(language, "submit.answers.choose"),
                key=f"reason_{problem.fingerprint}",
            )
            note.text_input(say(language, "submit.answers.text"), key=f"note_{problem.fingerprint}", max_chars=300)
        if st.session_state.pop(_INCOMPLETE, False):
            st.warning(say(language, "submit.answers.incomplete"))
        marks = tuple(problem.fingerprint for problem in problems)
        st.form_submit_button(say(language, "submit.answers.save"), on_click=_keep_answers, args=(marks,))


def _keep_answers(fingerprints: tuple[str, ...]) -> None:
    state = st.session_state
    given = {mark: Answer(state[f"reason_{mark}"], state[f"note_{mark}"].strip()) for mark in fingerprints if state.get(f"reason_{mark}")}
    whole = {mark: answer for mark, answer in given.items() if answer.reason != _OTHER or answer.note}
    state[_INCOMPLETE] = len(whole) < len(fingerprints)
    state[_ANSWERS] = {**state.get(_ANSWERS, {}), **whole}


def _show_before_sending(upload: CheckedUpload, desk: Desk, language: Language) -> None:
    """What was read as meant and what differs from the last version."""
    normalised = upload.checked.normalised
    if normalised:
        with st.expander(say(language, "submit.normalised.heading", n=len(normalised)), key="normalised"):
            st.html(table_html(normalised_table(normalised, language)))
    if upload.changes is not None and len(upload.checked.observations):
        with st.expander(say(language, "submit.changes.heading", n=len(upload.changes)), key="changes"):
            if upload.changes.empty:
                st.caption(say(language, "submit.changes.none"))
            else:
                st.html(table_html(changes_table(upload.changes, desk.catalogue, language)))


def _send(desk: Desk, name: str, data: bytes) -> None:
    """Submits, then runs the page again: with the receipt, or with what is left to do."""
    outcome = submit(desk, name, data, st.session_state.get(_ANSWERS, {}))
    st.session_state.pop(_CHECKED, None)
    if isinstance(outcome, Receipt):
        st.session_state[_RECEIPT] = outcome
        st.session_state[_ROUND] = st.session_state.get(_ROUND, 0) + 1
        st.session_state.pop(_ANSWERS, None)
    st.rerun()


def _show_receipt(desk: Desk, language: Language) -> None:
    receipt: Receipt | None = st.session_state.get(_RECEIPT)
    if receipt is None:
        return
    name, period = subject_name(receipt.department, desk.catalogue, language), say_period(receipt.round, language)
    st.success(say(language, "submit.receipt.received", department=name, round=period, version=receipt.version, n=receipt.observations))
    if receipt.repeated:
        st.info(say(language, "submit.receipt.repeated"))
    facts = {"id": receipt.id, "at": say_time(receipt.at, language), "by": receipt.by, "sha256": receipt.sha256, "head": receipt.head}
    st.html(facts_html([(say(language, f"submit.receipt.{field}"), text) for field, text in facts.items()]))
    address = f"/documents/receipt/{receipt.id}?language={language}"
    st.link_button(say(language, "submit.receipt.download"), address, key="receipt", icon=":material/receipt:")
