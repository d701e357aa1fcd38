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
    judged = sorted(
        (item for item in catalogue.indicators.values() if item.area == Area.SPECIAL_ACTION and item.deadline is not None),
        key=lambda item: item.code,
    )
    if clock.today < clock.start or not judged:
        return ()
    tallies = tally_up(judged, observations, subjects, clock)
    return tuple(judge(item, subject, tallies.get((item.code, subject)), clock) for item in judged for subject in (NATIONAL, *subjects))


def judge(indicator: Indicator, subject: str, tally: Tally | None, clock: Clock) -> CampaignResult:
    """Running until the deadline; then met where the value reaches the target, not_met where it falls short beyond chance, else
    cannot_tell. no_data where nothing was counted.
    """
    target = indicator.path.target_2025
    need = None if target is None else target * elapsed(indicator, clock)
    if tally is None or tally.denominator <= 0 or target is None:
        return CampaignResult(indicator.code, subject, "no_data", None, None, None, target, need, None)
    value = tally.numerator / tally.denominator
    over = indicator.deadline is not None and clock.today >= indicator.deadline
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


def tally_up(
    judged: Sequence[Indicator], observations: pd.DataFrame, subjects: Sequence[str], clock: Clock
) -> dict[tuple[str, str], Tally]:
    """Counts by (indicator, subject) up to the deadline or the day of the run: flows add up, of stocks and running totals the latest
    counts. The country is the sum of the regions, else its own sheet.
    """
    rows = _filed_rows(judged, observations, clock)
    groups = rows.groupby(["indicator", "subject"], sort=True)[["k", "n"]]
    flows = {item.code for item in judged if item.measure is Measure.FLOW}
    sums, latest = groups.sum(), groups.last()
    chosen = pd.concat([sums[sums.index.get_level_values(0).isin(flows)], latest[~latest.index.get_level_values(0).isin(flows)]])
    tallies = {(str(row[0][0]), str(row[0][1])): Tally(float(row[1]), float(row[2])) for row in chosen.itertuples()}
    for indicator in judged:
        regions = [tallies[indicator.code, subject] for subject in subjects if (indicator.code, subject) in tallies]
        if regions:
            country = Tally(sum(one.numerator for one in regions), sum(one.denominator for one in regions))
            tallies[indicator.code, NATIONAL] = country
    return tallies


def _filed_rows(judged: Sequence[Indicator], observations: pd.DataFrame, clock: Clock) -> pd.DataFrame:
    """Reported totals of periods that end by the deadline or the day of the run, in order of time, with k and n."""
    own = observations[observations["indicator"].isin([item.code for item in judged])]
    own = own[own["status"].astype(str) == CellStatus.REPORTED]
    own = own[own["breakdown"] == TOTAL] if "breakdown" in own else own
    fractions = own["indicator"].isin([item.code for item in judged if item.kind in (Kind.PROP, Kind.RATE, Kind.SMR)]).to_numpy()
    ends = {item.code: min(clock.today, item.deadline or clock.today).toordinal() for item in judged}
    days = {code: parse_period(code).last_day.toordinal() for code in own["period"].unique()}
    rows = pd.DataFrame(
        {
            "indicator": own["indicator"].to_numpy(),
            "subject": own["subject"].to_numpy(),
            "day": own["period"].map(days).to_numpy(),
            "k": np.where(fractions, pd.to_numeric(own["numerator"]), pd.to_numeric(own["value"])),
            "n": np.where(fractions, pd.to_numeric(own["denominator"]), 1.0),
        }
    ).dropna()
    return rows[rows["day"] <= rows["indicator"].map(ends)].sort_values(["indicator", "subject", "day"], kind="stable")
