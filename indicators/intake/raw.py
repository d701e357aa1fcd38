"""What a workbook holds before anything is understood: cells as they stand, and their way as JSON out of the child process."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class RawKind(StrEnum):
    """What the file says a cell holds. `uncalculated`: a formula whose value was never stored."""

    NUMBER = "n"
    PERCENT = "p"
    TEXT = "s"
    BOOLEAN = "b"
    ERROR = "e"
    DATE = "d"
    UNCALCULATED = "f"


@dataclass(frozen=True, slots=True)
class RawCell:
    """One cell that is not empty. `text` is the raw text of the file, for numbers as written there (row and column from 1)."""

    row: int
    column: int
    kind: RawKind
    text: str


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet. `state`: visible, hidden, veryHidden. `merges` as (first row, first column, last row, last column)."""

    name: str
    state: str
    cells: tuple[RawCell, ...]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merges: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class PersonalHit:
    """Personal data: its kind and place, never itself. `part` names the part of the file where it stands outside cells."""

    kind: str
    sheet: str
    cell: str
    part: str


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """A whole workbook. `properties`: custom document properties; `names`: defined names and what they refer to."""

    sheets: tuple[RawSheet, ...]
    properties: Mapping[str, str]
    names: Mapping[str, str]
    hits: tuple[PersonalHit, ...]


def encode_raw(workbook: RawWorkbook) -> bytes:
    """The workbook as JSON, compact."""
    sheets = [
        [
            sheet.name,
            sheet.state,
            [(cell.row, cell.column, cell.kind, cell.text) for cell in sheet.cells],
            sorted(sheet.hidden_rows),
            sorted(sheet.hidden_columns),
            sheet.merges,
        ]
        for sheet in workbook.sheets
    ]
    hits = [(hit.kind, hit.sheet, hit.cell, hit.part) for hit in workbook.hits]
    document = {"sheets": sheets, "properties": dict(workbook.properties), "names": dict(workbook.names), "hits": hits}
    return json.dumps(document, ensure_ascii=True, separators=(",", ":")).encode()


def decode_raw(document: Mapping[str, list]) -> RawWorkbook:
    """The workbook from the parsed JSON of `encode_raw`; KeyError, TypeError or ValueError if it is anything else."""
    kinds = {kind.value: kind for kind in RawKind}
    sheets = tuple(
        RawSheet(
            name,
            state,
            tuple(RawCell(row, column, kinds[kind], text) for row, column, kind, text in cells),
            frozenset(rows),
            frozenset(columns),
            tuple((a, b, c, d) for a, b, c, d in merges),
        )
        for name, state, cells, rows, columns, merges in document["sheets"]
    )
    hits = tuple(PersonalHit(*hit) for hit in document["hits"])
    return RawWorkbook(sheets, dict(document["properties"]), dict(document["names"]), hits)
