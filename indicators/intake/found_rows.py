"""Which row of a sheet is which region (and month), by its labels. A row whose label leaves a doubt is a problem and is not read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import Rows
from indicators.intake.found_heads import Head
from indicators.intake.grid import Grid, Texts, rows_with, texts_in
from indicators.intake.layout import EntrySheet, SheetKind, cell_name
from indicators.intake.names import Match, RegionNames, is_total, match_region
from indicators.intake.problems import problem
from indicators.intake.recognised import NONE_OF_THESE, NameKind, Recognised, decided, said_decision
from indicators.intake.region_spellings import printed_label
from indicators.intake.spelling import normal_name
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem, Severity

Label = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class RowReader:
    """What is needed to read the labels of one sheet. `names` are asked for once a label is not the one that the template prints."""

    catalogue: Catalogue
    names: Callable[[], RegionNames]
    recognised: Recognised
    plan: EntrySheet
    grid: Grid
    head: Head
    texts: Texts = field(default_factory=dict)
    filled: frozenset[int] = frozenset()


def find_rows(reader: RowReader) -> tuple[Rows, list[Problem]]:
    """(subject or indicator, period) -> row, for every row below the header whose label is beyond doubt, and the problems of the rest."""
    return _find_rows(_with_texts(reader))


def _with_texts(reader: RowReader) -> RowReader:
    grid, head = reader.grid, reader.head
    inputs = {column for parts in head.columns.values() for fields in parts.values() for column in fields.values()}
    texts, filled = texts_in(grid, head.labels.all), rows_with(grid, inputs)
    return RowReader(reader.catalogue, reader.names, reader.recognised, reader.plan, grid, head, texts, filled)


def _find_rows(reader: RowReader) -> tuple[Rows, list[Problem]]:
    rows: dict[Label, int] = {}
    problems: list[Problem] = []
    planned = planned_rows(reader)
    for row in sorted(row for row in {*(row for row, _ in reader.texts), *reader.filled} if row > reader.head.last_row):
        label, said = _read_label(reader, row)
        problems.extend(said)
        if label in rows:
            kept, blamed = (row, rows[label]) if planned[label] == row else (rows[label], row)
            rows[label] = kept
            facts = {"first": _first_cell(reader, kept), **_subject_names(reader.catalogue, label[0])}
            problems.append(problem("region_repeated", sheet=reader.grid.raw.name, cell=_first_cell(reader, blamed), **facts))
        elif label in planned:
            rows[label] = row
    doubtful = {int("".join(filter(str.isdigit, one.cell))) for one in problems if one.severity is Severity.MUST_FIX}
    problems.extend((*_missing_rows(reader, rows, planned, doubtful), *_disordered(reader, rows, planned)))
    # What a row in doubt holds is checked as that of the row whose place it takes, so that its other problems are said at once.
    return {**rows, **{label: row for label, row in planned.items() if label not in rows and row in doubtful}}, problems


def planned_rows(reader: RowReader) -> Mapping[Label, int]:
    """Where each row would stand if the table had been moved only as a whole."""
    return {label: row for row, label in enumerate(reader.plan.rows, reader.head.last_row + 1)}


def _read_label(reader: RowReader, row: int) -> tuple[Label, list[Problem]]:
    """What a row is; ("", None) for a row of nothing, of totals, or of doubt."""
    labels, sheet = reader.head.labels, reader.grid.raw.name
    code, name, month = (reader.texts.get((row, column), "") if column else "" for column in (labels.code, labels.name, labels.month))
    period = month if labels.month else None
    filled = row in reader.filled
    if not code and not name and not filled:
        return ("", None), []
    if reader.plan.kind is SheetKind.NATIONAL:
        return (_indicator_of(reader, code, name), period), []
    if NATIONAL in (code, name) and reader.plan.rows[0][0] == NATIONAL:
        return (NATIONAL, period), []
    region = reader.catalogue.regions.get(code)
    if region is not None and name == printed_label(region):
        return (code, period), []
    if is_total(name) or is_total(code):
        return ("", None), [problem("total_row", sheet=sheet, cell=_first_cell(reader, row))] if filled else []
    match = match_region(reader.names(), code, name)
    if not match.code:
        return (match.region, period), []
    return _doubtful_label(reader, row, (code, name, period), match)


def _doubtful_label(reader: RowReader, row: int, read: tuple[str, str, str | None], match: Match) -> tuple[Label, list[Problem]]:
    code, name, period = read
    found = " ".join(text for text in (code, name) if text) or "—"
    cell = cell_name(row, reader.head.labels.name or reader.head.labels.code)
    decision = decided(reader.recognised, NameKind.REGION, found)
    if decision is not None:
        region = reader.catalogue.regions.get(decision.target)
        said = said_decision(decision, found, (reader.grid.raw.name, cell), region.short_name if region else None)
        return ("" if decision.target == NONE_OF_THESE else decision.target, period), [said]
    facts = region_facts(reader.catalogue, found, match)
    return ("", None), [problem(match.code, sheet=reader.grid.raw.name, cell=cell, value=found, **facts)]


def region_facts(catalogue: Catalogue, found: str, match: Match) -> dict[str, str]:
    """What the question about a region needs: the name as found, and the candidates as codes and in words."""
    names = [catalogue.regions[code].short_name for code in match.candidates]
    return {
        "found": found,
        "kind": NameKind.REGION.value,
        "candidates": ",".join(match.candidates),
        "suggested": match.suggested,
        "candidates_zh": "、".join(name.zh for name in names) or "—",
        "candidates_en": ", ".join(name.en for name in names) or "—",
    }


def _indicator_of(reader: RowReader, code: str, name: str) -> str:
    """The indicator of a row of the national sheet: by code, else by its full name."""
    if code in reader.catalogue.indicators or not name:
        return code
    wanted = normal_name(name)
    for known, _ in reader.plan.rows:
        words = reader.catalogue.indicators[known].name
        if wanted in (normal_name(words.zh), normal_name(words.zh + words.en), normal_name(known)):
            return known
    return code


def _first_cell(reader: RowReader, row: int) -> str:
    return cell_name(row, min(reader.head.labels.all))


def _missing_rows(reader: RowReader, rows: Rows, planned: Mapping[Label, int], doubtful: set[int]) -> Iterator[Problem]:
    """Rows of the template that are gone; where a doubtful row stands in the place of one, the doubt is the problem, not the absence."""
    for label, place in planned.items():
        if label not in rows and place not in doubtful:
            facts = _subject_names(reader.catalogue, label[0])
            yield problem("row_missing", sheet=reader.grid.raw.name, period=label[1] or "", **facts)


def _disordered(reader: RowReader, rows: Rows, planned: Mapping[Label, int]) -> Iterator[Problem]:
    """One note where rows stand in another order than in the template: they were read by their labels."""
    places = [rows[label] for label in planned if label in rows]
    if places != sorted(places):
        yield problem("rows_moved", sheet=reader.grid.raw.name)


def _subject_names(catalogue: Catalogue, code: str) -> dict[str, str]:
    region = catalogue.regions.get(code)
    return {"row_zh": region.short_name.zh, "row_en": region.short_name.en} if region else {"row_zh": code, "row_en": code}
