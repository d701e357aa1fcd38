"""The workbook back: marking a file by changing its bytes beside loading, colouring, commenting and saving it with openpyxl."""

import io
import time
from collections.abc import Callable, Iterator, Sequence

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from benchmarks.sized_workbooks import WIDE, make_sized_workbook
from indicators.intake.workbook_back.annotate import annotate_workbook, strip_annotations
from indicators.intake.workbook_back.correct import correct_workbook
from indicators.model.submission import Problem, Severity
from indicators.model.words import Bilingual

UNITS = (32, 333, 2850)
RUNS = 3
SHARE = 40
"""One cell in so many has a problem."""


def measure() -> Iterator[tuple[str, float]]:
    """Median seconds for each size, with the ratio to openpyxl in the words."""
    for units in UNITS:
        data = make_sized_workbook(units).data
        sheet = load_workbook(io.BytesIO(data), read_only=True).sheetnames[1]
        problems = _problems(sheet, units)
        ours, marked = _median(lambda data=data, problems=problems: annotate_workbook(data, problems, _describe, WIDE))
        theirs, _ = _median(lambda data=data, problems=problems: _with_openpyxl(data, problems))
        name = f"{units} x 70, {len(problems)} problem cells, {len(data) // 1024} KB"
        yield f"marked copy ({name})", ours
        yield f"  the same with openpyxl: {theirs / ours:.1f} times as long", theirs
        yield "  marks taken out again", _median(lambda marked=marked: strip_annotations(marked, WIDE))[0]
        values = {(sheet, problem.cell): 1.0 for problem in problems[:20]}
        yield "  20 values corrected", _median(lambda data=data, values=values: correct_workbook(data, values, WIDE))[0]


def _problems(sheet: str, units: int) -> list[Problem]:
    cells = [f"{column}{row}" for row in range(7, 7 + units) for column in ("C", "D")]
    kept = cells[: units * 70 // SHARE]
    return [Problem("x", "V-01", Severity.MUST_FIX, sheet, cell, value="约12") for cell in kept]


def _describe(problem: Problem) -> tuple[Bilingual, Bilingual]:
    return Bilingual(f"应填数字，实际为“{problem.value}”。", f"A number is wanted; it holds {problem.value}."), Bilingual(
        "请改为数字。", "Write a number."
    )


def _with_openpyxl(data: bytes, problems: Sequence[Problem]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    for problem in problems:
        cell = book[problem.sheet][problem.cell]
        cell.fill = PatternFill("solid", start_color="FFF4B6B6")
        cell.comment = Comment("\n".join(text.zh for text in _describe(problem)), "office")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _median(work: Callable[[], bytes]) -> tuple[float, bytes]:
    seconds, done = [], b""
    for _ in range(RUNS):
        start = time.perf_counter()
        done = work()
        seconds.append(time.perf_counter() - start)
    return sorted(seconds)[RUNS // 2], done
