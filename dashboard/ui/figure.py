"""A chart on the page: a generated sentence above it and a table of the same values behind a tab. No chart is shown without both."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard.charts.layout import CONFIG, Figure
from dashboard.text.say import Language, say
from dashboard.ui.markup import Table, table_html


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure with its sentence and its table twin. `key` is stable and unique on the page; `width` in pixels or `stretch`."""

    key: str
    figure: Figure
    sentence: str
    table: Table
    width: Any = "stretch"


def show_picture(picture: Picture, language: Language) -> None:
    """The sentence, then the chart and its table as two tabs."""
    st.caption(picture.sentence)
    chart, table = st.tabs([say(language, "ui.chart"), say(language, "ui.table")], key=f"{picture.key}_tabs")
    with chart:
        show_figure(picture)
    with table:
        st.html(table_html(picture.table))


def show_figure(picture: Picture) -> None:
    """The chart alone, with its sentence as its alternative text; only where the table stands right beside it."""
    st.plotly_chart(picture.figure, width=picture.width, theme=None, config=dict(CONFIG), key=f"{picture.key}_chart", alt=picture.sentence)


def select_in_figure(picture: Picture) -> str | None:
    """The chart alone; returns the `customdata` of the point that was just chosen, or None."""
    state = st.plotly_chart(
        picture.figure,
        width=picture.width,
        theme=None,
        config=dict(CONFIG),
        key=f"{picture.key}_chart",
        alt=picture.sentence,
        on_select="rerun",
        selection_mode="points",
    )
    points = state["selection"]["points"] if state else []
    return str(points[0]["customdata"]) if points else None
