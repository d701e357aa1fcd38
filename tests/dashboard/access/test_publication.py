"""Small counts: what is published gives no count of one to seven persons away (method.md 1.15 and P12)."""

import math
from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_verdicts import CODES, INDICATORS, TEXT, make_assessment, make_catalogue, make_indicator, make_part, make_result, make_verdict

from dashboard.access.publication import protect_assessment, protect_cells, protect_series
from dashboard.access.published_verdict import OTHERS, protect_verdict
from dashboard.access.small_counts import hides_rate, is_protected, protect_count
from indicators.catalogue.catalogue import Series
from indicators.catalogue.load import load_catalogue
from indicators.model.finding import BenefitOfDoubt, Comparison, RuleOutcome, SmallestChange, SourceCell
from indicators.model.indicator import Kind, Level
from indicators.model.verdict import (
    CampaignResult,
    NationalResult,
)


@pytest.mark.parametrize(("n", "shown"), [(0, 0), (1, "*"), (7, "*"), (8, 10), (12, 10), (13, 15), (1234, 1235)])
def test_reference_case_16_the_vector_of_the_small_count_rule(n: int, shown: int | str) -> None:
    assert protect_count(n) == shown


@given(st.integers(0, 10**7))
def test_no_count_of_one_to_seven_survives_and_none_moves_by_more_than_two(n: int) -> None:
    shown = protect_count(n)
    assert (shown == "*") is (1 <= n <= 7)
    if shown != "*":
        assert int(shown) % 5 == 0
        assert abs(int(shown) - n) <= 2


@pytest.mark.parametrize(
    ("changes", "numerator", "denominator", "hides"),
    [
        ({}, 20, 40, False),
        ({}, 3, 40, True),  # three persons
        ({}, 37, 40, True),  # the other three
        ({}, 0, 40, False),
        ({}, 40, 40, False),
        ({}, 0, 9, True),  # a rate on fewer than ten persons
        ({"persons": False}, 3, 4, False),
        ({"kind": Kind.MEAN, "unit": "days"}, None, 9, True),
        ({"kind": Kind.MEAN, "unit": "days"}, None, 10, False),
        ({"kind": Kind.RATE, "unit": "per_100k"}, 5, 3_648_100, True),
        ({"kind": Kind.SMR, "unit": "number"}, 12, 4.2, False),
    ],
)
def test_rates_that_give_few_persons_away_are_hidden(
    changes: dict[str, Any], numerator: float | None, denominator: float, hides: bool
) -> None:
    assert hides_rate(make_indicator("A1-01", **changes), numerator, denominator) is hides


def test_hidden_rate_takes_its_gap_score_and_one_more_of_its_area_with_it() -> None:
    results = (make_result("A1-01", 3, 40), make_result("A1-02", 300, 400), make_result("A1-03", 20, 40), make_result("A2-01", 20, 40))
    published = {result.indicator: result for result in protect_verdict(make_verdict(results), INDICATORS).indicators}
    for code in ("A1-01", "A1-03"):
        assert is_protected(published[code])
        result = published[code]
        assert {result.value, result.gap, result.se_gap, result.score, result.p_plan} == {None}
        assert (result.numerator, result.denominator) == (None, None)  # a base alone would say which of the two is the small one
    for code in ("A1-02", "A2-01"):
        assert published[code].value is not None
        assert not is_protected(published[code])


def test_score_of_an_area_that_is_one_hidden_indicator_is_not_shown_nor_solvable_from_the_others() -> None:
    areas = {"A1": 91.0, "A2": 88.0, "A3": 77.0}
    results = (make_result("A1-01", 3, 40), make_result("A2-01", 20, 40), make_result("A2-02", 20, 40), make_result("A2-03", 20, 40))
    published = protect_verdict(make_verdict(results, areas=areas), INDICATORS)
    assert published.areas == {"A1": None, "A2": 88.0, "A3": None}


