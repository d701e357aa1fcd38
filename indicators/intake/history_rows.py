"""A tidy table as rows that say what each figure is of. Codes, names and periods are recognised here; figures are read elsewhere."""

import csv
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import STATUS_TEXTS, Field
from indicators.intake.layout import cell_name
from indicators.intake.limits import Limits, refuse
from indicators.intake.names import RegionNames, match_region, region_names
from indicators.intake.problems import problem
from indicators.intake.raw import RawCell, RawKind, RawSheet, make_sheet
from indicators.model.area import Area
from indicators.model.observation import TOTAL, CellStatus
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "indicator": ("indicator", "指标", "指标代码"),
    "subject": ("subject", "地区", "地区代码"),
    "period": ("period", "报告期", "期间"),
    "breakdown": ("breakdown", "分组"),
    Field.NUMERATOR: ("numerator", "分子"),
    Field.DENOMINATOR: ("denominator", "分母", "样本量"),
    Field.VALUE: ("value", "数值"),
    Field.SE: ("se", "标准误"),
    Field.STATUS: ("status", "填报状态", "状态"),
    Field.NOTE: ("note", "说明", "备注"),
}
_NEEDED = ("indicator", "subject", "period")
_FIGURES = (Field.NUMERATOR, Field.DENOMINATOR, Field.VALUE, Field.SE, Field.STATUS, Field.NOTE)
_NUMBER = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_MISSING = "MISSING"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class TableRow:
    """One figure: what it is of, who reported it in which round, its cells by field, and where it stands in the table."""

    indicator: str
    subject: str
    period: str
    breakdown: str
    department: str
    round: str
    figures: Mapping[Field, RawCell]
    row: int
    columns: Mapping[str, int]

    @property
    def first(self) -> str:
        """The cell of its indicator code."""
        return cell_name(self.row, self.columns["indicator"])

    def cell(self, name: Field) -> str:
        """The cell of one field; that of the indicator code where the table has no such column."""
        return cell_name(self.row, self.columns.get(name, self.columns["indicator"]))


