"""P12 by attack: with everything that is published of the demonstration, no count of one to seven persons can be told.

The attacker knows the method, the published verdicts, cells and totals, and searches all counts that fit. Three ways are tried: a quarter
as the difference of the year and the other quarters, a rate through the score of its area, a region as the rest of the country. Then all
published figures of one indicator of several quarters at once, regions and country, numerators and bases, by linear programmes.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from dashboard.access.publication import protect_cells, protected_figures
from dashboard.access.small_counts import HIDDEN, hides_rate, is_protected, is_small, protect_count
from dashboard.commands.entrance import open_desk
from dashboard.services.assessments import default_period, explain_from, read_assessment
from dashboard.services.desk import Desk
from indicators.model.finding import IndicatorResult
from indicators.model.indicator import Kind
from indicators.model.observation import TOTAL
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment, Verdict
from indicators.store.snapshots import load_snapshot_observations
from tests.conftest import DemoStore

HALF_STEP = 2
"""A count to the nearest 5 is off by at most this."""
TOP = 125.0
LEAST_LEFT = 2
"""So many counts must still be possible; the whole range is seven."""


@dataclass(frozen=True)
class Scene:
    """The same published round as the office and as everybody else sees it."""

    desk: Desk
    exact: Assessment
    published: Assessment
    observations: pd.DataFrame


@pytest.fixture(scope="module")
def scene(demo_master: DemoStore) -> Iterator[Scene]:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in demo_master.environment.items():
            patch.setenv(name, value)
        office, leader = open_desk(None), open_desk("leader")
        period = default_period(leader)
        exact, published = read_assessment(office, period), read_assessment(leader, period)
        assert published.tier == "published"
        observations = load_snapshot_observations(office.store, exact.snapshot_id)
        yield Scene(office, exact.assessment, published.assessment, observations)


def pairs(scene: Scene) -> Iterator[tuple[Verdict, Verdict]]:
    yield from zip(scene.exact.regions, scene.published.regions, strict=True)


def by_code(verdict: Verdict) -> dict[str, IndicatorResult]:
    return {result.indicator: result for result in verdict.indicators}


def feasible(low: float, high: float) -> int:
    """How many of the counts 1 to 7 lie between the two."""
    return sum(low <= count <= high for count in range(1, 8))


def bounds(shown: str) -> tuple[float, float]:
    """What a published count says of the true one."""
    if shown == HIDDEN:
        return 1, 7
    return (0, 0) if shown == "0" else (float(shown) - HALF_STEP, float(shown) + HALF_STEP)


def test_no_quarter_is_the_difference_of_the_year_and_the_other_quarters(scene: Scene) -> None:
    view = read_assessment(scene.desk, scene.exact.period)
    secret, tried = protected_figures(scene.published), 0
    for exact, published in list(pairs(scene))[::4]:
        results = by_code(published)
        cells = explain_from(scene.desk, view, exact.subject).cells
        shown = protect_cells(cells, scene.desk.catalogue, exact.subject, secret)
        parts = defaultdict(list)
        for cell in shown:
            parts[cell.indicator, cell.file != "", cell.cell[:1]].append(cell.value)
        for (code, _, _), values in parts.items():
            result = results.get(code)
            if result is None or result.numerator is None or not all(value == HIDDEN or value.isdigit() for value in values):
                continue
            for place, value in enumerate(values):
                if value == HIDDEN and len(values) > 1:
                    others = [bounds(other) for index, other in enumerate(values) if index != place]
                    low = result.numerator - HALF_STEP - sum(high for _, high in others)
                    high = result.numerator + HALF_STEP - sum(low for low, _ in others)
                    if high >= low and feasible(low, high):
                        tried += 1
                        assert feasible(low, high) >= LEAST_LEFT, (exact.subject, code, values, result.numerator)
    assert tried > 20


def test_no_hidden_rate_is_the_rest_of_the_score_of_its_area(scene: Scene) -> None:
    indicators, tried = scene.desk.catalogue.indicators, 0
    for exact, published in pairs(scene):
        shown = by_code(published)
        areas = defaultdict(list)
        for result in exact.indicators:
            if result.score is not None and result.weight > 0:
                areas[indicators[result.indicator].area].append(result)
        for area, results in areas.items():
            if published.areas.get(area) is None:
                continue
            for result in results:
                if hides_rate(indicators[result.indicator], result.numerator, result.denominator):
                    tried += 1
                    assert counts_left(result, results, shown, published.areas[area]) >= LEAST_LEFT, (exact.subject, result.indicator)
    assert tried > 100


def counts_left(result: IndicatorResult, area: list[IndicatorResult], shown: dict[str, IndicatorResult], score: float) -> int:
    """How many counts fit the score of the area, everything shown of the other indicators of the area being known."""
    if shown[result.indicator].denominator is None:
        return 7
    total = sum(one.weight for one in area)
    others = [(one.weight, *score_range(one, shown[one.indicator])) for one in area if one is not result]
    low = ((score - 0.05) * total - sum(weight * high for weight, _, high in others)) / result.weight
    high = ((score + 0.05) * total - sum(weight * low for weight, low, _ in others)) / result.weight
    if low <= 0 and high >= TOP:
        return 7
    step = 100 / (result.denominator * plan_of(result))
    return min(7, 1 + int((min(high, TOP) - max(low, 0.0)) / step))


def score_range(exact: IndicatorResult, shown: IndicatorResult) -> tuple[float, float]:
    """What is known of the score of another indicator: all or nothing, or as far as rounded counts give it."""
    if is_protected(shown):
        return 0.0, TOP
    if shown.p_plan is not None or not exact.denominator or not exact.gap:
        return shown.score - 0.05, shown.score + 0.05
    error = 100 * HALF_STEP * (1 + exact.value) / exact.denominator / plan_of(exact) + 0.05
    return shown.score - error, shown.score + error


def plan_of(result: IndicatorResult) -> float:
    """D, which follows from targets that everybody knows."""
    return abs((result.value - result.path) / result.gap) if result.gap else 1.0


def test_no_region_is_the_rest_of_the_country(scene: Scene) -> None:
    indicators, tried = scene.desk.catalogue.indicators, 0
    country = {result.indicator: result for verdict in scene.published.departments for result in verdict.indicators}
    for code, total in country.items():
        regions = [by_code(verdict)[code] for verdict in scene.published.regions if code in by_code(verdict)]
        exact = [by_code(verdict)[code] for verdict in scene.exact.regions if code in by_code(verdict)]
        small = [one for one in exact if is_small(one.numerator)]
        if not indicators[code].persons or not small or total.numerator is None or indicators[code].kind is Kind.MEAN:
            continue
        ranges = [what_is_told(own, one, total.numerator) for own, one in zip(exact, regions, strict=True)]
        for own, (low, high) in zip(exact, ranges, strict=True):
            if is_small(own.numerator):
                tried += 1
                least = total.numerator - sum(most for _, most in ranges) + high
                most = total.numerator - sum(least for least, _ in ranges) + low
                assert feasible(least, most) >= LEAST_LEFT, (code, own.numerator)
    assert tried > 50


def what_is_told(exact: IndicatorResult, shown: IndicatorResult, total: float) -> tuple[float, float]:
    """The range of one region's count: a hidden one is small or, where the rate is hidden for its rest or withheld, anything."""
    if shown.numerator is not None:
        return bounds(str(int(shown.numerator)))
    if exact.numerator is None:
        return (0, total) if exact.state == "withheld" else (0, 0)
    return (1, 7) if is_small(exact.numerator) else (0, total)


