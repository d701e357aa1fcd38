"""Defects between cells that are each well written: sums by every dimension, the country, Xinjiang with the XPCC, cumulative figures."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from indicators.intake.fields import Field
from indicators.intake.layout import Entry
from indicators.intake.raw import RawKind
from indicators.model.indicator import Kind, Level, Measure
from indicators.model.observation import TOTAL
from indicators.model.subject import NATIONAL, XINJIANG, XPCC
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book
from tests.indicators.intake.defects.defect import CellPlace, Defect, Expected, Place, Planted, at_entry, cell_now, figure_in, owned, write
from tests.indicators.intake.defects.templates import Template, catalogue

_FIX, _ASK = Severity.MUST_FIX, Severity.CONFIRM
_FOLLOWS = frozenset(["figures_contradict", "cumulative_falls", "breakdown_sum", "increment_differs"])
_ADDED = (Kind.PROP, Kind.RATE, Kind.SMR)


def rule_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    for dimension in ("sex", "age", "origin", "scope", "case_age", "reason"):
        yield Defect(f"a part too large: {dimension}", "breakdown_sum", _FIX, _parts(dimension), _raise_part(dimension))
    yield Defect("a total that no dimension adds up to", "breakdown_sum", _FIX, _totals, _raise_total)
    for name in (Field.NUMERATOR, Field.DENOMINATOR):
        label = f"{name} of the country not the sum of the regions"
        yield Defect(label, "national_sum", _FIX, _national(name), _raise_national)
        yield Defect(f"{name} of one region against the country", "national_sum", _FIX, _regional(name), _raise_regional)
    yield Defect("value of the country not the sum of the regions", "national_sum", _FIX, _national(Field.VALUE), _raise_national)
    yield Defect("population of all Xinjiang in its row without the XPCC", "xinjiang_includes_xpcc", _ASK, _xinjiang, _count_twice)
    yield Defect("a cumulative figure that falls", "cumulative_falls", _FIX, _cumulative, _fall)


def _entry(template: Template, entry: Entry, **changes: str) -> Entry | None:
    key = {"indicator": entry.indicator, "subject": entry.subject, "period": entry.period, "breakdown": entry.breakdown} | changes
    return template.layout.entries.get((key["indicator"], key["subject"], key["period"], key["breakdown"]))


def _series_of(template: Template, dimension: str) -> Iterator[Entry]:
    """Totals of series that have this dimension with two parts at least."""
    filled = {spot.entry.key for spot in template.spots}
    for entry in {spot.entry.key: spot.entry for spot in template.spots}.values():
        parts = _dimension(entry, dimension) if entry.indicator in catalogue().series and entry.breakdown == TOTAL else []
        if len(parts) > 1 and all((*entry.key[:3], part) in filled for part in parts):
            yield entry


def _dimension(entry: Entry, dimension: str) -> list[str]:
    return [part for part in catalogue().series[entry.indicator].breakdowns if part.startswith(f"{dimension}.")]


def _family(template: Template, total: Entry) -> frozenset[CellPlace]:
    """The cells of a total and all its parts."""
    entries = [one for key, one in template.layout.entries.items() if key[:3] == total.key[:3]]
    return frozenset((one.sheet, one.row, one.columns[Field.VALUE]) for one in entries)


def _parts(dimension: str) -> Callable[[Template], Sequence[Place]]:
    return lambda template: [at_entry(entry, Field.VALUE) for entry in _series_of(template, dimension)]


def _raise_part(dimension: str) -> Callable[[Book, Template, Place, Random], Planted]:
    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        assert place.entry
        parts = [_entry(template, place.entry, breakdown=part) for part in _dimension(place.entry, dimension)]
        chosen = dice.choice([part for part in parts if part])
        _add(book, chosen, Field.VALUE, dice.choice((1, 5, 40)))
        family = _family(template, place.entry)
        expected = Expected("breakdown_sum", place.sheet, cell_now(book, place.entry, Field.VALUE))
        also = Expected("breakdown_sum", place.sheet, cell_now(book, chosen, Field.VALUE))
        return Planted((expected, also), owned(chosen, Field.VALUE), needs=family, follows=_FOLLOWS)

    return plant


def _totals(template: Template) -> Sequence[Place]:
    dimensions = ("sex", "age", "origin", "scope", "case_age", "reason")
    return [at_entry(entry, Field.VALUE) for dimension in dimensions for entry in _series_of(template, dimension)]


def _raise_total(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry
    cell = _add(book, place.entry, Field.VALUE, dice.choice((1, 9)))
    return Planted(
        (Expected("breakdown_sum", place.sheet, cell),), owned(place.entry, Field.VALUE), _family(template, place.entry), _FOLLOWS
    )


def _national(name: Field) -> Callable[[Template], Sequence[Place]]:
    """Figures of the country beside those of all regions."""

    def places(template: Template) -> Sequence[Place]:
        counted = catalogue().indicators
        spots = [spot for spot in template.spots if spot.entry.subject == NATIONAL and spot.name is name]
        spots = [spot for spot in spots if spot.entry.indicator in counted]
        summed = [spot for spot in spots if counted[spot.entry.indicator].kind in (*_ADDED, Kind.CONTEXT)]
        both = [spot for spot in summed if counted[spot.entry.indicator].level is Level.BOTH]
        return [at_entry(spot.entry, spot.name) for spot in both if _is_complete(template, spot.entry)]

    return places


def _regional(name: Field) -> Callable[[Template], Sequence[Place]]:
    return lambda template: [
        at_entry(region, name)
        for place in _national(name)(template)
        if place.entry
        for code in catalogue().regions
        if (region := _entry(template, place.entry, subject=code)) and _is_filled(template, region)
    ]


def _is_filled(template: Template, entry: Entry) -> bool:
    return any(spot.entry is entry for spot in template.spots)


def _is_complete(template: Template, entry: Entry) -> bool:
    """Every region has reported, or said that nothing occurred: else the sum is not judged."""
    regions = [_entry(template, entry, subject=code) for code in catalogue().regions]
    cells = template.book.sheets
    return all(one and _holds(cells[one.sheet].cells, one) for one in regions)


def _holds(cells: dict, entry: Entry) -> bool:
    status = cells.get((entry.row, entry.columns[Field.STATUS]))
    return (status is None) or "零报告" in status[1]


def _sum_cells(template: Template, entry: Entry, name: Field) -> frozenset[CellPlace]:
    subjects = (NATIONAL, *catalogue().regions)
    entries = [one for code in subjects if (one := _entry(template, entry, subject=code))]
    cells = {(one.sheet, one.row, one.columns[field]) for one in entries for field in (name, Field.STATUS)}
    return frozenset(cells | {(one.sheet, one.row, column) for one in entries for column in (1, 2)})


def _raise_national(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry and place.name
    # A numerator is lowered, so that it stays below its denominator.
    step = dice.choice((-1, -2)) if place.name is Field.NUMERATOR else dice.choice((1, 2, 10))
    cell = _add(book, place.entry, place.name, step)
    needs = _sum_cells(template, place.entry, place.name)
    return Planted(
        (Expected("national_sum", place.sheet, cell),), owned(place.entry, place.name), needs=needs | owned(place.entry), follows=_FOLLOWS
    )


def _raise_regional(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry and place.name
    _add(book, place.entry, place.name, -1 if place.name is Field.NUMERATOR else 1)
    country = _entry(template, place.entry, subject=NATIONAL)
    assert country
    expected = Expected("national_sum", country.sheet, cell_now(book, country, place.name))
    needs = _sum_cells(template, place.entry, place.name) | owned(place.entry)
    follows = _FOLLOWS | (frozenset(["negative"]) if figure_in(book, place.entry, place.name) == -1 else frozenset())
    return Planted((expected,), owned(place.entry, place.name), needs=needs, follows=follows)


def _xinjiang(template: Template) -> Sequence[Place]:
    rates = [spot for spot in template.spots if spot.name is Field.DENOMINATOR and spot.entry.subject == XINJIANG]
    indicators = catalogue().indicators
    return [at_entry(spot.entry, spot.name) for spot in rates if indicators[spot.entry.indicator].kind is Kind.RATE]


def _count_twice(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry and place.name
    regions = catalogue().regions
    people = regions[XINJIANG].population + regions[XPCC].population
    cell = write(book, place.entry, place.name, (RawKind.NUMBER, str(people + dice.randint(-9999, 9999))))
    follows = frozenset(["national_sum"])
    return Planted((Expected("xinjiang_includes_xpcc", place.sheet, cell),), owned(place.entry, place.name), owned(place.entry), follows)


def _cumulative(template: Template) -> Sequence[Place]:
    """Cumulative figures above 0 that were known before."""
    known = template.context.known
    if known is None:
        return []
    before = set(zip(known["indicator"], known["subject"], strict=True))
    counted = [spot for spot in template.spots if spot.entry.key[:2] in before and _is_cumulative(spot.entry.indicator)]
    firsts = [spot for spot in counted if spot.name in (Field.NUMERATOR, Field.VALUE)]
    return [at_entry(spot.entry, spot.name) for spot in firsts if _last(template, spot.entry, spot.name) > 0]


def _is_cumulative(code: str) -> bool:
    item = catalogue().indicators.get(code) or catalogue().series[code]
    return item.measure == Measure.CUMULATIVE


def _last(template: Template, entry: Entry, name: Field) -> float:
    known = template.context.known
    assert known is not None
    rows = known[(known["indicator"] == entry.indicator) & (known["subject"] == entry.subject) & (known["breakdown"] == entry.breakdown)]
    figures = rows.sort_values("period")[name.value].dropna()
    return float(figures.iloc[-1]) if len(figures) else 0.0


def _fall(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry and place.name
    before = int(_last(template, place.entry, place.name))
    cell = write(book, place.entry, place.name, (RawKind.NUMBER, str(dice.choice((0, before - 1)))))
    expected = Expected("cumulative_falls", place.sheet, cell)
    return Planted((expected,), owned(place.entry, place.name), owned(place.entry), frozenset(["national_sum", *_FOLLOWS]))


def _add(book: Book, entry: Entry, name: Field, step: int) -> str:
    return write(book, entry, name, (RawKind.NUMBER, f"{(figure_in(book, entry, name) or 0) + step:.15g}"))
