"""Figures as the two languages write them."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dashboard.text.figures import (
    say_count,
    say_date,
    say_list,
    say_number,
    say_percentage_points,
    say_period,
    say_points,
    say_share,
    say_time,
    say_value,
)
from dashboard.text.sentences import Language
from indicators.model.indicator import Direction, Frequency, Indicator, Kind, Level, Measure, Path, SourceStatus, Use
from indicators.model.words import Bilingual

ZH, EN = Language.ZH, Language.EN


def _indicator(**changes: Any) -> Indicator:
    text = Bilingual(zh="甲", en="A")
    fields: dict[str, Any] = {
        "code": "A1-01", "area": "A1", "name": text, "definition": text, "numerator": None, "denominator": None,
        "unit": "share", "direction": Direction.UP, "kind": Kind.PROP, "measure": Measure.FLOW, "frequency": Frequency.QUARTER,
        "level": Level.REGION, "lead": "MPS", "support": (), "clauses": ("S1-01",), "use": Use.SCORE, "risk": text, "guard": text,
        "path": Path(0.1, 0.2, 0.3, SourceStatus.ILLUSTRATIVE, SourceStatus.ILLUSTRATIVE), "band_low": None, "band_high": None,
        "definition_note": None, "persons": False, "weight": 1.0, "required": True, "d_min": None, "n_min": 10,
        "meas_sd": None, "deadline": None, "lead_share": None, "maximum": 1e6,
    }  # fmt: skip
    return Indicator(**(fields | changes))


@pytest.mark.parametrize("language", [ZH, EN])
def test_missing_figure_is_said_and_never_zero(language: Language) -> None:
    missing = {ZH: "无数据", EN: "no data"}[language]
    for x in (None, float("nan")):
        says = (say_share, say_number, say_count, say_points, say_percentage_points)
        assert {function(x, language) for function in says} == {missing}
        assert say_value(_indicator(), x, language) == missing
    assert say_date(None, language) == say_time(None, language) == missing
    assert say_share(0.0, language) == "0.0%"


def test_shares_numbers_and_counts() -> None:
    assert say_share(0.923, ZH) == say_share(0.923, EN) == "92.3%"
    assert say_share(1.0, EN, digits=0) == "100%"
    assert say_number(1234.56, ZH) == "1,234.6"
    assert say_number(1234.5678, EN, digits=None) == "1,234.5678"
    assert say_number(12.0, EN, digits=None) == "12"
    assert say_count(1234, ZH) == "1,234"
    assert say_count("*", EN) == "*"


def test_differences_carry_their_sign_and_unit() -> None:
    assert (say_points(3.21, ZH), say_points(-3.21, EN)) == ("+3.2分", "-3.2 points")
    assert (say_percentage_points(-0.015, ZH), say_percentage_points(0.02, EN)) == ("-1.5个百分点", "+2.0 percentage points")


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("2026-Q3", "2026年第三季度", "2026 Q3"),
        ("2024-05", "2024年5月", "May 2024"),
        ("2026-H1", "2026年上半年", "first half of 2026"),
        ("2026", "2026年", "2026"),
    ],
)
def test_periods(code: str, zh: str, en: str) -> None:
    assert (say_period(code, ZH), say_period(code, EN)) == (zh, en)


def test_dates_and_times_are_beijing_time() -> None:
    assert (say_date(date(2026, 10, 20), ZH), say_date(date(2026, 10, 20), EN)) == ("2026年10月20日", "20 October 2026")
    moment = datetime(2026, 10, 20, 16, 5, tzinfo=UTC)
    assert say_time(moment, ZH) == "2026年10月21日 00:05"
    assert say_time("2026-10-20T16:05:00", EN) == "21 October 2026, 00:05"


def test_lists() -> None:
    assert (say_list(["甲", "乙"], ZH), say_list(["a", "b"], EN)) == ("甲、乙", "a, b")


@pytest.mark.parametrize(
    ("unit", "kind", "x", "zh", "en"),
    [
        ("share", Kind.PROP, 0.5, "50.0%", "50.0%"),
        ("per_100k", Kind.RATE, 0.00001234, "每10万人1.23", "1.23 per 100,000"),
        ("days", Kind.MEAN, 1, "1.0天", "1.0 days"),
        ("days", Kind.MEAN, 3.14, "3.1天", "3.1 days"),
        ("persons", Kind.CONTEXT, 1, "1人", "1 person"),
        ("persons", Kind.CONTEXT, 1234, "1,234人", "1,234 persons"),
        ("yes_no", Kind.ADMIN, 1, "是", "yes"),
        ("yes_no", Kind.ADMIN, 0, "否", "no"),
        ("number", Kind.MILESTONE, 3, "第3级（共4级）", "level 3 of 4"),
    ],
)
def test_value_is_said_in_the_unit_of_its_indicator(unit: str, kind: Kind, x: float, zh: str, en: str) -> None:
    indicator = _indicator(unit=unit, kind=kind)
    assert (say_value(indicator, x, ZH), say_value(indicator, x, EN)) == (zh, en)
