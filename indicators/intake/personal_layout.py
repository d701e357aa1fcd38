"""Everything about a workbook that is refused as personal data (V-29): what the reader hit, headers, lists of persons, figures.

Kind and address are said, never the content.
"""

import re
from collections.abc import Iterable, Iterator

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import PlacedEntry
from indicators.intake.fields import NUMBER_FIELDS
from indicators.intake.grid import words_in
from indicators.intake.layout import GUIDE_SHEET, HIDDEN_SHEETS, OWN_SHEETS, SIGNER_CELLS, cell_name
from indicators.intake.personal_data import find_personal_data
from indicators.intake.personal_headers import KINDS, LONGEST_HEADER, is_personal_header
from indicators.intake.personal_rows import find_mobile_figures, find_person_rows, find_spread_ids
from indicators.intake.problems import problem
from indicators.intake.raw import RawSheet, RawWorkbook
from indicators.model.submission import Problem

_REFERENCE = re.compile(r"'?(?P<sheet>.+?)'?!\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d{1,7})")


def check_personal_data(workbook: RawWorkbook) -> list[Problem]:
    """Every hit of the pattern scan, every forbidden header, every column of persons: kind and address, never the content."""
    office = _office_phone(workbook)
    problems = [
        _hit(hit.kind, hit.sheet, hit.cell, hit.part) for hit in workbook.hits if hit.kind != "landline" or (hit.sheet, hit.cell) != office
    ]
    sheets = [sheet for sheet in workbook.sheets if sheet.name not in HIDDEN_SHEETS]
    texts = {text for sheet in sheets for text in sheet.distinct if len(text) <= LONGEST_HEADER}
    headers = {text for text in texts if is_personal_header(text)}
    for sheet in sheets:
        if not headers.isdisjoint(sheet.distinct):
            problems.extend(_forbidden_headers(sheet, headers))
        problems.extend(_hit("resident_id", sheet.name, cell) for cell in find_spread_ids(sheet))
        problems.extend(_hit("person_rows", sheet.name, cell) for cell in find_person_rows(sheet))
    return problems


def check_file_name(name: str) -> list[Problem]:
    """Personal data in the name of the file itself; the name is then never repeated or stored."""
    kind = find_personal_data(name.rpartition(".")[0] or name)
    return [_hit(kind, "", "", "name")] if kind else []


def check_mobile_figures(catalogue: Catalogue, workbook: RawWorkbook, entries: Iterable[PlacedEntry]) -> Iterator[Problem]:
    """Figures that are mobile numbers by form and larger than the indicator can be; an amount in yuan may have eleven digits.

    Outside the figures of the form, a sum below a column of the form is left alone; in any other column nothing else is that long.
    """
    suspects = {(sheet.name, *place) for sheet in workbook.sheets if sheet.name not in OWN_SHEETS for place in find_mobile_figures(sheet)}
    if not suspects:
        return
    columns: set[tuple[str, int]] = set()
    for placed in entries:
        columns.update((placed.sheet, column) for column in ((placed.row,) if placed.across else placed.columns.values()))
        indicator = catalogue.indicators.get(placed.entry.indicator)
        largest = indicator.maximum if indicator else 0.0
        for name, cell in placed.cells.items():
            if (placed.sheet, cell.row, cell.column) in suspects:
                suspects.discard((placed.sheet, cell.row, cell.column))
                if name not in NUMBER_FIELDS or float(cell.text) > largest:
                    yield _hit("mobile", placed.sheet, cell_name(cell.row, cell.column))
    yield from (_hit("mobile", sheet, cell_name(row, column)) for sheet, row, column in sorted(suspects) if (sheet, column) not in columns)


def _hit(kind: str, sheet: str, cell: str, part: str = "") -> Problem:
    label = KINDS[kind]
    return problem("personal_data", sheet=sheet, cell=cell, kind=kind, kind_zh=label.zh, kind_en=label.en, part=part)


def _office_phone(workbook: RawWorkbook) -> tuple[str, str]:
    """The one cell for a landline: where its defined name leads, which follows rows that were put in above."""
    found = _REFERENCE.fullmatch(workbook.names.get("signer_phone", "").lstrip("="))
    return (
        (found["sheet"], found["column"] + found["row"])
        if found and found["sheet"] == GUIDE_SHEET
        else (GUIDE_SHEET, SIGNER_CELLS["signer_phone"])
    )


def _forbidden_headers(sheet: RawSheet, headers: set[str]) -> Iterator[Problem]:
    for row, column, text in words_in(sheet):
        if text in headers:
            yield _hit("personal_header", sheet.name, cell_name(row, column))
