"""One indicator over time against its planned path."""

from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import INK, QUIET, EndLabel, end_labels, lean_figure, quiet_axis, span_of

_HEIGHT, _TOP, _BOTTOM = 240, 12, 32


@dataclass(frozen=True, slots=True)
class PathSeries:
    """Periods with the value and the path in the unit that is shown (percent for shares); None where there is none.

    `breaks`: positions of the first periods in which a changed definition holds.
    """

    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    path: tuple[float | None, ...]
    value_label: str
    path_label: str
    suffix: str
    breaks: tuple[int, ...] = ()


def draw_planned_path(series: PathSeries) -> go.Figure:
    """The value as points on a line with gaps where it is missing, the planned path dashed, both named at the right end.

    A dotted upright stands before the first period of a changed definition.
    """
    low, high = span_of((series.values, series.path))
    value = go.Scatter(
        x=series.periods,
        y=series.values,
        mode="lines+markers",
        line={"color": INK, "width": 2},
        marker={"size": 7, "color": INK},
        connectgaps=False,
        hoverinfo="skip",
    )
    path = go.Scatter(x=series.periods, y=series.path, mode="lines", line={"color": QUIET, "width": 1.5, "dash": "dash"}, hoverinfo="skip")
    return lean_figure(
        [path, value],
        _HEIGHT,
        margin={"l": 8, "r": 84, "t": _TOP, "b": _BOTTOM},
        xaxis=quiet_axis(type="category", showgrid=False, nticks=4, tickangle=0),
        yaxis=quiet_axis(ticksuffix=series.suffix, nticks=6, range=[low, high]),
        shapes=[_upright(position) for position in series.breaks],
        annotations=end_labels(_line_names(series), high - low, _HEIGHT - _TOP - _BOTTOM),
    )


def _upright(position: int) -> dict[str, object]:
    """A line across the whole height between two periods; on a category axis positions count from 0."""
    x = position - 0.5
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": {"color": QUIET, "width": 1, "dash": "dot"}}


def _line_names(series: PathSeries) -> tuple[EndLabel, ...]:
    named = ((series.value_label, series.values, INK), (series.path_label, series.path, QUIET))
    ends = ((label, _last(values), colour) for label, values, colour in named)
    return tuple(EndLabel(label, end, colour) for label, end, colour in ends if end is not None)


def _last(values: tuple[float | None, ...]) -> float | None:
    present = [value for value in values if value is not None]
    return present[-1] if present else None
