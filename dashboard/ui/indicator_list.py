"""The indicators of one subject against their planned path, as a table to sort and choose from."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard.text.figures import say_count, say_value
from dashboard.text.say import Language, say
from dashboard.ui.choice import remember_choice
from dashboard.ui.labels import indicator_name, plain_label, progress_chip, say_result
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import IndicatorResult

_TEXTS = ("indicator", "progress", "value", "path", "n", "state")
_ORDER = {"moving_away": 0, "limited": 1, "needs_acceleration": 2, "none": 3, "too_early": 4, "on_track": 5, "achieved": 6}


def indicators_frame(results: tuple[IndicatorResult, ...], catalogue: Catalogue, language: Language) -> pd.DataFrame:
    """One row an indicator, scored ones first, among them those in most trouble; the index is its code.

    Columns indicator, progress, value, path, n, score, weight, state.
    """
    known = [result for result in results if result.indicator in catalogue.indicators]
    ordered = sorted(known, key=lambda result: (result.weight <= 0, _ORDER.get(result.progress, 3), result.indicator))
    rows = [_row(result, catalogue, language) for result in ordered]
    frame = pd.DataFrame(rows, columns=["indicator", "progress", "value", "path", "n", "score", "weight", "state"])
    return frame.set_axis([result.indicator for result in ordered]).astype({"score": "float64", "weight": "float64"})


def show_indicators(frame: pd.DataFrame, language: Language) -> None:
    """The table; a chosen row becomes the indicator of the page's address."""
    st.caption(say(language, "subject.indicators.help"))
    st.dataframe(
        frame,
        hide_index=True,
        height="auto",
        placeholder="–",
        column_config=_columns(language),
        key="indicators_table",
        on_select=lambda: _remember(frame),
        selection_mode="single-row",
        alt=say(language, "subject.indicators.heading"),
    )


def _row(result: IndicatorResult, catalogue: Catalogue, language: Language) -> dict[str, Any]:
    indicator = catalogue.indicators[result.indicator]
    marks = [say(language, f"subject.indicators.marks.{name}") for name in ("national_path", "illustrative") if getattr(result, name)]
    state = say(language, f"verdicts.indicator_state.{result.state}")
    return {
        "indicator": indicator_name(result.indicator, catalogue, language),
        "progress": plain_label(progress_chip(result.progress, language)),
        "value": say_result(indicator, result, language),
        "path": say_value(indicator, result.path, language),
        "n": "–" if result.denominator is None else say_count(result.denominator, language),
        "score": result.score,
        "weight": 100 * result.weight,
        "state": say(language, "subject.indicators.joined", parts=[state, *marks]),
    }


def _remember(frame: pd.DataFrame) -> None:
    rows = st.session_state["indicators_table"]["selection"]["rows"]
    if rows:
        remember_choice("indicator", str(frame.index[rows[0]]))


def _columns(language: Language) -> dict[str, Any]:
    names = {name: say(language, f"subject.indicators.columns.{name}") for name in (*_TEXTS, "score", "weight")}
    config: dict[str, Any] = {name: st.column_config.TextColumn(names[name], pinned=name == "indicator") for name in _TEXTS}
    config["score"] = st.column_config.NumberColumn(names["score"], format="%.1f")
    config["weight"] = st.column_config.NumberColumn(names["weight"], format="%.1f%%")
    return config
