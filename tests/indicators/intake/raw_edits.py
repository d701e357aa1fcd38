"""Changes to a workbook after reading, before recognition: quicker than writing and reading files again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_raw
from indicators.intake.limits import Limits
from indicators.intake.raw import RawCell, RawKind, RawSheet, RawWorkbook, make_sheet
from indicators.intake.read_cells import read_cells

DAY = date(2026, 10, 10)
Change = Callable[[RawCell], RawCell | None]


def read_raw(data: bytes) -> RawWorkbook:
    """The workbook as the child process reads it."""
    return read_cells(data, Limits())


def change_sheet(workbook: RawWorkbook, name: str, change: Change, title: str | None = None) -> RawWorkbook:
    """The workbook with every cell of one sheet changed (None: taken out), and the sheet perhaps renamed."""
    return replace(workbook, sheets=tuple(_changed(sheet, change, title) if sheet.name == name else sheet for sheet in workbook.sheets))


def table(name: str, rows: Iterable[Iterable[object]], merges: tuple[tuple[int, int, int, int], ...] = ()) -> RawSheet:
    """A sheet from rows of values: text, numbers, None for an empty cell."""
    cells = [
        RawCell(row, column, RawKind.TEXT if isinstance(value, str) else RawKind.NUMBER, str(value))
        for row, values in enumerate(rows, 1)
        for column, value in enumerate(values, 1)
        if value is not None
    ]
    return make_sheet(name, cells, merges=merges)


def book(*sheets: RawSheet, properties: Mapping[str, str] | None = None) -> RawWorkbook:
    """A workbook that says nothing of itself."""
    return RawWorkbook(sheets, properties or {}, {}, ())


def check_read(workbook: RawWorkbook, catalogue: Catalogue, **context: object) -> CheckedWorkbook:
    """The whole check of a workbook already read."""
    return check_raw(workbook, "test.xlsx", "0" * 64, IntakeContext(catalogue, DAY, **context))  # type: ignore[arg-type]


def _changed(sheet: RawSheet, change: Change, title: str | None) -> RawSheet:
    cells = sorted((new for cell in sheet.cells if (new := change(cell)) is not None), key=lambda cell: (cell.row, cell.column))
    return make_sheet(title or sheet.name, cells, sheet.state, (sheet.hidden_rows, sheet.hidden_columns), ())
