"""Published cases about scores and families of tests (cases 1, 3, 9, 11 and 15 of tests/cases/reference/README.md), and statsmodels."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests

from indicators.assessment import score
from indicators.assessment.multiple import adjust_bh, adjust_by
from indicators.assessment.open_sdg import growth_ratio, open_sdg_score, progress_score
from indicators.assessment.shrink import between_variance, leave_one_out_prior

CASES = Path(__file__).parents[2] / "cases" / "reference"


def test_reference_case_1_the_geometric_mean_gives_every_published_hdi() -> None:
    frame = pd.read_csv(CASES / "undp_hdr2122_hdi_AFG_AUT_1990_2021.csv")
    health = (frame["life_expectancy"] - 20) / 65
    education = (frame["expected_years_schooling"].clip(upper=18) / 18 + frame["mean_years_schooling"].clip(upper=15) / 15) / 2
    income = np.log(frame["gni_pc_ppp2017"].clip(upper=75_000) / 100) / np.log(750)
    dimensions = np.column_stack([health, education, income])
    hdi = score.power_mean(dimensions, np.full(dimensions.shape, 1 / 3), 0.0)
    assert len(frame) == 64
    assert (np.round(hdi, 3) == frame["hdi_published"]).all()


def test_reference_case_3_three_levels_of_weighted_means_give_the_published_index() -> None:
    meta = pd.read_csv(CASES / "coinr_ASEM_iMeta.csv")
    scores = pd.read_csv(CASES / "coinr_asem_normalised.csv").set_index("uCode")
    expected = pd.read_csv(CASES / "coinr_asem_results_full.csv").set_index("uCode").loc[scores.index]
    for level in (1, 2, 3):
        scores = next_level(scores, meta, level)
        for parent in scores:
            assert scores[parent].to_numpy() == pytest.approx(expected[parent].to_numpy(), abs=1e-9)
    published = {"CHE": 68.38, "NLD": 64.82, "DNK": 64.80, "NOR": 64.47, "BEL": 63.54, "SWE": 63.00, "IND": 39.79}
    assert {unit: round(scores["Index"][unit], 2) for unit in published} == published


def next_level(scores: pd.DataFrame, meta: pd.DataFrame, level: int) -> pd.DataFrame:
    """The scores of the next level of the hierarchy, by the functions that make our own areas."""
    members = meta[meta["Level"] == level]
    parents = meta[meta["Level"] == level + 1]["iCode"].tolist()
    values = scores[members["iCode"]].to_numpy(dtype=float)
    weights = np.broadcast_to(members["Weight"].to_numpy(dtype=float), values.shape) * ~np.isnan(values)
    means = score.area_means(values, weights, np.array([parents.index(parent) for parent in members["Parent"]]), len(parents))
    return pd.DataFrame(means, index=scores.index, columns=parents)


def test_reference_case_9_the_fifteen_p_values_of_benjamini_and_hochberg() -> None:
    p = np.array([0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0])
    assert ((adjust_bh(p) <= 0.05).sum(), (p * 15 <= 0.05).sum()) == (4, 3)


@pytest.fixture(scope="module")
def trials() -> tuple[np.ndarray, np.ndarray]:
    frame = pd.read_csv(CASES / "metafor_bcg.csv")
    return frame["yi"].to_numpy(), frame["vi"].to_numpy()


def test_reference_case_11_dersimonian_laird_of_the_tuberculosis_trials(trials: tuple[np.ndarray, np.ndarray]) -> None:
    # a fourteenth unit without a value: its leave-one-out prior is made of all thirteen trials
    effect, variance = (np.append(values, np.nan)[None, :, None] for values in trials)
    tau2 = between_variance(np.nan_to_num(effect), np.where(np.isnan(variance), np.inf, variance))[0, -1, 0]
    assert tau2 == pytest.approx(0.308760, abs=1e-4)
    assert leave_one_out_prior(effect, variance).mean[0, -1, 0] == pytest.approx(-0.7141, abs=1e-4)
    w = 1 / trials[1]
    assert tau2 * (w.sum() - (w**2).sum() / w.sum()) + 12 == pytest.approx(152.233, abs=1e-3)


def test_reference_case_11_each_trial_left_out_gives_what_statsmodels_gives_without_it(trials: tuple[np.ndarray, np.ndarray]) -> None:
    effect, variance = trials
    ours = between_variance(effect[None, :, None], variance[None, :, None])[0, :, 0]
    means = leave_one_out_prior(effect[None, :, None], variance[None, :, None]).mean[0, :, 0]
    for left_out in range(13):
        oracle = combine_effects(np.delete(effect, left_out), np.delete(variance, left_out), method_re="chi2")
        assert ours[left_out] == pytest.approx(oracle.tau2, rel=1e-10)
        assert means[left_out] == pytest.approx(oracle.mean_effect_re, rel=1e-10)


def test_reference_case_15_the_score_map_of_open_sdg() -> None:
    assert progress_score(np.array([0.0, 0.6, 0.95, 1.3])).tolist() == pytest.approx([-2.5, 0, 2.5, 5], abs=1e-12)
    assert progress_score(np.array([-0.6, -3.0, 4.0])).tolist() == [-5, -5, 5]


def test_reference_case_15_a_target_of_zero_is_why_ours_differs() -> None:
    # base 12, target 0 in 15 years: after 8 years exactly on the straight line at 5.6 (method.md, section 0)
    ratio = growth_ratio(np.array(5.6), np.array(12.0), np.array(0.0), (8, 15), np.array(-1.0))
    assert ratio == pytest.approx(0.20, abs=0.005)
    assert progress_score(ratio) < 0


def test_reference_case_15_a_met_target_scores_five_and_a_change_of_sign_nothing() -> None:
    value, base = np.array([0.9, -1.0, 0.5]), np.array([0.4, 0.4, 0.4])
    scores = open_sdg_score(value, base, np.array(0.8), (4, 10), np.array(1.0))
    assert scores[0] == 5
    assert np.isnan(scores[1])
    # (.5/.4)^(1/4) - 1 = 5.7371 % a year against (.8/.4)^(1/10) - 1 = 7.1773 %: R = .79934; 5 (R - .6)/.7
    assert scores[2] == pytest.approx(1.4238, abs=1e-4)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_p10_adjusted_p_values_equal_those_of_statsmodels(values: list[float]) -> None:
    p = np.array(values)
    assert adjust_bh(p) == pytest.approx(multipletests(p, method="fdr_bh")[1], abs=1e-12)
    assert adjust_by(p) == pytest.approx(multipletests(p, method="fdr_by")[1], abs=1e-12)
