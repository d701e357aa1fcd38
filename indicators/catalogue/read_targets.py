"""Targets of single subjects: the catalogue's targets.csv and a study's G.csv, in one shape."""

from collections.abc import Collection, Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from indicators.catalogue.csv_lines import parse_numbers, read_csv_lines, refuse_rows
from indicators.model.indicator import Direction, Indicator, Kind, SourceStatus

TARGET_VALUES = ("baseline", "m2025", "m2030")
TARGET_COLUMNS = ("indicator", "subject", *TARGET_VALUES, "source_status")
_TOP = {Kind.PROP: 1.0, Kind.MILESTONE: 4.0}


def read_targets(path: Path, indicators: Mapping[str, Indicator] | None = None, subjects: Collection[str] = ()) -> pd.DataFrame:
    """TARGET_COLUMNS, one row for each (indicator, subject), values as floats in the indicator's unit (shares 0-1).

    With `indicators`, an empty value takes the indicator's own path, and unknown codes, values out of range and paths that run
    against the direction are refused; with `subjects`, unknown subjects too. CatalogueError names file and line.
    """
    frame = read_csv_lines(path, TARGET_COLUMNS[:-1], TARGET_COLUMNS[-1:])
    for column in ("indicator", "subject"):
        refuse_rows(frame, frame[column] == "", path, f"no {column}")
    refuse_rows(frame, frame.duplicated(["indicator", "subject"]), path, "{indicator} of {subject} appears twice")
    if subjects:
        refuse_rows(frame, ~frame["subject"].isin(list(subjects)), path, "unknown subject {subject!r}")
    frame["source_status"] = frame["source_status"].where(frame["source_status"] != "", str(SourceStatus.SOURCED))
    known_status = frame["source_status"].isin([str(status) for status in SourceStatus])
    refuse_rows(frame, ~known_status, path, "unknown source_status {source_status!r}")
    numbers = {column: parse_numbers(frame, column, path) for column in TARGET_VALUES}
    if indicators is not None:
        refuse_rows(frame, ~frame["indicator"].isin(list(indicators)), path, "unknown indicator {indicator!r}")
        numbers = _filled(frame, numbers, indicators)
    targets = frame.assign(**numbers)
    incomplete = targets[list(TARGET_VALUES)].isna().any(axis=1)
    refuse_rows(targets, incomplete, path, "{indicator} of {subject}: baseline, m2025 and m2030 are needed")
    if indicators is not None:
        _require_in_range(targets, indicators, path)
        _require_direction(targets, indicators, path)
    return targets.reset_index(drop=True)


def _filled(frame: pd.DataFrame, numbers: Mapping[str, pd.Series], indicators: Mapping[str, Indicator]) -> dict[str, pd.Series]:
    names = dict(zip(TARGET_VALUES, ("baseline", "target_2025", "target_2030"), strict=True))
    own = {column: {code: getattr(indicator.path, name) for code, indicator in indicators.items()} for column, name in names.items()}
    return {column: values.fillna(frame["indicator"].map(own[column]).astype(float)) for column, values in numbers.items()}


def _require_in_range(targets: pd.DataFrame, indicators: Mapping[str, Indicator], path: Path) -> None:
    top = targets["indicator"].map({code: _TOP.get(indicator.kind, np.inf) for code, indicator in indicators.items()}).astype(float)
    bottom = targets["indicator"].map({code: 0.0 if indicator.kind in _TOP else -np.inf for code, indicator in indicators.items()})
    for column in TARGET_VALUES:
        outside = (targets[column] > top) | (targets[column] < bottom.astype(float))
        refuse_rows(targets, outside, path, f"{{indicator}} of {{subject}}: {column} {{{column}}} is out of range (shares are 0-1)")


def _require_direction(targets: pd.DataFrame, indicators: Mapping[str, Indicator], path: Path) -> None:
    signs = {Direction.UP: 1.0, Direction.DOWN: -1.0}
    sign = targets["indicator"].map({code: signs.get(indicator.direction, 0.0) for code, indicator in indicators.items()}).astype(float)
    for column in TARGET_VALUES[1:]:
        wrong = sign * (targets[column] - targets["baseline"]) < 0
        refuse_rows(targets, wrong, path, f"{{indicator}} of {{subject}}: {column} lies behind the baseline, against the direction")


def merge_targets(own: pd.DataFrame, overriding: pd.DataFrame) -> pd.DataFrame:
    """`own` with the rows of `overriding` in place of those with the same (indicator, subject)."""
    merged = pd.concat([own, overriding], ignore_index=True)
    return merged.drop_duplicates(["indicator", "subject"], keep="last").reset_index(drop=True)


def no_targets() -> pd.DataFrame:
    """An empty table of targets: every subject takes the national path."""
    return pd.DataFrame({column: pd.Series(dtype="float64" if column in TARGET_VALUES else "str") for column in TARGET_COLUMNS})
