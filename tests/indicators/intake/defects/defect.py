"""What a kind of defect is, and what planting one says must be reported: known from the plan of the template, never from the checker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from indicators.intake.fields import Field
from indicators.intake.layout import Entry
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book, Content, Sheet, address
from tests.indicators.intake.defects.templates import Template

CellPlace = tuple[str, int, int]
"""Sheet, row and column of the template; row or column 0 stand for all of them."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a defect is planted, in rows and columns of the template: a cell, an entry, a row or a sheet."""

    sheet: str
    row: int = 0
    column: int = 0
    entry: Entry | None = None
    name: Field | None = None
    word: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """A problem that must be listed: its code, and the sheet and cell that it must name (cell "" where it names the sheet only)."""

    code: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class Planted:
    """One defect after planting. `owns`: the cells that it changed; `needs`: further cells that must be sound for it to be judged;
    `follows`: codes that may be listed besides, as a stated consequence, on one of its sheets."""

    expected: tuple[Expected, ...]
    owns: frozenset[CellPlace]
    needs: frozenset[CellPlace] = frozenset()
    follows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Defect:
    """One kind. `places`: where it can be planted in a template; `moves`: rows or columns stand elsewhere afterwards; `whole`: the file
    is turned away as a whole, so nothing else in it is judged. `code` is "" for a spelling that must pass without a problem."""

    name: str
    code: str
    severity: Severity
    places: Callable[[Template], Sequence[Place]]
    plant: Callable[[Book, Template, Place, Random], Planted]
    moves: bool = False
    whole: bool = False


def at_entry(entry: Entry, name: Field) -> Place:
    """The place of one field of an entry."""
    return Place(entry.sheet, entry.row, entry.columns[name], entry, name)


def owned(entry: Entry, *names: Field) -> frozenset[CellPlace]:
    """The cells of some fields of an entry; of all of them if none is named."""
    return frozenset((entry.sheet, entry.row, entry.columns[name]) for name in (names or tuple(entry.columns)))


def write(book: Book, entry: Entry, name: Field, content: Content | None) -> str:
    """Writes one field of an entry where it stands now, and says in which cell that is."""
    sheet = book.sheets[entry.sheet]
    row, column = sheet.row_now(entry.row), sheet.column_now(entry.columns[name])
    sheet.put(row, column, content)
    return address(row, column)


def cell_now(book: Book, entry: Entry, name: Field) -> str:
    """The cell in which a field of an entry stands now."""
    sheet = book.sheets[entry.sheet]
    return address(sheet.row_now(entry.row), sheet.column_now(entry.columns[name]))


def figure_in(book: Book, entry: Entry, name: Field) -> float | None:
    """The number that stands in a field now, None if there is none."""
    sheet = book.sheets[entry.sheet]
    content = sheet.cells.get((sheet.row_now(entry.row), sheet.column_now(entry.columns[name])))
    try:
        return float(content[1]) if content else None
    except ValueError:
        return None


def clash(one: frozenset[CellPlace], other: frozenset[CellPlace]) -> bool:
    """Whether two sets of cells meet."""
    return bool(one & other) or any(_covers(a, b) for a in one for b in other if not (a[1] and a[2] and b[1] and b[2]))


def is_moved(sheet: Sheet) -> bool:
    """Whether rows or columns of a sheet were put in or taken out."""
    return any(now != origin for now, origin in (*sheet.rows.items(), *sheet.columns.items())) or len(sheet.rows) == 0


def _covers(one: CellPlace, other: CellPlace) -> bool:
    return one[0] == other[0] and all(a == b or not a or not b for a, b in zip(one[1:], other[1:], strict=True))
