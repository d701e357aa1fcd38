"""Where the header of an entry sheet stands in the file: the columns of labels, and the column of every field of every indicator.

A table may have moved, columns may have been put in or moved about: each is found by its own label. What is not certain is a problem.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.columns import (
    CODE_LABEL,
    INDICATOR_LABEL,
    NATIONAL_FIRST_COLUMN,
    NATIONAL_LABELS,
    PERIOD_LABEL,
    REGION_LABEL,
    column_label,
)
from indicators.intake.entries_found import Columns
from indicators.intake.fields import Field
from indicators.intake.found_sheets import head_codes
from indicators.intake.grid import Grid, Texts
from indicators.intake.layout import FIELD_ROW, HEADER_ROW, EntrySheet, Group, SheetKind, cell_name
from indicators.intake.lost_heads import Standing, find_standing
from indicators.intake.problems import problem
from indicators.intake.spelling import normal_name
from indicators.model.observation import TOTAL
from indicators.model.submission import Problem

_BELOW = 6
"""How many rows below its name the labels of an indicator's columns are looked for."""

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LabelColumns:
    """The columns that say what a row is; 0 where there is none."""

    code: int
    name: int
    month: int

    @property
    def all(self) -> tuple[int, ...]:
        return tuple(column for column in (self.code, self.name, self.month) if column)


@dataclass(frozen=True, slots=True)
class Head:
    """The header of one sheet as found: its last row, the label columns, the columns of fields, and those that are closed or lost."""

    last_row: int
    labels: LabelColumns
    columns: Columns
    passed_over: frozenset[int]


def find_head(catalogue: Catalogue, plan: EntrySheet, grid: Grid) -> tuple[Head, list[Problem]]:
    """The header of a sheet, and a problem for each indicator whose columns are not certain."""
    return _national_head(plan, grid) if plan.kind is SheetKind.NATIONAL else _region_head(catalogue, plan, grid)


def planned_labels(plan: EntrySheet) -> LabelColumns:
    """Where the template puts the label columns."""
    return LabelColumns(1, 2, 3 if plan.monthly or plan.kind is SheetKind.NATIONAL else 0)


def _region_head(catalogue: Catalogue, plan: EntrySheet, grid: Grid) -> tuple[Head, list[Problem]]:
    places = _code_places(catalogue, plan, grid)
    starts = {code: found[0] for code, found in places.items() if len(found) == 1}
    found = {group.indicator: _find_columns(catalogue, grid, group, starts) for group in plan.groups if group.indicator in starts}
    columns = {code: place[1] for code, place in found.items() if place is not None}
    rows = [place[0] for place in found.values() if place is not None]
    problems = []
    for group in plan.groups:
        if group.indicator not in columns:
            said, standing = _lost_head(catalogue, grid, group, (places.get(group.indicator, ()), rows, columns))
            problems.append(said)
            if standing is not None:
                rows.append(standing.row)
                columns[group.indicator] = standing.columns
    header_row = min((place[0] for place in starts.values()), default=max(rows, default=FIELD_ROW) + HEADER_ROW - FIELD_ROW)
    last_row = max(rows, default=header_row + FIELD_ROW - HEADER_ROW)
    labels = _find_labels(plan, grid, range(max(1, header_row - 1), last_row + 1))
    problems.extend(_moved(plan, grid, (header_row, columns), labels))
    return Head(last_row, labels, columns, _lost_columns(plan, columns)), problems


def _lost_head(
    catalogue: Catalogue, grid: Grid, group: Group, found: tuple[tuple[Place, ...], list[int], Columns]
) -> tuple[Problem, Standing | None]:
    """The problem of a header that is gone or there twice. What stands below the labels that are left is checked all the same."""
    places, rows, columns = found
    if len(places) > 1:
        cell = cell_name(*places[1])
        return problem("header_repeated", sheet=grid.raw.name, cell=cell, indicator_code=group.indicator), None
    taken = {column for parts in columns.values() for fields in parts.values() for column in fields.values()}
    standing = find_standing(catalogue, grid, group, rows[:1] or range(FIELD_ROW, FIELD_ROW + _BELOW), taken)
    row, column = (standing.row + HEADER_ROW - FIELD_ROW, standing.first) if standing else (HEADER_ROW, group.first)
    return problem("header_changed", sheet=grid.raw.name, cell=cell_name(row, column), indicator_code=group.indicator), standing


def _code_places(catalogue: Catalogue, plan: EntrySheet, grid: Grid) -> Mapping[str, tuple[Place, ...]]:
    """Where the header of each indicator stands: where the template put it, else by its code or its full name anywhere near the top."""
    codes = head_codes(grid)
    found = {}
    for group in plan.groups:
        planned = (HEADER_ROW, group.first)
        places = codes.get(group.indicator, ())
        found[group.indicator] = (planned,) if planned in places else places or _named_places(catalogue, grid.heads, group.indicator)
    return found


def _named_places(catalogue: Catalogue, heads: Texts, code: str) -> tuple[Place, ...]:
    name = (catalogue.indicators.get(code) or catalogue.series[code]).name
    wanted = {normal_name(name.zh), normal_name(name.zh + name.en)}
    return tuple(place for place, text in heads.items() if normal_name(text) in wanted)


