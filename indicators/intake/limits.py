"""How large a workbook may be, and the refusal of a file. Standard library only: the child process loads it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of safety.md 1.2 for a ministry's round; all of them hold before anything else looks at the file.

    `seconds` is for reading alone, so that the whole answer comes within ten.
    """

    file_bytes: int = 5 * MEGABYTE
    inflated_bytes: int = 64 * MEGABYTE
    entries: int = 300
    sheets: int = 50
    rows: int = 20_000
    columns: int = 256
    cells: int = 400_000
    string_length: int = 2_000
    text_length: int = 4_000_000
    merges: int = 2_000
    depth: int = 64
    memory_bytes: int = 1024 * MEGABYTE
    seconds: int = 7


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file is refused: a problem code, the place if there is one, and what the sentence needs. Never any content of a cell."""

    code: str
    sheet: str = ""
    cell: str = ""
    facts: Mapping[str, str | int] = field(default_factory=dict)


class FileRefusedError(Exception):
    """The file is refused; raised inside intake only and caught once, in check_workbook."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(code: str, **facts: str | int) -> FileRefusedError:
    """The refusal of a whole file, to be raised."""
    return FileRefusedError(Refusal(code, facts=facts))


def refuse_cell(code: str, sheet: str, cell: str = "", **facts: str | int) -> FileRefusedError:
    """The refusal of a file because of one sheet or cell, to be raised."""
    return FileRefusedError(Refusal(code, sheet, cell, facts))
