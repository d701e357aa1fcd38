"""Finds the columns and rows of the layout in the sheets as they came back: by header and row label, wherever they were moved.

What cannot be identified without doubt is a problem; nothing is matched silently. It reads no number.
"""

from dataclasses import dataclass
from functools import cache, partial

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import FoundSheet
from indicators.intake.found_heads import find_head
from indicators.intake.found_rows import RowReader, find_rows
from indicators.intake.found_sheets import find_sheets
from indicators.intake.irregular_cells import check_irregular_cells
from indicators.intake.layout import WorkbookLayout
from indicators.intake.names import region_names
from indicators.intake.raw import RawWorkbook
from indicators.intake.recognised import Recognised
from indicators.model.submission import Problem

NOTHING_DECIDED: Recognised = {}


@dataclass(frozen=True, slots=True)
class Placement:
    """What was recognised on each sheet, and the problems with sheets, headers and row labels."""

    found: tuple[FoundSheet, ...]
    problems: tuple[Problem, ...]


def place_entries(
    catalogue: Catalogue, layout: WorkbookLayout, workbook: RawWorkbook, recognised: Recognised = NOTHING_DECIDED
) -> Placement:
    """The columns and rows of every sheet of the layout, where they stand in the workbook."""
    names = cache(partial(region_names, catalogue))
    sheets = find_sheets(layout, workbook)
    found: list[FoundSheet] = []
    problems: list[Problem] = list(sheets.problems)
    for plan in layout.sheets:
        if plan.name not in sheets.grids:
            continue
        grid = sheets.grids[plan.name]
        head, header_problems = find_head(catalogue, plan, grid)
        rows, row_problems = find_rows(RowReader(catalogue, names, recognised, plan, grid, head))
        found.append(FoundSheet(plan, grid.raw, head.columns, rows))
        problems.extend((*header_problems, *row_problems, *check_irregular_cells(grid, head, rows)))
    return Placement(tuple(found), tuple(problems))
