"""Defects of whole columns and sheets: headers changed, columns hidden or moved, cells merged, figures beside the form, sheets lost."""

from collections.abc import Iterator, Sequence
from random import Random

from indicators.intake.fields import NUMBER_FIELDS, Field
from indicators.intake.layout import FIELD_ROW, FIRST_ROW, HEADER_ROW, EntrySheet, Group, SheetKind
from indicators.intake.raw import RawKind
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book, address
from tests.indicators.intake.defects.defect import CellPlace, Defect, Expected, Place, Planted, at_entry
from tests.indicators.intake.defects.templates import Kin, Template

_FIX, _NOTE = Severity.MUST_FIX, Severity.NOTE


def sheet_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    yield Defect("the code taken out of a header", "", _NOTE, _groups, _strip_code)
    yield Defect("a header in other words", "header_changed", _FIX, _groups, _reword)
    yield Defect("a header emptied", "header_changed", _FIX, _groups, _empty_header)
    yield Defect("a header with the code of another indicator", "header_changed", _FIX, _groups, _other_code)
    yield Defect("an empty column put in", "", _NOTE, _groups, _insert_column, moves=True)
    yield Defect("a column of rates put in beside the form", "cell_not_read", _NOTE, _sheets, _add_rates)
    yield Defect("a figure to the right of the form", "cell_not_read", _NOTE, _rows, _stray)
    yield Defect("a hidden row", "hidden_row", _FIX, _rows, _hide_row)
    yield Defect("a hidden column", "hidden_column", _FIX, _columns, _hide_column)
    yield Defect("a hidden column of notes that are empty", "", _NOTE, _notes, _hide_notes)
    yield Defect("figures merged across two columns", "merged_cells", _FIX, _pairs, _merge_across)
    yield Defect("figures merged across two rows", "merged_cells", _FIX, _downwards, _merge_down)
    yield Defect("a sheet deleted", "sheet_missing", _FIX, _whole_sheets, _drop)
    yield Defect("a sheet renamed", "sheet_renamed", _NOTE, _whole_sheets, _rename)


def _regional(template: Template) -> list[EntrySheet]:
    return [plan for plan in template.layout.sheets if plan.kind is not SheetKind.NATIONAL and len(plan.rows) > 1]


def _sheets(template: Template) -> Sequence[Place]:
    return [Place(plan.name) for plan in _regional(template)]


def _whole_sheets(template: Template) -> Sequence[Place]:
    return [Place(plan.name) for plan in template.layout.sheets]


def _groups(template: Template) -> Sequence[Place]:
    return [Place(plan.name, HEADER_ROW, group.first, word=group.indicator) for plan in _regional(template) for group in plan.groups]


def _rows(template: Template) -> Sequence[Place]:
    return [Place(plan.name, row) for plan in _regional(template) for row in range(FIRST_ROW, FIRST_ROW + len(plan.rows))]


def _columns(template: Template) -> Sequence[Place]:
    fields = [(plan, group, name, column) for plan in _regional(template) for group in plan.groups for name, column in _fields(group)]
    return [Place(plan.name, FIRST_ROW, column) for plan, _, name, column in fields if name in NUMBER_FIELDS]


def _notes(template: Template) -> Sequence[Place]:
    """Columns of notes in which nothing stands."""
    fields = [(plan.name, *pair) for plan in _regional(template) for group in plan.groups for pair in _fields(group)]
    return [Place(sheet, 0, at) for sheet, name, at in fields if name is Field.NOTE and not _holds_below(template, sheet, at)]


def _fields(group: Group) -> list[tuple[Field, int]]:
    return [(name, column) for fields in group.columns.values() for name, column in fields.items()]


def _holds_below(template: Template, sheet: str, column: int) -> bool:
    return any(at == column and row > FIELD_ROW for row, at in template.book.sheets[sheet].cells)


def _pairs(template: Template) -> Sequence[Place]:
    return [at_entry(spot.entry, Field.NUMERATOR) for spot in template.spots if spot.kin is Kin.NUMERATOR]


def _downwards(template: Template) -> Sequence[Place]:
    """A denominator with another one right below it."""
    spots = {spot.cell: spot for spot in template.spots if spot.kin is Kin.DENOMINATOR}
    return [at_entry(spot.entry, spot.name) for (sheet, row, column), spot in spots.items() if (sheet, row + 1, column) in spots]


def _plan_group(template: Template, place: Place) -> Group:
    return next(group for group in template.plan(place.sheet).groups if group.indicator == place.word)


def _head(template: Template, place: Place) -> frozenset[CellPlace]:
    group = _plan_group(template, place)
    columns = range(group.first, group.last + 1)
    return frozenset((place.sheet, row, column) for row in range(HEADER_ROW, FIELD_ROW + 1) for column in columns)


