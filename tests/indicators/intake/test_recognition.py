"""Whose workbook it is, which row is which region: certain or asked, never guessed."""

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from intake_workbooks import change_parts, check, edit_workbook, found, make_clean, put, read_parts
from openpyxl import Workbook, load_workbook

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.layout import META_SHEET, WorkbookLayout
from indicators.intake.names import match_region, region_names
from indicators.model.submission import CheckStatus, Severity


def codes_of(catalogue: Catalogue, data: bytes, **context: object) -> list[str]:
    return [one.code for one in check(data, catalogue, **context).problems]


def test_the_workbook_says_whose_it_is(catalogue: Catalogue, clean: bytes) -> None:
    identity = check(clean, catalogue).identity
    assert identity is not None
    assert (identity.department, identity.period, identity.template_version) == ("NHC", "2026-Q4", "1.0")


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ({"department": "MPS"}, "wrong_department"),
        ({"open_rounds": frozenset({"2026-Q3"})}, "round_not_open"),
        ({"open_rounds": frozenset()}, "round_not_open"),
    ],
)
def test_the_wrong_workbook_is_named_in_one_problem(catalogue: Catalogue, clean: bytes, context: dict[str, object], code: str) -> None:
    checked = check(clean, catalogue, **context)
    assert ([one.code for one in checked.problems], checked.status, len(checked.observations)) == ([code], CheckStatus.PROBLEMS, 0)


def test_the_right_workbook_for_an_open_round_is_clean(catalogue: Catalogue, clean: bytes) -> None:
    assert codes_of(catalogue, clean, department="NHC", open_rounds=frozenset({"2026-Q4"})) == []


@pytest.mark.parametrize(
    ("row", "value", "code"),
    [
        (1, "XYZ", "department_unknown"),
        (2, "2026-H2", "round_unknown"),
        (2, "2026-Q3", "template_outdated"),
        (3, "0.9", "template_outdated"),
        (4, "0" * 16, "template_outdated"),
        (2, "2024-05", "nothing_due"),
    ],
)
def test_a_changed_identity_is_noticed(catalogue: Catalogue, clean: bytes, row: int, value: str, code: str) -> None:
    without = change_parts(clean, {"docProps/custom.xml": read_parts(clean)["docProps/custom.xml"].replace(b"template_identity", b"other")})
    assert codes_of(catalogue, put(without, {(META_SHEET, f"B{row}"): value})) == [code]
    assert codes_of(catalogue, put(clean, {(META_SHEET, f"B{row}"): value})) == ["identity_conflict"]


def test_either_mark_of_identity_is_enough(catalogue: Catalogue, clean: bytes) -> None:
    no_property = change_parts(
        clean, {"docProps/custom.xml": read_parts(clean)["docProps/custom.xml"].replace(b"template_identity", b"other")}
    )
    no_sheet = edit_workbook(clean, lambda workbook: workbook.remove(workbook[META_SHEET]))
    assert (codes_of(catalogue, no_property), codes_of(catalogue, no_sheet)) == ([], [])


def test_a_workbook_of_another_make_is_foreign(catalogue: Catalogue) -> None:
    target = io.BytesIO()
    Workbook().save(target)
    assert codes_of(catalogue, target.getvalue()) == ["template_foreign"]


def test_a_template_made_before_an_indicator_was_added_is_outdated(catalogue: Catalogue, clean: bytes) -> None:
    more = {**catalogue.indicators, "A3-99": replace(catalogue.indicators["A3-03"], code="A3-99")}
    assert codes_of(replace(catalogue, indicators=more), clean) == ["template_outdated"]


@pytest.mark.parametrize(
    ("code_text", "name", "region"),
    [
        ("44", "广东 Guangdong", "44"),
        ("44", "", "44"),
        ("", "广东省", "44"),
        ("", "粤", "44"),
        ("", "ＧＵＡＮＧＤＯＮＧ", "44"),
        ("", " 内 蒙 古 ", "15"),
        ("", "广西省", "45"),
        ("", "兵团", "66"),
        ("", "XPCC", "66"),
        ("14", "山西", "14"),
        ("", "Shaanxi", "61"),
        ("", "陕西", "61"),
    ],
)
def test_names_and_aliases_are_matched_exactly(catalogue: Catalogue, code_text: str, name: str, region: str) -> None:
    assert match_region(region_names(catalogue), code_text, name).region == region


@pytest.mark.parametrize(
    ("code_text", "name", "code"),
    [
        ("", "吉林市", "region_ambiguous"),
        ("22", "吉林市", "region_ambiguous"),
        ("", "海南州", "region_ambiguous"),
        ("", "海南藏族自治州", "region_ambiguous"),
        ("", "广州", "region_unknown"),
        ("", "山西x", "region_unknown"),
        ("", "河", "region_unknown"),
        ("", "江西省南昌市", "region_unknown"),
        ("14", "陕西", "region_conflict"),
        ("99", "广东", "region_conflict"),
        ("", "", "row_unlabelled"),
    ],
)
def test_what_is_not_certain_is_asked_and_never_matched(catalogue: Catalogue, code_text: str, name: str, code: str) -> None:
    match = match_region(region_names(catalogue), code_text, name)
    assert (match.region, match.code) == ("", code)


def test_no_look_alike_of_any_region_is_matched_to_it(catalogue: Catalogue) -> None:
    names = region_names(catalogue)
    for code, region in catalogue.regions.items():
        for lookalike in region.lookalikes:
            assert match_region(names, "", lookalike).region != code


