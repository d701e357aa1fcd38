"""Forecasts of indicators and of T: when there are any, in which words, and what small and lumpy counts may not do."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.assess import assessed_regions, gather
from indicators.assessment.codebook import make_codebook
from indicators.assessment.damped_line import ahead, fit_line
from indicators.assessment.forecast import Chance, Forecasts, chance_word, forecast_indicators, forecast_rules, forecast_T
from indicators.assessment.forecast_goals import next_milestone
from indicators.assessment.variogram import Wander
from indicators.catalogue.load import load_catalogue
from indicators.model.indicator import Indicator, SeriesBreak
from indicators.model.period import quarter_at
from indicators.model.words import Bilingual

RULES = forecast_rules(load_catalogue())


def forecasts(indicator: Indicator, figures: dict[str, list[object]], last: int = 16) -> Forecasts:
    """Forecasts of the regions from their quarterly figures, the last of which is that of quarter t = `last`."""
    rows = [
        (indicator.code, region, quarter_at(last - len(series) + 1 + q).code, figure)
        for region, series in figures.items()
        for q, figure in enumerate(series)
    ]
    request = make_request(make_catalogue([indicator]), rows, quarter_at(last).code)
    codebook = make_codebook(request.catalogue, assessed_regions(request))
    return forecast_indicators(gather(request, codebook), codebook, RULES)


def rising(begin: int, step: int, quarters: int = 12, n: int = 200) -> list[object]:
    return [f"{min(begin + step * q, n)}/{n}" for q in range(quarters)]


def test_a_share_that_rises_quickly_meets_its_milestone_and_one_that_stands_still_does_not() -> None:
    found = forecasts(make_indicator("A1-01"), {"11": rising(100, 5), "12": rising(100, 0), "13": rising(100, 2)})
    assert found.milestone == 20
    # 2025 target 70 %: region 11 stands at 77.5 % and rises, 12 at 50 %, 13 at 61 % and rises by 1 point a quarter
    assert found.meet[0, 0] > 0.9
    assert found.meet[1, 0] < 0.1
    assert 0.1 < found.meet[2, 0] < 0.9
    assert found.mean[3, 2, 0] == pytest.approx(0.65, abs=0.01)


def test_the_interval_holds_the_mean_and_grows_with_the_horizon() -> None:
    found = forecasts(make_indicator("A1-01"), {"11": rising(100, 3), "12": rising(90, 1), "13": rising(80, 4)})
    assert (found.low < found.mean).all()
    assert (found.mean < found.high).all()
    assert (np.diff(found.high - found.low, axis=0) > 0).all()


def test_the_pace_says_when_the_target_is_reached_or_that_it_never_is() -> None:
    found = forecasts(make_indicator("A1-01"), {"11": rising(100, 5), "12": rising(100, 0), "13": rising(100, 2)})
    assert 16 < found.reach[0, 0] < 40
    assert np.isinf(found.reach[1, 0])
    assert found.pace[1, 0] == pytest.approx(0.5, abs=0.01)
    assert found.pace[2, 0] > 0.7


def test_seven_quarters_are_not_enough() -> None:
    found = forecasts(make_indicator("A1-01"), {"11": rising(100, 5, 7), "12": rising(100, 1, 8)})
    assert np.isnan(found.mean[:, 0]).all()
    assert not np.isnan(found.mean[:, 1]).any()
    assert np.isnan([found.meet[0, 0], found.pace[0, 0], found.reach[0, 0]]).all()


def test_four_half_yearly_figures_cover_eight_quarters() -> None:
    every_other = [figure if q % 2 else "nil" for q, figure in enumerate(rising(100, 3, 8))]
    indicator = make_indicator("A1-01", frequency="H", measure="stock")
    assert not np.isnan(forecasts(indicator, {"11": every_other, "12": every_other}).mean).any()


def test_a_probability_is_given_only_up_to_eight_quarters_ahead() -> None:
    assert [next_milestone(now, 8) for now in (11, 12, 19, 20, 31, 32, 40)] == [None, 20, 20, None, None, 40, None]
    late = forecasts(make_indicator("A1-01"), {"11": rising(100, 5), "12": rising(100, 1)}, last=23)
    assert late.milestone is None
    assert np.isnan(late.meet).all()
    assert not np.isnan(late.pace).any()


def test_figures_from_before_a_change_of_definition_are_not_compared() -> None:
    words = Bilingual("新", "new")
    broken = replace(make_indicator("A1-01"), breaks=(SeriesBreak(quarter_at(9).code, words),))
    jump = [*rising(20, 0, 6), *rising(150, 0, 8)]
    found = forecasts(broken, {"11": jump, "12": jump})
    assert found.mean[0] == pytest.approx(0.75, abs=0.01)
    too_late = replace(broken, breaks=(SeriesBreak(quarter_at(10).code, words),))
    assert np.isnan(forecasts(too_late, {"11": jump, "12": jump}).mean).all()


def test_the_mirrored_indicator_has_the_same_chances() -> None:
    up = {"11": rising(100, 4), "12": rising(110, 1), "13": rising(90, 3)}
    down = {region: [f"{200 - int(str(one).split('/')[0])}/200" for one in series] for region, series in up.items()}
    mirrored = make_indicator("A1-01", direction="down", baseline=0.5, m2025=0.3, m2030=0.1)
    one, other = forecasts(make_indicator("A1-01"), up), forecasts(mirrored, down)
    assert other.meet == pytest.approx(one.meet)
    assert other.mean == pytest.approx(1 - one.mean)
    assert (other.reach == one.reach).all()


def test_other_regions_order_and_names_change_nothing() -> None:
    series = {"11": rising(100, 4), "12": rising(110, 1), "13": rising(90, 3)}
    one = forecasts(make_indicator("A1-01"), series)
    other = forecasts(make_indicator("A1-01"), {"21": series["13"], "22": series["11"], "23": series["12"]})
    assert other.meet[[1, 2, 0]] == pytest.approx(one.meet)
    assert other.high[:, [1, 2, 0]] == pytest.approx(one.high)


def test_a_band_is_met_only_inside() -> None:
    band = make_indicator("A1-01", direction="band", band_low=0.4, band_high=0.6, baseline=0.5, m2025=0.5, m2030=0.5)
    found = forecasts(band, {"11": rising(100, 0), "12": rising(170, 0), "13": rising(20, 0)})
    assert found.meet[0, 0] > 0.9
    assert found.meet[1, 0] < 0.1
    assert found.meet[2, 0] < 0.1


def test_a_rate_stays_above_zero_and_a_mean_has_its_own_scale() -> None:
    rate = make_indicator("A1-01", kind="rate", direction="down", baseline=2.0, m2025=1.0, m2030=0.0)
    falling = [f"{max(40 - 5 * q, 0)}/20" for q in range(12)]
    found = forecasts(rate, {"11": falling, "12": falling})
    assert (found.low > 0).all()
    assert found.meet[0, 0] > 0.9
    days = make_indicator("A1-02", kind="mean", direction="down", baseline=30.0, m2025=20.0, m2030=10.0)
    found = forecasts(days, {"11": [f"{30 - q} n=20 se=0.5" for q in range(12)], "12": [f"{30 - q} n=20 se=0.5" for q in range(12)]})
    assert found.mean[0, 0, 0] == pytest.approx(18, abs=0.1)


def test_a_milestone_never_passes_its_last_level_and_days_never_fall_below_none() -> None:
    levels = make_indicator("A1-01", kind="milestone", measure="stock", baseline=0.0, m2025=3.0, m2030=4.0)
    found = forecasts(levels, {"11": [str(min(q, 4)) for q in range(12)], "12": ["1"] * 12})
    assert found.mean.max() <= 4
    assert found.pace[0, 0] == 4
    days = make_indicator("A1-02", kind="mean", direction="down", baseline=30.0, m2025=20.0, m2030=10.0)
    found = forecasts(days, {region: [f"{36 - 3 * q} n=20 se=0.5" for q in range(12)] for region in ("11", "12")})
    assert found.low.min() == 0


counts = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=8, max_size=14)


@settings(max_examples=40, deadline=None)
@given(st.lists(counts, min_size=2, max_size=4))
def test_tiny_lumpy_counts_give_sober_forecasts_or_none(regions: list[list[tuple[int, int]]]) -> None:
    figures = {str(11 + index): [f"{min(k, n)}/{n}" if n else "nil" for k, n in (*series, (1, 2))] for index, series in enumerate(regions)}
    found = forecasts(make_indicator("A1-01"), figures)
    with np.errstate(invalid="ignore"):
        for values in (found.mean, found.low, found.high, found.meet, found.pace):
            assert (np.isnan(values) | ((values >= 0) & (values <= 1))).all()
        assert (np.isnan(found.mean) | (found.low <= found.mean) & (found.mean <= found.high)).all()
    assert (np.isnan(found.mean).all(axis=0) == np.isnan(found.meet)).all()


def test_a_steady_recovery_is_seen_within_four_quarters() -> None:
    T = np.column_stack([70 + 3.0 * np.arange(10), np.full(10, 80.0), np.append(np.full(9, 80.0), np.nan)])
    mean, sd = forecast_T(T, np.full(T.shape, 4.0), RULES)
    assert mean[:, 0].max() > 105
    assert mean[3, 1] == pytest.approx(80, abs=1e-6)
    assert np.isfinite(mean[:, 2]).all()
    assert (np.diff(sd, axis=0) > 0).all()
    assert np.isnan(forecast_T(T[:7], np.full((7, 3), 4.0), RULES)[0]).all()


@pytest.mark.parametrize(("quarters", "step"), [(8, 1), (9, 1), (16, 1), (40, 1), (8, 2), (24, 2), (16, 4)])
def test_a_better_figure_in_the_last_year_never_worsens_a_forecast(quarters: int, step: int) -> None:
    y = np.full((quarters, 1, 1), np.nan)
    y[quarters - 1 :: -step] = 0.0
    still = Wander(np.zeros(1), np.zeros(1))
    for back in range(0, 4, step):
        raised = y.copy()
        raised[quarters - 1 - back] = 1.0
        line = fit_line(raised, np.ones_like(y), still, RULES.discount, RULES.damping)
        assert (ahead(line, np.arange(1.0, 9.0)[:, None, None])[0] > 0).all()


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, Chance.VERY_UNLIKELY), (0.0999, Chance.VERY_UNLIKELY), (0.1, Chance.UNLIKELY), (0.3299, Chance.UNLIKELY), (0.33, Chance.EVEN),
        (0.66, Chance.EVEN), (0.661, Chance.LIKELY), (0.9, Chance.LIKELY), (0.901, Chance.VERY_LIKELY),
    ],
)  # fmt: skip
def test_five_words_for_a_probability(probability: float, word: Chance) -> None:
    assert chance_word(probability, RULES.cuts) is word
