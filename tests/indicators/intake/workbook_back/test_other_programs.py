"""A marked file comes back from other programs, or from people: our marks are known again, and nothing of others is touched."""

import io
from copy import copy

import pytest
from intake_workbooks import check, describe, edit_workbook, put, read_parts
from odd_workbooks import describe_plainly
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from saved_elsewhere import saved_by_wps

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.layout import MARKS_SHEET, PROBLEMS_SHEET, WorkbookLayout
from indicators.intake.workbook_back.annotate import annotate_workbook, strip_annotations
from indicators.model.submission import CheckStatus, Problem, Severity


@pytest.fixture
def name(layout: WorkbookLayout) -> str:
    return next(sheet.name for sheet in layout.sheets if sheet.area == "A3")


@pytest.fixture
def found(name: str) -> tuple[Problem, ...]:
    return (
        Problem("x", "V-01", Severity.MUST_FIX, name, "C7", ("D7", "Z60"), value="约12"),
        Problem("x", "V-01", Severity.CONFIRM, name, "A7", value="1"),
    )


def fills(data: bytes, name: str) -> dict[str, str]:
    sheet = load_workbook(io.BytesIO(data))[name]
    return {cell.coordinate: cell.fill.start_color.rgb for row in sheet["A1:H70"] for cell in row}


def notes(data: bytes) -> dict[str, str]:
    book = load_workbook(io.BytesIO(data))
    return {cell.coordinate: cell.comment.text for sheet in book for row in sheet.iter_rows() for cell in row if cell.comment}


def save_elsewhere(data: bytes) -> bytes:
    """As another program would write it: every format numbered anew."""
    return edit_workbook(data, lambda _: None)


def test_a_file_written_anew_by_another_program_gets_its_old_fills_back(clean: bytes, found: tuple[Problem, ...], name: str) -> None:
    back = strip_annotations(save_elsewhere(annotate_workbook(clean, found, describe_plainly)))
    assert fills(back, name) == fills(clean, name)
    assert notes(back) == {}
    assert load_workbook(io.BytesIO(back)).sheetnames == load_workbook(io.BytesIO(clean)).sheetnames


def test_what_a_person_filled_in_since_then_stays(clean: bytes, found: tuple[Problem, ...], name: str) -> None:
    marked = put(annotate_workbook(clean, found, describe_plainly), {(name, "C7"): 12, (name, "Z60"): 5})
    sheet = load_workbook(io.BytesIO(strip_annotations(marked)))[name]
    assert (sheet["C7"].value, sheet["Z60"].value) == (12, 5)


def test_a_colour_that_a_person_chose_since_then_stays(clean: bytes, found: tuple[Problem, ...], name: str) -> None:
    def paint(book: Workbook) -> None:
        book[name]["C7"].fill = copy(book[name]["A4"].fill)

    marked = edit_workbook(annotate_workbook(clean, found, describe_plainly), paint)
    assert fills(strip_annotations(marked), name)["C7"] == fills(clean, name)["A4"]


@pytest.mark.parametrize("lost", [(PROBLEMS_SHEET,), (MARKS_SHEET,), (PROBLEMS_SHEET, MARKS_SHEET)])
def test_without_its_list_or_its_memory_a_file_is_cleaned_all_the_same(
    clean: bytes, found: tuple[Problem, ...], name: str, lost: tuple[str, ...]
) -> None:
    def lose(book: Workbook) -> None:
        for one in lost:
            book.remove(book[one])

    back = strip_annotations(edit_workbook(annotate_workbook(clean, found[:1], describe_plainly), lose))
    assert notes(back) == {}
    before, after = fills(clean, name), fills(back, name)
    assert {cell: after[cell] for cell in ("C7", "D7", "C8")} == {cell: before[cell] for cell in ("C7", "D7", "C8")}


def test_comments_of_others_stay_and_ours_follow_them(clean: bytes, found: tuple[Problem, ...], name: str) -> None:
    def comment(book: Workbook) -> None:
        book[name]["C7"].comment = Comment("请刘处核对", "王")
        book[name]["D20"].comment = Comment("另一条", "王")

    commented = edit_workbook(clean, comment)
    marked = annotate_workbook(commented, found, describe_plainly)
    assert notes(marked)["C7"].startswith("请刘处核对")
    assert "请改" in notes(marked)["C7"]
    assert read_parts(strip_annotations(marked)) == read_parts(commented)
    assert notes(strip_annotations(save_elsewhere(marked))) == {"C7": "请刘处核对", "D20": "另一条"}


def test_a_file_saved_by_wps_is_marked_and_given_back(clean: bytes, found: tuple[Problem, ...]) -> None:
    saved = saved_by_wps(clean)
    marked = annotate_workbook(saved, found, describe_plainly)
    assert len(notes(marked)) == 4
    assert read_parts(strip_annotations(marked)) == read_parts(saved)


def test_a_sheet_of_the_sender_with_the_name_of_our_list_is_kept(clean: bytes, found: tuple[Problem, ...]) -> None:
    own = edit_workbook(clean, lambda book: book.create_sheet(PROBLEMS_SHEET))
    marked = annotate_workbook(own, found, describe_plainly)
    assert load_workbook(io.BytesIO(marked)).sheetnames[0] == f"{PROBLEMS_SHEET} (2)"
    assert read_parts(strip_annotations(marked)) == read_parts(own)


def test_names_and_print_titles_still_belong_to_their_sheets(clean: bytes, found: tuple[Problem, ...], name: str) -> None:
    marked = load_workbook(io.BytesIO(annotate_workbook(clean, found, describe_plainly)))
    before = load_workbook(io.BytesIO(clean))
    assert {sheet.title: sheet.print_title_rows for sheet in marked if sheet.title in before.sheetnames} == {
        sheet.title: sheet.print_title_rows for sheet in before
    }
    assert sorted(marked.defined_names) == sorted(before.defined_names)


def test_the_marked_copy_is_read_as_if_it_had_no_marks(catalogue: Catalogue, clean: bytes, found: tuple[Problem, ...], name: str) -> None:
    faulty = put(clean, {(name, "C7"): "约12"})
    first = check(faulty, catalogue)
    for data in (annotate_workbook(faulty, first.problems, describe), save_elsewhere(annotate_workbook(faulty, first.problems, describe))):
        second = check(data, catalogue)
        assert second.problems == first.problems
        assert second.status is CheckStatus.PROBLEMS
        assert second.observations.equals(first.observations)
