"""A sheet as recognition looks at it: the words of its upper part, its columns of labels, where figures stand. It understands nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.intake.raw import RawSheet

HEAD_ROWS = 60
"""How far down a header is looked for."""

Texts = Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Grid:
    """`rows` and `columns` of every cell that is not empty, and the stripped text of those in the first HEAD_ROWS rows."""

    raw: RawSheet
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    heads: Texts


def make_grid(raw: RawSheet) -> Grid:
    """The grid of a sheet; large sheets are not gone through cell by cell."""
    rows, columns = np.asarray(raw.rows, dtype=np.int64), np.asarray(raw.columns, dtype=np.int64)
    return Grid(raw, rows, columns, _texts(raw, rows, columns, rows <= HEAD_ROWS))


def texts_in(grid: Grid, columns: Collection[int]) -> Texts:
    """The stripped text of every cell of some columns."""
    return _texts(grid.raw, grid.rows, grid.columns, np.isin(grid.columns, list(columns)))


def rows_with(grid: Grid, columns: Collection[int]) -> frozenset[int]:
    """The rows in which one of the columns holds something."""
    return frozenset(np.unique(grid.rows[np.isin(grid.columns, list(columns))]).tolist())


def _texts(raw: RawSheet, rows: NDArray[np.int64], columns: NDArray[np.int64], mask: NDArray[np.bool_]) -> Texts:
    places = np.flatnonzero(mask).tolist()
    return {(int(rows[place]), int(columns[place])): text for place in places if (text := raw.texts[place].strip())}
