"""The workbook back, with its problems marked and nothing else changed."""

import io

import pytest
from intake_workbooks import check, describe, put
from openpyxl import load_workbook

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.layout import PROBLEMS_SHEET, WorkbookLayout
from indicators.intake.limits import FileRefusedError
from indicators.intake.workbook_back.annotate import annotate_workbook
from indicators.intake.workbook_back.listing import HEADER_ROWS
from indicators.model.submission import CheckStatus


@pytest.fixture
def sheet_name(layout: WorkbookLayout) -> str:
    return next(sheet.name for sheet in layout.sheets if sheet.area == "A3")


@pytest.fixture
def faulty(clean: bytes, sheet_name: str) -> bytes:
    return put(clean, {(sheet_name, "C7"): "约12", (sheet_name, "C8"): 99, (sheet_name, "D9"): None, (sheet_name, "E9"): None})


def notes_of(data: bytes) -> dict[tuple[str, str], str]:
    workbook = load_workbook(io.BytesIO(data))
    cells = [(sheet.title, cell) for sheet in workbook.worksheets for row in sheet.iter_rows() for cell in row]
    return {(title, cell.coordinate): cell.comment.text for title, cell in cells if cell.comment}


def fills_of(data: bytes, name: str) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(data))[name]
    return {cell.coordinate: cell.fill.start_color.rgb for row in sheet for cell in row}


def test_each_problem_cell_carries_its_message_and_fix(catalogue: Catalogue, faulty: bytes, sheet_name: str) -> None:
    problems = check(faulty, catalogue).problems
    annotated = annotate_workbook(faulty, problems, describe)
    notes = notes_of(annotated)
    assert set(notes) == {(one.sheet, cell) for one in problems for cell in (one.cell, *one.also)}
    message, fix = describe(problems[0])
    assert all(text in notes[(problems[0].sheet, problems[0].cell)] for text in (message.zh, message.en, fix.zh, fix.en))


def test_the_first_sheet_lists_the_problems_with_links(catalogue: Catalogue, faulty: bytes) -> None:
    problems = check(faulty, catalogue).problems
    workbook = load_workbook(io.BytesIO(annotate_workbook(faulty, problems, describe)))
    listing = workbook.worksheets[0]
    assert listing.title == PROBLEMS_SHEET
    assert workbook.active.title == PROBLEMS_SHEET
    links = [listing.cell(row, 1).hyperlink.location for row in range(HEADER_ROWS + 1, HEADER_ROWS + 1 + len(problems))]
    assert links == [f"'{one.sheet}'!{one.cell}" for one in problems]


def test_annotating_again_leaves_no_trace_of_the_first(catalogue: Catalogue, clean: bytes, faulty: bytes, sheet_name: str) -> None:
    data = faulty
    for _ in range(3):
        data = annotate_workbook(data, check(data, catalogue).problems, describe)
    mended = put(data, {(sheet_name, "C7"): 12, (sheet_name, "C8"): 9, (sheet_name, "D9"): 20})
    last = annotate_workbook(mended, (), describe)
    assert notes_of(last) == {}
    assert fills_of(last, sheet_name) == fills_of(clean, sheet_name)


def test_dropdowns_protection_and_identity_survive(catalogue: Catalogue, faulty: bytes, sheet_name: str) -> None:
    before = load_workbook(io.BytesIO(faulty))[sheet_name]
    data = annotate_workbook(faulty, check(faulty, catalogue).problems, describe)
    after = load_workbook(io.BytesIO(data))[sheet_name]
    assert [(str(rule.sqref), rule.formula1) for rule in after.data_validations.dataValidation] == [
        (str(rule.sqref), rule.formula1) for rule in before.data_validations.dataValidation
    ]
    assert after.protection.sheet
    assert check(data, catalogue).identity == check(faulty, catalogue).identity


def test_an_annotated_file_is_checked_like_the_one_before(catalogue: Catalogue, faulty: bytes) -> None:
    first = check(faulty, catalogue)
    second = check(annotate_workbook(faulty, first.problems, describe), catalogue)
    assert (second.problems, second.status) == (first.problems, CheckStatus.PROBLEMS)


def test_what_a_cell_held_is_listed_as_text_and_never_as_a_formula(catalogue: Catalogue, clean: bytes, sheet_name: str) -> None:
    data = put(clean, {(sheet_name, "E7"): "'=1+1"})
    problems = check(data, catalogue).problems
    listing = load_workbook(io.BytesIO(annotate_workbook(data, problems, describe))).worksheets[0]
    assert all(cell.data_type != "f" for row in listing.iter_rows() for cell in row)


def test_a_refused_file_is_never_given_back(catalogue: Catalogue, clean: bytes, sheet_name: str) -> None:
    personal = put(clean, {(sheet_name, "F7"): "11010519491231002X"})
    with pytest.raises(FileRefusedError):
        annotate_workbook(personal, check(personal, catalogue).problems, describe)
    with pytest.raises(FileRefusedError):
        annotate_workbook(b"not a workbook", (), describe)
