"""From upload to the list of problems, for the largest sample workbook: the whole check, its child process included."""

import time
from collections.abc import Iterator
from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import IntakeContext, check_workbook
from sample_data.workbooks import sample_workbook

RUNS = 5


def measure() -> Iterator[tuple[str, float]]:
    """Seconds of the first check and the median of the next ones, beside a bare read of the same file by openpyxl."""
    catalogue = load_catalogue()
    data = sample_workbook(catalogue, "MPS", "2026-Q2")
    context = IntakeContext(catalogue, as_of=date(2026, 7, 20), known=None, open_rounds=None, department=None)
    size = f"MPS 2026-Q2, {len(data) // 1024} KB"
    first, *rest = [_seconds(lambda: check_workbook(data, "mps.xlsx", context)) for _ in range(RUNS + 1)]
    yield f"upload to problems, first check in a process ({size})", first
    yield f"upload to problems, median of {RUNS} further checks", sorted(rest)[RUNS // 2]
    yield "the same file read cell by cell with openpyxl, median", sorted(_seconds(lambda: _read(data)) for _ in range(RUNS))[RUNS // 2]


def _read(data: bytes) -> int:
    book = load_workbook(BytesIO(data), read_only=True)
    return sum(1 for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value is not None)


def _seconds(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start
