"""The look that all figures share: system fonts, no hover, no tool bar, room for labels and nothing else."""

from collections.abc import Mapping
from typing import Any

import plotly.graph_objects as go

INK = "#1f2933"
QUIET = "#4d5661"
GRID = "#d9dee3"
FONTS = '"Source Han Sans SC", "Noto Sans CJK SC", "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "Segoe UI", sans-serif'

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
        joins = units and ord(sign) <= 0x2E7F and not units[-1].endswith(" ") and ord(units[-1][-1]) <= 0x2E7F
        if joins:
            units[-1] += sign
        else:
            units.append(sign)
    return units