def _find_columns(
    catalogue: Catalogue, grid: Grid, group: Group, starts: Mapping[str, Place]
) -> tuple[int, Mapping[str, Mapping[Field, int]]] | None:
    """The row of labels and the columns of a group: from its header to the next one, each label once, in whatever order."""
    row, column = starts[group.indicator]
    labels = {
        (part, name): column_label(catalogue, group.indicator, part, name).zh for part, fields in group.columns.items() for name in fields
    }
    after = [other for _, other in starts.values() if other > column]
    width = group.last - group.first + 1
    end = min(after, default=column + 2 * width)
    windows = [(column, min(end, column + width)), (column, end)]
    if not any(other < column for _, other in starts.values()):
        # The name of the first indicator may have been moved to the right of its own columns; further ones begin where the last ended.
        windows.append((max(1, column - width), end))
    # As wide as the template first: behind a header that is gone the same labels follow once more.
    for first, right in dict.fromkeys(windows):
        for below in range(row + 1, row + _BELOW + 1):
            found = {key: _labelled(grid.heads, below, range(first, right), label) for key, label in labels.items()}
            if all(len(places) == 1 for places in found.values()):
                return below, {part: {name: found[(part, name)][0] for name in fields} for part, fields in group.columns.items()}
    return None


def _labelled(heads: Texts, row: int, columns: range, label: str) -> list[int]:
    """The columns whose label it is, word for word if there are such, else by how the text begins."""
    begins = [column for column in columns if heads.get((row, column), "").startswith(label)]
    exact = [column for column in begins if heads[(row, column)].split(maxsplit=1)[0] == label or heads[(row, column)] == label]
    return exact or begins


def _find_labels(plan: EntrySheet, grid: Grid, rows: range) -> LabelColumns:
    """The label columns by their own headers; one that has none is not there."""
    wanted = INDICATOR_LABEL if plan.kind is SheetKind.NATIONAL else REGION_LABEL
    found = {}
    for label in (CODE_LABEL.zh, wanted.zh, PERIOD_LABEL.zh):
        found[label] = next((column for row in rows for column in _labelled(grid.heads, row, range(1, 60), label)), 0)
    code, name = found[CODE_LABEL.zh], found[wanted.zh]
    if not code and not name:
        return planned_labels(plan)
    return LabelColumns(code, name, found[PERIOD_LABEL.zh] if planned_labels(plan).month else 0)


def _moved(plan: EntrySheet, grid: Grid, found: tuple[int, Columns], labels: LabelColumns) -> Iterator[Problem]:
    """One note for a sheet whose table, or some column of it, is not where the template has it."""
    row, columns = found
    for group in plan.groups:
        if group.indicator in columns and (row != HEADER_ROW or columns[group.indicator] != group.columns):
            first = min(column for fields in columns[group.indicator].values() for column in fields.values())
            facts = {"found": cell_name(row, first), "expected": cell_name(HEADER_ROW, group.first)}
            yield problem("table_moved", sheet=grid.raw.name, cell=cell_name(row, first), **facts)
            return
    if labels != planned_labels(plan):
        yield problem("labels_moved", sheet=grid.raw.name)


def _lost_columns(plan: EntrySheet, columns: Columns) -> frozenset[int]:
    """Where the columns of indicators stood whose header is gone: that is said once, not again for every cell."""
    lost = (group for group in plan.groups if group.indicator not in columns)
    return frozenset(column for group in lost for column in range(group.first, group.last + 1))


def _national_head(plan: EntrySheet, grid: Grid) -> tuple[Head, list[Problem]]:
    """The one set of columns of the national sheet, by their labels."""
    rows = [row for (row, _), text in grid.heads.items() if text.startswith(INDICATOR_LABEL.zh)]
    row = HEADER_ROW if HEADER_ROW in rows or not rows else min(rows)
    labels = _find_labels(plan, grid, range(row, row + 1))
    right = max(labels.all)
    found = [_labelled(grid.heads, row, range(right + 1, right + 20), label.zh) for label in NATIONAL_LABELS]
    if not all(len(places) == 1 for places in found):
        codes = {group.indicator: group for group in plan.groups}
        lost = [problem("header_changed", sheet=grid.raw.name, cell=cell_name(HEADER_ROW, 1), indicator_code=code) for code in codes]
        return Head(row + FIELD_ROW - HEADER_ROW, labels, {}, frozenset(range(1, NATIONAL_FIRST_COLUMN + 5))), lost
    where = {planned: places[0] for planned, places in enumerate(found, NATIONAL_FIRST_COLUMN)}
    columns = {group.indicator: {TOTAL: {name: where[column] for name, column in group.columns[TOTAL].items()}} for group in plan.groups}
    problems = []
    if row != HEADER_ROW or labels != planned_labels(plan) or any(planned != column for planned, column in where.items()):
        facts = {"found": cell_name(row, min(labels.all)), "expected": cell_name(HEADER_ROW, 1)}
        problems.append(problem("table_moved", sheet=grid.raw.name, cell=facts["found"], **facts))
    return Head(row + FIELD_ROW - HEADER_ROW, labels, columns, frozenset(where.values())), problems
