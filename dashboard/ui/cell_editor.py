"""The cells of a draft that must be mended, one line each: place, what stands there, what is expected, an input that saves at once."""

from collections.abc import Callable

import streamlit as st

from dashboard.services.corrections import LONGEST_CORRECTION, STATES, STATUS_CHOICES, correct_cell, declare_state, undo_cell
from dashboard.services.desk import Desk
from dashboard.services.draft_views import CellLine, CorrectionView, DraftView
from dashboard.services.recognition import asks_for_name
from dashboard.services.refusals import REFUSALS, explain_refusal
from dashboard.text.figures import say_time
from dashboard.text.problem_sentences import describe_problem
from dashboard.text.say import Language, say
from dashboard.ui.draft_state import keep_view, tell
from dashboard.ui.markup import Table, note_html, table_html
from dashboard.ui.problem_list import problems_table
from dashboard.ui.submission_tables import say_figure

_SHOWN = 30
_STATUS, _NUMBERS = "status", ("numerator", "denominator", "value", "se")
_MAY_LACK_A_NUMBER = frozenset(
    ("cell_empty", "status_needed", "pair_incomplete", "not_a_number", "zero_denominator", "status_contradicts", "range_given")
)
"""Problems that a state may solve as well as a number."""


def show_editor(view: DraftView, desk: Desk, language: Language) -> None:
    """One line for each cell that is left, then the problems that only the file can solve (names are asked about by themselves)."""
    if view.lines:
        st.markdown(f"**{say(language, 'draft.editor.heading', n=len(view.lines))}**")
        st.caption(say(language, "draft.editor.note"))
        for line in view.lines[:_SHOWN]:
            _show_line(line, view.round, desk, language)
        if len(view.lines) > _SHOWN:
            st.caption(say(language, "draft.editor.more", shown=_SHOWN, n=len(view.lines)))
    in_file = [one for one in view.whole if not asks_for_name(one)]
    if in_file:
        st.markdown(f"**{say(language, 'draft.whole.heading', n=len(in_file))}**")
        st.caption(say(language, "draft.whole.note"))
        st.html(table_html(problems_table(in_file, language)))


def show_corrections(view: DraftView, desk: Desk, language: Language) -> None:
    """What was corrected since the upload, by whom and when, with a way back for each cell."""
    if not view.corrections:
        return
    with st.expander(say(language, "draft.changed.heading", n=len(view.corrections)), key="draft_changed"):
        head = tuple(say(language, f"draft.changed.columns.{name}") for name in ("place", "before", "after", "by", "at"))
        st.html(table_html(Table(head, tuple(_changed(one, language) for one in view.corrections))))
        places = {f"{one.sheet}!{one.cell}": (one.sheet, one.cell) for one in view.corrections}
        chosen = st.selectbox(say(language, "draft.changed.undo_pick"), list(places), key=f"undo_{view.round}")
        undo = (desk, language, lambda: undo_cell(desk, view.round, places[chosen]))
        st.button(say(language, "draft.changed.undo"), key="undo_correction", on_click=_save, args=undo)


def _show_line(line: CellLine, round_code: str, desk: Desk, language: Language) -> None:
    with st.container(border=True, key=f"line_{line.sheet}_{line.cell}"):
        left, right = st.columns([3, 2])
        left.html(note_html(_heading(line, desk, language), _said(line, language)))
        with right:
            _show_input(line, round_code, desk, language)
            if line.field in _NUMBERS and any(problem.code in _MAY_LACK_A_NUMBER for problem in line.problems):
                _show_states(line, round_code, desk, language)


def _heading(line: CellLine, desk: Desk, language: Language) -> str:
    place = f"{line.sheet}!{line.cell}"
    return say_figure(place, (line.subject, line.indicator), desk.catalogue, language) + f" · {say(language, f'draft.field.{line.field}')}"


def _said(line: CellLine, language: Language) -> list[str]:
    """What stands there, what is wrong, how to mend it, what the reviewer said."""
    said = [say(language, "draft.editor.now", text=line.text or say(language, "draft.editor.empty"))]
    for problem in line.problems:
        said += [text.in_language(language) for text in describe_problem(problem)]
    return [*said, say(language, "draft.editor.words", words=line.words)] if line.words else said


def _show_input(line: CellLine, round_code: str, desk: Desk, language: Language) -> None:
    key, place = f"cell_{round_code}_{line.sheet}!{line.cell}", (line.sheet, line.cell)
    label = say(language, "draft.editor.input", place=f"{line.sheet}!{line.cell}")
    if line.field == _STATUS:
        st.selectbox(
            label,
            list(STATUS_CHOICES),
            index=None,
            format_func=lambda code: say(language, f"review.figures.status.{code}"),
            placeholder=line.text or say(language, "submit.answers.choose"),
            key=key,
            label_visibility="collapsed",
            on_change=_save,
            args=(desk, language, lambda: correct_cell(desk, round_code, place, STATUS_CHOICES.get(st.session_state[key], line.text))),
        )
        return
    st.session_state.setdefault(key, line.text)
    st.text_input(
        label,
        key=key,
        max_chars=LONGEST_CORRECTION,
        label_visibility="collapsed",
        placeholder=say(language, "draft.editor.hint"),
        on_change=_save,
        args=(desk, language, lambda: correct_cell(desk, round_code, place, st.session_state[key]), (key, line.text)),
    )


def _show_states(line: CellLine, round_code: str, desk: Desk, language: Language) -> None:
    """Nil, not applicable and not available are acts with a reason, not blanks."""
    key = f"{round_code}_{line.sheet}!{line.cell}"
    with st.popover(say(language, "draft.declare.open"), key=f"declare_{key}"):
        label = say(language, "draft.declare.state")
        state = st.selectbox(label, STATES, format_func=lambda code: say(language, f"draft.declare.states.{code}"), key=f"state_{key}")
        reason = st.text_input(say(language, "draft.declare.reason"), max_chars=LONGEST_CORRECTION, key=f"why_{key}")
        declare = (desk, language, lambda: declare_state(desk, round_code, (line.sheet, line.cell), state, reason))
        st.button(say(language, "draft.declare.save"), key=f"save_{key}", on_click=_save, args=declare)


def _save(desk: Desk, language: Language, work: Callable[[], DraftView], typed: tuple[str, str] | None = None) -> None:
    """Does the work before the page runs again; a refusal becomes its sentence, and what was typed (key, text before) is forgotten."""
    try:
        keep_view(work())
    except REFUSALS as refusal:
        tell(explain_refusal(language, refusal))
        if typed is not None:
            st.session_state[typed[0]] = typed[1]


def _changed(one: CorrectionView, language: Language) -> tuple[str, ...]:
    empty = say(language, "draft.editor.empty")
    return f"{one.sheet}!{one.cell}", one.found or empty, one.value or empty, one.by, say_time(one.at, language)
