"""Where every figure of a workbook stands: one pure description that the template is written by and the reader reads by.

Cell -> (indicator, subject, period, breakdown, field) is known here and nowhere else. It writes and reads no file.
"""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from indicators.catalogue.catalogue import Catalogue, Series
from indicators.intake.fields import KIND_FIELDS, Field
from indicators.model.area import Area
from indicators.model.indicator import Frequency, Indicator, Kind, Level
from indicators.model.observation import TOTAL, CellAddress
from indicators.model.period import Period, parse_period, periods_ending_in
from indicators.model.subject import NATIONAL

TEMPLATE_VERSION = "1.0"
GUIDE_SHEET = "填报说明"
NATIONAL_SHEET = "全国"
SERIES_SHEET = "基础数据"
DEFINITIONS_SHEET = "指标解释"
PREVIOUS_SHEET = "上期对照"
PROBLEMS_SHEET = "问题清单"
MARKS_SHEET = "_marks"
META_SHEET = "_meta"
LISTS_SHEET = "_lists"
HIDDEN_SHEETS: tuple[str, ...] = (META_SHEET, LISTS_SHEET)
OWN_SHEETS: tuple[str, ...] = (GUIDE_SHEET, DEFINITIONS_SHEET, PREVIOUS_SHEET, PROBLEMS_SHEET, MARKS_SHEET, *HIDDEN_SHEETS)
MONTHLY_SUFFIX = " 月报"
IDENTITY_PROPERTY = "template_identity"
SAMPLE_PROPERTY = "sample_mark"
SAMPLE_MARK = "样例数据 SAMPLE DATA"
SIGNER_CELLS: Mapping[str, str] = {
    "signer_unit_head": "C22",
    "signer_statistics_head": "C23",
    "signer_filler": "C24",
    "signer_phone": "C25",
    "signer_date": "C26",
}
MARK_CELLS: Mapping[str, str] = {"form_number": "C7", "issued_by": "C8", "approval_number": "C9", "valid_until": "C10"}
MARK_PENDING = "待备案"
"""How the text of a statutory mark begins that the form has not been given yet."""
DUE_CELL = "C6"
SELF_SCORE_CELL = "C27"
COUNTER_ROW, HEADER_ROW, PERIOD_ROW, FIELD_ROW, FIRST_ROW = 3, 4, 5, 6, 7
_AREA_NAME_LENGTH = 20


class SheetKind(StrEnum):
    """How an entry sheet is laid out: regions down, or one row for each figure of the country."""

    REGIONS = "regions"
    NATIONAL = "national"
    SERIES = "series"


class TemplateRefusedError(Exception):
    """There is no such workbook. `code`: unknown_department, unknown_round or nothing_due; `facts` for the sentence."""

    def __init__(self, code: str, facts: Mapping[str, str]) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


@dataclass(frozen=True, slots=True)
class Entry:
    """One observation to be filled: what it is of, and the column (1 = A) of each of its fields in its row."""

    indicator: str
    subject: str
    period: str
    breakdown: str
    sheet: str
    row: int
    columns: Mapping[Field, int]

    @property
    def key(self) -> tuple[str, str, str, str]:
        return (self.indicator, self.subject, self.period, self.breakdown)

    def address(self, name: Field) -> CellAddress:
        """The cell of one field; KeyError if the entry has no such field."""
        return CellAddress(self.sheet, cell_name(self.row, self.columns[name]))


@dataclass(frozen=True, slots=True)
class Group:
    """The columns of one indicator (or series) on a sheet; `period` is None where the rows say the period."""

    indicator: str
    period: str | None
    columns: Mapping[str, Mapping[Field, int]]

    @property
    def first(self) -> int:
        return min(column for fields in self.columns.values() for column in fields.values())

    @property
    def last(self) -> int:
        return max(column for fields in self.columns.values() for column in fields.values())


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """One sheet to be filled. `rows` are (subject, period or None) down from FIRST_ROW, on the national sheet (indicator, period)."""

    name: str
    area: str
    kind: SheetKind
    monthly: bool
    groups: tuple[Group, ...]
    rows: tuple[tuple[str, str | None], ...]


