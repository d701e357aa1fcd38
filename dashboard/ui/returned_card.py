"""What came back from the office: the reviewer's words beside each cell they name, and a way to mend that version on the page."""

from collections.abc import Sequence

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.draft_views import DraftView
from dashboard.services.drafts import keep_returned, list_drafts
from dashboard.services.returned import ReturnedCell, returned_cells
from dashboard.services.views import Obligation
from dashboard.text.figures import say_period, say_time
from dashboard.text.say import Language, say
from dashboard.ui.draft_state import keep_view
from dashboard.ui.labels import indicator_name
from dashboard.ui.markup import Table, table_html
from dashboard.ui.submission_tables import plain_figure, say_subject


def show_returned(obligations: Sequence[Obligation], desk: Desk, language: Language) -> None:
    """One table for each returned workbook; nothing if none is."""
    drafts = {line.round for line in list_drafts(desk)}
    for owed in (item for item in obligations if item.state == "returned" and item.submission_id):
        cells = returned_cells(desk, owed.submission_id or "")
        st.subheader(say(language, "submit.returned.heading", round=say_period(owed.round, language), version=owed.version), anchor=False)
        st.html(table_html(_table(cells, desk, language)))
        if owed.round not in drafts and st.button(say(language, "draft.reopen"), key=f"reopen_{owed.submission_id}"):
            outcome = keep_returned(desk, owed.submission_id or "")
            if isinstance(outcome, DraftView):
                keep_view(outcome)
            st.rerun()


def _table(cells: Sequence[ReturnedCell], desk: Desk, language: Language) -> Table:
    names = ("place", "figure", "value", "words", "by")
    head = tuple(say(language, f"submit.returned.columns.{name}") for name in names)
    return Table(head, tuple(_row(one, desk, language) for one in cells))


def _row(one: ReturnedCell, desk: Desk, language: Language) -> tuple[str, ...]:
    figure = ""
    if one.indicator:
        figure = f"{say_subject(one.subject, desk.catalogue, language)} {indicator_name(one.indicator, desk.catalogue, language)}"
    place = f"{one.sheet}!{one.cell}" if one.cell else say(language, "submit.problems.whole_file")
    words = "\n".join(part for part in (say(language, f"review.reasons.{one.reason}"), one.words) if part)
    return place, figure, plain_figure(one.value, language), words, f"{one.by}\n{say_time(one.at, language)}"
