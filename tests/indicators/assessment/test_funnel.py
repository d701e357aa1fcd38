"""Alerts and alarms of single indicators: exact tests, overdispersion over the regions, one family, and what may not matter."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri
from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.assess import assessed_regions, gather
from indicators.assessment.codebook import make_codebook
from indicators.assessment.exact import binomial_below, binomial_cdf
from indicators.assessment.funnel import AlarmRules, Alarms, Reference, alarm_rules, alarms, exact_z, mean_of_others, pooled_peers
from indicators.assessment.funnel_limits import binomial_limit, poisson_limit
from indicators.assessment.overdispersion import overdispersion, quantile
from indicators.catalogue.load import load_catalogue
from indicators.model.indicator import Indicator
from indicators.model.period import quarter_at

RULES = alarm_rules(load_catalogue())
QUARTER = 16
ON_PATH = 0.66
"""The path of `make_indicator` at t = 16: 50 % plus one point a quarter."""


def raised(figures: dict[str, list[object]], indicator: Indicator, reference: Reference = Reference.PLAN) -> Alarms:
    """Alarms at t = 16 of the regions' figures, one indicator for each place of their lists."""
    indicators = [make_indicator(f"A1-{place + 1:02}", **_like(indicator)) for place in range(len(next(iter(figures.values()))))]
    rows = [
        (item.code, region, quarter_at(QUARTER).code, figure)
        for region, own in figures.items()
        for item, figure in zip(indicators, own, strict=True)
    ]
    request = make_request(make_catalogue(indicators), rows, quarter_at(QUARTER).code)
    codebook = make_codebook(request.catalogue, assessed_regions(request))
    return alarms(gather(request, codebook), codebook, -1, RULES, reference)


def _like(indicator: Indicator) -> dict[str, object]:
    path = indicator.path
    return {
        "direction": indicator.direction, "kind": indicator.kind, "measure": indicator.measure,
        "baseline": path.baseline, "m2025": path.target_2025, "m2030": path.target_2030,
    }  # fmt: skip


def near(n: int, regions: int = 12) -> dict[str, list[object]]:
    """Regions that lie as near to the path as chance puts them: at the quantiles of the binomial distribution."""
    places = ndtri((np.arange(regions) + 0.5) / regions)
    counts = np.round(n * ON_PATH + places * np.sqrt(n * ON_PATH * (1 - ON_PATH)))
    return {f"{region}": [f"{int(k)}/{n}"] for region, k in zip(range(11, 11 + regions), counts, strict=True)}


UP = make_indicator("A1-01")
DOWN = make_indicator("A1-01", direction="down", baseline=0.5, m2025=0.3, m2030=0.1)


def test_chance_alone_raises_no_alarm_and_one_collapse_does() -> None:
    calm = raised(near(400), UP)
    assert not calm.alarm.any()
    figures = near(400)
    figures["15"] = ["180/400"]  # 45 %, five standard errors and more below the path
    found = raised(figures, UP)
    assert np.flatnonzero(found.alarm[:, 0]).tolist() == [4]
    assert found.worse[4, 0]


def test_without_overdispersion_z_is_the_exact_one() -> None:
    figures = near(400)
    found = raised(figures, UP)
    k = np.array([float(str(one[0]).split("/")[0]) for one in figures.values()])
    assert found.z[:, 0] == pytest.approx(ndtri(binomial_below(k, np.full(12, 400.0), np.full(12, ON_PATH))))


def test_an_alarm_on_the_better_side_is_none_on_the_worse() -> None:
    figures = near(400)
    figures["15"] = ["350/400"]
    found = raised(figures, UP)
    assert found.alarm[4, 0]
    assert not found.worse.any()


def test_where_all_regions_differ_widely_being_far_off_is_no_alarm() -> None:
    spread = {str(11 + index): [f"{k}/400"] for index, k in enumerate((150, 180, 210, 240, 260, 270, 290, 310, 330, 350))}
    found = raised(spread, UP)
    assert not found.alarm.any()
    assert (np.abs(found.z) < 3.09).all()


def test_the_mirrored_indicator_has_the_same_alarms() -> None:
    figures = near(400)
    figures["15"] = ["180/400"]
    mirrored = {region: [f"{400 - int(str(one[0]).split('/')[0])}/400"] for region, one in figures.items()}
    one, other = raised(figures, UP), raised(mirrored, DOWN)
    assert other.z == pytest.approx(one.z, abs=1e-9)
    assert (other.alarm == one.alarm).all()


def test_peers_are_the_other_regions() -> None:
    k, n = np.array([[10.0], [20.0], [np.nan]]), np.array([[100.0], [50.0], [np.nan]])
    assert pooled_peers(k, n)[:, 0] == pytest.approx([0.4, 0.1, 0.2])
    assert mean_of_others(np.array([[1.0], [3.0], [np.nan]]))[:2, 0] == pytest.approx([3, 1])
    assert np.isnan(pooled_peers(k[:1], n[:1])).all()


