"""The sample country has the size it claims, and its figures are figures a ministry could have sent."""

import pandas as pd
import pytest

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.area import Area
from indicators.model.indicator import Kind, Level
from indicators.model.observation import OBSERVATION_COLUMNS, OBSERVATION_KEY
from indicators.model.subject import NATIONAL
from sample_data.observations import sample_observations
from sample_data.planted import WITHHELD, Planted, planted_kind
from sample_data.scale import read_scale


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def observations(catalogue: Catalogue) -> pd.DataFrame:
    return sample_observations(catalogue)


def test_the_first_year_has_about_three_thousand_cases_and_xizang_about_eight(catalogue: Catalogue) -> None:
    scale = read_scale(catalogue)
    by_region = pd.Series(scale.flows["cases"][:, :12].sum(axis=1), index=list(catalogue.regions))
    assert 2800 < by_region.sum() < 3200
    assert 2 <= by_region["54"] <= 14
    assert 0.17 < scale.flows["child_cases"].sum() / scale.flows["cases"].sum() < 0.27


def test_the_same_figures_are_drawn_every_time(catalogue: Catalogue, observations: pd.DataFrame) -> None:
    pd.testing.assert_frame_equal(observations, sample_observations(catalogue))


def test_every_indicator_has_figures_and_none_has_two_of_one_cell(catalogue: Catalogue, observations: pd.DataFrame) -> None:
    assert list(observations.columns) == list(OBSERVATION_COLUMNS)
    assert set(catalogue.indicators) <= set(observations["indicator"])
    assert not observations.duplicated(list(OBSERVATION_KEY)).any()


def test_rounds_run_from_2021_q1_to_2026_q3_and_the_special_action_through_its_ten_months(
    catalogue: Catalogue, observations: pd.DataFrame
) -> None:
    quarterly = observations.loc[observations["indicator"] == "A1-01", "period"]
    assert (quarterly.min(), quarterly.max(), quarterly.nunique()) == ("2021-Q1", "2026-Q3", 23)
    special = observations[observations["indicator"].str.startswith(Area.SPECIAL_ACTION)]
    assert (special["period"].min(), special["period"].max(), special["period"].nunique()) == ("2024-03", "2024-12", 10)


def test_a_part_is_never_more_than_its_whole(catalogue: Catalogue, observations: pd.DataFrame) -> None:
    shares = [code for code, indicator in catalogue.indicators.items() if indicator.kind is Kind.PROP]
    rows = observations[observations["indicator"].isin(shares)]
    assert not (rows["numerator"] > rows["denominator"]).any()
    assert not (rows["numerator"] < 0).any()


def test_a_nil_or_unavailable_cell_holds_no_number(observations: pd.DataFrame) -> None:
    silent = observations[observations["status"] != "REPORTED"]
    assert len(silent)
    assert silent[["numerator", "denominator", "value", "se"]].isna().all(axis=None)


def test_only_the_withholder_withholds(observations: pd.DataFrame) -> None:
    hidden = observations[observations["status"] == "NOT_AVAILABLE"]
    assert set(hidden["subject"]) == {planted_kind(Planted.WITHHOLDS).subject}
    assert set(hidden["indicator"]) == set(WITHHELD)
    assert (hidden["note"] != "").all()


def test_national_rows_are_the_sums_of_the_regions(catalogue: Catalogue, observations: pd.DataFrame) -> None:
    both = [code for code, indicator in catalogue.indicators.items() if indicator.level is Level.BOTH]
    rows = observations[observations["indicator"].isin(both)]
    keys, numbers = ["indicator", "period"], ["numerator", "denominator", "value"]
    country = rows[rows["subject"] == NATIONAL].set_index(keys)[numbers].fillna(0)
    regions = rows[rows["subject"] != NATIONAL].groupby(keys)[numbers].sum()
    pd.testing.assert_frame_equal(country.sort_index(), regions.loc[country.index].sort_index())


def test_counts_of_children_and_cases_never_pass_the_largest_plausible(catalogue: Catalogue, observations: pd.DataFrame) -> None:
    largest = observations["indicator"].map({code: indicator.maximum for code, indicator in catalogue.indicators.items()})
    for column in ("numerator", "denominator"):
        assert not (observations[column] > largest).any()


def test_cumulative_figures_never_fall(catalogue: Catalogue, observations: pd.DataFrame) -> None:
    cumulative = [code for code, indicator in catalogue.indicators.items() if indicator.measure == "cumulative"]
    rows = observations[observations["indicator"].isin(cumulative)].sort_values("period")
    for _, series in rows.groupby(["indicator", "subject"]):
        for column in ("numerator", "denominator", "value"):
            assert series[column].dropna().is_monotonic_increasing
