"""Other people's programs as judges of ours: SALib 1.6 on Sobol' indices, multiple-inference 1.2 on rank sets, on the same figures.

statsmodels judges adjusted p-values and DerSimonian-Laird in test_reference_scores.py. None of the three is needed to run the product.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from multiple_inference.confidence_set import MarginalRanking, SimultaneousRanking
from SALib.analyze import sobol as salib
from SALib.sample import sobol as salib_sample
from SALib.test_functions import Ishigami, Sobol_G
from scipy.stats import multivariate_normal

from indicators.assessment.arrays import Array
from indicators.assessment.ranks import Estimates, joint_sets, own_sets
from indicators.assessment.sobol import SobolIndices, indices_of, saltelli_plan, sobol_points, sobol_sequence

PISA = pd.read_csv(Path(__file__).parents[2] / "cases" / "reference" / "csranks_pisa2018_expected.csv")
POINTS, DRAWS = 2048, 10_000
G_WEIGHTS = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
MODELS: dict[str, tuple[int, Callable[[Array], Array]]] = {
    "ishigami": (3, lambda u: Ishigami.evaluate(np.pi * (2 * u - 1))),
    "sobol_g": (5, lambda u: Sobol_G.evaluate(u, a=G_WEIGHTS)),
}
"""Number of inputs in 0..1, and SALib's own implementation of the function."""


def runs_of(name: str, sample: Array) -> Array:
    """(k + 2, n) results of the plan A, B, A with one column from B."""
    plan = saltelli_plan(sample)
    return MODELS[name][1](plan.reshape(-1, plan.shape[2])).reshape(plan.shape[:2])


def by_point(runs: Array) -> Array:
    """The same results in SALib's order: for each point A, then A with one column from B, then B."""
    return np.concatenate([runs[:1], runs[2:], runs[1:2]]).T.ravel()


def problem(inputs: int) -> dict[str, object]:
    """What SALib calls a problem: all inputs in 0..1."""
    return {"num_vars": inputs, "names": [f"x{one}" for one in range(inputs)], "bounds": [[0.0, 1.0]] * inputs}


def our_indices(runs: Array) -> SobolIndices:
    return indices_of(runs[:, :, None])


@pytest.mark.parametrize("name", MODELS)
def test_salib_gives_the_same_sobol_indices_from_the_same_runs(name: str) -> None:
    inputs = MODELS[name][0]
    runs = runs_of(name, sobol_points(POINTS, 2 * inputs, 1))
    ours = our_indices(runs)
    a, b, mixed = runs[0], runs[1], runs[2:]
    middle = (a.mean() + b.mean()) / 2
    first = [salib.first_order(a - middle, one - middle, b - middle) for one in mixed]
    assert ours.first[:, 0] == pytest.approx(np.ravel(first), abs=1e-10)
    assert ours.total[:, 0] == pytest.approx(np.ravel([salib.total_order(a, one, b) for one in mixed]), abs=1e-10)


@pytest.mark.parametrize("name", MODELS)
def test_reference_case_14_the_whole_analysis_of_salib_agrees(name: str) -> None:
    """SALib centres by the mean of all runs, we by that of A and B: that moves S1 by its error of integration, and ST not at all."""
    inputs = MODELS[name][0]
    runs = runs_of(name, sobol_points(POINTS, 2 * inputs, 1))
    oracle = salib.analyze(problem(inputs), by_point(runs), calc_second_order=False, num_resamples=10, seed=1)
    ours = our_indices(runs)
    assert ours.total[:, 0] == pytest.approx(oracle["ST"], abs=1e-10)
    assert ours.first[:, 0] == pytest.approx(oracle["S1"], abs=1e-3)


