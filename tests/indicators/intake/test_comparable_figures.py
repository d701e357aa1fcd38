"""Earlier figures of another definition are not held against a new one."""

from dataclasses import replace

import pandas as pd

from indicators.catalogue.load import load_catalogue
from indicators.intake.series_breaks import comparable_figures
from indicators.model.indicator import SeriesBreak
from indicators.model.period import parse_period
from indicators.model.words import Bilingual

BUILT_IN = load_catalogue()
CHANGED = SeriesBreak("2024-Q1", Bilingual("口径变化。", "Changed."))
CATALOGUE = replace(BUILT_IN, indicators={**BUILT_IN.indicators, "A2-01": replace(BUILT_IN.indicators["A2-01"], breaks=(CHANGED,))})
KNOWN = pd.DataFrame({"indicator": ["A2-01", "A2-01", "A2-03"], "period": ["2023-Q4", "2024-Q1", "2023-Q4"]})


def left(round_code: str) -> list[tuple[str, str]]:
    found = comparable_figures(CATALOGUE, KNOWN, parse_period(round_code))
    return list(zip(found["indicator"], found["period"], strict=True))


def test_figures_before_the_change_are_left_out_after_it_and_the_other_way_round() -> None:
    assert left("2024-Q2") == [("A2-01", "2024-Q1"), ("A2-03", "2023-Q4")]
    assert left("2023-Q4") == [("A2-01", "2023-Q4"), ("A2-03", "2023-Q4")]


def test_a_catalogue_without_changes_leaves_everything_and_nothing_known_stays_unknown() -> None:
    assert comparable_figures(BUILT_IN, KNOWN, parse_period("2024-Q2")) is KNOWN
    assert comparable_figures(CATALOGUE, None, parse_period("2024-Q2")) is None
