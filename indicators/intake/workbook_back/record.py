"""What a marked file remembers of itself before: original formats of the marked cells and what was added. Kept on a hidden sheet.

Strings of at most 1,900 characters on a sheet come back from every program; parts of our own would not.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from indicators.intake.workbook_back.own_marks import MARKS_TITLE
from indicators.intake.workbook_back.references import Place, cell_at, reference_of
from indicators.intake.workbook_back.sheet_texts import Rows, inline_sheet

_LONGEST = 1_900


@dataclass(frozen=True, slots=True)
class MarkedCell:
    """One marked cell. `before`: its own format index or "" for none, `after`: the one it got, `fill`: its fill as XML ("" if too long).

    `absent`: "" if the cell was there, "cell" if it was not, "row" if its row was not either.
    """

    sheet: str
    place: Place
    before: str
    after: str
    absent: str
    fill: str


@dataclass(slots=True)
class Record:
    """The whole memory. `facts`: single ones by name, as JSON; `made`: parts that were made; `selected`: sheets that were selected."""

    facts: dict[str, object] = field(default_factory=dict)
    cells: list[MarkedCell] = field(default_factory=list)
    made: list[str] = field(default_factory=list)
    selected: dict[str, str] = field(default_factory=dict)


def style_digest(content: bytes) -> str:
    """A digest in letters alone: digits in a row might look like personal data."""
    return hashlib.sha256(content).hexdigest()[:32].translate(str.maketrans("0123456789", "ghijklmnop"))


def record_sheet(record: Record, namespace: str) -> bytes:
    """The hidden sheet as XML."""
    return inline_sheet(namespace, _rows(record))


def read_record(rows: Rows) -> Record | None:
    """The memory on a sheet; None if it is none of ours. Lines that somebody spoiled are passed over."""
    if not rows or rows[0][:1] != [MARKS_TITLE]:
        return None
    record = Record()
    for row in rows[1:]:
        _read_row(record, [*row, *[""] * 6])
    return record


def _rows(record: Record) -> Iterator[list[str]]:
    yield [MARKS_TITLE]
    for name, fact in record.facts.items():
        yield ["fact", name, json.dumps(fact)]
    for name in record.made:
        yield ["part", name]
    for sheet, said in record.selected.items():
        yield ["selected", sheet, said]
    groups: dict[tuple[str, str, str, str, str], list[str]] = {}
    for cell in record.cells:
        fill = cell.fill if len(cell.fill) <= _LONGEST else ""
        groups.setdefault((cell.sheet, cell.before, cell.after, cell.absent, fill), []).append(reference_of(cell.place))
    for key, references in groups.items():
        for piece in _pieces(references):
            yield ["cells", *key, piece]


def _pieces(references: list[str]) -> Iterator[str]:
    piece = ""
    for reference in references:
        if len(piece) + len(reference) + 1 > _LONGEST:
            yield piece
            piece = ""
        piece = f"{piece} {reference}".lstrip()
    yield piece


def _read_row(record: Record, row: list[str]) -> None:
    kind, first, second = row[:3]
    if kind == "fact":
        record.facts[first] = _from_json(second)
    elif kind == "part":
        record.made.append(first)
    elif kind == "selected":
        record.selected[first] = second
    elif kind == "cells":
        cells = (MarkedCell(first, cell_at(one), second, row[3], row[4], row[5]) for one in row[6].split() if one.isalnum())
        record.cells.extend(cells)


def _from_json(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None


def by_sheet(cells: list[MarkedCell]) -> Mapping[str, dict[Place, MarkedCell]]:
    """The marked cells of each sheet by place."""
    found: dict[str, dict[Place, MarkedCell]] = {}
    for cell in cells:
        found.setdefault(cell.sheet, {})[cell.place] = cell
    return found
