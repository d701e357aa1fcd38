"""Defects of rows and their labels: misspelt, look-alike, wrong, missing, repeated, of no region, deleted."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from indicators.intake.layout import SheetKind
from indicators.intake.raw import RawKind
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book, Sheet, address
from tests.indicators.intake.defects.defect import Defect, Expected, Place, Planted
from tests.indicators.intake.defects.templates import Template, catalogue

_FIX, _NOTE = Severity.MUST_FIX, Severity.NOTE
_Label = tuple[str, str]
_Relabel = Callable[[str, Random], _Label]
_TOTALS = ("合计", "总计", "全国合计", "Total", "小计")
_NOWHERE = ("东海省", "台北市", "海外", "其他地区")
_PREFECTURES = {"22": "吉林市", "46": "海南州", "63": "海南州", "15": "蒙古", "65": "新疆建设"}
_ALIKE = frozenset(["22", "46", "63"])
_MISSPELT = {"11": "北京是", "41": "河南身", "42": "胡北", "44": "广东广东", "61": "陕西西", "14": "山西东", "52": "贵洲", "50": "重亲"}


def row_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    yield _label("a place that is no region", "region_unknown", lambda code, dice: ("", dice.choice(_NOWHERE)))
    yield _label("a county instead of a region", "region_unknown", lambda code, dice: ("", dice.choice(("滑县", "昭觉县", "徐闻县"))))
    yield _label("a misspelt region without a code", "region_unknown", lambda code, dice: ("", _MISSPELT[code]), frozenset(_MISSPELT))
    yield _label("a misspelt region beside its code", "region_unknown", lambda code, dice: (code, _MISSPELT[code]), frozenset(_MISSPELT))
    yield _label("a look-alike without a code", "region_ambiguous", lambda code, dice: ("", _PREFECTURES[code]), _ALIKE)
    yield _label("code and name of different regions", "region_conflict", _other_name)
    yield _label("a code that is none", "region_conflict", lambda code, dice: (dice.choice(("99", "88", "10")), _name(code)))
    yield _label("a row without a label", "row_unlabelled", lambda code, dice: ("", ""))
    yield Defect("a row with the label of another", "region_repeated", _FIX, _pairs_of_rows, _repeat)
    yield Defect("names of two rows exchanged", "region_conflict", _FIX, _pairs_of_rows, _exchange)
    yield Defect("a label overwritten with that of a total", "row_missing", _FIX, _rows, _total_label)
    yield Defect("a row emptied with its label", "row_missing", _FIX, _rows, _empty_row)
    yield Defect("a row deleted", "row_missing", _FIX, _rows, _delete_row, moves=True)
    yield Defect("a second row for a region", "region_repeated", _FIX, _rows, _append_copy)
    yield Defect("a row for a prefecture added", "region_unknown", _FIX, _sheets, _append_prefecture)
    yield Defect("a row of figures without a label added", "row_unlabelled", _FIX, _sheets, _append_nameless)
    yield Defect("a row of totals added below", "total_row", _NOTE, _sheets, _append_total)
    yield Defect("a row of totals put in above", "total_row", _NOTE, _sheets, _insert_total, moves=True)
    yield Defect("an empty row put in", "", _NOTE, _rows, _insert_empty, moves=True)


def _label(name: str, code: str, relabel: _Relabel, regions: frozenset[str] | None = None) -> Defect:
    def places(template: Template) -> Sequence[Place]:
        return [place for place in _rows(template) if regions is None or place.word in regions]

    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        row = _relabel(book.sheets[place.sheet], place.row, relabel(place.word, dice))
        expected = Expected(code, place.sheet, address(row, 1 if code == "region_repeated" else 2))
        return Planted((expected,), _labels(place))

    return Defect(name, code, _FIX, places, plant)


def _rows(template: Template) -> Sequence[Place]:
    """Every row of a region; `word` is its code."""
    return [
        Place(plan.name, row, word=subject)
        for plan in template.layout.sheets
        if plan.kind is not SheetKind.NATIONAL and len(plan.rows) > 1
        for row, (subject, _) in enumerate(plan.rows, 7)
    ]


def _sheets(template: Template) -> Sequence[Place]:
    return [Place(plan.name) for plan in template.layout.sheets if plan.kind is not SheetKind.NATIONAL and len(plan.rows) > 1]


def _pairs_of_rows(template: Template) -> Sequence[Place]:
    """A row and the one below it, of the same month."""
    rows = _rows(template)
    return [one for one, other in zip(rows, rows[1:], strict=False) if one.sheet == other.sheet and one.word < other.word]


def _name(code: str) -> str:
    return catalogue().regions[code].short_name.zh


def _other_name(code: str, dice: Random) -> _Label:
    return code, _name(dice.choice([other for other in catalogue().regions if other != code and {code, other} != {"65", "66"}]))


def _relabel(sheet: Sheet, row: int, label: _Label) -> int:
    now = sheet.row_now(row)
    for column, text in enumerate(label, 1):
        sheet.put(now, column, (RawKind.TEXT, text) if text else None)
    return now


def _labels(place: Place, rows: int = 1) -> frozenset[tuple[str, int, int]]:
    return frozenset((place.sheet, place.row + more, column) for more in range(rows) for column in (1, 2))


def _repeat(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    """The row below gets the label of this one: it stands out of its place, so it is the one to blame."""
    sheet = book.sheets[place.sheet]
    first = sheet.row_now(place.row)
    label = tuple(sheet.cells[first, column][1] for column in (1, 2))
    row = _relabel(sheet, place.row + 1, (label[0], label[1]))
    return Planted((Expected("region_repeated", place.sheet, address(row, 1)),), _labels(place, 2))


def _exchange(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    first, second = sheet.row_now(place.row), sheet.row_now(place.row + 1)
    names = sheet.cells[first, 2], sheet.cells[second, 2]
    sheet.put(first, 2, names[1])
    sheet.put(second, 2, names[0])
    expected = tuple(Expected("region_conflict", place.sheet, address(row, 2)) for row in (first, second))
    return Planted(expected, _labels(place, 2))


def _total_label(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    _relabel(book.sheets[place.sheet], place.row, ("", dice.choice(_TOTALS)))
    return Planted((Expected("row_missing", place.sheet, ""),), _whole_row(place))


def _whole_row(place: Place) -> frozenset[tuple[str, int, int]]:
    return frozenset([(place.sheet, place.row, 0)])


def _empty_row(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    now = sheet.row_now(place.row)
    for row, column in list(sheet.cells):
        if row == now:
            sheet.put(row, column, None)
    return Planted((Expected("row_missing", place.sheet, ""),), _whole_row(place))


def _delete_row(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    sheet.delete_row(sheet.row_now(place.row))
    return Planted((Expected("row_missing", place.sheet, ""),), _whole_row(place))


def _append(book: Book, place: Place, label: _Label, like: int) -> int:
    """A row below the last with this label and the figures of row `like` of the template."""
    sheet = book.sheets[place.sheet]
    row, source = sheet.last_row() + 1, sheet.row_now(like)
    figures = {column: content for (at, column), content in sheet.cells.items() if at == source and column > 2}
    for column, content in figures.items():
        sheet.put(row, column, content)
    for column, text in enumerate(label, 1):
        sheet.put(row, column, (RawKind.TEXT, text) if text else None)
    return row


def _below(place: Place, row: int) -> frozenset[tuple[str, int, int]]:
    return frozenset([(place.sheet, 10_000 + row, 0)])


def _append_copy(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    row = _append(book, place, (place.word, _name(place.word)), place.row)
    return Planted((Expected("region_repeated", place.sheet, address(row, 1)),), _below(place, row), needs=_labels(place))


def _append_prefecture(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    row = _append(book, place, ("", dice.choice(("昭通市", "凉山州", "阜阳市"))), 9)
    return Planted((Expected("region_unknown", place.sheet, address(row, 2)),), _below(place, row))


def _append_nameless(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    row = _append(book, place, ("", ""), 9)
    return Planted((Expected("row_unlabelled", place.sheet, address(row, 2)),), _below(place, row))


def _append_total(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    row = _append(book, place, ("", dice.choice(_TOTALS)), 9)
    return Planted((Expected("total_row", place.sheet, address(row, 1)),), _below(place, row))


def _insert_total(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    at = sheet.row_now(7)
    sheet.insert_row(at)
    sheet.put(at, 2, (RawKind.TEXT, dice.choice(_TOTALS)))
    for column in range(3, max(sheet.columns) - 1):
        if (at + 1, column) in sheet.cells:
            sheet.put(at, column, sheet.cells[at + 1, column])
    return Planted((Expected("total_row", place.sheet, address(at, 1)),), _below(place, 0))


def _insert_empty(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    sheet.insert_row(sheet.row_now(place.row))
    return Planted((), _below(place, 0))
