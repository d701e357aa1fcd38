"""The robustness run: against the same written out plainly, and the properties that its shares must have."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain_draws import department_setting, plain_scores, region_setting
from random_studies import draw_study
from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.draw_designs import RobustnessRules, draw_designs, robustness_rules
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.robustness import Robustness, ranks_by_draw, robustness_run, score_draws
from indicators.assessment.robustness_setting import Setting, rows_of
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.read_observations import read_observations

FOLDER = Path(__file__).parents[2] / "cases" / "worked_example"
FEW = RobustnessRules(40, 7, 0.25, 0.8, 1.25, 0.3, (1.0, 0.5, 0.0))
NAMES = [field.name for field in fields(Robustness)]
SHARES = ("criticise_share", "watch_share", "steady_share", "commend_share")


def run_rows(result: Robustness) -> np.ndarray:
    """(U, 11) everything the run says."""
    return np.column_stack([getattr(result, name) for name in NAMES])


def worked_example() -> AssessmentRequest:
    return AssessmentRequest("2024-Q4", load_catalogue(FOLDER), read_observations(FOLDER / "observations.csv"))


def check_against_plain(setting: Setting, rules: RobustnessRules) -> None:
    """Scores within a hundredth of a point, counts within the draws that are as near as that to a line."""
    designs = draw_designs(rules, len(setting.area), setting.area_count)
    drawn = score_draws(setting, designs)
    for u in np.flatnonzero(~np.isnan(setting.score)):
        plain = [plain_scores(setting, designs, u, r) for r in range(rules.draws)]
        assert drawn.score[u] == pytest.approx([one.drawn for one in plain], abs=0.01)
        lines = np.array([one.lines for one in plain])
        low, high = np.array([one.low for one in plain]), np.array([one.high for one in plain])
        blamed, behind, ahead = high <= lines[:, 0], high <= lines[:, 1], low >= lines[:, 2]
        close = (np.abs(high[:, None] - lines[:, :2]) < 0.01).any(axis=1) | (np.abs(low - lines[:, 2]) < 0.01)
        expected = (blamed.sum(), (behind & ~blamed).sum(), ahead.sum())
        assert drawn.counts[u] == pytest.approx(expected, abs=int(close.sum()))


@settings(max_examples=12, deadline=None)
@given(seed=st.integers(0, 10_000), missing=st.sampled_from([0.0, 0.15, 0.4]))
def test_scores_equal_those_written_out_plainly(seed: int, missing: float) -> None:
    check_against_plain(region_setting(draw_study(seed, missing=missing).request()), FEW)


def test_departments_equal_those_written_out_plainly() -> None:
    indicators = [
        make_indicator(f"i{i}", area=f"A{1 + i % 2}", lead=f"D{i % 3}", level="BOTH", support=("D9",) if i == 0 else ()) for i in range(5)
    ]
    rows = [(item.code, f"R{u}", "2023-Q2", f"{30 + 7 * u + place}/80") for place, item in enumerate(indicators) for u in range(4)]
    setting = department_setting(make_request(make_catalogue(indicators), rows, "2023-Q2"))
    assert len(setting.score) == 4
    check_against_plain(setting, FEW)


def test_bands_holes_late_and_sampled_figures_equal_those_written_out_plainly() -> None:
    kinds = (
        {"kind": "prop"},
        {"kind": "prop", "direction": "band", "band_low": 0.45, "band_high": 0.55, "baseline": 0.45, "m2025": 0.45, "m2030": 0.45},
        {"kind": "mean", "unit": "days", "baseline": 40.0, "m2025": 30.0, "m2030": 20.0, "direction": "down"},
        {"kind": "smr", "unit": "ratio", "baseline": 1.5, "m2025": 1.2, "m2030": 1.0, "direction": "down"},
        {"kind": "prop", "baseline": 0.7, "m2025": 0.7, "m2030": 0.7},
    )
    indicators = [make_indicator(f"i{place}", area=f"A{1 + place % 2}", **dict(kind)) for place, kind in enumerate(kinds)]
    figures = ("{0}/60", "{0}/60", "{0}.5 n=50 se=2.5", "{0}/25", "{0}/60")
    quarters = [f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4)]
    rows = [
        (f"i{place}", f"R{u}", quarter, figure.format(22 + 3 * u + place))
        for place, figure in enumerate(figures)
        for u in range(4)
        for q, quarter in enumerate(quarters)
        if (place, u, q) not in {(0, 0, 7), (2, 1, 5), (3, 2, 6), (3, 2, 7), (4, 3, 4)}
    ]
    setting = region_setting(make_request(make_catalogue(indicators), rows, "2023-Q4"))
    figures = setting.figures
    assert (figures.variance > figures.sampling * 1.0001).any()
    assert ((figures.hole > 0) & (figures.hole < 1)).any() and (figures.hole == 1).any()
    check_against_plain(setting, replace(FEW, draws=200))


def test_without_any_draw_of_noise_or_design_the_score_is_the_one_that_stands() -> None:
    for setting in (region_setting(worked_example()), region_setting(draw_study(11, missing=0.2).request())):
        designs = draw_designs(replace(FEW, weight_spread=0.0, drop_share=0.0, powers=(0.5,)), len(setting.area), setting.area_count)
        still = replace(designs, shapes=np.ones_like(designs.shapes), noise=0 * designs.noise, noise_levels=0)
        drawn = score_draws(setting, replace(still, missing=0 * still.missing + 1, shrunk=0 * still.shrunk + 1))
        expected = np.repeat(setting.score[:, None], FEW.draws, axis=1)
        assert drawn.score == pytest.approx(expected, abs=1e-4, nan_ok=True)


def test_shares_sum_to_one_and_bounds_are_ordered() -> None:
    result = robustness_run(region_setting(draw_study(3, missing=0.2).request()), replace(FEW, draws=500))
    known = ~np.isnan(result.score_50)
    assert sum(getattr(result, name)[known] for name in SHARES) == pytest.approx(1.0)
    assert (result.score_5[known] <= result.score_50[known]).all() and (result.score_50[known] <= result.score_95[known]).all()
    assert (result.rank_5[known] <= result.rank_50[known]).all() and (result.rank_50[known] <= result.rank_95[known]).all()


def test_identical_subjects_get_identical_shares() -> None:
    """Method.md P7: common random numbers."""
    setting = region_setting(draw_study(21, missing=0.1).request())
    twice = np.append(np.arange(len(setting.score)), 0)
    doubled = replace(setting, figures=rows_of(setting.figures, twice), score=setting.score[twice])
    rows = run_rows(robustness_run(doubled, replace(FEW, draws=1000)))
    assert rows[-1].tolist() == rows[0].tolist()


def test_same_seed_gives_the_same_bytes_whatever_the_threads() -> None:
    setting = region_setting(draw_study(5, missing=0.1).request())
    many = np.tile(np.arange(len(setting.score)), 9)
    setting = replace(setting, figures=rows_of(setting.figures, many), score=setting.score[many])
    rules = replace(FEW, draws=2500)
    found = [run_rows(robustness_run(setting, rules, threads)).tobytes() for threads in (1, 2, 5, 2)]
    assert len(set(found)) == 1


def test_another_seed_gives_other_draws() -> None:
    setting = region_setting(worked_example())
    rows = [run_rows(robustness_run(setting, replace(FEW, seed=seed))) for seed in (1, 2)]
    assert not np.array_equal(rows[0], rows[1])


def test_another_subject_never_moves_a_subjects_shares() -> None:
    """Priors fixed (P8): only ranks compare."""
    setting = region_setting(worked_example())
    alone = replace(setting, figures=rows_of(setting.figures, slice(3, 4)), score=setting.score[3:4])
    together, single = robustness_run(setting, FEW), robustness_run(alone, FEW)
    for name in (*SHARES, "score_5", "score_50", "score_95"):
        assert getattr(together, name)[3] == getattr(single, name)[0]


def test_a_subject_without_figures_has_no_shares_and_takes_no_rank() -> None:
    setting = region_setting(worked_example())
    empty = np.where(np.arange(6) == 2, np.nan, setting.score)
    weights = np.where(np.arange(6)[:, None] == 2, 0.0, setting.figures.weights)
    rows = run_rows(robustness_run(replace(setting, score=empty, figures=replace(setting.figures, weights=weights)), FEW))
    assert np.isnan(rows[2]).all() and not np.isnan(np.delete(rows, 2, axis=0)).any()
    assert np.nanmax(rows[:, NAMES.index("rank_95")]) <= 5


def test_withholding_never_raises_a_share_that_helps() -> None:
    """Figures left out are at their best for blame and at their worst for praise, in every draw."""
    plain = worked_example()
    kept = plain.observations[~((plain.observations["subject"] == "R1") & (plain.observations["indicator"] == "i4"))]
    rules = replace(FEW, draws=2000)
    full, less = (robustness_run(region_setting(request), rules) for request in (plain, replace(plain, observations=kept)))
    assert less.commend_share[0] <= full.commend_share[0] - 0.5


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000), better=st.integers(1, 40))
def test_a_better_figure_never_raises_blame_nor_lowers_praise(seed: int, better: int) -> None:
    """Method.md P2: standard errors and priors held fixed, every draw rises with the figure."""
    setting = region_setting(draw_study(seed, missing=0.1).request())
    figures = setting.figures
    sampled = np.where(setting.fraction, figures.sampling, figures.variance)
    step = better * setting.sign * np.where(setting.fraction, 1 / np.maximum(figures.denominator, 1), figures.change / 20)
    value = np.maximum(np.where(setting.proportion, np.minimum(figures.value + step, 1.0), figures.value + step), 0.0)
    count = np.where(setting.fraction, value * figures.denominator, figures.numerator)
    rise = replace(figures, value=value, numerator=count, variance=sampled, sampling=sampled)
    still = replace(figures, variance=sampled, sampling=sampled)
    before, after = (robustness_run(replace(setting, figures=one), replace(FEW, draws=500)) for one in (still, rise))
    known = ~np.isnan(setting.score)
    assert (after.criticise_share[known] <= before.criticise_share[known]).all()
    assert (after.commend_share[known] >= before.commend_share[known]).all()
    assert (after.score_50[known] >= before.score_50[known] - 1e-3).all()


def test_worked_example_blames_the_worst_and_praises_the_best_in_most_draws() -> None:
    request = worked_example()
    result = robustness_run(region_setting(request), robustness_rules(request.catalogue))
    assert result.criticise_share[5] > 0.99 and result.commend_share[0] > 0.9
    assert result.criticise_share[:3].max() < 0.02
    assert result.rank_50.tolist()[0] == 1 and result.rank_50.tolist()[5] == 6


def test_built_in_rules_are_those_of_the_method() -> None:
    rules = robustness_rules(load_catalogue())
    assert (rules.draws, rules.weight_spread, rules.path_low, rules.path_high, rules.drop_share) == (10_000, 0.25, 0.8, 1.25, 0.3)
    assert sorted(rules.powers) == [0.0, 0.5, 1.0]


def test_equal_scores_share_the_better_rank() -> None:
    assert ranks_by_draw(np.array([[5.0, 9.0, 5.0, 1.0], [2.0, 2.0, 2.0, 2.0]])).tolist() == [[2, 1, 2, 4], [1, 1, 1, 1]]


def test_lines_move_with_the_shape_of_the_path() -> None:
    """A plan that runs later has less due by now, so its lines stand nearer to 100; the planned shape gives today's lines."""
    setting = region_setting(worked_example())
    now = np.array([np.interp(1.0, setting.shapes, setting.lines[:, k]) for k in range(3)])
    assert now == pytest.approx([81.961905, 90.980952, 103.0], abs=0.01)
    assert (np.diff(setting.lines[:, 0]) > 0).all()
