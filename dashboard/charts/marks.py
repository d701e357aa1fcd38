"""How a status looks: one character, one shape and two colours for each, so that it can be read in grey and by the colour-blind.

The words for a status are in dashboard/text; this module knows none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.model.verdict import Grade, Lines


@dataclass(frozen=True, slots=True)
class Mark:
    """`symbol` stands in text, `shape` is its Plotly marker; `ink` reads on white and on `fill`."""

    symbol: str
    shape: str
    ink: str
    fill: str


class Standing(StrEnum):
    """Where a score lies between the verdict lines; a description, not a grade."""

    AHEAD = "ahead"
    ON_PLAN = "on_plan"
    SLIPPING = "slipping"
    FAR_BEHIND = "far_behind"
    NO_DATA = "no_data"


_BEST = Mark("★", "star", "#0b5d4e", "#d3ebe4")
_GOOD = Mark("●", "circle", "#2f4f7f", "#e6edf6")
_SLOW = Mark("◆", "diamond", "#7a4a00", "#fbe3b3")
_POOR = Mark("▼", "triangle-down", "#8f1d18", "#f3b6ae")
_OPEN = Mark("○", "circle-open", "#4d5661", "#eceef0")
_NONE = Mark("–", "line-ew-open", "#4d5661", "#eceef0")

GRADE_MARKS: Mapping[str, Mark] = {
    Grade.COMMEND: _BEST,
    Grade.STEADY: _GOOD,
    Grade.WATCH: _SLOW,
    Grade.CRITICISE: _POOR,
    Grade.INSUFFICIENT_EVIDENCE: _OPEN,
    Grade.NOT_ASSESSABLE: _NONE,
}

STANDING_MARKS: Mapping[str, Mark] = {
    Standing.AHEAD: _BEST,
    Standing.ON_PLAN: _GOOD,
    Standing.SLIPPING: _SLOW,
    Standing.FAR_BEHIND: _POOR,
    Standing.NO_DATA: _NONE,
}

PROGRESS_MARKS: Mapping[str, Mark] = {
    "achieved": _BEST,
    "on_track": _GOOD,
    "needs_acceleration": _SLOW,
    "limited": Mark("▽", "triangle-down-open", "#7a4a00", "#fbe3b3"),
    "moving_away": _POOR,
    "too_early": _OPEN,
    "protected": Mark("*", "asterisk-open", "#4d5661", "#eceef0"),
    "none": _NONE,
}

OUTCOME_MARKS: Mapping[str, Mark] = {
    "met": _BEST,
    "not_met": _POOR,
    "cannot_tell": _OPEN,
    "running": _GOOD,
    "no_data": _NONE,
}

REPORTING_SYMBOLS: Mapping[str, str] = {
    "reported": "●",
    "nil": "○",
    "returned": "▲",
    "late": "◇",
    "missing": "✕",
    "not_due": "–",
}


def standing_of(score: float | None, lines: Lines) -> Standing:
    """Where a score (0-125, 100 = on the planned path) lies between the lines of the period (method.md 1.8)."""
    if score is None:
        return Standing.NO_DATA
    if score <= lines.criticise:
        return Standing.FAR_BEHIND
    if score <= lines.watch:
        return Standing.SLIPPING
    return Standing.AHEAD if score >= lines.commend else Standing.ON_PLAN