class EntryIndex(Mapping[tuple[str, str, str, str], Entry]):
    """The entries of some sheets by key, worked out when the first is asked for: a large workbook is checked without them."""

    __slots__ = ("_entries", "_sheets")

    def __init__(self, sheets: tuple[EntrySheet, ...]) -> None:
        self._sheets = sheets
        self._entries: dict[tuple[str, str, str, str], Entry] | None = None

    def __getitem__(self, key: tuple[str, str, str, str]) -> Entry:
        return self._all()[key]

    def __iter__(self) -> Iterator[tuple[str, str, str, str]]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def _all(self) -> dict[tuple[str, str, str, str], Entry]:
        if self._entries is None:
            self._entries = {entry.key: entry for sheet in self._sheets for entry in _entries_of(sheet)}
        return self._entries


@dataclass(frozen=True, slots=True)
class WorkbookLayout:
    """The whole workbook of one department and round. `entries` by (indicator, subject, period, breakdown)."""

    department: str
    round: str
    fingerprint: str
    sheets: tuple[EntrySheet, ...]
    entries: Mapping[tuple[str, str, str, str], Entry] = field(repr=False)


def plan_layout(catalogue: Catalogue, department: str, round_code: str) -> WorkbookLayout:
    """The layout of a department's workbook for a round. TemplateRefusedError where there is no such workbook."""
    period = _require_round(catalogue, department, round_code)
    due = tuple((item, periods) for item in catalogue.led_by(department) if (periods := periods_due(item, period)))
    if not due:
        raise TemplateRefusedError("nothing_due", {"department": department, "round": round_code})
    sheets = (*_region_sheets(catalogue, due), *_series_sheets(catalogue, department, period), *_national_sheets(due))
    return WorkbookLayout(department, round_code, _fingerprint(department, round_code, sheets), sheets, EntryIndex(sheets))


def cell_of(layout: WorkbookLayout, key: tuple[str, str, str], name: Field, breakdown: str = TOTAL) -> CellAddress:
    """The cell of a field of the observation `key` = (indicator, subject, period); KeyError where the workbook has none."""
    return layout.entries[(*key, breakdown)].address(name)


