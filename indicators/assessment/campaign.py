"""The special action, judged on its own clock: need by the time elapsed, after the deadline an exact test (method.md 1.12b).

No grade comes from it alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from indicators.assessment import exact
from indicators.catalogue.catalogue import Catalogue
from indicators.model.area import Area
from indicators.model.indicator import Direction, Indicator, Kind, Measure
from indicators.model.observation import TOTAL, CellStatus
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from indicators.model.verdict import CampaignResult


@dataclass(frozen=True, slots=True)
class Clock:
    """The day of the run, the first day of the action and the level of the exact test."""

    today: date
    start: date
    alpha: float


@dataclass(frozen=True, slots=True)
class Tally:
    """Numerator and denominator of one subject so far (for a mean or a level: value and 1)."""

    numerator: float
    denominator: float


def campaign_results(catalogue: Catalogue, observations: pd.DataFrame, subjects: Sequence[str], today: date) -> tuple[CampaignResult, ...]:
    """One result for every indicator with a deadline and every subject, the country first; () before the action began."""
    clock = Clock(today, date.fromisoformat(str(catalogue.rule("campaign_start"))), catalogue.number("campaign_alpha"))
    judged = [item for item in catalogue.indicators.values() if item.area == Area.SPECIAL_ACTION and item.deadline is not None]
    if clock.today < clock.start or not judged:
        return ()
    results = []
    for indicator in sorted(judged, key=lambda item: item.code):
        tallies = _tallies(indicator, observations, subjects, clock)
        for subject in (NATIONAL, *subjects):
            results.append(judge(indicator, subject, tallies.get(subject), clock))
    return tuple(results)


def judge(indicator: Indicator, subject: str, tally: Tally | None, clock: Clock) -> CampaignResult:
    """Running until the deadline; then met where the value reaches the target, not_met where it falls short beyond chance, else
    cannot_tell. no_data where nothing was counted.
    """
    target = indicator.path.target_2025
    need = None if target is None else target * elapsed(indicator, clock)
    if tally is None or tally.denominator <= 0 or target is None:
        return CampaignResult(indicator.code, subject, "no_data", None, None, None, target, need, None)
    value = tally.numerator / tally.denominator
    over = indicator.deadline is not None and clock.today > indicator.deadline
    p = p_short(indicator, tally, target) if over else None
    reached = value >= target if indicator.direction is not Direction.DOWN else value <= target
    short = p is not None and p <= clock.alpha
    outcome = "running" if not over else "met" if reached else "not_met" if short else "cannot_tell"
    return CampaignResult(indicator.code, subject, outcome, value, tally.numerator, tally.denominator, target, need, p)


def elapsed(indicator: Indicator, clock: Clock) -> float:
    """Share of the time from the first day to the deadline that has gone by, 0 to 1."""
    if indicator.deadline is None or indicator.deadline <= clock.start:
        return 1.0
    return min(max((clock.today - clock.start).days / (indicator.deadline - clock.start).days, 0.0), 1.0)


def p_short(indicator: Indicator, tally: Tally, target: float) -> float | None:
    """Exact one-sided mid-p of falling so far short of the target by chance; None for what is not counted."""
    k, n, theta = np.array(tally.numerator), np.array(tally.denominator), np.array(target)
    if indicator.kind is Kind.PROP:
        below = float(exact.binomial_below(k, n, theta))
    elif indicator.kind in (Kind.RATE, Kind.SMR):
        below = float(exact.poisson_below(k, n * theta))
    else:
        return None
    return below if indicator.direction is not Direction.DOWN else 1 - below


def _tallies(indicator: Indicator, observations: pd.DataFrame, subjects: Sequence[str], clock: Clock) -> dict[str, Tally]:
    """Counts by subject up to the deadline or the day of the run; the country is the sum of the regions, else its own sheet."""
    end = clock.today if indicator.deadline is None else min(clock.today, indicator.deadline)
    rows = _filed_rows(indicator, observations, end)
    tallies = {str(subject): _tally(indicator, group) for subject, group in rows.groupby("subject", sort=True)}
    regions = [tallies[subject] for subject in subjects if subject in tallies]
    if regions:
        tallies[NATIONAL] = Tally(sum(one.numerator for one in regions), sum(one.denominator for one in regions))
    return tallies


def _filed_rows(indicator: Indicator, observations: pd.DataFrame, end: date) -> pd.DataFrame:
    """Reported totals of periods that end by `end`, in order of time, with k and n."""
    own = observations[(observations["indicator"] == indicator.code) & (observations["status"].astype(str) == CellStatus.REPORTED)]
    own = own[own["breakdown"] == TOTAL] if "breakdown" in own else own
    last = own["period"].map({code: parse_period(code).last_day for code in own["period"].unique()})
    fraction = indicator.kind in (Kind.PROP, Kind.RATE, Kind.SMR)
    k = pd.to_numeric(own["numerator"] if fraction else own["value"])
    n = pd.to_numeric(own["denominator"]) if fraction else pd.Series(1.0, index=own.index)
    rows = pd.DataFrame({"subject": own["subject"], "end": last, "k": k, "n": n}).dropna()
    return rows[[day <= end for day in rows["end"]]].sort_values(["subject", "end"], kind="stable")


def _tally(indicator: Indicator, rows: pd.DataFrame) -> Tally:
    """Flows add up; of stocks and running totals the latest counts."""
    if indicator.measure is Measure.FLOW:
        return Tally(float(rows["k"].sum()), float(rows["n"].sum()))
    return Tally(float(rows["k"].iloc[-1]), float(rows["n"].iloc[-1]))