def test_moved_and_inserted_rows_and_columns_are_still_read(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    name = layout.sheets[0].name

    def shuffle(workbook: Workbook) -> None:
        sheet = workbook[name]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=7, max_row=38)]
        for place, values in enumerate(reversed(rows), 7):
            for column, value in enumerate(values, 1):
                sheet.cell(place + (2 if place > 20 else 0), column).value = value
        for row in (21, 22):
            for column in range(1, sheet.max_column + 1):
                sheet.cell(row, column).value = None

    columns = ["indicator", "subject", "period", "numerator", "denominator"]
    before, after = (
        check(data, catalogue).observations[columns].sort_values(columns, ignore_index=True)
        for data in (
            put(clean, {(name, "C9"): 7, (name, "D30"): 19}),
            edit_workbook(put(clean, {(name, "C9"): 7, (name, "D30"): 19}), shuffle),
        )
    )
    assert before.equals(after)


def test_an_inserted_column_is_skipped_and_noted(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    name = layout.sheets[0].name

    def insert(workbook: Workbook) -> None:
        sheet = workbook[name]
        for area in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(area))
        sheet.insert_cols(4)
        sheet["D8"] = "备查"

    checked = check(edit_workbook(clean, insert), catalogue)
    assert ({one.code for one in checked.problems}, checked.status) == ({"cell_not_read", "table_moved"}, CheckStatus.CLEAN)
    assert len(checked.observations) == len(check(clean, catalogue).observations)
    assert checked.observations["denominator_cell"].iloc[0] == "E7"


def _relabel(row: int, code: object, name: object) -> Callable[[Workbook, str], None]:
    def edit(workbook: Workbook, sheet: str) -> None:
        workbook[sheet].cell(row, 1).value, workbook[sheet].cell(row, 2).value = code, name

    return edit


@pytest.mark.parametrize(
    ("edit", "code", "cell", "severity"),
    [
        (_relabel(8, None, "天津卫"), "region_unknown", "B8", Severity.MUST_FIX),
        (_relabel(8, None, "吉林市"), "region_ambiguous", "B8", Severity.MUST_FIX),
        (_relabel(8, "11", "天津"), "region_conflict", "B8", Severity.MUST_FIX),
        (_relabel(8, "11", "北京"), "region_repeated", "A8", Severity.MUST_FIX),
        (_relabel(8, "13", "河北"), "region_repeated", "A8", Severity.MUST_FIX),
        (_relabel(8, None, None), "row_unlabelled", "B8", Severity.MUST_FIX),
        (_relabel(39, None, None), "", "", Severity.NOTE),
    ],
)
def test_a_doubtful_label_is_a_problem_at_its_row(
    catalogue: Catalogue,
    layout: WorkbookLayout,
    clean: bytes,
    edit: Callable[[Workbook, str], None],
    code: str,
    cell: str,
    severity: Severity,
) -> None:
    name = layout.sheets[0].name
    checked = check(edit_workbook(clean, lambda workbook: edit(workbook, name)), catalogue)
    expected = [(code, name, cell)] if code else []
    assert found(checked) == expected
    assert all(one.severity is severity for one in checked.problems)


def test_a_total_row_is_never_a_region(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    name = layout.sheets[0].name
    checked = check(put(clean, {(name, "B39"): "合 计", (name, "C39"): 576, (name, "D39"): 640}), catalogue)
    assert (found(checked), checked.status) == ([("total_row", name, "A39")], CheckStatus.CLEAN)
    assert set(checked.observations["subject"]) == set(catalogue.regions)


def test_a_missing_row_and_a_missing_sheet_are_said(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    name = layout.sheets[0].name
    gone = edit_workbook(clean, lambda workbook: workbook[name].delete_rows(10))
    removed = edit_workbook(clean, lambda workbook: workbook.remove(workbook[name]))
    assert found(check(gone, catalogue)) == [("row_missing", name, "")]
    assert found(check(removed, catalogue)) == [("sheet_missing", name, "")]


def test_a_doubtful_row_and_a_total_hide_no_missing_row(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    name = layout.sheets[0].name
    gone = edit_workbook(clean, lambda workbook: workbook[name].delete_rows(20))
    faulty = put(gone, {(name, "A8"): None, (name, "B8"): "天津卫", (name, "B38"): "合计", (name, "C38"): 1})
    assert found(check(faulty, catalogue)) == [("region_unknown", name, "B8"), ("row_missing", name, ""), ("total_row", name, "A38")]


def test_a_changed_header_leaves_its_indicator_unread_and_says_so(catalogue: Catalogue) -> None:
    data = make_clean(catalogue, "MOHRSS", "2026-Q4")
    name = load_workbook(io.BytesIO(data)).sheetnames[1]
    checked = check(put(data, {(name, "C4"): "改了"}), catalogue)
    assert ("header_changed", name, "C4") in found(checked)


def test_irregular_cells_are_problems_with_their_place(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    name = layout.sheets[0].name

    def spoil(workbook: Workbook) -> None:
        sheet = workbook[name]
        sheet.row_dimensions[9].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.merge_cells("E20:F20")
        sheet["Z12"] = "另注"

    checked = check(edit_workbook(clean, spoil), catalogue)
    assert sorted(found(checked)) == [
        ("cell_not_read", name, "Z12"),
        ("hidden_column", name, "D7"),
        ("hidden_row", name, "C9"),
        ("merged_cells", name, "E20"),
    ]
