"""Finds the columns and rows of the layout in the sheets as they came back: by header and row label, wherever they were moved.

What cannot be identified without doubt is a problem; nothing is matched silently. It reads no number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.columns import CODE_LABEL, column_label
from indicators.intake.entries_found import Columns, FoundSheet
from indicators.intake.fields import FIELD_LABELS, Field
from indicators.intake.layout import (
    FIELD_ROW,
    FIRST_ROW,
    HEADER_ROW,
    EntrySheet,
    Group,
    SheetKind,
    WorkbookLayout,
    cell_name,
    label_columns,
)
from indicators.intake.names import RegionNames, is_total, match_region, region_names
from indicators.intake.problems import problem
from indicators.intake.raw import RawCell, RawSheet, RawWorkbook
from indicators.intake.spelling import normal_name
from indicators.model.observation import TOTAL
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem

_HEADER_SEARCH = 40
Cells = Mapping[tuple[int, int], RawCell]


@dataclass(frozen=True, slots=True)
class Placement:
    """What was recognised on each sheet, and the problems with sheets, headers and row labels."""

    found: tuple[FoundSheet, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One entry sheet on its way: the plan, what came back, and where header and columns were found."""

    plan: EntrySheet
    raw: RawSheet
    cells: Cells
    header_row: int
    columns: Columns


def place_entries(catalogue: Catalogue, layout: WorkbookLayout, workbook: RawWorkbook) -> Placement:
    """The columns and rows of every sheet of the layout, where they stand in the workbook."""
    names = region_names(catalogue)
    by_name = {normal_name(sheet.name): sheet for sheet in workbook.sheets}
    found: list[FoundSheet] = []
    problems: list[Problem] = []
    for plan in layout.sheets:
        raw = by_name.get(normal_name(plan.name))
        if raw is None:
            problems.append(problem("sheet_missing", sheet=plan.name))
            continue
        sheet, header_problems = _read_header(catalogue, plan, raw)
        rows, row_problems = _read_rows(catalogue, names, sheet)
        found.append(FoundSheet(plan, raw, sheet.columns, rows))
        problems.extend((*header_problems, *row_problems, *_missing_rows(catalogue, sheet, rows, row_problems)))
        problems.extend(_irregular_cells(sheet, rows))
    return Placement(tuple(found), tuple(problems))


def _read_header(catalogue: Catalogue, plan: EntrySheet, raw: RawSheet) -> tuple[_Sheet, list[Problem]]:
    cells = {(cell.row, cell.column): cell for cell in raw.cells}
    if plan.kind is SheetKind.NATIONAL:
        row = _find_row(cells, CODE_LABEL.zh)
        return _Sheet(plan, raw, cells, row, {group.indicator: group.columns for group in plan.groups}), []
    starts = {group.indicator: _find_code(cells, group) for group in plan.groups}
    row = next((place[0] for place in starts.values() if place), HEADER_ROW)
    columns: dict[str, Mapping[str, Mapping[Field, int]]] = {}
    problems = []
    for group in plan.groups:
        place = starts[group.indicator]
        found = _find_columns(catalogue, cells, group, place) if place else None
        if found is None:
            address = cell_name(HEADER_ROW, group.first)
            problems.append(problem("header_changed", sheet=raw.name, cell=address, indicator_code=group.indicator))
        else:
            columns[group.indicator] = found
    return _Sheet(plan, raw, cells, row, columns), problems


def _find_row(cells: Cells, label: str) -> int:
    return next((row for (row, column), cell in cells.items() if column == 1 and cell.text.startswith(label)), HEADER_ROW)


def _find_code(cells: Cells, group: Group) -> tuple[int, int] | None:
    """Where the header of a group stands: where the template put it, else anywhere near the top."""
    expected = cells.get((HEADER_ROW, group.first))
    if expected and expected.text.startswith(f"{group.indicator} "):
        return HEADER_ROW, group.first
    for (row, column), cell in cells.items():
        if row <= _HEADER_SEARCH and (cell.text == group.indicator or cell.text.startswith(f"{group.indicator} ")):
            return row, column
    return None


def _find_columns(catalogue: Catalogue, cells: Cells, group: Group, place: tuple[int, int]) -> Mapping[str, Mapping[Field, int]] | None:
    """The columns of a group below its header: as planned where status and note stand where the template put them, else by label in the
    order of the template, skipping columns that were put in between."""
    field_row, column = place[0] + FIELD_ROW - HEADER_ROW, place[1]
    if place == (HEADER_ROW, group.first) and _stands_as_planned(cells, group):
        return group.columns
    last = column + 2 * (group.last - group.first + 1)
    found: dict[int, int] = {}
    wanted = {expected: (breakdown, name) for breakdown, fields in group.columns.items() for name, expected in fields.items()}
    for expected in sorted(wanted):
        label = column_label(catalogue, group.indicator, *wanted[expected]).zh
        while column <= last and not _starts_with(cells.get((field_row, column)), label):
            column += 1
        if column > last:
            return None
        found[expected] = column
        column += 1
    return {breakdown: {name: found[expected] for name, expected in fields.items()} for breakdown, fields in group.columns.items()}


def _stands_as_planned(cells: Cells, group: Group) -> bool:
    fields = group.columns[TOTAL]
    return all(_starts_with(cells.get((FIELD_ROW, fields[name])), FIELD_LABELS[name].zh) for name in (Field.STATUS, Field.NOTE))


def _starts_with(cell: RawCell | None, label: str) -> bool:
    return cell is not None and cell.text.startswith(label)


