"""The input cells that problems name: which figure each is for and what stands there.

By it an answer is remembered for its figure and no other (indicator and subject are not enough: a sheet of months has twelve figures
of both, and a share has two), and by it a person may correct these cells and no others.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from indicators.intake.entries_found import PlacedEntry
from indicators.model.submission import Problem

CellPlace = tuple[str, str]
"""Sheet and cell."""


@dataclass(frozen=True, slots=True)
class InputCell:
    """One cell to be filled: the field of which figure, and the text that stands there (empty for nothing).

    `cells`: the cells of all fields of the figure, by field. A signer's cell is of no figure.
    """

    indicator: str
    subject: str
    period: str
    breakdown: str
    field: str
    text: str
    cells: Mapping[str, str]

    @property
    def figure(self) -> str:
        """What tells figures of one indicator and subject apart: `2026-07/total/numerator`."""
        return f"{self.period}/{self.breakdown}/{self.field}" if self.indicator else self.field


def find_inputs(entries: Iterable[PlacedEntry], wanted: Collection[CellPlace]) -> Mapping[CellPlace, InputCell]:
    """The input cells among the wanted ones; a cell that is no input cell is absent."""
    sheets = {sheet for sheet, _ in wanted}
    rows = {(sheet, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for sheet, cell in wanted}
    found: dict[CellPlace, InputCell] = {}
    for placed in entries:
        if placed.sheet in sheets and (placed.across or (placed.sheet, str(placed.row)) in rows):
            for name in placed.columns:
                place = (placed.sheet, placed.address(name).cell)
                if place in wanted and place not in found:
                    cell = placed.cells.get(name)
                    cells = {str(other): placed.address(other).cell for other in placed.columns}
                    found[place] = InputCell(*placed.entry.key, str(name), cell.text if cell else "", cells)
    return found


def cells_named(problems: Iterable[Problem]) -> set[CellPlace]:
    """Every cell that a problem names."""
    return {(one.sheet, cell) for one in problems for cell in one.cells if cell}


def name_figures(problems: Iterable[Problem], inputs: Mapping[CellPlace, InputCell]) -> Iterator[Problem]:
    """The problems, those whose own cell is an input cell with its `figure`; the others as they are."""
    for one in problems:
        found = inputs.get((one.sheet, one.cell))
        yield replace(one, figure=found.figure) if found else one
