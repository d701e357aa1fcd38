"""Past rounds on the page: what was brought in and who vouches for it, the form that brings in more, and the one that vouches."""

from collections.abc import Sequence

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.history import HistoryBatch, HistoryFile, HistoryOrder, HistoryOutcome, import_history, vouch_for
from dashboard.services.views import Answer
from dashboard.text.figures import say_period
from dashboard.text.say import Language, say
from dashboard.ui.markup import Table
from dashboard.ui.problem_list import show_problems
from dashboard.ui.refused_file import forget_file
from dashboard.ui.submission_tables import REASONS
from indicators.model.submission import Severity

_COLUMNS = ("batch", "source", "rounds", "submissions", "observations", "by", "vouched")
_OUTCOME, _DONE = "history_outcome", "history_done"


def batches_table(batches: Sequence[HistoryBatch], language: Language) -> Table:
    """One row a batch, the latest first."""
    head = tuple(say(language, f"history.columns.{column}") for column in _COLUMNS)
    return Table(head, tuple(_row(batch, language) for batch in reversed(batches)), frozenset({3, 4}))


def waiting_batches(batches: Sequence[HistoryBatch], name: str) -> tuple[HistoryBatch, ...]:
    """Those that this person may vouch for: nobody has, and somebody else brought them in."""
    return tuple(batch for batch in batches if batch.state == "waiting" and batch.by != name)


def show_import(desk: Desk, language: Language) -> None:
    """The form that brings in past rounds, and what became of the last attempt."""
    st.subheader(say(language, "history.import.heading"), anchor=False)
    with st.form("history_import", clear_on_submit=False):
        files = st.file_uploader(say(language, "history.import.files"), type=["xlsx", "csv"], accept_multiple_files=True, key="past_files")
        source = st.text_input(say(language, "history.import.source"), max_chars=200)
        filed = st.date_input(say(language, "history.import.filed"), value=None, format="YYYY-MM-DD")
        reason = st.selectbox(
            say(language, "history.import.reason"),
            REASONS,
            index=None,
            format_func=lambda code: say(language, f"submit.answers.reasons.{code}"),
            placeholder=say(language, "submit.answers.choose"),
        )
        note = st.text_input(say(language, "history.import.note"), max_chars=300)
        if st.form_submit_button(say(language, "history.import.button"), type="primary") and files:
            answer = Answer(reason, note.strip()) if reason else None
            chosen = [HistoryFile(file.name, file.getvalue()) for file in files]
            imported = import_history(desk, chosen, HistoryOrder(source, filed, answer))
            st.session_state[_OUTCOME] = imported
            for file in files:
                if imported.batch is not None or file.name in imported.refused:
                    forget_file(file)
            st.rerun()
    outcome: HistoryOutcome | None = st.session_state.get(_OUTCOME)
    if outcome is not None:
        _show_outcome(outcome, language)


def show_vouching(desk: Desk, batches: Sequence[HistoryBatch], language: Language) -> None:
    """The form of the second person; nothing where no batch waits for this one."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(say(language, "history.vouch.done", batch=done))
    waiting = waiting_batches(batches, desk.actor.name)
    if not waiting:
        return
    st.subheader(say(language, "history.vouch.heading"), anchor=False)
    with st.form("history_vouch"):
        batch = st.selectbox(say(language, "history.vouch.batch"), [found.id for found in waiting])
        statement = st.text_input(say(language, "history.vouch.statement"), max_chars=300)
        if st.form_submit_button(say(language, "history.vouch.button"), type="primary"):
            st.session_state[_DONE] = vouch_for(desk, batch, statement).id
            st.rerun()


def _show_outcome(outcome: HistoryOutcome, language: Language) -> None:
    if outcome.batch is not None:
        st.success(say(language, "history.import.done", batch=outcome.batch.id, n=outcome.batch.submissions))
    elif outcome.unanswered:
        st.warning(say(language, "history.import.unanswered", n=outcome.unanswered))
    else:
        must_fix = sum(problem.severity is Severity.MUST_FIX for _, problem in outcome.problems)
        st.error(say(language, "history.import.problems", n=must_fix))
    st.caption(say(language, "history.absent", n=outcome.absent))
    for place, name in enumerate(dict.fromkeys(name for name, _ in outcome.problems), start=1):
        shown = "" if name in outcome.refused else name
        st.markdown(f"**{say(language, 'history.import.file', n=place, name=shown)}**")
        show_problems([problem for file, problem in outcome.problems if file == name], [], language, f"past_{place}")


def _row(batch: HistoryBatch, language: Language) -> tuple[str, ...]:
    span = say(language, "history.span", first=say_period(batch.rounds[0], language), last=say_period(batch.rounds[-1], language))
    return batch.id, batch.source, span, str(batch.submissions), str(batch.observations), batch.by, _vouched(batch, language)


def _vouched(batch: HistoryBatch, language: Language) -> str:
    return say(language, f"history.{batch.state}", by=batch.vouched_by, statement=batch.statement)
