"""Every cell of tests/cases/cells.yaml has the outcome that stands there: alone, and in a workbook on its way through the whole check."""

import pytest
from cell_corpus import DOCUMENT, CellCase, cells_document, load_cases, load_file_cases
from hostile_files import hostile_files
from intake_workbooks import check, make_clean
from saved_elsewhere import saved_by_wps, with_1904_dates, with_raw_cells

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook
from indicators.intake.fields import Field
from indicators.intake.layout import plan_layout
from indicators.intake.parse_number import parse_number
from indicators.intake.raw import RawCell, RawKind
from indicators.model.observation import CellAddress
from indicators.model.submission import CheckStatus

CASES = load_cases()
_BASE = ("MPS", "2026-Q2")
_KINDS = {
    "text": RawKind.TEXT,
    "formula_text": RawKind.TEXT,
    "number": RawKind.NUMBER,
    "formula_number": RawKind.NUMBER,
    "percent": RawKind.PERCENT,
    "date": RawKind.DATE,
    "boolean": RawKind.BOOLEAN,
    "error": RawKind.ERROR,
    "formula": RawKind.UNCALCULATED,
}
_RULES = ("negative", "not_whole")
"""Codes of rules that judge a number after it was read."""
_OF_ONE_CELL = {case.code for case in CASES if case.code} | {"reading_suggested", "status_needed", "pair_incomplete"}
_CODES = {"asked": "reading_suggested", "state": "status_needed"}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.cell!a} {case.holds} {case.field}")
def test_a_cell_is_read_as_the_corpus_says(case: CellCase) -> None:
    reading = parse_number(RawCell(1, 1, _KINDS[case.holds], "" if case.holds == "formula" else case.cell), case.field == "share")
    if case.code in _RULES:
        assert reading.value is not None
        return
    assert reading.code == _CODES.get(case.outcome, case.code)
    assert reading.value == (pytest.approx(float(case.reading), rel=1e-12) if case.reading else None)
    assert reading.facts.get("suggested", "") == (case.suggests or (case.reading if case.outcome == "asked" else ""))
    assert bool(reading.read_as) == (case.outcome == "normalised")


def test_every_cell_of_the_corpus_has_its_outcome_at_its_place_in_a_workbook(catalogue: Catalogue) -> None:
    cases = [case for case in CASES if case.field == "count"]
    layout = plan_layout(catalogue, *_BASE)
    entries = [entry for entry in layout.entries.values() if Field.NUMERATOR in entry.columns and entry.subject != "00"]
    places = {entry.address(Field.NUMERATOR): case for entry, case in zip(entries, cases, strict=False)}
    assert len(places) == len(cases)
    checked = check(
        with_raw_cells(make_clean(catalogue, *_BASE), {place: (case.holds, case.cell) for place, case in places.items()}), catalogue
    )
    codes = codes_by_place(checked)
    normalised = {CellAddress(one.sheet, one.cell): one.read_as for one in checked.normalised}
    for place, case in places.items():
        expected = "pair_incomplete" if case.outcome == "empty" else _CODES.get(case.outcome, case.code)
        found = codes.get(place, set()) & _OF_ONE_CELL
        assert (case.cell, found) == (case.cell, {expected} if expected else set())
        if case.outcome == "normalised" and case.reading != case.cell:
            assert (case.cell, normalised.get(place)) == (case.cell, case.reading)


def codes_by_place(checked: CheckedWorkbook) -> dict[CellAddress, set[str]]:
    codes: dict[CellAddress, set[str]] = {}
    for one in checked.problems:
        for cell in (one.cell, *one.also):
            codes.setdefault(CellAddress(one.sheet, cell), set()).add(one.code)
    return codes


@pytest.mark.parametrize("case", load_file_cases(), ids=lambda case: case["file"])
def test_a_kind_of_file_has_the_outcome_of_the_corpus(catalogue: Catalogue, clean: bytes, case: dict[str, str]) -> None:
    hostile = hostile_files(clean)
    place = next(iter(plan_layout(catalogue, "NHC", "2026-Q4").entries.values())).address(Field.NUMERATOR)
    dated = with_raw_cells(clean, {place: ("date", "44742")})
    files = {
        "wps": saved_by_wps(clean),
        "date_1904": with_1904_dates(clean),
        "date_1904_in_a_number_cell": with_1904_dates(dated),
        **{name: hostile[known][0] for name, known in _KNOWN_FILES.items()},
    }
    checked = check(files[case["file"]], catalogue)
    serious = [one.code for one in checked.problems]
    assert serious == ([case["code"]] if "code" in case else [])
    assert case["outcome"] == ("refused" if serious else "plain")
    if not serious:
        assert checked.status is CheckStatus.CLEAN
        assert checked.observations.equals(check(clean, catalogue).observations)


_KNOWN_FILES = {"xls": "old excel", "ods": "ods", "csv": "csv", "html": "html", "xlsb": "binary workbook"}


def test_the_page_about_cells_is_made_from_the_corpus() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == cells_document(), "run `PYTHONPATH=. python tests/indicators/intake/cell_corpus.py`"
