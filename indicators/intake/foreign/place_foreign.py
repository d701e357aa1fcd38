"""A workbook of any make as placed entries: tables, rows and columns mapped to what is due, and a question for all that is not exact."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import FoundSheet
from indicators.intake.foreign.columns_read import ColumnsRead, read_columns
from indicators.intake.foreign.rows_read import RowsRead, read_rows
from indicators.intake.foreign.scaling import scale_columns
from indicators.intake.foreign.tables import Table, find_table
from indicators.intake.foreign.targets import Targets, due_targets, required_keys
from indicators.intake.layout import OWN_SHEETS, SheetKind, WorkbookLayout
from indicators.intake.names import region_names
from indicators.intake.parse_entries import Normalised
from indicators.intake.problems import problem
from indicators.intake.raw import RawKind, RawWorkbook
from indicators.intake.recognised import Recognised
from indicators.model.indicator import Level
from indicators.model.submission import Problem, Severity


@dataclass(frozen=True, slots=True)
class ForeignPlacement:
    """What was recognised in a foreign workbook. `normalised`: figures that were multiplied by the unit of their header."""

    found: tuple[FoundSheet, ...]
    problems: tuple[Problem, ...]
    normalised: tuple[Normalised, ...]


@dataclass(frozen=True, slots=True)
class ReadTable:
    """One table with what its rows and columns mean."""

    table: Table
    rows: RowsRead
    columns: ColumnsRead


def place_foreign(catalogue: Catalogue, layout: WorkbookLayout, workbook: RawWorkbook, recognised: Recognised) -> ForeignPlacement | None:
    """The tables of a foreign workbook mapped to what is due; None if there is nothing in it that could be mapped."""
    names, targets = region_names(catalogue), due_targets(catalogue, layout)
    tables: list[ReadTable] = []
    problems: list[Problem] = []
    for raw in workbook.sheets:
        table = None if raw.name in OWN_SHEETS else find_table(raw, names)
        columns = read_columns(targets, table, layout.round, recognised) if table else None
        if table and columns and columns.any:
            tables.append(ReadTable(table, read_rows(catalogue, names, table, recognised), columns))
        elif raw.name not in OWN_SHEETS and any(ord(kind) in raw.kinds for kind in (RawKind.NUMBER, RawKind.PERCENT)):
            problems.append(problem("sheet_not_read", sheet=raw.name))
    if not tables:
        return None
    found, normalised = _found_sheets(targets, tables)
    for one in tables:
        problems.extend((*one.rows.problems, *one.columns.problems, *_missing(catalogue, one), *_hidden(one)))
    problems.extend((*_not_found(catalogue.indicators, targets, tables), *_national_not_found(catalogue, layout)))
    asked = sum(one.severity is Severity.CONFIRM for one in problems)
    if asked:
        problems.insert(0, problem("mapping_open", count=asked))
    return ForeignPlacement(tuple(found), tuple(problems), tuple(normalised))


def has_tables(catalogue: Catalogue, workbook: RawWorkbook) -> bool:
    """Whether any sheet holds a table of regions at all."""
    names = region_names(catalogue)
    return any(raw.name not in OWN_SHEETS and find_table(raw, names) is not None for raw in workbook.sheets)


def _found_sheets(targets: Targets, tables: list[ReadTable]) -> tuple[list[FoundSheet], list[Normalised]]:
    """One found sheet for each table, sheet of the layout and month; an indicator is read from the first table that has all of it."""
    found: list[FoundSheet] = []
    normalised: list[Normalised] = []
    taken: set[tuple[str, str]] = set()
    for one in tables:
        raw, scaled = scale_columns(one.table, one.rows.rows.values(), one.columns.factors)
        normalised.extend(scaled)
        for month, columns in one.columns.by_month(targets).items():
            whole = {code: parts for code, parts in columns.items() if (code, month) not in taken}
            taken.update((code, month) for code in whole)
            for plan in dict.fromkeys(targets.plans[code].name for code in whole):
                here = {code: parts for code, parts in whole.items() if targets.plans[code].name == plan}
                entry_sheet = targets.plans[next(iter(here))]
                rows = {(region, month or None): row for region, row in one.rows.rows.items()}
                found.append(FoundSheet(entry_sheet, raw, here, rows, one.table.across))
    return found, normalised


def _missing(catalogue: Catalogue, one: ReadTable) -> Iterator[Problem]:
    """Regions that a table has no row for; not while a row of it is still in doubt."""
    if one.rows.in_doubt or not one.columns.keys:
        return
    for code, region in catalogue.regions.items():
        if code not in one.rows.rows:
            facts = {"row_zh": region.short_name.zh, "row_en": region.short_name.en}
            yield problem("row_missing", sheet=one.table.original.name, period="", **facts)


def _hidden(one: ReadTable) -> Iterator[Problem]:
    """Rows and columns of the file that are read and hidden."""
    raw, table = one.table.grid.raw, one.table
    used_rows, used_columns = set(one.rows.rows.values()), set(one.columns.keys.values())
    for row in sorted(raw.hidden_rows & used_rows if used_columns else ()):
        yield _hidden_line(table, table.cell(row, min(used_columns)), across=table.across)
    for column in sorted(raw.hidden_columns & used_columns):
        yield _hidden_line(table, table.cell(table.first_row, column), across=not table.across)


def _hidden_line(table: Table, cell: str, across: bool) -> Problem:
    letters = cell.rstrip("0123456789")
    if across:
        return problem("hidden_column", sheet=table.original.name, cell=cell, column=letters)
    return problem("hidden_row", sheet=table.original.name, cell=cell, row=int(cell[len(letters) :]))


def _not_found(indicators: Collection[str], targets: Targets, tables: list[ReadTable]) -> Iterator[Problem]:
    """Figures that are due and that no column holds, nor may hold once the questions are answered."""
    keys = {key for one in tables for key, _ in one.columns.keys}
    offered = {key for one in tables for key in one.columns.offered}
    for code in targets.groups:
        needed = required_keys(targets, code)
        optional = code not in indicators and not any(key in keys for key in needed)
        for key in needed:
            if key not in keys | offered and not optional:
                words: Mapping[str, str] = {"part_zh": targets.words[key].zh, "part_en": targets.words[key].en}
                yield problem("figure_not_found", indicator_code=code, **words)


def _national_not_found(catalogue: Catalogue, layout: WorkbookLayout) -> Iterator[Problem]:
    """Figures of the country alone are read from our template only."""
    for plan in layout.sheets:
        if plan.kind is not SheetKind.NATIONAL:
            continue
        for code in dict.fromkeys(code for code, _ in plan.rows):
            indicator = catalogue.indicators[code]
            if indicator.level is Level.NATIONAL:
                yield problem("figure_not_found", indicator_code=code, part_zh=indicator.name.zh, part_en=indicator.name.en)
