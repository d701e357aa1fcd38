"""A definition that changed in mid-plan: said in the verdict while the window mixes both, no longer once it lies behind."""

from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.assess import assess
from indicators.model.indicator import SeriesBreak
from indicators.model.period import quarter_at
from indicators.model.words import Bilingual

FROM_2024 = SeriesBreak("2024-Q1", Bilingual("自2024年起含线上案件。", "Online cases are included from 2024."))
CATALOGUE = make_catalogue([make_indicator("i1", breaks=(FROM_2024,)), make_indicator("i2")])
ROWS = [(code, "R1", quarter_at(t).code, "60/100") for code in ("i1", "i2") for t in range(8, 20)]


def caveats(period: str) -> list[object]:
    return [told for told in assess(make_request(CATALOGUE, ROWS, period)).regions[0].caveats if told["code"] == "series_break"]


def test_a_window_over_a_changed_definition_is_said_to_mix_two_meanings() -> None:
    assert caveats("2024-Q1") == [{"code": "series_break", "indicators": ["i1"]}]
    assert caveats("2024-Q3") == [{"code": "series_break", "indicators": ["i1"]}]


def test_a_window_on_one_side_of_the_change_says_nothing() -> None:
    assert caveats("2023-Q4") == []
    assert caveats("2024-Q4") == []
