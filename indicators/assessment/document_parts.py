"""Verdicts back from their JSON documents. The way there is document.to_plain."""

from collections.abc import Mapping
from typing import Any

from indicators.model.finding import (
    BenefitOfDoubt,
    Comparison,
    Contribution,
    GateLift,
    IndicatorAlarm,
    IndicatorForecast,
    IndicatorResult,
    IndicatorTrend,
    LineMargin,
    Robustness,
    RuleOutcome,
    ScoreTrend,
    SmallestChange,
)
from indicators.model.verdict import Grade, GradeBasis, RankTier, Reporting, Verdict, VerdictState

_VERDICT_PARTS: Mapping[str, type] = {"robustness": Robustness, "trend": ScoreTrend, "benefit": BenefitOfDoubt}
_RESULT_PARTS: Mapping[str, type] = {"trend": IndicatorTrend, "forecast": IndicatorForecast, "alarm": IndicatorAlarm}
_LISTS = ("missing", "late", "department_owned", "not_available")


def read_verdict(document: Mapping[str, Any]) -> Verdict:
    """The verdict of a document; KeyError or TypeError for anything that is not one."""
    plain = dict(document)
    plain["grade"] = Grade(document["grade"])
    plain["grade_basis"] = GradeBasis(document["grade_basis"])
    plain["state"] = VerdictState(document["state"])
    plain["rank"] = RankTier(**document["rank"])
    plain["rules"] = tuple(RuleOutcome(**rule) for rule in document["rules"])
    plain["reasons"], plain["caveats"] = tuple(document["reasons"]), tuple(document["caveats"])
    plain["reporting"] = Reporting(**{**document["reporting"], **{name: tuple(document["reporting"][name]) for name in _LISTS}})
    plain["indicators"] = tuple(_result(item) for item in document["indicators"])
    plain["comparisons"] = {name: _comparison(item) for name, item in document["comparisons"].items()}
    plain["changes"] = tuple(SmallestChange(**{**item, "target_grade": Grade(item["target_grade"])}) for item in document["changes"])
    plain["closing_grade"] = None if document["closing_grade"] is None else Grade(document["closing_grade"])
    plain |= _parts(document, _VERDICT_PARTS)
    plain["margins"] = tuple(LineMargin(**item) for item in document.get("margins", ()))
    plain["lifts"] = tuple(GateLift(item["rule"], tuple(item["indicators"])) for item in document.get("lifts", ()))
    return Verdict(**plain)


def _result(document: Mapping[str, Any]) -> IndicatorResult:
    return IndicatorResult(**{**document, **_parts(document, _RESULT_PARTS), "periods": tuple(document["periods"])})


def _parts(document: Mapping[str, Any], kinds: Mapping[str, type]) -> dict[str, Any]:
    """The parts that an assessment may hold; documents of earlier methods do not."""
    return {name: kind(**document[name]) for name, kind in kinds.items() if document.get(name) is not None}


def _comparison(document: Mapping[str, Any]) -> Comparison:
    parts = tuple(Contribution(**item) for item in document["contributions"])
    return Comparison(**{**document, "contributions": parts})
