"""A changed definition or template parts the line of an indicator: marked in the chart, said in the sentence, both stretches kept."""

from dataclasses import replace

import pandas as pd

from dashboard.text.say import Language
from dashboard.ui.indicator_detail import series_picture
from indicators.catalogue.load import load_catalogue
from indicators.model.finding import IndicatorResult
from indicators.model.indicator import SeriesBreak
from indicators.model.words import Bilingual

BUILT_IN = load_catalogue()
CHANGED = SeriesBreak("2024-Q1", Bilingual("自2024年起含线上案件。", "Online cases are included from 2024."))
RESULT = IndicatorResult("A3-03", "observed", 0.8, 80.0, 100.0, 0.82, -0.1, 0.02, 90.0, 0.1, "on_track", 0.4, True, True, ("2024-Q2",))
PERIODS = ["2023-Q3", "2023-Q4", "2024-Q1", "2024-Q2"]


def series(templates: list[str]) -> pd.DataFrame:
    shares = [0.70, 0.72, 0.80, 0.80]
    return pd.DataFrame(
        {"period": PERIODS, "value": shares, "numerator": 80.0, "denominator": 100.0, "path": 0.82, "template": templates},
    )


def picture(breaks: tuple[SeriesBreak, ...], templates: list[str], language: Language):
    indicators = {**BUILT_IN.indicators, "A3-03": replace(BUILT_IN.indicators["A3-03"], breaks=breaks)}
    return series_picture(series(templates), RESULT, replace(BUILT_IN, indicators=indicators), language)


def test_a_changed_definition_is_marked_and_said_and_no_figure_is_dropped():
    shown = picture((CHANGED,), ["1.0"] * 4, Language.EN)
    assert [shape["x0"] for shape in shown.figure.layout.shapes] == [1.5]
    assert "2024 Q1" in shown.sentence and "Online cases" in shown.sentence
    assert len(shown.table.rows) == len(PERIODS)


def test_a_new_template_is_marked_but_not_figures_that_came_in_a_table():
    shown = picture((), ["", "1.0", "1.0", "2.0"], Language.ZH)
    assert [shape["x0"] for shape in shown.figure.layout.shapes] == [2.5]
    assert "报送表由1.0版改为2.0版" in shown.sentence


def test_a_series_of_one_meaning_has_no_mark():
    assert len(picture((), ["1.0"] * 4, Language.ZH).figure.layout.shapes) == 0
