"""The problem of one figure of the typed frame: which cell it blames, and what of it makes the question the same or another."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from indicators.intake.problems import cell_problem
from indicators.model.observation import CellAddress
from indicators.model.submission import Problem

PAIRED = "denominator"


def figure_problem(row: Any, field: str, code: str, facts: Mapping[str, Any] | None = None) -> Problem:
    """The problem `code` of one figure. `row`: a row of the frame (itertuples or Series); `field`: numerator, denominator or value.

    The value is the number as it was read, so that a question is asked anew when the number or a fact changes, and only then.
    """
    cell = row.denominator_cell if field == PAIRED else row.cell
    number = getattr(row, field)
    found = None if pd.isna(number) else plain(float(number))
    return cell_problem(code, CellAddress(row.sheet, cell), (row.indicator, row.subject), found, facts)


def with_cells(problem: Problem, cells: Iterable[str]) -> Problem:
    """The problem with further cells of the same sheet that it blames as well."""
    return replace(problem, also=tuple(cells))


def plain(number: float) -> str:
    """A number without superfluous decimals: `12`, `0.5`."""
    return f"{number:.15g}"
