"""One subject's indicators as plain values: the figure against its path, its state, weight, label and exact test."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.assessment import exact
from indicators.assessment.absence import State
from indicators.assessment.arrays import Array, Mask, places, to_number
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence
from indicators.assessment.indicator_outlook import IndicatorOutlook, alarm_at, forecast_at, trend_at
from indicators.model.finding import IndicatorResult
from indicators.model.period import periods_ending_in, quarter_at

WITHHELD = "withheld"
"""State of a figure that is not shown because the one it depends on is not good enough (method.md 1.12b, A2-08)."""


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """What results are read from, for the last quarter: evidence, labels [U][I] and exact p-values (U, I); `outlook` of the regions."""

    evidence: Evidence
    codebook: Codebook
    labels: list[list[str]]
    p_plan: Array
    withheld: Mask
    window: int
    outlook: IndicatorOutlook | None = None


def exact_p(evidence: Evidence, codebook: Codebook) -> Array:
    """(U, I) exact one-sided mid-p of being so far on the worse side of the path; normal for what is not counted. nan without a value."""
    k, n = evidence.numerator[-1], evidence.denominator[-1]
    theta = evidence.path[-1]
    known = ~np.isnan(evidence.gap[-1])
    counts = known & codebook.fraction
    safe_k, safe_n = np.where(counts, k, 0.0), np.where(counts, n, 1.0)
    planned = np.where(counts, theta, 0.5)
    binomial = exact.binomial_below(safe_k, safe_n, planned)
    poisson = exact.poisson_below(safe_k, safe_n * planned)
    sd = np.sqrt(np.where(known, evidence.gap_variance[-1], 1.0))
    normal = exact.normal_below(np.where(known, evidence.gap[-1], 0.0), 0.0 * sd, np.maximum(sd, 1e-12))
    below = np.where(codebook.proportion, binomial, poisson)
    by_side = np.where(codebook.sign >= 0, below, 1 - below)
    return np.where(known, np.where(codebook.fraction & (codebook.sign != 0), by_side, normal), np.nan)


def indicator_results(sheet: ResultSheet, row: int, weights: Array, shown: Mask) -> tuple[IndicatorResult, ...]:
    """The results of one subject (`row`) for the `shown` (I,) indicators; `weights` (I,) are those of its score (0: not scored)."""
    return tuple(_result(sheet, row, column, float(weights[column])) for column in places(shown))


def _result(sheet: ResultSheet, row: int, column: int, weight: float) -> IndicatorResult:
    evidence, targets, indicator = sheet.evidence, sheet.codebook.targets, sheet.codebook.indicators[column]
    place = (-1, row, column)
    hidden = bool(sheet.withheld[row, column])
    state = State(int(evidence.state[place]))
    known = state in (State.OBSERVED, State.LATE, State.TOO_FEW) and not hidden
    figures: dict[str, Any] = {
        name: to_number(values[place]) if known else None
        for name, values in {
            "value": evidence.value,
            "numerator": evidence.numerator,
            "denominator": evidence.denominator,
            "path": evidence.path,
            "gap": evidence.gap,
        }.items()
    }
    return IndicatorResult(
        indicator=indicator.code,
        state=WITHHELD if hidden else state.name.lower(),
        **figures,
        se_gap=to_number(np.sqrt(evidence.gap_variance[place])) if known else None,
        score=None if hidden else to_number(evidence.point[place]),
        weight=weight,
        progress="none" if hidden else sheet.labels[row][column],
        p_plan=None if hidden else to_number(sheet.p_plan[row, column]),
        national_path=bool(targets.national_path[row, column]),
        illustrative=bool(targets.illustrative[row, column]),
        periods=filed_periods(sheet, row, column) if known else (),
        **(_beside(sheet.outlook, (row, column)) if known and sheet.outlook is not None else {}),
    )


def _beside(outlook: IndicatorOutlook, place: tuple[int, int]) -> dict[str, Any]:
    return {"trend": trend_at(outlook, place), "forecast": forecast_at(outlook, place), "alarm": alarm_at(outlook, place)}


def filed_periods(sheet: ResultSheet, row: int, column: int) -> tuple[str, ...]:
    """Codes of the periods that stand behind the pooled value: those of the window with a filed figure, of a stock the latest."""
    evidence, codebook = sheet.evidence, sheet.codebook
    seen = evidence.cells.seen[:, row, column] > 0
    quarters = np.flatnonzero(seen)
    last = len(seen) - 1
    start = last if seen[max(0, last - sheet.window + 1) :].any() or not len(quarters) else int(quarters[-1])
    chosen = [q for q in quarters if start - sheet.window < q <= start]
    if codebook.stock[column]:
        chosen = chosen[-1:]
    frequency = codebook.indicators[column].frequency
    return tuple(period.code for q in chosen for period in periods_ending_in(quarter_at(evidence.first + int(q)), frequency))
