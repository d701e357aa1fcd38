"""What the office is told beside a rank tier: the ranks of one subject alone, and what other draws could alter (method.md 1.10).

No rule reads it and no kept assessment holds it: it follows from the T and seT of an assessment.
"""

import numpy as np

from indicators.assessment.arrays import Array
from indicators.assessment.ranks import RankRules, draw_estimates, joint_sets, level_band, own_sets
from indicators.model.verdict import RankDoubt, RankTier


def rank_doubt(T: Array, se: Array, row: int, rules: RankRules) -> tuple[RankTier, RankDoubt] | None:
    """The tier with the ranks of subject `row` of T (U,) and se (U,), and its doubt; None where it has no T. nan: has none.

    Borderline is an end of an interval, or a tier, that comes out otherwise, with the same draws, at the ends of the critical value's band.
    """
    known = ~(np.isnan(T) | np.isnan(se))
    if not known[row]:
        return None
    own, estimates = int(known[:row].sum()), draw_estimates(T[known], se[known], rules)
    levels = (rules.level, *level_band(rules.level, rules.draws))
    joint, alone = joint_sets(estimates, levels), own_sets(estimates, levels, own)
    tiers = [sets.tiers()[own].value for sets in joint]
    ends = [
        {"low": int(sets.low[own]), "high": int(sets.high[own]), "alone_low": low, "alone_high": high}
        for sets, (low, high) in zip(joint, alone, strict=True)
    ]
    doubt = RankDoubt(
        of=int(known.sum()),
        level=rules.level,
        alone_low=alone[0][0],
        alone_high=alone[0][1],
        borderline=tuple(name for name in ends[0] if len({one[name] for one in ends}) > 1),
        other_tier=next((tier for tier in tiers if tier != tiers[0]), None),
    )
    return RankTier(tiers[0], ends[0]["low"], ends[0]["high"]), doubt
