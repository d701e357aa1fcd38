"""Figures whose row or columns were only guessed, as a label or header left a doubt: checked, so that all is said at once, never taken."""

from collections.abc import Iterable

import pandas as pd

from indicators.model.submission import Problem

_LABELS = frozenset(["region_unknown", "region_ambiguous", "region_conflict", "region_repeated", "row_unlabelled"])
_HEADERS = frozenset(["header_changed"])


def stand_in_doubt(frame: pd.DataFrame, problems: Iterable[Problem]) -> pd.Series:
    """Which rows of the frame stand in a row with a doubtful label or below a header that is gone. Boolean, the frame's index."""
    rows, columns = set[tuple[str, str]](), set[tuple[str, str]]()
    for one in problems:
        if one.code in _LABELS:
            rows |= {(one.sheet, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for cell in (one.cell, *one.also)}
        elif one.code in _HEADERS:
            columns.add((one.sheet, str(one.facts["indicator_code"])))
    if not rows and not columns:
        return pd.Series(False, index=frame.index)
    numbers = frame["cell"].str.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    places = zip(frame["sheet"], numbers, frame["indicator"], strict=True)
    doubtful = [(sheet, row) in rows or (sheet, code) in columns for sheet, row, code in places]
    return pd.Series(doubtful, index=frame.index, dtype=bool)
