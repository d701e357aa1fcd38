"""Where the table of regions stands on a sheet of any make: down or across, below how many rows of header. It reads no header."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indicators.intake.grid import Grid, Texts, make_grid
from indicators.intake.layout import cell_name
from indicators.intake.names import RegionNames, is_total, match_region
from indicators.intake.raw import RawSheet
from indicators.intake.spelling import normal_name

LEAST_REGIONS = 5
"""So many different regions in one row or column make it the axis of a table."""

_LEAST_CODES = 20
_HEADER_ROWS = 8


@dataclass(frozen=True, slots=True)
class Table:
    """A table with regions down; where they stand `across` in the file, rows and columns of `grid` are exchanged.

    `labels`: row -> the text that names it; `codes`: row -> what stands in a column of codes; `data`: the columns that hold something
    in those rows; `titles`: texts above that stand alone in their row; `paths`: column -> the texts above it, from top to bottom.
    """

    grid: Grid
    original: RawSheet
    across: bool
    label_column: int
    first_row: int
    labels: Mapping[int, str]
    codes: Mapping[int, str]
    data: tuple[int, ...]
    titles: tuple[str, ...]
    paths: Mapping[int, tuple[str, ...]]

    def cell(self, row: int, column: int) -> str:
        """The address in the file."""
        return cell_name(column, row) if self.across else cell_name(row, column)


def find_table(raw: RawSheet, names: RegionNames) -> Table | None:
    """The one table of regions of a sheet; None if fewer than five regions stand in any row or column."""
    upright, turned = make_grid(raw), make_grid(_turned(raw))
    down, across = _axis(upright, names), _axis(turned, names)
    if max(down[1], across[1]) < LEAST_REGIONS:
        return None
    sideways = across[1] > down[1]
    return _table(turned if sideways else upright, raw, sideways, across[0] if sideways else down[0], names)


def _turned(raw: RawSheet) -> RawSheet:
    merges = tuple((first_column, first_row, last_column, last_row) for first_row, first_column, last_row, last_column in raw.merges)
    return replace(raw, rows=raw.columns, columns=raw.rows, hidden_rows=raw.hidden_columns, hidden_columns=raw.hidden_rows, merges=merges)


def _axis(grid: Grid, names: RegionNames) -> tuple[int, int]:
    """The column with the most regions, and how many: by name, or by code where twenty codes stand."""
    known = frozenset(names.codes.values())
    by_name: dict[int, set[str]] = {}
    by_code: dict[int, set[str]] = {}
    for (_, column), text in all_texts(grid).items():
        code = names.codes.get(normal_name(text), "")
        if code:
            by_name.setdefault(column, set()).add(code)
        elif text in known:
            by_code.setdefault(column, set()).add(text)
    counted = {column: len(found) for column, found in by_code.items() if len(found) >= _LEAST_CODES}
    counted.update({column: len(found) for column, found in by_name.items() if len(found) >= LEAST_REGIONS})
    best = max(counted, key=lambda column: (column in by_name, counted[column], -column), default=0)
    return best, counted.get(best, 0)


def all_texts(grid: Grid) -> Texts:
    """Every text of a sheet that is small enough to have been typed."""
    places = zip(grid.rows.tolist(), grid.columns.tolist(), grid.raw.texts, strict=True)
    return {(row, column): text.strip() for row, column, text in places if text.strip()}


def _table(grid: Grid, original: RawSheet, across: bool, label_column: int, names: RegionNames) -> Table:
    texts = all_texts(grid)
    known = frozenset(names.codes.values())
    column = {row: text for (row, place), text in texts.items() if place == label_column}
    certain = [row for row, text in column.items() if match_region(names, "", text).region or (text in known)]
    first = min(certain)
    above = [row for row, text in column.items() if is_total(text) and row == first - 1]
    first = min([first, *above])
    labels = {row: text for row, text in column.items() if row >= first}
    codes_column = _code_column(texts, labels, names, label_column)
    codes = {row: texts.get((row, codes_column), "") for row in labels}
    rows = set(labels) | {row for row, _ in texts if first <= row <= max(certain)}
    data = sorted({place for row, place in texts if row in rows} - {label_column, codes_column})
    data = [place for place in data if not _is_serial(texts, labels, place)]
    heads = _expanded(grid, texts, range(max(1, first - _HEADER_ROWS), first))
    titles, header_rows = _titles(heads, range(max(1, first - _HEADER_ROWS), first), data)
    paths = {place: _path(heads, header_rows, place) for place in data}
    return Table(grid, original, across, label_column, first, labels, codes, tuple(data), titles, paths)


def _code_column(texts: Texts, labels: Mapping[int, str], names: RegionNames, label_column: int) -> int:
    """The column, left of the names, that holds the code of most rows; 0 if there is none."""
    for column in range(label_column - 1, 0, -1):
        given = {row: match_region(names, texts.get((row, column), ""), "").region for row in labels}
        agreeing = [row for row, code in given.items() if code]
        same = [row for row in agreeing if names.codes.get(normal_name(labels[row])) == given[row]]
        if len(same) >= LEAST_REGIONS and len(same) * 2 > len(agreeing):
            return column
    return 0


def _is_serial(texts: Texts, labels: Mapping[int, str], column: int) -> bool:
    """A column of running numbers 1, 2, 3 ... beside the names."""
    found = [texts.get((row, column), "") for row in sorted(labels)]
    numbers = [text.removesuffix(".0") for text in found if text]
    return len(numbers) >= LEAST_REGIONS and numbers == [str(place) for place in range(1, len(numbers) + 1)]


def _expanded(grid: Grid, texts: Texts, rows: range) -> Texts:
    """The header with the text of merged cells in every one of them."""
    found = {place: text for place, text in texts.items() if place[0] in rows}
    for first_row, first_column, last_row, last_column in grid.raw.merges:
        text = texts.get((first_row, first_column), "")
        if text and first_row in rows:
            for row in range(first_row, min(last_row, rows.stop - 1) + 1):
                found.update(dict.fromkeys(((row, column) for column in range(first_column, last_column + 1)), text))
    return found


def _titles(heads: Texts, rows: range, data: list[int]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Texts of rows that say one thing for the whole table, or nothing above the data; and the rows of the header proper."""
    titles: list[str] = []
    header: list[int] = []
    for row in rows:
        here = {column: text for (place, column), text in heads.items() if place == row}
        over = {here[column] for column in data if column in here}
        if not here:
            continue
        apart = len(set(here.values())) == 1 and len(data) > 1
        if apart or not over or any(_is_form_line(text) for text in here.values()):
            titles.extend(dict.fromkeys(here.values()))
            header.clear()
        else:
            header.append(row)
    return tuple(titles), tuple(header)


def _is_form_line(text: str) -> bool:
    return normal_name(text).startswith(("填报单位", "报送单位", "单位", "制表", "填表", "报送时间", "填报时间", "统计期间", "报表期"))


def _path(heads: Texts, rows: tuple[int, ...], column: int) -> tuple[str, ...]:
    """The texts above a column; the name of a group that was written once counts for the columns right of it until the next."""
    found = []
    for row in rows:
        text = heads.get((row, column), "")
        if not text and row != rows[-1]:
            left = [place for (place_row, place) in heads if place_row == row and place < column]
            text = heads[(row, max(left))] if left else ""
        if text and text not in found:
            found.append(text)
    return tuple(found)
