"""A study's observations: missing stays missing, states are kept apart, errors are said with their line."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.catalogue.catalogue import CatalogueError
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.read_observations import read_observations
from indicators.model.observation import OBSERVATION_COLUMNS

STUDY = Path(__file__).parents[2] / "cases" / "worked_example"
HEADER = "indicator,subject,period,numerator,denominator,value,se,status"


def table(folder: Path, *rows: str, header: str = HEADER) -> Path:
    path = folder / "T.csv"
    path.write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return path


def test_rows_become_observations_without_a_cell(tmp_path: Path) -> None:
    frame = read_observations(table(tmp_path, "i1,R1,2024-Q4,1640,2000,,,REPORTED", "i4,R1,2024,,,72,,", "i1,R2,2024-12,0,5,,,"))
    assert tuple(frame.columns) == OBSERVATION_COLUMNS
    assert frame["breakdown"].unique().tolist() == ["total"]
    assert frame["status"].tolist() == ["REPORTED"] * 3
    assert frame["numerator"].tolist()[::2] == [1640, 0]
    assert np.isnan(frame["numerator"][1])
    assert (frame[["sheet", "cell", "denominator_cell"]] == "").all(axis=None)


def test_an_empty_row_is_missing_and_not_zero(tmp_path: Path) -> None:
    frame = read_observations(table(tmp_path, "i1,R1,2024-Q4,,,,,", "i1,R2,2024-Q4,,,,,MISSING", "i1,R3,2024-Q4,1,2,,,"))
    assert frame["subject"].tolist() == ["R3"]


def test_states_keep_no_figures(tmp_path: Path) -> None:
    rows = ("i1,R1,2024-Q4,0,0,,,CONFIRMED_NIL", "i1,R2,2024-Q4,,120,,,NOT_AVAILABLE", "i1,R3,2024-Q4,,,,,NOT_APPLICABLE")
    frame = read_observations(table(tmp_path, *rows))
    assert frame["status"].tolist() == ["CONFIRMED_NIL", "NOT_AVAILABLE", "NOT_APPLICABLE"]
    assert frame[["numerator", "denominator", "value"]].isna().all(axis=None)


def test_columns_may_be_fewer_and_in_any_order(tmp_path: Path) -> None:
    frame = read_observations(table(tmp_path, "2024-Q4,R1,i1,3.5", header="period,subject,indicator,value"))
    assert frame.loc[0, ["indicator", "subject", "period", "value"]].tolist() == ["i1", "R1", "2024-Q4", 3.5]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("i1,R1,2024Q4,1,2,,,", r":2: not a period: '2024Q4'"),
        ("i1,R1,2024-Q5,1,2,,,", r":2: not a period"),
        ("i1,R1,2024-Q4,一,2,,,", r":2: numerator must be a number, found '一'"),
        ('i1,R1,2024-Q4,"1,000",2,,,', r":2: numerator must be a number"),
        ("i1,R1,2024-Q4,inf,2,,,", r":2: numerator must be a number"),
        ("i1,R1,2024-Q4,1e99,2,,,", r":2: numerator is too large"),
        ("i1,R1,2024-Q4,-1,2,,,", r":2: numerator is below 0"),
        ("i1,R1,2024-Q4,3,2,,,", r":2: the numerator is above the denominator"),
        ("i1,R1,2024-Q4,1,2,,,LATE", r":2: status 'LATE' is none of REPORTED"),
        ("i1,R1,2024-Q4,,2,,,REPORTED", r":2: i1 of R1 is REPORTED without a figure"),
        ("i1,,2024-Q4,1,2,,,", r":2: no subject"),
        ("i9,R1,2024-Q4,1,2,,,", r":2: unknown indicator 'i9'"),
        ("i1,R1,2024-Q4,1,2,,,\n\ni1,R1,2024-Q4,1,2,,,", r":4: i1 of R1 in 2024-Q4 appears twice"),
    ],
)
def test_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=r"^T\.csv" + message):
        read_observations(table(tmp_path, row), load_catalogue(STUDY).indicators)


def test_a_rate_may_be_above_one(tmp_path: Path) -> None:
    assert len(read_observations(table(tmp_path, "i3,R1,2024-Q4,3,2,,,"), load_catalogue(STUDY).indicators)) == 1


def test_an_absent_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match=r"^none\.csv: cannot be read"):
        read_observations(tmp_path / "none.csv")


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("study") / "T.csv"
    for start in (b"", HEADER.encode() + b"\n"):
        path.write_bytes(start + data)
        try:
            frame = read_observations(path)
        except CatalogueError as refused:
            assert str(refused).startswith("T.csv")
        else:
            assert isinstance(frame, pd.DataFrame)
