"""Of a real workbook nothing changes but what a mark needs: compared part by part with the file that came."""

import io
import re
from pathlib import Path

import pytest
from intake_workbooks import read_parts
from odd_workbooks import describe_plainly
from openpyxl import load_workbook

from indicators.intake.codes import REFUSALS
from indicators.intake.workbook_back.annotate import annotate_workbook, strip_annotations
from indicators.model.submission import Problem, Severity

SAMPLES = Path(__file__).parents[4] / "sample_data" / "workbooks"
CHOSEN = (
    *("good/NHC_2026-Q3.xlsx", "good/CPLAC_2026-Q3.xlsx", "bad/merged_cells.xlsx", "bad/formula_without_value.xlsx"),
    *("bad/hidden_row.xlsx", "bad/is_error.xlsx", "bad/status_unknown.xlsx", "bad/reading_suggested.xlsx"),
)
_BOOK_PARTS = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
_CELL = re.compile(rb'<c r="[A-Z]+\d+" s="\d+"')


def problems_of(data: bytes) -> tuple[Problem, ...]:
    """One problem of each severity on the second sheet, in cells that are there and in cells that are not."""
    name = load_workbook(io.BytesIO(data), read_only=True).sheetnames[1]
    severities = zip(Severity, ("C7", "D8", "Z90"), strict=True)
    return tuple(Problem("x", "V-01", one, name, cell, ("E9",), value="=1+1") for one, cell in severities)


@pytest.fixture(params=CHOSEN)
def sample(request: pytest.FixtureRequest) -> bytes:
    return (SAMPLES / request.param).read_bytes()


def test_only_the_parts_that_need_a_mark_differ(sample: bytes) -> None:
    before, after = read_parts(sample), read_parts(annotate_workbook(sample, problems_of(sample), describe_plainly))
    changed = {name for name in before if before[name] != after.get(name)}
    assert changed == _BOOK_PARTS | {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}
    selected, deselected = before["xl/worksheets/sheet1.xml"], after["xl/worksheets/sheet1.xml"]
    assert deselected == selected.replace(b'tabSelected="1"', b'tabSelected="0"')
    count = sum(name.startswith("xl/worksheets/sheet") for name in before)
    added = {f"xl/worksheets/sheet{count + 1}.xml", f"xl/worksheets/sheet{count + 2}.xml", "xl/worksheets/_rels/sheet2.xml.rels"}
    assert after.keys() - before.keys() == added | {"xl/comments1.xml", "xl/drawings/vmlDrawing1.vml"}


def test_of_a_marked_sheet_only_formats_of_problem_cells_differ(sample: bytes) -> None:
    before = read_parts(sample)["xl/worksheets/sheet2.xml"]
    after = read_parts(annotate_workbook(sample, problems_of(sample), describe_plainly))["xl/worksheets/sheet2.xml"]
    added = re.sub(rb'<legacyDrawing [^>]*/>|<row r="90"><c r="Z90" s="\d+"/></row>|<c r="E9" s="\d+"/>', b"", after)
    bare = re.sub(rb'<c r="E9" s="\d+"/>', b"", before)
    assert _CELL.sub(b"<c", added) == _CELL.sub(b"<c", bare)


def test_formats_are_only_added_at_the_end(sample: bytes) -> None:
    """Of a marked cell everything but the fill is as it was."""
    problems = problems_of(sample)
    before, after = (load_workbook(io.BytesIO(one)) for one in (sample, annotate_workbook(sample, problems, describe_plainly)))
    for one in problems:
        old, new = before[one.sheet][one.cell], after[one.sheet][one.cell]
        for facet in ("number_format", "border", "font", "alignment", "protection"):
            assert repr(getattr(old, facet)) == repr(getattr(new, facet))
        assert (old.value, old.data_type) == (new.value, new.data_type)
        assert repr(new.fill) != repr(old.fill)


def test_five_annotations_leave_no_trace_of_the_first(sample: bytes) -> None:
    problems = problems_of(sample)
    data = sample
    for one in (*problems, problems[0]):
        data = annotate_workbook(data, (one,), describe_plainly)
    assert read_parts(data) == read_parts(annotate_workbook(sample, problems[:1], describe_plainly))
    assert read_parts(strip_annotations(data)) == read_parts(sample)


@pytest.mark.parametrize("name", sorted(path.name for path in (SAMPLES / "bad").glob("*.xlsx") if path.stem not in REFUSALS))
def test_marks_come_out_of_every_sample_that_can_be_opened(name: str) -> None:
    data = (SAMPLES / "bad" / name).read_bytes()
    back = strip_annotations(annotate_workbook(data, problems_of(data), describe_plainly))
    assert read_parts(back) == read_parts(data)
