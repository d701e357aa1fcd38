"""What was planted is found, and nothing else is: the assessment of the sample country, run as the office would have run it."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import sample_data
from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment, Grade, GradeBasis, Verdict
from sample_data.history import Filed, accepted_history
from sample_data.planted import LAST_FROZEN, LATE_DEPARTMENT, OPEN_ROUND, PLANTED, SYSTEMIC_INDICATOR, WITHHELD, Planted, planted_kind
from sample_data.story import AS_OF, demo_rounds

LAST_EIGHT = tuple(parse_period(LAST_FROZEN).shifted(step).code for step in range(-7, 1))
NAMED = (Grade.COMMEND, Grade.CRITICISE)


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@cache
def history() -> tuple[pd.DataFrame, Filed]:
    return accepted_history(catalogue())


@cache
def assessed(period: str) -> Assessment:
    """The assessment of a frozen round from what had been accepted by then; of the open round, provisionally."""
    observations, filed = history()
    frozen = next(item.frozen for item in demo_rounds() if item.code == period)
    if frozen is None:
        return assess(AssessmentRequest(period, catalogue(), observations, as_of=AS_OF, provisional=True, submitted=filed))
    known = observations[observations["received"] <= frozen.isoformat()]
    return assess(AssessmentRequest(period, catalogue(), known, as_of=frozen, submitted=filed))


def verdict(period: str, region: str) -> Verdict:
    return next(one for one in assessed(period).regions if one.subject == region)


def value(period: str, region: str, code: str) -> float:
    found = next(one.value for one in verdict(period, region).indicators if one.indicator == code)
    assert found is not None
    return found


@pytest.mark.parametrize("truth", [truth for truth in PLANTED if truth.grades], ids=lambda truth: f"{truth.kind}-{truth.subject}")
def test_the_last_published_round_finds_what_was_planted(truth: object) -> None:
    assert verdict(LAST_FROZEN, truth.subject).grade in truth.grades


def test_the_region_ahead_passes_the_gates_and_is_ahead_in_every_area() -> None:
    region = planted_kind(Planted.AHEAD).subject
    assert value(LAST_FROZEN, region, "A2-02") >= 0.95
    assert value(LAST_FROZEN, region, "B1-03") >= 0.95
    assert value(LAST_FROZEN, region, "B1-04") <= 0.02
    areas = verdict(LAST_FROZEN, region).areas
    assert all(score is not None and score > 100 for score in areas.values())


def test_the_region_far_behind_is_criticised_for_six_quarters_and_more() -> None:
    region = planted_kind(Planted.FAR_BEHIND).subject
    assert [verdict(period, region).grade for period in LAST_EIGHT[-6:]] == [Grade.CRITICISE] * 6


def test_the_region_that_recovered_was_criticised_then_and_is_not_now() -> None:
    region = planted_kind(Planted.RECOVERS).subject
    assert verdict("2023-Q4", region).grade is Grade.CRITICISE
    assert all(verdict(period, region).grade is Grade.STEADY for period in LAST_EIGHT[-4:])


def test_the_tiny_region_is_never_named_though_its_quarterly_figures_swing_more_than_anyones() -> None:
    region = planted_kind(Planted.TINY_AND_NOISY).subject
    assert all(verdict(period, region).grade not in NAMED for period in LAST_EIGHT)
    observations, _ = history()
    rows = observations[(observations["indicator"] == "A2-01") & (observations["status"] == "REPORTED")]
    swing = (rows["numerator"] / rows["denominator"]).groupby(rows["subject"]).std()
    assert swing[region] > 2 * swing.median()


def test_withholding_does_not_pay() -> None:
    region = planted_kind(Planted.WITHHOLDS).subject
    before, now = verdict("2025-Q2", region), verdict(LAST_FROZEN, region)
    alarmed = {one.indicator for one in before.indicators if one.alarm is not None and one.alarm.level == "alarm"}
    assert before.grade is Grade.WATCH and alarmed & set(WITHHELD)
    assert (now.grade, now.grade_basis) == (Grade.WATCH, GradeBasis.REPORTING)
    assert set(now.reporting.missing) <= set(WITHHELD)
    assert now.reporting.missing
    assert now.score_low is not None and before.score_low is not None and now.score_low < before.score_low


def test_what_everybody_fails_is_systemic_and_nobodys_blame() -> None:
    for period in LAST_EIGHT:
        assert SYSTEMIC_INDICATOR in assessed(period).systemic
        assert not assessed(period).common_cause
    national = next(one for one in assessed(LAST_FROZEN).national if one.indicator == SYSTEMIC_INDICATOR)
    assert national.systemic
    assert national.regions_behind == len(catalogue().regions)


def test_only_the_planted_regions_are_ever_named() -> None:
    planted = {truth.subject for truth in PLANTED}
    for period in LAST_EIGHT:
        named = {one.subject for one in assessed(period).regions if one.grade in NAMED}
        assert named <= planted


def test_most_regions_are_steady_and_several_are_on_watch() -> None:
    grades = [one.grade for one in assessed(LAST_FROZEN).regions]
    assert grades.count(Grade.STEADY) >= 20
    assert 3 <= grades.count(Grade.WATCH) <= 8


def test_what_the_late_department_owes_is_held_against_no_region() -> None:
    own = {indicator.code for indicator in catalogue().led_by(LATE_DEPARTMENT) if indicator.frequency == "Q"}
    withholder = planted_kind(Planted.WITHHOLDS).subject
    for one in assessed(OPEN_ROUND).regions:
        assert one.subject == withholder or not own & set(one.reporting.missing)
    observations, _ = history()
    assert not (observations["indicator"].isin(own) & (observations["period"] == OPEN_ROUND)).any()


def test_the_late_department_alone_is_found_late_and_no_region_with_it() -> None:
    late = {one.subject for one in assessed(LAST_FROZEN).departments if one.reporting.late}
    assert late == {LATE_DEPARTMENT}
    assert not any(one.reporting.late for one in assessed(LAST_FROZEN).regions)


def test_the_special_action_met_most_of_its_targets_and_missed_some() -> None:
    national = {one.indicator: one.outcome for one in assessed(LAST_FROZEN).campaign if one.subject == NATIONAL}
    assert national["C1-02"] == national["C1-11"] == "met"
    assert national["C1-05"] == "not_met"
    assert list(national.values()).count("met") > len(national) / 2


def test_the_readme_tells_every_planted_truth_in_both_languages() -> None:
    readme = (Path(sample_data.__file__).parent / "README.md").read_text(encoding="utf-8")
    for truth in PLANTED:
        for words in (truth.done, truth.found):
            assert words.zh in readme
            assert words.en in readme
