"""The same figures under other rules: whose verdict changes, from what to what and because of which rule; nothing is kept."""

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import Actor, Role
from dashboard.services.recomputation import recompute
from dashboard.services.rounds import keep_assessment_of
from dashboard.services.rule_comparison import OtherRules, Source, compare_rules, list_rule_versions
from dashboard.text.rule_sentences import say_lines, say_shifts, say_summary, say_verdict_change
from dashboard.text.say import Language
from indicators.model.rule_comparison import RuleComparison
from indicators.model.verdict import Grade
from indicators.store.event_log import load_head
from tests.dashboard.services.kept_stores import ROUND, KeptStore, few_draws

STRICTER = "evidence_z: 10\ncoverage_gate: 0.99\nline_commend_floor: 4"
LATER = "\n- {id: evidence_z, value: 10, since: 2027-01-01, reference: later, text: {zh: 证据门槛, en: evidence gate}}\n"


@pytest.fixture(scope="module")
def stricter(kept_store: KeptStore) -> RuleComparison:
    """Compared once for all tests; the store is as it was."""
    before = load_head(kept_store.desk.store)
    compared = compare_rules(kept_store.desk, kept_store.assessment, OtherRules(Source.TEXT, STRICTER))
    assert load_head(kept_store.desk.store) == before
    return compared


def test_changed_verdicts_name_both_grades_and_the_first_rule_to_differ(stricter: RuleComparison) -> None:
    unproven = [change for change in stricter.verdicts if change.grade_after is Grade.INSUFFICIENT_EVIDENCE]
    assert len(unproven) > 10
    for change in unproven:
        first = change.outcomes[0]
        assert change.grade_before in (Grade.STEADY, Grade.WATCH, Grade.CRITICISE) and first.id == "E3"
        assert first.before is not None and first.before.passed and first.after is not None and first.after.passed is False
        assert first.after.threshold < first.after.value == first.before.value <= first.before.threshold


def test_of_several_changed_rules_the_one_that_alone_makes_the_change_is_named(stricter: RuleComparison) -> None:
    because = {(change.grade_after, change.because) for change in stricter.verdicts if change.kind == "region"}
    assert because == {(Grade.INSUFFICIENT_EVIDENCE, ("evidence_z",)), (Grade.NOT_ASSESSABLE, ("coverage_gate",))}


def test_the_rules_that_differ_are_told_with_both_values(stricter: RuleComparison) -> None:
    found = {change.id: (change.before, change.after) for change in stricter.rules}
    assert found == {"evidence_z": (1.645, 10), "coverage_gate": (0.8, 0.99), "line_commend_floor": (3, 4)}
    assert stricter.as_published and stricter.before != stricter.after
    assert stricter.lines_after.commend > stricter.lines_before.commend
    assert stricter.lines_after.criticise == stricter.lines_before.criticise
    assert (stricter.regions.largest, stricter.regions.subject) == (0, None)


def test_another_way_to_add_up_areas_moves_scores(kept_store: KeptStore) -> None:
    mean = compare_rules(kept_store.desk, kept_store.assessment, OtherRules(Source.TEXT, "area_power: 1"))
    assert mean.regions.compared == 32 and 0 < mean.regions.median <= mean.regions.largest < 5
    assert mean.regions.subject in kept_store.desk.catalogue.regions


def test_a_past_quarter_is_shown_under_both_versions_of_a_dated_rule(kept_store: KeptStore, tmp_path: Path) -> None:
    desk = replace(kept_store.desk, catalogue=few_draws(tmp_path / "a", LATER))
    assert [day.isoformat() for day in list_rule_versions(desk)[0].days] == ["2021-01-01", "2027-01-01"]
    now, later = (compare_rules(desk, kept_store.assessment, OtherRules(Source.DAY, day)) for day in ("2026-12-31", "2027-01-01"))
    assert (now.rules, now.verdicts, now.regions.subject) == ((), (), None)
    assert [change.id for change in later.rules] == ["evidence_z"]
    assert later.verdicts and all(change.because == ("evidence_z",) for change in later.verdicts)
    assert recompute(desk, kept_store.assessment).identical


def test_rules_that_were_replaced_are_compared_by_the_version_kept_of_them(kept_store: KeptStore, tmp_path: Path) -> None:
    other = few_draws(tmp_path / "a", LATER.replace("2027-01-01", "2021-01-02"))
    keep_assessment_of(replace(kept_store.desk, catalogue=other), ROUND, kept_store.snapshot)
    assert other.rules_version in [version.version for version in list_rule_versions(kept_store.desk)]
    found = compare_rules(kept_store.desk, kept_store.assessment, OtherRules(Source.VERSION, other.rules_version))
    assert found.after == other.rules_version
    assert {change.grade_after for change in found.verdicts} == {Grade.INSUFFICIENT_EVIDENCE}


@pytest.mark.parametrize(
    ("other", "code"),
    [
        (OtherRules(Source.VERSION, "abc"), "rules_unknown"),
        (OtherRules(Source.TEXT, "nonsense: 1"), "rules_refused"),
        (OtherRules(Source.DAY, "2020-01-01"), "rules_refused"),
        (OtherRules(Source.TEXT, "gates: [1]"), "rules_make_no_sense"),
    ],
)
def test_rules_that_cannot_be_used_are_refused_in_words(kept_store: KeptStore, other: OtherRules, code: str) -> None:
    with pytest.raises(Refused) as refused:
        compare_rules(kept_store.desk, kept_store.assessment, other)
    assert refused.value.code == f"refusals.{code}"


def test_others_than_the_office_compare_nothing(kept_store: KeptStore) -> None:
    leader = kept_store.desk.for_actor(Actor("leader", Role.LEADER))
    with pytest.raises(AccessRefused):
        compare_rules(leader, kept_store.assessment, OtherRules(Source.TEXT, STRICTER))
    with pytest.raises(AccessRefused):
        list_rule_versions(leader)


@pytest.mark.parametrize("language", list(Language))
def test_the_comparison_is_told_in_words(stricter: RuleComparison, language: Language) -> None:
    summary = say_summary(stricter, language)
    regions = sum(change.kind == "region" for change in stricter.verdicts)
    assert stricter.before in summary and str(regions) in summary
    assert say_lines(stricter, language) and say_shifts(stricter, {}, language)
    assert stricter.verdicts[0].outcomes[0].id in say_verdict_change(stricter.verdicts[0], "44", language)
