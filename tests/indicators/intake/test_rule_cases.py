"""Every validation rule with a good and a bad case, from tests/cases/rules/*.yaml (its README says how to write them)."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from intake_workbooks import make_clean
from raw_edits import read_raw

from dashboard.text.problem_sentences import describe_problem
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import IntakeContext, check_raw
from indicators.intake.cross.check_across import check_across
from indicators.intake.cross.filed import Filed
from indicators.intake.fields import Field
from indicators.intake.layout import Entry, cell_of, plan_layout
from indicators.intake.raw import RawCell, RawKind, RawSheet, RawWorkbook, make_sheet
from indicators.intake.rules.judge import judge_figures
from indicators.intake.rules.registry import PUBLICATION, rule_registry
from indicators.model.area import Area
from indicators.model.indicator import Kind
from indicators.model.observation import OBSERVATION_COLUMNS, TOTAL, CellStatus
from indicators.model.period import parse_period
from indicators.model.submission import CheckStatus, Problem

FOLDER = Path(__file__).parents[2] / "cases" / "rules"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
DAY = date(2026, 10, 10)
Bases = Mapping[tuple[str, str], RawWorkbook]
_GROWS = re.compile(r"(\d+)\+(\d+)r")
_CELL = re.compile(r"([A-Z]+)(\d+)")


@pytest.mark.parametrize("case", CASES, ids=[f"{case['rule']} {case['case']}" for case in CASES])
def test_a_rule_finds_what_it_should_and_nothing_else(case: Mapping[str, Any], catalogue: Catalogue, bases: Bases) -> None:
    problems = _check_cells(case, catalogue, bases) if "cells" in case else _check_figures(case, catalogue)
    wanted = {(code, place.strip()) for code, places in case.get("expect", {}).items() for place in places.split(",")}
    wanted = {(code, cell) for code, place in wanted for cell in _places(catalogue, place, _round(case))}
    of_rule = [one for one in problems if one.rule == case["rule"] or one.code in case.get("expect", {})]
    assert {(one.code, f"{one.sheet}!{cell}") for one in of_rule for cell in one.cells} == wanted
    for one in of_rule:
        assert all(text.zh and text.en and text.zh != text.en for text in describe_problem(one))


def test_every_rule_is_active_with_a_code_a_good_case_and_a_bad_one(catalogue: Catalogue) -> None:
    registry = rule_registry(catalogue)
    assert {*(f"V-{number:02}" for number in range(1, 32)), *(f"X-{number:02}" for number in range(1, 24))} == set(registry)
    acting = {id: one for id, one in registry.items() if id != PUBLICATION}
    assert [id for id, one in acting.items() if not (one.rule.active and one.codes and one.evaluator)] == []
    kinds = {(case["rule"], bool(case.get("expect"))) for case in CASES}
    within = [id for id in acting if id.startswith("V-")]
    assert [id for id in within if not {(id, True), (id, False)} <= kinds] == []


@pytest.fixture(scope="module")
def bases(catalogue: Catalogue) -> Bases:
    used = {_base(case) for case in CASES if "cells" in case}
    return {key: read_raw(make_clean(catalogue, *key)) for key in sorted(used)}


def _base(case: Mapping[str, Any]) -> tuple[str, str]:
    return case.get("department", "NHC"), _round(case)


def _round(case: Mapping[str, Any]) -> str:
    return case.get("round", "2026-Q4" if "cells" in case else "2026-Q3")


def _check_cells(case: Mapping[str, Any], catalogue: Catalogue, bases: Bases) -> list[Problem]:
    base = bases[_base(case)]
    changes: dict[str, dict[tuple[int, int], object]] = {}
    for place, text in case["cells"].items():
        sheet, _, cell = _places(catalogue, place, _round(case))[0].partition("!")
        changes.setdefault(sheet, {})[_row_column(cell)] = text
    sheets = tuple(_changed(sheet, changes.get(sheet.name, {})) for sheet in base.sheets)
    workbook = RawWorkbook(sheets, base.properties, base.names, ())
    known = _frame(catalogue, case["known"]) if case.get("known") else None
    context = IntakeContext(catalogue, case.get("as_of", DAY), known=known, scores=case.get("scores"))
    checked = check_raw(workbook, "test.xlsx", "0" * 64, context)
    assert (checked.status is CheckStatus.REFUSED) == case.get("refused", False)
    return list(checked.problems)


def _changed(sheet: RawSheet, changes: Mapping[tuple[int, int], object]) -> RawSheet:
    cells = {(cell.row, cell.column): cell for cell in sheet.cells}
    for (row, column), value in changes.items():
        cells.pop((row, column), None)
        if value is not None:
            cells[row, column] = RawCell(row, column, RawKind.TEXT if isinstance(value, str) else RawKind.NUMBER, str(value))
    return make_sheet(sheet.name, (cells[key] for key in sorted(cells)), sheet.state)


def _row_column(cell: str) -> tuple[int, int]:
    letters, row = _CELL.fullmatch(cell).groups()  # type: ignore[union-attr]
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(row), column


def _check_figures(case: Mapping[str, Any], catalogue: Catalogue) -> list[Problem]:
    frame = _frame(catalogue, case["figures"])
    known, others = (_frame(catalogue, case[name]) if case.get(name) else None for name in ("known", "others"))
    department = _lead(catalogue, frame["indicator"].iloc[0])
    return [*judge_figures(catalogue, frame, known), *check_across(catalogue, Filed(department, _round(case), frame, known, others))]


def _frame(catalogue: Catalogue, figures: Mapping[str, object]) -> pd.DataFrame:
    rows = [row for key, value in figures.items() for row in _rows(catalogue, key, str(value))]
    return pd.DataFrame(rows, columns=list(OBSERVATION_COLUMNS))


def _rows(catalogue: Catalogue, key: str, value: str) -> Iterable[tuple[object, ...]]:
    code, subject, period, *rest = key.split()
    special = code in catalogue.indicators and catalogue.indicators[code].area == Area.SPECIAL_ACTION
    layout = plan_layout(catalogue, _lead(catalogue, code), period if special else parse_period(period).round.code)
    for place, region in enumerate(catalogue.regions if subject == "*" else [subject]):
        breakdown = rest[0] if rest else TOTAL
        figures, status = _numbers(catalogue, code, _grown(value, place))
        places = _cells_of(layout.entries.get((code, region, period, breakdown)))
        yield (code, region, period, breakdown, *figures, status, *places, "")


def _grown(value: str, place: int) -> str:
    return _GROWS.sub(lambda match: str(int(match[1]) + int(match[2]) * place), value)


def _numbers(catalogue: Catalogue, code: str, value: str) -> tuple[tuple[float, ...], str]:
    nan = float("nan")
    if value in list(CellStatus):
        nil = 0.0 if value == CellStatus.CONFIRMED_NIL else nan
        return ((nan, nan, nil, nan) if code in catalogue.series else (nil, nil, nan, nan)), value
    if "/" in value:
        over, under = value.split("/")
        mean = code in catalogue.indicators and catalogue.indicators[code].kind is Kind.MEAN
        figures = (nan, float(under), float(over), nan) if mean else (float(over), float(under), nan, nan)
        return figures, CellStatus.REPORTED
    return (nan, nan, float(value), nan), CellStatus.REPORTED


def _lead(catalogue: Catalogue, code: str) -> str:
    return catalogue.indicators[code].lead if code in catalogue.indicators else catalogue.series[code].lead


def _cells_of(entry: Entry | None) -> tuple[str, str, str]:
    """Sheet and cells of a figure; none of one that no workbook holds."""
    if entry is None:
        return "", "", ""
    first = entry.address(Field.NUMERATOR if Field.NUMERATOR in entry.columns else Field.VALUE)
    second = entry.address(Field.DENOMINATOR).cell if Field.DENOMINATOR in entry.columns else ""
    return first.sheet, first.cell, second


def _places(catalogue: Catalogue, place: str, round_code: str) -> list[str]:
    """`SHEET!CELL` as it is, or of `CODE SUBJECT PERIOD [PART] FIELD`, of every region for `*`."""
    if "!" in place:
        return [place]
    code, subject, period, *rest, field = place.split()
    layout = plan_layout(catalogue, _lead(catalogue, code), round_code)
    subjects = catalogue.regions if subject == "*" else [subject]
    cells = [cell_of(layout, (code, one, period), Field(field), rest[0] if rest else TOTAL) for one in subjects]
    return [f"{cell.sheet}!{cell.cell}" for cell in cells]
