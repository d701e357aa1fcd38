"""A workbook of any make: mapped where headers and names are exact, asked where they are not, refused in one sentence where none fits."""

from array import array
from collections.abc import Mapping
from dataclasses import replace

import pandas as pd
import pytest
from intake_workbooks import found, make_clean
from raw_edits import book, check_read, read_raw, table

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook
from indicators.intake.raw import COLUMN_CODE, ROW_CODE, RawSheet, with_texts
from indicators.intake.recognised import Decision
from indicators.intake.spelling import normal_name
from indicators.model.submission import CheckStatus, Severity

WHO = {"department": "NHC", "round": "2026-Q4"}
PLAIN = ("手续齐全的抽查证明数", "抽查的出生医学证明数", "已获首次服务的人数", "经评估需要服务的人数")
FIGURES = (18, 20, 15, 16)
KEYS = ["A1-08.numerator", "A1-08.denominator", "A3-03.numerator", "A3-03.denominator"]


def down(catalogue: Catalogue, *headers: tuple[object, ...], figures: tuple[object, ...] = FIGURES, first: str = "地区") -> RawSheet:
    """A sheet with regions down, below the given header rows; `first` heads the column of regions."""
    names = [region.short_name.zh for region in catalogue.regions.values()]
    heads = [(first if place == len(headers) - 1 else None, *header) for place, header in enumerate(headers)]
    return table("情况表", [*heads, *((name, *figures) for name in names)])


def across(sheet: RawSheet, name: str = "横表") -> RawSheet:
    return replace(sheet, name=name, rows=array(ROW_CODE, sheet.columns), columns=array(COLUMN_CODE, sheet.rows))


def ask(catalogue: Catalogue, *sheets: RawSheet, **context: object) -> CheckedWorkbook:
    return check_read(book(*sheets), catalogue, **{**WHO, **context})


def codes(checked: CheckedWorkbook) -> set[str]:
    return {one.code for one in checked.problems}


def answers(**targets: str) -> Mapping[tuple[str, str], Decision]:
    kinds = {True: "column", False: "region"}
    return {(kinds["." in target], normal_name(label)): Decision(target, "王芳", "2026-10-09") for label, target in targets.items()}


def is_whole(checked: CheckedWorkbook) -> bool:
    """Whether every figure of the two indicators was read as it stands."""
    frame: pd.DataFrame = checked.observations
    got = {code: set(zip(rows["numerator"], rows["denominator"], strict=True)) for code, rows in frame.groupby("indicator")}
    return len(frame) == 64 and got == {"A1-08": {(18.0, 20.0)}, "A3-03": {(15.0, 16.0)}}


def test_exact_headers_are_mapped_without_asking(catalogue: Catalogue) -> None:
    checked = ask(catalogue, down(catalogue, PLAIN))
    assert (codes(checked), checked.status, is_whole(checked)) == ({"foreign_layout"}, CheckStatus.CLEAN, True)
    assert checked.identity is not None
    assert (checked.identity.department, checked.identity.period) == ("NHC", "2026-Q4")


HEADERS: dict[str, tuple[tuple[object, ...], ...]] = {
    "codes and fields": (("A1-08", None, "A3-03", None), ("分子", "分母", "分子", "分母")),
    "names and fields": (("出生医学证明签发核验合规率", None, "医疗救治与心理康复服务提供率", None), ("分子", "分母", "分子", "分母")),
    "joined in one row": (("A1-08分子", "A1-08 分母", "医疗救治与心理康复服务提供率（分子）", "A3-03：分母"),),
    "units of one": (tuple(f"{name}（{unit}）" for name, unit in zip(PLAIN, ("件", "件", "人", "人次"), strict=True)),),
    "this period": (PLAIN, ("本期",) * 4),
    "the period that is due": (("2026年下半年", None, "2026年第四季度", None), PLAIN),
    "titles above": (("全国卫生健康系统反拐工作情况表",), ("填报单位：国家卫生健康委", None, None, "单位：人"), PLAIN),
    "traditional, spaced, full width": (("手續齊全的抽查證明數", "抽查的 出生医学证明数", "已获首次服务的人数　", f"{PLAIN[3]}："),),
}


@pytest.mark.parametrize("case", HEADERS)
def test_every_exact_way_to_write_a_header_is_read(catalogue: Catalogue, case: str) -> None:
    checked = ask(catalogue, down(catalogue, *HEADERS[case]))
    assert (codes(checked), is_whole(checked)) == ({"foreign_layout"}, True), found(checked)


def test_merged_headers_and_regions_across_are_read(catalogue: Catalogue) -> None:
    merged = replace(down(catalogue, *HEADERS["codes and fields"]), merges=((1, 2, 1, 3), (1, 4, 1, 5), (1, 1, 2, 1)))
    turned = across(down(catalogue, PLAIN))
    assert is_whole(ask(catalogue, merged))
    checked = ask(catalogue, turned)
    assert is_whole(checked)
    assert tuple(checked.observations.iloc[0][["sheet", "cell", "denominator_cell"]]) == ("横表", "B2", "B3")


