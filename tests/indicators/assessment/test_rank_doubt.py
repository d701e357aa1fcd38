"""How firmly a rank tier stands: the published case, and families made so that the answer is known (method.md 1.10, decision 9)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators.assessment.rank_doubt import rank_doubt
from indicators.assessment.ranks import RankRules, draw_estimates, rank_sets
from indicators.model.verdict import RankDoubt, RankTier

RULES = RankRules(draws=10_000, seed=1, level=0.95)
PISA = pd.read_csv(Path(__file__).parents[2] / "cases" / "reference" / "csranks_pisa2018_expected.csv")


@pytest.mark.parametrize(
    ("country", "tier", "doubt"),
    [
        ("United Kingdom", RankTier("cannot_be_separated", 6, 24), RankDoubt(38, 0.95, 7, 23, ("alone_low",), None)),
        ("Slovak Republic", RankTier("cannot_be_separated", 18, 31), RankDoubt(38, 0.95, 20, 31, ("low",), None)),
    ],
)
def test_doubt_of_the_published_case(country: str, tier: RankTier, doubt: RankDoubt) -> None:
    row = PISA["jurisdiction"].tolist().index(country)
    assert rank_doubt(PISA["math_score"].to_numpy(), PISA["math_se"].to_numpy(), row, RULES) == (tier, doubt)


def test_a_tier_beside_the_critical_value_names_the_other_tier() -> None:
    """Three subjects, the best ahead of the second by exactly the critical value of these draws, and by
    a little more or less. The third is far below: its pairs are settled in the first step."""
    se = np.array([2.0, 2.0, 2.0])
    noise = draw_estimates(np.zeros(3), se, RULES).noise
    both = np.maximum(noise[:, 0] - noise[:, 1], noise[:, 1] - noise[:, 0])
    ahead = float(np.quantile(np.maximum(both, np.maximum(noise[:, 2] - noise[:, 0], noise[:, 2] - noise[:, 1])), 0.95))
    found = {step: rank_doubt(np.array([100 + ahead + step, 100.0, 0.0]), se, 0, RULES) for step in (-0.5, -0.001, 0.001, 0.5)}
    tiers = {step: (tier.tier, doubt.other_tier, doubt.borderline) for step, (tier, doubt) in found.items()}
    assert tiers[-0.001] == ("cannot_be_separated", "upper", ("high",))
    assert tiers[0.001] == ("upper", "cannot_be_separated", ("high",))
    assert tiers[-0.5] == ("cannot_be_separated", None, ())
    assert tiers[0.5] == ("upper", None, ())


def test_a_subject_without_a_score_has_no_doubt_and_takes_no_rank_from_others() -> None:
    T, se = np.array([100.0, np.nan, 60.0, 20.0]), np.array([1.0, 1.0, np.nan, 1.0])
    assert rank_doubt(T, se, 1, RULES) is None and rank_doubt(T, se, 2, RULES) is None
    tier, doubt = rank_doubt(T, se, 3, RULES)
    assert (tier.low, tier.high, doubt.of, doubt.alone_low) == (2, 2, 2, 2)


def test_the_tier_told_is_that_of_the_rank_sets() -> None:
    rng = np.random.default_rng(3)
    T, se = rng.normal(90, 9, 20), rng.uniform(1, 4, 20)
    sets = rank_sets(T, se, RULES)
    for row in (0, 7, 19):
        tier, _ = rank_doubt(T, se, row, RULES)
        assert tier == RankTier(sets.tiers()[row].value, sets.low[row], sets.high[row])
