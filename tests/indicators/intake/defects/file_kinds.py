"""Defects for which the whole file is turned away: not the workbook wanted, or personal data in it. Nothing else of it is judged then."""

from collections.abc import Iterator, Sequence
from random import Random

from indicators.intake.layout import IDENTITY_PROPERTY, META_SHEET
from indicators.intake.raw import RawKind
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book, address
from tests.indicators.intake.defects.defect import Defect, Expected, Place, Planted
from tests.indicators.intake.defects.templates import TEMPLATES, Kin, Template

_FIX = Severity.MUST_FIX
_STAMP = ("department", "round", "template_version", "fingerprint")
_NAMES = ("王小明", "李建国", "张丽华", "刘强", "陈静")


def file_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    yield _stamped("the workbook of another department", "wrong_department", {"department": "MPS"})
    yield _stamped("a department that is none", "department_unknown", {"department": "XYZ"})
    yield _stamped("a round that is none", "round_unknown", {"round": "2026-Q7"})
    yield _stamped("a round that is closed", "round_not_open", {"round": "2023-Q2"})
    yield _stamped("an old version of the template", "template_outdated", {"template_version": "0.9"})
    yield _stamped("a template of other indicators", "template_outdated", {"fingerprint": "0123456789abcdef"})
    yield Defect("two identities that contradict each other", "identity_conflict", _FIX, _stampable, _contradict, whole=True)
    yield Defect("no identity and no headers", "template_foreign", _FIX, _stampable, _forget, whole=True)
    yield Defect("a column of names", "personal_data", _FIX, _anywhere, _list_persons, whole=True)
    yield Defect("a header that asks for names", "personal_data", _FIX, _anywhere, _ask_names, whole=True)
    yield Defect("a mobile number as a figure", "personal_data", _FIX, _figures, _call, whole=True)


def _stamped(name: str, code: str, changes: dict[str, str]) -> Defect:
    def places(template: Template) -> Sequence[Place]:
        if code == "wrong_department" and template.key[0] == "MPS":
            return []
        closed = code == "round_not_open" and not (template.key[0] == "MPS" and template.key[1].startswith("20") and "Q" in template.key[1])
        return [] if closed else _stampable(template)

    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        stamp = {**dict(zip(_STAMP, book.properties[IDENTITY_PROPERTY].split("|"), strict=True)), **changes}
        book.properties[IDENTITY_PROPERTY] = "|".join(stamp.values())
        _write_meta(book, stamp)
        return _turned_away(code)

    return Defect(name, code, _FIX, places, plant, whole=True)


def _stampable(template: Template) -> Sequence[Place]:
    return [Place(META_SHEET)] if template.key in TEMPLATES else []


def _write_meta(book: Book, stamp: dict[str, str]) -> None:
    cells = book.sheets[META_SHEET].cells
    for (row, column), (_, text) in list(cells.items()):
        if column == 1 and text in stamp:
            cells[row, 2] = (RawKind.TEXT, stamp[text])


def _turned_away(code: str, sheet: str = "", cell: str = "") -> Planted:
    return Planted((Expected(code, sheet, cell),), frozenset())


def _contradict(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    _write_meta(book, {"department": "NHC" if template.key[0] != "NHC" else "MPS"})
    return _turned_away("identity_conflict", META_SHEET)


def _forget(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    del book.sheets[META_SHEET]
    del book.properties[IDENTITY_PROPERTY]
    for sheet in book.sheets.values():
        for row, column in [place for place in sheet.cells if place[0] < 7]:
            sheet.put(row, column, None)
    return _turned_away("template_foreign")


def _anywhere(template: Template) -> Sequence[Place]:
    return [Place(plan.name) for plan in template.layout.sheets]


def _list_persons(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    row, column = sheet.last_row() + 2, 2
    for down, name in enumerate(_NAMES):
        sheet.put(row + down, column, (RawKind.TEXT, name))
        sheet.put(row + down, column + 1, (RawKind.TEXT, dice.choice("男女")))
    return _turned_away("personal_data", place.sheet, address(row, column))


def _ask_names(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    sheet = book.sheets[place.sheet]
    column = max(sheet.columns) + 2
    sheet.put(6, column, (RawKind.TEXT, dice.choice(("受害人姓名", "身份证号码", "联系电话"))))
    return _turned_away("personal_data", place.sheet, address(6, column))


def _figures(template: Template) -> Sequence[Place]:
    chosen = (Kin.NUMERATOR, Kin.DENOMINATOR)
    return [Place(spot.entry.sheet, spot.entry.row, spot.entry.columns[spot.name]) for spot in template.spots if spot.kin in chosen]


def _call(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    book.sheets[place.sheet].put(place.row, place.column, (RawKind.NUMBER, f"13{dice.randint(10**8, 10**9 - 1)}"))
    return _turned_away("personal_data", place.sheet, address(place.row, place.column))
