"""A study's tidy table of observations (interface.md section 1, T.csv) in the columns that the assessment takes. No workbook, no cell."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from indicators.catalogue.csv_lines import parse_numbers, read_csv_lines, refuse_rows
from indicators.model.indicator import Indicator, Kind
from indicators.model.observation import OBSERVATION_COLUMNS, OBSERVATION_KEY, OBSERVATION_PLACE, TOTAL, CellStatus
from indicators.model.period import parse_period

_NEEDED = ("indicator", "subject", "period")
_NUMBERS = ("numerator", "denominator", "value", "se")
_OPTIONAL = (*_NUMBERS, "status", "breakdown", "note")
_MISSING = "MISSING"


def read_observations(path: Path, indicators: Mapping[str, Indicator] | None = None) -> pd.DataFrame:
    """OBSERVATION_COLUMNS from a tidy CSV table; sheet and cell are empty, an absent breakdown is `total`.

    An empty status reads REPORTED where a figure stands; rows without a figure, or marked MISSING, are absent. Figures of rows that
    are not reported are not kept. With `indicators`, unknown codes are refused, and shares above 1. CatalogueError names file and line.
    """
    frame = read_csv_lines(path, _NEEDED, _OPTIONAL)
    for column in _NEEDED:
        refuse_rows(frame, frame[column] == "", path, f"no {column}")
    if indicators is not None:
        refuse_rows(frame, ~frame["indicator"].isin(list(indicators)), path, "unknown indicator {indicator!r}")
    shares = {code for code, indicator in (indicators or {}).items() if indicator.kind is Kind.PROP}
    periods = {code: _is_period(code) for code in frame["period"].unique()}
    refuse_rows(frame, ~frame["period"].map(periods).astype(bool), path, "not a period: {period!r} (2026-07, 2026-Q3, 2026-H1 or 2026)")
    frame["breakdown"] = frame["breakdown"].where(frame["breakdown"] != "", TOTAL)
    refuse_rows(frame, frame.duplicated(list(OBSERVATION_KEY)), path, "{indicator} of {subject} in {period} appears twice")
    frame = frame.assign(**{column: parse_numbers(frame, column, path) for column in _NUMBERS})
    above = frame["indicator"].isin(shares) & (frame["numerator"] > frame["denominator"])
    refuse_rows(frame, above, path, "the numerator is above the denominator")
    return _with_status(frame, path)


def _with_status(frame: pd.DataFrame, path: Path) -> pd.DataFrame:
    figures = frame[["numerator", "value"]].notna().any(axis=1)
    status = frame["status"].mask((frame["status"] == "") & figures, str(CellStatus.REPORTED))
    absent = (status == "") | (status == _MISSING)
    known = absent | status.isin([str(one) for one in CellStatus])
    refuse_rows(frame, ~known, path, f"status {{status!r}} is none of {', '.join(CellStatus)}")
    reported = status == CellStatus.REPORTED
    refuse_rows(frame, reported & ~figures, path, "{indicator} of {subject} is REPORTED without a figure")
    for column in ("numerator", "denominator", "se"):
        refuse_rows(frame, frame[column] < 0, path, f"{column} is below 0")
    frame = frame.assign(status=status, **dict.fromkeys(OBSERVATION_PLACE[:-1], ""))
    frame[list(_NUMBERS)] = frame[list(_NUMBERS)].where(reported)
    return frame.loc[~absent, list(OBSERVATION_COLUMNS)].reset_index(drop=True)


def _is_period(code: str) -> bool:
    try:
        parse_period(code)
    except ValueError:
        return False
    return True
