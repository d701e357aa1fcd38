"""The tile map of the 32 units with its legend and its table; a chosen tile is handed back."""

import streamlit as st

from dashboard.briefs.brief import Look, TileMap
from dashboard.charts.marks import Mark
from dashboard.charts.tile_map import Tile, draw_tile_map
from dashboard.text.say import Language, say
from dashboard.ui.figure import Picture, select_in_figure
from dashboard.ui.markup import Chip, Table, chip_html, table_html

_WIDTH = 400


def show_region_map(tile_map: TileMap, picture: Picture, language: Language) -> str | None:
    """The map (`map_picture`) and its table as two tabs; returns the code of a region that was just chosen, else None."""
    st.subheader(tile_map.heading, anchor=False)
    chart, table = st.tabs([say(language, "ui.chart"), say(language, "ui.table")], key="map_tabs")
    with chart:
        chosen = select_in_figure(picture)
        st.html(" ".join(chip_html(Chip(_mark(entry.look), f"{entry.word} {entry.count}")) for entry in tile_map.legend))
        st.caption(say(language, "overview.map.hint"))
    with table:
        st.html(table_html(picture.table))
    assessed = {tile.code for tile in tile_map.tiles if tile.look}
    return chosen if chosen in assessed else None


def map_picture(tile_map: TileMap, language: Language) -> Picture:
    """The map as a figure with its description and its table twin, in the order of the regions' codes."""
    tiles = tuple(Tile(tile.code, tile.letter, tile.row, tile.column, _mark(tile.look) if tile.look else None) for tile in tile_map.tiles)
    head = tuple(say(language, f"overview.map.columns.{column}") for column in ("region", "grade"))
    rows = tuple((tile.name, Chip(_mark(tile.look), tile.word)) for tile in sorted(tile_map.tiles, key=lambda tile: tile.code))
    return Picture("map", draw_tile_map(tiles), tile_map.description, Table(head, rows), _WIDTH)


def _mark(look: Look | None) -> Mark:
    """The mark of a status; units outside the assessment are white and say so in words."""
    return Mark(look.symbol, "circle", look.ink, look.fill) if look else Mark("", "circle", "#4d5661", "#ffffff")