def read_table(data: bytes, name: str, limits: Limits) -> RawSheet:
    """The cells of a CSV table in UTF-8 or GB 18030; FileRefusedError if it is none or too large."""
    if len(data) > limits.file_bytes:
        raise refuse("file_too_large", size=f"{len(data) / 2**20:.1f}", limit=limits.file_bytes // 2**20)
    text = _decoded(data)
    if text is None or "\x00" in text:
        raise refuse("table_unreadable")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise refuse("table_unreadable") from error
    if sum(len(line) for line in lines) > limits.cells:
        raise refuse("too_many_cells", limit=limits.cells)
    cells = tuple(
        RawCell(row, column, RawKind.NUMBER if _NUMBER.fullmatch(text.strip()) else RawKind.TEXT, text.strip())
        for row, line in enumerate(lines, 1)
        for column, text in enumerate(line, 1)
        if text.strip()
    )
    if any(len(cell.text) > limits.string_length for cell in cells):
        raise refuse("string_too_long", limit=limits.string_length)
    return make_sheet(name[:_LONGEST_NAME], cells)


def place_rows(catalogue: Catalogue, sheet: RawSheet) -> tuple[tuple[TableRow, ...], list[Problem]]:
    """Every row whose indicator, subject and period are beyond doubt, and a problem at the cell for every other."""
    by_row: dict[int, dict[int, RawCell]] = {}
    for cell in sheet.cells:
        by_row.setdefault(cell.row, {})[cell.column] = cell
    head = min(by_row, default=1)
    columns = _columns(by_row.get(head, {}))
    lacking = [name for name in _NEEDED if name not in columns]
    if lacking:
        return (), [problem("table_column_missing", sheet=sheet.name, cell=cell_name(head, 1), found="、".join(lacking))]
    reader = _Reader(catalogue, region_names(catalogue), sheet.name, columns)
    rows: dict[tuple[str, str, str, str], TableRow] = {}
    problems: list[Problem] = []
    for number in sorted(set(by_row) - {head}):
        row = _read_row(reader, number, by_row[number])
        if isinstance(row, Problem):
            problems.append(row)
            continue
        key = (row.indicator, row.subject, row.period, row.breakdown)
        if key in rows:
            problems.append(problem("table_row_repeated", sheet=sheet.name, cell=row.first, first=rows[key].first))
        elif row.figures:
            rows[key] = row
    return tuple(rows.values()), problems


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the rows of one table are read by: the catalogue, the names of regions, the table's name, the column of each field."""

    catalogue: Catalogue
    names: RegionNames
    sheet: str
    columns: Mapping[str, int]

    def problem(self, code: str, row: int, column: str, **facts: str) -> Problem:
        return problem(code, sheet=self.sheet, cell=cell_name(row, self.columns[column]), **facts)


def _columns(head: Mapping[int, RawCell]) -> Mapping[str, int]:
    spelled = {cell.text.casefold(): column for column, cell in head.items()}
    found = {name: next((spelled[word] for word in words if word in spelled), 0) for name, words in _COLUMNS.items()}
    return {name: column for name, column in found.items() if column}


def _read_row(reader: _Reader, number: int, cells: Mapping[int, RawCell]) -> TableRow | Problem:
    """One row, or the first thing in it that cannot be recognised."""
    texts = {name: cells[column].text if (column := reader.columns.get(name, 0)) in cells else "" for name in _COLUMNS}
    lead = _lead_of(reader.catalogue, texts["indicator"])
    if lead is None:
        return reader.problem("table_indicator_unknown", number, "indicator", found=texts["indicator"] or "—")
    subject = _subject(reader, texts["subject"])
    if subject is None:
        return reader.problem("table_subject_unknown", number, "subject", found=texts["subject"] or "—")
    round_code = _round_of(reader.catalogue, texts["indicator"], texts["period"])
    if round_code is None:
        return reader.problem("table_period_unknown", number, "period", found=texts["period"] or "—")
    figures = {name: cell for name in _FIGURES if (cell := cells.get(reader.columns.get(name, 0))) is not None}
    return TableRow(
        indicator=texts["indicator"],
        subject=subject,
        period=texts["period"],
        breakdown=texts["breakdown"] or TOTAL,
        department=lead,
        round=round_code,
        figures=_with_status(figures),
        row=number,
        columns=reader.columns,
    )


def _with_status(figures: Mapping[Field, RawCell]) -> Mapping[Field, RawCell]:
    """The figures of a row; REPORTED is the rule and stands in no workbook, MISSING says that there is no figure at all."""
    status = figures.get(Field.STATUS)
    if status is None or status.text not in (_MISSING, *CellStatus):
        return figures
    if status.text == _MISSING:
        return {}
    if status.text == CellStatus.REPORTED:
        return {name: cell for name, cell in figures.items() if name is not Field.STATUS}
    return {**figures, Field.STATUS: RawCell(status.row, status.column, RawKind.TEXT, STATUS_TEXTS[CellStatus(status.text)])}


def _lead_of(catalogue: Catalogue, code: str) -> str | None:
    found = catalogue.indicators.get(code) or catalogue.series.get(code)
    return found.lead if found else None


def _subject(reader: _Reader, text: str) -> str | None:
    if text == NATIONAL or text in reader.catalogue.regions:
        return text
    return match_region(reader.names, "", text).region or None if text else None


def _round_of(catalogue: Catalogue, code: str, text: str) -> str | None:
    """The round a figure falls into: the month itself for the special action, else the quarter in which its period ends."""
    try:
        period = parse_period(text)
    except ValueError:
        return None
    indicator = catalogue.indicators.get(code)
    return period.code if indicator is not None and indicator.area == Area.SPECIAL_ACTION else period.round.code


def _decoded(data: bytes) -> str | None:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
