"""What may be done with an inspection: one form for each act that is open to this person now."""

from collections.abc import Callable, Mapping

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.inspection_views import InspectionDetail, InspectionView
from dashboard.services.inspections import (
    BREACHES,
    LEVELS,
    LONGEST_FINDINGS,
    OUTCOMES,
    DocumentReference,
    InspectionReport,
    Settlement,
    begin_inspection,
    cancel_inspection,
    name_inspectors,
    report_inspection,
    return_inspection,
    settle_inspection,
)
from dashboard.text.say import Language, say
from dashboard.ui.inspection_plan import finish, pick_inspectors
from dashboard.ui.password import ask_password

_OK = "ok"
_BREACH = "breach"


def show_acts(detail: InspectionDetail, desk: Desk, language: Language) -> None:
    """The forms of the next acts; where the turn is somebody else's, why it is not this person's."""
    forms: Mapping[str, Callable[[InspectionView, Desk, Language], None]] = {
        "name_inspectors": _show_naming,
        "begin_inspection": _show_beginning,
        "report_inspection": _show_report,
        "settle_inspection": _show_settling,
        "cancel_inspection": _show_cancelling,
    }
    waiting = {"planned": "begin_inspection", "under_way": "report_inspection", "reported": "settle_inspection"}.get(detail.view.state)
    if waiting and detail.may[waiting] != _OK:
        st.caption(say(language, f"acts.why_not.{detail.may[waiting]}"))
    for act, show in forms.items():
        if detail.may[act] == _OK:
            show(detail.view, desk, language)


def _show_naming(view: InspectionView, desk: Desk, language: Language) -> None:
    with st.form(f"name_{view.id}"):
        names = pick_inspectors("name_inspectors", "inspections.name.label", view.about.inspectors, desk, language)
        if st.form_submit_button(say(language, "inspections.name.button"), type="secondary" if view.about.inspectors else "primary"):
            name_inspectors(desk, view.id, view.row_version, names)
            finish(say(language, "inspections.done.name"))


def _show_beginning(view: InspectionView, desk: Desk, language: Language) -> None:
    with st.form(f"begin_{view.id}"):
        st.caption(say(language, "inspections.begin.note"))
        if st.form_submit_button(say(language, "inspections.begin.button"), type="primary"):
            begin_inspection(desk, view.id, view.row_version)
            finish(say(language, "inspections.done.begin"))


def _show_report(view: InspectionView, desk: Desk, language: Language) -> None:
    about = view.about
    with st.form(f"report_{view.id}"):
        label, first = say(language, "inspections.report.outcome"), OUTCOMES.index(about.outcome) if about.outcome else 0
        outcome = st.radio(
            label, OUTCOMES, first, lambda code: say(language, f"states.outcome.{code}"), key="report_outcome", horizontal=True
        )
        label = say(language, "inspections.report.findings")
        findings = st.text_area(label, about.findings, max_chars=LONGEST_FINDINGS, key="report_findings")
        st.caption(say(language, "inspections.report.breach_note"))
        breach = st.selectbox(
            say(language, "inspections.report.breach"),
            BREACHES,
            BREACHES.index(about.breach) if about.breach else None,
            lambda code: say(language, f"inspections.breach.{code}"),
            key="report_breach",
            placeholder=say(language, "inspections.plan.choose"),
        )
        document = _ask_document(about.document, language)
        if st.form_submit_button(say(language, "inspections.report.button"), type="primary"):
            report_inspection(desk, view.id, view.row_version, InspectionReport(outcome, findings, breach, document))
            finish(say(language, "inspections.done.report"))


def _ask_document(kept: DocumentReference | None, language: Language) -> DocumentReference:
    longest = {"number": 60, "title": 200, "dated": 10}
    parts = {
        name: st.text_input(
            say(language, f"inspections.report.{name}"), getattr(kept, name, ""), max_chars=limit, key=f"report_{name}", autocomplete="off"
        )
        for name, limit in longest.items()
    }
    return DocumentReference(**parts)


def _show_settling(view: InspectionView, desk: Desk, language: Language) -> None:
    with st.form(f"settle_{view.id}"):
        st.caption(say(language, "inspections.settle.note"))
        level = None
        if view.about.outcome == _BREACH:
            label = say(language, "inspections.settle.level")
            level = st.radio(
                label, LEVELS, None, lambda code: say(language, f"inspections.level.{code}"), key="settle_level", horizontal=True
            )
        longest = int(desk.catalogue.limits("V-31")["characters"])
        opinion = st.text_area(say(language, "inspections.settle.opinion"), max_chars=longest, key="settle_opinion")
        password = ask_password("settle_password", desk, language)
        with st.container(horizontal=True):
            settled = st.form_submit_button(say(language, "inspections.settle.button"), type="primary")
            back = st.form_submit_button(say(language, "inspections.settle.back"))
        if settled:
            settle_inspection(desk, view.id, view.row_version, Settlement(opinion, level), password)
            finish(say(language, "inspections.done.settle"))
        if back:
            return_inspection(desk, view.id, view.row_version, opinion)
            finish(say(language, "inspections.done.back"))


def _show_cancelling(view: InspectionView, desk: Desk, language: Language) -> None:
    with st.form(f"cancel_{view.id}"):
        longest = int(desk.catalogue.limits("V-31")["characters"])
        reason = st.text_area(say(language, "inspections.cancel.label"), max_chars=longest, key="cancel_reason", height=68)
        if st.form_submit_button(say(language, "inspections.cancel.button")):
            cancel_inspection(desk, view.id, view.row_version, reason)
            finish(say(language, "inspections.done.cancel"))
