"""Defects between figures of one department that must agree with each other: relations X-01 to X-18 whose sides stand in one workbook."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from indicators.intake.fields import Field
from indicators.intake.layout import Entry
from indicators.intake.raw import RawKind
from indicators.model.observation import TOTAL
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book
from tests.indicators.intake.defects.defect import CellPlace, Defect, Expected, Place, Planted, at_entry, figure_in, owned, write
from tests.indicators.intake.defects.templates import Template

_FIX, _ASK = Severity.MUST_FIX, Severity.CONFIRM
_SIDES: tuple[tuple[str, Severity, tuple[str, str], tuple[str, ...], int], ...] = (
    ("more rescued than placed (X-01)", _FIX, ("SR-01", TOTAL), ("SR-01", "A3-01"), 3),
    ("more received than left or in care (X-02)", _ASK, ("SR-08", TOTAL), tuple(f"SR-{n:02}" for n in range(6, 14)), 4),
    ("more in care than came (X-02)", _ASK, ("SR-13", TOTAL), tuple(f"SR-{n:02}" for n in range(6, 14)), 4),
    ("more cases concluded than there were (X-07)", _ASK, ("SR-32", TOTAL), ("SR-30", "SR-31", "SR-32"), 10**7),
    ("more matches than samples (X-09)", _FIX, ("SR-24", TOTAL), ("SR-23", "SR-24"), 10**8),
    ("more identified than matched (X-09)", _FIX, ("SR-25", TOTAL), ("SR-24", "SR-25"), 10**7),
    ("published children counted otherwise (X-10)", _FIX, ("SR-22", TOTAL), ("SR-22", "A2-08"), 2),
    ("open children counted otherwise (X-10)", _FIX, ("SR-22", "reason.pending"), ("SR-22", "A2-08"), 2),
    ("more pupils reached than there are (X-18)", _ASK, ("SR-42", TOTAL), ("SR-41", "SR-42"), 10**9),
)
"""Name, severity, the figure that is raised, the codes that it is held against, and by how much it is raised."""

_FOLLOWS = frozenset(["breakdown_sum", "figures_contradict", "cumulative_falls", "increment_differs"])


def relation_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    for name, severity, raised, codes, step in _SIDES:
        yield Defect(name, "figures_contradict", severity, _places(raised, codes), _raiser(codes, step))


def _places(raised: tuple[str, str], codes: tuple[str, ...]) -> Callable[[Template], Sequence[Place]]:
    def places(template: Template) -> Sequence[Place]:
        filled = {spot.entry.key for spot in template.spots}
        chosen = [one for one in _entries(template, raised[0]) if one.breakdown == raised[1] and one.key in filled]
        return [at_entry(one, Field.VALUE) for one in chosen if _is_complete(template, one, codes)]

    return places


def _entries(template: Template, code: str) -> list[Entry]:
    return [one for one in template.layout.entries.values() if one.indicator == code]


def _held_against(template: Template, entry: Entry, codes: tuple[str, ...]) -> list[Entry]:
    return [one for code in codes for one in _entries(template, code) if one.subject == entry.subject]


def _is_complete(template: Template, entry: Entry, codes: tuple[str, ...]) -> bool:
    """Whether every figure that the relation needs is filled, for the same region or the country."""
    needed = _held_against(template, entry, codes)
    cells = {name: sheet.cells for name, sheet in template.book.sheets.items()}
    there = all((one.row, column) in cells[one.sheet] for one in needed for name, column in one.columns.items() if _is_number(name))
    return there and {one.indicator for one in needed} == set(codes)


def _is_number(name: Field) -> bool:
    return name not in (Field.STATUS, Field.NOTE)


def _raiser(codes: tuple[str, ...], step: int) -> Callable[[Book, Template, Place, Random], Planted]:
    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        assert place.entry
        figure = (figure_in(book, place.entry, Field.VALUE) or 0) + step + dice.randint(0, 5)
        cell = write(book, place.entry, Field.VALUE, (RawKind.NUMBER, f"{figure:.15g}"))
        expected = Expected("figures_contradict", place.sheet, cell)
        held = _held_against(template, place.entry, codes)
        needs: frozenset[CellPlace] = frozenset().union(*(owned(one) for one in held))
        labels = frozenset((one.sheet, one.row, column) for one in held for column in (1, 2))
        return Planted((expected,), owned(place.entry, Field.VALUE), needs | labels, _FOLLOWS)

    return plant
