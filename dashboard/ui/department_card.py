"""What a department answers for: the indicators it leads and supports, and what is special about its seat."""

import streamlit as st

from dashboard.text.figures import say_value
from dashboard.text.say import Language, say
from dashboard.ui.labels import country_chip, indicator_name, outcome_chip, subject_name
from dashboard.ui.markup import Table, Value
from indicators.catalogue.catalogue import Catalogue
from indicators.model.subject import NATIONAL, Department
from indicators.model.verdict import Assessment, CampaignResult, NationalResult

Results = dict[str, NationalResult | CampaignResult]
_COLUMNS = ("indicator", "role", "progress", "value", "path", "behind")


def show_seat(department: Department, catalogue: Catalogue, language: Language) -> None:
    """A notice where the seat has ended or its holder is not known."""
    if not department.known:
        st.info(say(language, "department.unknown"))
    if department.closed and department.successor:
        successor = subject_name(department.successor, catalogue, language)
        st.info(say(language, "department.closed", date=department.closed, successor=successor))


def shares_table(code: str, assessment: Assessment, catalogue: Catalogue, language: Language) -> Table:
    """One row an indicator that the department leads or supports by name, with where the country stands on it."""
    results: Results = {result.indicator: result for result in assessment.national}
    results |= {result.indicator: result for result in assessment.campaign if result.subject == NATIONAL}
    led = [indicator for indicator in catalogue.indicators.values() if indicator.lead == code]
    supported = [indicator for indicator in catalogue.indicators.values() if code in indicator.support and indicator.lead != code]
    rows = [_row(indicator.code, "lead", results.get(indicator.code), catalogue, language) for indicator in led]
    rows += [_row(indicator.code, "support", results.get(indicator.code), catalogue, language) for indicator in supported]
    counts = (say(language, "department.led", n=len(led)), say(language, "department.supported", n=len(supported)))
    head = tuple(say(language, f"department.shares.columns.{column}") for column in _COLUMNS)
    return Table(head, tuple(rows), frozenset({3, 4, 5}), "　".join(counts))


def _row(
    code: str, role: str, result: NationalResult | CampaignResult | None, catalogue: Catalogue, language: Language
) -> tuple[Value, ...]:
    said = (indicator_name(code, catalogue, language), say(language, f"department.shares.role.{role}"))
    if result is None:
        return (*said, "–", "–", "–", "–")
    indicator = catalogue.indicators[code]
    if isinstance(result, CampaignResult):
        chip = outcome_chip(result.outcome, language)
        return (*said, chip, say_value(indicator, result.value, language), say_value(indicator, result.target, language), "–")
    values = (say_value(indicator, result.value, language), say_value(indicator, result.path, language))
    behind = say(language, "overview.national.behind", n=result.regions_behind, all=result.regions_with_value)
    return (
        *said,
        country_chip(result, language),
        *values,
        behind if result.regions_with_value else "–",
    )