def test_no_second_mean_of_hidden_figures_is_published_beside_the_score() -> None:
    rules = tuple(RuleOutcome(id, 82.5, 80.0, False, -2.5) for id in ("C1", "C3b", "C6", "C7", "K3", "K7"))
    reasons = (
        {"code": "area_far_behind", "area": "A1", "score": 61.2, "line": 76.2},
        {"code": "benefit_of_doubt", "score": 85.0, "line": 81.2},
    )
    parts = {"rules": rules, "reasons": reasons, "benefit": BenefitOfDoubt(85.0, 80.0)}
    several = (make_result("A1-01", 3, 40), make_result("A1-02", 20, 40), make_result("A1-03", 20, 40), make_result("A2-01", 20, 40))
    one_hidden = protect_verdict(make_verdict(several, **parts), INDICATORS)
    assert [rule.id for rule in one_hidden.rules if rule.value is None] == ["C3b", "C7", "K7"]
    assert one_hidden.benefit == BenefitOfDoubt(85.0, 80.0) and one_hidden.reasons == reasons
    alone = (make_result("A1-01", 3, 40), make_result("A2-01", 20, 40), make_result("A2-02", 20, 40))
    area_hidden = protect_verdict(make_verdict(alone, **parts), INDICATORS)
    assert [rule.id for rule in area_hidden.rules if rule.value is None] == ["C3b", "C6", "C7", "K3", "K7"]
    assert area_hidden.benefit is None
    assert [reason["code"] for reason in area_hidden.reasons] == ["area_behind_unquoted", "benefit_unquoted"]
    assert all("score" not in reason for reason in area_hidden.reasons)
    assert [rule.passed for rule in area_hidden.rules] == [False] * 6


def test_scores_and_rates_have_one_decimal() -> None:
    published = protect_verdict(make_verdict((make_result("A1-01", 123, 400),)), INDICATORS)
    assert (published.score, published.T, published.se, published.areas["A1"], published.fulfilment) == (91.2, 88.1, 3.5, 91.2, 0.877)
    result = published.indicators[0]
    assert (result.value, result.path, result.score, result.p_plan) == (0.312, 0.512, 88.2, None)
    assert published.rules[0].margin == 16.2


def test_contributions_on_few_persons_are_merged_and_still_add_up() -> None:
    results = (make_result("A1-01", 3, 40), make_result("A1-02", 300, 400), make_result("A1-03", 20, 40), make_result("A2-01", 20, 40))
    comparison = protect_verdict(make_verdict(results), INDICATORS).comparisons["vs_path"]
    assert [part.indicator for part in comparison.contributions] == ["A1-02", "A2-01", OTHERS]
    printed = sum(part.printed for part in comparison.contributions) + comparison.coverage_effect
    assert math.isclose(printed, comparison.total, abs_tol=1e-9)
    assert comparison.contributions[-1].n is None


def test_single_contribution_on_few_persons_is_never_merged_alone() -> None:
    results = tuple(make_result(code, 20, 40) for code in CODES[:3])
    parts = (make_part("A1-01", -1.0, 9), make_part("A1-02", 2.0, 400), make_part("A1-03", 3.0, 40))
    verdict = make_verdict(results, comparisons={"vs_path": Comparison("path", 100.0, parts, 0.0, 4.0)})
    comparison = protect_verdict(verdict, INDICATORS).comparisons["vs_path"]
    assert [part.indicator for part in comparison.contributions] == ["A1-02", OTHERS]
    assert comparison.contributions[-1].printed == 2.0


