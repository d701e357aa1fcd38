"""One figure as reported, with the cell it came from, and the columns of a frame that holds many of them."""

from dataclasses import dataclass
from enum import StrEnum


class CellStatus(StrEnum):
    """The four states of a cell that was filled; a cell that was not is missing and has no observation."""

    REPORTED = "REPORTED"
    CONFIRMED_NIL = "CONFIRMED_NIL"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    NOT_AVAILABLE = "NOT_AVAILABLE"


@dataclass(frozen=True, slots=True)
class CellAddress:
    """Where a value stood: sheet name and A1 reference."""

    sheet: str
    cell: str


TOTAL = "total"

OBSERVATION_KEY: tuple[str, ...] = ("indicator", "subject", "period", "breakdown")
OBSERVATION_VALUES: tuple[str, ...] = ("numerator", "denominator", "value", "se", "status")
OBSERVATION_PLACE: tuple[str, ...] = ("sheet", "cell", "denominator_cell", "note")
OBSERVATION_COLUMNS: tuple[str, ...] = OBSERVATION_KEY + OBSERVATION_VALUES + OBSERVATION_PLACE
"""A frame of observations has these columns (str or float64 with nan); stored ones add submission, file, sha256, received.

`value` is for kinds without a numerator (mean, admin, milestone level 0-4, context counts); kind mean has its n in
`denominator` and its standard error in `se`. `cell` is the cell of the numerator or value.
"""
