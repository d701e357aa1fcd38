"""Who signs a workbook, as the guide's block of named cells says. The landline stays in the file: no receipt needs it."""

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from indicators.intake.input_cells import CellPlace, InputCell
from indicators.intake.layout import GUIDE_SHEET, SIGNER_CELLS, cell_name
from indicators.intake.raw import RawCell, RawKind, RawWorkbook

_REFERENCE = re.compile(r"^'?(?P<sheet>.+?)'?!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})$")
_EPOCH = date(1899, 12, 30)
_LONGEST = 60
_LANDLINE = "signer_phone"


def read_signers(workbook: RawWorkbook) -> Mapping[str, str]:
    """The signers' cells that are filled, by name: signer_unit_head, signer_statistics_head, signer_filler, signer_date (ISO)."""
    cells = _cells(workbook)
    return {name: text for name, cell in cells.items() if name != _LANDLINE and cell is not None and (text := _words(name, cell))}


def signer_inputs(workbook: RawWorkbook, wanted: Collection[CellPlace]) -> Mapping[CellPlace, InputCell]:
    """The signers' cells among the wanted ones, as input cells of no figure; `field` is the cell's name."""
    cells = _cells(workbook)
    return {
        place: InputCell("", "", "", "", name, cell.text if (cell := cells[name]) is not None else "", {})
        for name, place in _places(workbook).items()
        if place in wanted
    }


def _cells(workbook: RawWorkbook) -> Mapping[str, RawCell | None]:
    places = _places(workbook)
    wanted = {sheet for sheet, _ in places.values()}
    sheets = {
        sheet.name: {cell_name(cell.row, cell.column): cell for cell in sheet.cells} for sheet in workbook.sheets if sheet.name in wanted
    }
    return {name: sheets.get(sheet, {}).get(cell) for name, (sheet, cell) in places.items()}


def _places(workbook: RawWorkbook) -> dict[str, CellPlace]:
    """Sheet and cell of each signer: where the defined name leads, which follows rows that were put in above."""
    places = {}
    for name, cell in SIGNER_CELLS.items():
        found = _REFERENCE.match(workbook.names.get(name, "").lstrip("="))
        places[name] = (found["sheet"], found["column"] + found["row"]) if found else (GUIDE_SHEET, cell)
    return places


def _words(name: str, cell: RawCell) -> str:
    if cell.kind in (RawKind.ERROR, RawKind.UNCALCULATED, RawKind.BOOLEAN):
        return ""
    text = " ".join(cell.text.split())[:_LONGEST]
    return _day(text) if name == "signer_date" and cell.kind is not RawKind.TEXT else text


def _day(text: str) -> str:
    """A date cell holds the days since the epoch of the file format."""
    try:
        return (_EPOCH + timedelta(days=int(float(text)))).isoformat()
    except (ValueError, OverflowError):
        return text
