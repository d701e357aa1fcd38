"""Trend, robustness and forecasts in sentences: where a subject and its indicators are heading, and how firmly the verdict stands."""

from dashboard.text.figures import say_number, say_period, say_share, say_value
from dashboard.text.say import Language, say
from indicators.model.finding import IndicatorForecast, IndicatorResult, Robustness
from indicators.model.indicator import Indicator
from indicators.model.period import parse_period
from indicators.model.verdict import Verdict

_WORTH_SAYING = 0.05
"""Share of the draws beyond a line that is worth a sentence."""
_PLAN_END = "2030-Q4"


def say_outlook(verdict: Verdict, language: Language) -> tuple[str, ...]:
    """Trend, robustness and benefit of the doubt of one verdict, as far as each was run."""
    told = []
    if verdict.trend is not None:
        points = say_number(abs(verdict.trend.slope) if verdict.trend.direction != "flat" else verdict.trend.slope, language)
        told.append(say(language, f"verdicts.trend.{verdict.trend.direction}", points=points))
    if verdict.robustness is not None:
        told += [say_robustness(verdict.robustness, language), _say_range(verdict.robustness, language)]
    if verdict.benefit is not None:
        best, worst = (say_number(score, language) for score in (verdict.benefit.best, verdict.benefit.worst))
        told.append(say(language, "verdicts.benefit", best=best, worst=worst))
    return tuple(sentence for sentence in told if sentence)


def say_robustness(found: Robustness, language: Language) -> str:
    """In which share of the draws the score is beyond a line: the one that more of them pass, or between both."""
    blame, praise = found.criticise_share or 0.0, found.commend_share or 0.0
    kind, share = ("criticise", blame) if blame >= praise else ("commend", praise)
    if share < _WORTH_SAYING:
        kind, share = "between", 1 - blame - praise
    return say(language, f"verdicts.robustness.{kind}", draws=say_number(found.draws, language, 0), share=say_share(share, language))


def say_heading(result: IndicatorResult, indicator: Indicator, language: Language) -> tuple[str, ...]:
    """Where one indicator is heading: trend, chance of the next milestone, value and date at the present pace, alarm."""
    told = []
    if result.trend is not None:
        told.append(say(language, f"subject.heading.trend.{result.trend.direction}"))
    if result.forecast is not None:
        told += _say_forecast(result.forecast, indicator, language)
    if result.alarm is not None and result.alarm.level != "none":
        side = "worse" if result.alarm.z < 0 else "better"
        told.append(say(language, f"subject.heading.alarm.{side}", level=say(language, f"verdicts.alarm.{result.alarm.level}")))
    return tuple(told)


def _say_forecast(forecast: IndicatorForecast, indicator: Indicator, language: Language) -> list[str]:
    told = []
    if forecast.milestone is not None and forecast.chance is not None:
        values = {name: say_value(indicator, getattr(forecast, name), language) for name in ("expected", "low", "high")}
        chance = say(language, f"verdicts.chance.{forecast.chance}")
        told.append(say(language, "subject.heading.milestone", period=say_period(forecast.milestone, language), chance=chance, **values))
    value = say_value(indicator, forecast.pace_value, language)
    if forecast.reached is None:
        told.append(say(language, "subject.heading.pace.never", value=value))
    else:
        in_time = parse_period(forecast.reached).quarter_index <= parse_period(_PLAN_END).quarter_index
        told.append(
            say(
                language,
                f"subject.heading.pace.{'in_time' if in_time else 'late'}",
                value=value,
                period=say_period(forecast.reached, language),
            )
        )
    return told


def _say_range(found: Robustness, language: Language) -> str:
    if found.score_5 is None or found.score_95 is None:
        return ""
    return say(language, "verdicts.robustness.range", low=say_number(found.score_5, language), high=say_number(found.score_95, language))
