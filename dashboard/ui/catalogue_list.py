"""The indicators of the catalogue: filters, a table to choose from, one definition in full, the published national figures."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from dashboard.text.figures import say_list, say_number, say_value
from dashboard.text.say import Language, say
from dashboard.ui.labels import indicator_name, subject_name
from dashboard.ui.markup import Table, definitions_html
from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Indicator, SourceStatus, Use

FILTERS = ("area", "lead", "use", "status")
COLUMNS = ("indicator", "lead", "frequency", "level", "use", "baseline", "target_2025", "target_2030", "status")
_FIGURES = ("period", "subject", "value", "body", "flag")
_EVERYONE = "*"


def say_catalogue(catalogue: Catalogue, language: Language) -> str:
    """How many indicators there are and how well their targets are founded."""
    statuses = [indicator.path.target_status for indicator in catalogue.indicators.values()]
    scored = sum(indicator.use is Use.SCORE for indicator in catalogue.indicators.values())
    counts = {status.value: statuses.count(status) for status in SourceStatus}
    return say(language, "catalogue.lead", n=len(statuses), scored=scored, **counts)


def choose_filters(catalogue: Catalogue, language: Language) -> tuple[Indicator, ...]:
    """Four filters side by side; the indicators that pass all of them, in catalogue order."""
    columns = st.columns(len(FILTERS))
    chosen = {name: _filter(name, catalogue, language, column) for name, column in zip(FILTERS, columns, strict=True)}
    return tuple(
        item for item in catalogue.indicators.values() if all(not value or facet_of(item, name) == value for name, value in chosen.items())
    )


def facet_of(indicator: Indicator, name: str) -> str:
    """What a filter looks at."""
    facets = {"area": indicator.area, "lead": indicator.lead, "use": indicator.use.value, "status": indicator.path.target_status.value}
    return facets[name]


def catalogue_frame(indicators: Sequence[Indicator], catalogue: Catalogue, language: Language) -> pd.DataFrame:
    """One row an indicator with words for codes; the index is its code."""
    rows = [
        {
            "indicator": indicator_name(item.code, catalogue, language),
            "lead": subject_name(item.lead, catalogue, language),
            "frequency": say(language, f"catalogue.frequency.{item.frequency}"),
            "level": say(language, f"catalogue.level.{item.level}"),
            "use": say(language, f"catalogue.use.{item.use}"),
            "baseline": _target(item, item.path.baseline, language),
            "target_2025": _target(item, item.path.target_2025, language),
            "target_2030": _target(item, item.path.target_2030, language),
            "status": say(language, f"catalogue.status.{item.path.target_status}"),
        }
        for item in indicators
    ]
    return pd.DataFrame(rows, index=[item.code for item in indicators], columns=list(COLUMNS))


def show_catalogue(frame: pd.DataFrame, language: Language) -> str:
    """The table; returns the code of the chosen row, the first one if none is chosen."""
    config: dict[str, Any] = {name: st.column_config.TextColumn(say(language, f"catalogue.columns.{name}")) for name in COLUMNS}
    state = st.dataframe(
        frame,
        hide_index=True,
        column_config=config,
        key="catalogue_table",
        on_select="rerun",
        selection_mode="single-row",
        alt=say(language, "navigation.page.catalogue"),
    )
    rows = [row for row in state["selection"]["rows"] if row < len(frame)]
    return str(frame.index[rows[0] if rows else 0])


def show_definition(indicator: Indicator, catalogue: Catalogue, language: Language) -> None:
    """Everything the catalogue says about one indicator."""
    st.subheader(indicator_name(indicator.code, catalogue, language), anchor=False)
    everyone = indicator.support == (_EVERYONE,)
    supporters = [subject_name(code, catalogue, language) for code in indicator.support]
    texts = {
        "definition": indicator.definition,
        "numerator": indicator.numerator,
        "denominator": indicator.denominator,
        "note": indicator.definition_note,
        "risk": indicator.risk,
        "guard": indicator.guard,
    }
    told = {name: text.in_language(language) for name, text in texts.items() if text}
    told["direction"] = say(language, f"catalogue.direction.{indicator.direction}")
    told["support"] = say(language, "catalogue.detail.everyone") if everyone else say_list(supporters, language) or say(language, "ui.none")
    told["clauses"] = say_list(indicator.clauses, language)
    st.html(definitions_html([(say(language, f"catalogue.detail.{name}"), text) for name, text in told.items()]))


def figures_table(catalogue: Catalogue, language: Language) -> Table:
    """The published national figures, each with the body that published it; never joined in one line."""
    rows = tuple(
        (
            figure.period,
            figure.subject.in_language(language),
            say_number(figure.value, language, digits=None),
            _body(figure.body, catalogue, language),
            _flag(figure.flag, language),
        )
        for figure in catalogue.figures
    )
    head = tuple(say(language, f"catalogue.figures.columns.{column}") for column in _FIGURES)
    return Table(head, rows, frozenset({2}), say(language, "catalogue.figures.note"))


def _filter(name: str, catalogue: Catalogue, language: Language, column: Any) -> str:
    present = list(dict.fromkeys(facet_of(item, name) for item in catalogue.indicators.values()))
    says = {
        "area": lambda code: f"{code} {catalogue.areas[code].in_language(language)}",
        "lead": lambda code: subject_name(code, catalogue, language),
    }
    say_option = says.get(name, lambda code: say(language, f"catalogue.{name}.{code}"))
    everything = say(language, "catalogue.filter.all")
    label = say(language, f"catalogue.filter.{name}")
    options = ["", *present]
    return str(column.selectbox(label, options, format_func=lambda code: say_option(code) if code else everything, key=f"filter_{name}"))


def _target(indicator: Indicator, target: float | None, language: Language) -> str:
    return "–" if target is None else say_value(indicator, target, language)


def _body(code: str, catalogue: Catalogue, language: Language) -> str:
    """The body that published a figure; some are no members of the Joint Conference."""
    return say(language, "catalogue.figures.statistics") if code == "NBS" else subject_name(code, catalogue, language)


def _flag(flag: str, language: Language) -> str:
    return say(language, f"catalogue.figures.flag.{flag}") if flag in ("V", "V2") else flag
