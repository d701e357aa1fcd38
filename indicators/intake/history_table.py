"""Figures of past rounds from one tidy table: laid into the places of the workbooks they would have come in, and checked as those are.

Columns as in T.csv of interface.md 1, or their Chinese names. Every problem is said at the row and column of the table. It stores nothing.
"""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_raw
from indicators.intake.codes import REFUSALS
from indicators.intake.history_rows import TableRow, place_rows, read_table
from indicators.intake.history_sheet import laid_out
from indicators.intake.layout import TemplateRefusedError, WorkbookLayout, cell_name, plan_layout
from indicators.intake.limits import FileRefusedError
from indicators.intake.personal_data import find_personal_data
from indicators.intake.personal_layout import check_file_name, check_personal_data
from indicators.intake.problems import fold_problems, problem, refusal_problem
from indicators.intake.raw import PersonalHit, RawKind, RawSheet, RawWorkbook
from indicators.model.period import parse_period
from indicators.model.submission import Problem, Severity, WorkbookIdentity

TABLE_VERSION = "table"
"""Stands for the template version of figures that came in a table."""
_LONG_NUMBER = 15
_ABSENT = frozenset(("cell_empty", "series_empty"))
"""Problems of figures that do not stand in the table at all: a gap of the past is counted, not held against the table."""
_MISPLACED = frozenset(
    ("sheet_missing", "sheet_renamed", "header_changed", "header_repeated", "row_missing", "table_moved", "labels_moved")
)
"""What would be wrong with the laying out and never with the table."""
_OF_THE_FORM = frozenset(("V-22", "V-24", "V-25", "V-26"))
"""Rules on forms, signers and days: a table has none, and the one who vouches answers for it."""

Layouts = Mapping[tuple[str, str], WorkbookLayout]


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """What a table holds: `parts`, one for each department and round, by time; `problems` of the table itself; `absent`: figures that the
    workbooks of these rounds would have held and the table does not."""

    name: str
    sha256: str
    problems: tuple[Problem, ...]
    parts: tuple[CheckedWorkbook, ...]
    absent: int

    @property
    def refused(self) -> bool:
        return any(one.code in REFUSALS for one in self.problems)

    @property
    def sound(self) -> bool:
        """Whether nothing must be fixed."""
        found = (*self.problems, *(one for part in self.parts for one in part.problems))
        return not self.refused and all(one.severity is not Severity.MUST_FIX for one in found)


def check_table(data: bytes, name: str, context: IntakeContext) -> CheckedTable:
    """Every problem of a table at once. Each round is held against `context.known` and the rounds before it in the same table."""
    sha256 = hashlib.sha256(data).hexdigest()
    named = check_file_name(name)
    if named:
        return CheckedTable("***.csv", sha256, tuple(named), (), 0)
    try:
        sheet = read_table(data, name, context.limits)
    except FileRefusedError as error:
        return CheckedTable(name, sha256, (refusal_problem(error.refusal),), (), 0)
    personal = check_personal_data(RawWorkbook((sheet,), {}, {}, tuple(_hits(sheet))))
    if personal:
        return CheckedTable(name, sha256, fold_problems(personal), (), 0)
    rows, problems = place_rows(context.catalogue, sheet)
    layouts = _layouts(context.catalogue, rows)
    parts, absent = _check_parts(rows, layouts, CheckedTable(sheet.name, sha256, (), (), 0), context)
    return CheckedTable(name, sha256, fold_problems((*problems, *_unplaced(rows, layouts, sheet.name))), parts, absent)


def _hits(sheet: RawSheet) -> Iterator[PersonalHit]:
    """Every text and every long number that is personal data by its pattern. Mobile numbers typed as figures are found with the figures."""
    for cell in sheet.cells:
        if cell.kind is RawKind.TEXT or len(cell.text) >= _LONG_NUMBER:
            kind = find_personal_data(cell.text)
            if kind:
                yield PersonalHit(kind, sheet.name, cell_name(cell.row, cell.column), "")