def test_reasons_and_gates_quote_no_hidden_figure() -> None:
    results = (make_result("A1-01", 3, 40), make_result("A1-02", 300, 400), make_result("A1-03", 20, 40), make_result("A2-01", 20, 40))
    reasons = (
        {"code": "gate_failed", "indicator": "A1-01", "value": 0.075, "limit": 0.9},
        {"code": "largest_shortfall", "indicator": "A1-01", "points": 3.2},
        {"code": "largest_shortfall", "indicator": "A1-02", "points": 2.25},
        {"code": "gate_not_reported", "indicator": "A1-01"},
        {"code": "far_behind_plan", "score": 61.2345, "line": 60.0},
    )
    rules = (RuleOutcome("G-A1-01", 0.075, 0.9, False, -0.825), RuleOutcome("G-A1-02", 0.75, 0.9, False, -0.15))
    published = protect_verdict(make_verdict(results, reasons=reasons, rules=rules), INDICATORS)
    assert published.reasons == (
        {"code": "gate_not_met", "indicator": "A1-01"},
        {"code": "largest_shortfall", "indicator": "A1-02", "points": 2.2},
        {"code": "gate_not_reported", "indicator": "A1-01"},
        {"code": "far_behind_plan", "score": 61.2, "line": 60.0},
    )
    assert [rule.value for rule in published.rules] == [None, 0.75]
    assert published.rules[0].margin is None


def test_change_of_a_few_cases_is_not_counted() -> None:
    changes = (SmallestChange("A1-01", 0.4, 0.5, 4, "steady"), SmallestChange("A1-02", 0.4012, 0.5012, 23, "steady"))
    few, many = protect_verdict(
        make_verdict((make_result("A1-01", 20, 40), make_result("A1-02", 160, 400)), changes=changes), INDICATORS
    ).changes
    assert (few.whole_cases, few.needed) == (None, None)
    assert (many.whole_cases, many.value, many.needed) == (25, 0.4, 0.501)


def test_sums_of_regional_counts_are_protected_in_the_country_too_and_figures_of_the_country_alone_only_rounded() -> None:
    indicators = INDICATORS | {"A1-02": make_indicator("A1-02", level=Level.NATIONAL)}
    results = (make_result("A1-01", 1234, 1402), make_result("A1-02", 50, 60), make_result("A1-03", 3, 40), make_result("A1-04", 36, 40))
    department = replace(make_verdict(results), subject="MPS", kind="department")
    campaign = (
        CampaignResult("A1-01", "00", "met", 0.12345, 1234, 9996, 0.1, 4, 0.5),
        CampaignResult("A1-01", "54", "met", 0.075, 3, 40, 0.1, 4, 0.5),
    )
    national = tuple(NationalResult(code, 0.88017, 0.2, 0.68017, "limited", 3, 31, False) for code in ("A1-01", "A1-03", "A2-04"))
    exact = make_assessment(departments=(department,), campaign=campaign, national=national)
    published = protect_assessment(exact, make_catalogue(indicators=indicators))
    sums, alone, few, second = published.departments[0].indicators
    assert (sums.numerator, sums.denominator, sums.value, sums.p_plan) == (1235, 1400, 0.882, None)
    assert (alone.numerator, alone.denominator, alone.value) == (50, 60, 0.833)
    assert is_protected(few) and is_protected(second)
    assert [part.n for part in published.departments[0].comparisons["vs_path"].contributions] == [1400, 60, None]
    assert [result.value for result in published.national] == [0.882, None, 0.88]
    assert published.national[1].progress == few.progress
    assert (published.national_score, published.national_areas) == (90.1, {"A1": 91.2})
    published_country, tibet = published.campaign
    assert (published_country.value, published_country.numerator, published_country.denominator) == (0.124, 1235, 9995)
    assert (tibet.value, tibet.numerator, tibet.denominator, tibet.p) == (None, None, None, None)


