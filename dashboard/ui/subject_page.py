"""The parts that the pages of a region and of a department share, from the verdict down to the cell."""

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.notices import list_notices
from dashboard.services.score_history import history_version
from dashboard.services.views import AssessmentView, Explanation
from dashboard.text.figures import say_date
from dashboard.text.say import Language, say
from dashboard.ui.cache import cached_histories, cached_series, scope_of, version_of
from dashboard.ui.choice import choose
from dashboard.ui.evidence import changes_table, decisive_rules, rules_table, say_closing, say_reporting
from dashboard.ui.figure import show_picture
from dashboard.ui.indicator_detail import show_indicator
from dashboard.ui.indicator_list import indicators_frame, show_indicators
from dashboard.ui.labels import indicator_name
from dashboard.ui.markup import facts_html, lead_html, points_html, table_html
from dashboard.ui.notice_list import say_own
from dashboard.ui.safety import say_lifts, say_margins
from dashboard.ui.subject_charts import contributions_picture, history_picture
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Verdict

REFERENCES = ("vs_path", "vs_peers", "vs_last_year")


def show_crumbs(name: str, period: str, language: Language) -> None:
    """The way back up."""
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.page_link("pages/overview.py", label=say(language, "navigation.page.overview"), query_params={"period": period})
        st.markdown(f"› {name}")


def show_contributions(verdict: Verdict, desk: Desk, language: Language) -> None:
    """What adds up to the score, against a reference of choice."""
    st.subheader(say(language, "subject.contributions.heading"), anchor=False)
    kinds = [kind for kind in REFERENCES if kind in verdict.comparisons]
    if not kinds:
        st.caption(say(language, "subject.contributions.none"))
        return
    label = say(language, "subject.contributions.versus")
    kind = choose("versus", label, kinds, lambda code: say(language, f"subject.contributions.reference.{code}"))
    show_picture(contributions_picture(verdict.comparisons[kind], kind, desk.catalogue, language), language)


def show_why(verdict: Verdict, desk: Desk, language: Language) -> None:
    """The rules one by one, and what would change the verdict."""
    st.subheader(say(language, "subject.changes.heading"), anchor=False)
    st.html(lead_html(say_closing(verdict, language)))
    _show_safety(verdict, desk, language)
    if verdict.changes:
        with st.expander(say(language, "subject.changes.one"), key="changes"):
            st.html(table_html(changes_table(verdict.changes, desk.catalogue, language)))
    decisive = decisive_rules(verdict)
    if decisive:
        st.markdown(f"**{say(language, 'subject.rules.decisive')}**")
        st.html(table_html(rules_table(decisive, desk.catalogue, language)))
    with st.expander(say(language, "subject.rules.heading", n=len(verdict.rules)), key="rules"):
        st.html(table_html(rules_table(verdict.rules, desk.catalogue, language)))


def _show_safety(verdict: Verdict, desk: Desk, language: Language) -> None:
    """The distance to each line, and which reports would lift what stands in the way."""
    if verdict.margins:
        st.markdown(f"**{say(language, 'subject.changes.safety')}**", help=say(language, "subject.changes.safety_note"))
        st.html(points_html(say_margins(verdict.margins, language)))
    if verdict.lifts:
        st.markdown(f"**{say(language, 'subject.changes.lifts')}**")
        st.html(points_html(say_lifts(verdict.lifts, desk.catalogue, language)))


def show_reporting(verdict: Verdict, desk: Desk, language: Language) -> None:
    """Whether what was due is there, and whose absence it is where not."""
    st.subheader(say(language, "subject.reporting.heading"), anchor=False)
    notices = say_own(list_notices(desk, verdict.subject), desk.catalogue, language)
    st.html(points_html((*say_reporting(verdict.reporting, desk.catalogue, language), *notices)))


def show_indicator_part(found: Explanation, desk: Desk, language: Language) -> None:
    """All indicators, then the one in the address with its history and its cells."""
    verdict = found.verdict
    st.subheader(say(language, "subject.indicators.heading"), anchor=False)
    frame = indicators_frame(verdict.indicators, desk.catalogue, language)
    if frame.empty:
        st.caption(say(language, "department.none_led"))
        return
    show_indicators(frame, language)
    name = choose(
        "indicator", say(language, "ui.indicator"), list(frame.index), lambda code: indicator_name(code, desk.catalogue, language)
    )
    result = next(result for result in verdict.indicators if result.indicator == name)
    cells = [cell for cell in found.cells if cell.indicator == name]
    subject = verdict.subject if verdict.kind == "region" else NATIONAL
    period = found.view.assessment.period
    series = cached_series(scope_of(desk), version_of(desk, period), period, (subject, name), desk)
    with st.container(border=True, key="indicator_detail"):
        show_indicator(result, series, cells, desk.catalogue, language)


def show_history(subject: str, desk: Desk, language: Language) -> None:
    """The scores of the published rounds."""
    everybody = cached_histories(scope_of(desk), history_version(desk), desk)
    history = everybody[everybody["subject"] == subject]
    if len(history) > 1:
        st.subheader(say(language, "subject.history.heading"), anchor=False)
        show_picture(history_picture(history, language), language)


def show_sources(view: AssessmentView, language: Language) -> None:
    """What the figures of the page rest on."""
    assessment = view.assessment
    versions = {"method": assessment.method_version, "rules": assessment.rules_version, "catalogue": assessment.catalogue_version}
    none = say(language, "ui.none")
    facts = {
        "as_of": say_date(view.as_of, language),
        "tier": say(language, f"subject.footer.tiers.{view.tier}"),
        "versions": say(language, "brief.footer.version_list", **versions),
        "snapshot": view.snapshot_id or none,
        "hash": view.snapshot_sha256 or none,
    }
    st.divider()
    st.html(facts_html([(say(language, f"subject.footer.{name}"), text) for name, text in facts.items()]))
