"""One indicator over time against its planned path."""

from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import INK, QUIET, lean_figure, quiet_axis


@dataclass(frozen=True, slots=True)
class PathSeries:
    """Periods with the value and the path in the unit that is shown (percent for shares); None where there is none."""

    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    path: tuple[float | None, ...]
    value_label: str
    path_label: str
    suffix: str


def draw_planned_path(series: PathSeries) -> go.Figure:
    """The value as points on a line with gaps where it is missing, the planned path dashed, both named at the right end."""
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
        240,
        margin={"l": 8, "r": 84, "t": 16, "b": 8},
        xaxis=quiet_axis(type="category", showgrid=False, nticks=8),
        yaxis=quiet_axis(ticksuffix=series.suffix, nticks=6),
        annotations=_end_labels(series),
    )


def _end_labels(series: PathSeries) -> list[dict[str, object]]:
    """The two names at the right, pushed apart where the lines end close together."""
    ends = {label: _last(values) for label, values in ((series.value_label, series.values), (series.path_label, series.path))}
    value, path = ends[series.value_label], ends[series.path_label]
    above = value is None or path is None or value >= path
    shifts = {series.value_label: 8 if above else -8, series.path_label: -8 if above else 8}
    return [_end_label(label, end, shifts[label]) for label, end in ends.items() if end is not None]


def _end_label(label: str, at: float, shift: int) -> dict[str, object]:
    place = {"x": 1, "xref": "paper", "y": at, "xanchor": "left", "xshift": 6, "yshift": shift}
    return {**place, "text": label, "showarrow": False, "font": {"size": 12, "color": INK}}


def _last(values: tuple[float | None, ...]) -> float | None:
    present = [value for value in values if value is not None]
    return present[-1] if present else None
