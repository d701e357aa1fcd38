"""The outlook of a verdict as published: trend, robustness, margins and forecasts to the decimals that are printed (method.md 1.15)."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any, TypeVar

from dashboard.access.small_counts import round_value
from indicators.model.finding import (
    BenefitOfDoubt,
    IndicatorAlarm,
    IndicatorForecast,
    IndicatorResult,
    IndicatorTrend,
    Robustness,
    ScoreTrend,
)
from indicators.model.indicator import Indicator
from indicators.model.verdict import Verdict

_SHARES = 3
_POINTS = 1
_CHANCES = 2
_SHARE_FIELDS = ("criticise_share", "watch_share", "steady_share", "commend_share", "q_up", "q_down")
Part = TypeVar("Part", Robustness, ScoreTrend, BenefitOfDoubt)


def round_outlook(verdict: Verdict) -> Mapping[str, Any]:
    """The fields of the verdict that look beyond its score, by name: points to one decimal, shares and p-values to three."""
    return {
        "robustness": _rounded(verdict.robustness),
        "trend": _rounded(verdict.trend),
        "benefit": _rounded(verdict.benefit),
        "margins": tuple(
            replace(margin, points=round(margin.points, _POINTS), errors=None if margin.errors is None else round(margin.errors, _POINTS))
            for margin in verdict.margins
        ),
    }


def round_heading(result: IndicatorResult, indicator: Indicator) -> Mapping[str, Any]:
    """Where one indicator is heading, by field: values to the decimals of its unit, chances to two."""
    return {
        "trend": _round_trend(result, indicator),
        "forecast": None if result.forecast is None else _round_forecast(result.forecast, indicator),
        "alarm": None if result.alarm is None else IndicatorAlarm(round(result.alarm.z, _POINTS), result.alarm.level),
    }


def _round_forecast(forecast: IndicatorForecast, indicator: Indicator) -> IndicatorForecast:
    values: dict[str, Any] = {name: round_value(indicator, getattr(forecast, name)) for name in ("expected", "low", "high", "pace_value")}
    chance = None if forecast.probability is None else round(forecast.probability, _CHANCES)
    return replace(forecast, **values, probability=chance)


def _rounded(part: Part | None) -> Part | None:
    """Every figure of a part: shares and p-values to three decimals, points to one; whole numbers and words stay."""
    if part is None:
        return None
    figures = {field.name: getattr(part, field.name) for field in fields(part)}
    changed: dict[str, Any] = {
        name: round(figure, _SHARES if name in _SHARE_FIELDS else _POINTS) for name, figure in figures.items() if isinstance(figure, float)
    }
    return replace(part, **changed)


def _round_trend(result: IndicatorResult, indicator: Indicator) -> IndicatorTrend | None:
    """None where the slope itself is a small count of persons."""
    if result.trend is None:
        return None
    slope = round_value(indicator, result.trend.slope)
    return None if slope is None else replace(result.trend, slope=slope, p=round(result.trend.p, _SHARES))
