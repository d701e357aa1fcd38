"""All kinds of defect, and planting one or several of them in a clean workbook so that each is still what it says it is."""

from dataclasses import dataclass
from functools import cache
from random import Random

from tests.indicators.intake.defects.book import Book
from tests.indicators.intake.defects.cell_kinds import cell_defects
from tests.indicators.intake.defects.defect import CellPlace, Defect, Place, Planted, clash
from tests.indicators.intake.defects.entry_kinds import entry_defects
from tests.indicators.intake.defects.file_kinds import file_defects
from tests.indicators.intake.defects.relation_kinds import relation_defects
from tests.indicators.intake.defects.row_kinds import row_defects
from tests.indicators.intake.defects.rule_kinds import rule_defects
from tests.indicators.intake.defects.sheet_kinds import sheet_defects
from tests.indicators.intake.defects.templates import Template, load_template

_TRIES = 40


@dataclass(frozen=True, slots=True)
class Seeded:
    """A workbook with defects in it."""

    template: Template
    book: Book
    planted: tuple[tuple[Defect, Planted], ...]


@cache
def all_defects() -> tuple[Defect, ...]:
    """Every kind, in the order of the modules."""
    between = (*rule_defects(), *relation_defects())
    return (*cell_defects(), *entry_defects(), *row_defects(), *between, *sheet_defects(), *file_defects())


@cache
def places_of(defect: Defect, key: tuple[str, str]) -> tuple[Place, ...]:
    """Where a kind can be planted in one template."""
    return tuple(defect.places(load_template(key)))


def plant_one(template: Template, defect: Defect, dice: Random) -> Seeded:
    """The template with one defect at a place drawn by lot; ValueError if it has no such place."""
    places = places_of(defect, template.key)
    if not places:
        raise ValueError(f"{defect.name} has no place in {template.name}")
    book = template.book.copy()
    return Seeded(template, book, ((defect, defect.plant(book, template, dice.choice(places), dice)),))


def plant_several(template: Template, count: int, dice: Random, near: bool = False) -> Seeded:
    """The template with up to `count` defects at different places, `near`: as far as can be in the same rows. No defect changes a cell
    that another one changed or needs to be judged by; what moves rows or columns comes first, once for each sheet."""
    kinds = [one for one in all_defects() if not one.whole and places_of(one, template.key)]
    chosen = sorted((dice.choice(kinds) for _ in range(count)), key=lambda one: not one.moves)
    book, planted, moved = template.book.copy(), [], set[str]()
    rows: set[tuple[str, int]] = set()
    for defect in chosen:
        done = _try(template, book, defect, dice, (planted, moved, rows if near else set()))
        if done is None:
            continue
        book, place, seed = done
        planted.append((defect, seed))
        rows.add((place.sheet, place.row))
        if defect.moves:
            moved.add(place.sheet)
    return Seeded(template, book, tuple(planted))


def _try(
    template: Template, book: Book, defect: Defect, dice: Random, state: tuple[list[tuple[Defect, Planted]], set[str], set[tuple[str, int]]]
) -> tuple[Book, Place, Planted] | None:
    """The book with one more defect, at the first place drawn where it meets no other; None where there is none."""
    planted, moved, rows = state
    places = places_of(defect, template.key)
    wanted = [place for place in places if (place.sheet, place.row) in rows] or places
    for _ in range(_TRIES):
        place = dice.choice(wanted)
        if place.sheet not in book.sheets or (defect.moves and place.sheet in moved):
            continue
        if any(_meets(template, place, one) for _, one in planted):
            continue
        copy = book.copy()
        try:
            seed = defect.plant(copy, template, place, dice)
        except LookupError:  # A row that it needs is gone.
            continue
        if not any(_collide(seed, one) for _, one in planted):
            return copy, place, seed
    return None


def _meets(template: Template, place: Place, one: Planted) -> bool:
    """Whether the place itself was changed already, so that nothing sensible can be planted there."""
    cells = {(place.sheet, place.row, place.column or -1)}
    if place.entry:
        cells |= {(place.sheet, place.row, column) for column in place.entry.columns.values()}
    gone = frozenset(cell for cell in one.owns if not cell[1] or not cell[2])
    return clash(frozenset(cells), gone)


def _collide(one: Planted, other: Planted) -> bool:
    owned: frozenset[CellPlace] = other.owns
    return clash(one.owns, owned) or clash(one.needs, owned) or clash(one.owns, other.needs)