def cell_name(row: int, column: int) -> str:
    """`B7` for row 7, column 2."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def periods_due(indicator: Indicator, round_period: Period) -> tuple[str, ...]:
    """The periods of an indicator that a round collects: a month round the special action only, a quarter the plan only."""
    special = indicator.area == Area.SPECIAL_ACTION
    if round_period.frequency is Frequency.MONTH:
        return (round_period.code,) if special else ()
    return () if special else tuple(period.code for period in periods_ending_in(round_period, indicator.frequency))


def label_columns(sheet: EntrySheet) -> int:
    """How many columns on the left say what a row is: code and name, and the month where rows have one."""
    return 3 if sheet.monthly or sheet.kind is SheetKind.NATIONAL else 2


def _require_round(catalogue: Catalogue, department: str, round_code: str) -> Period:
    if department not in catalogue.departments:
        raise TemplateRefusedError("unknown_department", {"department": department})
    try:
        period = parse_period(round_code)
    except ValueError as error:
        raise TemplateRefusedError("unknown_round", {"round": round_code}) from error
    if period.frequency not in (Frequency.QUARTER, Frequency.MONTH):
        raise TemplateRefusedError("unknown_round", {"round": round_code})
    return period


def _region_sheets(catalogue: Catalogue, due: tuple[tuple[Indicator, tuple[str, ...]], ...]) -> Iterator[EntrySheet]:
    regional = [(item, periods) for item, periods in due if item.level is not Level.NATIONAL]
    for area in dict.fromkeys(item.area for item, _ in regional):
        for monthly in (False, True):
            chosen = [(item, periods) for item, periods in regional if item.area == area and (len(periods) > 1) is monthly]
            if chosen:
                name = f"{area} {catalogue.areas[area].zh[:_AREA_NAME_LENGTH]}{MONTHLY_SUFFIX if monthly else ''}"
                months = chosen[0][1] if monthly else (None,)
                rows = tuple((region, month) for month in months for region in catalogue.regions)
                yield EntrySheet(name, area, SheetKind.REGIONS, monthly, _groups(chosen, 4 if monthly else 3), rows)


def _groups(chosen: list[tuple[Indicator, tuple[str, ...]]], column: int) -> tuple[Group, ...]:
    groups = []
    for item, periods in chosen:
        fields = {name: column + offset for offset, name in enumerate(KIND_FIELDS[item.kind])}
        groups.append(Group(item.code, periods[0] if len(periods) == 1 else None, {TOTAL: fields}))
        column += len(fields)
    return tuple(groups)


def _series_sheets(catalogue: Catalogue, department: str, round_period: Period) -> Iterator[EntrySheet]:
    """Series of the country stand on the same sheet form as regional ones, with the country as the only row."""
    if round_period.frequency is Frequency.MONTH:
        return
    mine = [series for series in catalogue.series.values() if series.lead == department]
    for level in (Level.REGION, Level.NATIONAL):
        for monthly in (False, True):
            chosen = [item for item in mine if (item.level == Level.NATIONAL) is (level is Level.NATIONAL)]
            chosen = [item for item in chosen if (item.frequency == Frequency.MONTH) is monthly]
            due = {item.code: tuple(p.code for p in periods_ending_in(round_period, Frequency(item.frequency))) for item in chosen}
            chosen = [item for item in chosen if due[item.code]]
            if chosen:
                subjects = (NATIONAL,) if level is Level.NATIONAL else tuple(catalogue.regions)
                name = SERIES_SHEET + (NATIONAL_SHEET if level is Level.NATIONAL else "") + (MONTHLY_SUFFIX if monthly else "")
                months = due[chosen[0].code] if monthly else (None,)
                rows = tuple((subject, month) for month in months for subject in subjects)
                yield EntrySheet(name, "", SheetKind.SERIES, monthly, _series_groups(chosen, due, 4 if monthly else 3), rows)


def _series_groups(chosen: list[Series], due: Mapping[str, tuple[str, ...]], column: int) -> tuple[Group, ...]:
    """A series has one value column for its total and one for each breakdown; status and note are common to them."""
    groups = []
    for series in chosen:
        parts = (TOTAL, *(part for part in series.breakdowns if part != TOTAL))
        status = column + len(parts)
        columns = {part: {Field.VALUE: column + i, Field.STATUS: status, Field.NOTE: status + 1} for i, part in enumerate(parts)}
        periods = due[series.code]
        groups.append(Group(series.code, periods[0] if len(periods) == 1 else None, columns))
        column = status + 2
    return tuple(groups)


def _national_sheets(due: tuple[tuple[Indicator, tuple[str, ...]], ...]) -> Iterator[EntrySheet]:
    """Figures that only the country has come first; those that the regions also report are optional and come last."""
    ordered = [pair for level in (Level.NATIONAL, Level.BOTH) for pair in due if pair[0].level is level]
    rows = tuple((item.code, period) for item, periods in ordered for period in periods)
    if rows:
        kinds = {item.code: item.kind for item, _ in due}
        groups = tuple(Group(code, None, {TOTAL: _national_columns(kinds[code])}) for code in dict.fromkeys(code for code, _ in rows))
        yield EntrySheet(NATIONAL_SHEET, "", SheetKind.NATIONAL, False, groups, rows)


def _national_columns(kind: Kind) -> Mapping[Field, int]:
    places = {Field.NUMERATOR: 4, Field.VALUE: 4, Field.DENOMINATOR: 5, Field.SE: 6, Field.STATUS: 7, Field.NOTE: 8}
    return {name: places[name] for name in KIND_FIELDS[kind]}


def _entries_of(sheet: EntrySheet) -> Iterator[Entry]:
    national = sheet.kind is SheetKind.NATIONAL
    columns = {group.indicator: group for group in sheet.groups}
    for row, (label, month) in enumerate(sheet.rows, FIRST_ROW):
        for group in (columns[label],) if national else sheet.groups:
            subject = NATIONAL if national else label
            period = month or group.period or ""
            for breakdown, fields in group.columns.items():
                yield Entry(group.indicator, subject, period, breakdown, sheet.name, row, fields)


def _fingerprint(department: str, round_code: str, sheets: tuple[EntrySheet, ...]) -> str:
    lines = [TEMPLATE_VERSION, department, round_code]
    for sheet in sheets:
        lines.append(sheet.name)
        lines.extend(f"{group.indicator} {group.period} {sorted(group.columns.items())}" for group in sheet.groups)
        lines.extend(f"{label} {month}" for label, month in sheet.rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
