"""The clean workbooks that defects are planted in: every department, special action, quarters two to four, with the sample figures.

The figures are the ministries' books: what a mended cell is put back to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

import pandas as pd

from indicators.catalogue.calendar import due_date
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_raw
from indicators.intake.fields import NUMBER_FIELDS, Field
from indicators.intake.layout import Entry, EntrySheet, WorkbookLayout, plan_layout
from indicators.intake.limits import Limits
from indicators.intake.read_cells import read_cells
from indicators.model.indicator import Kind, Level
from indicators.model.observation import TOTAL
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from sample_data.observations import sample_observations
from sample_data.workbooks import place_figures, split_by_workbook, write_workbook
from tests.indicators.intake.defects.book import Book, close_book, open_book

TEMPLATES: tuple[tuple[str, str], ...] = (
    ("ACWF", "2025-Q4"),
    ("CAC", "2026-Q3"),
    ("CPD", "2026-Q2"),
    ("CPD", "2024-05"),
    ("CPLAC", "2026-Q2"),
    ("LAC", "2025-Q4"),
    ("MCA", "2026-Q3"),
    ("MCA", "2024-05"),
    ("MFA", "2026-Q2"),
    ("MOE", "2025-Q4"),
    ("MOF", "2026-Q2"),
    ("MOHRSS", "2026-Q2"),
    ("MOJ", "2025-Q4"),
    ("MPS", "2024-05"),
    ("MPS", "2025-Q4"),
    ("MPS", "2026-Q3"),
    ("NHC", "2026-Q2"),
    ("NIA", "2026-Q2"),
    ("NRTA", "2026-Q2"),
    ("SPC", "2025-Q4"),
    ("SPP", "2026-Q2"),
)
EARLIER_ROUNDS = 8


class Kin(StrEnum):
    """What a number cell is to the person who fills it; the kinds of defect are named by it."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    POPULATION = "population"
    VALUE = "value"
    MEAN = "mean"
    SAMPLE = "sample size"
    ERROR = "standard error"
    LEVEL = "level"
    TOTAL = "series total"
    PART = "series part"


@dataclass(frozen=True, slots=True)
class Spot:
    """One number cell of the template: its entry, field and what it is."""

    entry: Entry
    name: Field
    kin: Kin

    @property
    def cell(self) -> tuple[str, int, int]:
        return self.entry.sheet, self.entry.row, self.entry.columns[self.name]


@dataclass(frozen=True, slots=True)
class Template:
    """A clean workbook with its plan, its cells, and the context it is checked in. `spots`: its filled number cells."""

    key: tuple[str, str]
    context: IntakeContext
    layout: WorkbookLayout
    data: bytes = field(repr=False)
    book: Book = field(repr=False)
    spots: tuple[Spot, ...] = field(repr=False)

    @property
    def catalogue(self) -> Catalogue:
        return self.context.catalogue

    @property
    def name(self) -> str:
        return " ".join(self.key)

    def plan(self, sheet: str) -> EntrySheet:
        return next(plan for plan in self.layout.sheets if plan.name == sheet)

    def check(self, book: Book) -> CheckedWorkbook:
        """The check of a workbook in memory."""
        return check_raw(close_book(book), "seeded.xlsx", "", self.context)


@cache
def catalogue() -> Catalogue:
    """The built-in catalogue."""
    return load_catalogue()


@cache
def load_template(key: tuple[str, str]) -> Template:
    """The clean workbook of `key` = (department, round), read by the real reader."""
    books = _books()
    data = write_workbook(catalogue(), key, books[key], _observations())
    day = due_date(parse_period(key[1]))
    context = IntakeContext(catalogue(), day, _known(key), frozenset([key[1]]), key[0])
    layout = plan_layout(catalogue(), *key)
    book = open_book(read_cells(data, Limits()))
    return Template(key, context, layout, data, book, tuple(_spots(layout, book)))


def kin_of(entry: Entry, name: Field) -> Kin:
    """What the number cell of one field is."""
    indicator = catalogue().indicators.get(entry.indicator)
    if indicator is None:
        return Kin.TOTAL if entry.breakdown == TOTAL else Kin.PART
    if indicator.kind is Kind.MEAN:
        return {Field.VALUE: Kin.MEAN, Field.DENOMINATOR: Kin.SAMPLE}.get(name, Kin.ERROR)
    if name is Field.VALUE:
        return Kin.LEVEL if indicator.kind is Kind.MILESTONE else Kin.VALUE
    if name is Field.DENOMINATOR:
        return Kin.POPULATION if indicator.kind in (Kind.RATE, Kind.SMR) else Kin.DENOMINATOR
    return Kin.NUMERATOR


def measure_of(code: str) -> str:
    """Flow, stock or cumulative, of an indicator or a series."""
    indicator = catalogue().indicators.get(code)
    return str(indicator.measure if indicator else catalogue().series[code].measure)


def counts_persons(code: str) -> bool:
    """Whether an indicator or a series counts people."""
    indicator = catalogue().indicators.get(code)
    return indicator.persons if indicator else catalogue().series[code].persons


def is_optional(entry: Entry) -> bool:
    """Series, and figures of the country that the regions report too, may stay empty."""
    indicator = catalogue().indicators.get(entry.indicator)
    return indicator is None or (indicator.level is Level.BOTH and entry.subject == NATIONAL)


def _spots(layout: WorkbookLayout, book: Book) -> Iterator[Spot]:
    for entry in layout.entries.values():
        cells = book.sheets[entry.sheet].cells
        names = [name for name in entry.columns if name in NUMBER_FIELDS]
        if (entry.row, entry.columns[Field.STATUS]) in cells or any((entry.row, entry.columns[name]) not in cells for name in names):
            continue
        yield from (Spot(entry, name, kin_of(entry, name)) for name in names)


@cache
def _observations() -> pd.DataFrame:
    return sample_observations(catalogue())


@cache
def _books() -> dict[tuple[str, str], pd.DataFrame]:
    return dict(split_by_workbook(catalogue(), _observations()))


def _known(key: tuple[str, str]) -> pd.DataFrame | None:
    """What this department had reported before, of the same kind of round (quarters or months)."""
    start = parse_period(key[1])
    rounds = [other for other in _books() if other[0] == key[0] and len(other[1]) == len(key[1])]
    earlier = sorted(other for other in rounds if parse_period(other[1]).last_day < start.last_day)
    chosen = [other for other in earlier if parse_period(other[1]).frequency is start.frequency][-EARLIER_ROUNDS:]
    frames = [place_figures(catalogue(), other, _books()[other]) for other in chosen]
    return pd.concat(frames, ignore_index=True) if frames else None