def test_indicators_on_sheets_of_their_own_are_read(catalogue: Catalogue) -> None:
    first = replace(down(catalogue, ("分子", "分母"), figures=FIGURES[:2]), name="A1-08")
    second = replace(down(catalogue, ("医疗救治与心理康复服务提供率", None), ("分子", "分母"), figures=FIGURES[2:]), name="Sheet2")
    assert is_whole(ask(catalogue, second, first))


def test_codes_serial_numbers_totals_and_other_names_of_regions_are_read(catalogue: Catalogue) -> None:
    regions = catalogue.regions.values()
    rows = [(place, region.code, region.name.zh, *FIGURES) for place, region in enumerate(regions, 1)]
    total = (None, None, "合 计", *(32 * figure for figure in FIGURES))
    checked = ask(catalogue, table("t", [("序号", "代码", "省份", *PLAIN), total, *rows]))
    assert (codes(checked), is_whole(checked)) == ({"foreign_layout", "total_row"}, True)


def test_a_comparison_a_rate_and_a_remark_are_left_out_and_said(catalogue: Catalogue) -> None:
    sheet = down(catalogue, (*PLAIN, "上年同期", "核验合规率（%）", "备注"), figures=(*FIGURES, 1, 90, "略"))
    checked = ask(catalogue, sheet)
    assert found(checked)[1:] == [("column_not_read", "情况表", cell) for cell in ("F1", "G1", "H1")]
    assert is_whole(checked)
    assert checked.status is CheckStatus.CLEAN


DOUBTFUL = ("齐全证明数", "抽查证明数", "获得服务的人数", "需要服务的人数")


def test_a_header_that_is_not_exact_is_asked_with_candidates_and_nothing_passes(catalogue: Catalogue) -> None:
    checked = ask(catalogue, down(catalogue, DOUBTFUL))
    asked = [one for one in checked.problems if one.code == "mapping_suggested"]
    assert [(one.cell, one.facts["label"]) for one in asked] == list(zip(("B1", "C1", "D1", "E1"), DOUBTFUL, strict=True))
    assert all(key in one.facts["candidates"].split(",") for key, one in zip(KEYS, asked, strict=True))
    assert {one.severity for one in asked} == {Severity.CONFIRM}
    assert checked.problems[0].code == "mapping_open"
    assert checked.problems[0].severity is Severity.MUST_FIX
    assert checked.observations.empty


def test_an_answer_counts_for_the_identical_header_only_and_is_said(catalogue: Catalogue) -> None:
    given = answers(**dict(zip(DOUBTFUL, KEYS, strict=True)))
    same = ask(catalogue, down(catalogue, tuple(f" {text[:2]} {text[2:]}：" for text in DOUBTFUL)), recognised=given)
    assert (codes(same), is_whole(same), same.status) == ({"foreign_layout", "as_decided"}, True, CheckStatus.CLEAN)
    assert {(one.facts["by"], one.facts["on"]) for one in same.problems if one.code == "as_decided"} == {("王芳", "2026-10-09")}
    other = ask(catalogue, down(catalogue, (*DOUBTFUL[:3], "要服务的人数")), recognised=given)
    assert [one.facts["label"] for one in other.problems if one.code == "mapping_suggested"] == ["要服务的人数"]


def test_none_of_these_leaves_a_column_out_and_its_figure_is_missing(catalogue: Catalogue) -> None:
    left_out = {("column", normal_name(DOUBTFUL[3])): Decision("-", "王芳", "2026-10-09")}
    given = {**answers(**dict(zip(DOUBTFUL[:3], KEYS[:3], strict=True))), **left_out}
    checked = ask(catalogue, down(catalogue, DOUBTFUL), recognised=given)
    assert {"as_decided", "figure_not_found"} <= codes(checked)
    assert set(checked.observations["indicator"]) == {"A1-08"}


def test_a_region_that_is_not_exact_is_asked_and_remembered(catalogue: Catalogue) -> None:
    sheet = down(catalogue, PLAIN)
    typo = with_texts(sheet, ["广东x" if text == "广东" else text for text in sheet.texts])
    asked = ask(catalogue, typo)
    question = next(one for one in asked.problems if one.code == "mapping_suggested")
    assert (question.facts["kind"], question.facts["suggested"], question.cell) == ("region", "44", "A20")
    assert "44" not in set(asked.observations["subject"])
    assert is_whole(ask(catalogue, typo, recognised=answers(广东x="44")))


def test_a_scale_in_the_header_is_asked_then_multiplied_and_shown(catalogue: Catalogue) -> None:
    sheet = down(catalogue, (*PLAIN[:3], f"{PLAIN[3]}（千人）"), figures=(18, 20, 15, 0.016))
    asked = ask(catalogue, sheet)
    question = next(one for one in asked.problems if one.code == "unit_suggested")
    assert (question.facts["candidates"], question.severity) == ("1000", Severity.CONFIRM)
    assert set(asked.observations["indicator"]) == {"A1-08"}
    given = {("unit", normal_name(question.facts["label"])): Decision("1000", "王芳", "2026-10-09")}
    answered = ask(catalogue, sheet, recognised=given)
    assert is_whole(answered)
    assert [(one.cell, one.found, one.read_as) for one in answered.normalised][0] == ("E2", "0.016", "16")


