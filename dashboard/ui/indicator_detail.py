"""One indicator of one subject: its history against the path, what it means, and the cells its figure is made of."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from dashboard.charts.planned_path import PathSeries, draw_planned_path
from dashboard.text.figures import say_count, say_period, say_value
from dashboard.text.say import Language, say, say_both
from dashboard.ui.evidence import cells_table
from dashboard.ui.figure import Picture, show_picture
from dashboard.ui.labels import indicator_name, progress_chip, say_result, subject_name
from dashboard.ui.markup import Table, definitions_html, points_html, table_html
from dashboard.ui.outlook import say_heading
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import IndicatorResult, SourceCell
from indicators.model.indicator import Indicator, SeriesBreak
from indicators.model.period import parse_period

_COLUMNS = ("period", "value", "path", "numerator", "denominator")


def series_picture(series: pd.DataFrame, result: IndicatorResult, catalogue: Catalogue, language: Language) -> Picture:
    """The values of one indicator over time (columns period, value, numerator, denominator, path) against its path."""
    indicator = catalogue.indicators[result.indicator]
    scale, suffix = (100.0, "%") if indicator.unit == "share" else (1.0, "")
    periods = tuple(str(code) for code in series["period"])
    changed = _changes(indicator, periods) | _new_templates(series)
    drawn = PathSeries(
        periods=periods,
        values=_scaled(series["value"], scale),
        path=_scaled(series["path"], scale),
        value_label=say(language, "subject.indicator.value"),
        path_label=say(language, "subject.indicator.path"),
        suffix=suffix,
        breaks=tuple(changed),
    )
    sentence = say(
        language,
        "subject.indicator.sentence",
        value=say_result(indicator, result, language),
        path=say_value(indicator, result.path, language),
        progress=progress_chip(result.progress, language).word,
    )
    told = (
        say(language, "subject.indicator.changed", period=say_period(one.since, language), text=one.text.in_language(language))
        for one in changed.values()
    )
    return Picture("series", draw_planned_path(drawn), " ".join((sentence, *told)), _series_table(series, indicator, language))


def _new_templates(series: pd.DataFrame) -> dict[int, SeriesBreak]:
    """Position of each figure that came in another version of the template than the one before it."""
    versions = list(series["template"]) if "template" in series else []
    pairs = enumerate(zip(versions, versions[1:], strict=False), 1)
    return {
        place: SeriesBreak(str(series["period"].iloc[place]), say_both("subject.indicator.new_template", before=before, after=after))
        for place, (before, after) in pairs
        if before and after and before != after
    }


def _changes(indicator: Indicator, periods: Sequence[str]) -> dict[int, SeriesBreak]:
    """Position of the first of these periods in which each change of definition holds; changes before or after all of them are left out."""
    days = [parse_period(period).last_day for period in periods]
    found = {}
    for one in indicator.breaks:
        begins = parse_period(one.since).first_day
        position = next((place for place, day in enumerate(days) if day >= begins), 0)
        if position:
            found[position] = one
    return found


def show_definition(indicator: Indicator, catalogue: Catalogue, language: Language) -> None:
    """Definition, numerator, denominator and lead department."""
    parts = {"definition": indicator.definition, "numerator": indicator.numerator, "denominator": indicator.denominator}
    facts = [(say(language, f"subject.indicator.{name}"), text.in_language(language)) for name, text in parts.items() if text]
    lead = (say(language, "subject.indicator.lead"), subject_name(indicator.lead, catalogue, language))
    st.html(definitions_html([*facts, lead]))


def show_indicator(
    result: IndicatorResult, series: pd.DataFrame, cells: Sequence[SourceCell], catalogue: Catalogue, language: Language
) -> None:
    """Name, definition, chart with table, where it is heading, and the source cells: the end of the way down."""
    indicator = catalogue.indicators[result.indicator]
    st.subheader(indicator_name(result.indicator, catalogue, language), anchor=False)
    show_definition(indicator, catalogue, language)
    if series.empty:
        st.caption(say(language, "subject.indicator.no_series"))
    else:
        show_picture(series_picture(series, result, catalogue, language), language)
    heading = say_heading(result, indicator, language)
    if heading:
        st.markdown(f"**{say(language, 'subject.heading.title')}**")
        st.html(points_html(heading))
    st.markdown(f"**{say(language, 'subject.cells.heading')}**")
    if cells:
        st.html(table_html(cells_table(cells, language)))
    else:
        st.caption(say(language, "subject.cells.none"))


def _scaled(column: "pd.Series[float]", scale: float) -> tuple[float | None, ...]:
    return tuple(None if pd.isna(value) else float(value) * scale for value in column)


def _series_table(series: pd.DataFrame, indicator: Indicator, language: Language) -> Table:
    head = tuple(say(language, f"subject.indicator.columns.{column}") for column in _COLUMNS)
    rows = tuple(
        (
            say_period(str(row.period), language),
            say_value(indicator, row.value, language),
            say_value(indicator, row.path, language),
            say_count(row.numerator, language),
            say_count(row.denominator, language),
        )
        for row in series.iloc[::-1].itertuples()
    )
    return Table(head, rows, frozenset({1, 2, 3, 4}))
