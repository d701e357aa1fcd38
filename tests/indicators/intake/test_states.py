"""The four states of a cell, and the fifth that is none: missing."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_workbooks import check, found, make_clean, make_empty, put

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import STATUS_TEXTS
from indicators.intake.layout import WorkbookLayout
from indicators.intake.parse_status import parse_status
from indicators.model.observation import CellStatus
from indicators.model.submission import CheckStatus, Severity

NIL, NOT_APPLICABLE, NOT_AVAILABLE = (STATUS_TEXTS[status] for status in list(CellStatus)[1:])


def sheet_of(layout: WorkbookLayout) -> str:
    return next(sheet.name for sheet in layout.sheets if sheet.area == "A3")


def filled(layout: WorkbookLayout, clean: bytes, **cells: object) -> bytes:
    """Beijing's row of A3-03: C numerator, D denominator, E status, F note."""
    return put(clean, {(sheet_of(layout), f"{column}7"): value for column, value in cells.items()})


def row_of(catalogue: Catalogue, data: bytes) -> list[tuple[object, ...]]:
    frame = check(data, catalogue).observations
    rows = frame[(frame["indicator"] == "A3-03") & (frame["subject"] == "11")]
    return list(rows[["numerator", "denominator", "status"]].itertuples(index=False, name=None))


@pytest.mark.parametrize("numbers", [{"C": None, "D": None}, {"C": 0, "D": 0}, {"C": "-", "D": "无"}])
def test_a_nil_report_counts_as_zero_of_zero(
    catalogue: Catalogue, layout: WorkbookLayout, clean: bytes, numbers: dict[str, object]
) -> None:
    data = filled(layout, clean, E=NIL, **numbers)
    assert row_of(catalogue, data) == [(0.0, 0.0, "CONFIRMED_NIL")]
    assert check(data, catalogue).status is CheckStatus.CLEAN