def test_a_unit_for_the_whole_table_is_asked_for_every_column(catalogue: Catalogue) -> None:
    checked = ask(catalogue, down(catalogue, ("单位：万人", None, None, None), PLAIN))
    assert [one.code for one in checked.problems].count("unit_suggested") == 4
    assert checked.observations.empty


def test_another_period_above_a_column_is_not_read_as_this_one(catalogue: Catalogue) -> None:
    checked = ask(catalogue, down(catalogue, ("2026年第三季度", None, "2025年", None), PLAIN))
    assert checked.observations.empty
    assert {"column_not_read", "figure_not_found"} <= codes(checked)


def test_words_that_are_not_understood_above_a_known_header_are_asked(catalogue: Catalogue) -> None:
    checked = ask(catalogue, down(catalogue, ("农村", None, "城镇", None), PLAIN))
    assert [one.facts["suggested"] for one in checked.problems if one.code == "mapping_suggested"] == KEYS
    assert checked.observations.empty


def test_the_same_header_twice_is_not_chosen_from(catalogue: Catalogue) -> None:
    checked = ask(catalogue, down(catalogue, (*PLAIN, PLAIN[0]), figures=(*FIGURES, 99)))
    assert ("header_repeated", "情况表", "F1") in found(checked)
    assert "A1-08" not in set(checked.observations["indicator"])


def test_the_same_name_of_two_figures_is_asked(catalogue: Catalogue) -> None:
    sheet = down(catalogue, ("队列中已侦破的案件数", "队列案件总数"), figures=(1, 2))
    checked = check_read(book(sheet), catalogue, department="MPS", round="2026-Q4")
    asked = [one.facts["candidates"] for one in checked.problems if one.code == "mapping_suggested"]
    assert asked == ["A2-01.numerator,A6-01.numerator", "A2-01.denominator,A6-01.denominator"]


def test_xinjiang_with_xpcc_and_a_region_that_is_missing_are_said(catalogue: Catalogue) -> None:
    sheet = down(catalogue, PLAIN)
    keep = [place for place, text in enumerate(sheet.texts) if sheet.rows[place] != 33]
    cells = [sheet.cell(place) for place in keep]
    short = table("t", [[c.text if c.column == 1 or c.row == 1 else float(c.text) for c in cells if c.row == row] for row in range(1, 33)])
    assert "row_missing" in codes(ask(catalogue, short))
    joint = with_texts(short, ["新疆（含兵团）" if text == "新疆" else text for text in short.texts])
    question = next(one for one in ask(catalogue, joint).problems if one.code == "mapping_suggested")
    assert (question.facts["candidates"], question.facts["suggested"]) == ("65,66", "")


def test_hidden_rows_that_are_read_must_be_shown(catalogue: Catalogue) -> None:
    checked = ask(catalogue, replace(down(catalogue, PLAIN), hidden_rows=frozenset([5])))
    assert ("hidden_row", "情况表", "B5") in found(checked)


@pytest.mark.parametrize(
    ("context", "code"),
    [
        ({"department": None}, "department_needed"),
        ({"round": None}, "round_needed"),
        ({"open_rounds": frozenset({"2026-Q3"})}, "round_not_open"),
        ({"round": "2026-Q9"}, "round_unknown"),
        ({"department": "MFA"}, "template_foreign"),
    ],
)
def test_whose_and_for_when_must_be_known(catalogue: Catalogue, context: dict[str, object], code: str) -> None:
    checked = ask(catalogue, down(catalogue, PLAIN), **context)
    assert (codes(checked), checked.identity, len(checked.observations)) == ({code}, None, 0)


def test_the_only_open_round_needs_no_choice(catalogue: Catalogue) -> None:
    assert is_whole(ask(catalogue, down(catalogue, PLAIN), round=None, open_rounds=frozenset({"2026-Q4"})))


@pytest.mark.parametrize("rows", [[("a", 1)], [("北京", 1), ("上海", 2)]])
def test_what_cannot_be_mapped_is_refused_with_the_right_template(catalogue: Catalogue, rows: list[tuple[object, ...]]) -> None:
    checked = ask(catalogue, table("t", rows))
    assert [one.code for one in checked.problems] == ["template_foreign"]
    assert dict(checked.problems[0].facts) == {"department": "NHC", "round": "2026-Q4"}


def test_our_template_without_its_marks_is_read_for_its_own_round_only(catalogue: Catalogue) -> None:
    raw = read_raw(make_clean(catalogue))
    bare = replace(raw, properties={}, sheets=tuple(sheet for sheet in raw.sheets if not sheet.name.startswith("_")))
    marked = check_read(raw, catalogue)
    checked = check_read(bare, catalogue, **WHO)
    assert codes(checked) == {"foreign_layout", *codes(marked)}
    assert len(checked.observations) == len(marked.observations)
    elsewhen = check_read(bare, catalogue, department="NHC", round="2026-Q2")
    assert elsewhen.observations.empty
