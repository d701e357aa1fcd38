"""What a department owes, one card for each round: what, by when, how far it is, what to do next."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.charts.marks import Mark
from dashboard.services.views import Obligation
from dashboard.text.figures import say_period
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name, submission_state
from dashboard.ui.markup import Chip, chip_html, facts_html, lead_html
from indicators.catalogue.catalogue import Catalogue

_DONE = ("accepted", "frozen", "published")
_LOOKS: Mapping[str, Mark] = {
    "returned": Mark("▲", "triangle-up", "#8f1d18", "#f3b6ae"),
    "in_work": Mark("◇", "diamond-open", "#7a4a00", "#fbe3b3"),
    "accepted": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
}
_PLAIN = Mark("○", "circle-open", "#2f4f7f", "#e6edf6")


def show_obligations(obligations: Sequence[Obligation], catalogue: Catalogue, language: Language) -> None:
    """The cards side by side, and a sentence where nothing is owed."""
    if not obligations:
        st.info(say(language, "submit.no_obligation"))
    for place in range(0, len(obligations), 3):
        for column, obligation in zip(st.columns(3), obligations[place : place + 3], strict=False):
            with column:
                show_obligation(obligation, catalogue, language)


def show_obligation(obligation: Obligation, catalogue: Catalogue, language: Language) -> None:
    """One card."""
    key = f"obligation_{obligation.department}_{obligation.round}"
    with st.container(border=True, key=key):
        st.markdown(f"**{say_period(obligation.round, language)}**　{subject_name(obligation.department, catalogue, language)}")
        st.html(chip_html(state_chip(obligation.state, language)))
        scope = say(language, "submit.card.scope", indicators=obligation.indicator_count, cells=obligation.cell_count)
        st.html(facts_html([("", scope), ("", say_due(obligation, language)), *_version(obligation, language)]))
        st.caption(say(language, f"submit.next.{obligation.next_action}"))
        address = f"/documents/template?department={obligation.department}&round={obligation.round}"
        st.link_button(say(language, "submit.card.template"), address, key=f"{key}_template", icon=":material/download:")


def say_obligations(obligations: Sequence[Obligation], name: str, language: Language) -> str:
    """How much is left to do, in one sentence."""
    open_ones = [obligation for obligation in obligations if obligation.state not in (*_DONE, "submitted", "in_review")]
    if not open_ones:
        return say(language, "submit.lead_done", name=name)
    late = sum(obligation.days_left < 0 and not _returned_in_time(obligation) for obligation in open_ones)
    return say(language, "submit.lead", name=name, open=len(open_ones), late=late)


def say_due(obligation: Obligation, language: Language) -> str:
    """The due day and how far it is away; once the report is in, the day alone; for how long it has been back if it was returned."""
    due = say(language, "submit.card.due", date=obligation.due)
    if obligation.state in (*_DONE, "submitted", "in_review"):
        return due
    if _returned_in_time(obligation):
        return f"{due}　{say(language, 'submit.card.returned', n=obligation.returned_days)}"
    kind = "left" if obligation.days_left > 0 else "today" if obligation.days_left == 0 else "late"
    return f"{due}　{say(language, f'submit.card.{kind}', n=abs(obligation.days_left))}"


def _returned_in_time(obligation: Obligation) -> bool:
    """A department that reported in time and got its workbook back is not late."""
    return obligation.returned_days is not None and obligation.in_time


def state_chip(state: str, language: Language) -> Chip:
    """The chip of a submission's state."""
    return Chip(_LOOKS["accepted"] if state in _DONE else _LOOKS.get(state, _PLAIN), submission_state(state, language))


def show_lead(sentence: str) -> None:
    """The first sentence of a page."""
    st.html(lead_html(sentence))


def _version(obligation: Obligation, language: Language) -> list[tuple[str, str]]:
    return [("", say(language, "submit.card.version", n=obligation.version))] if obligation.version else []
