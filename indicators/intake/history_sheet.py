"""Rows of a table as the workbook of one department and round that they would have come in. Judges nothing."""

from collections.abc import Iterator, Mapping, Sequence

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.columns import CODE_LABEL, INDICATOR_LABEL, NATIONAL_LABELS, PERIOD_LABEL, REGION_LABEL, column_label
from indicators.intake.fields import Field
from indicators.intake.history_rows import TableRow
from indicators.intake.layout import (
    FIELD_ROW,
    FIRST_ROW,
    HEADER_ROW,
    IDENTITY_PROPERTY,
    TEMPLATE_VERSION,
    EntrySheet,
    SheetKind,
    WorkbookLayout,
    label_columns,
)
from indicators.intake.raw import RawCell, RawKind, RawWorkbook, make_sheet
from indicators.model.observation import TOTAL

Places = Mapping[tuple[str, str], str]
"""(sheet, cell) of the workbook -> cell of the table."""


def laid_out(catalogue: Catalogue, layout: WorkbookLayout, rows: Sequence[TableRow]) -> tuple[RawWorkbook, Places]:
    """The workbook with the figures of these rows, and where in the table each of its cells stands."""
    cells: dict[str, list[RawCell]] = {sheet.name: list(_labels(catalogue, sheet)) for sheet in layout.sheets}
    places: dict[tuple[str, str], str] = {}
    for row in rows:
        entry = layout.entries.get((row.indicator, row.subject, row.period, row.breakdown))
        if entry is None:
            continue
        for name, column in entry.columns.items():
            if row.breakdown != TOTAL and name is not Field.VALUE:
                continue
            address = entry.address(name)
            places[address.sheet, address.cell] = row.cell(name)
            figure = row.figures.get(name)
            if figure is not None:
                cells[address.sheet].append(RawCell(entry.row, column, figure.kind, figure.text))
    sheets = tuple(make_sheet(name, sorted(found, key=_in_order)) for name, found in cells.items())
    identity = "|".join((layout.department, layout.round, TEMPLATE_VERSION, layout.fingerprint))
    return RawWorkbook(sheets, {IDENTITY_PROPERTY: identity}, {}, ()), places


def _in_order(cell: RawCell) -> tuple[int, int]:
    return cell.row, cell.column


def _labels(catalogue: Catalogue, sheet: EntrySheet) -> Iterator[RawCell]:
    """Headers and row labels as the template writes them."""
    national = sheet.kind is SheetKind.NATIONAL
    heads = (CODE_LABEL, INDICATOR_LABEL if national else REGION_LABEL, PERIOD_LABEL)
    for column, label in enumerate((*heads, *NATIONAL_LABELS) if national else heads[: label_columns(sheet)], 1):
        yield _text(HEADER_ROW, column, label.zh)
    for group in () if national else sheet.groups:
        yield _text(HEADER_ROW, group.first, f"{group.indicator} ")
        for breakdown, fields in group.columns.items():
            for name, column in fields.items():
                if breakdown == TOTAL or name is Field.VALUE:
                    yield _text(FIELD_ROW, column, column_label(catalogue, group.indicator, breakdown, name).zh)
    month_column = label_columns(sheet)
    for row, (code, month) in enumerate(sheet.rows, FIRST_ROW):
        yield _text(row, 1, code)
        if code in catalogue.regions:
            yield _text(row, 2, catalogue.regions[code].short_name.zh)
        if month is not None:
            yield _text(row, month_column, month)


def _text(row: int, column: int, text: str) -> RawCell:
    return RawCell(row, column, RawKind.TEXT, text)
