"""A sheet as recognition looks at it: the words of its upper part, its columns of labels, where figures stand. It understands nothing."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.intake.raw import RawKind, RawSheet

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


def places_of(raw: RawSheet, *kinds: RawKind) -> NDArray[np.int64]:
    """The places in the columns of a sheet at which cells of some kinds stand."""
    return np.flatnonzero(np.isin(np.frombuffer(raw.kinds, dtype=np.uint8), [ord(kind) for kind in kinds]))


def words_in(raw: RawSheet) -> Iterator[tuple[int, int, str]]:
    """Row, column and text of every cell of text, as it stands."""
    places = places_of(raw, RawKind.TEXT)
    rows, columns, which = (np.asarray(part)[places].tolist() for part in (raw.rows, raw.columns, raw.which))
    return zip(rows, columns, map(raw.distinct.__getitem__, which), strict=True)


def texts_in(grid: Grid, columns: Collection[int]) -> Texts:
    """The stripped text of every cell of some columns."""
    return _texts(grid.raw, grid.rows, grid.columns, np.isin(grid.columns, list(columns)))


def rows_with(grid: Grid, columns: Collection[int]) -> frozenset[int]:
    """The rows in which one of the columns holds something."""
    return frozenset(np.unique(grid.rows[np.isin(grid.columns, list(columns))]).tolist())


def _texts(raw: RawSheet, rows: NDArray[np.int64], columns: NDArray[np.int64], mask: NDArray[np.bool_]) -> Texts:
    at = zip(rows[mask].tolist(), columns[mask].tolist(), np.asarray(raw.which)[mask].tolist(), strict=True)
    return {(row, column): text for row, column, which in at if (text := raw.distinct[which].strip())}
