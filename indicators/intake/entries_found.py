"""From the columns and rows found in a sheet to one placed entry for each observation. It recognises nothing and reads no number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.intake.fields import Field
from indicators.intake.layout import Entry, EntrySheet, SheetKind, WorkbookLayout, cell_name
from indicators.intake.raw import RawCell, RawSheet
from indicators.model.observation import CellAddress
from indicators.model.subject import NATIONAL

Columns = Mapping[str, Mapping[str, Mapping[Field, int]]]
"""Indicator -> breakdown -> field -> column of the sheet as it came back (1 = A). An indicator that was not found is absent."""

Rows = Mapping[tuple[str, str | None], int]
"""(region, month or None) -> row; on the national sheet (indicator, period) -> row. A row that was not found is absent."""


@dataclass(frozen=True, slots=True)
class FoundSheet:
    """What was recognised on one sheet. Where regions run `across`, the numbers of `columns` are rows and those of `rows` are columns."""

    plan: EntrySheet
    raw: RawSheet
    columns: Columns
    rows: Rows
    across: bool = False


@dataclass(frozen=True, slots=True)
class PlacedEntry:
    """One observation of the layout with the cells where its fields really stand; a cell that is empty is absent from `cells`."""

    entry: Entry
    sheet: str
    row: int
    columns: Mapping[Field, int]
    cells: Mapping[Field, RawCell]
    across: bool = False

    def address(self, name: Field) -> CellAddress:
        """Where a field stands; a field that the sheet has no column for is blamed on the entry's first one."""
        column = self.columns.get(name) or next(iter(self.columns.values()))
        return CellAddress(self.sheet, cell_name(column, self.row) if self.across else cell_name(self.row, column))


def entries_found(layout: WorkbookLayout, sheets: tuple[FoundSheet, ...]) -> tuple[PlacedEntry, ...]:
    """Every entry of the layout whose row and columns were found, in the order of sheets, rows and columns."""
    return tuple(entry for sheet in sheets for entry in _entries_of(layout, sheet))


def _entries_of(layout: WorkbookLayout, sheet: FoundSheet) -> Iterator[PlacedEntry]:
    national = sheet.plan.kind is SheetKind.NATIONAL
    groups = {group.indicator: group for group in sheet.plan.groups}
    cells = {(cell.column, cell.row) if sheet.across else (cell.row, cell.column): cell for cell in sheet.raw.cells}
    for (label, month), row in sheet.rows.items():
        for code in (label,) if national else tuple(sheet.columns):
            key = (code, NATIONAL if national else label, month or groups[code].period or "")
            for breakdown, columns in sheet.columns[code].items():
                found = {name: cell for name, column in columns.items() if (cell := cells.get((row, column))) is not None}
                yield PlacedEntry(layout.entries[(*key, breakdown)], sheet.raw.name, row, columns, found, sheet.across)
