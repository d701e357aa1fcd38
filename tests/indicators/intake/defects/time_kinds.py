"""Defects that show beside earlier figures, or beside the flows of a stock: unit slips, jumps, copies, balances that do not balance."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from random import Random

from indicators.intake.fields import Field
from indicators.intake.layout import Entry
from indicators.intake.raw import RawKind
from indicators.model.indicator import Kind, Measure
from indicators.model.observation import TOTAL
from indicators.model.period import parse_period
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book
from tests.indicators.intake.defects.defect import CellPlace, Defect, Expected, Place, Planted, at_entry, figure_in, owned, write
from tests.indicators.intake.defects.templates import Spot, Template, catalogue, load_template, measure_of

_FIX, _ASK = Severity.MUST_FIX, Severity.CONFIRM
_COUNTED = (Field.DENOMINATOR, Field.VALUE)
_FOLLOWS = frozenset(
    ["national_sum", "breakdown_sum", "figures_contradict", "numerator_exceeds_denominator", "balance_broken", "solved_exceed_registered"]
)
_STOCK = ("SR-17", "SR-18", "SR-19", "SR-20", "SR-21")
_BY_REGION = "A2-10"
"""The regions' figures that a figure of the country is held against."""
_Step = tuple[tuple[str, str, int], ...]
_FLOWS: tuple[tuple[str, str, Severity, _Step, tuple[str, ...]], ...] = (
    ("more came into a stock than stands in it", "balance_broken", _FIX, (("SR-18", TOTAL, 5),), _STOCK),
    ("less stands in a stock than stayed", "balance_broken", _FIX, (("SR-21", TOTAL, 6),), _STOCK),
    ("an opening that is not the closing before", "opening_differs", _FIX, (("SR-17", TOTAL, 4),), _STOCK),
    ("a stock written off", "stock_written_off", _ASK, (("SR-20", TOTAL, 900), ("SR-18", TOTAL, 900)), _STOCK),
    (
        "more current cases solved than registered",
        "solved_exceed_registered",
        _FIX,
        (("SR-16", "case_age.current", 90_000),),
        ("SR-15", "SR-16"),
    ),
    (
        "a cumulative figure that grew by something else",
        "increment_differs",
        _FIX,
        (("SR-24", TOTAL, 7),),
        ("SR-24", "A2-10", "SR-23", "SR-25"),
    ),
)
"""Name, code, severity, which figures of one region (or the country) are raised by how much (the first is blamed), what judges them."""


def time_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    for factor in (100, 1_000, 10_000):
        yield Defect(f"a figure in another unit, times {factor}", "unit_slip", _ASK, _with_last(1), _times(factor))
    yield Defect("three times as many as ever, and many", "jump_large", _ASK, _with_year(0), _jump)
    yield Defect("a count of dozens each year that falls to nothing", "jump_outside_range", _ASK, _with_year(40), _fall)
    yield Defect("a sheet copied from the period before", "copied_sheet", _ASK, _copied, _copy)
    for name, code, severity, steps, codes in _FLOWS:
        yield Defect(name, code, severity, _stocks(steps, codes), _raise(code, steps, codes))


@cache
def _known(key: tuple[str, str]) -> dict[tuple[str, ...], float]:
    """What was reported before: (indicator, subject, period, breakdown, field) -> figure."""
    known = load_template(key).context.known
    if known is None:
        return {}
    fields = [field for field in Field if field.value in known.columns and field not in (Field.STATUS, Field.NOTE)]
    rows = known.to_dict("records")
    return {
        (row["indicator"], row["subject"], row["period"], row["breakdown"], field): float(row[field.value])
        for row in rows
        for field in fields
        if row[field.value] == row[field.value]
    }


