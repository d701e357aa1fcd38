"""Whatever way a workbook is written: marking adds what it must, and taking the marks out gives the file back."""

import io
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from intake_workbooks import read_parts, write_parts
from odd_workbooks import MAIN, SHEETS, TYPES, Ways, describe_plainly, problems, ways, write_workbook
from openpyxl import load_workbook

from indicators.intake.workbook_back.annotate import annotate_workbook, strip_annotations
from indicators.model.submission import Problem, Severity

pytestmark = pytest.mark.filterwarnings("ignore:Workbook contains no:UserWarning")
QUICK = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def differing(one: bytes, other: bytes) -> list[str]:
    """Parts that are not the same byte for byte."""
    first, second = read_parts(one), read_parts(other)
    return sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))


@QUICK
@given(how=ways, found=problems())
def test_taking_the_marks_out_gives_the_file_back(how: Ways, found: tuple[Problem, ...]) -> None:
    data = write_workbook(how)
    back = strip_annotations(annotate_workbook(data, found, describe_plainly))
    before, after = read_parts(data), read_parts(back)
    assert list(before) == list(after)
    for name in differing(data, back):
        assert ElementTree.canonicalize(before[name]) == ElementTree.canonicalize(after[name]), name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_strict_or_differently_encoded_file_keeps_its_own_ways(encoding: str) -> None:
    """Strict files have namespaces of their own, and what is added to them has the same."""
    strict = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main", TYPES: "http://purl.oclc.org/ooxml/officeDocument/relationships"}
    parts = {name: content.decode() for name, content in read_parts(write_workbook(Ways(comments="plain"))).items()}
    for usual, other in strict.items():
        parts = {name: text.replace(usual, other) for name, text in parts.items()}
    data = write_parts({name: text.replace("UTF-8", encoding).encode(encoding) for name, text in parts.items()})
    found = tuple(Problem("x", "", Severity.NOTE, sheet, "Z9", ("A1",)) for sheet in SHEETS)
    marked = annotate_workbook(data, found, describe_plainly)
    assert not any(usual.encode() in content for content in read_parts(marked).values() for usual in strict)
    back, before = read_parts(strip_annotations(marked)), read_parts(data)
    assert {name: ElementTree.canonicalize(back[name]) for name in back} == {
        name: ElementTree.canonicalize(before[name]) for name in before
    }


@QUICK
@given(how=ways, first=problems(), second=problems())
def test_marking_twice_is_marking_once(how: Ways, first: tuple[Problem, ...], second: tuple[Problem, ...]) -> None:
    data = write_workbook(how)
    twice = annotate_workbook(annotate_workbook(data, first, describe_plainly), second, describe_plainly)
    once = annotate_workbook(strip_annotations(annotate_workbook(data, first, describe_plainly)), second, describe_plainly)
    assert differing(once, twice) == []


@QUICK
@given(how=ways, found=problems())
def test_every_problem_cell_is_coloured_and_noted(how: Ways, found: tuple[Problem, ...]) -> None:
    book = load_workbook(io.BytesIO(annotate_workbook(write_workbook(how), found, describe_plainly)))
    assert book.sheetnames[0] == "问题清单"
    assert book.sheetnames[1:3] == list(SHEETS)
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["问题清单"]
    for one in found:
        for reference in (one.cell, *one.also) if one.sheet in SHEETS else ():
            cell = book[one.sheet][reference]
            assert cell.fill.start_color.rgb in ("FFF4B6B6", "FFFFE08A", "FFCFE2F3")
            assert "请改" in cell.comment.text
    if how.comments:
        assert "他们" in book[SHEETS[0]]["A1"].comment.text
