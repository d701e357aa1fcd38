"""Sums over the members of each area, an indicator being one line of memory: twice as fast as along the rows of a table.

The order of the additions is written out here, so it depends neither on the processor nor on the shape of a table. That is why
this is no matrix product: libraries of linear algebra add in an order that depends on the processor.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Whole

CELLS = 2**15
"""Figures of one table that are turned and added at a time; they stay in the cache of a processor."""
ROWS = 400
"""Rows that are turned at a time: one line of the cache of each is held at once."""
RUNNING = 8


@dataclass(frozen=True, slots=True)
class Group:
    """Areas (A',) with the same number of rounds of eight, the largest first; `columns`: their first members, their second members and
    so on, of as many of the areas as have one.
    """

    areas: tuple[int, ...]
    columns: tuple[slice | Whole, ...]
    rounds: int


def blocks_of_rows(shape: tuple[int, ...]) -> Iterator[slice]:
    """Slices of the rows of a table of this shape (R, I)."""
    rows, columns = shape
    step = max(1, CELLS // max(columns, 1))
    return (slice(begin, min(begin + step, rows)) for begin in range(0, rows, step))


def turned(*tables: Array) -> Array:
    """(I, P, R): one line for each column of each of P tables (R, I)."""
    rows, columns = tables[0].shape
    lines = np.empty((columns, len(tables), rows))
    for begin in range(0, rows, ROWS):
        for place, table in enumerate(tables):
            lines[:, place, begin : begin + ROWS] = table[begin : begin + ROWS].T
    return lines


def groups_of(area: Whole, count: int) -> list[Group]:
    """The areas that have indicators; `area` (I,) is -1 outside every area."""
    members: list[list[int]] = [[] for _ in range(count)]
    for column, own in enumerate(area.tolist()):
        if own >= 0:
            members[own].append(column)
    rounds = [(len(own) - 1) // RUNNING for own in members]
    groups = []
    for many in sorted(set(rounds) - {-1}):
        areas = sorted((one for one in range(count) if rounds[one] == many), key=lambda one: -len(members[one]))
        longest = len(members[areas[0]])
        columns = tuple(_evenly([members[one][k] for one in areas if k < len(members[one])]) for k in range(longest))
        groups.append(Group(tuple(areas), columns, many))
    return groups


def _evenly(columns: list[int]) -> slice | Whole:
    """The columns as a slice where they lie at equal distances, for that needs no copy."""
    if len(columns) == 1:
        return slice(columns[0], columns[0] + 1)
    step = columns[1] - columns[0]
    if step > 0 and columns == list(range(columns[0], columns[-1] + 1, step)):
        return slice(columns[0], columns[-1] + 1, step)
    return np.array(columns, dtype=np.int64)


def add_lines(lines: Array, groups: Sequence[Group], sums: Array) -> None:
    """Fills `sums` (A, P, R) with the sums of the lines (I, P, R) of each area; leaves it where there are none.

    The order: the first member, plus the rest in eight running sums that are added in pairs, plus what the eight leave over, one
    after the other. Eight sums lose fewer digits than one, and the order is that of all earlier versions (numpy's reduceat).
    """
    for group in groups:
        total = _running(lines, group)
        for columns in group.columns[1 + RUNNING * group.rounds :]:
            chosen = lines[columns]
            total[: len(chosen)] += chosen
        total += lines[group.columns[0]]
        sums[list(group.areas)] = total


def _running(lines: Array, group: Group) -> Array:
    """(A', P, R) the eight running sums, added in pairs; 0 where there are fewer than eight."""
    if not group.rounds:
        return np.zeros((len(group.areas), *lines.shape[1:]))
    parts = [lines[columns] for columns in group.columns[1 : 1 + RUNNING]]
    for again in range(1, group.rounds):
        begin = 1 + RUNNING * again
        parts = [part + lines[columns] for part, columns in zip(parts, group.columns[begin : begin + RUNNING], strict=True)]
    while len(parts) > 1:
        parts = [one + other for one, other in zip(parts[::2], parts[1::2], strict=True)]
    return parts[0]
