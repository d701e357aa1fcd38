"""The form that plans an inspection, and the choice of its inspectors."""

from collections.abc import Sequence

import streamlit as st

from dashboard.services.assessments import list_periods
from dashboard.services.desk import Desk
from dashboard.services.inspections import GROUNDS, MATTERS, InspectionOrder, draw_subjects, office_accounts, plan_inspection
from dashboard.text.figures import say_list, say_period
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name

_DONE = "inspection_done"


def show_planning(desk: Desk, language: Language) -> None:
    """Folded away until it is wanted."""
    catalogue = desk.catalogue
    with st.expander(say(language, "inspections.plan.heading"), key="plan"), st.form("plan_form"):
        st.caption(say(language, "inspections.plan.note"))
        _show_drawn(desk, language)
        subjects = [*catalogue.regions, *catalogue.departments]
        label = say(language, "inspections.plan.subject")
        subject = st.selectbox(
            label,
            subjects,
            None,
            lambda code: subject_name(code, catalogue, language),
            key="plan_subject",
            placeholder=say(language, "inspections.plan.choose"),
        )
        periods = [view.code for view in list_periods(desk)]
        label = say(language, "inspections.plan.period")
        period = st.selectbox(label, periods, format_func=lambda code: say_period(code, language), key="plan_period")
        label = say(language, "inspections.plan.ground")
        ground = st.selectbox(label, GROUNDS, format_func=lambda code: say(language, f"inspections.ground.{code}"), key="plan_ground")
        label = say(language, "inspections.plan.matter")
        matter = st.selectbox(label, MATTERS, format_func=lambda code: say(language, f"inspections.matter.{code}"), key="plan_matter")
        names = pick_inspectors("plan_inspectors", "inspections.plan.inspectors", (), desk, language)
        longest = int(catalogue.limits("V-31")["characters"])
        reason = st.text_area(say(language, "inspections.plan.reason"), max_chars=longest, key="plan_reason")
        if st.form_submit_button(say(language, "inspections.plan.button"), type="primary"):
            planned = plan_inspection(desk, InspectionOrder(subject or "", period or "", ground, matter, reason, names))
            finish(say(language, "inspections.done.plan", id=planned.id))


def _show_drawn(desk: Desk, language: Language) -> None:
    """Who is drawn for the latest quarter that is frozen."""
    frozen = next((view.code for view in list_periods(desk) if view.state in ("frozen", "published")), None)
    if frozen:
        names = say_list([subject_name(code, desk.catalogue, language) for code in draw_subjects(desk, frozen)], language)
        st.caption(say(language, "inspections.plan.drawn", period=say_period(frozen, language), names=names))


def pick_inspectors(key: str, label: str, chosen: Sequence[str], desk: Desk, language: Language) -> tuple[str, ...]:
    """The people of the office, of whom some are picked; by display name, since that is what colleagues know."""
    people = {one.name: one.display_zh if language is Language.ZH else one.display_en for one in office_accounts(desk)}
    known = [name for name in chosen if name in people]
    picked = st.multiselect(
        say(language, label),
        list(people),
        known,
        format_func=lambda name: f"{people[name]} {name}",
        key=key,
        placeholder=say(language, "inspections.plan.choose"),
    )
    return tuple(picked)


def show_finished() -> None:
    """What the last act did, once."""
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done)


def finish(sentence: str) -> None:
    """Keeps the sentence for the next run and starts it."""
    st.session_state[_DONE] = sentence
    st.rerun()
