"""Where the columns of an indicator stand whose own header is gone: by the labels below it, at the columns of the template or shifted.

Only a guess for checking what stands there, so that its problems are said together with the header; nothing of it is taken.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.columns import column_label
from indicators.intake.fields import Field
from indicators.intake.grid import Grid
from indicators.intake.layout import Group

_SHIFTS = 12
"""How many columns may have been put in to the left."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The row of labels, and the columns by breakdown and field."""

    row: int
    columns: Mapping[str, Mapping[Field, int]]

    @property
    def first(self) -> int:
        return min(column for fields in self.columns.values() for column in fields.values())


def find_standing(catalogue: Catalogue, grid: Grid, group: Group, rows: Collection[int], taken: Collection[int]) -> Standing | None:
    """The nearest place to the right of the planned one where all labels of a group stand in columns that no other indicator has."""
    labels = {
        column: column_label(catalogue, group.indicator, part, name).zh
        for part, fields in group.columns.items()
        for name, column in fields.items()
    }
    for row in rows:
        for shift in range(_SHIFTS):
            free = not any(column + shift in taken for column in labels)
            if free and all(grid.heads.get((row, column + shift), "").startswith(label) for column, label in labels.items()):
                moved = {part: {name: column + shift for name, column in fields.items()} for part, fields in group.columns.items()}
                return Standing(row, moved)
    return None