def test_what_all_regions_share_is_nobodys_alarm() -> None:
    # 50 % everywhere on a path of 66 %: the spread around the plan is as large as the shortfall; that is for the systemic finding
    behind = {str(11 + index): [f"{200 + step}/400"] for index, step in enumerate((-8, -5, -3, -1, 0, 1, 3, 5, 8))}
    assert not raised(behind, UP).alert.any()
    assert not raised(behind, UP, Reference.PEERS).alert.any()
    behind["30"] = ["120/400"]
    assert np.flatnonzero(raised(behind, UP, Reference.PEERS).worse[:, 0]).tolist() == [9]


def test_a_hundred_percent_target_missed_by_one_case_is_no_alarm() -> None:
    full = make_indicator("A1-01", baseline=1.0, m2025=1.0, m2030=1.0)
    figures = {str(11 + index): ["400/400"] for index in range(11)} | {"30": ["399/400"]}
    found = raised(figures, full)
    assert not found.alarm.any()
    assert -3.09 < found.z[-1, 0] < 0


def test_what_has_no_figure_has_no_alarm() -> None:
    figures = near(400) | {"31": ["nil"]}
    found = raised(figures, UP)
    assert np.isnan(found.z[-1, 0])
    assert not found.alert[-1, 0]


def test_alarms_of_many_noisy_indicators_are_rare() -> None:
    random = np.random.default_rng(8)
    figures = {str(11 + region): [f"{k}/200" for k in random.binomial(200, ON_PATH, 40)] for region in range(30)}
    found = raised(figures, UP)
    assert found.alarm.sum() <= 1
    assert found.alert.mean() == pytest.approx(0.05, abs=0.02)


def test_figures_that_are_no_counts_are_held_against_their_error() -> None:
    days = make_indicator("A1-01", kind="mean", direction="down", baseline=50.0, m2025=40.0, m2030=30.0)
    # the path stands at 42 days
    places = ndtri((np.arange(12) + 0.5) / 12)
    figures = {str(11 + index): [f"{42 + place:.3f} n=30 se=1"] for index, place in enumerate(places)} | {"30": ["50 n=30 se=1"]}
    found = raised(figures, days)
    assert np.flatnonzero(found.worse[:, 0]).tolist() == [12]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 300), st.integers(1, 300), st.floats(0.01, 0.99), st.floats(0.001, 0.999))
def test_more_cases_never_lower_z_and_a_higher_target_never_raises_it(k: int, n: int, theta: float, other: float) -> None:
    cases, size, share = np.array([float(min(k, n))]), np.array([float(n)]), np.array([True])

    def z(count: float, target: float) -> float:
        return float(np.nan_to_num(exact_z(cases + count, size + max(count, 0.0), np.array([target]), share), nan=99.0)[0])

    plain = z(0, theta)
    if plain != 99.0:
        assert z(0, max(theta, other)) <= plain + 1e-9 or z(0, max(theta, other)) == 99.0
        assert z(1, theta) >= plain - 1e-9


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 400), st.floats(0, 1), st.sampled_from([0.001, 0.025, 0.5, 0.975, 0.999]))
def test_funnel_lines_enclose_what_they_say(n: int, theta: float, p: float) -> None:
    limit = float(binomial_limit(np.array(float(n)), np.array(theta), p))
    below = float(binomial_cdf(np.array(np.floor(limit * n + 1e-9)), np.array(float(n)), np.array(theta)))
    above = float(binomial_cdf(np.array(np.ceil(limit * n - 1e-9)), np.array(float(n)), np.array(theta)))
    assert 0 <= limit <= 1
    assert below <= p + 1e-9 or limit == 0
    assert above >= p - 1e-9 or limit == 1


@settings(max_examples=100, deadline=None)
@given(st.floats(0.1, 500), st.floats(0.01, 5))
def test_poisson_lines_are_in_order_around_their_target(exposure: float, theta: float) -> None:
    lines = [float(poisson_limit(np.array(exposure), np.array(theta), p)) for p in (0.001, 0.025, 0.975, 0.999)]
    assert lines == sorted(lines)
    assert lines[1] <= theta * 1.001 + 1 / exposure
    assert lines[2] >= theta - 1 / exposure


def test_quantiles_leave_missing_units_out() -> None:
    values = np.array([[4.0, np.nan], [1.0, np.nan], [np.nan, np.nan], [2.0, np.nan], [3.0, np.nan]])
    assert quantile(values, 0.1)[0] == pytest.approx(np.quantile([1, 2, 3, 4], 0.1))
    assert np.isnan(quantile(values, 0.1)[1])
    empty = overdispersion(values, np.ones_like(values), 0.1)
    assert (np.isnan(empty.phi[1]), empty.tau2[1]) == (True, 0.0)


def test_the_order_of_regions_does_not_matter() -> None:
    figures = near(400) | {"40": ["180/400"]}
    turned = dict(zip(figures, reversed(list(figures.values())), strict=True))
    assert raised(turned, UP).z[::-1] == pytest.approx(raised(figures, UP).z)


def test_the_rules_are_those_of_the_catalogue() -> None:
    assert AlarmRules(1.96, 3.09, 0.05, 0.1) == RULES
