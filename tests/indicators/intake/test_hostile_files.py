"""Whatever is uploaded gets an answer: hostile, broken and mistaken files are refused by name, and nothing of them is kept."""

import time

import pytest
from intake_workbooks import change_parts, check, read_parts

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook
from indicators.model.submission import CheckStatus, Severity


def test_each_hostile_file_is_refused_for_its_own_reason(refused: dict[str, tuple[CheckedWorkbook, str]]) -> None:
    answers = {
        name: ([one.code for one in checked.problems], checked.status, len(checked.observations)) for name, (checked, _) in refused.items()
    }
    assert answers == {name: ([code], CheckStatus.REFUSED, 0) for name, (_, code) in refused.items()}


def test_a_refusal_is_a_must_fix_and_repeats_nothing(refused: dict[str, tuple[CheckedWorkbook, str]]) -> None:
    problems = [one for checked, _ in refused.values() for one in checked.problems]
    assert all(one.severity is Severity.MUST_FIX and one.value is None for one in problems)


def test_a_million_formatted_blank_rows_are_answered_quickly(catalogue: Catalogue, clean: bytes) -> None:
    part = "xl/worksheets/sheet2.xml"
    rows = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(100, 1_000_100))
    data = change_parts(clean, {part: read_parts(clean)[part].replace(b"</sheetData>", rows + b"</sheetData>")})
    started = time.monotonic()
    assert [one.code for one in check(data, catalogue).problems] == ["too_many_rows"]
    assert time.monotonic() - started < 5


@pytest.mark.parametrize("cut", [1, 4, 100, 1000, 10_000])
def test_a_truncated_file_is_refused(catalogue: Catalogue, clean: bytes, cut: int) -> None:
    assert check(clean[:-cut], catalogue).status is CheckStatus.REFUSED
