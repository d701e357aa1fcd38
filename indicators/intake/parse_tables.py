"""From tables of entries to typed observations. Entries that hold plain numbers and nothing else are read as columns; every other one
goes through `parse_entries`, one at a time: the two say the same of every entry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import PlacedEntry
from indicators.intake.entry_table import NO_CELL, EntryTable, Numbers
from indicators.intake.fields import NUMBER_FIELDS, Field
from indicators.intake.layout import SheetKind
from indicators.intake.parse_entries import Normalised, ParsedEntry, ParsedWorkbook, entries_frame, normalised_of, parse_entry
from indicators.intake.plain_numbers import read_plain_numbers
from indicators.model.indicator import Kind
from indicators.model.observation import OBSERVATION_COLUMNS, CellStatus
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem

_STATUSES = tuple(CellStatus)
_UNREAD = -1


class PlacedEntries(Sequence[PlacedEntry]):
    """The entries of a frame by its index; each becomes an object when it is asked for."""

    __slots__ = ("_further", "_kept", "_starts", "_tables")

    def __init__(self, tables: Sequence[EntryTable], kept: Sequence[Numbers], further: Sequence[PlacedEntry]) -> None:
        self._tables, self._kept, self._further = tables, kept, further
        self._starts = np.cumsum([0, *(len(places) for places in kept)])

    def __len__(self) -> int:
        return int(self._starts[-1]) + len(self._further)

    def __getitem__(self, index):  # type: ignore[no-untyped-def]
        """The entry of one row."""
        if index >= self._starts[-1]:
            return self._further[index - int(self._starts[-1])]
        number = int(np.searchsorted(self._starts, index, side="right")) - 1
        return self._tables[number].placed(int(self._kept[number][index - self._starts[number]]))


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """The figures of one table: numbers by field, status (place in _STATUSES, _UNREAD where there is no observation) and notes."""

    numbers: dict[Field, NDArray[np.float64]]
    status: NDArray[np.int8]
    notes: dict[int, str]
    single: tuple[ParsedEntry, ...]


def parse_tables(catalogue: Catalogue, tables: Sequence[EntryTable]) -> ParsedWorkbook:
    """Every entry as an observation, or as problems at its cells; entries without status have no row in the frame."""
    read = [_read_table(catalogue, table) for table in tables]
    kept = [np.flatnonzero(one.status != _UNREAD) for one in read]
    single = [entry for one in read for entry in one.single]
    unfinished = [one for one in single if one.status is None and any(reading.value is not None for reading in one.numbers.values())]
    frames = [_frame(*one) for one in zip(tables, read, kept, strict=True)]
    frame = pd.concat(frames, ignore_index=True) if len(frames) > 1 else frames[0] if frames else entries_frame([], 0)
    problems: tuple[Problem, ...] = tuple(found for one in single for found in one.problems)
    places = PlacedEntries(tables, kept, [one.placed for one in unfinished])
    normalised: tuple[Normalised, ...] = normalised_of(single)
    return ParsedWorkbook(frame, places, normalised, problems, entries_frame(unfinished, len(frame)))


def _read_table(catalogue: Catalogue, table: EntryTable) -> _Read:
    numbers, plain = _plain_entries(catalogue, table)
    status = np.where(plain, _STATUSES.index(CellStatus.REPORTED), _UNREAD).astype(np.int8)
    notes = table.texts_of(Field.NOTE)
    single = []
    for place in np.flatnonzero(~plain):
        parsed = parse_entry(catalogue, table.placed(int(place)))
        single.append(parsed)
        if parsed.status is not None:
            status[place] = _STATUSES.index(parsed.status)
        for name, values in numbers.items():
            value = parsed.numbers[name].value if name in parsed.numbers else None
            values[place] = np.nan if value is None else value
    return _Read(numbers, status, notes, tuple(single))


def _plain_entries(catalogue: Catalogue, table: EntryTable) -> tuple[dict[Field, NDArray[np.float64]], NDArray[np.bool_]]:
    """Numbers by field, and which entries are reported by plain numbers in all their fields without a word in their status."""
    cells = np.append(read_plain_numbers(table.found.raw), np.nan)
    plain = np.array([not _is_milestone(catalogue, part.indicator) for part in table.parts], dtype=bool)[table.part]
    if Field.STATUS in table.cells:
        plain &= table.cells[Field.STATUS] == NO_CELL
    numbers = {}
    for name in NUMBER_FIELDS:
        wanted = np.array([name in part.columns for part in table.parts], dtype=bool)[table.part]
        numbers[name] = cells[table.cells[name]] if name in table.cells else np.full(len(table), np.nan)
        plain &= ~wanted | ~np.isnan(numbers[name])
    return numbers, plain


def _is_milestone(catalogue: Catalogue, code: str) -> bool:
    indicator = catalogue.indicators.get(code)
    return indicator is not None and indicator.kind is Kind.MILESTONE


def _frame(table: EntryTable, read: _Read, kept: Numbers) -> pd.DataFrame:
    """The observations of one table (OBSERVATION_COLUMNS)."""
    first = [
        part.columns.get(Field.NUMERATOR) or part.columns.get(Field.VALUE) or next(iter(part.columns.values())) for part in table.parts
    ]
    second = [part.columns.get(Field.DENOMINATOR, 0) for part in table.parts]
    part = table.part[kept]
    columns = {
        "indicator": _words([part.indicator for part in table.parts])[part],
        "subject": _subjects(table)[table.label[kept]],
        "period": _periods(table, kept),
        "breakdown": _words([part.breakdown for part in table.parts])[part],
        **{name.value: read.numbers[name][kept] for name in NUMBER_FIELDS},
        "status": _words([*_STATUSES, ""])[read.status[kept]],
        "sheet": _words([table.found.raw.name])[np.zeros(len(kept), dtype=np.int64)],
        "cell": table.names_of(first, kept),
        "denominator_cell": table.names_of(second, kept),
        "note": _notes(read.notes, kept),
    }
    return pd.DataFrame({name: columns[name] for name in OBSERVATION_COLUMNS})


def _notes(notes: Mapping[int, str], kept: Numbers) -> pd.api.extensions.ExtensionArray:
    """The note of each kept entry; few have one."""
    noted = np.isin(kept, list(notes))
    which = np.where(noted, np.cumsum(noted), 0)
    return _words(["", *(notes[place] for place in kept[which > 0].tolist())])[which]


def _subjects(table: EntryTable) -> pd.api.extensions.ExtensionArray:
    national = table.found.plan.kind is SheetKind.NATIONAL
    return _words([NATIONAL if national else subject for subject, _ in table.labels])


def _periods(table: EntryTable, kept: Numbers) -> pd.api.extensions.ExtensionArray:
    """The period that the row says, else that of the part."""
    label, part = table.label[kept], table.part[kept]
    by_row, by_part = [month or "" for _, month in table.labels], [part.period or "" for part in table.parts]
    if not any(by_row):
        return _words(by_part)[part]
    if all(by_row):
        return _words(by_row)[label]
    return _words([by_row[row] or by_part[place] for row, place in zip(label, part, strict=True)])


def _words(words: Sequence[str]) -> pd.api.extensions.ExtensionArray:
    return pd.array(list(map(str, words)), dtype="str")