def _before(template: Template, spot: Spot, *, year: bool) -> float | None:
    """The figure of the period before, or of the same part of the year before."""
    period = parse_period(spot.entry.period)
    earlier = period.shifted(-(12 // period.months) if year else -1).code
    return _known(template.key).get((spot.entry.indicator, spot.entry.subject, earlier, spot.entry.breakdown, spot.name))


def _counted(template: Template) -> list[Spot]:
    """Totals and denominators that are filed once in this workbook and no exposure or sample."""
    indicators = catalogue().indicators
    chosen = [spot for spot in template.spots if spot.name in _COUNTED and spot.entry.breakdown == TOTAL]
    chosen = [spot for spot in chosen if not template.plan(spot.entry.sheet).monthly]
    chosen = [spot for spot in chosen if spot.entry.indicator not in indicators or indicators[spot.entry.indicator].kind is Kind.PROP]
    return [spot for spot in chosen if measure_of(spot.entry.indicator) == Measure.FLOW]


def _with_last(least: float) -> Callable[[Template], Sequence[Place]]:
    def places(template: Template) -> Sequence[Place]:
        return [at_entry(one.entry, one.name) for one in _counted(template) if (_before(template, one, year=False) or 0) >= least]

    return places


def _with_year(least: float) -> Callable[[Template], Sequence[Place]]:
    """Figures known for the year before and, for a fall, never fewer than `least`."""

    def places(template: Template) -> Sequence[Place]:
        series = [one for one in _counted(template) if one.name is Field.VALUE or not least]
        known = [one for one in series if (figure := _before(template, one, year=True)) is not None and figure >= least]
        return [at_entry(one.entry, one.name) for one in known if _before(template, one, year=False) is not None]

    return places


def _spot(template: Template, place: Place) -> Spot:
    return next(spot for spot in template.spots if spot.entry is place.entry and spot.name is place.name)


def _written(book: Book, place: Place, code: str, figure: float) -> Planted:
    assert place.entry and place.name
    cell = write(book, place.entry, place.name, (RawKind.NUMBER, f"{figure:.15g}"))
    return Planted((Expected(code, place.sheet, cell),), owned(place.entry, place.name), owned(place.entry), _FOLLOWS)


def _times(factor: int) -> Callable[[Book, Template, Place, Random], Planted]:
    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        return _written(book, place, "unit_slip", (_before(template, _spot(template, place), year=False) or 0) * factor)

    return plant


def _jump(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    """Beyond a unit slip's ratio to the period before, and beyond three times the year before."""
    spot = _spot(template, place)
    year, last = _before(template, spot, year=True) or 0, _before(template, spot, year=False) or 0
    figure = max(4 * year + 40, 5 * last + 40)
    near = any(last and abs(figure / last / factor - 1) < 0.1 for factor in (100, 1_000, 10_000))
    return _written(book, place, "jump_large", figure * (1.5 if near else 1) // 1)


def _fall(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    return _written(book, place, "jump_outside_range", 0)


def _copied(template: Template) -> Sequence[Place]:
    """Sheets of which nearly all figures that occur anew are known for the period before."""
    places = []
    for plan in template.layout.sheets:
        spots = [spot for spot in _flows(template, plan.name) if _before(template, spot, year=False)]
        if len(spots) >= 40 and len(spots) >= 0.9 * len(_flows(template, plan.name)):
            places.append(Place(plan.name))
    return places


def _flows(template: Template, sheet: str) -> list[Spot]:
    spots = [spot for spot in template.spots if spot.entry.sheet == sheet and not template.plan(sheet).monthly]
    return [spot for spot in spots if measure_of(spot.entry.indicator) == Measure.FLOW]


def _copy(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    for spot in _flows(template, place.sheet):
        before = _before(template, spot, year=False)
        if before:
            write(book, spot.entry, spot.name, (RawKind.NUMBER, f"{before:.15g}"))
    return Planted((Expected("copied_sheet", place.sheet, ""),), frozenset([(place.sheet, 0, 0)]), follows=_FOLLOWS)


def _stocks(steps: _Step, codes: tuple[str, ...]) -> Callable[[Template], Sequence[Place]]:
    """The first figure raised, for each region (or the country) that has reported every figure of the rule."""

    def places(template: Template) -> Sequence[Place]:
        filled = {spot.entry.key[:2] for spot in template.spots}
        code, part, _ = steps[0]
        firsts = [one for key, one in template.layout.entries.items() if key[0] == code and key[3] == part]
        complete = [one for one in firsts if all((other, one.subject) in filled for other in codes if other != _BY_REGION)]
        known = [one for one in complete if (code, one.subject, parse_period(one.period).shifted(-1).code, part) in _keys(template.key)]
        return [at_entry(one, Field.VALUE) for one in known]

    return places


@cache
def _keys(key: tuple[str, str]) -> frozenset[tuple[str, ...]]:
    return frozenset(one[:4] for one in _known(key))


def _raise(code: str, steps: _Step, codes: tuple[str, ...]) -> Callable[[Book, Template, Place, Random], Planted]:
    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        assert place.entry
        owns: set[CellPlace] = set()
        cells = []
        for series, part, step in steps:
            entry = template.layout.entries[series, place.entry.subject, place.entry.period, part]
            figure = (figure_in(book, entry, Field.VALUE) or 0) + step
            cells.append(write(book, entry, Field.VALUE, (RawKind.NUMBER, f"{figure:.15g}")))
            owns |= owned(entry, Field.VALUE)
        needs = _judged_by(template, place.entry, codes)
        return Planted((Expected(code, place.sheet, cells[0]),), frozenset(owns), needs, _FOLLOWS | {"cumulative_falls"})

    return plant


def _judged_by(template: Template, entry: Entry, codes: tuple[str, ...]) -> frozenset[CellPlace]:
    judged = [
        one
        for one in template.layout.entries.values()
        if one.indicator in codes and (one.subject == entry.subject or one.indicator == _BY_REGION)
    ]
    labels = frozenset((one.sheet, one.row, column) for one in judged for column in (1, 2))
    return labels.union(*(owned(one) for one in judged))