@pytest.mark.parametrize("inputs", [3, 5])
def test_salib_lays_out_the_same_runs_from_the_same_sequence(inputs: int) -> None:
    """Ours takes the points in their natural order, SALib's (scipy's) in that of the Gray code: the same runs, sorted."""
    plan = saltelli_plan(sobol_sequence(256, 2 * inputs))
    theirs = salib_sample.sample(problem(inputs), 256, calc_second_order=False, scramble=False).reshape(256, inputs + 2, inputs)
    in_order = np.arange(256) ^ (np.arange(256) >> 1)
    assert np.array_equal(np.concatenate([plan[:1], plan[2:], plan[1:2]]).transpose(1, 0, 2)[in_order], theirs)


@pytest.mark.parametrize("seed", range(3))
def test_reference_case_14_our_estimator_on_the_scrambled_sample_of_salib(seed: int) -> None:
    rows = salib_sample.sample(problem(3), POINTS, calc_second_order=False, seed=seed)
    found = MODELS["ishigami"][1](rows).reshape(POINTS, 5).T
    ours = our_indices(np.concatenate([found[:1], found[-1:], found[1:-1]]))
    assert ours.first[:, 0] == pytest.approx([0.3139, 0.4424, 0], abs=0.02)
    assert ours.total[:, 0] == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


def countries() -> tuple[Array, Array]:
    return PISA["math_score"].to_numpy(), PISA["math_se"].to_numpy()


def made_up(subjects: int, seed: int) -> tuple[Array, Array]:
    rng = np.random.default_rng(seed)
    return rng.normal(90, 8, subjects), rng.uniform(0.5, 6, subjects)


FAMILIES = {"pisa": countries(), "sixteen": made_up(16, 1), "seven": made_up(7, 2), "two": made_up(2, 3)}


def same_draws(T: Array, se: Array) -> Estimates:
    """The estimates with the draws of multiple-inference, which seeds scipy with 0 where nothing else is said."""
    drawn = multivariate_normal.rvs(T, np.diag(se**2), size=DRAWS, random_state=0)
    return Estimates(T, se, drawn - T)


@pytest.mark.parametrize("name", FAMILIES)
def test_multiple_inference_gives_the_same_simultaneous_rank_sets_from_the_same_draws(name: str) -> None:
    T, se = FAMILIES[name]
    (ours,) = joint_sets(same_draws(T, se), [0.95])
    theirs = SimultaneousRanking(T, np.diag(se**2)).fit(n_samples=DRAWS).conf_int()
    assert np.array_equal(np.column_stack([ours.low, ours.high]), theirs)


@pytest.mark.parametrize("name", FAMILIES)
def test_multiple_inference_gives_the_same_marginal_rank_sets_from_the_same_draws(name: str) -> None:
    T, se = FAMILIES[name]
    estimates = same_draws(T, se)
    ours = [own_sets(estimates, [0.95], row)[0] for row in range(len(T))]
    assert np.array_equal(ours, MarginalRanking(T, np.diag(se**2)).fit(n_samples=DRAWS).conf_int())


def test_multiple_inference_names_the_same_subjects_that_may_be_among_the_best() -> None:
    T, se = FAMILIES["sixteen"]
    (ours,) = joint_sets(same_draws(T, se), [0.95])
    theirs = SimultaneousRanking(T, np.diag(se**2)).fit(n_samples=DRAWS)
    for tau in range(1, 17):
        assert np.array_equal(ours.may_be_best(tau), theirs.compute_best_params(tau, fast=True))
        assert np.array_equal(~ours.may_be_worst(16 - tau), theirs.compute_best_params(tau, superset=False, fast=True))


@pytest.mark.parametrize("tau", [1, 2])
def test_our_set_of_the_best_holds_all_whom_the_sharper_procedure_keeps(tau: int) -> None:
    """Testing for the best alone can only exclude more than projecting the sets of all ranks does (Mogstad et al. 2023, section 3)."""
    T, se = FAMILIES["seven"]
    ours = joint_sets(same_draws(T, se), [0.95])[0].may_be_best(tau)
    sharper = SimultaneousRanking(T, np.diag(se**2)).fit(n_samples=DRAWS).compute_best_params(tau, fast=False).to_numpy()
    assert (ours >= sharper).all()
