"""Which row of a foreign table is which region; names that are not exact are asked, or read as they were answered before."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.foreign.tables import Table
from indicators.intake.found_rows import region_facts
from indicators.intake.grid import rows_with
from indicators.intake.names import Match, RegionNames, is_total, match_region
from indicators.intake.problems import problem
from indicators.intake.recognised import NONE_OF_THESE, NameKind, Recognised, decided, said_decision
from indicators.model.submission import Problem


@dataclass(frozen=True, slots=True)
class RowsRead:
    """Region -> row of the table, what is to be said of the other rows, and whether one is still in doubt."""

    rows: Mapping[str, int]
    problems: tuple[Problem, ...]
    in_doubt: bool


def read_rows(catalogue: Catalogue, names: RegionNames, table: Table, recognised: Recognised) -> RowsRead:
    """Every row of a table that holds figures: a region, a total, or a question."""
    rows: dict[str, int] = {}
    problems: list[Problem] = []
    sheet = table.original.name
    for row in sorted(rows_with(table.grid, table.data) & set(range(table.first_row, max(table.labels, default=0) + 1))):
        cell, text = table.cell(row, table.label_column), table.labels.get(row, "")
        if is_total(text) or is_total(table.codes.get(row, "")):
            problems.append(problem("total_row", sheet=sheet, cell=cell))
            continue
        match = match_region(names, table.codes.get(row, ""), text)
        region, said = (match.region, []) if match.region else _answered(catalogue, recognised, (sheet, cell, text), match)
        problems.extend(said)
        if region and region in rows:
            words = catalogue.regions[region].short_name
            facts = {"first": table.cell(rows[region], table.label_column), "row_zh": words.zh, "row_en": words.en}
            problems.append(problem("region_repeated", sheet=sheet, cell=cell, **facts))
        elif region:
            rows[region] = row
    in_doubt = any(one.code in ("mapping_suggested", "row_unlabelled") for one in problems)
    return RowsRead(rows, tuple(problems), in_doubt)


def _answered(catalogue: Catalogue, recognised: Recognised, found: tuple[str, str, str], match: Match) -> tuple[str, list[Problem]]:
    """The region of a doubtful row by an earlier answer, else the question."""
    sheet, cell, text = found
    if match.code == "row_unlabelled":
        return "", [problem("row_unlabelled", sheet=sheet, cell=cell)]
    decision = decided(recognised, NameKind.REGION, text)
    if decision is not None:
        region = catalogue.regions.get(decision.target)
        said = said_decision(decision, text, (sheet, cell), region.short_name if region else None)
        return decision.target.replace(NONE_OF_THESE, ""), [said]
    facts = {**region_facts(catalogue, text, match), "label": text}
    return "", [problem("mapping_suggested", sheet=sheet, cell=cell, value=text, **facts)]
