"""Personal data is found wherever it hides, refused with kind and address, and never repeated."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from intake_workbooks import change_parts, check, describe, edit_workbook, put, read_parts
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import IntakeContext, check_workbook
from indicators.intake.layout import GUIDE_SHEET, SIGNER_CELLS, WorkbookLayout
from indicators.intake.personal_data import find_personal_data, is_resident_id
from indicators.model.submission import CheckStatus

ID = "11010519491231002X"
MOBILE = "13812345678"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (ID, "resident_id"),
        ("身份证11010519491231002x，已核", "resident_id"),
        ("１１０１０５１９４９１２３１００２Ｘ", "resident_id"),
        ("110105 19491231 002X", "resident_id"),
        ("110105-1949-1231-002X", "resident_id"),
        ("1101051949\u200b1231002X", "resident_id"),
        ("_x0031_10105194912310 02X", "resident_id"),
        ("130503670401001", "resident_id"),
        (MOBILE, "mobile"),
        ("电话13812345678联系", "mobile"),
        ("+86 138 1234 5678", "mobile"),
        ("138-1234-5678", "mobile"),
        ("2026 13812345678", "mobile"),
        ("6222021234567890128", "bank_card"),
        ("010-66261388", "landline"),
        ("0755-82345678转8001", "landline"),
        ("护照号：E12345678", "passport"),
        ("（2024）京0105刑初123号", "case_number"),
        ("A1101050000002024010001", "case_number"),
        ("DNA样本编号：D2024000123", "dna_number"),
        ("北京市朝阳区建国路88号", "address"),
        ("姓名：张三", "name"),
        ("1.10101199003077E+17", "resident_id"),
    ],
)
def test_personal_data_is_seen_in_any_spelling(text: str, kind: str) -> None:
    assert find_personal_data(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",
        "公通字〔2026〕138号",
        "2026-07-01 12:00:00",
        "12345678901234567890",
        "0.13812345678",
        "1,381,234,567",
        "{13812345-6789-4ABC-8DEF-138123456789}",
        "累计 138 1234 件",
        "http://example.org/13812345678901",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert find_personal_data(text) is None


@given(st.integers(0, 10**17 - 1).map(lambda number: f"{number:017d}"))
def test_one_check_digit_in_eleven_fits(number: str) -> None:
    fitting = [digit for digit in "0123456789X" if is_resident_id("11" + number[2:] + digit)]
    assert len(fitting) == 1


def _comment(workbook: Workbook) -> None:
    workbook.worksheets[1]["C7"].comment = Comment(f"见 {MOBILE}", "x")


def _header(workbook: Workbook) -> None:
    workbook.worksheets[1].oddFooter.left.text = f"经办人电话 {MOBILE} "


def _property(workbook: Workbook) -> None:
    workbook.properties.subject = ID


def _sheet_name(workbook: Workbook) -> None:
    workbook.create_sheet(f"表{MOBILE}")


def _note(workbook: Workbook) -> None:
    workbook.worksheets[1]["F7"] = f"联系人 {MOBILE}"


def _number(workbook: Workbook) -> None:
    workbook.worksheets[1]["D7"] = int(MOBILE)


def _defined_name(workbook: Workbook) -> None:
    workbook.worksheets[1]["Z90"] = f'="{ID}"'


def _names_column(workbook: Workbook) -> None:
    sheet = workbook.create_sheet("附表")
    for row in (("序号", "对象", "性别"), (1, "张三", "男"), (2, "李小红", "女"), (3, "王五", "男")):
        sheet.append(row)


def _heading(workbook: Workbook) -> None:
    workbook.worksheets[1]["N6"] = "身份证号（必填）"


@pytest.mark.parametrize(
    ("plant", "kind", "place"),
    [
        (_comment, "mobile", ""),
        (_header, "mobile", "A1"),
        (_property, "resident_id", ""),
        (_sheet_name, "mobile", ""),
        (_note, "mobile", "F7"),
        (_number, "mobile", "D7"),
        (_defined_name, "resident_id", ""),
        (_names_column, "person_rows", "B2"),
        (_heading, "personal_header", "N6"),
    ],
)
def test_a_file_with_personal_data_is_refused_as_a_whole(
    catalogue: Catalogue, clean: bytes, plant: Callable[[Workbook], None], kind: str, place: str
) -> None:
    checked = check(edit_workbook(clean, plant), catalogue)
    assert checked.status is CheckStatus.REFUSED
    assert {one.facts["kind"] for one in checked.problems} == {kind}
    assert checked.observations.empty
    if place[1:].isdigit() and place != "A1":
        assert place in {one.cell for one in checked.problems}


def test_text_that_no_cell_shows_is_scanned_too(catalogue: Catalogue, clean: bytes) -> None:
    unused = read_parts(clean)["xl/sharedStrings.xml"].replace(b"</sst>", b"<si><r><t>1381</t></r><r><t>2345678</t></r></si></sst>")
    box = f'<xdr:wsDr xmlns:xdr="u" xmlns:a="v"><a:p><a:r><a:t>{ID[:9]}</a:t></a:r><a:r><a:t>{ID[9:]}</a:t></a:r></a:p></xdr:wsDr>'.encode()
    for part, content in (("xl/sharedStrings.xml", unused), ("xl/drawings/drawing9.xml", box)):
        checked = check(change_parts(clean, {part: content}), catalogue)
        assert [(one.code, one.facts["part"]) for one in checked.problems] == [("personal_data", part.casefold())]


def test_the_refusal_never_repeats_what_was_found(catalogue: Catalogue, clean: bytes) -> None:
    data = put(clean, {(GUIDE_SHEET, SIGNER_CELLS["signer_phone"]): MOBILE})
    checked = check(data, catalogue)
    said = [text for one in checked.problems for words in describe(one) for text in (words.zh, words.en)]
    assert checked.problems[0].cell == SIGNER_CELLS["signer_phone"]
    assert MOBILE not in f"{checked.problems} {said} {checked.normalised}"


def test_signers_may_give_their_names_and_a_landline(catalogue: Catalogue, clean: bytes) -> None:
    signed = {"signer_unit_head": "张建国", "signer_statistics_head": "李红", "signer_filler": "王小明", "signer_phone": "010-66261388"}
    checked = check(put(clean, {(GUIDE_SHEET, SIGNER_CELLS[name]): text for name, text in signed.items()}), catalogue)
    assert checked.status is not CheckStatus.REFUSED


def test_an_amount_with_eleven_digits_is_no_mobile_number(catalogue: Catalogue, layout: WorkbookLayout, clean: bytes) -> None:
    rich = replace(catalogue.indicators["A3-03"], maximum=1e11)
    wealthy = replace(catalogue, indicators={**catalogue.indicators, "A3-03": rich})
    name = layout.entries["A3-03", "11", "2026-Q4", "total"].sheet
    data = put(clean, {(name, "D7"): int(MOBILE)})
    assert check(data, wealthy).status is not CheckStatus.REFUSED
    assert check(data, catalogue).status is CheckStatus.REFUSED


def test_the_author_of_the_file_is_no_personal_data(catalogue: Catalogue, clean: bytes) -> None:
    workbook = load_workbook(io.BytesIO(clean))
    workbook.properties.creator = "张建国"
    target = io.BytesIO()
    workbook.save(target)
    assert check(target.getvalue(), catalogue).status is not CheckStatus.REFUSED


def test_personal_data_in_the_name_of_the_file_refuses_it_and_the_name_is_not_repeated() -> None:
    checked = check_workbook(b"PK", "民政部_130102198803071018.xlsx", IntakeContext(load_catalogue(), as_of=date(2026, 10, 20)))
    assert [problem.code for problem in checked.problems] == ["personal_data"]
    assert checked.status is CheckStatus.REFUSED
    assert "1301" not in checked.name + str(checked.problems)
