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
from indicators.model.submission import Problem
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
NOTHING_LEFT = "SR-20"
"""Withdrawn cold cases: none, so that opening, added and solved of 840 each leave a closing stock of 840."""


def clean_values(catalogue: Catalogue, layout: WorkbookLayout) -> pd.DataFrame:
    """An observation for every entry: 18 of 20, means of 5.5, level 4, series of 840 split evenly, the country the sum of the regions."""
    rows = [(*entry.key, *_figures(catalogue, *entry.key), "REPORTED", "", "", "", "") for entry in layout.entries.values()]
    return pd.DataFrame(rows, columns=list(OBSERVATION_COLUMNS))


def _figures(catalogue: Catalogue, code: str, subject: str, _: str, breakdown: str) -> tuple[float, float, float, float]:
    indicator = catalogue.indicators.get(code)
    if indicator is None:
        parts = [part for part in catalogue.series[code].breakdowns if part.split(".")[0] == breakdown.split(".")[0]]
        return (NAN, NAN, 0.0 if code == NOTHING_LEFT else 840.0 / max(len(parts), 1), NAN)
    times = len(catalogue.regions) if subject == NATIONAL and indicator.level is Level.BOTH else 1
    if indicator.kind in (Kind.PROP, Kind.SMR):
        return (18.0 * times, 20.0 * times, NAN, NAN)
    if indicator.kind is Kind.RATE:
        people = sum(region.population for region in catalogue.regions.values())
        return (18.0 * times, float(people if subject == NATIONAL else catalogue.regions[subject].population), NAN, NAN)
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


def found(checked: CheckedWorkbook) -> list[tuple[str, str, str]]:
    """(code, sheet, cell) of every problem."""
    return [(one.code, one.sheet, one.cell) for one in checked.problems]


def describe(one: Problem) -> tuple[Bilingual, Bilingual]:
    return say_both(f"problems.{one.code}.message", **one.facts), say_both(f"problems.{one.code}.fix", **one.facts)
