"""Everything that pages keep between reruns. A key is the reader's scope and the version of the data; no session is read here.

Scope: `office` or `published`, as `scope_of` says, so that nobody is handed a figure of another tier. `_desk` only does the work on a miss.
Values are frozen; what is drawn from them is kept ready, so that a rerun of a page does not draw anew.
"""

import pandas as pd
import streamlit as st

from dashboard.briefs.brief import Brief
from dashboard.services.assessments import data_version, explain, read_assessment, read_series, sees_exact
from dashboard.services.briefs import read_brief
from dashboard.services.desk import Desk
from dashboard.services.notices import MissingView, list_missing, missing_version
from dashboard.services.rounds import read_round
from dashboard.services.score_history import read_score_histories
from dashboard.services.signals import find_report
from dashboard.services.views import AssessmentView, Explanation, RoundView
from dashboard.text.say import Language
from dashboard.ui.figure import Picture
from dashboard.ui.region_map import map_picture
from dashboard.ui.scorecard import scorecard_frame, scorecard_picture
from indicators.model.signal import SignalReport

_ENTRIES = 48


def scope_of(desk: Desk) -> str:
    """The tier of figures that this reader sees."""
    return "office" if sees_exact(desk) else "published"


def version_of(desk: Desk, period: str) -> str:
    """What changes as soon as a page of this period could read differently: the store, and what stands in it."""
    return f"{desk.store.engine.url} {data_version(desk, period)}"


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def cached_view(scope: str, version: str, period: str, _desk: Desk) -> AssessmentView:
    """The assessment of a period as this scope sees it."""
    return read_assessment(_desk, period)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def cached_brief(scope: str, version: str, period: str, language: Language, _desk: Desk) -> Brief:
    """The leader's brief of a period."""
    return read_brief(_desk, period, language)


@st.cache_resource(max_entries=4 * _ENTRIES, show_spinner=False)
def cached_explanation(scope: str, version: str, period: str, subject: str, _desk: Desk) -> Explanation:
    """One verdict with its cells."""
    return explain(_desk, period, subject)


@st.cache_data(max_entries=4 * _ENTRIES, show_spinner=False)
def cached_series(scope: str, version: str, period: str, words: tuple[str, str], _desk: Desk) -> pd.DataFrame:
    """One indicator of one subject over time; `words` are the two codes."""
    subject, indicator = words
    return read_series(_desk, cached_view(scope, version, period, _desk), subject, indicator)


@st.cache_resource(max_entries=4 * _ENTRIES, show_spinner=False)
def cached_round(scope: str, version: str, period: str, _desk: Desk) -> RoundView:
    """One round with its counts."""
    return read_round(_desk, period)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def cached_signals(scope: str, version: str, period: str, _desk: Desk) -> SignalReport:
    """The questions that the figures of a period raise; the office's alone."""
    return find_report(_desk, period)


def cached_missing(scope: str, period: str, desk: Desk) -> tuple[MissingView, ...]:
    """What is missing up to a round, and what was asked for in writing; the office's alone."""
    return _missing(scope, f"{desk.store.engine.url} {missing_version(desk)}", period, desk)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def _missing(scope: str, version: str, period: str, _desk: Desk) -> tuple[MissingView, ...]:
    return list_missing(_desk, period)


@st.cache_data(max_entries=4, show_spinner=False)
def cached_histories(scope: str, version: str, _desk: Desk) -> pd.DataFrame:
    """The published scores of everybody; `version` is that of `history_version`."""
    return read_score_histories(_desk)


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def cached_scorecard(scope: str, version: str, period: str, words: tuple[Language, str], _desk: Desk) -> tuple[Picture, pd.DataFrame]:
    """The scorecard as figure and as frame; `words` are language and order."""
    language, order = words
    assessment = cached_view(scope, version, period, _desk).assessment
    picture = scorecard_picture(assessment, _desk.catalogue, language, order)
    return picture, scorecard_frame(assessment, _desk.catalogue, language)


@st.cache_resource(max_entries=_ENTRIES, show_spinner=False)
def cached_map(scope: str, version: str, period: str, language: Language, _desk: Desk) -> Picture:
    """The tile map of a period."""
    return map_picture(cached_brief(scope, version, period, language, _desk).map, language)
