"""Corrected values in the sender's own file: what the cells hold changes, every other byte stays. The child opens the file."""

import math
from collections.abc import Mapping

from indicators.intake.limits import Limits
from indicators.intake.sandbox import change_in_child
from indicators.intake.workbook_back.correcting import Value
from indicators.intake.workbook_back.jobs import encode_corrections


def correct_workbook(data: bytes, corrections: Mapping[tuple[str, str], Value], limits: Limits | None = None) -> bytes:
    """The same file with {(sheet, cell): value} in its cells: numbers as numbers, text as text and never as a formula, None empties.

    A cell keeps its style and loses its formula; spreadsheet programs recalculate the file when they open it. Marks of an earlier
    annotation stay. FileRefusedError for a file the guard refuses and a sheet that is not there, ValueError for nan or infinity.
    """
    if any(isinstance(value, int | float) and not math.isfinite(value) for value in corrections.values()):
        raise ValueError("a number that is not finite")
    return change_in_child(data, encode_corrections(data, corrections), limits or Limits())
