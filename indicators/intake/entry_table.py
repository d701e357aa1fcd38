"""All entries of one sheet as columns: which cell holds each field of each entry. A single entry becomes an object when it is asked for.

It recognises nothing (`placing` did) and reads no number; `parse_entries` does, for all entries at once.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.intake.entries_found import FoundSheet, PlacedEntry
from indicators.intake.fields import Field
from indicators.intake.layout import Entry, SheetKind, cell_name
from indicators.model.subject import NATIONAL

NO_CELL = -1
Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Part:
    """The columns of one indicator, or of one part of a series, on a sheet; `period` is None where the rows say it."""

    indicator: str
    breakdown: str
    period: str | None
    columns: Mapping[Field, int]


@dataclass(frozen=True, slots=True, eq=False)
class EntryTable:
    """Entries in the order of rows and columns. `labels`: (subject, month or period) of each found row, `lines` its row in the sheet.

    For each entry `label` and `part` say which of them it is; `cells` has by field its place in the columns of the raw sheet, NO_CELL
    where the cell is empty or the part has no such field.
    """

    found: FoundSheet
    parts: tuple[Part, ...]
    labels: tuple[tuple[str, str | None], ...]
    lines: Numbers
    label: Numbers
    part: Numbers
    cells: Mapping[Field, Numbers]

    def __len__(self) -> int:
        return len(self.part)

    def placed(self, place: int) -> PlacedEntry:
        """One entry with its cells as objects."""
        part, raw = self.parts[self.part[place]], self.found.raw
        subject, period = self.labels[self.label[place]]
        line = int(self.lines[self.label[place]])
        national = self.found.plan.kind is SheetKind.NATIONAL
        key = (part.indicator, NATIONAL if national else subject, period or part.period or "", part.breakdown)
        cells = {name: raw.cell(int(where[place])) for name, where in self.cells.items() if where[place] != NO_CELL}
        entry = Entry(*key, self.found.plan.name, line, part.columns)
        return PlacedEntry(entry, raw.name, line, part.columns, cells, self.found.across)

    def names_of(self, columns: Sequence[int], kept: Numbers) -> pd.api.extensions.ExtensionArray:
        """For each kept entry the name of its cell in one column; `columns` has one for each part, 0 where there is none (then "")."""
        numbers, lines = list(columns), self.lines.tolist()
        label, part = self.label[kept], self.part[kept]
        if self.found.across:
            names = _letters(lines)[label] + _words([str(number) for number in numbers])[part]
        else:
            names = _letters(numbers)[part] + _words([str(line) for line in lines])[label]
        absent = np.array([number == 0 for number in numbers], dtype=bool)[part]
        if absent.any():
            names[absent] = ""
        return names

    def texts_of(self, name: Field) -> dict[int, str]:
        """Entry -> stripped text of a field, for the entries where there is one."""
        where = self.cells.get(name)
        if where is None:
            return {}
        raw = self.found.raw
        return {int(place): raw.text(int(where[place])).strip() for place in np.flatnonzero(where != NO_CELL)}


def entry_table(found: FoundSheet) -> EntryTable:
    """The entries of a sheet whose rows and columns were found."""
    national = found.plan.kind is SheetKind.NATIONAL
    periods = {group.indicator: group.period for group in found.plan.groups}
    parts = tuple(
        Part(code, breakdown, periods[code], columns) for code, groups in found.columns.items() for breakdown, columns in groups.items()
    )
    labels, lines = tuple(found.rows), np.array(list(found.rows.values()), dtype=np.int64)
    if national:
        by_code: dict[str, list[int]] = {}
        for number, one in enumerate(parts):
            by_code.setdefault(one.indicator, []).append(number)
        pairs = [(row, number) for row, (code, _) in enumerate(labels) for number in by_code.get(code, ())]
        label, part = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    else:
        rows = np.arange(len(labels), dtype=np.int64)
        label, part = np.repeat(rows, len(parts)), np.tile(np.arange(len(parts), dtype=np.int64), len(labels))
    return EntryTable(found, parts, labels, lines, label, part, _cells(found, parts, (lines[label], part)))


def entries_of(tables: Sequence[EntryTable]) -> Iterator[PlacedEntry]:
    """Every entry, in the order of sheets, rows and columns."""
    return (table.placed(place) for table in tables for place in range(len(table)))


def entries_at(tables: Sequence[EntryTable], wanted: Collection[tuple[str, str]]) -> Iterator[PlacedEntry]:
    """The entries that have a field in one of some cells, given as (sheet, cell), in the order of the tables."""
    for table in tables:
        places = {split_cell(cell) for sheet, cell in wanted if sheet == table.found.raw.name}
        if not places:
            continue
        by_line: dict[int, set[int]] = {}
        for row, column in places:
            line, across = (column, row) if table.found.across else (row, column)
            by_line.setdefault(line, set()).add(across)
        starts = np.searchsorted(table.label, np.arange(len(table.lines) + 1))
        for number in np.flatnonzero(np.isin(table.lines, list(by_line))):
            columns = by_line[int(table.lines[number])]
            for place in range(int(starts[number]), int(starts[number + 1])):
                if not columns.isdisjoint(table.parts[table.part[place]].columns.values()):
                    yield table.placed(place)


def split_cell(cell: str) -> tuple[int, int]:
    """Row and column of `B7`; 0 for what is missing in it."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :] or 0), column


def _cells(found: FoundSheet, parts: tuple[Part, ...], at: tuple[Numbers, Numbers]) -> Mapping[Field, Numbers]:
    lines, part = at
    rows, columns = np.asarray(found.raw.rows, dtype=np.int64), np.asarray(found.raw.columns, dtype=np.int64)
    if found.across:
        rows, columns = columns, rows
    fields = [name for name in Field if any(name in one.columns for one in parts)]
    wanted = {name: np.array([one.columns.get(name, 0) for one in parts], dtype=np.int64) for name in fields}
    height = max(rows.max(initial=0), lines.max(initial=0)) + 1
    width = max(columns.max(initial=0), *(places.max(initial=0) for places in wanted.values()), 0) + 1
    grid = np.full((height, width), NO_CELL, dtype=np.int32)
    grid[rows, columns] = np.arange(len(rows))
    return {name: grid[lines, places[part]].astype(np.int64) for name, places in wanted.items()}


def _letters(columns: list[int]) -> pd.api.extensions.ExtensionArray:
    return _words([cell_name(1, column)[:-1] if column else "" for column in columns])


def _words(words: list[str]) -> pd.api.extensions.ExtensionArray:
    return pd.array(words, dtype="str")
