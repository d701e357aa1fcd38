"""`python -m benchmarks sizes`: our whole check beside others, on the same file in the same run, at 32, 333 and 2,850 units x 70 figures.

Ours: guard, read in a limited child, parse, recognise, all rules, messages in both languages. Beside it the floor (inflate the parts and
let expat scan them once), bare reads by openpyxl and calamine, frictionless, and plain lazy pandera with the rules it can express.
"""

import io
import logging
import time
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from xml.parsers import expat

import frictionless
import numpy as np
import pandas as pd
import pandera.pandas as pa
import python_calamine
from frictionless.formats import ExcelControl
from openpyxl import load_workbook

from benchmarks.sized_workbooks import WIDE, SizedWorkbook, make_sized_workbook
from dashboard.text.problem_sentences import describe_problem
from indicators.intake.check_workbook import IntakeContext, check_workbook
from indicators.intake.layout import FIRST_ROW
from indicators.model.submission import Problem

SIZES = (32, 333, 2850)
WARM_RUNS = 3
MAXIMUM = 100_000


@dataclass(frozen=True, slots=True)
class Measured:
    """The best of several seconds of one way, and how many wrong cells it told of (None: it tells of none by its nature)."""

    name: str
    seconds: float
    told: int | None


def measure() -> Iterator[tuple[str, float]]:
    """A line for each way and size, with its ratio to ours and the wrong cells it reports."""
    logging.disable(logging.WARNING)
    for units in SIZES:
        workbook = make_sized_workbook(units)
        measured = [_best(name, way, workbook) for name, way in _WAYS]
        ours = measured[0].seconds
        for one in measured:
            told = "" if one.told is None else f", {one.told} of {workbook.planted} planted cells told"
            yield f"{units:5} x 70  {one.name:36} {one.seconds / ours:6.2f} x ours{told}", one.seconds


def read_ours(workbook: SizedWorkbook) -> int:
    """The whole check; the number of different cells that its problems name."""
    problems = check_sized(workbook)
    return len({(one.sheet, cell) for one in problems for cell in one.cells if cell} & _planted_cells(workbook))


def check_sized(workbook: SizedWorkbook) -> tuple[Problem, ...]:
    """What a person gets: the problems of the workbook, each of them said in both languages."""
    checked = check_workbook(workbook.data, "a.xlsx", IntakeContext(workbook.catalogue, date(2026, 10, 10), limits=WIDE))
    for one in checked.problems:
        describe_problem(one)
    return checked.problems


def read_floor(workbook: SizedWorkbook) -> None:
    """Inflates every part and lets expat scan it once without telling anything."""
    with zipfile.ZipFile(io.BytesIO(workbook.data)) as archive:
        for name in archive.namelist():
            expat.ParserCreate().Parse(archive.read(name), True)


def read_openpyxl(workbook: SizedWorkbook) -> None:
    """Reads every cell, and does nothing with it."""
    for sheet in load_workbook(io.BytesIO(workbook.data), read_only=True).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass


def read_calamine(workbook: SizedWorkbook) -> None:
    """Reads every cell, and does nothing with it. Error cells and formulas without a value come out blank."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook.data))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def read_frictionless(workbook: SizedWorkbook) -> int:
    """Validates the sheet of figures by a schema of whole numbers with a least and a largest value; the number of cells it blames."""
    names = [f"c{number}" for number in range(len(_columns(workbook)))]
    rules = {"required": True, "minimum": 0, "maximum": MAXIMUM}
    fields = [{"name": name, "type": "integer", "constraints": rules} if kept else {"name": name} for name, kept in _kept(workbook, names)]
    control = ExcelControl(sheet=_sheet_name(workbook))
    dialect = frictionless.Dialect(header=False, controls=[control], comment_rows=list(range(1, FIRST_ROW)))
    schema = frictionless.Schema.from_descriptor({"fields": fields})
    with NamedTemporaryFile(suffix=".xlsx") as file:
        Path(file.name).write_bytes(workbook.data)
        with frictionless.system.use_context(trusted=True):
            resource = frictionless.Resource(path=file.name, dialect=dialect, schema=schema)
            report = resource.validate(limit_errors=1_000_000)
    return len(report.flatten(["rowNumber", "fieldNumber"]))


def read_pandera(workbook: SizedWorkbook) -> int:
    """Reads with pandas, turns into numbers and checks lazily, as its manual shows it; the number of failing cells."""
    frame = pd.read_excel(io.BytesIO(workbook.data), sheet_name=_sheet_name(workbook), header=None, skiprows=FIRST_ROW - 1)
    names = [f"c{number}" for number in frame.columns]
    frame.columns = pd.Index(names)
    wanted = [name for name, kept in _kept(workbook, names) if kept]
    figures = frame[wanted].apply(pd.to_numeric, errors="coerce")
    checks = [pa.Check.ge(0), pa.Check.le(MAXIMUM), pa.Check(lambda column: column == np.floor(column), error="whole")]
    pairs = [
        pa.Check(lambda frame, one=first, other=second: frame[one] <= frame[other], error="numerator above denominator")
        for first, second in zip(wanted[::2], wanted[1::2], strict=True)
    ]
    schema = pa.DataFrameSchema({name: pa.Column(float, checks, nullable=False) for name in wanted}, checks=pairs, coerce=True)
    try:
        schema.validate(figures, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases = error.failure_cases
        return len(cases[cases["schema_context"] == "Column"].drop_duplicates(["column", "index"]))
    return 0


_WAYS: tuple[tuple[str, Callable[[SizedWorkbook], int | None]], ...] = (
    ("whole check, warm", read_ours),
    ("floor: inflate and scan once", read_floor),
    ("openpyxl read_only, bare read", read_openpyxl),
    ("calamine, bare read", read_calamine),
    ("plain lazy pandera, with its read", read_pandera),
    ("frictionless validate", read_frictionless),
)


def _best(name: str, way: Callable[[SizedWorkbook], int | None], workbook: SizedWorkbook) -> Measured:
    """Ours is run once before, so that the waiting process stands; slow ways are not repeated."""
    times: list[float] = []
    told = way(workbook) if way is read_ours else None
    while len(times) < WARM_RUNS and sum(times) < 10:
        started = time.perf_counter()
        told = way(workbook)
        times.append(time.perf_counter() - started)
    return Measured(name, min(times), told)


def _sheet_name(workbook: SizedWorkbook) -> str:
    return next(name for name in python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(workbook.data)).sheet_names if name[:2] == "A1")


def _columns(workbook: SizedWorkbook) -> range:
    return range(2 + 4 * workbook.pairs)


def _kept(workbook: SizedWorkbook, names: list[str]) -> Iterator[tuple[str, bool]]:
    """The columns, and which of them hold figures: two labels first, then numerator, denominator, status, note of each indicator."""
    yield from ((name, number >= 2 and (number - 2) % 4 < 2) for number, name in enumerate(names))


def _planted_cells(workbook: SizedWorkbook) -> set[tuple[str, str]]:
    sheet = _sheet_name(workbook)
    return {(sheet, cell) for cell in workbook.cells}
