"""The look that all figures share: system fonts, no hover, no tool bar, room for labels and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

INK = "#1f2933"
QUIET = "#4d5661"
GRID = "#d9dee3"
FONTS = '"Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Segoe UI", sans-serif'

_LABEL_HEIGHT = 15
_NEVER_FIRST = "，。、；：）》”’！？%"

Figure = go.Figure
"""What every chart function returns, named here so that pages need not know the drawing library."""

CONFIG: Mapping[str, Any] = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False, "displaylogo": False}


def lean_figure(traces: list[Any], height: int, **layout: Any) -> go.Figure:
    """A figure with our fonts and margins: fixed axes, no template, no hover; `layout` adds or overrides."""
    settings: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONTS, "size": 13, "color": INK},
        "template": go.layout.Template(),
        "hovermode": False,
        "dragmode": False,
        "showlegend": False,
    }
    return go.Figure(data=traces, layout={**settings, **layout})


@dataclass(frozen=True, slots=True)
class EndLabel:
    """What a line is called, at the height where it ends."""

    text: str
    at: float
    colour: str


def end_labels(labels: tuple[EndLabel, ...], span: float, height: int) -> list[dict[str, Any]]:
    """Annotations at the right edge, pushed apart where lines end close together; `span` is the range of the axis, `height` its pixels."""
    notes: list[dict[str, Any]] = []
    floor = float("-inf")
    for label in sorted(labels, key=lambda label: label.at):
        pixel = label.at / span * height
        placed = max(pixel, floor + _LABEL_HEIGHT)
        floor = placed
        font = {"size": 12, "color": label.colour}
        place = {"x": 1, "xref": "paper", "y": label.at, "xanchor": "left", "xshift": 6, "yshift": placed - pixel}
        notes.append({**place, "text": label.text, "showarrow": False, "font": font})
    return notes


def span_of(series: Sequence[Sequence[float | None]]) -> tuple[float, float]:
    """The range an axis needs for all values that are there, with a little room; (0, 1) where there are none."""
    present = [value for values in series for value in values if value is not None]
    if not present:
        return 0.0, 1.0
    room = (max(present) - min(present)) * 0.08 or 1.0
    return min(present) - room, max(present) + room


def bare_axis(**axis: Any) -> dict[str, Any]:
    """An axis without line, grid and ticks."""
    return {"visible": False, "fixedrange": True, "zeroline": False, "showgrid": False, **axis}


def quiet_axis(**axis: Any) -> dict[str, Any]:
    """An axis with pale grid and small labels."""
    plain: dict[str, Any] = {"fixedrange": True, "zeroline": False, "gridcolor": GRID, "linecolor": GRID, "automargin": True}
    return {**plain, "tickfont": {"size": 12, "color": QUIET}, **axis}


def folded(text: str, width: int) -> str:
    """The text broken into lines of about `width` half-width columns, for labels; Chinese characters count two columns."""
    lines, line, used = [], "", 0
    for word in _words(text):
        columns = sum(2 if ord(sign) > 0x2E7F else 1 for sign in word)
        if line and used + columns > width:
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + word, used + columns
    return "<br>".join([*lines, line.rstrip()])


def _words(text: str) -> list[str]:
    """Breakable units: each Chinese character, and each run of other characters with the space behind it."""
    units: list[str] = []
    for sign in text:
        plain = ord(sign) <= 0x2E7F
        if units and (sign in _NEVER_FIRST or (plain and not units[-1].endswith(" ") and ord(units[-1][-1]) <= 0x2E7F)):
            units[-1] += sign
        else:
            units.append(sign)
    return units
