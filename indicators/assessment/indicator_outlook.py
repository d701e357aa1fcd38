"""What is told of single indicators beside their value: trend, forecast, alarm (method.md 1.9, 1.10). Describes; decides nothing."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import to_number
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence
from indicators.assessment.forecast import ForecastRules, Forecasts, chance_word
from indicators.assessment.funnel import Alarms
from indicators.assessment.quarterly import quarterly_figures
from indicators.assessment.seasonal import SeasonalTrend, seasonal_trend
from indicators.model.finding import IndicatorAlarm, IndicatorForecast, IndicatorTrend
from indicators.model.period import quarter_at

FEWEST_PAIRS = 3
"""Comparisons with the same quarter a year before from which a direction is named."""

FARTHEST = 80
"""2040-Q4: a date beyond it says no more than that the target is not reached."""


@dataclass(frozen=True, slots=True)
class IndicatorOutlook:
    """Of the regions' indicators in the last quarter (U, I): forecasts, seasonal trend, alarms (None: too few quarters)."""

    forecasts: Forecasts
    rules: ForecastRules
    trend: SeasonalTrend
    alarms: Alarms | None
    codebook: Codebook


def indicator_trends(evidence: Evidence, codebook: Codebook, quarters: int) -> SeasonalTrend:
    """The seasonal trend of every region's indicators over the last `quarters`."""
    return seasonal_trend(quarterly_figures(evidence, codebook).value[-quarters:, :-1])


def trend_at(found: IndicatorOutlook, place: tuple[int, int]) -> IndicatorTrend | None:
    """Slope a year and whether every quarter compares with the year before in one direction; None without any comparison."""
    trend = found.trend
    if np.isnan(trend.slope[place]):
        return None
    pairs, rising = int(trend.pairs[place]), int(trend.S[place]) * float(found.codebook.sign[place[1]])
    clear = pairs >= FEWEST_PAIRS and abs(rising) == pairs
    direction = ("improving" if rising > 0 else "declining") if clear else "flat"
    return IndicatorTrend(float(trend.slope[place]), float(trend.p[place]), direction)


def forecast_at(found: IndicatorOutlook, place: tuple[int, int]) -> IndicatorForecast | None:
    """The forecast at the next milestone in eight quarters, and at the present pace for 2030; None where there is none."""
    forecasts = found.forecasts
    pace = to_number(forecasts.pace[place])
    if pace is None:
        return None
    reach = float(forecasts.reach[place])
    reached = quarter_at(int(np.ceil(reach))).code if reach <= FARTHEST else None
    if forecasts.milestone is None:
        return IndicatorForecast(None, None, None, None, None, None, pace, reached)
    ahead = (forecasts.milestone - forecasts.now - 1, *place)
    chance = to_number(forecasts.meet[place])
    return IndicatorForecast(
        milestone=quarter_at(forecasts.milestone).code,
        expected=to_number(forecasts.mean[ahead]),
        low=to_number(forecasts.low[ahead]),
        high=to_number(forecasts.high[ahead]),
        probability=chance,
        chance=None if chance is None else chance_word(chance, found.rules.cuts).value,
        pace_value=pace,
        reached=reached,
    )


def alarm_at(found: IndicatorOutlook, place: tuple[int, int]) -> IndicatorAlarm | None:
    """z with overdispersion and whether it is an alert or an alarm; None without a z."""
    if found.alarms is None or np.isnan(found.alarms.z[place]):
        return None
    level = "alarm" if found.alarms.alarm[place] else "alert" if found.alarms.alert[place] else "none"
    return IndicatorAlarm(float(found.alarms.z[place]), level)