def _rewrite(book: Book, template: Template, place: Place, text: str) -> Planted:
    sheet = book.sheets[place.sheet]
    row, column = sheet.row_now(place.row), sheet.column_now(place.column)
    sheet.put(row, column, (RawKind.TEXT, text) if text else None)
    return Planted((Expected("header_changed", place.sheet, address(row, column)),), _head(template, place))


def _strip_code(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    """The full name of the indicator stays, so it is still recognised."""
    text = template.book.sheets[place.sheet].cells[place.row, place.column][1]
    _rewrite(book, template, place, text.partition(" ")[2])
    return Planted((), _head(template, place))


def _reword(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    return _rewrite(book, template, place, dice.choice(("完成率", "本期情况", "指标一 Indicator 1")))


def _empty_header(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    return _rewrite(book, template, place, "")


def _other_code(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    return _rewrite(book, template, place, f"Z9-{dice.randint(10, 99)} 另一项指标")


def _insert_column(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    sheet.insert_column(sheet.column_now(place.column))
    return Planted((), frozenset([(place.sheet, 0, 10_000)]))


def _right_of(template: Template, name: str) -> int:
    return max(group.last for group in template.plan(name).groups) + 2


def _add_rates(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet, expected = book.sheets[place.sheet], []
    column = max(sheet.columns) + 2
    for row in range(FIRST_ROW, FIRST_ROW + len(template.plan(place.sheet).rows)):
        if row in sheet.rows.values():
            now = sheet.row_now(row)
            sheet.put(now, column, (RawKind.PERCENT, f"0.{dice.randint(10, 99)}"))
            expected.append(Expected("cell_not_read", place.sheet, address(now, column)))
    return Planted(tuple(expected), frozenset([(place.sheet, 0, 20_000)]))


def _stray(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    row, column = sheet.row_now(place.row), max(sheet.columns) + dice.randint(3, 9)
    sheet.put(row, column, (RawKind.NUMBER, str(dice.randint(1, 99))))
    expected = Expected("cell_not_read", place.sheet, address(row, column))
    return Planted((expected,), frozenset([(place.sheet, place.row, 20_000)]), needs=_row_labels(place))


def _row_labels(place: Place) -> frozenset[CellPlace]:
    return frozenset((place.sheet, place.row, column) for column in (1, 2))


def _hide_row(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    row = sheet.row_now(place.row)
    sheet.hidden_rows.add(row)
    plan = template.plan(place.sheet)
    column = sheet.column_now(min(group.first for group in plan.groups))
    expected = Expected("hidden_row", place.sheet, address(row, column))
    return Planted((expected,), frozenset([(place.sheet, place.row, 30_000)]), needs=_row_labels(place))


def _hide_column(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    column = sheet.column_now(place.column)
    sheet.hidden_columns.add(column)
    expected = Expected("hidden_column", place.sheet, address(sheet.row_now(FIELD_ROW) + 1, column))
    return Planted((expected,), frozenset([(place.sheet, 30_000, place.column)]))


def _hide_notes(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    sheet.hidden_columns.add(sheet.column_now(place.column))
    return Planted((), frozenset([(place.sheet, 0, place.column)]))


def _merge_across(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    """Numerator and denominator become one cell; the spreadsheet keeps the first figure only."""
    assert place.entry
    return _merge(book, place, (place.row, place.entry.columns[Field.DENOMINATOR]))


def _merge_down(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    return _merge(book, place, (place.row + 1, place.column))


def _merge(book: Book, place: Place, last: tuple[int, int]) -> Planted:
    sheet = book.sheets[place.sheet]
    first_now = sheet.row_now(place.row), sheet.column_now(place.column)
    last_now = sheet.row_now(last[0]), sheet.column_now(last[1])
    sheet.merges.append((*first_now, *last_now))
    sheet.put(*last_now, None)
    expected = (Expected("merged_cells", place.sheet, address(*first_now)), Expected("pair_incomplete", place.sheet, address(*last_now)))
    cells = frozenset([(place.sheet, place.row, place.column), (place.sheet, *last)])
    return Planted(expected, cells, needs=_row_labels(place))


def _drop(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    del book.sheets[place.sheet]
    return Planted((Expected("sheet_missing", place.sheet, ""),), frozenset([(place.sheet, 0, 0)]))


def _rename(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    renamed = dice.choice([name for name in ("Sheet1", "汇总表", "新建工作表", "副本") if name not in book.sheets])
    book.sheets = {(renamed if name == place.sheet else name): sheet for name, sheet in book.sheets.items()}
    book.sheets[renamed].name = renamed
    return Planted((Expected("sheet_renamed", renamed, ""),), frozenset([(place.sheet, 0, 0)]))
