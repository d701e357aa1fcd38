"""Confidence sets for ranks: the published case, and what must hold of any (method.md 1.10)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from indicators.assessment.ranks import RankRules, Tier, rank_sets

RULES = RankRules(draws=10_000, seed=1, level=0.95)
PISA = pd.read_csv(Path(__file__).parents[2] / "cases" / "reference" / "csranks_pisa2018_expected.csv")


def test_reference_case_8_all_76_ends_of_the_simultaneous_sets_of_csranks() -> None:
    sets = rank_sets(PISA["math_score"].to_numpy(), PISA["math_se"].to_numpy(), RULES)
    ends = np.concatenate([sets.low, sets.high])
    expected = np.concatenate([PISA["simul_L"], PISA["simul_U"]])
    assert len(ends) == 76
    assert (ends == expected).all()


def test_subjects_that_cannot_be_told_apart_share_every_rank() -> None:
    sets = rank_sets(np.full(12, 90.0), np.full(12, 3.0), RULES)
    assert (sets.low == 1).all() and (sets.high == 12).all()
    assert set(sets.tiers()) == {Tier.NOT_SEPARATED}


def test_clear_differences_give_single_ranks_and_tiers() -> None:
    sets = rank_sets(np.arange(9.0) * -100, np.ones(9), RULES)
    assert sets.low.tolist() == sets.high.tolist() == list(range(1, 10))
    assert sets.tiers() == (Tier.UPPER,) * 3 + (Tier.NOT_SEPARATED,) * 3 + (Tier.LOWER,) * 3


@pytest.mark.parametrize("subjects", [30, 130])
def test_a_set_holds_the_rank_of_the_estimate_and_the_better_is_never_placed_lower(subjects: int) -> None:
    rng = np.random.default_rng(subjects)
    T = rng.normal(90, 8, subjects)
    sets = rank_sets(T, np.full(subjects, 2.0), RULES)
    order = np.argsort(-T)
    rank = np.empty(subjects)
    rank[order] = np.arange(1, subjects + 1)
    assert ((sets.low <= rank) & (rank <= sets.high)).all()
    assert (np.diff(sets.low[order]) >= 0).all() and (np.diff(sets.high[order]) >= 0).all()


def test_one_subject_alone_is_first_and_last() -> None:
    sets = rank_sets(np.array([80.0]), np.array([2.0]), RULES)
    assert (sets.low.tolist(), sets.high.tolist()) == ([1], [1])