def test_not_available_needs_a_reason_and_no_number(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    name = sheet_of(layout)
    without = check(filled(layout, clean, C=None, D=None, E=NOT_AVAILABLE), catalogue)
    assert found(without) == [("reason_missing", name, "F7")]
    given_ = check(filled(layout, clean, C=None, D=None, E=NOT_AVAILABLE, F="系统升级，10月补报"), catalogue)
    assert given_.status is CheckStatus.CLEAN
    row = given_.observations.query("indicator == 'A3-03' and subject == '11'").iloc[0]
    assert (row["status"], row["note"], row["numerator"] != row["numerator"]) == ("NOT_AVAILABLE", "系统升级，10月补报", True)


def test_not_applicable_is_asked_unless_it_is_registered(catalogue: Catalogue) -> None:
    registered = sorted(pair for pair in catalogue.not_applicable if pair[0] == "A6-01")[0]
    data = make_clean(catalogue, "MPS", "2026-Q4")
    frame = check(data, catalogue).observations
    cells = {row["subject"]: (row["sheet"], row["cell"]) for _, row in frame[frame["indicator"] == "A6-01"].iterrows()}
    other = next(code for code in catalogue.regions if ("A6-01", code) not in catalogue.not_applicable)
    for subject, expected in ((registered[1], []), (other, ["not_applicable_unregistered"])):
        sheet, cell = cells[subject]
        row, first = cell[1:], ord(cell[0])
        changes = {
            (sheet, f"{chr(first)}{row}"): None,
            (sheet, f"{chr(first + 1)}{row}"): None,
            (sheet, f"{chr(first + 2)}{row}"): NOT_APPLICABLE,
            (sheet, f"{chr(first + 3)}{row}"): "该地区不设此项业务",
        }
        problems = [one for one in check(put(data, changes), catalogue).problems if one.rule == "V-05"]
        assert [one.code for one in problems] == expected
        assert all(one.severity is Severity.CONFIRM for one in problems)


@pytest.mark.parametrize("status", [NOT_APPLICABLE, NOT_AVAILABLE])
@pytest.mark.parametrize("note", [None, " ", "-", "无", "/", "\u200b"])
def test_what_does_not_apply_or_is_not_available_needs_a_reason_in_words(
    catalogue: Catalogue, layout: WorkbookLayout, clean: bytes, status: str, note: str | None
) -> None:
    data = filled(layout, clean, C=None, D=None, E=status, F=note)
    problems = [one for one in check(data, catalogue).problems if one.severity is Severity.MUST_FIX]
    assert [(one.code, one.cell, one.facts["status_zh"] in status) for one in problems] == [("reason_missing", "F7", True)]


@pytest.mark.parametrize(("status", "sign"), [(NIL, "不详"), (NIL, "N/A"), (NOT_AVAILABLE, "无"), (NOT_APPLICABLE, "不详")])
def test_a_word_for_another_state_contradicts_the_state_that_was_chosen(
    catalogue: Catalogue, layout: WorkbookLayout, clean: bytes, status: str, sign: str
) -> None:
    codes = found(check(filled(layout, clean, C=sign, D=None, E=status, F="说明原因"), catalogue))
    assert codes == [("status_contradicts", sheet_of(layout), "C7")]


@pytest.mark.parametrize("word", ["无", "零", "没有", "none", "-", "/", "不详"])
def test_nil_needs_its_own_name_in_the_status_cell(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes, word: str) -> None:
    checked = check(filled(layout, clean, C=None, D=None, E=word), catalogue)
    assert [one[0] for one in found(checked)] == ["status_unknown"]
    assert row_of(catalogue, filled(layout, clean, C=None, D=None, E=word)) == []


def test_a_status_cell_of_zero_width_characters_is_empty(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    assert row_of(catalogue, filled(layout, clean, E="\u200b\ufeff")) == [(18.0, 20.0, "REPORTED")]


@pytest.mark.parametrize("status", [NIL, NOT_APPLICABLE, NOT_AVAILABLE])
def test_a_state_without_numbers_contradicts_numbers(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes, status: str) -> None:
    codes = found(check(filled(layout, clean, C=3, D=4, E=status, F="说明"), catalogue))
    assert codes == [("status_contradicts", sheet_of(layout), "C7"), ("status_contradicts", sheet_of(layout), "D7")]


def test_an_unknown_state_is_refused_at_its_cell(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    assert found(check(filled(layout, clean, E="大概吧"), catalogue)) == [("status_unknown", sheet_of(layout), "E7")]


def test_an_empty_cell_is_missing_and_never_zero(catalogue: Catalogue) -> None:
    checked = check(make_empty(catalogue), catalogue)
    assert checked.observations.empty
    assert {one.code for one in checked.problems if one.rule == "V-05"} == {"cell_empty", "series_empty"}


def test_empty_cells_of_one_indicator_are_one_problem(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    name = sheet_of(layout)
    emptied = put(clean, {(name, f"{column}{row}"): None for column in "CD" for row in (8, 9, 12)})
    problems = check(emptied, catalogue).problems
    assert [(one.code, one.indicator, one.cell, one.also) for one in problems] == [
        ("cell_empty", "A3-03", "C8", ("D8", "C9", "D9", "C12", "D12"))
    ]


def test_half_a_pair_is_a_problem_at_the_empty_half(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    checked = check(filled(layout, clean, D=None), catalogue)
    assert found(checked) == [("pair_incomplete", sheet_of(layout), "D7")]
    assert row_of(catalogue, filled(layout, clean, D=None)) == []


def test_a_zero_that_was_written_stays_a_zero(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    assert row_of(catalogue, filled(layout, clean, C=0, D=12)) == [(0.0, 12.0, "REPORTED")]


@settings(max_examples=12, deadline=None)
@given(st.sets(st.tuples(st.sampled_from("CD"), st.integers(7, 38)), min_size=1, max_size=12))
def test_no_path_turns_missing_into_zero(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes, cells: set[tuple[str, int]]) -> None:
    name = sheet_of(layout)
    checked = check(put(clean, {(name, f"{column}{row}"): None for column, row in cells}), catalogue)
    frame = checked.observations
    rows = frame[frame["sheet"] == name]
    assert not {int(cell[1:]) for cell in rows["cell"]} & {row for _, row in cells}
    assert (rows["numerator"] == 18).all()
    named = {(cell[0], int(cell[1:])) for one in checked.problems for cell in (one.cell, *one.also)}
    assert cells <= named


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("零报告 Nil report", CellStatus.CONFIRMED_NIL),
        ("零报告", CellStatus.CONFIRMED_NIL),
        ("NIL REPORT", CellStatus.CONFIRMED_NIL),
        ("ＮＩＬ", CellStatus.CONFIRMED_NIL),
        ("不适用", CellStatus.NOT_APPLICABLE),
        ("n/a", CellStatus.NOT_APPLICABLE),
        ("暂缺", CellStatus.NOT_AVAILABLE),
        ("NOT_AVAILABLE", CellStatus.NOT_AVAILABLE),
        ("已填报", CellStatus.REPORTED),
        ("好", None),
    ],
)
def test_states_are_read_in_both_languages(text: str, status: CellStatus | None) -> None:
    assert parse_status(text) is status
