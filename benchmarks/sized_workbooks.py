"""Workbooks of any number of units x 70 figures, with defects planted in known cells, for measurements of size."""

import io
import re
import zipfile
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from dashboard.text.say import say_both
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.limits import Limits
from indicators.intake.template import TemplateOrder, make_template
from indicators.model.indicator import Frequency, Kind, Level
from indicators.model.observation import OBSERVATION_COLUMNS, TOTAL
from indicators.model.subject import Region
from indicators.model.words import Bilingual

ROUND = PERIOD = "2026-Q3"
PAIRS = 35
SHEET_PART = "xl/worksheets/sheet2.xml"
WIDE = Limits(file_bytes=20 * 1024 * 1024, cells=1_000_000, text_length=16_000_000)
"""The limits of a county round: more cells in one workbook."""

_FIRST_ROW = 7
_FIRST_CODE = 900
_SIGNS = (("安", "an"), ("宝", "bao"), ("昌", "chang"), ("德", "de"), ("丰", "feng"), ("高", "gao"), ("和", "he"), ("嘉", "jia"))
_SIGNS += (("康", "kang"), ("临", "lin"), ("明", "ming"), ("宁", "ning"), ("平", "ping"), ("清", "qing"), ("瑞", "rui"), ("泰", "tai"))
_SIGN_COUNT = len(_SIGNS)
_PLANTED = (
    '<c r="{cell}" s="{style}"><v>-3</v></c>',
    '<c r="{cell}" s="{style}"><v>12.5</v></c>',
    '<c r="{cell}" s="{style}"><v>999999999</v></c>',
    '<c r="{cell}" s="{style}" t="e"><v>#DIV/0!</v></c>',
    '<c r="{cell}" s="{style}"><f>A1+1</f></c>',
    '<c r="{cell}" s="{style}" t="b"><v>1</v></c>',
    '<c r="{cell}" s="{style}"/>',
    '<c r="{cell}" s="{style}" t="inlineStr"><is><t>约12</t></is></c>',
    '<c r="{cell}" s="{style}" t="inlineStr"><is><t>不详</t></is></c>',
    '<c r="{cell}" s="{style}" t="inlineStr"><is><t>12²</t></is></c>',
)


@dataclass(frozen=True, slots=True)
class SizedWorkbook:
    """A workbook of `units` x 70 figures, the catalogue it belongs to, and the cells in which something is wrong."""

    units: int
    catalogue: Catalogue
    data: bytes
    cells: frozenset[str]
    pairs: int = PAIRS

    @property
    def planted(self) -> int:
        return len(self.cells)


def make_sized_workbook(units: int) -> SizedWorkbook:
    """A filled template with ten kinds of defect, each in one cell of every fortieth unit."""
    catalogue = sized_catalogue(units)
    order = TemplateOrder(
        catalogue, _idle_department(catalogue), ROUND, None, _values(catalogue), False, date(2026, 10, 1), date(2026, 10, 20)
    )
    clean = make_template(order, say_both)
    return SizedWorkbook(units, catalogue, *_plant(clean, units))


def sized_catalogue(units: int) -> Catalogue:
    """The built-in catalogue with so many regions, and 35 quarterly shares more, of a department that leads nothing else."""
    catalogue = load_catalogue()
    department = _idle_department(catalogue)
    like = next(item for item in catalogue.indicators.values() if item.kind is Kind.PROP and item.level is Level.REGION)
    form = replace(like, frequency=Frequency.QUARTER, lead=department, area="A1", maximum=100_000.0)
    indicators = {f"A1-{number}": replace(form, code=f"A1-{number}") for number in range(_FIRST_CODE, _FIRST_CODE + PAIRS)}
    regions = {f"{1001 + number}": _region(number) for number in range(units)}
    return replace(catalogue, indicators={**catalogue.indicators, **indicators}, regions=regions)


def _idle_department(catalogue: Catalogue) -> str:
    leads = {item.lead for item in catalogue.series.values()}
    leads |= {item.lead for code, item in catalogue.indicators.items() if int(code.rpartition("-")[2]) < _FIRST_CODE}
    return next(code for code in catalogue.departments if code not in leads)


def _region(number: int) -> Region:
    place = [_SIGNS[number // _SIGN_COUNT**power % _SIGN_COUNT] for power in (2, 1, 0)]
    name = Bilingual("".join(sign[0] for sign in place) + "县", "".join(sign[1] for sign in place).capitalize() + " County")
    return Region(f"{1001 + number}", name, name, 400_000 + number, (), (), "区", 0, 0)


def _values(catalogue: Catalogue) -> pd.DataFrame:
    dice = np.random.default_rng(20261122)
    codes = [item.code for item in catalogue.led_by(_idle_department(catalogue))]
    keys = [(code, region, PERIOD, TOTAL) for code in codes for region in catalogue.regions]
    denominators = dice.integers(20, 4000, len(keys)).astype(float)
    numerators = np.floor(denominators * dice.uniform(0.55, 0.95, len(keys)))
    frame = pd.DataFrame(keys, columns=list(OBSERVATION_COLUMNS[:4]))
    frame = frame.assign(numerator=numerators, denominator=denominators, value=np.nan, se=np.nan, status="REPORTED")
    return frame.assign(sheet="", cell="", denominator_cell="", note="")


def _plant(clean: bytes, units: int) -> tuple[bytes, frozenset[str]]:
    """Every fortieth unit gets one defect of each kind, in columns C, G, K ... (numerators)."""
    with zipfile.ZipFile(io.BytesIO(clean)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    columns = [_letters(3 + 4 * number) for number in range(len(_PLANTED))]
    wanted = {
        f"{letters}{_FIRST_ROW + unit}": form for unit in range(0, units, 40) for letters, form in zip(columns, _PLANTED, strict=True)
    }
    pattern = re.compile(r'<c r="([A-Z]+\d+)" s="(\d+)"><v>[^<]*</v></c>')

    def change(match: re.Match[str]) -> str:
        form = wanted.get(match[1])
        return form.format(cell=match[1], style=match[2]) if form else match[0]

    parts[SHEET_PART] = pattern.sub(change, parts[SHEET_PART].decode()).encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue(), frozenset(wanted)


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
