"""All kinds of defect, and planting one or several of them in a clean workbook so that each is still what it says it is."""

from dataclasses import dataclass
from functools import cache
from random import Random

from tests.indicators.intake.defects.book import Book
from tests.indicators.intake.defects.cell_kinds import cell_defects
from tests.indicators.intake.defects.defect import CellPlace, Defect, Place, Planted, clash
from tests.indicators.intake.defects.entry_kinds import entry_defects
from tests.indicators.intake.defects.file_kinds import file_defects
from tests.indicators.intake.defects.guide_kinds import guide_defects
from tests.indicators.intake.defects.relation_kinds import relation_defects
from tests.indicators.intake.defects.row_kinds import row_defects
from tests.indicators.intake.defects.rule_kinds import rule_defects
from tests.indicators.intake.defects.sheet_kinds import sheet_defects
from tests.indicators.intake.defects.templates import Template, load_template
from tests.indicators.intake.defects.time_kinds import time_defects

_TRIES = 40
_SINGLE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Seeded:
    """A workbook with defects in it."""

    template: Template
    book: Book
    planted: tuple[tuple[Defect, Planted], ...]


@cache
def all_defects() -> tuple[Defect, ...]:
    """Every kind, in the order of the modules."""
    between = (*rule_defects(), *relation_defects(), *time_defects())
    around = (*row_defects(), *sheet_defects(), *guide_defects(), *file_defects())
    return (*cell_defects(), *entry_defects(), *between, *around)


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


def plant_several(template: Template, count: int, dice: Random, *, near: bool = False, free: bool = False) -> Seeded:
    """The template with up to `count` defects at different places, `near`: as far as can be in the same rows. No defect changes a cell
    that another one changed or (unless `free`) needs to be judged by; what moves rows or columns comes first, once for each sheet."""
    bed = _Bed(template, template.book.copy(), [], set(), set(), near, free)
    single, other = _kinds_in(template.key)
    chosen = [dice.choice(single if single and dice.random() < _SINGLE_SHARE else other) for _ in range(count)]
    for defect in sorted(chosen, key=lambda one: not one.moves):
        _try(bed, defect, dice)
    return Seeded(template, bed.book, tuple(bed.planted))


@cache
def _kinds_in(key: tuple[str, str]) -> tuple[tuple[Defect, ...], tuple[Defect, ...]]:
    """The kinds that a template has places for, without those that turn the whole file away: of single number cells, and the others."""
    kinds = [one for one in all_defects() if not one.whole and places_of(one, key)]
    single = {one.name for one in cell_defects()}
    return tuple(one for one in kinds if one.name in single), tuple(one for one in kinds if one.name not in single)


@dataclass(slots=True)
class _Bed:
    """A workbook on its way: what was planted, sheets in which something was moved, rows in which something was planted."""

    template: Template
    book: Book
    planted: list[tuple[Defect, Planted]]
    moved: set[str]
    rows: set[tuple[str, int]]
    near: bool
    free: bool


def _try(bed: _Bed, defect: Defect, dice: Random) -> None:
    """Plants one more defect at the first place drawn where it meets no other; nothing where there is none."""
    places = places_of(defect, bed.template.key)
    wanted = [place for place in places if (place.sheet, place.row) in bed.rows] if bed.near else ()
    for _ in range(_TRIES):
        place = dice.choice(wanted or places)
        if place.sheet not in bed.book.sheets or (defect.moves and place.sheet in bed.moved):
            continue
        if any(_meets(place, one) for _, one in bed.planted):
            continue
        copy = bed.book.copy()
        try:
            seed = defect.plant(copy, bed.template, place, dice)
        except LookupError:  # A row that it needs is gone.
            continue
        if any(_collide(seed, one, bed.free) for _, one in bed.planted):
            continue
        bed.book = copy
        bed.planted.append((defect, seed))
        bed.rows.add((place.sheet, place.row))
        bed.moved |= {place.sheet} if defect.moves else set()
        return


def _meets(place: Place, one: Planted) -> bool:
    """Whether the place itself was changed already, so that nothing sensible can be planted there."""
    cells = {(place.sheet, place.row, place.column or -1)}
    if place.entry:
        cells |= {(place.sheet, place.row, column) for column in place.entry.columns.values()}
    gone = frozenset(cell for cell in one.owns if not cell[1] or not cell[2])
    return clash(frozenset(cells), gone)


def _collide(one: Planted, other: Planted, free: bool) -> bool:
    owned: frozenset[CellPlace] = other.owns
    return clash(one.owns, owned) or (not free and (clash(one.needs, owned) or clash(one.owns, other.needs)))
