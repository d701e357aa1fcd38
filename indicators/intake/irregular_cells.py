"""Cells that lie where a sheet is read but cannot be read as they are: hidden, merged; and figures that lie where nothing is read."""

from collections.abc import Iterator

import numpy as np

from indicators.intake.entries_found import Rows
from indicators.intake.found_heads import Head
from indicators.intake.grid import Grid, rows_with
from indicators.intake.layout import cell_name
from indicators.intake.problems import problem
from indicators.model.submission import Problem


def check_irregular_cells(grid: Grid, head: Head, rows: Rows) -> Iterator[Problem]:
    """Hidden rows and columns with figures, merged input cells, and figures where nothing is read."""
    columns = {column for parts in head.columns.values() for fields in parts.values() for column in fields.values()}
    used = set(rows.values())
    yield from _hidden(grid, head, columns, used)
    for first_row, first_column, last_row, last_column in grid.raw.merges:
        inside = any(first_column <= column <= last_column for column in columns)
        if inside and last_row > head.last_row and first_row <= max(used, default=0):
            cells = {"cell": cell_name(first_row, first_column), "last": cell_name(last_row, last_column)}
            yield problem("merged_cells", sheet=grid.raw.name, **cells)
    yield from _not_read(grid, head, columns, used)


def _hidden(grid: Grid, head: Head, columns: set[int], used: set[int]) -> Iterator[Problem]:
    name = grid.raw.name
    for row in sorted(grid.raw.hidden_rows & used & rows_with(grid, columns) if grid.raw.hidden_rows else ()):
        yield problem("hidden_row", sheet=name, cell=cell_name(row, min(columns)), row=row)
    for column in sorted(grid.raw.hidden_columns & columns):
        if used & rows_with(grid, (column,)):
            yield problem("hidden_column", sheet=name, cell=cell_name(head.last_row + 1, column), column=cell_name(1, column)[:-1])


def _not_read(grid: Grid, head: Head, columns: set[int], used: set[int]) -> Iterator[Problem]:
    known = [*columns, *head.labels.all, *head.passed_over]
    right = max(columns, default=0)
    outside = (grid.rows > head.last_row) & ~np.isin(grid.columns, known)
    outside &= (grid.columns > right) | np.isin(grid.rows, list(used))
    for place in np.flatnonzero(outside).tolist():
        yield problem("cell_not_read", sheet=grid.raw.name, cell=cell_name(int(grid.rows[place]), int(grid.columns[place])))
