"""Multiplies the figures of a column by the unit that its header states, and says so for every cell."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal

from indicators.intake.foreign.tables import Table
from indicators.intake.parse_entries import Normalised
from indicators.intake.parse_number import parse_number
from indicators.intake.raw import RawSheet, make_sheet


def scale_columns(table: Table, rows: Iterable[int], factors: Mapping[int, Decimal]) -> tuple[RawSheet, list[Normalised]]:
    """The sheet of a table with the figures of the given rows multiplied; the very same sheet where no factor differs from 1."""
    scaled = {column: factor for column, factor in factors.items() if factor != 1}
    wanted = _wanted(rows, scaled)
    if not scaled:
        return table.original, []
    normalised: list[Normalised] = []
    cells = []
    for cell in table.original.cells:
        place = (cell.column, cell.row) if table.across else (cell.row, cell.column)
        reading = parse_number(cell) if place in wanted else None
        if reading is not None and reading.value is not None and not reading.code:
            text = f"{Decimal(str(reading.value)) * scaled[place[1]]:f}"
            text = text.rstrip("0").rstrip(".") if "." in text else text
            normalised.append(Normalised(table.original.name, table.cell(*place), cell.text, text))
            cell = replace(cell, text=text)
        cells.append(cell)
    original = table.original
    sheet = make_sheet(original.name, cells, original.state, (original.hidden_rows, original.hidden_columns), original.merges)
    return sheet, normalised


def _wanted(rows: Iterable[int], scaled: Collection[int]) -> frozenset[tuple[int, int]]:
    listed = list(rows)
    return frozenset((row, column) for row in listed for column in scaled)
