"""Defects of the first sheet (who signs, statutory marks) and of notes: left out, no telephone, no day, too long, too exact a place."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from indicators.intake.fields import Field
from indicators.intake.layout import GUIDE_SHEET, MARK_CELLS, SIGNER_CELLS
from indicators.intake.raw import RawKind
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book, Content, place_of
from tests.indicators.intake.defects.defect import Defect, Expected, Place, Planted, at_entry, owned, write
from tests.indicators.intake.defects.templates import Template, counts_persons

_FIX, _ASK = Severity.MUST_FIX, Severity.CONFIRM
_SHORT_PHONES = ("8888", "内线12", "见通讯录")
_NO_DAYS = ("十月", "2026年13月45日", "即日", "2026.10")
_OLD_DAYS = ("2020-12-31", "2021年6月30日")
_SMALL_PLACES = ("含民权县2名", "涉及太康县、郸城县", "均在桥头镇")


def guide_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    for name, cell in SIGNER_CELLS.items():
        yield _defect(f"not given: {name}", "signer_missing", _FIX, cell, (None, (RawKind.TEXT, " ")))
    for name in ("signer_unit_head", "signer_statistics_head", "signer_filler"):
        yield _defect(f"a dash for a name: {name}", "signer_missing", _FIX, SIGNER_CELLS[name], _texts("-", "——", "/"))
    yield _defect("a telephone that is none", "phone_not_office", _FIX, SIGNER_CELLS["signer_phone"], _texts(*_SHORT_PHONES))
    yield _defect("a day that is none", "issue_date_invalid", _FIX, SIGNER_CELLS["signer_date"], _texts(*_NO_DAYS))
    for name, cell in MARK_CELLS.items():
        yield _defect(f"a mark taken out: {name}", "mark_missing", _ASK, cell, (None,))
    yield _defect("a form out of date", "mark_expired", _ASK, MARK_CELLS["valid_until"], _texts(*_OLD_DAYS))
    yield Defect("a note that is a report", "note_too_long", _FIX, _notes(False), _noter("note_too_long", ("本期情况较为复杂，" * 40,)))
    yield Defect("a note that names a county", "below_prefecture", _FIX, _notes(True), _noter("below_prefecture", _SMALL_PLACES))


def _texts(*texts: str) -> tuple[Content | None, ...]:
    return tuple((RawKind.TEXT, text) for text in texts)


def _defect(name: str, code: str, severity: Severity, cell: str, contents: tuple[Content | None, ...]) -> Defect:
    place = Place(GUIDE_SHEET, *place_of(cell))

    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        book.sheets[GUIDE_SHEET].put(place.row, place.column, dice.choice(contents))
        return Planted((Expected(code, GUIDE_SHEET, cell),), frozenset([(GUIDE_SHEET, place.row, place.column)]))

    return Defect(name, code, severity, lambda template: [place], plant)


def _notes(persons: bool) -> Callable[[Template], Sequence[Place]]:
    """Notes of filled entries; `persons`: of figures that count people."""

    def places(template: Template) -> Sequence[Place]:
        entries = {spot.entry.key: spot.entry for spot in template.spots if not persons or counts_persons(spot.entry.indicator)}
        return [at_entry(entry, Field.NOTE) for entry in entries.values()]

    return places


def _noter(code: str, texts: tuple[str, ...]) -> Callable[[Book, Template, Place, Random], Planted]:
    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        assert place.entry
        cell = write(book, place.entry, Field.NOTE, (RawKind.TEXT, dice.choice(texts)))
        return Planted((Expected(code, place.sheet, cell),), owned(place.entry, Field.NOTE))

    return plant
