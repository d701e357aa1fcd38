"""What a cell may hold and how it is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.intake.parse_number import Reading, parse_number
from indicators.intake.raw import RawCell, RawKind


def read(text: str, kind: RawKind = RawKind.TEXT, share: bool = False) -> Reading:
    return parse_number(RawCell(1, 1, kind, text), share)


@pytest.mark.parametrize(
    ("text", "value", "written"),
    [
        ("１２３", 123.0, "123"),
        ("1,234", 1234.0, "1234"),
        ("1，234，567", 1234567.0, "1234567"),
        ("1 234", 1234.0, "1234"),
        (" 42\u00a0", 42.0, "42"),
        ("\u200b42", 42.0, "42"),
        ("'42", 42.0, "42"),
        ("+7", 7.0, "7"),
        ("007", 7.0, "7"),
        ("12人", 12.0, "12"),
        ("12 件", 12.0, "12"),
        ("3.50", 3.5, "3.5"),
        ("\u22125", -5.0, "-5"),
        ("3亿", 300_000_000.0, "300000000"),
    ],
)
def test_exact_spellings_are_accepted_and_said(text: str, value: float, written: str) -> None:
    assert read(text) == Reading(value, read_as=written)


@pytest.mark.parametrize(
    ("text", "suggested"),
    [
        ("约123", "123"),
        ("近 1,200", "1200"),
        ("12人左右", "12"),
        ("100多", "100"),
        ("1.2万", "12000"),
        ("1.2万元", "12000"),
        ("1.3亿", "130000000"),
        ("1e5", "100000"),
        ("12²", "12"),
        ("⑫", "12"),
        ("1O", "10"),
        ("O", "0"),
        ("十二", "12"),
        ("一百零三", "103"),
        ("三万五千", "35000"),
        ("二〇", "20"),
    ],
)
def test_doubtful_spellings_are_suggested_and_asked(text: str, suggested: str) -> None:
    reading = read(text)
    assert (reading.code, reading.facts["suggested"], reading.value) == ("reading_suggested", suggested, float(suggested))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("10-12", "range_given"),
        ("10～12", "range_given"),
        ("10至12", "range_given"),
        ("92.5%", "rate_typed"),
        ("９２％", "rate_typed"),
        ("百分之九十", "rate_typed"),
        ("-", "status_needed"),
        ("/", "status_needed"),
        ("—", "status_needed"),
        ("无", "status_needed"),
        ("不详", "status_needed"),
        ("N/A", "status_needed"),
        ("见附件", "not_a_number"),
        ("1,23", "separator_misplaced"),
        ("½", "not_a_number"),
        ("TRUE", "not_a_number"),
        ("2026-07-01", "is_date"),
        ("(12)", "bracketed"),
        ("≥5", "range_given"),
        ("9999999999999", "too_large"),
    ],
)
def test_everything_else_is_a_problem_with_a_name(text: str, code: str) -> None:
    assert (read(text).code, read(text).value) == (code, None)


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        (RawKind.BOOLEAN, "1", "is_boolean"),
        (RawKind.DATE, "45000", "is_date"),
        (RawKind.ERROR, "#N/A", "is_error"),
        (RawKind.UNCALCULATED, "", "formula_without_value"),
        (RawKind.PERCENT, "0.95", "rate_typed"),
        (RawKind.NUMBER, "1E999", "too_large"),
        (RawKind.NUMBER, "440101199001011", "too_large"),
        (RawKind.NUMBER, "NaN", "not_a_number"),
        (RawKind.NUMBER, "inf", "not_a_number"),
        (RawKind.NUMBER, "١٢", "not_a_number"),
    ],
)
def test_what_is_no_number_in_the_file_is_none_here(kind: RawKind, text: str, code: str) -> None:
    assert (read(text, kind).code, read(text, kind).value) == (code, None)


def test_the_marks_for_nothing_suggest_their_state() -> None:
    assert {text: read(text).facts["suggested"] for text in ("无", "N/A", "不详", "-")} == {
        "无": "CONFIRMED_NIL",
        "N/A": "NOT_APPLICABLE",
        "不详": "NOT_AVAILABLE",
        "-": "uncertain",
    }


def test_a_share_may_be_written_as_a_percentage_where_the_value_is_a_share() -> None:
    assert read("92.5%", share=True).value == 0.925
    assert read("0.95", RawKind.PERCENT, share=True).value == 0.95


def test_the_noise_of_a_formula_is_taken_off_a_whole_number() -> None:
    assert read("12.000000000000002", RawKind.NUMBER) == Reading(12.0, read_as="12")
    assert read("12.5", RawKind.NUMBER) == Reading(12.5)


def test_an_empty_cell_is_missing_and_not_zero() -> None:
    assert parse_number(None) == Reading()
    assert read(" \u3000\u200b").value is None


@given(st.integers(0, 10**12))
def test_a_whole_number_is_read_as_itself_in_every_exact_spelling(number: int) -> None:
    wide = str(number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    readings = [read(str(number), RawKind.NUMBER), read(f"{number:,}"), read(wide), read(f" {number} 人")]
    assert {reading.value for reading in readings} == {float(number)}


@given(st.text(max_size=30))
def test_any_text_is_a_number_a_problem_or_nothing(text: str) -> None:
    reading = read(text)
    assert reading.code != "" or reading.value is None or reading.read_as != ""
