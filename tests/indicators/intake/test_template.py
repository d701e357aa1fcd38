"""The workbook that a department fills."""

import io
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
from intake_workbooks import check, clean_values, make_clean, make_empty, make_order, read_parts
from openpyxl import load_workbook

from dashboard.text.say import say_both
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import STATUS_TEXTS, Field
from indicators.intake.layout import (
    HIDDEN_SHEETS,
    PREVIOUS_SHEET,
    SAMPLE_MARK,
    SELF_SCORE_CELL,
    SIGNER_CELLS,
    SheetKind,
    TemplateRefusedError,
    WorkbookLayout,
    plan_layout,
)
from indicators.intake.template import make_template
from indicators.model.submission import CheckStatus


def test_only_input_cells_are_unlocked(catalogue: Catalogue, layout: WorkbookLayout) -> None:
    workbook = load_workbook(io.BytesIO(make_empty(catalogue)))
    inputs = {(entry.sheet, entry.address(name).cell) for entry in layout.entries.values() for name in entry.columns}
    inputs |= {(workbook.sheetnames[0], cell) for cell in (*SIGNER_CELLS.values(), SELF_SCORE_CELL)}
    unlocked = {
        (sheet.title, cell.coordinate)
        for sheet in workbook.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked
    }
    assert unlocked == inputs
    assert all(workbook[name].protection.sheet for name in workbook.sheetnames if name != "_lists")


def test_states_are_chosen_from_a_named_list_on_a_hidden_sheet(catalogue: Catalogue, layout: WorkbookLayout) -> None:
    workbook = load_workbook(io.BytesIO(make_empty(catalogue)))
    name = layout.sheets[0].name
    status = next(iter(layout.entries.values())).address(Field.STATUS).cell
    rules = [rule for rule in workbook[name].data_validations.dataValidation if status in rule.sqref]
    assert [(rule.type, rule.formula1) for rule in rules] == [("list", "status_codes")]
    assert [cell.value for cell in workbook["_lists"]["A"]][:4] == list(STATUS_TEXTS.values())
    assert {name: workbook[name].sheet_state for name in HIDDEN_SHEETS} == dict.fromkeys(HIDDEN_SHEETS, "hidden")


def test_the_completeness_counter_agrees_with_what_is_filled(catalogue: Catalogue, clean: bytes) -> None:
    full, empty = (load_workbook(io.BytesIO(data), data_only=True) for data in (clean, make_empty(catalogue)))
    guide = full.sheetnames[0]
    sheets = plan_layout(catalogue, "NHC", "2026-Q4").sheets
    counted = sum(len(sheet.rows) * len(sheet.groups) for sheet in sheets if sheet.kind is not SheetKind.SERIES)
    assert (full[guide]["C11"].value, full[guide]["D11"].value) == (counted, f"/ {counted}")
    assert empty[guide]["C11"].value == 0


def test_the_guide_carries_the_statutory_marks_and_the_signers(clean: bytes) -> None:
    guide = load_workbook(io.BytesIO(clean)).worksheets[0]
    text = " ".join(str(cell.value) for row in guide.iter_rows() for cell in row if cell.value)
    for mark in ("表号", "制定机关", "批准（备案）文号", "有效期至", "单位负责人", "统计负责人", "填表人", "报出日期"):
        assert mark in text


def test_a_sample_workbook_says_so_on_every_sheet_and_in_its_properties(catalogue: Catalogue) -> None:
    order = replace(make_order(catalogue, "NHC", "2026-Q4"), sample=True)
    data = make_template(order, say_both)
    for sheet in load_workbook(io.BytesIO(data)).worksheets:
        if sheet.sheet_state == "visible":
            cells = [cell.value for row in sheet.iter_rows(max_row=3) for cell in row]
            assert SAMPLE_MARK in cells, sheet.title
            assert SAMPLE_MARK in (sheet.oddHeader.center.text or ""), sheet.title
    parts = read_parts(data)
    assert SAMPLE_MARK in parts["docProps/custom.xml"].decode()
    assert SAMPLE_MARK not in read_parts(make_empty(catalogue))["docProps/core.xml"].decode()


def test_the_same_order_gives_the_same_bytes(catalogue: Catalogue) -> None:
    assert make_empty(catalogue) == make_empty(catalogue)


def test_what_a_template_was_filled_with_is_what_is_read(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    columns = ["indicator", "subject", "period", "breakdown", "numerator", "denominator", "value", "se", "status"]
    filled = clean_values(catalogue, layout)[columns].sort_values(columns[:4], ignore_index=True)
    read = check(clean, catalogue).observations[columns].sort_values(columns[:4], ignore_index=True)
    pd.testing.assert_frame_equal(read, filled, check_dtype=False)


@pytest.mark.parametrize("period", ["2026-Q3", "2026-Q4", "2024-05"])
def test_the_filled_workbook_of_every_department_is_clean(catalogue: Catalogue, period: str) -> None:
    checked = {}
    for department in catalogue.reporting_departments():
        try:
            data = make_clean(catalogue, department.code, period)
        except TemplateRefusedError as error:
            assert error.code == "nothing_due"
            continue
        checked[department.code] = check(data, catalogue)
    assert {code: one.problems for code, one in checked.items() if one.status is not CheckStatus.CLEAN} == {}
    assert "MPS" in checked


def test_last_values_and_the_target_ahead_stand_on_the_comparison_sheet(catalogue: Catalogue) -> None:
    row = {"indicator": "A3-03", "subject": "44", "period": "2026-Q3", "breakdown": "total", "numerator": 9.0, "denominator": 12.0}
    rest = {"value": float("nan"), "se": float("nan"), "status": "REPORTED", "sheet": "", "cell": "", "denominator_cell": "", "note": ""}
    later = {**row, "period": "2026-Q4", "numerator": 1.0}
    previous = pd.DataFrame([{**row, **rest}, {**later, **rest}])
    order = replace(make_order(catalogue, "NHC", "2026-Q4"), previous=previous)
    sheet = load_workbook(io.BytesIO(make_template(order, say_both)))[PREVIOUS_SHEET]
    head = next(cell for cell in sheet[3] if str(cell.value).startswith("A3-03"))
    guangdong = next(line for line in sheet.iter_rows() if line[0].value == "44")
    period, value, target = (guangdong[head.column - 1 + offset].value for offset in range(3))
    assert (period, value) == ("2026-Q3", 0.75)
    targets = catalogue.targets
    own = targets[(targets["indicator"] == "A3-03") & (targets["subject"] == "44")]["m2030"]
    assert target == pytest.approx(float(own.iloc[0]) if len(own) else catalogue.indicators["A3-03"].path.target_2030)


def test_nothing_in_the_workbook_can_become_a_formula(catalogue: Catalogue) -> None:
    values = clean_values(catalogue, plan_layout(catalogue, "NHC", "2026-Q4"))
    values["note"] = '=HYPERLINK("http://example.org")'
    order = replace(make_order(catalogue, "NHC", "2026-Q4", values), generated_on=date(2026, 10, 2))
    parts = read_parts(make_template(order, say_both))
    assert not any(b"<f>HYPERLINK" in content for content in parts.values())
