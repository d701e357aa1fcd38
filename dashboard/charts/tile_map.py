"""The map of the 32 assessed units as equal tiles, with the three units that are not assessed in grey."""

from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import bare_axis, lean_figure
from dashboard.charts.marks import Mark

_SIDE = 44
_ROWS, _COLUMNS = 8, 8
_GREY_FILL, _GREY_INK = "#ffffff", "#6b747e"


@dataclass(frozen=True, slots=True)
class Tile:
    """One unit: its letter, its place (row 0 on top), its status; `mark` None: not assessed. `name` goes with a selection."""

    code: str
    letter: str
    row: int
    column: int
    mark: Mark | None


NOT_ASSESSED: tuple[Tile, ...] = (Tile("71", "台", 6, 7, None), Tile("82", "澳", 7, 5, None), Tile("81", "港", 7, 6, None))


def draw_tile_map(tiles: tuple[Tile, ...]) -> go.Figure:
    """One square a unit with letter and status symbol; `customdata` of each point is the unit's code, for selection."""
    marks = [tile.mark for tile in tiles]
    trace = go.Scatter(
        x=[tile.column for tile in tiles],
        y=[-tile.row for tile in tiles],
        mode="markers+text",
        text=[f"<b>{tile.letter}</b><br>{tile.mark.symbol if tile.mark else ' '}" for tile in tiles],
        textfont={"size": 14, "color": [mark.ink if mark else _GREY_INK for mark in marks]},
        textposition="middle center",
        marker={
            "symbol": "square",
            "size": _SIDE,
            "color": [mark.fill if mark else _GREY_FILL for mark in marks],
            "line": {"width": 1, "color": [mark.ink if mark else "#c5cbd1" for mark in marks]},
            "opacity": 1,
        },
        customdata=[tile.code for tile in tiles],
        hoverinfo="none",
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        cliponaxis=False,
    )
    return lean_figure(
        [trace],
        _ROWS * (_SIDE + 6),
        hovermode="closest",
        clickmode="event+select",
        xaxis=bare_axis(range=[-0.55, _COLUMNS - 0.45]),
        yaxis=bare_axis(range=[0.55 - _ROWS, 0.55]),
    )
