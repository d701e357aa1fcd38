"""CSV tables read as strings with their lines: header checked, every row as wide as the header, nothing guessed."""

import csv
from pathlib import Path

import pandas as pd

from indicators.catalogue.catalogue import CatalogueError

NUMBER = r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?"


def read_csv_lines(path: Path, needed: tuple[str, ...], optional: tuple[str, ...]) -> pd.DataFrame:
    """The rows of a UTF-8 CSV file as stripped strings, index = line in the file; absent optional columns are filled with "".

    CatalogueError names file and line: unreadable file, missing, unknown or repeated column, row of another width.
    """
    header, rows, lines = _read_rows(path)
    missing = [name for name in needed if name not in header]
    unknown = [name for name in header if name not in needed and name not in optional]
    if missing or unknown or len(set(header)) != len(header):
        found = f"no column {', '.join(missing)}" if missing else f"unknown or repeated column {', '.join(unknown or header)}"
        raise CatalogueError(f"{path.name}:1: {found}; the columns are {', '.join(needed + optional)}")
    frame = pd.DataFrame(rows, columns=header, index=pd.Index(lines, name="line"), dtype="str")
    return frame.reindex(columns=list(needed + optional), fill_value="")


def _read_rows(path: Path) -> tuple[list[str], list[list[str]], list[int]]:
    rows: list[list[str]] = []
    lines: list[int] = []
    header: list[str] | None = None
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                cells = [cell.strip() for cell in row]
                if not any(cells):
                    continue
                if header is None:
                    header = cells
                    continue
                if len(cells) != len(header):
                    raise CatalogueError(f"{path.name}:{reader.line_num}: {len(cells)} cells, the header has {len(header)}")
                rows.append(cells)
                lines.append(reader.line_num)
    except OSError as error:
        raise CatalogueError(f"{path.name}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path.name}: not UTF-8 at byte {error.start}") from error
    except csv.Error as error:
        raise CatalogueError(f"{path.name}:{reader.line_num}: not valid CSV ({error})") from error
    if header is None:
        raise CatalogueError(f"{path.name}:1: the file is empty")
    return header, rows, lines


def refuse_rows(frame: pd.DataFrame, bad: pd.Series, path: Path, message: str) -> None:
    """CatalogueError about the first row where `bad` holds; `message` may name columns in braces, filled from that row."""
    if bad.any():
        line = bad.idxmax()
        raise CatalogueError(f"{path.name}:{line}: {message.format(**frame.loc[line].to_dict())}")


def parse_numbers(frame: pd.DataFrame, column: str, path: Path) -> pd.Series:
    """One column as floats, nan where empty; CatalogueError names the line of anything that is not a plain finite number."""
    text = frame[column]
    refuse_rows(frame, (text != "") & ~text.str.fullmatch(NUMBER), path, f"{column} must be a number, found {{{column}!r}}")
    numbers = text.mask(text == "").astype(float)
    refuse_rows(frame, numbers.abs() > 1e15, path, f"{column} is too large: {{{column}}}")
    return numbers
