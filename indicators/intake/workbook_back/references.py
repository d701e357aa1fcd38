"""Names of cells: `B7` and (7, 2)."""

import re
from functools import cache

from indicators.intake.limits import refuse

Place = tuple[int, int]
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def cell_at(reference: str) -> Place:
    """(row, column) from 1 of `B7` or `$B$7`; FileRefusedError if it is no reference."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise refuse("xml_damaged")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


@cache
def column_number(letters: str) -> int:
    """2 for `B`; FileRefusedError for anything but one to three capital letters."""
    return cell_at(f"{letters}1")[1]


def column_of(reference: str) -> int:
    """The column of a reference; whole sheets have few columns, so each is worked out once."""
    return column_number(reference.rstrip("0123456789"))


def reference_of(place: Place) -> str:
    """`B7` for (7, 2)."""
    row, column = place
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = _LETTERS[rest] + letters
    return f"{letters}{row}"
