"""The scorecard: subjects down, overall score and areas across, a symbol and a number in every cell."""

from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import INK, lean_figure, quiet_axis
from dashboard.charts.marks import STANDING_MARKS, Standing

_ORDER: tuple[Standing, ...] = (Standing.NO_DATA, Standing.FAR_BEHIND, Standing.SLIPPING, Standing.ON_PLAN, Standing.AHEAD)
_ROW = 23


@dataclass(frozen=True, slots=True)
class Cell:
    """One score with its standing; score None: no data."""

    score: float | None
    standing: Standing


def draw_scorecard(rows: tuple[str, ...], columns: tuple[str, ...], cells: tuple[tuple[Cell, ...], ...]) -> go.Figure:
    """A heatmap of len(rows) x len(columns) whose cells read `◆83`; the first row stands on top."""
    trace = go.Heatmap(
        z=[[_ORDER.index(cell.standing) for cell in row] for row in cells],
        x=list(range(len(columns))),
        y=list(range(len(rows))),
        text=[[cell_text(cell) for cell in row] for row in cells],
        texttemplate="%{text}",
        textfont={"size": 12, "color": INK},
        colorscale=_steps(),
        zmin=-0.5,
        zmax=len(_ORDER) - 0.5,
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    return lean_figure(
        [trace],
        len(rows) * _ROW + 64,
        xaxis=quiet_axis(side="top", tickvals=list(range(len(columns))), ticktext=list(columns), showgrid=False, tickangle=0),
        yaxis=quiet_axis(autorange="reversed", tickvals=list(range(len(rows))), ticktext=list(rows), showgrid=False),
    )


def cell_text(cell: Cell) -> str:
    """`◆83`, or the no-data sign alone; decimals are in the table beside it."""
    symbol = STANDING_MARKS[cell.standing].symbol
    return symbol if cell.score is None else f"{symbol}{cell.score:.0f}"


def _steps() -> list[tuple[float, str]]:
    """A colour scale of equal steps, one for each standing in order."""
    share = 1 / len(_ORDER)
    fills = [STANDING_MARKS[standing].fill for standing in _ORDER]
    return [(edge, fill) for index, fill in enumerate(fills) for edge in (index * share, (index + 1) * share)]
