"""Why a verdict is what it is: the deciding rules, units of rules, reasons with names, reporting with its owner."""

import pytest

from dashboard.text.say import Language
from dashboard.ui.evidence import changes_table, decisive_rules, rules_table, say_closing, say_reporting
from dashboard.ui.safety import say_lifts, say_margins
from dashboard.ui.verdict_sentences import say_chance, say_margin, say_rule_figure, say_told
from indicators.catalogue.load import load_catalogue
from indicators.model.finding import GateLift, LineMargin, RuleOutcome, SmallestChange
from indicators.model.verdict import Grade, GradeBasis, RankTier, Reporting, Verdict, VerdictState

CATALOGUE = load_catalogue()
NOTHING = Reporting(None, {}, (), (), (), ())


def verdict(grade: Grade, rules: tuple[RuleOutcome, ...], **changes: object) -> Verdict:
    facts = {
        "subject": "44", "kind": "region", "grade": grade, "grade_basis": GradeBasis.PERFORMANCE, "state": VerdictState.NONE,
        "score": 90.0, "score_low": 90.0, "score_high": 90.0, "T": 90.0, "se": 1.0, "seT": 1.5, "q_plan": 0.5, "q_peer": 0.5,
        "q_praise": 0.5, "fulfilment": 0.9, "safeguards": None, "areas": {}, "rank": RankTier(None, None, None), "rules": rules,
        "reasons": (), "caveats": (), "reporting": NOTHING, "indicators": (), "comparisons": {}, "changes": (), "closing_share": None,
        "closing_grade": None,
    }  # fmt: skip
    return Verdict(**{**facts, **changes})


def rule(id: str, passed: bool | None) -> RuleOutcome:
    return RuleOutcome(id, 1.0, 1.0, passed, 0.0)


def decided(grade: Grade, *rules: RuleOutcome) -> list[str]:
    return [found.id for found in decisive_rules(verdict(grade, rules))]


def test_a_criticism_is_decided_by_the_conditions_that_hold():
    assert decided(Grade.CRITICISE, rule("E1", True), rule("C1", True), rule("C5", None), rule("K1", False)) == ["C1"]


def test_thin_evidence_is_decided_by_the_evidence_rule_that_fails():
    assert decided(Grade.INSUFFICIENT_EVIDENCE, rule("E3", False), rule("G-A2-02", False)) == ["E3"]


def test_what_only_bars_criticism_decides_where_the_shortfall_is_proven():
    assert decided(Grade.STEADY, rule("C1", False), rule("C4b", True), rule("C7", True), rule("S", True)) == ["S"]
    assert decided(Grade.CRITICISE, rule("C1", True), rule("C2", True), rule("C4b", True)) == ["C1", "C2", "C4b"]


def test_what_only_bars_praise_decides_where_praise_was_earned():
    bars = (rule("R1", True), rule("G-A2-02", False), rule("S", True))
    assert decided(Grade.STEADY, *bars) == ["S"]
    assert decided(Grade.STEADY, rule("K1", True), rule("K2", True), *bars) == ["R1", "G-A2-02", "S"]


@pytest.mark.parametrize(
    ("rule_id", "figure", "said"),
    [("R1", 0.953, "95.3%"), ("C1", 71.44, "71.4"), ("C2", 0.0004, "<0.001"), ("K2", 0.034, "0.034"), ("C4", 3.0, "3"), ("C1", None, "–")],
)
def test_figures_of_rules_carry_their_unit(rule_id, figure, said):
    assert say_rule_figure(rule_id, figure, CATALOGUE, Language.ZH) == said


def test_margins_of_shares_are_percentage_points_and_of_scores_signed():
    assert say_margin("R2", -0.05, CATALOGUE, Language.ZH) == "-5.0个百分点"
    assert say_margin("W1", 17.06, CATALOGUE, Language.EN) == "+17.1"


def test_a_tiny_significance_is_never_said_to_be_zero():
    assert say_chance(0.0, Language.EN) == "<0.001"


def test_reasons_name_indicators_and_areas_in_the_language():
    told = (
        {"code": "largest_shortfall", "indicator": "A2-01", "points": 5.13},
        {"code": "area_far_behind", "area": "A2", "score": 60.0, "line": 77.0},
    )
    first, second = say_told(told, "reasons", CATALOGUE, Language.ZH)
    assert CATALOGUE.indicators["A2-01"].name.zh in first and "5.1" in first
    assert CATALOGUE.areas["A2"].zh in second


def test_rules_table_counts_what_holds():
    table = rules_table((rule("C1", True), rule("C2", False), rule("C5", None)), CATALOGUE, Language.ZH)
    assert "共3条规则，1条成立，1条不成立，1条未执行" in table.caption
    assert [row[-1] for row in table.rows] == ["成立", "不成立", "未执行"]


def test_few_cases_of_persons_are_not_counted_out():
    persons = next(item.code for item in CATALOGUE.indicators.values() if item.persons)
    table = changes_table(
        (SmallestChange(persons, 0.5, 0.6, 3, "watch"), SmallestChange(persons, 0.5, None, None, "watch")), CATALOGUE, Language.ZH
    )
    assert table.rows[0][3] == "少数几起"
    assert table.rows[1][2] == "单靠此项不能改变"


def test_closing_share_is_the_headline_of_change():
    assert (
        say_closing(verdict(Grade.WATCH, (), closing_share=0.37, closing_grade="steady"), Language.ZH)
        == "其他条件不变，各项差距同时缩小37%，评价即可改为“平稳”。"
    )


def test_absence_says_whose_it_is():
    reporting = Reporting(0.93, {}, ("A2-01",), (), ("A5-02",), ())
    told = say_reporting(reporting, CATALOGUE, Language.ZH)
    assert told[0] == "应报数据到位率93%。"
    assert any("责任在部门" in sentence and "A5-02" in sentence for sentence in told)
    assert not any("没有缺报" in sentence for sentence in told)


def test_the_distance_to_a_line_is_told_by_its_side_in_points_and_errors():
    margins = (LineMargin("criticise", 12.345, 3.21), LineMargin("commend", -4.0, None))
    assert say_margins(margins, Language.EN) == (
        "The score is 12.3 points above the line for criticism, 3.2 standard errors.",
        "The score is 4.0 points below the line for commendation, – standard errors.",
    )
    assert say_margins(margins, Language.ZH)[0] == "得分高于批评线12.3分，相当于3.2个标准误。"


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("rule_id", ["R1", "R2", "R2b", "R3", "E1", "E2", "G-A2-02"])
def test_reports_that_lift_a_rule_are_named_with_the_rule(language: Language, rule_id: str):
    said = say_lifts((GateLift(rule_id, ("A1-01", "A2-02")),), CATALOGUE, language)[0]
    assert CATALOGUE.indicators["A2-02"].name.in_language(language) in said
    assert len(said) > 40 or language is Language.ZH
