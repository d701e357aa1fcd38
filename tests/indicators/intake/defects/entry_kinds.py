"""Defects of one entry: gaps, the four states and their reasons, and figures of one pair that cannot both be right."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from indicators.intake.fields import NUMBER_FIELDS, STATUS_TEXTS, Field
from indicators.intake.layout import Entry
from indicators.intake.raw import RawKind
from indicators.model.indicator import Kind
from indicators.model.observation import TOTAL, CellStatus
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Book, Content
from tests.indicators.intake.defects.defect import Defect, Expected, Place, Planted, at_entry, figure_in, owned, write
from tests.indicators.intake.defects.templates import Kin, Template, catalogue, is_optional

_FIX, _ASK, _NOTE = Severity.MUST_FIX, Severity.CONFIRM, Severity.NOTE
_NIL, _NA, _GONE = CellStatus.CONFIRMED_NIL, CellStatus.NOT_APPLICABLE, CellStatus.NOT_AVAILABLE
_BLANKS = ("", " ", "\u3000", "\u200b")
_PAIRED = (Kind.PROP, Kind.RATE, Kind.SMR)


@dataclass(frozen=True, slots=True)
class Change:
    """What is done to an entry: `fields` None for all numbers; numbers emptied or not; status and note written; which field is blamed
    (`blamed` empty: the numbers that were changed)."""

    empties: tuple[Field, ...] = ()
    blank: bool = False
    status: tuple[str, ...] = ()
    note: str | None = None
    blamed: tuple[Field, ...] = ()


def entry_defects() -> Iterator[Defect]:
    """All kinds of this module."""
    yield from _gaps()
    yield from _states()
    yield Defect("nothing given for a series", "series_empty", _NOTE, _series_totals, _changer(Change(NUMBER_FIELDS), "series_empty"))
    yield Defect("more in the numerator than in the denominator", "numerator_exceeds_denominator", _FIX, _shares, _exceed)
    yield Defect("numerator and denominator the wrong way round", "numerator_exceeds_denominator", _FIX, _uneven, _swap)
    yield Defect("nothing out of nothing", "zero_denominator", _FIX, _pairs, _zero)
    yield Defect("something out of nothing", "numerator_exceeds_denominator", _FIX, _shares, _some_of_none)
    yield Defect("a rate on a population of 0", "zero_denominator", _FIX, _rates, _zero)


def _gaps() -> Iterator[Defect]:
    for name, kin, field in (
        ("numerator left empty", Kin.NUMERATOR, Field.NUMERATOR),
        ("denominator left empty", Kin.DENOMINATOR, Field.DENOMINATOR),
        ("population left empty", Kin.POPULATION, Field.DENOMINATOR),
        ("sample size left empty", Kin.SAMPLE, Field.DENOMINATOR),
        ("mean left empty", Kin.MEAN, Field.VALUE),
        ("standard error left empty", Kin.ERROR, Field.SE),
    ):
        for blank in (False, True):
            label = f"{name}, with a blank in it" if blank else name
            yield Defect(label, "pair_incomplete", _FIX, _of_kin(kin), _changer(Change((field,), blank), "pair_incomplete"))
    for kin in (Kin.NUMERATOR, Kin.VALUE, Kin.MEAN, Kin.LEVEL):
        for blank in (False, True):
            label = f"entry with blanks only: {kin}" if blank else f"entry left empty: {kin}"
            yield Defect(label, "cell_empty", _FIX, _required(kin), _changer(Change(NUMBER_FIELDS, blank), "cell_empty"))


def _states() -> Iterator[Defect]:
    odd = ("已核", "1", "完成", "见说明", "待定", "已填报/零报告")
    blame_status, blame_note = (Field.STATUS,), (Field.NOTE,)
    unknown = Change(status=odd, blamed=blame_status)
    yield Defect("a status that is none", "status_unknown", _FIX, _filled, _changer(unknown, "status_unknown"))
    emptied = Change(NUMBER_FIELDS, status=odd, blamed=blame_status)
    yield Defect("a status that is none, without numbers", "status_unknown", _FIX, _filled, _changer(emptied, "status_unknown"))
    for status in (_NIL, _NA, _GONE):
        said = Change(status=(STATUS_TEXTS[status],), note="统计系统停用")
        yield Defect(f"numbers beside {status}", "status_contradicts", _FIX, _above_nothing, _changer(said, "status_contradicts"))
    words = ("暂缺", STATUS_TEXTS[_GONE], "无法提供")
    for label, note in (("no reason", None), ("a reason of blanks", "  ")):
        gone = Change(NUMBER_FIELDS, status=words, note=note, blamed=blame_note)
        yield Defect(f"not available, {label}", "reason_missing", _FIX, _filled, _changer(gone, "reason_missing"))
    void = Change(NUMBER_FIELDS, status=(STATUS_TEXTS[_NA], "不涉及"), note="无此项业务", blamed=blame_status)
    code = "not_applicable_unregistered"
    yield Defect("not applicable without being on the register", code, _ASK, _indicators, _changer(void, code))


def _changer(change: Change, code: str) -> Callable[[Book, Template, Place, Random], Planted]:
    def plant(book: Book, template: Template, place: Place, dice: Random) -> Planted:
        assert place.entry
        entry, numbers = place.entry, [name for name in place.entry.columns if name in NUMBER_FIELDS]
        cells = {name: write(book, entry, name, _blank(change, dice)) for name in numbers if name in change.empties}
        if change.status:
            cells[Field.STATUS] = write(book, entry, Field.STATUS, (RawKind.TEXT, dice.choice(change.status)))
            cells[Field.NOTE] = write(book, entry, Field.NOTE, (RawKind.TEXT, change.note) if change.note else None)
        touched = tuple(cells)
        if code == "status_contradicts":
            sheet = book.sheets[entry.sheet]
            cells |= {name: write(book, entry, name, sheet.cells[sheet.row_now(entry.row), entry.columns[name]]) for name in numbers}
        blamed = change.blamed or (tuple(numbers) if code == "status_contradicts" else change.empties)
        expected = tuple(Expected(code, entry.sheet, cell) for name, cell in cells.items() if name in blamed)
        return Planted(expected, owned(entry) if change.status else owned(entry, *touched), needs=owned(entry))

    return plant


def _blank(change: Change, dice: Random) -> Content | None:
    return (RawKind.TEXT, dice.choice(_BLANKS)) if change.blank else None


def _exceed(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry
    figure = figure_in(book, place.entry, Field.DENOMINATOR) or 0
    return _pair(book, place.entry, (f"{int(figure) + dice.choice((1, 3, 50))}", None), "numerator_exceeds_denominator")


def _swap(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry
    both = tuple(f"{figure_in(book, place.entry, name) or 0:.15g}" for name in (Field.DENOMINATOR, Field.NUMERATOR))
    return _pair(book, place.entry, (both[0], both[1]), "numerator_exceeds_denominator")


def _zero(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry
    return _pair(book, place.entry, ("0", "0"), "zero_denominator")


def _some_of_none(book: Book, template: Template, place: Place, dice: Random) -> Planted:
    assert place.entry
    return _pair(book, place.entry, ("5", "0"), "numerator_exceeds_denominator")


def _pair(book: Book, entry: Entry, figures: tuple[str | None, str | None], code: str) -> Planted:
    """Writes numerator and denominator; the first is blamed for being more, the second for being 0."""
    cells = {}
    for name, figure in zip((Field.NUMERATOR, Field.DENOMINATOR), figures, strict=True):
        if figure is not None:
            cells[name] = write(book, entry, name, (RawKind.NUMBER, figure))
    blamed = Field.DENOMINATOR if code == "zero_denominator" else Field.NUMERATOR
    follows = frozenset(["national_sum", "above_maximum", "figures_contradict", "cumulative_falls"])
    return Planted((Expected(code, entry.sheet, cells[blamed]),), owned(entry), follows=follows)


def _entries(template: Template) -> list[Entry]:
    """Entries with all their numbers and no status, once each; parts of a series have no status of their own."""
    return list({spot.entry.key: spot.entry for spot in template.spots}.values())


def _filled(template: Template) -> Sequence[Place]:
    return [at_entry(one, Field.STATUS) for one in _indicator_entries(template)]


def _indicator_entries(template: Template) -> list[Entry]:
    return [one for one in _entries(template) if one.indicator in catalogue().indicators]


_indicators = _filled


def _above_nothing(template: Template) -> Sequence[Place]:
    """Entries whose numbers are all above 0, so that no status but reported can be meant."""
    books = template.book.sheets
    chosen = []
    for one in _indicator_entries(template):
        numbers = [one.columns[name] for name in one.columns if name in NUMBER_FIELDS]
        rate = catalogue().indicators[one.indicator].kind in (Kind.RATE, Kind.SMR)
        if not rate and all(float(books[one.sheet].cells[one.row, column][1].split()[0]) > 0 for column in numbers):
            chosen.append(at_entry(one, Field.STATUS))
    return chosen


def _of_kin(kin: Kin) -> Callable[[Template], Sequence[Place]]:
    return lambda template: [at_entry(spot.entry, spot.name) for spot in template.spots if spot.kin is kin]


def _required(kin: Kin) -> Callable[[Template], Sequence[Place]]:
    return lambda template: [at_entry(spot.entry, spot.name) for spot in template.spots if spot.kin is kin and not is_optional(spot.entry)]


def _series_totals(template: Template) -> Sequence[Place]:
    """Series of the regions without parts, whose empty total is noted and hinders nothing."""
    series = catalogue().series
    chosen = [spot for spot in template.spots if spot.kin is Kin.TOTAL and spot.entry.subject != "00"]
    return [at_entry(spot.entry, spot.name) for spot in chosen if not [p for p in series[spot.entry.indicator].breakdowns if p != TOTAL]]


def _pairs(template: Template) -> Sequence[Place]:
    return [at_entry(spot.entry, spot.name) for spot in template.spots if spot.kin is Kin.DENOMINATOR]


_shares = _pairs


def _rates(template: Template) -> Sequence[Place]:
    return [at_entry(spot.entry, spot.name) for spot in template.spots if spot.kin is Kin.POPULATION]


def _uneven(template: Template) -> Sequence[Place]:
    """Pairs of different figures, so that exchanging them makes a difference."""
    cells = {name: sheet.cells for name, sheet in template.book.sheets.items()}
    return [
        place
        for place in _pairs(template)
        if place.entry
        and cells[place.sheet][place.row, place.entry.columns[Field.NUMERATOR]][1]
        != cells[place.sheet][place.row, place.entry.columns[Field.DENOMINATOR]][1]
    ]
