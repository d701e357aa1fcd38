"""One subject's outlook as plain values for its verdict: rank tier, robustness, trend, benefit of the doubt. Decides nothing."""

from dataclasses import fields

import numpy as np

from indicators.assessment import robustness
from indicators.assessment.arrays import to_number
from indicators.assessment.outlook import DIRECTIONS, Outlook, tiers_of
from indicators.model.finding import BenefitOfDoubt, Robustness, ScoreTrend
from indicators.model.verdict import RankTier


def rank_of(outlook: Outlook, row: int) -> RankTier:
    """The tier with the ranks that cannot be ruled out; empty where there are none."""
    if outlook.ranks is None:
        return RankTier(None, None, None)
    tier = tiers_of(outlook.ranks)[row]
    if tier is None:
        return RankTier(None, None, None)
    return RankTier(tier.value, int(outlook.ranks.low[row]), int(outlook.ranks.high[row]))


def robustness_of(outlook: Outlook, row: int, draws: int) -> Robustness | None:
    """What became of the subject in the draws; None where they were not run or it has no score."""
    found = outlook.draws
    if found is None or np.isnan(found.score_50[row]):
        return None
    return Robustness(draws=draws, **{field.name: to_number(getattr(found, field.name)[row]) for field in fields(robustness.Robustness)})


def trend_of(outlook: Outlook, row: int) -> ScoreTrend | None:
    """The trend of T; None with too few quarters."""
    if outlook.trend is None or outlook.direction is None or np.isnan(outlook.trend.slope[row]):
        return None
    trend = outlook.trend
    return ScoreTrend(
        slope=float(trend.slope[row]),
        se=float(trend.se[row]),
        q_up=float(trend.q_up[row]),
        q_down=float(trend.q_down[row]),
        direction=DIRECTIONS[int(outlook.direction[row])],
    )


def benefit_of(outlook: Outlook, row: int) -> BenefitOfDoubt | None:
    """The best and the worst score over the area weights; None without a score."""
    if outlook.best is None or outlook.worst is None or np.isnan(outlook.best[row]):
        return None
    return BenefitOfDoubt(float(outlook.best[row]), float(outlook.worst[row]))
