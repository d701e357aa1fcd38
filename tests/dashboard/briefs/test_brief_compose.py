"""What the brief says: only what the assessment put forward, every number with its comparator, both languages whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from datetime import date

import pytest

from dashboard.access.publication import protect_assessment
from dashboard.briefs.brief import Brief
from dashboard.briefs.compose import compose_brief, coverage_of
from dashboard.text.sentences import Language
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import RuleOutcome
from indicators.model.verdict import Assessment, Grade, GradeBasis, RankTier, Reporting, VerdictState
from tests.dashboard.briefs import assessments as made

STORIES = (made.ordinary, made.quiet, made.provisional, made.crowded)


def brief_of(assessment: Assessment, catalogue: Catalogue, language: Language = Language.ZH, **facts: object) -> Brief:
    before = made.year_before(tuple(catalogue.regions))
    return compose_brief(assessment, before, catalogue, language, replace(made.FACTS, **facts))


def texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


@pytest.mark.parametrize("story", STORIES)
def test_english_brief_holds_no_chinese_and_chinese_no_english_sentence(story, catalogue: Catalogue, codes: Sequence[str]) -> None:
    english = " ".join(texts_of(asdict(brief_of(story(codes), catalogue, Language.EN))))
    assert re.findall(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]", english) == []
    shown = asdict(replace(brief_of(story(codes), catalogue), footer=(), language=Language.ZH))
    chinese = [text for text in texts_of(shown) if not re.fullmatch(r"[A-Z]\d|#\w+|zh|[a-z_]+|[\dA-Z-]+", text)]
    assert [word for text in chinese for word in re.findall(r"[A-Za-z]{4,}", text)] == []


def test_headline_gives_score_comparators_and_proposals(catalogue: Catalogue, codes: Sequence[str]) -> None:
    brief = brief_of(made.ordinary(codes), catalogue)
    assert brief.headline == (
        "2026年第三季度全国总体得分95.2，低于规划路径4.8分；较上年同期提高0.3分；6个领域中5个在规划允许范围内，"
        f"“{catalogue.areas['A6'].zh}”得分最低；建议通报表扬1个、通报批评1个单位。"
    )
    assert "2025年第三季度" in brief.comparator


def test_headline_says_when_nothing_can_be_computed(catalogue: Catalogue, codes: Sequence[str]) -> None:
    nothing = made.assessment(made.quiet(codes).regions, [None] * 6)
    brief = brief_of(nothing, catalogue)
    assert brief.headline == "2026年第三季度报送数据不足，暂不能计算全国总体得分。"
    assert {line.score.text for line in brief.areas.lines} == {"无数据"}
    assert {line.arrow for line in brief.areas.lines} == {"none"}


def test_without_an_earlier_year_no_change_is_said(catalogue: Catalogue, codes: Sequence[str]) -> None:
    brief = compose_brief(made.ordinary(codes), None, catalogue, Language.EN, made.FACTS)
    assert "year earlier" not in brief.headline
    assert {line.arrow for line in brief.areas.lines} == {"none"}


def test_arrow_follows_the_printed_change(catalogue: Catalogue, codes: Sequence[str]) -> None:
    now = made.assessment(made.quiet(codes).regions, [90.0, 90.04, 89.96, 90.06, 89.9, None])
    before = made.assessment(made.quiet(codes).regions, [None, 90.0, 90.0, 90.0, 90.0, 90.0], period="2025-Q3")
    lines = compose_brief(now, before, catalogue, Language.EN, made.FACTS).areas.lines
    assert [line.arrow for line in lines] == ["none", "level", "level", "up", "down", "none"]
    assert [line.change.text for line in lines][1:5] == ["level", "level", "+0.1 points", "-0.1 points"]


def test_the_table_says_which_scores_have_which_status(catalogue: Catalogue, codes: Sequence[str]) -> None:
    scale = brief_of(made.ordinary(codes), catalogue).areas.scale
    assert scale == "状态：得分103.0及以上超前，90.0以上符合进度，80.0以上偏慢，其余明显滞后。"


def test_only_proposals_are_named_and_gravest_first(catalogue: Catalogue, codes: Sequence[str]) -> None:
    brief = brief_of(made.crowded(codes), catalogue)
    assert len(brief.praise.mentions) == len(brief.concern.mentions) == 3
    assert {mention.grade for mention in brief.praise.mentions} == {Grade.COMMEND}
    assert {mention.grade for mention in brief.concern.mentions} == {Grade.CRITICISE}
    assert brief.concern.note == "另有：海南、贵州、云南。"


def test_a_rejected_proposal_is_not_on_the_page(catalogue: Catalogue, codes: Sequence[str]) -> None:
    plain = made.ordinary(codes)
    regions = tuple(replace(one, state=VerdictState.REJECTED) if one.grade is Grade.CRITICISE else one for one in plain.regions)
    brief = brief_of(replace(plain, regions=regions), catalogue)
    assert Grade.CRITICISE not in {mention.grade for mention in brief.concern.mentions}
    assert brief.concern.note == "本期没有地区或部门达到通报批评的证明标准。"


def test_a_confirmed_verdict_is_no_longer_called_a_proposal(catalogue: Catalogue, codes: Sequence[str]) -> None:
    plain = made.ordinary(codes)
    regions = tuple(replace(one, state=VerdictState.CONFIRMED) if one.grade is Grade.COMMEND else one for one in plain.regions)
    brief = brief_of(replace(plain, regions=regions), catalogue)
    assert [mention.word for mention in brief.praise.mentions] == ["通报表扬"]
    assert [mention.word for mention in brief.concern.mentions][0] == "建议通报批评"


@pytest.mark.parametrize(
    ("language", "praise", "concern"),
    [
        (Language.ZH, "本期没有地区或部门达到通报表扬的证明标准。", "本期没有地区或部门达到关注或通报批评的证明标准。"),
        (
            Language.EN,
            "No region or department meets the standard of proof for commendation in this period.",
            "No region or department meets the standard of proof for watch or criticism in this period.",
        ),
    ],
)
def test_the_brief_says_plainly_that_nobody_is_to_be_named(
    language: Language, praise: str, concern: str, catalogue: Catalogue, codes: Sequence[str]
) -> None:
    brief = brief_of(made.quiet(codes), catalogue, language, late_departments=())
    assert (brief.praise.mentions, brief.praise.note) == ((), praise)
    assert (brief.concern.mentions, brief.concern.note) == ((), concern)
    assert len(brief.decisions.sentences) == 1


def test_a_provisional_brief_proposes_and_asks_nothing(catalogue: Catalogue, codes: Sequence[str]) -> None:
    brief = brief_of(made.provisional(codes), catalogue, snapshot_id=None, snapshot_sha256=None, published_on=None)
    assert brief.praise.mentions == brief.concern.mentions == ()
    assert brief.stamps == ("样例数据", "暂算")
    assert brief.decisions.sentences == ("暂算期间不提请决定。冻结后另行报告。",)
    assert [fact.text for fact in brief.footer if fact.label.startswith("快照")] == ["无（未冻结）"] * 2


def test_a_real_store_bears_no_sample_stamp(catalogue: Catalogue, codes: Sequence[str]) -> None:
    assert brief_of(made.ordinary(codes), catalogue, sample=False).stamps == ()


def test_reason_names_line_and_the_two_heaviest_losses(catalogue: Catalogue, codes: Sequence[str]) -> None:
    worst = brief_of(made.ordinary(codes), catalogue).concern.mentions[0]
    first, second = (catalogue.indicators[code].name.zh for code in ("A2-01", "A6-06"))
    assert worst.reason == "得分71.4，低于批评线80.0，仅完成应有进度的43%。"
    assert worst.detail == f"主要失分：{first}64.8%，规划76.0%，-11.2分；{second}69.2%，规划76.0%，-6.8分。"


def test_who_did_not_report_is_told_what_is_overdue_and_not_what_it_scored(catalogue: Catalogue) -> None:
    owed = Reporting(0.52, {}, ("A1-01", "A2-01"), (), (), ())
    one = replace(made.verdict("52", Grade.CRITICISE, 70.0, (("A2-01", -9.0),)), grade_basis=GradeBasis.REPORTING, reporting=owed)
    mention = brief_of(made.assessment([one]), catalogue).concern.mentions[0]
    assert mention.detail == f"逾期未报：{catalogue.indicators['A1-01'].name.zh}、{catalogue.indicators['A2-01'].name.zh}。"
    veto = brief_of(made.assessment([replace(one, grade_basis=GradeBasis.VETO)]), catalogue).concern.mentions[0]
    assert veto.detail == ""


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"grade_basis": GradeBasis.REPORTING}, "应报数据到位97.0%，按报送规则提出。"),
        ({"grade_basis": GradeBasis.REPORTING, "reporting": Reporting(0.52, {}, ("A1-01", "A2-01"), (), (), ())}, "逾期未报指标2项"),
        ({"grade_basis": GradeBasis.VETO}, "一票否决"),
        ({"grade": Grade.WATCH, "score": 95.0, "rules": (RuleOutcome("W3", 1.0, 1.0, True, 0.0),)}, "持续下降"),
        ({"grade": Grade.WATCH, "score": 95.0, "rules": (RuleOutcome("R2", 0.7, 0.8, True, 0.1),)}, "有必报数据逾期未报"),
        ({"grade": Grade.WATCH, "score": 95.0, "areas": {"A1": 95.0, "A6": 61.0}, "rules": (RuleOutcome("W2", 1, 1, True, 0),)}, "61.0"),
        ({"grade": Grade.WATCH, "score": 95.0, "rules": (RuleOutcome("W4", 0.4, 0.3, True, 0.1),)}, "极难按期达到下一阶段目标"),
        ({"grade": Grade.WATCH, "score": 95.0, "rules": (RuleOutcome("W5", 2.0, 1.0, True, 1.0),)}, "连续报警"),
        ({"grade": Grade.WATCH, "score": 95.0, "rules": (RuleOutcome("W6", 0.6, 0.5, True, 0.1),)}, "按预警规则列入关注"),
        ({"rank": RankTier("lower", 27, 32)}, "经检验居各地区后段"),
        ({"rank": RankTier("cannot_be_separated", 2, 31), "fulfilment": None}, "经统计检验确认。"),
        ({"grade": Grade.WATCH, "score": 88.0}, "得分88.0，低于关注线90.0。"),
        ({"grade": Grade.WATCH, "score": 75.0}, "得分75.0，低于批评线80.0，但尚未持续或未经充分证明"),
        ({"fulfilment": None}, "经统计检验确认"),
        ({"fulfilment": -0.4}, "仅完成应有进度的0%"),
    ],
)
def test_each_ground_has_its_own_sentence(changes: dict, says: str, catalogue: Catalogue, codes: Sequence[str]) -> None:
    one = replace(made.verdict("52", Grade.CRITICISE, 70.0), **changes)
    brief = brief_of(made.assessment([one]), catalogue)
    assert says in brief.concern.mentions[0].reason


def test_departments_are_named_like_regions(catalogue: Catalogue) -> None:
    one = replace(made.verdict("MOHRSS", Grade.COMMEND, 107.0), kind="department")
    brief = brief_of(made.assessment([], departments=(one,)), catalogue)
    assert brief.praise.mentions[0].name == catalogue.departments["MOHRSS"].short_name.zh


def test_every_decision_follows_from_a_finding(catalogue: Catalogue, codes: Sequence[str]) -> None:
    decisions = brief_of(made.ordinary(codes), catalogue).decisions.sentences
    assert len(decisions) == 5
    for word, decision in zip(("浙江", "贵州", "公安部", catalogue.departments["MCT"].short_name.zh, "目标值"), decisions, strict=True):
        assert word in decision


def test_common_cause_asks_for_a_meeting_where_no_indicator_is_systemic(catalogue: Catalogue, codes: Sequence[str]) -> None:
    brief = brief_of(replace(made.quiet(codes), common_cause=True), catalogue, late_departments=())
    assert "超过三分之一" in brief.systemic.sentences[0]
    assert brief.decisions.sentences == ("是否召开专题会议研究共性问题。",)


def test_special_action_counts_outcomes_and_names_what_was_missed(catalogue: Catalogue, codes: Sequence[str]) -> None:
    summary, missed = brief_of(made.ordinary(codes), catalogue).campaign.sentences
    assert summary == "10项指标中，达标7项、未达标2项、尚难判断1项。"
    assert catalogue.indicators["C1-08"].name.zh in missed


def test_footer_proves_where_the_figures_come_from(catalogue: Catalogue, codes: Sequence[str]) -> None:
    footer = {fact.label: fact.text for fact in brief_of(made.ordinary(codes), catalogue, Language.EN).footer}
    assert footer["Data as of"] == "20 October 2026"
    assert footer["Coverage"] == "95.0%"
    assert footer["Snapshot hash"] == made.HASH
    assert footer["Audit chain head"] == made.HEAD
    assert all(version in footer["Versions"] for version in ("1.0", "7c1d2e3f", "a1b2c3d4"))


def test_coverage_counts_missing_cells_and_leaves_out_what_was_not_due() -> None:
    states = ("observed", "nil", "missing", "late", "not_due", "not_applicable")
    one = replace(made.verdict("11"), indicators=tuple(made.result("A1-01", state) for state in states))
    assert coverage_of(made.assessment([one])) == 0.5
    assert coverage_of(made.assessment([])) is None


def test_map_shows_35_units_of_which_32_are_assessed(catalogue: Catalogue, codes: Sequence[str]) -> None:
    tiles = brief_of(made.ordinary(codes), catalogue).map.tiles
    assert len({(tile.row, tile.column) for tile in tiles}) == 35
    assert len({tile.letter for tile in tiles}) == 35
    assert {tile.name for tile in tiles if tile.look is None} == {"台湾", "香港", "澳门"}


def test_legend_adds_up_to_all_units(catalogue: Catalogue, codes: Sequence[str]) -> None:
    assert sum(entry.count for entry in brief_of(made.ordinary(codes), catalogue).map.legend) == 35


def test_illustrative_parameters_are_announced_and_bar_an_official_assessment(catalogue: Catalogue, codes: Sequence[str]) -> None:
    assert "81%" in brief_of(made.ordinary(codes), catalogue).notices[0]
    assert "不得作为正式评价发布" in brief_of(made.ordinary(codes), catalogue).notices[0]
    assert brief_of(made.quiet(codes), catalogue).notices == ()


def test_an_unpublished_brief_is_dated_by_its_data(catalogue: Catalogue, codes: Sequence[str]) -> None:
    assert brief_of(made.ordinary(codes), catalogue).dated == date(2026, 10, 28)
    assert brief_of(made.ordinary(codes), catalogue, published_on=None).dated == date(2026, 10, 20)


def test_rates_on_few_persons_are_not_in_the_published_brief(catalogue: Catalogue, codes: Sequence[str]) -> None:
    few = replace(made.contribution("A3-05", -9.0), n=6.0, value=3 / 6)
    one = made.verdict("54", Grade.CRITICISE, 60.0, (("A2-01", -5.0),))
    compared = replace(one.comparisons["vs_path"], contributions=(*one.comparisons["vs_path"].contributions, few))
    plain = made.assessment([replace(one, comparisons={"vs_path": compared})])
    exact = brief_of(plain, catalogue).concern.mentions[0].detail
    protected = brief_of(protect_assessment(plain, catalogue), catalogue).concern.mentions[0].detail
    assert "50.0%" in exact
    assert "50.0%" not in protected
    assert catalogue.indicators["A3-05"].name.zh not in protected