def test_a_rate_says_no_more_than_its_protected_counts(scene: Scene) -> None:
    for published in scene.published.regions:
        for result in published.indicators:
            item = scene.desk.catalogue.indicators[result.indicator]
            if item.persons and item.kind is Kind.PROP and result.value is not None and result.denominator:
                assert result.value == pytest.approx(result.numerator / result.denominator, abs=5.1e-4), result.indicator
                assert pd.isna(result.p_plan) and pd.isna(result.se_gap)


EDITIONS = 5
"""So many published quarters are put side by side: windows of four quarters overlap in them."""
SAMPLED = 12


@pytest.fixture(scope="module")
def editions(scene: Scene, demo_master: DemoStore) -> list[tuple[Assessment, Assessment]]:
    """The last quarters as the office and as everybody else sees them."""
    last = parse_period(scene.exact.period)
    codes = [last.shifted(-back).code for back in range(1, EDITIONS)]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in demo_master.environment.items():
            patch.setenv(name, value)
        leader = open_desk("leader")
        earlier = [(read_assessment(scene.desk, code).assessment, read_assessment(leader, code).assessment) for code in codes]
    return [(scene.exact, scene.published), *earlier]


@pytest.mark.parametrize("code", ["A2-10", "A3-02", "A3-03", "A3-05", "A6-04"])
def test_no_linear_programme_over_all_that_is_published_narrows_a_hidden_count(
    code: str, scene: Scene, editions: list[tuple[Assessment, Assessment]]
) -> None:
    frame = scene.observations
    frame = frame[
        (frame["indicator"] == code) & (frame["breakdown"] == TOTAL) & (frame["subject"] != NATIONAL) & frame["numerator"].notna()
    ]
    places = {key: row for row, key in enumerate(zip(frame["subject"], frame["period"], strict=True))}
    counts = np.concatenate([frame["numerator"], frame["denominator"]])
    sums = [told for exact, published in editions for told in published_sums(code, exact, published, places)]
    ranges = np.array([bounds(str(protect_count(count))) for count in counts])
    rows, limits = [], []
    for members, shown in sums:
        least, most = bounds(str(int(shown)))
        assert least <= counts[members].sum() <= most
        rows += [(members, 1.0), (members, -1.0)]
        limits += [most, -least]
    below = [(np.array([row, len(places) + row]), np.array([1.0, -1.0])) for row in range(len(places))]  # no numerator above its base
    matrix = as_matrix([*rows, *below], len(counts))
    hidden = np.flatnonzero((counts > 0) & (counts < 8) & (np.asarray(matrix[: len(rows)].getnnz(axis=0)) > 0))
    tried = np.random.default_rng(7).choice(hidden, min(SAMPLED, len(hidden)), replace=False)
    assert len(tried) > 10
    assert any(len(members) > 4 * 12 for members, _ in sums)  # the country's are among them
    for place in tried:
        aim = np.eye(1, len(counts), place)[0]
        problem = {"A_ub": matrix, "b_ub": [*limits, *([0.0] * len(below))], "bounds": ranges}
        low, high = linprog(aim, **problem).fun, -linprog(-aim, **problem).fun
        assert (low, high) == (pytest.approx(1), pytest.approx(7)), (code, counts[place])


