"""Area scores of one subject against the verdict lines of the period."""

from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import GRID, INK, QUIET, folded, lean_figure, quiet_axis
from dashboard.charts.marks import STANDING_MARKS, Standing

_ROW = 40
_LABEL_COLUMNS = 24
_LOWEST = 40.0


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
    """One row an area: a marker at its score, shape and word by standing; the lines stand behind. No score: the word alone at the left."""
    low = min([_LOWEST, *(area.score for area in areas if area.score is not None), *(line.score for line in lines)]) - 6
    labels = go.Scatter(
        x=[low if area.score is None else area.score for area in areas],
        y=list(range(len(areas))),
        mode="markers+text",
        text=[_value_text(area) for area in areas],
        textposition=["middle left" if (area.score or 0) > 100 else "middle right" for area in areas],
        textfont={"size": 12, "color": [STANDING_MARKS[area.standing].ink for area in areas]},
        marker={
            "symbol": [STANDING_MARKS[area.standing].shape for area in areas],
            "size": 13,
            "color": [STANDING_MARKS[area.standing].ink for area in areas],
            "line": {"width": 1, "color": "#ffffff"},
        },
        hoverinfo="skip",
        cliponaxis=False,
    )
    return lean_figure(
        [labels],
        len(areas) * _ROW + 76,
        margin={"l": 8, "r": 16, "t": 44, "b": 24},
        xaxis=quiet_axis(range=[low, 128], showgrid=False),
        yaxis=quiet_axis(
            range=[len(areas) - 0.5, -0.5],
            tickvals=list(range(len(areas))),
            ticktext=[folded(area.label, _LABEL_COLUMNS) for area in areas],
            tickfont={"size": 13, "color": INK},
        ),
        shapes=[_line_shape(line) for line in lines],
        annotations=[_line_label(line, index) for index, line in enumerate(sorted(lines, key=lambda line: line.score))],
    )


def draw_score_history(periods: tuple[str, ...], series: tuple[tuple[str, tuple[float | None, ...]], ...]) -> go.Figure:
    """The first series as a line with points, the others as dashed lines with their name at the right end; all over the same periods."""
    return lean_figure(
        [_history_trace(index, periods, values) for index, (_, values) in enumerate(series)],
        260,
        margin={"l": 8, "r": 96, "t": 12, "b": 8},
        xaxis=quiet_axis(type="category", showgrid=False, nticks=8),
        yaxis=quiet_axis(nticks=6),
        annotations=[_end_label(name, values, index) for index, (name, values) in enumerate(series) if values and values[-1] is not None],
    )


def _history_trace(index: int, periods: tuple[str, ...], values: tuple[float | None, ...]) -> go.Scatter:
    if index == 0:
        return go.Scatter(x=periods, y=values, mode="lines+markers", line={"color": INK, "width": 2}, marker={"size": 6}, hoverinfo="skip")
    return go.Scatter(x=periods, y=values, mode="lines", line={"color": QUIET, "width": 1, "dash": "dash"}, hoverinfo="skip")


def _end_label(name: str, values: tuple[float | None, ...], index: int) -> dict[str, object]:
    colour = INK if index == 0 else QUIET
    font = {"size": 12, "color": colour}
    return {"x": 1, "xref": "paper", "y": values[-1], "text": name, "xanchor": "left", "showarrow": False, "font": font, "xshift": 4}


def _value_text(area: AreaScore) -> str:
    return f" {area.word} " if area.score is None else f"  {area.word} {area.score:.1f}  "


def _line_shape(line: ScoreLine) -> dict[str, object]:
    dash = "solid" if line.score == 100 else "dot"
    style = {"color": QUIET if line.score == 100 else GRID, "width": 1.5, "dash": dash}
    return {"type": "line", "x0": line.score, "x1": line.score, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": style}


def _line_label(line: ScoreLine, index: int) -> dict[str, object]:
    """Labels alternate between two heights so that neighbouring lines do not write over one another."""
    font = {"size": 11, "color": QUIET}
    text = f"{line.label} {line.score:g}"
    return {"x": line.score, "y": 1, "yref": "paper", "yshift": 12 if index % 2 else 28, "text": text, "showarrow": False, "font": font}
