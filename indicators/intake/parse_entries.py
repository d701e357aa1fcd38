"""From placed cells to typed observations: numbers, the four states, and a problem at the cell for whatever is neither.

An empty cell is missing, never zero. Rules between cells come afterwards.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import PlacedEntry
from indicators.intake.fields import NUMBER_FIELDS, STATUS_LABELS, Field, levels_of
from indicators.intake.parse_number import EMPTY, Reading, parse_number
from indicators.intake.parse_status import UNCERTAIN, is_blank, is_mark, parse_status
from indicators.intake.problems import cell_problem, problem
from indicators.intake.raw import RawCell
from indicators.model.indicator import Indicator, Kind, Level
from indicators.model.observation import OBSERVATION_COLUMNS, TOTAL, CellStatus
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem

_NOT_A_NUMBER = float("nan")
_WITHOUT_NUMBERS = (CellStatus.NOT_APPLICABLE, CellStatus.NOT_AVAILABLE)
_UNCERTAIN_WORDS = {
    "zh": "、".join(STATUS_LABELS[status].zh for status in list(CellStatus)[1:]),
    "en": ", ".join(STATUS_LABELS[status].en for status in list(CellStatus)[1:]),
}


@dataclass(frozen=True, slots=True)
class Normalised:
    """A cell whose spelling was not plain, and the number it was read as."""

    sheet: str
    cell: str
    found: str
    read_as: str


@dataclass(frozen=True, slots=True)
class ParsedEntry:
    """One entry after parsing. `numbers` are the readings by field; `status` None where nothing was filled or a problem stands."""

    placed: PlacedEntry
    numbers: Mapping[Field, Reading]
    status: CellStatus | None
    note: str
    problems: tuple[Problem, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ParsedWorkbook:
    """All entries as a typed frame of observations (index: position in `places`), with problems and what was normalised.

    `unfinished`: what could be read of entries that have a problem already, as if they were reported; rules look at it as well, so that
    one problem of an entry does not hide the next.
    """

    frame: pd.DataFrame
    places: Sequence[PlacedEntry]
    normalised: tuple[Normalised, ...]
    problems: tuple[Problem, ...]
    unfinished: pd.DataFrame


def entries_frame(entries: list[ParsedEntry], start: int) -> pd.DataFrame:
    """The observations of parsed entries, indexed from `start`; those without a status as if they were reported."""
    rows = [_row(one) for one in entries]
    columns = zip(*rows, strict=True) if rows else ((),) * len(OBSERVATION_COLUMNS)
    typed = {
        name: np.array(column, dtype=np.float64) if name in NUMBER_FIELDS else pd.array(list(column), dtype="str")
        for name, column in zip(OBSERVATION_COLUMNS, columns, strict=True)
    }
    return pd.DataFrame(typed, index=range(start, start + len(entries)))


def parse_entry(catalogue: Catalogue, placed: PlacedEntry) -> ParsedEntry:
    """One entry as an observation, or as problems at its cells."""
    indicator = catalogue.indicators.get(placed.entry.indicator)
    is_share = indicator is not None and indicator.unit == "share"
    numbers = {
        name: parse_number(placed.cells.get(name), is_share and name is Field.VALUE) for name in placed.columns if name in NUMBER_FIELDS
    }
    if indicator is not None and indicator.kind is Kind.MILESTONE:
        numbers = {Field.VALUE: _parse_level(indicator, placed.cells.get(Field.VALUE))}
    note = placed.cells[Field.NOTE].text.strip() if Field.NOTE in placed.cells else ""
    status, problems = _parse_state(placed, numbers)
    if problems:
        return ParsedEntry(placed, numbers, None, note, (*problems, *_gaps_beside(placed, numbers)))
    if status in (CellStatus.CONFIRMED_NIL, *_WITHOUT_NUMBERS):
        return _closed_entry(catalogue, placed, numbers, (status, note))
    problems = _number_problems(placed, numbers)
    if problems and any(not _is_suggestion(numbers, one) for one in problems):
        return ParsedEntry(placed, numbers, None, note, (*problems, *_gaps_beside(placed, numbers)))
    empty = [name for name, reading in numbers.items() if reading.value is None]
    if not empty:
        return ParsedEntry(placed, numbers, CellStatus.REPORTED, note, tuple(problems))
    gaps = _gap_problems(placed, empty, len(numbers), _is_optional(indicator, placed))
    return ParsedEntry(placed, numbers, None, note, (*problems, *gaps))


def _is_optional(indicator: Indicator | None, placed: PlacedEntry) -> bool:
    """National figures that regions report too, and supporting series, may stay empty."""
    return indicator is None or (indicator.level is Level.BOTH and placed.entry.subject == NATIONAL)


def _parse_state(placed: PlacedEntry, numbers: Mapping[Field, Reading]) -> tuple[CellStatus | None, list[Problem]]:
    cell = placed.cells.get(Field.STATUS)
    if cell is None or is_blank(cell.text):
        return None, []
    status = parse_status(cell.text)
    if status is None:
        return None, [_problem(placed, Field.STATUS, "status_unknown")] + _number_problems(placed, numbers)
    return status, []


def _closed_entry(catalogue: Catalogue, placed: PlacedEntry, numbers: Mapping[Field, Reading], said: tuple[CellStatus, str]) -> ParsedEntry:
    """Nil, not applicable or not available: the numbers must agree, a reason must be given, not applicable must be registered."""
    status, note = said
    indicator = catalogue.indicators.get(placed.entry.indicator)
    kind = indicator.kind if indicator else None
    nil = status is CellStatus.CONFIRMED_NIL
    allowed = (None, 0.0) if nil else (None,)
    label = STATUS_LABELS[status]
    facts = {"status_zh": label.zh, "status_en": label.en}
    marks = {name: EMPTY if _agrees(reading, status) else reading for name, reading in numbers.items()}
    exposure = (Field.DENOMINATOR,) if nil and kind in (Kind.RATE, Kind.SMR) else ()
    wrong = [name for name, reading in marks.items() if reading.code or (reading.value not in allowed and name not in exposure)]
    if wrong:
        problems = tuple(_problem(placed, name, "status_contradicts", facts) for name in wrong)
        return ParsedEntry(placed, numbers, None, note, problems)
    registered = indicator is None or placed.entry.key[:2] in catalogue.not_applicable
    if is_mark(note) and (status is CellStatus.NOT_AVAILABLE or (status is CellStatus.NOT_APPLICABLE and not registered)):
        return ParsedEntry(placed, numbers, None, note, (_problem(placed, Field.NOTE, "reason_missing", facts),))
    asked = status is CellStatus.NOT_APPLICABLE and not registered
    problems = (_problem(placed, Field.STATUS, "not_applicable_unregistered"),) if asked else ()
    return ParsedEntry(
        placed, {name: _nil_reading(kind, name, reading) for name, reading in marks.items()} if nil else {}, status, note, problems
    )


def _agrees(reading: Reading, status: CellStatus) -> bool:
    """Whether what stands in a number cell is a mere sign, or a word for the very state that was chosen: 不详 is no nil."""
    return reading.code == "status_needed" and reading.facts["suggested"] in (UNCERTAIN, status.value)


def _nil_reading(kind: Kind | None, name: Field, reading: Reading) -> Reading:
    """Nothing occurred: counts are 0; a mean of nothing has no value, only n = 0; a population stays what was given, or missing."""
    if (kind is Kind.MEAN and name is not Field.DENOMINATOR) or (kind in (Kind.RATE, Kind.SMR) and name is Field.DENOMINATOR):
        return EMPTY if kind is Kind.MEAN else reading
    return reading if reading.value is not None else Reading(0.0)


def _number_problems(placed: PlacedEntry, numbers: Mapping[Field, Reading]) -> list[Problem]:
    problems = []
    for name, reading in numbers.items():
        if reading.code == "status_needed":
            problems.append(_problem(placed, name, reading.code, _status_words(reading.facts["suggested"])))
        elif reading.code:
            problems.append(_problem(placed, name, reading.code, reading.facts))
    return problems


def _status_words(code: str) -> dict[str, str]:
    if code == UNCERTAIN:
        return {"suggested_zh": _UNCERTAIN_WORDS["zh"], "suggested_en": _UNCERTAIN_WORDS["en"]}
    label = STATUS_LABELS[CellStatus(code)]
    return {"suggested_zh": label.zh, "suggested_en": label.en}


def _is_suggestion(numbers: Mapping[Field, Reading], one: Problem) -> bool:
    return one.code == "reading_suggested" and any(reading.value is not None for reading in numbers.values())


def _gaps_beside(placed: PlacedEntry, numbers: Mapping[Field, Reading]) -> list[Problem]:
    """Empty cells beside figures of the same entry that have problems of their own. A mark (无, —) is no figure: there a status is due."""
    given = any(reading.value is not None or reading.code not in ("", "status_needed") for reading in numbers.values())
    empty = [name for name, reading in numbers.items() if reading.value is None and not reading.code]
    return _gap_problems(placed, empty, len(numbers), True) if given and empty else []


def _gap_problems(placed: PlacedEntry, empty: list[Field], fields: int, optional: bool) -> list[Problem]:
    if len(empty) < fields:
        return [_problem(placed, name, "pair_incomplete") for name in empty]
    if not optional:
        return [_problem(placed, name, "cell_empty") for name in empty]
    if placed.entry.subject == NATIONAL or placed.entry.breakdown != TOTAL:
        return []
    address = placed.address(Field.VALUE)
    return [problem("series_empty", sheet=address.sheet, cell=address.cell, series=placed.entry.indicator)]


def _parse_level(indicator: Indicator, cell: RawCell | None) -> Reading:
    """The level of a milestone: the number that its dropdown text begins with, or a plain yes or no."""
    words = {"是": "4", "yes": "4", "y": "4", "否": "0", "no": "0", "n": "0"}
    text = cell.text.strip() if cell is not None and not is_blank(cell.text) else ""
    first = words.get(text.casefold(), text.split()[0] if text else "") if indicator.unit == "yes_no" else text.split()[0] if text else ""
    if not first:
        return EMPTY
    reading = parse_number(RawCell(cell.row, cell.column, cell.kind, first) if cell is not None else None)
    if reading.value is not None and reading.value in levels_of(indicator):
        return Reading(reading.value)
    levels = ", ".join(str(level) for level in levels_of(indicator))
    return reading if reading.code == "status_needed" else Reading(code="not_a_level", facts={"levels": levels})


def _problem(placed: PlacedEntry, name: Field, code: str, facts: Mapping[str, str] | None = None) -> Problem:
    cell = placed.cells.get(name)
    entry = placed.entry
    return cell_problem(code, placed.address(name), (entry.indicator, entry.subject), cell.text if cell else None, facts)


def _row(one: ParsedEntry) -> tuple[object, ...]:
    placed = one.placed
    value_field = Field.NUMERATOR if Field.NUMERATOR in placed.columns else Field.VALUE
    values = tuple(one.numbers.get(name, EMPTY).value for name in NUMBER_FIELDS)
    numbers = tuple(_NOT_A_NUMBER if value is None else value for value in values)
    second = placed.address(Field.DENOMINATOR).cell if Field.DENOMINATOR in placed.columns else ""
    status = str(one.status or CellStatus.REPORTED)
    return (*placed.entry.key, *numbers, status, placed.sheet, placed.address(value_field).cell, second, one.note)


def normalised_of(parsed: Sequence[ParsedEntry]) -> tuple[Normalised, ...]:
    """The cells of parsed entries that were not spelt plainly, and what they were read as."""
    found = []
    for one in parsed:
        for name, reading in one.numbers.items():
            cell = one.placed.cells.get(name)
            if cell is not None and reading.read_as and not reading.code and reading.read_as != cell.text:
                address = one.placed.address(name)
                found.append(Normalised(address.sheet, address.cell, cell.text, reading.read_as))
    return tuple(found)