def _read_rows(catalogue: Catalogue, names: RegionNames, sheet: _Sheet) -> tuple[dict[tuple[str, str | None], int], list[Problem]]:
    """(subject or indicator, period) -> row, for every row below the header whose label is beyond doubt."""
    rows: dict[tuple[str, str | None], int] = {}
    problems: list[Problem] = []
    below = sheet.header_row + FIELD_ROW - HEADER_ROW
    planned = _planned_rows(sheet)
    for row in sorted({row for row, _ in sheet.cells if row > below}):
        label, found = _read_label(catalogue, names, sheet, row)
        if found is not None:
            problems.append(found)
        elif label in rows:
            kept, blamed = (row, rows[label]) if planned[label] == row else (rows[label], row)
            rows[label] = kept
            facts = {"first": cell_name(kept, 1), **_subject_names(catalogue, label[0])}
            problems.append(problem("region_repeated", sheet=sheet.raw.name, cell=cell_name(blamed, 1), **facts))
        elif label in planned:
            rows[label] = row
    return rows, problems


def _read_label(catalogue: Catalogue, names: RegionNames, sheet: _Sheet, row: int) -> tuple[tuple[str, str | None], Problem | None]:
    texts = [cell.text.strip() if (cell := sheet.cells.get((row, column))) else "" for column in (1, 2, 3)]
    month = texts[2] if label_columns(sheet.plan) == 3 else None
    nothing = ("", None)
    if not texts[0] and not texts[1] and not _holds_figures(sheet, row):
        return nothing, None
    if sheet.plan.kind is SheetKind.NATIONAL:
        return (texts[0], month), None
    if texts[0] == NATIONAL and sheet.plan.rows[0][0] == NATIONAL:
        return (NATIONAL, month), None
    if is_total(texts[1]) or is_total(texts[0]):
        return nothing, problem("total_row", sheet=sheet.raw.name, cell=cell_name(row, 1)) if _holds_figures(sheet, row) else None
    match = match_region(names, texts[0], texts[1])
    if match.code:
        facts = {
            "found": " ".join(text for text in texts[:2] if text) or "—",
            "candidates_zh": "、".join(catalogue.regions[code].short_name.zh for code in match.candidates) or "—",
            "candidates_en": ", ".join(catalogue.regions[code].short_name.en for code in match.candidates) or "—",
        }
        return nothing, problem(match.code, sheet=sheet.raw.name, cell=cell_name(row, 2), value=facts["found"], **facts)
    return (match.region, month), None


def _holds_figures(sheet: _Sheet, row: int) -> bool:
    return any((row, column) in sheet.cells for column in _input_columns(sheet))


def _input_columns(sheet: _Sheet) -> set[int]:
    return {column for parts in sheet.columns.values() for fields in parts.values() for column in fields.values()}


def _planned_rows(sheet: _Sheet) -> dict[tuple[str, str | None], int]:
    return {label: row for row, label in enumerate(sheet.plan.rows, sheet.header_row + FIRST_ROW - HEADER_ROW)}


def _lost_columns(sheet: _Sheet) -> set[int]:
    """Where the columns of indicators stood whose header is gone: that is said once, not again for every cell."""
    return {column for group in sheet.plan.groups if group.indicator not in sheet.columns for column in range(group.first, group.last + 1)}


def _missing_rows(
    catalogue: Catalogue, sheet: _Sheet, rows: Mapping[tuple[str, str | None], int], doubts: list[Problem]
) -> Iterator[Problem]:
    """Rows of the template that are gone; where a doubtful row stands in the place of one, the doubt is the problem, not the absence."""
    doubtful = {int(one.cell.lstrip("ABC")) for one in doubts}
    for label, planned in _planned_rows(sheet).items():
        if label not in rows and planned not in doubtful:
            yield problem("row_missing", sheet=sheet.raw.name, period=label[1] or "", **_subject_names(catalogue, label[0]))


def _subject_names(catalogue: Catalogue, code: str) -> dict[str, str]:
    region = catalogue.regions.get(code)
    return {"row_zh": region.short_name.zh, "row_en": region.short_name.en} if region else {"row_zh": code, "row_en": code}


def _irregular_cells(sheet: _Sheet, rows: Mapping[tuple[str, str | None], int]) -> Iterator[Problem]:
    """Hidden rows and columns with figures, merged input cells, and figures where nothing is read."""
    columns, used = _input_columns(sheet), set(rows.values())
    name, below = sheet.raw.name, sheet.header_row + FIELD_ROW - HEADER_ROW
    for row in sorted(sheet.raw.hidden_rows & used):
        if _holds_figures(sheet, row):
            yield problem("hidden_row", sheet=name, cell=cell_name(row, min(columns)), row=row)
    for column in sorted(sheet.raw.hidden_columns & columns):
        if any((row, column) in sheet.cells for row in used):
            yield problem("hidden_column", sheet=name, cell=cell_name(below + 1, column), column=cell_name(1, column)[:-1])
    for first_row, first_column, last_row, last_column in sheet.raw.merges:
        if last_row > below and any(first_column <= column <= last_column for column in columns) and first_row <= max(used, default=0):
            yield problem("merged_cells", sheet=name, cell=cell_name(first_row, first_column), last=cell_name(last_row, last_column))
    labels = label_columns(sheet.plan)
    lost = _lost_columns(sheet)
    right = max(columns, default=0)
    for row, column in sheet.cells:
        if row > below and column > labels and column not in columns and column not in lost and (column > right or row in used):
            closed = sheet.plan.kind is SheetKind.NATIONAL and column <= 8
            if not closed:
                yield problem("cell_not_read", sheet=name, cell=cell_name(row, column))
