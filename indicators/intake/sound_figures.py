"""Which figures the rules between figures may use: a figure with a must-fix problem of its own is no witness against its neighbours."""

from collections.abc import Collection, Iterable

import pandas as pd

from indicators.intake.parse_entries import ParsedWorkbook
from indicators.model.submission import Problem, Severity

_FIELDS_AT = {"cell": ("numerator", "value"), "denominator_cell": ("denominator",)}


def sound_figures(parsed: ParsedWorkbook, problems: Iterable[Problem]) -> pd.DataFrame:
    """The frame with what could be read of unfinished entries, the figures blamed by these problems missing (NaN). Same index."""
    frame = pd.concat([parsed.frame, parsed.unfinished]) if len(parsed.unfinished) else parsed.frame
    broken = {(one.sheet, one.cell) for one in problems if one.severity is Severity.MUST_FIX}
    if not broken:
        return frame
    frame = frame.copy()
    for cell, names in _FIELDS_AT.items():
        frame.loc[stand_in(frame, cell, broken), list(names)] = float("nan")
    return frame


def stand_in(frame: pd.DataFrame, column: str, places: Collection[tuple[str, str]]) -> pd.Series:
    """Of each row whether the cell that `column` names is one of these places (sheet, cell)."""
    standing = pd.Series(False, index=frame.index)
    for sheet in {sheet for sheet, _ in places}:
        cells = [cell for other, cell in places if other == sheet and cell]
        standing |= (frame["sheet"] == sheet) & frame[column].isin(cells)
    return standing
