"""Scores of one subject over the rounds against the verdict lines of each round."""

import plotly.graph_objects as go

from dashboard.charts.layout import INK, QUIET, EndLabel, end_labels, lean_figure, quiet_axis, span_of

_HEIGHT, _TOP, _BOTTOM = 260, 12, 32

NamedLine = tuple[str, tuple[float | None, ...]]


def draw_score_history(periods: tuple[str, ...], series: tuple[NamedLine, ...]) -> go.Figure:
    """The first series as a line with points, the others as dashed lines, each named at its right end; all over the same periods."""
    low, high = span_of([values for _, values in series])
    names = tuple(
        EndLabel(name, values[-1], INK if index == 0 else QUIET)
        for index, (name, values) in enumerate(series)
        if values and values[-1] is not None
    )
    return lean_figure(
        [_trace(index, periods, values) for index, (_, values) in enumerate(series)],
        _HEIGHT,
        margin={"l": 8, "r": 92, "t": _TOP, "b": _BOTTOM},
        xaxis=quiet_axis(type="category", showgrid=False, nticks=4, tickangle=0),
        yaxis=quiet_axis(nticks=6, range=[low, high]),
        annotations=end_labels(names, high - low, _HEIGHT - _TOP - _BOTTOM),
    )


def _trace(index: int, periods: tuple[str, ...], values: tuple[float | None, ...]) -> go.Scatter:
    if index == 0:
        return go.Scatter(x=periods, y=values, mode="lines+markers", line={"color": INK, "width": 2}, marker={"size": 6}, hoverinfo="skip")
    return go.Scatter(x=periods, y=values, mode="lines", line={"color": QUIET, "width": 1, "dash": "dash"}, hoverinfo="skip")
