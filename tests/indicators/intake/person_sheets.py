"""Made-up sheets of persons: one in each row, and resident IDs whose digits are spread over neighbouring cells."""

from collections.abc import Callable, Mapping
from random import Random

from personal_samples import MakeSheet, person, resident_id

from indicators.intake.raw import RawCell, RawKind, RawSheet, make_sheet


def person_rows(random: Random) -> RawSheet:
    """One person in each row, with and without headers, in any order of columns."""
    count, first = random.randint(3, 12), random.randint(1, 6)
    columns: list[Callable[[int], tuple[RawKind, str]]] = [
        lambda _: (RawKind.TEXT, person(random)),
        lambda _: (RawKind.TEXT, random.choice("男女")),
        lambda row: (RawKind.NUMBER, str(row)),
        lambda _: (RawKind.NUMBER, str(random.randint(1, 80))),
        lambda _: (RawKind.TEXT, random.choice(("汉族", "彝族", "壮族", "已安置", "务农", ""))),
    ]
    if count >= 5 and random.random() < 0.3:
        del columns[1]
    random.shuffle(columns)
    heads = [RawCell(first, place, RawKind.TEXT, f"栏{place}") for place in range(1, len(columns) + 1)] if random.random() < 0.7 else []
    cells = [RawCell(first + row, place, *make(row)) for row in range(1, count + 1) for place, make in enumerate(columns, 1)]
    return make_sheet("附表", [*heads, *(cell for cell in cells if cell.text)])


def spread_id(random: Random) -> RawSheet:
    """A resident ID with its digits in neighbouring cells, among counts."""
    number, start = resident_id(random), random.randint(2, 9)
    cuts = random.choice(((6, 14), (6, 14, 17), (6, 10, 12, 14), (14,), (17,), tuple(range(1, 18))))
    parts = [number[first:last] for first, last in zip((0, *cuts), (*cuts, 18), strict=True)]
    kinds = [RawKind.TEXT if "X" in part or random.random() < 0.5 else RawKind.NUMBER for part in parts]
    cells = [RawCell(7, start + place, kind, part) for place, (kind, part) in enumerate(zip(kinds, parts, strict=True))]
    before = [
        RawCell(7, 1, RawKind.TEXT, "北京市"),
        *(RawCell(6, column, RawKind.NUMBER, str(random.randint(0, 999))) for column in range(2, 12)),
    ]
    return make_sheet("A1", [*sorted(before, key=lambda cell: cell.row), *cells])


SHEETS: Mapping[str, MakeSheet] = {"one person per row": person_rows, "ID spread over cells": spread_id}
