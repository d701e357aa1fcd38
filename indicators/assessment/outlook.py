"""What a verdict looks at beside the tests of one run: trend, recovery, ranks, benefit of the doubt, draws, milestones, alarms.

The parts are computed by modules of their own; here they become the findings that the rules C4 to C6, K5 and W3 to W6 ask for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.funnel import Alarms
from indicators.assessment.ranks import RankRules, RankSets, Tier, rank_sets
from indicators.assessment.robustness import Robustness
from indicators.assessment.standing import Standing
from indicators.assessment.trend import Trend, score_trend, trend_direction
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Lines

ON_PATH = 100.0
"""The score of who is exactly on the path."""
ROUNDING = 1e-9
"""Sums of weights are compared with this much room."""
DIRECTIONS: Mapping[int, str] = {-1: "declining", 0: "flat", 1: "improving"}


@dataclass(frozen=True, slots=True)
class OutlookRules:
    """Levels and windows of method.md 1.10 and of the rules that rest on it."""

    pool_quarters: int
    trend_quarters: int
    trend_level: float
    trend_least_slope: float
    robust_criticise: float
    robust_watch: float
    robust_commend: float
    benefit_margin: float
    out_of_reach_weight: float
    ranks: RankRules


@dataclass(frozen=True, slots=True)
class Outlook:
    """One quarter of a family. None: not run, or not to be had (too few quarters, no milestone near); (U,) unless said otherwise.

    `direction` of the trend; `lift`: how much its slope gains if all four quarters of the window stood one point of T higher.
    `expected`: the highest T forecast within the quarters of C4, `recovering`: improving, and that above the watch line.
    `best`, `worst`: S under the most and least favourable area weights. `out_of_reach` (U, I): indicators unlikely to meet the next
    milestone; `alarms` of the indicators, `alarmed` (U, I): critical ones in alarm for two runs; `reach_room`, `alarm_room` (U, I):
    the moves of the gap up to which these stay so. `draws`: the robustness run. `leading`: the slope is proven to be in the upper
    third.
    """

    trend: Trend | None = None
    direction: Whole | None = None
    lift: Array | None = None
    leading: Mask | None = None
    expected: Array | None = None
    recovering: Mask | None = None
    best: Array | None = None
    worst: Array | None = None
    out_of_reach: Mask | None = None
    alarms: Alarms | None = None
    alarmed: Mask | None = None
    reach_room: Array | None = None
    alarm_room: Array | None = None
    draws: Robustness | None = None
    ranks: RankSets | None = None


def outlook_rules(catalogue: Catalogue) -> OutlookRules:
    """The rules by their ids."""
    return OutlookRules(
        pool_quarters=int(catalogue.number("pool_quarters")),
        trend_quarters=int(catalogue.number("trend_quarters")),
        trend_level=catalogue.number("trend_level"),
        trend_least_slope=catalogue.number("trend_least_slope"),
        robust_criticise=catalogue.number("robust_criticise"),
        robust_watch=catalogue.number("robust_watch"),
        robust_commend=catalogue.number("robust_commend"),
        benefit_margin=catalogue.number("benefit_margin"),
        out_of_reach_weight=catalogue.number("forecast_watch_weight"),
        ranks=rank_rules(catalogue),
    )


def rank_rules(catalogue: Catalogue) -> RankRules:
    """Draws, seed and level of the rank sets by their ids."""
    return RankRules(int(catalogue.number("rank_draws")), int(catalogue.number("rank_seed")), catalogue.number("rank_level"))


def trend_outlook(standing: Standing, q: int, rules: OutlookRules, families: Whole | None = None) -> Outlook:
    """Trend and its direction at quarter q, from the quarterly T of the ruled quarters; empty with fewer of them (method.md 1.10)."""
    if q + 1 < rules.trend_quarters:
        return Outlook()
    window = slice(q + 1 - rules.trend_quarters, q + 1)
    T, variance = standing.quarterly_T[window], standing.quarterly_variance[window]
    extra = np.full(rules.trend_quarters, 2 * standing.half_variance[q])
    trend = replace(score_trend(T, variance, extra), families=families)
    raised = T + (np.arange(rules.trend_quarters) >= rules.trend_quarters - rules.pool_quarters)[:, None]
    return Outlook(
        trend=trend,
        direction=trend_direction(trend, rules.trend_level, rules.trend_least_slope),
        lift=score_trend(raised, variance, extra).slope - trend.slope,
    )


def proven_ranks(T: Array, se: Array, rules: RankRules) -> RankSets:
    """Rank sets (U,) of the subjects with a T; 0 for the others."""
    known = ~(np.isnan(T) | np.isnan(se))
    low, high = np.zeros(len(T), dtype=np.int64), np.zeros(len(T), dtype=np.int64)
    found = rank_sets(T[known], se[known], rules)
    low[known], high[known] = found.low, found.high
    return RankSets(low, high)


def tiers_of(sets: RankSets) -> list[Tier | None]:
    """The tier of each subject of `proven_ranks`; None without a rank."""
    known = sets.low > 0
    tiers = iter(RankSets(sets.low[known], sets.high[known]).tiers())
    return [next(tiers) if one else None for one in known]


def rules_beside(outlook: Outlook, lines: Lines, rules: OutlookRules, weights: Array, score_high: Array) -> Mapping[str, Mask]:
    """Which of C4b (recovering), C5, C6, K5, W3 to W6 hold, by id (U,). What was not run blocks nothing and holds nobody.

    `weights` (U, I) of the score. W3 needs size as well: who is on the path or ahead of it (S_high, (U,), at 100 or more) is not watched
    for coming nearer to it, as everybody does who reached a target early.
    """
    yes, no = np.ones(len(weights), dtype=bool), np.zeros(len(weights), dtype=bool)
    draws, lost = outlook.draws, outlook.out_of_reach
    with np.errstate(invalid="ignore"):
        return {
            "C4b": no if outlook.recovering is None else outlook.recovering,
            "C5": yes if draws is None else draws.criticise_share >= rules.robust_criticise,
            "C6": yes if outlook.best is None else outlook.best <= lines.criticise + rules.benefit_margin,
            "K5": yes if draws is None else draws.commend_share >= rules.robust_commend,
            "W3": no if outlook.direction is None else (outlook.direction < 0) & (score_high < ON_PATH),
            "W4": no if lost is None else lost_weight(lost, weights) >= rules.out_of_reach_weight - ROUNDING,
            "W5": no if outlook.alarmed is None else np.asarray(outlook.alarmed.any(axis=1), dtype=bool),
            "W6": no if draws is None else draws.criticise_share >= rules.robust_watch,
        }


def lost_weight(out_of_reach: Mask, weights: Array) -> Array:
    """(U,) share of the weight of indicators that are unlikely to meet the next milestone."""
    return np.asarray(np.where(out_of_reach, weights, 0.0).sum(axis=1), dtype=float)
