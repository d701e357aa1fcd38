"""A new indicator touches YAML alone: from one entry it reaches the department's list, its workbook and the verdicts."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from study_folder import copy_catalogue

from dashboard.text.say import say_both
from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.template import TemplateOrder, make_template
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.model.verdict import Assessment

NEW = "A2-14"
ENTRY = """
  - code: A2-14
    name: {zh: 线索移交反馈率, en: Leads passed on and answered}
    definition: {zh: 移交线索中已反馈的比例。, en: Of the leads passed on the share that was answered.}
    numerator: {zh: 已反馈线索数, en: Leads answered}
    denominator: {zh: 移交线索数, en: Leads passed on}
    arithmetic: {unit: share, kind: prop, direction: up, measure: flow}
    reporting: {frequency: Q, level: REG, lead: SPP, support: [MPS], maximum: 5000}
    path: {baseline: 70 %, target_2025: 90 %, target_2030: 95 %, baseline_source: illustrative, target_source: illustrative}
    clauses: [S1-07]
    assessment: {use: score, required: false, persons: false}
    risk: {zh: 只移交易办线索, en: Only easy leads are passed on}
    guard: {zh: 抽查, en: Spot checks}
"""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    folder: Path = copy_catalogue(tmp_path_factory.mktemp("catalogue"))
    with (folder / "areas" / "A2.yaml").open("a", encoding="utf-8") as file:
        file.write(ENTRY)
    return load_catalogue(folder)


@pytest.fixture(scope="module")
def assessment(catalogue: Catalogue) -> Assessment:
    rows = [
        {"indicator": NEW, "subject": region, "period": f"2025-Q{quarter}", "numerator": 88.0, "denominator": 100.0}
        for region in catalogue.regions
        for quarter in (1, 2, 3, 4)
    ]
    frame = pd.DataFrame(rows).assign(breakdown="total", status="REPORTED", value=float("nan"), se=float("nan"))
    frame = frame.assign(sheet="", cell="", denominator_cell="", note="")[list(OBSERVATION_COLUMNS)]
    return assess(AssessmentRequest(period="2025-Q4", catalogue=catalogue, observations=frame))


def test_it_is_in_the_list_of_its_department(catalogue: Catalogue) -> None:
    assert NEW in [indicator.code for indicator in catalogue.led_by("SPP")]
    assert len(catalogue.indicators) == 81


def test_it_is_in_the_workbook_of_its_department(catalogue: Catalogue) -> None:
    day = date(2026, 10, 1)
    order = TemplateOrder(catalogue, "SPP", "2026-Q3", previous=None, values=None, sample=False, generated_on=day, due=date(2026, 10, 15))
    workbook = openpyxl.load_workbook(io.BytesIO(make_template(order, say_both)))
    texts = {str(cell.value) for sheet in workbook for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert any(NEW in text for text in texts)


def test_it_is_judged_against_the_national_path_and_its_area_shares_out_the_weight(catalogue: Catalogue, assessment: Assessment) -> None:
    results = {verdict.subject: {result.indicator: result for result in verdict.indicators} for verdict in assessment.regions}
    new = results["44"][NEW]
    assert (new.value, new.national_path) == (0.88, True)
    assert new.path is not None
    assert 0.85 < new.path < 0.91
    assert new.weight == pytest.approx(catalogue.area_weights["A2"] / 11)