def as_matrix(rows: list[tuple[np.ndarray, float | np.ndarray]], width: int) -> csr_matrix:
    """The rows of a linear programme: the columns of each and what stands in them."""
    down = np.concatenate([np.full(len(columns), number) for number, (columns, _) in enumerate(rows)])
    entries = np.concatenate([np.broadcast_to(np.asarray(sign, dtype=float), columns.shape) for columns, sign in rows])
    return csr_matrix((entries, (down, np.concatenate([columns for columns, _ in rows]))), shape=(len(rows), width))


def published_sums(
    code: str, exact: Assessment, published: Assessment, places: dict[tuple[str, str], int]
) -> Iterator[tuple[np.ndarray, float]]:
    """Every published sum of one edition: the places of what it adds up (bases behind all numerators), and the count as shown."""
    everybody: list[int] = []
    for verdict, shown in zip(exact.regions, published.regions, strict=True):
        own, seen = by_code(verdict).get(code), by_code(shown).get(code)
        if own is None or seen is None or own.numerator is None:
            continue
        members = np.array([places[verdict.subject, period] for period in own.periods if (verdict.subject, period) in places])
        everybody += members.tolist()
        yield from both(members, seen, len(places))
    country = [by_code(verdict)[code] for verdict in published.departments if code in by_code(verdict)]
    whole = [by_code(verdict)[code] for verdict in exact.departments if code in by_code(verdict)]
    carried = {result.state for verdict in exact.regions for result in verdict.indicators if result.indicator == code} - {"observed", "nil"}
    if country and whole and not carried:
        yield from both(np.array(everybody), country[0], len(places))


def both(members: np.ndarray, seen: IndicatorResult, bases: int) -> Iterator[tuple[np.ndarray, float]]:
    """The sum of the numerators and that of the bases, where they are shown."""
    if seen.numerator is not None and seen.denominator is not None:
        yield members, seen.numerator
        yield members + bases, seen.denominator
