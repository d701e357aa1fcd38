"""Which figures the rules between figures may use: a figure with a must-fix problem of its own is no witness against its neighbours."""

from collections.abc import Collection, Iterable

import numpy as np
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
    named = {place for place in places if place[1]}
    standing = frame[column].isin({cell for _, cell in named}).to_numpy(copy=True)
    found = np.flatnonzero(standing)
    if len(found):
        # A cell of this name stands on other sheets as well.
        rows = frame[["sheet", column]].iloc[found]
        standing[found] = [place in named for place in zip(rows["sheet"], rows[column], strict=True)]
    return pd.Series(standing, index=frame.index)
