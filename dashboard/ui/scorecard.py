"""Regions down, areas across: the heatmap, its sortable table, and the region chosen in it."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.charts.marks import standing_of
from dashboard.charts.scorecard import Cell, draw_scorecard
from dashboard.text.figures import say_number
from dashboard.text.say import Language, say
from dashboard.ui.figure import Picture, show_figure
from dashboard.ui.labels import grade_chip, plain_label, subject_name
from dashboard.ui.markup import Table
from indicators.catalogue.catalogue import Catalogue
from indicators.model.area import SCORED_AREAS
from indicators.model.verdict import SEVERITY, Assessment, Verdict

ORDERS = ("grade", "score", "code")


def order_verdicts(verdicts: tuple[Verdict, ...], order: str) -> tuple[Verdict, ...]:
    """By grade (gravest first, then lowest score), by score (lowest first, none last) or by code."""
    if order == "code":
        return tuple(sorted(verdicts, key=lambda verdict: verdict.subject))
    low = {verdict.subject: float("inf") if verdict.score is None else verdict.score for verdict in verdicts}
    if order == "score":
        return tuple(sorted(verdicts, key=lambda verdict: (low[verdict.subject], verdict.subject)))
    return tuple(sorted(verdicts, key=lambda verdict: (-SEVERITY[verdict.grade], low[verdict.subject], verdict.subject)))


def scorecard_picture(assessment: Assessment, catalogue: Catalogue, language: Language, order: str) -> Picture:
    """The heatmap of overall and area scores with the sentence that names the lines."""
    lines = assessment.lines
    verdicts = order_verdicts(assessment.regions, order)
    cells = tuple(tuple(Cell(score, standing_of(score, lines)) for score in _scores(verdict)) for verdict in verdicts)
    columns = tuple(say(language, f"overview.scorecard.short.{name}") for name in ("score", *SCORED_AREAS))
    drawn = {name: say_number(getattr(lines, name), language) for name in ("criticise", "watch", "commend")}
    sentence = say(language, "overview.scorecard.sentence", n=len(verdicts), **drawn)
    names = tuple(subject_name(verdict.subject, catalogue, language) for verdict in verdicts)
    return Picture("scorecard", draw_scorecard(names, columns, cells), sentence, Table((), ()))


def scorecard_frame(assessment: Assessment, catalogue: Catalogue, language: Language) -> pd.DataFrame:
    """One row a region with words and raw figures; the index is the region's code, the columns are codes."""
    rows = [
        {
            "subject": subject_name(verdict.subject, catalogue, language),
            "grade": plain_label(grade_chip(verdict.grade, language)),
            "score": verdict.score,
            "fulfilment": None if verdict.fulfilment is None else 100 * verdict.fulfilment,
            **{area: verdict.areas.get(area) for area in SCORED_AREAS},
            "coverage": None if verdict.reporting.coverage is None else 100 * verdict.reporting.coverage,
        }
        for verdict in order_verdicts(assessment.regions, "grade")
    ]
    codes = [verdict.subject for verdict in order_verdicts(assessment.regions, "grade")]
    figures = ["score", "fulfilment", *SCORED_AREAS, "coverage"]
    return pd.DataFrame(rows, index=codes).astype(dict.fromkeys(figures, "float64"))


def show_scorecard(picture: Picture, frame: pd.DataFrame, language: Language) -> str | None:
    """Heatmap and sortable table as two tabs; returns the code of the region whose row was just chosen, else None."""
    chart, table = st.tabs([say(language, "ui.chart"), say(language, "ui.table")], key="scorecard_tabs")
    with chart:
        show_figure(picture)
    with table:
        st.caption(say(language, "overview.scorecard.help"))
        state = st.dataframe(
            frame,
            hide_index=True,
            height="content",
            placeholder="–",
            column_config=_columns(language),
            key="scorecard_table",
            on_select="rerun",
            selection_mode="single-row",
            alt=picture.sentence,
        )
    rows = state["selection"]["rows"]
    return str(frame.index[rows[0]]) if rows else None


def _columns(language: Language) -> dict[str, Any]:
    names = {name: say(language, f"overview.scorecard.columns.{name}") for name in ("subject", "grade", "score", "fulfilment", "coverage")}
    areas = {str(area): say(language, f"overview.scorecard.short.{area}") for area in SCORED_AREAS}
    config: dict[str, Any] = {name: st.column_config.TextColumn(names[name], pinned=name == "subject") for name in ("subject", "grade")}
    config |= {name: st.column_config.NumberColumn(label, format="%.1f") for name, label in (("score", names["score"]), *areas.items())}
    shares = ("fulfilment", "coverage")
    return config | {name: st.column_config.NumberColumn(names[name], format="%.0f%%") for name in shares}


def _scores(verdict: Verdict) -> tuple[float | None, ...]:
    return (verdict.score, *(verdict.areas.get(area) for area in SCORED_AREAS))
