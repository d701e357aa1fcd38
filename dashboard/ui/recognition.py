"""Names of a file that are not exact: a choice for each, what was decided before, and the round of a file that does not say it."""

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.obligations import list_obligations
from dashboard.services.recognition import NONE_OF_THESE, NameQuestion, answer_names, forget_name, list_names, name_questions
from dashboard.text.figures import say_date, say_period
from dashboard.text.say import Language, say
from indicators.model.submission import Problem

_INCOMPLETE = "names_incomplete"


def show_names(problems: Sequence[Problem], desk: Desk, language: Language, again: Callable[[], None], where: str) -> None:
    """The questions about names among problems, and the names decided before; `again` has the file checked anew after an answer.

    `where` tells two lists on one page apart.
    """
    questions = name_questions(desk, problems)
    if questions:
        with st.form(f"names_{where}"):
            st.markdown(f"**{say(language, 'recognition.heading', n=len(questions))}**")
            st.caption(say(language, "recognition.note"))
            keys = [f"name_{where}_{place}_{question.label}" for place, question in enumerate(questions)]
            for question, key in zip(questions, keys, strict=True):
                _ask(question, key, language)
            if st.session_state.pop(_INCOMPLETE, False):
                st.warning(say(language, "recognition.incomplete"))
            st.form_submit_button(
                say(language, "recognition.save"), on_click=_keep, args=(dict(zip(keys, questions, strict=True)), desk, again)
            )
    if questions or any(problem.code.endswith("as_decided") for problem in problems):
        _show_known(desk, language, again, where)


def ask_round(problems: Sequence[Problem], sha256: str, desk: Desk, language: Language, again: Callable[[], None]) -> None:
    """A choice of the open rounds for a file that does not say its own."""
    if any(problem.code == "round_needed" for problem in problems):
        rounds = list(dict.fromkeys(found.round for found in list_obligations(desk)))
        st.selectbox(
            say(language, "recognition.round.label"),
            rounds,
            index=None,
            format_func=lambda code: say_period(code, language),
            placeholder=say(language, "recognition.choose"),
            key=_round_key(sha256),
            on_change=again,
        )


def chosen_round(sha256: str) -> str | None:
    """The round chosen for a file, if one was."""
    chosen: str | None = st.session_state.get(_round_key(sha256))
    return chosen


def _round_key(sha256: str) -> str:
    return f"round_of_{sha256[:16]}"


def _ask(question: NameQuestion, key: str, language: Language) -> None:
    words = {target: meaning.in_language(language) for target, meaning in question.candidates}
    words[NONE_OF_THESE] = say(language, f"recognition.none.{question.kind}")
    targets = list(words)
    kind = say(language, f"recognition.kinds.{question.kind}")
    st.selectbox(
        f"{kind}　“{question.label}”　{question.place}",
        targets,
        index=targets.index(question.suggested) if question.suggested in targets else None,
        format_func=lambda target: words[target],
        placeholder=say(language, "recognition.choose"),
        key=key,
    )


def _keep(questions: Mapping[str, NameQuestion], desk: Desk, again: Callable[[], None]) -> None:
    chosen = {(question.kind, question.label): target for key, question in questions.items() if (target := st.session_state.get(key))}
    st.session_state[_INCOMPLETE] = len(chosen) < len(questions)
    if chosen:
        answer_names(desk, chosen)
        again()


def _show_known(desk: Desk, language: Language, again: Callable[[], None], where: str) -> None:
    names = list_names(desk)
    if not names:
        return
    with st.expander(say(language, "recognition.known.heading", n=len(names)), key=f"known_names_{where}"):
        for place, known in enumerate(names):
            line, button = st.columns([5, 1])
            facts = {
                "shown": known.shown,
                "meaning": known.meaning.in_language(language),
                "by": known.by,
                "on": say_date(known.on, language),
            }
            line.markdown(say(language, "recognition.known.line", **facts))
            if button.button(say(language, "recognition.known.forget"), key=f"forget_{where}_{place}"):
                forget_name(desk, known.kind, known.label)
                again()
                st.rerun()
