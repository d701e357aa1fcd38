"""Tickets on the screen: the list, and one ticket with its figures and answers. What may be shown was decided in services."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.charts.marks import Mark
from dashboard.services.desk import Desk
from dashboard.services.ticket_views import TicketConflict, TicketDetail, TicketFigure, TicketView
from dashboard.text.figures import say_date, say_list, say_number, say_period, say_time
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name
from dashboard.ui.markup import Chip, Table, facts_html, points_html, table_html
from dashboard.ui.notice_list import say_figures
from indicators.catalogue.catalogue import Catalogue
from indicators.model.subject import NATIONAL

_COLUMNS = ("id", "rule", "what", "period", "owners", "where", "settle_by", "state")
_FIGURE_COLUMNS = ("subject", "side", "department", "name", "amount", "place")
_ANSWER_COLUMNS = ("at", "department", "by", "text")
_SHOWN = 3
_OPEN = Mark("◆", "diamond", "#7a4a00", "#fbe3b3")
_LATE = Mark("▲", "triangle-up", "#8c1d18", "#f9dedc")
_DONE: Mapping[str, Mark] = {
    "settled": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
    "resolved": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
    "dropped": Mark("○", "circle-open", "#4d5661", "#eceef0"),
}


def ticket_option(view: TicketView, language: Language) -> str:
    """`T-0001　X-01　2026年第三季度`."""
    return say(language, "tickets.option", id=view.id, rule=_rule(view, language), period=say_period(view.period, language))


def tickets_table(tickets: Sequence[TicketView], catalogue: Catalogue, language: Language) -> Table:
    """One row a ticket, open ones first."""
    rows = tuple(
        (
            view.id,
            _rule(view, language),
            view.text.in_language(language),
            say_period(view.period, language),
            _names(view.owners, catalogue, language),
            _where(view.subjects, catalogue, language),
            say_date(view.settle_by, language),
            _state_chip(view, language),
        )
        for view in tickets
    )
    head = tuple(say(language, f"tickets.columns.{column}") for column in _COLUMNS)
    return Table(head, rows, caption=say(language, "tickets.caption", n=len(rows)))


def show_ticket(detail: TicketDetail, desk: Desk, language: Language) -> None:
    """What should hold, the figures that do not, and what the owners said."""
    view = detail.view
    st.markdown(f"**{view.text.in_language(language)}**")
    facts = {
        "period": say_period(view.period, language),
        "owners": _names(view.owners, desk.catalogue, language),
        "settle_by": say_date(view.settle_by, language),
        "state": _state(view, language),
    }
    st.html(facts_html([(say(language, f"tickets.columns.{name}"), text) for name, text in facts.items()]))
    if view.must_fix and view.state == "open":
        st.caption(say(language, "tickets.must_fix"))
    if detail.conflicts:
        st.html(table_html(figures_table(detail.conflicts, desk.catalogue, language)))
    if detail.missing:
        st.html(points_html([say_figures({code: rounds}, desk.catalogue, language) for code, rounds in detail.missing.items()]))
        address = f"/documents/notice/{view.id}?language={language}"
        st.link_button(say(language, "notices.letter.link"), address, key="notice_letter", icon=":material/mail:")
    if desk.actor.department is not None and detail.conflicts:
        st.caption(say(language, "tickets.figures.note"))
    if detail.answers:
        st.html(table_html(_answers_table(detail, desk.catalogue, language)))
    else:
        st.caption(say(language, "tickets.answers.none"))


def figures_table(conflicts: Sequence[TicketConflict], catalogue: Catalogue, language: Language) -> Table:
    """Every figure of every contradiction, with the sum of each side below its figures."""
    rows = tuple(row for conflict in conflicts for row in _conflict_rows(conflict, catalogue, language))
    head = tuple(say(language, f"tickets.figures.columns.{column}") for column in _FIGURE_COLUMNS)
    return Table(head, rows, frozenset({4}), say(language, "tickets.figures.heading"))


def _conflict_rows(conflict: TicketConflict, catalogue: Catalogue, language: Language) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = []
    where = _where((conflict.subject,), catalogue, language)
    for side, total in (("left", conflict.left), ("right", conflict.right)):
        place = (where, say(language, f"tickets.figures.{side}"))
        figures = [figure for figure in conflict.figures if figure.side == side]
        rows += [(*place, *_figure_cells(figure, catalogue, language)) for figure in figures]
        if len(figures) > 1:
            rows.append((*place, "", say(language, "tickets.figures.sum"), _amount(total, language), ""))
    return rows


def _figure_cells(figure: TicketFigure, catalogue: Catalogue, language: Language) -> tuple[str, str, str, str]:
    name = figure.name.in_language(language) if figure.name else say(language, "tickets.figures.of_department")
    return subject_name(figure.department, catalogue, language), name, _amount(figure.amount, language), _places(figure.places, language)


def _amount(amount: float | None, language: Language) -> str:
    return say(language, "tickets.figures.few") if amount is None else say_number(amount, language, digits=None)


def _places(places: Sequence[str], language: Language) -> str:
    if len(places) <= _SHOWN:
        return ", ".join(places)
    return say(language, "tickets.places", first=places[0], n=len(places))


def _answers_table(detail: TicketDetail, catalogue: Catalogue, language: Language) -> Table:
    rows = tuple(
        (say_time(answer.at, language), subject_name(answer.department, catalogue, language), answer.by, answer.text)
        for answer in detail.answers
    )
    head = tuple(say(language, f"tickets.answers.columns.{column}") for column in _ANSWER_COLUMNS)
    return Table(head, rows, caption=say(language, "tickets.answers.heading"))


def _rule(view: TicketView, language: Language) -> str:
    return view.rule or say(language, "notices.about" if view.notice else "tickets.about_figures")


def _state_chip(view: TicketView, language: Language) -> Chip:
    if view.overdue:
        return Chip(_LATE, say(language, "tickets.overdue"))
    return Chip(_DONE.get(view.state, _OPEN), _state(view, language))


def _state(view: TicketView, language: Language) -> str:
    return say(language, f"{'notices' if view.notice else 'tickets'}.state.{view.state}")


def _names(codes: Sequence[str], catalogue: Catalogue, language: Language) -> str:
    return say_list([subject_name(code, catalogue, language) for code in codes], language)


def _where(subjects: Sequence[str], catalogue: Catalogue, language: Language) -> str:
    names = [say(language, "tickets.country") if code == NATIONAL else subject_name(code, catalogue, language) for code in subjects]
    if len(names) <= _SHOWN:
        return say_list(names, language)
    return say(language, "tickets.places", first=say_list(names[:_SHOWN], language), n=len(names))
