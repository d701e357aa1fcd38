"""Workbooks for the tests of intake: clean ones from the template, changed in single cells, sheets or parts of the file."""

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import date

import pandas as pd
from openpyxl import Workbook, load_workbook

from dashboard.text.say import say_both
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_workbook
from indicators.intake.fields import Field
from indicators.intake.layout import WorkbookLayout, plan_layout
from indicators.intake.template import TemplateOrder, make_template
from indicators.model.indicator import Kind, Level
from indicators.model.observation import OBSERVATION_COLUMNS, TOTAL
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem, Severity
from indicators.model.words import Bilingual

DAY = date(2026, 10, 10)
NAN = float("nan")
SIGNERS = {
    "signer_unit_head": "张某某",
    "signer_statistics_head": "李某某",
    "signer_filler": "王某某",
    "signer_phone": "010-12345678",
    "signer_date": "2026-10-10",
}
TOTALS = {
    "SR-01": 60.0,
    "SR-20": 0.0,
    "SR-22": 640.0,
    "SR-43": 20.0,
    "SR-47": 60.0,
    "SR-48": 576.0,
    "SR-49": 576.0,
    "SR-50": 576.0,
    "SR-54": 20.0,
}
"""Series that go with 18 of 20 in every region and month (rules X-01 to X-19); SR-20 leaves a stock of 840 after 840 in and 840 out."""
MONTHS = {f"-{month:02d}": float(month % 3) for month in range(1, 13)}
"""What a month has less than 18, so that no month repeats the one before."""
NOT_FOUND = "reason.pending", 64.0
"""Of 640 children published (20 in each region) 576 are found."""


def clean_values(catalogue: Catalogue, layout: WorkbookLayout) -> pd.DataFrame:
    """An observation for every entry: 18 of 20, means of 5.5, level 4, series of 840 split evenly, the country the sum of the regions."""
    rows = [(*entry.key, *_figures(catalogue, *entry.key), "REPORTED", "", "", "", "") for entry in layout.entries.values()]
    return pd.DataFrame(rows, columns=list(OBSERVATION_COLUMNS))


def _figures(catalogue: Catalogue, code: str, subject: str, period: str, breakdown: str) -> tuple[float, float, float, float]:
    indicator = catalogue.indicators.get(code)
    if indicator is None:
        parts = [part for part in catalogue.series[code].breakdowns if part.split(".")[0] == breakdown.split(".")[0]]
        total = TOTALS.get(code, 840.0)
        if NOT_FOUND[0] in parts:
            return (NAN, NAN, NOT_FOUND[1] if breakdown == NOT_FOUND[0] else (total - NOT_FOUND[1]) / (len(parts) - 1), NAN)
        return (NAN, NAN, total / max(len(parts), 1), NAN)
    share = 18.0 - MONTHS.get(period[4:], 0.0)
    times = len(catalogue.regions) if subject == NATIONAL and indicator.level is Level.BOTH else 1
    if indicator.kind in (Kind.PROP, Kind.SMR):
        return (share * times, 20.0 * times, NAN, NAN)
    if indicator.kind is Kind.RATE:
        people = sum(region.population for region in catalogue.regions.values())
        return (share * times, float(people if subject == NATIONAL else catalogue.regions[subject].population), NAN, NAN)
    if indicator.kind is Kind.MEAN:
        return (NAN, 30.0, 5.5, 0.5)
    return (NAN, NAN, 4.0 if indicator.kind is Kind.MILESTONE else 3.0 * times, NAN)


def make_order(catalogue: Catalogue, department: str, period: str, values: pd.DataFrame | None = None) -> TemplateOrder:
    signers = None if values is None else SIGNERS
    return TemplateOrder(catalogue, department, period, None, values, False, date(2026, 10, 1), date(2026, 10, 20), signers)


def make_clean(catalogue: Catalogue, department: str = "NHC", period: str = "2026-Q4") -> bytes:
    """A filled workbook without a problem."""
    values = clean_values(catalogue, plan_layout(catalogue, department, period))
    return make_template(make_order(catalogue, department, period, values), say_both)


def make_empty(catalogue: Catalogue, department: str = "NHC", period: str = "2026-Q4") -> bytes:
    return make_template(make_order(catalogue, department, period), say_both)


def put(data: bytes, figures: Mapping[tuple[str, str], object]) -> bytes:
    """The workbook with {(sheet, cell): value} written by another program."""

    def edit(workbook: Workbook) -> None:
        for (sheet, cell), value in figures.items():
            workbook[sheet][cell] = value

    return edit_workbook(data, edit)


def edit_workbook(data: bytes, edit: Callable[[Workbook], object]) -> bytes:
    workbook = load_workbook(io.BytesIO(data))
    edit(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def read_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def change_parts(data: bytes, changes: Mapping[str, bytes]) -> bytes:
    """The file with parts added or replaced."""
    return write_parts({**read_parts(data), **changes})


def change_cell_xml(data: bytes, part: str, cell: str, xml: str) -> bytes:
    """The file with the XML of one cell replaced, as no spreadsheet library would write it."""
    text = read_parts(data)[part].decode()
    start = text.index(f'<c r="{cell}"')
    close, alone = text.find("</c>", start), text.index(">", start)
    end = alone + 1 if text[alone - 1] == "/" else close + 4
    return change_parts(data, {part: (text[:start] + xml + text[end:]).encode()})


def address(layout: WorkbookLayout, key: tuple[str, str, str], name: Field, breakdown: str = TOTAL) -> tuple[str, str]:
    place = layout.entries[(*key, breakdown)].address(name)
    return place.sheet, place.cell


def check(data: bytes, catalogue: Catalogue, **context: object) -> CheckedWorkbook:
    return check_workbook(data, "test.xlsx", IntakeContext(catalogue, DAY, **context))  # type: ignore[arg-type]


def weighty(checked: CheckedWorkbook) -> list[Problem]:
    """The problems that hinder or ask; a note does neither."""
    return [one for one in checked.problems if one.severity is not Severity.NOTE]


def found(checked: CheckedWorkbook) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every problem."""
    return [(one.code, one.sheet, one.cell) for one in checked.problems]


def describe(one: Problem) -> tuple[Bilingual, Bilingual]:
    return say_both(f"problems.{one.code}.message", **one.facts), say_both(f"problems.{one.code}.fix", **one.facts)
