"""Inspections on the screen: the list, and one inspection with what is written down of it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.charts.marks import Mark
from dashboard.services.desk import Desk
from dashboard.services.inspection_views import InspectionDetail, InspectionView
from dashboard.services.inspections import list_inspections
from dashboard.text.figures import say_list, say_period, say_time
from dashboard.text.say import Language, say
from dashboard.ui.labels import act_name, subject_name
from dashboard.ui.markup import Chip, Table, definitions_html, facts_html, points_html, table_html
from indicators.catalogue.catalogue import Catalogue

_COLUMNS = ("id", "subject", "state", "turn", "period", "ground", "outcome")
_ACT_COLUMNS = ("at", "by", "act", "reason")
_MARKS: Mapping[str, Mark] = {
    "planned": Mark("◇", "diamond-open", "#7a4a00", "#fbe3b3"),
    "under_way": Mark("◆", "diamond", "#7a4a00", "#fbe3b3"),
    "reported": Mark("▲", "triangle-up", "#8c1d18", "#f9dedc"),
    "settled": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
    "cancelled": Mark("○", "circle-open", "#4d5661", "#eceef0"),
}


def inspection_option(view: InspectionView, catalogue: Catalogue, language: Language) -> str:
    """`I-0001　河南　2026年第三季度　检查中`."""
    subject = subject_name(view.about.subject, catalogue, language)
    state = say(language, f"states.inspection.{view.state}")
    return say(language, "inspections.option", id=view.id, subject=subject, period=say_period(view.period, language), state=state)


def inspections_table(views: Sequence[InspectionView], catalogue: Catalogue, language: Language) -> Table:
    """One row an inspection, those in hand first."""
    rows = tuple(
        (
            view.id,
            subject_name(view.about.subject, catalogue, language),
            Chip(_MARKS[view.state], say(language, f"states.inspection.{view.state}")),
            say_turn(view, language),
            say_period(view.period, language),
            say(language, f"inspections.ground.{view.about.ground}"),
            say(language, f"states.outcome.{view.about.outcome}") if view.about.outcome else say(language, "ui.none"),
        )
        for view in views
    )
    head = tuple(say(language, f"inspections.columns.{column}") for column in _COLUMNS)
    return Table(head, rows, caption=say(language, "inspections.caption", n=len(rows)))


def show_inspection(detail: InspectionDetail, desk: Desk, language: Language) -> None:
    """What is written down of one inspection, and its acts."""
    view, about = detail.view, detail.view.about
    facts = {
        "subject": subject_name(about.subject, desk.catalogue, language),
        "period": say_period(view.period, language),
        "ground": say(language, f"inspections.ground.{about.ground}"),
        "matter": say(language, f"inspections.matter.{about.matter}"),
        "department": subject_name(view.department, desk.catalogue, language),
        "state": say(language, f"states.inspection.{view.state}"),
        "inspectors": say_list(list(about.inspectors), language),
        "turn": say_turn(view, language),
        "effect": say_effect(view, language),
    }
    st.html(facts_html([(say(language, f"inspections.columns.{name}"), text) for name, text in facts.items() if text]))
    st.html(definitions_html(_parts(view, language)))
    st.html(table_html(_acts_table(detail, language)))


def show_inspections_of(subject: str, desk: Desk, language: Language) -> None:
    """The inspections of a subject, briefly, on its own page; nothing where there are none."""
    views = [view for view in list_inspections(desk, subject) if view.state != "cancelled"]
    if not views:
        return
    st.subheader(say(language, "inspections.on_subject.heading"), anchor=False)
    st.html(points_html([_say_line(view, language) for view in views]))


def say_turn(view: InspectionView, language: Language) -> str:
    """Whose act comes next."""
    if view.turn != "inspectors":
        return say(language, f"inspections.turn.{view.turn}")
    step = "begin" if view.state == "planned" else "report"
    return say(language, f"inspections.turn.inspectors_{step}", names=say_list(list(view.about.inspectors), language))


def say_effect(view: InspectionView, language: Language) -> str:
    """What it does to verdicts as things stand."""
    until = say_period(view.until, language) if view.until else ""
    return say(language, f"inspections.effect.{view.effect}", **({"until": until} if until else {}))


def _parts(view: InspectionView, language: Language) -> list[tuple[str, str]]:
    about, document = view.about, view.about.document
    named = {"title": document.title, "number": document.number, "dated": document.dated} if document else {}
    outcome = say(language, f"states.outcome.{about.outcome}") if about.outcome else ""
    texts = {
        "part.reason": about.reason,
        "columns.outcome": outcome,
        "part.findings": about.findings,
        "part.breach": say(language, f"inspections.breach.{about.breach}") if about.breach else "",
        "part.document": say(language, "inspections.document", **named) if document else "",
        "part.level": say(language, f"inspections.level.{about.level}") if about.level else "",
        "part.opinion": about.opinion,
    }
    return [(say(language, f"inspections.{name}"), text) for name, text in texts.items() if text]


def _acts_table(detail: InspectionDetail, language: Language) -> Table:
    rows = tuple((say_time(one.at, language), one.actor, act_name(one.action, language), one.reason) for one in detail.events)
    head = tuple(say(language, f"inspections.acts.columns.{column}") for column in _ACT_COLUMNS)
    return Table(head, rows, caption=say(language, "inspections.acts.heading"))


def _say_line(view: InspectionView, language: Language) -> str:
    facts = {
        "id": view.id,
        "period": say_period(view.period, language),
        "ground": say(language, f"inspections.ground.{view.about.ground}"),
        "state": say(language, f"states.inspection.{view.state}"),
        "effect": say_effect(view, language),
    }
    return say(language, "inspections.on_subject.line", **facts)
