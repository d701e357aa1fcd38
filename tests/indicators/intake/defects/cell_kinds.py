"""Defects of single number cells: every misspelling in every kind of cell it happens in, and figures larger than can be."""

from collections.abc import Callable, Iterator, Sequence
from random import Random

from indicators.intake.fields import Field, decimals_of
from indicators.intake.raw import RawKind
from indicators.model.indicator import Level
from indicators.model.subject import NATIONAL
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book, Content
from tests.indicators.intake.defects.defect import Defect, Expected, Place, Planted, at_entry, owned, write
from tests.indicators.intake.defects.spellings import SPELLINGS, Spelling
from tests.indicators.intake.defects.templates import Kin, Spot, Template, catalogue, kin_of

_PLAUSIBILITY = frozenset(["numerator_exceeds_denominator", "breakdown_sum", "national_sum", "figures_contradict", "balance_broken"])


def cell_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    for spelling in SPELLINGS:
        for kin in spelling.kins:
            yield _spelling_defect(spelling, kin)
    yield Defect("three decimals of an amount", "too_many_decimals", Severity.MUST_FIX, _amounts, _write_decimals)
    yield Defect("a denominator beyond what is plausible", "above_maximum", Severity.CONFIRM, _limited, _write_above)


def _spelling_defect(spelling: Spelling, kin: Kin) -> Defect:
    name = f"{spelling.name}: {kin}"
    return Defect(name, spelling.code, spelling.severity, _places(spelling, kin), _writer(spelling))


def _places(spelling: Spelling, kin: Kin) -> Callable[[Template], Sequence[Place]]:
    def places(template: Template) -> Sequence[Place]:
        spots = (spot for spot in template.spots if spot.kin is kin and not _is_money(spot, spelling.code))
        return [at_entry(spot.entry, spot.name) for spot in spots if _forms(spelling, _true(template, spot.entry, spot.name))]

    return places


def _is_money(spot: Spot, code: str) -> bool:
    """Amounts may have decimals, so half a yuan or 0.1 of one is no defect."""
    indicator = catalogue().indicators.get(spot.entry.indicator)
    return code in ("not_whole", "rate_typed") and indicator is not None and decimals_of(indicator, spot.name) != 0


def _writer(spelling: Spelling) -> Callable[[Book, Template, Place, Random], Planted]:
    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        assert place.entry and place.name
        content = dice.choice(_forms(spelling, _true(template, place.entry, place.name)))
        cell = write(book, place.entry, place.name, content)
        expected = (Expected(spelling.code, place.sheet, cell),) if spelling.code else ()
        return Planted(expected, owned(place.entry, place.name))

    return plant


def _forms(spelling: Spelling, true: str) -> list[Content]:
    return [content for spell in spelling.spells if (content := spell(true)) is not None]


def _true(template: Template, entry: object, name: Field) -> str:
    return template.book.sheets[entry.sheet].cells[entry.row, entry.columns[name]][1]  # type: ignore[attr-defined]


def _amounts(template: Template) -> Sequence[Place]:
    items = catalogue().indicators
    counted = [spot for spot in template.spots if spot.entry.indicator in items]
    return [at_entry(spot.entry, spot.name) for spot in counted if decimals_of(items[spot.entry.indicator], spot.name) == 2]


def _write_decimals(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry and place.name
    true = float(_true(template, place.entry, place.name))
    cell = write(book, place.entry, place.name, (RawKind.NUMBER, f"{true + 0.125:.3f}"))
    follows = _PLAUSIBILITY if kin_of(place.entry, place.name) is Kin.NUMERATOR else frozenset(["national_sum"])
    return Planted((Expected("too_many_decimals", place.sheet, cell),), owned(place.entry, place.name), follows=follows)


def _limited(template: Template) -> Sequence[Place]:
    return [at_entry(spot.entry, spot.name) for spot in template.spots if spot.kin is Kin.DENOMINATOR]


def _write_above(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry and place.name
    indicator = catalogue().indicators[place.entry.indicator]
    whole = place.entry.subject == NATIONAL and indicator.level is Level.BOTH
    largest = indicator.maximum * (len(catalogue().regions) if whole else 1)
    cell = write(book, place.entry, place.name, (RawKind.NUMBER, str(int(largest) + dice.choice((1, 7, 1000)))))
    return Planted((Expected("above_maximum", place.sheet, cell),), owned(place.entry, place.name), follows=_PLAUSIBILITY)
