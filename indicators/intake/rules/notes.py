"""Free text (V-31): notes are short, and where people are counted they name no county, town, village or street."""

import re
from collections.abc import Iterator

import numpy as np

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import FoundSheet
from indicators.intake.fields import Field
from indicators.intake.grid import places_of
from indicators.intake.layout import SheetKind, cell_name
from indicators.intake.problems import cell_problem
from indicators.intake.raw import RawCell, RawKind
from indicators.model.observation import CellAddress
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem

_WORDS = re.compile("(行政|自然|中心|示范|重点|试点|特色|建制|民族|贫困|边境|牧业)(县|小?镇|乡|村|街道)")
_GENERAL = (
    "各全本该某个等级省市区县乡镇村农城州府郊每数多两几一二三四五六七八九十进入到驻下返家回外跨出山在与和或及为是由的按含从对以所有0-9"
)
_PLACE = re.compile(
    rf"[\u4e00-\u9fff]*[^\W{_GENERAL}a-zA-Z](?:县(?![级域乡区市长委])|自治旗|乡(?![镇村级])|镇(?![村级区])|村(?![级民镇务])|街道(?!办事处数|级)|社区居委会)"
)


def check_notes(catalogue: Catalogue, sheets: tuple[FoundSheet, ...]) -> Iterator[Problem]:
    """V-31 for every note; the text of a note that names a place is not repeated."""
    longest = int(catalogue.limits("V-31")["characters"])
    for sheet in sheets:
        for cell, indicator, subject in _notes(sheet):
            address = CellAddress(sheet.raw.name, cell_name(cell.row, cell.column))
            if len(cell.text) > longest:
                facts = {"length": len(cell.text), "limit": longest}
                yield cell_problem("note_too_long", address, (indicator, subject), None, facts)
            if _counts_persons(catalogue, indicator) and names_small_place(cell.text):
                yield cell_problem("below_prefecture", address, (indicator, subject), None)


def names_small_place(text: str) -> bool:
    """Whether a text names a county, town, village or street; general words (各县, 乡镇, 县级, 农村) name none."""
    return _PLACE.search(_WORDS.sub("", text)) is not None


def _notes(sheet: FoundSheet) -> Iterator[tuple[RawCell, str, str]]:
    """Every filled note of a sheet with the indicator and the subject it belongs to."""
    columns = {fields[Field.NOTE]: code for code, parts in sheet.columns.items() for fields in parts.values() if Field.NOTE in fields}
    labels = {row: label for (label, _), row in sheet.rows.items()}
    national = sheet.plan.kind is SheetKind.NATIONAL
    across = np.asarray(sheet.raw.rows if sheet.across else sheet.raw.columns)
    words = places_of(sheet.raw, RawKind.TEXT)
    for place in words[np.isin(across[words], list(columns))].tolist():
        cell = sheet.raw.cell(place)
        row, column = (cell.column, cell.row) if sheet.across else (cell.row, cell.column)
        if column in columns and row in labels:
            yield cell, labels[row] if national else columns[column], NATIONAL if national else labels[row]


def _counts_persons(catalogue: Catalogue, code: str) -> bool:
    item = catalogue.indicators.get(code) or catalogue.series.get(code)
    return item is not None and item.persons