def _layouts(catalogue: Catalogue, rows: tuple[TableRow, ...]) -> Layouts:
    """The workbook of every department and round that the rows speak of, by time; none where nothing was owed."""
    wanted = sorted({(row.department, row.round) for row in rows}, key=lambda whose: (parse_period(whose[1]).last_day, whose[0]))
    layouts = {}
    for department, round_code in wanted:
        with suppress(TemplateRefusedError):
            layouts[department, round_code] = plan_layout(catalogue, department, round_code)
    return layouts


def _check_parts(
    rows: tuple[TableRow, ...], layouts: Layouts, table: CheckedTable, context: IntakeContext
) -> tuple[tuple[CheckedWorkbook, ...], int]:
    parts, absent = [], 0
    known: dict[str, list[pd.DataFrame]] = {}
    by_workbook: dict[tuple[str, str], list[TableRow]] = {}
    for row in rows:
        by_workbook.setdefault((row.department, row.round), []).append(row)
    for whose, layout in layouts.items():
        judged = replace(context, known=_known(context, whose[0], known), open_rounds=None, department=None)
        part, missing = _check_part(by_workbook[whose], layout, table, judged)
        known.setdefault(whose[0], []).append(part.observations)
        parts.append(part)
        absent += missing
    return tuple(parts), absent


def _check_part(rows: list[TableRow], layout: WorkbookLayout, table: CheckedTable, context: IntakeContext) -> tuple[CheckedWorkbook, int]:
    """One department and round: laid out, checked, and every place led back to the table; and how many figures are absent."""
    workbook, places = laid_out(context.catalogue, layout, rows)
    checked = check_raw(workbook, table.name, table.sha256, context)
    names = {sheet.name for sheet in layout.sheets}
    problems, absent = [], 0
    for one in checked.problems:
        if one.code in _MISPLACED and one.sheet in names:
            raise ValueError(f"a table was laid out wrongly: {one.code} on {one.sheet}")
        if one.rule in _OF_THE_FORM:
            continue
        stood = [(one.sheet, cell) for cell in (one.cell, *one.also)]
        cells = [places[place] for place in stood if place in places]
        if one.code in _ABSENT:
            absent += len(stood) - len(cells)
        if cells or one.code not in _ABSENT:
            problems.append(replace(one, sheet=table.name, cell=cells[0] if cells else "", also=tuple(cells[1:])))
    identity = WorkbookIdentity(layout.department, layout.round, TABLE_VERSION)
    figures = _led_back(checked.observations, places, table.name)
    return replace(checked, identity=identity, problems=tuple(problems), observations=figures), absent


def _led_back(frame: pd.DataFrame, places: Mapping[tuple[str, str], str], table: str) -> pd.DataFrame:
    moved = {
        column: [places.get((sheet, cell), "") for sheet, cell in zip(frame["sheet"], frame[column], strict=True)]
        for column in ("cell", "denominator_cell")
    }
    return frame.assign(sheet=table, **{name: pd.Series(cells, index=frame.index, dtype="str") for name, cells in moved.items()})


def _known(context: IntakeContext, department: str, earlier: Mapping[str, list[pd.DataFrame]]) -> pd.DataFrame | None:
    frames = [*([] if context.known is None else [context.known]), *earlier.get(department, [])]
    return pd.concat(frames, ignore_index=True) if frames else None


def _unplaced(rows: tuple[TableRow, ...], layouts: Layouts, table: str) -> Iterator[Problem]:
    """Rows that no workbook would hold: a period that does not fit the indicator, or a level that it is not reported at."""
    for row in rows:
        layout = layouts.get((row.department, row.round))
        if layout is None or (row.indicator, row.subject, row.period, row.breakdown) not in layout.entries:
            facts = {"indicator_code": row.indicator, "found": row.subject, "period": row.period, "breakdown": row.breakdown}
            yield problem("table_row_unfit", sheet=table, cell=row.first, **facts)