def test_cells_keep_their_place_and_lose_small_counts() -> None:
    def cell(indicator: str, value: str, address: str = "D14") -> SourceCell:
        return SourceCell(indicator, "2026-Q2", "mps.xlsx", "A1", address, value, "s1")

    series = Series("S-01", TEXT, "persons", "MPS", "Q", "REG", "flow", True, ())
    catalogue = make_catalogue(indicators=INDICATORS | {"A9-01": make_indicator("A9-01", persons=False)}, series={"S-01": series})
    cells = (cell("A1-01", "3"), cell("A1-01", "41"), cell("A1-02", "3.5"), cell("A1-02", "6"), cell("S-01", "2"), cell("A9-01", "3"))
    published = protect_cells(cells, catalogue, "54")
    assert [c.value for c in published] == ["*", "40", "*", "*", "*", "3"]
    assert {(c.file, c.sheet, c.cell) for c in published} == {("mps.xlsx", "A1", "D14")}
    assert protect_cells(cells, catalogue, "MPS") == cells


def test_series_over_time_is_protected_row_by_row() -> None:
    frame = pd.DataFrame(
        {
            "period": ["2026-Q1", "2026-Q2", "2026-Q3"],
            "value": [0.075, 0.51234, float("nan")],
            "numerator": [3.0, 205.0, float("nan")],
            "denominator": [40.0, 401.0, float("nan")],
            "path": [0.5, 0.51111, 0.52],
        }
    )
    published = protect_series(frame, INDICATORS["A1-01"], "54")
    assert published["value"].tolist()[1] == 0.512
    assert published["value"].isna().tolist() == [True, False, True]
    assert published["numerator"].isna().tolist() == [True, False, True]
    assert published["denominator"].tolist()[:2] == [40.0, 400.0]
    national = protect_series(frame, make_indicator("A1-01", level=Level.NATIONAL), "00")
    assert national["numerator"].tolist()[0] == 3.0
    assert national["value"].tolist()[0] == 0.075
    assert protect_series(frame, INDICATORS["A1-01"], "00")["numerator"].isna().tolist() == [True, False, True]


counts = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(lambda pair: (float(min(pair)), float(max(pair))))


@given(st.lists(counts, min_size=8, max_size=8))
def test_no_count_of_one_to_seven_can_be_read_off_a_published_verdict(pairs: list[tuple[float, float]]) -> None:
    results = tuple(make_result(code, k, n) for code, (k, n) in zip(CODES, pairs, strict=True))
    verdict = make_verdict(
        results, changes=tuple(SmallestChange(code, 0.4, 0.5, int(k), "steady") for code, (k, _) in zip(CODES, pairs, strict=True))
    )
    published = protect_verdict(verdict, INDICATORS)
    exact = dict(zip(CODES, pairs, strict=True))
    for result in published.indicators:
        k, n = exact[result.indicator]
        assert result.numerator is None or result.numerator % 5 == 0
        assert result.denominator is None or result.denominator % 5 == 0
        if result.value is not None:
            assert not 1 <= k <= 7
            assert not 1 <= n - k <= 7
            assert n >= 10
    hidden = {result.indicator for result in published.indicators if is_protected(result)}
    named = {part.indicator for part in published.comparisons["vs_path"].contributions}
    assert not hidden & named
    for area in ("A1", "A2"):
        scored = [r for r in results if r.indicator.startswith(area) and r.value is not None]
        unknown = hidden & {r.indicator for r in scored}
        assert len(unknown) != 1 or published.areas[area] is None
    assert all(change.whole_cases is None or change.whole_cases >= 10 or change.whole_cases == 0 for change in published.changes)


def test_regional_figures_of_a_red_line_stay_with_the_office() -> None:
    catalogue = load_catalogue()
    cells = (
        SourceCell("A3-09", "2025", "f.xlsx", "A3", "C7", "12", "S-1"),
        SourceCell("A3-10", "2025", "f.xlsx", "A3", "D7", "12", "S-1"),
    )
    assert [cell.indicator for cell in protect_cells(cells, catalogue, "44")] == ["A3-10"]
    frame = pd.DataFrame({"period": ["2025"], "value": [12.0], "numerator": [12.0], "denominator": [None], "path": [0.0]})
    assert protect_series(frame, catalogue.indicators["A3-09"], "44").empty
