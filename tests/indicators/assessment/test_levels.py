"""Below the regions: priors of the same parent, tests inside tested families, and nobody criticised by statistics (method.md 1.5, 1.9)."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from small_studies import make_catalogue, make_indicator, make_request, rule_of, verdict_of

from indicators.assessment.assess import assess, gather, lines_by_quarter
from indicators.assessment.codebook import make_codebook
from indicators.assessment.document import assessment_document, canonical_bytes
from indicators.assessment.family import Family
from indicators.assessment.imagine import critical_values
from indicators.assessment.levels import OUTSIDE, Levels, nest
from indicators.assessment.multiple import adjust_bh, critical_p, in_families
from indicators.assessment.regions import region_family
from indicators.assessment.request import AssessmentRequest, Veto, VetoLevel
from indicators.assessment.request_document import request_document
from indicators.assessment.shrink import leave_one_out_prior
from indicators.model.period import quarter_at
from indicators.model.verdict import SEVERITY, Grade, GradeBasis, Verdict

LAST = 16  # 2024-Q4; planned 66 %
CODES = ("i1", "i2", "i3", "i4")
UNITS = [f"c{number:02}" for number in range(12)]
PROVINCE = {unit: "P" if number < 6 else "Q" for number, unit in enumerate(UNITS)}
PREFECTURE = {unit: f"{PROVINCE[unit]}{number % 2}" for number, unit in enumerate(UNITS)}
COUNTIES = Levels(PREFECTURE, PROVINCE, frozenset({"P"}), inspect_only=True)
QUIET = {"alarm_runs": 99, "forecast_watch_weight": 1.1}
"""Without W4 and W5, which are no tests of the composite."""
FAR = {"c00": -0.12, "c06": -0.12}
"""One county far behind in each province; only P was proven behind above."""


def study(levels: Levels | None, shift: Mapping[str, float] = FAR, quarters: int = 8, **changes: object) -> AssessmentRequest:
    """Twelve counties on the path of four indicators, 2000 cases a quarter, some of them off it."""
    catalogue = make_catalogue([make_indicator(code, area="XY"[n % 2]) for n, code in enumerate(CODES)], QUIET)
    rows = [
        (code, unit, quarter_at(t).code, f"{2000 * (0.5 + 0.01 * t + shift.get(unit, 0.0)) + 7 * (n % 3 - 1):.0f}/2000")
        for code in CODES
        for n, unit in enumerate(UNITS)
        for t in range(LAST - quarters + 1, LAST + 1)
    ]
    return make_request(catalogue, rows, quarter_at(LAST).code, levels=levels, **changes)


def family(request: AssessmentRequest) -> Family:
    codebook = make_codebook(request.catalogue, UNITS, request.levels)
    evidence = gather(request, codebook)
    return region_family(evidence, codebook, request.catalogue, lines_by_quarter(evidence, codebook, request.catalogue))


SCATTERED = family(study(COUNTIES, {unit: -0.014 - 0.0008 * (5 * n % 12) for n, unit in enumerate(UNITS)}))


def verdicts(levels: Levels | None, **changes: object) -> tuple[Verdict, ...]:
    return assess(study(levels, **changes)).regions


def told(verdict: Verdict) -> set[object]:
    return {reason["code"] for reason in verdict.reasons}


def test_the_nested_prior_is_the_prior_of_each_group_alone() -> None:
    random = np.random.default_rng(8)
    gap, variance = random.normal(0, 0.2, (3, 140, 4)), random.uniform(0.001, 0.05, (3, 140, 4))
    gap[:, 5], variance[:, 5] = np.nan, np.nan
    siblings = np.repeat([2, 0, 1, 3], (1, 9, 15, 115))  # one alone, two small groups, one beyond PLAIN_UP_TO
    random.shuffle(siblings)
    nested = leave_one_out_prior(gap, variance, siblings)
    for group in range(4):
        rows = siblings == group
        alone = leave_one_out_prior(gap[:, rows], variance[:, rows])
        for part in ("weight", "mean", "spread"):
            assert np.array_equal(getattr(nested, part)[:, rows], getattr(alone, part)), (group, part)


def test_a_county_shrinks_to_its_own_prefecture_however_far_the_others_are() -> None:
    request = study(Levels(PREFECTURE))
    codebook = make_codebook(request.catalogue, UNITS, request.levels)
    near = gather(request, codebook).prior.mean[-1]
    far = gather(study(Levels(PREFECTURE), {unit: 0.1 for unit in UNITS if PREFECTURE[unit] != "P1"} | FAR), codebook).prior.mean[-1]
    own = [n for n, unit in enumerate(UNITS) if PREFECTURE[unit] == "P1"]
    assert np.array_equal(near[own], far[own])
    assert not np.array_equal(gather(request, make_codebook(request.catalogue, UNITS)).prior.mean[-1][own], near[own])


def test_inside_families_q_values_are_those_by_hand() -> None:
    p = np.array([0.01, 0.04, 0.03, 0.2, np.nan, 0.02])
    families = np.array([0, 1, 0, 1, 0, OUTSIDE])
    # family 0: .01 x 2/1 = .02 and .03 x 2/2 = .03; family 1: .04 x 2/1 = .08 and .2; all six together: .01 x 5 = .05, .04 x 5/4 ...
    assert in_families(p, families, adjust_bh) == pytest.approx([0.02, 0.08, 0.03, 0.2, np.nan, np.nan], nan_ok=True)
    assert in_families(p, None, adjust_bh)[0] == pytest.approx(0.05)


def test_area_tests_of_a_family_are_adjusted_over_its_units_and_areas() -> None:
    p = np.array([[0.01, 0.5], [0.2, 0.3], [0.04, 0.9]])
    q = in_families(p, np.array([0, 1, 0]), adjust_bh)
    assert q[0, 0] == pytest.approx(0.01 * 4) and q[2, 0] == pytest.approx(0.04 * 4 / 2) and q[1].tolist() == pytest.approx([0.3, 0.3])


def test_critical_p_values_are_those_of_the_same_families() -> None:
    random = np.random.default_rng(2)
    p, families = random.uniform(0, 0.2, 12), np.repeat([0, 1, OUTSIDE], 4)
    critical = in_families(p, families, lambda one: critical_p(one, 0.05))
    for index in range(8):
        for tried in (critical[index] - 1e-9, critical[index] + 1e-9):
            changed = np.where(np.arange(12) == index, tried, p)
            assert (in_families(changed, families, adjust_bh)[index] <= 0.05) == (tried <= critical[index])
    assert np.isnan(critical[8:]).all()


def test_a_county_of_an_untested_province_has_no_q_and_is_not_proven_behind() -> None:
    found = verdicts(COUNTIES)
    tested, untested = verdict_of(found, "c00"), verdict_of(found, "c06")
    assert tested.q_plan is not None and tested.q_plan <= 0.05
    assert (untested.q_plan, untested.q_peer, untested.q_praise) == (None, None, None)
    assert rule_of(untested, "C1").passed and not rule_of(untested, "C2").passed and not rule_of(untested, "W1").passed
    assert untested.grade is Grade.STEADY
    assert "not_tested" in {one["code"] for one in untested.caveats} and "not_tested" not in {one["code"] for one in tested.caveats}


def test_q_values_of_counties_are_those_of_their_province_alone() -> None:
    run = SCATTERED.run
    order = np.argsort(run.p_plan[:6])
    by_hand = [min([1.0, *(run.p_plan[order[j]] * 6 / (j + 1) for j in range(k, 6))]) for k in range(6)]
    assert run.q_plan[order] == pytest.approx(by_hand, rel=1e-12)
    assert len({round(q, 6) for q in by_hand}) > 2
    assert np.isnan(run.q_plan[6:]).all() and not np.isnan(run.p_plan).any()


def test_the_gravest_that_statistics_say_of_a_county_is_watch_inspect() -> None:
    criticised, county = verdict_of(verdicts(None), "c00"), verdict_of(verdicts(COUNTIES), "c00")
    assert criticised.grade is Grade.CRITICISE
    assert (county.grade, county.grade_basis) == (Grade.WATCH, GradeBasis.PERFORMANCE)
    assert "inspect" in told(county) and "inspect" not in told(criticised)
    assert not any(
        change.target_grade is Grade.CRITICISE and change.needed is not None for one in verdicts(COUNTIES) for change in one.changes
    )


def test_a_watch_that_another_rule_keeps_from_criticism_is_told_by_that_rule() -> None:
    request = study(COUNTIES)
    frame = request.observations.copy()
    early = (frame["subject"] == "c00") & ~frame["period"].isin([quarter_at(LAST).code, quarter_at(LAST - 1).code])
    frame.loc[early, "numerator"] += 240
    frame.loc[(frame["subject"] == "c00") & ~early, "numerator"] -= 560
    verdict = verdict_of(assess(replace(request, observations=frame)).regions, "c00")
    assert verdict.grade is Grade.WATCH and "not_lasting" in told(verdict) and "inspect" not in told(verdict)


def test_a_confirmed_breach_is_still_criticised_at_every_level() -> None:
    verdict = verdict_of(verdicts(COUNTIES, vetoes=(Veto("c00", VetoLevel.CRITICAL, "2024/1"),)), "c00")
    assert (verdict.grade, verdict.grade_basis) == (Grade.CRITICISE, GradeBasis.VETO)


def test_the_earlier_verdict_that_a_gap_holds_is_no_criticism_either() -> None:
    request = study(COUNTIES)
    frame = request.observations
    gone = (frame["subject"] == "c00") & (frame["indicator"] == "i1") & frame["period"].isin([quarter_at(LAST - n).code for n in range(3)])
    verdict = verdict_of(assess(replace(request, observations=frame[~gone])).regions, "c00")
    assert verdict.grade is Grade.WATCH


def test_what_would_change_is_reckoned_in_the_same_families() -> None:
    run, standing, rules = SCATTERED.run, SCATTERED.standing, SCATTERED.rules
    critical = critical_values(standing, run, rules, 101.0, SCATTERED.nesting.families)
    q = run.q
    assert np.array_equal(standing.T_high[q] <= critical.behind, run.q_plan <= rules.q_criticise)
    assert np.array_equal(standing.T_high[q] <= critical.behind_watch, run.q_plan <= rules.q_watch)
    assert np.array_equal(standing.T_high[q] <= critical.peers, run.q_peer <= rules.q_peer)
    assert np.array_equal(standing.T_low[q] >= critical.ahead, run.q_praise <= rules.q_commend)
    assert np.array_equal(standing.area_T[q] <= critical.area, run.area_q <= rules.q_area)
    one_family = critical_values(standing, run, rules, 101.0)
    assert not np.array_equal(critical.behind[:6], one_family.behind[:6]) and np.isnan(critical.behind[6:]).all()


@pytest.mark.parametrize("better", [0.005, 0.02, 0.04, 0.08, 0.15])
def test_p2_a_better_county_is_never_graded_worse(better: float) -> None:
    before, after = (verdict_of(verdicts(COUNTIES, shift={**FAR, "c00": -0.12 + lift}), "c00") for lift in (0.0, better))
    assert SEVERITY[after.grade] <= SEVERITY[before.grade]


def test_without_levels_nothing_changes_byte_for_byte() -> None:
    plain, empty = (canonical_bytes(assessment_document(assess(study(levels)))) for levels in (None, Levels()))
    assert plain == empty
    assert "levels" not in request_document(study(None))


def test_one_family_of_all_is_no_family() -> None:
    one = Levels(dict.fromkeys(UNITS, "all"), dict.fromkeys(UNITS, "all"))
    assert [(v.score, v.q_plan, v.grade) for v in verdicts(one)] == [(v.score, v.q_plan, v.grade) for v in verdicts(None)]


def test_departments_are_one_family_whatever_is_above_the_units() -> None:
    plain, nested = assess(study(None)).departments, assess(study(COUNTIES)).departments
    assert plain and [one.q_plan for one in plain] == [one.q_plan for one in nested]
    assert [one.grade for one in plain] == [one.grade for one in nested]


def test_a_unit_of_which_nothing_is_said_is_refused() -> None:
    with pytest.raises(ValueError, match="c11"):
        nest(UNITS, Levels(dict.fromkeys(UNITS[:-1], "P")))
    with pytest.raises(ValueError, match="tested"):
        nest(UNITS, Levels(PREFECTURE, tested=frozenset({"P"})))
