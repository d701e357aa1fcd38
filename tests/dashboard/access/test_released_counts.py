"""Sums that may be published: beside them every hidden count can still be anything from 1 to 7, by linear programmes over all of them."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from small_verdicts import REGION, TEXT, make_assessment, make_catalogue, make_indicator, make_result, make_verdict

from dashboard.access.released_counts import Withheld, telling_totals, withheld_sums
from dashboard.access.sum_audit import beside_total, keeps_hidden, published_range, reach, sum_range, told
from indicators.catalogue.catalogue import Rule
from indicators.model.period import quarter_at

QUARTERS = 4
FIRST = 18
ONE = make_indicator("A1-01")
"""A share of persons, by quarter."""
few_counts = st.one_of(st.just(0), st.integers(1, 7), st.integers(8, 14))


def observe(counts: dict[str, list[int]], base: int = 500) -> pd.DataFrame:
    """Quarterly observations of A1-01 by region, the same base for all."""
    rows = [
        {"indicator": "A1-01", "subject": region, "period": quarter_at(FIRST + t).code, "breakdown": "total",
         "numerator": float(count), "denominator": float(base)}
        for region, series in counts.items() for t, count in enumerate(series)
    ]  # fmt: skip
    return pd.DataFrame(rows)


def withheld_of(counts: dict[str, list[int]], country: float | None = None) -> Withheld:
    """What is withheld in the last quarter of the series."""
    last = len(next(iter(counts.values()))) - 1
    regions = {region: replace(REGION, code=region) for region in counts}
    verdicts = [
        replace(make_verdict((make_result("A1-01", float(sum(series[-QUARTERS:])), 2000.0),)), subject=region)
        for region, series in counts.items()
    ]
    total = float(sum(sum(series[-QUARTERS:]) for series in counts.values())) if country is None else country
    department = replace(make_verdict((make_result("A1-01", total, 2000.0 * len(counts)),)), subject="MPS", kind="department")
    rules = {"pool_quarters": Rule("pool_quarters", QUARTERS, "2021-01-01", "", TEXT)}
    catalogue = make_catalogue(indicators={"A1-01": ONE}, regions=regions, rules=rules)
    assessment = make_assessment(*verdicts, departments=(department,), period=quarter_at(FIRST + last).code)
    return withheld_sums(assessment, catalogue, observe(counts))


def range_left(counts: list[int], sums: list[tuple[int, int]], place: int) -> tuple[float, float]:
    """Least and most of one count by a linear programme: every count as published, and the sums over these stretches."""
    low, high = published_range(np.array(counts, dtype=float))
    rows = np.array([[1.0 if start <= t < end else 0.0 for t in range(len(counts))] for start, end in sums]).reshape(-1, len(counts))
    least, most = published_range(rows @ np.array(counts, dtype=float))
    limits = {"A_ub": np.vstack([rows, -rows]), "b_ub": np.concatenate([most, -least])} if sums else {}
    ends = [linprog(sign * np.eye(len(counts))[place], bounds=list(zip(low, high, strict=True)), **limits) for sign in (1.0, -1.0)]
    return ends[0].fun, -ends[1].fun


@settings(max_examples=40)
@given(st.lists(few_counts, min_size=4, max_size=9), st.data())
def test_bounds_are_those_of_the_linear_programme(counts: list[int], data: st.DataObject) -> None:
    stretches = [(start, end) for start, end in zip(range(len(counts)), range(3, len(counts) + 1), strict=False)]
    sums = data.draw(st.lists(st.sampled_from(stretches), unique=True))
    row = np.array([counts], dtype=float)
    most = reach(row)
    for start, end in sums:
        total = row[:, start:end].sum(axis=1)
        if total[0] >= 8 or total[0] == 0:
            most = told(most, (start, end), sum_range(total))
    known = [pair for pair in sums if sum(counts[pair[0] : pair[1]]) >= 8 or sum(counts[pair[0] : pair[1]]) == 0]
    place = data.draw(st.integers(0, len(counts) - 1))
    low, high = range_left(counts, known, place)
    assert (-most[0, place + 1, place], most[0, place, place + 1]) == (pytest.approx(low), pytest.approx(high))


@pytest.mark.parametrize(
    ("counts", "withheld"),
    [
        ([0, 0, 8, 7], False),  # 15 less 10: 1 to 9
        ([0, 0, 12, 7], True),  # 20 less 10: 6 or 7
        ([0, 0, 8, 1], True),  # 10 less 10, and never less than 8: 1 to 4
        ([0, 0, 7, 7], True),  # 15 of two hidden ones: 6 or 7 each
        ([0, 0, 6, 6], False),
        ([100, 101, 99, 3], False),  # 305 less 300
        ([0, 0, 0, 5], False),  # small itself, so that its rate is hidden anyway
    ],
)
def test_sum_is_withheld_where_the_counts_beside_it_would_leave_a_hidden_one_few_values(counts: list[int], withheld: bool) -> None:
    assert (("54", "A1-01") in withheld_of({"54": counts, "11": [300, 300, 300, 300]})) is withheld


@settings(max_examples=12, deadline=None)
@given(st.lists(few_counts, min_size=5, max_size=7))
def test_all_sums_published_so_far_together_leave_every_hidden_count_its_whole_range(series: list[int]) -> None:
    shown = []
    for end in range(1, len(series) + 1):
        start = max(0, end - QUARTERS)
        total = sum(series[start:end])
        far = {"54": series[:end], "11": [300] * end}
        if ("54", "A1-01") not in withheld_of(far) and not 0 < total < 8:
            shown.append((start, end))
    for place, count in enumerate(series):
        if 0 < count < 8:
            assert range_left(series, shown, place) == (pytest.approx(1), pytest.approx(7)), (series, shown)


@pytest.mark.parametrize(
    ("parts", "withheld"),
    [
        ([[2, 2, 2, 2], [0, 0, 0, 0]], False),  # 10, as the region itself
        ([[2, 0, 0, 0], [0, 0, 0, 0]], False),  # small itself, and hidden for that
        ([[2, 0, 0, 0], [6, 0, 0, 0], [0, 0, 0, 0]], False),  # 10 of two hidden ones
        ([[7, 0, 0, 0], [6, 0, 0, 0], [0, 0, 0, 0]], True),  # 15 of two hidden ones: 6 or 7 each
        ([[7, 0, 0, 0], [12, 0, 0, 0]], True),  # 20 less 10: 6 or 7
        ([[3, 0, 0, 0], [11, 0, 0, 0]], False),  # 15 less 10: 1 to 7
        ([[3, 1, 0, 2], [40, 31, 22, 15], [8, 9, 11, 14], [33, 30, 41, 18]], False),
    ],
)
def test_country_is_withheld_where_it_less_the_other_regions_would_tell_one(parts: list[list[int]], withheld: bool) -> None:
    counts = {f"{11 + number}": series for number, series in enumerate(parts)}
    assert (("00", "A1-01") in withheld_of(counts)) is withheld


@settings(max_examples=60)
@given(st.lists(st.integers(0, 25), min_size=2, max_size=6))
def test_what_a_total_leaves_of_its_parts_is_what_the_linear_programme_leaves(parts: list[int]) -> None:
    counts = np.array(parts, dtype=float)
    least, most = beside_total(float(counts.sum()), published_range(counts))
    for place in range(len(parts)):
        assert (least[place], most[place]) == pytest.approx(range_left(parts, [(0, len(parts))], place))


def test_total_filed_for_the_country_is_not_shown_where_it_less_a_shown_count_tells_a_hidden_one() -> None:
    frame = observe({"11": [7, 60], "12": [12, 55], "13": [0, 4]})
    national = observe({"00": [19, 119]}, base=1500)
    assert telling_totals(pd.concat([frame, national]), ONE, frozenset({"11", "12", "13"})) == {quarter_at(FIRST).code}
    alone = make_indicator("A1-01", persons=False)
    assert telling_totals(pd.concat([frame, national]), alone, frozenset({"11", "12", "13"})) == frozenset()


def test_hidden_counts_keep_their_range_only_where_both_ends_are_open() -> None:
    most = reach(np.array([[3.0, 20.0]]))
    hidden = np.array([[True, False]])
    assert keeps_hidden(most, hidden).tolist() == [True]
    for low, high in pairwise((23.0, 23.0, 28.0)):
        assert keeps_hidden(told(most, (0, 2), (np.array([low]), np.array([high]))), hidden).tolist() == [high > low]
