"""A workbook in memory that can be changed cell by cell, knowing for each row and column which one of the template it was.

Turns the reader's raw workbook into something editable and back; it knows nothing of indicators.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.intake.layout import cell_name
from indicators.intake.raw import RawCell, RawKind, RawSheet, RawWorkbook, make_sheet

Content = tuple[RawKind, str]
Merge = tuple[int, int, int, int]


@dataclass(slots=True)
class Sheet:
    """One sheet. `rows` and `columns` say which row or column of the template now stands at a place; absent: put in later.

    `origin`: the name it has in the template."""

    origin: str
    name: str
    state: str
    cells: dict[tuple[int, int], Content]
    hidden_rows: set[int]
    hidden_columns: set[int]
    merges: list[Merge]
    rows: dict[int, int]
    columns: dict[int, int]

    def put(self, row: int, column: int, content: Content | None) -> None:
        """Writes one cell; None empties it."""
        if content is None:
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = content

    def row_now(self, row: int) -> int:
        """Where a row of the template stands now; LookupError if it is gone."""
        return _now(self.rows, row)

    def column_now(self, column: int) -> int:
        """Where a column of the template stands now; LookupError if it is gone."""
        return _now(self.columns, column)

    def insert_row(self, at: int) -> None:
        """An empty row at `at`; what stood there moves down."""
        self.cells = {(row + (row >= at), column): content for (row, column), content in self.cells.items()}
        self.rows = {row + (row >= at): origin for row, origin in self.rows.items()}
        self.hidden_rows = {row + (row >= at) for row in self.hidden_rows}
        self.merges = [(a + (a >= at), b, c + (c >= at), d) for a, b, c, d in self.merges]

    def insert_column(self, at: int) -> None:
        """An empty column at `at`; what stood there moves to the right."""
        self.cells = {(row, column + (column >= at)): content for (row, column), content in self.cells.items()}
        self.columns = {column + (column >= at): origin for column, origin in self.columns.items()}
        self.hidden_columns = {column + (column >= at) for column in self.hidden_columns}
        self.merges = [(a, b + (b >= at), c, d + (d >= at)) for a, b, c, d in self.merges]

    def delete_row(self, at: int) -> None:
        """The row and what it holds are gone; what stood below moves up."""
        self.cells = {(row - (row > at), column): content for (row, column), content in self.cells.items() if row != at}
        self.rows = {row - (row > at): origin for row, origin in self.rows.items() if row != at}
        self.hidden_rows = {row - (row > at) for row in self.hidden_rows if row != at}
        self.merges = [(a - (a > at), b, c - (c >= at), d) for a, b, c, d in self.merges]

    def last_row(self) -> int:
        """The last row that holds anything."""
        return max((row for row, _ in self.cells), default=1)


@dataclass(slots=True)
class Book:
    """The whole workbook, its sheets by name."""

    sheets: dict[str, Sheet]
    properties: dict[str, str]
    names: dict[str, str]

    def copy(self) -> "Book":
        """A copy that can be changed on its own."""
        return Book({name: _copy_sheet(sheet) for name, sheet in self.sheets.items()}, dict(self.properties), dict(self.names))


def open_book(raw: RawWorkbook) -> Book:
    """The raw workbook of the reader, ready to be changed."""
    return Book({sheet.name: _open_sheet(sheet) for sheet in raw.sheets}, dict(raw.properties), dict(raw.names))


def close_book(book: Book) -> RawWorkbook:
    """What the reader would have read of this workbook."""
    return RawWorkbook(tuple(_close_sheet(sheet) for sheet in book.sheets.values()), dict(book.properties), dict(book.names), ())


def address(row: int, column: int) -> str:
    """`B7` for row 7, column 2."""
    return cell_name(row, column)


def place_of(cell: str) -> tuple[int, int]:
    """(7, 2) for `B7`."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column


def _open_sheet(sheet: RawSheet) -> Sheet:
    cells = {(cell.row, cell.column): (cell.kind, cell.text) for cell in sheet.cells}
    rows = _identity(range(1, max((row for row, _ in cells), default=1) + 1))
    columns = _identity(range(1, max((column for _, column in cells), default=1) + 3))
    return Sheet(
        sheet.name, sheet.name, sheet.state, cells, set(sheet.hidden_rows), set(sheet.hidden_columns), list(sheet.merges), rows, columns
    )


def _close_sheet(sheet: Sheet) -> RawSheet:
    cells = tuple(RawCell(row, column, kind, text) for (row, column), (kind, text) in sorted(sheet.cells.items()))
    hidden = (frozenset(sheet.hidden_rows), frozenset(sheet.hidden_columns))
    return make_sheet(sheet.name, cells, sheet.state, hidden, tuple(sheet.merges))


def _copy_sheet(sheet: Sheet) -> Sheet:
    return Sheet(
        sheet.origin,
        sheet.name,
        sheet.state,
        dict(sheet.cells),
        set(sheet.hidden_rows),
        set(sheet.hidden_columns),
        list(sheet.merges),
        dict(sheet.rows),
        dict(sheet.columns),
    )


def _now(places: dict[int, int], wanted: int) -> int:
    for now, origin in places.items():
        if origin == wanted:
            return now
    raise LookupError(wanted)


def _identity(places: Iterable[int]) -> dict[int, int]:
    return {place: place for place in places}
