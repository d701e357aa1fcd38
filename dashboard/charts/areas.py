"""Area scores of one subject against the verdict lines of the period."""

from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import INK, QUIET, folded, lean_figure, quiet_axis
from dashboard.charts.marks import STANDING_MARKS, Standing

_ROW = 40
_LABEL_COLUMNS = 24
_TOP, _BOTTOM = 68, 24
_RIGHT = 124
_PLAN = 100.0


@dataclass(frozen=True, slots=True)
class AreaScore:
    """One area with its label, its score (0-125 or None) and what its standing is called."""

    label: str
    score: float | None
    standing: Standing
    word: str


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A vertical line at a score, with its label on top."""

    label: str
    score: float


def draw_area_scores(areas: tuple[AreaScore, ...], lines: tuple[ScoreLine, ...]) -> go.Figure:
    """One row an area: a marker at its score among the lines, and its word and score in a column at the right. No score: no marker."""
    shown = [*(area.score for area in areas if area.score is not None), *(line.score for line in lines)]
    room = 0.12 * (max(shown) - min(shown))
    marks = [STANDING_MARKS[area.standing] for area in areas]
    trace = go.Scatter(
        x=[area.score for area in areas],
        y=list(range(len(areas))),
        mode="markers",
        marker={"symbol": [mark.shape for mark in marks], "size": 14, "color": [mark.ink for mark in marks]},
        hoverinfo="skip",
        cliponaxis=False,
    )
    return lean_figure(
        [trace],
        len(areas) * _ROW + _TOP + _BOTTOM,
        margin={"l": 8, "r": _RIGHT, "t": _TOP, "b": _BOTTOM},
        xaxis=quiet_axis(range=[min(shown) - room, max(shown) + room], showgrid=False, nticks=5),
        yaxis=quiet_axis(
            range=[len(areas) - 0.5, -0.5],
            tickvals=list(range(len(areas))),
            ticktext=[folded(area.label, _LABEL_COLUMNS) for area in areas],
            tickfont={"size": 13, "color": INK},
        ),
        shapes=[_line_shape(line) for line in lines],
        annotations=[_line_label(line, index) for index, line in enumerate(sorted(lines, key=lambda line: line.score))]
        + [_value_label(area, index) for index, area in enumerate(areas)],
    )


def _value_label(area: AreaScore, row: int) -> dict[str, object]:
    mark = STANDING_MARKS[area.standing]
    text = f"{mark.symbol} {area.word}" + ("" if area.score is None else f" <b>{area.score:.1f}</b>")
    place = {"x": 1, "xref": "paper", "xanchor": "left", "xshift": 8, "y": row, "align": "left"}
    return {**place, "text": text, "showarrow": False, "font": {"size": 13, "color": mark.ink}}


def _line_shape(line: ScoreLine) -> dict[str, object]:
    solid = line.score == _PLAN
    style = {"color": QUIET if solid else "#8a949e", "width": 1.5, "dash": "solid" if solid else "dot"}
    return {"type": "line", "x0": line.score, "x1": line.score, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": style}


def _line_label(line: ScoreLine, step: int) -> dict[str, object]:
    """Each line has its label on a height of its own, so that neighbouring lines do not write over one another."""
    font = {"size": 11, "color": QUIET}
    text = f"{line.label} {line.score:.1f}"
    return {"x": line.score, "y": 1, "yref": "paper", "yshift": 8 + 14 * step, "text": text, "showarrow": False, "font": font}
