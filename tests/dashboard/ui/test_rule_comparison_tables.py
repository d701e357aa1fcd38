"""What other rules would change, as tables: each subject with both verdicts, the rule with figures in its unit, and the changed rule."""

import pytest

from dashboard.text.say import Language, say
from dashboard.ui.rule_comparison import rule_changes_table, verdict_changes_table
from indicators.catalogue.load import load_catalogue
from indicators.model.finding import RuleOutcome
from indicators.model.rule_comparison import OutcomeChange, RuleChange, RuleComparison, ScoreShift, VerdictChange
from indicators.model.verdict import Grade, GradeBasis, Lines

CATALOGUE = load_catalogue()
NO_SHIFT = ScoreShift(32, 0.0, 0.0, None)


def change(outcomes: tuple[OutcomeChange, ...], because: tuple[str, ...]) -> VerdictChange:
    basis = (GradeBasis.PERFORMANCE, GradeBasis.REPORTING)
    return VerdictChange("44", "region", Grade.STEADY, Grade.WATCH, *basis, 91.26, None, outcomes, because)


def comparison(*changes: VerdictChange) -> RuleComparison:
    rules = (RuleChange("coverage_watch", 0.8, None, CATALOGUE.rules["coverage_watch"].text),)
    lines = Lines(68.4, 84.2, 103.9, 0.79)
    return RuleComparison("A-1", "2026-Q2", "N-1", "aaaaaaaaaaaa", "bbbbbbbbbbbb", True, rules, lines, lines, changes, NO_SHIFT, NO_SHIFT)


@pytest.mark.parametrize(("language", "held"), [(Language.ZH, "不成立→成立"), (Language.EN, "does not hold → holds")])
def test_the_first_rule_to_differ_stands_with_its_figures_on_both_sides(language: Language, held: str) -> None:
    outcome = OutcomeChange("R2", RuleOutcome("R2", 0.85, 0.8, False, -0.05), RuleOutcome("R2", 0.85, 0.9, True, 0.05))
    row = verdict_changes_table(comparison(change((outcome,), ("coverage_watch",))), CATALOGUE, language).rows[0]
    assert "91.3" in str(row[3]) and held in str(row[4]) and row[5] == CATALOGUE.rules["coverage_watch"].text.in_language(language)
    assert all(share in str(row[4]) for share in ("R2", "85", "80", "90", "%"))


@pytest.mark.parametrize("language", list(Language))
def test_a_rule_that_was_not_asked_and_a_change_without_a_rule_are_said_as_such(language: Language) -> None:
    asked = OutcomeChange("C5", None, RuleOutcome("C5", None, 0.9, None, None))
    rows = verdict_changes_table(comparison(change((asked,), ()), change((), ())), CATALOGUE, language).rows
    assert say(language, "rule_comparison.passed.none") in str(rows[0][4]) and rows[0][5] == say(language, "rule_comparison.several")
    assert rows[1][4] == say(language, "rule_comparison.earlier_quarters")


@pytest.mark.parametrize("language", list(Language))
def test_a_rule_that_one_version_lacks_shows_a_dash(language: Language) -> None:
    assert rule_changes_table(comparison(), language).rows[0][1:] == ("0.8", "–", "coverage_watch")
