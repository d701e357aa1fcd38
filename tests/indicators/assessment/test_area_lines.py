"""Sums by area: right, in one fixed order, whatever the shape of the table and however the areas lie among the columns."""

import math

import numpy as np
import pytest

from indicators.assessment.area_lines import CELLS
from indicators.assessment.arrays import Array, Whole
from indicators.assessment.score import area_means, area_sums

COUNT = 7
LAYOUTS = {
    "in turn": np.arange(70) % 6,
    "one after the other, with holes": np.array([-1, *[0] * 9, -1, 0, *[1] * 14, -1, *[2] * 1, *[4] * 8, -1, *[5] * 30, *[6] * 2]),
    "at random": np.random.default_rng(3).integers(-1, COUNT, 60),
    "none scored": np.full(5, -1),
}


def table(area: Whole, rows: int) -> Array:
    return np.random.default_rng(rows).normal(50, 30, (rows, len(area)))


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_sum_is_that_of_its_area(name: str) -> None:
    area = LAYOUTS[name]
    values = table(area, 30)
    exact = [[math.fsum(row[area == one]) for one in range(COUNT)] for row in values]
    assert area_sums(values, area, COUNT) == pytest.approx(np.array(exact), rel=1e-13, abs=1e-12)


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_order_of_the_additions_is_that_of_earlier_versions(name: str) -> None:
    area = LAYOUTS[name]
    values = table(area, 50)
    for one in np.unique(area[area >= 0]):
        before = np.add.reduceat(np.ascontiguousarray(values[:, area == one]), [0], axis=1)[:, 0]
        assert np.array_equal(area_sums(values, area, COUNT)[:, one], before)


@pytest.mark.parametrize("name", LAYOUTS)
def test_a_row_gives_the_same_digits_alone_and_in_a_table_of_many_blocks(name: str) -> None:
    area = LAYOUTS[name]
    values = table(area, 2 * CELLS // len(area) + 3)
    whole = area_sums(values, area, COUNT)
    for row in (0, len(values) // 2, len(values) - 1):
        assert np.array_equal(area_sums(values[row], area, COUNT), whole[row])


def test_a_mean_leaves_out_what_has_no_weight_even_if_it_is_missing() -> None:
    area = np.array([0, 0, 1, 1])
    means = area_means(np.array([[10.0, np.nan, np.nan, np.nan], [1.0, 3.0, 5.0, np.nan]]), np.array([1.0, 0.0, 0.0, 0.0]), area, 2)
    assert np.array_equal(means, [[10.0, np.nan], [1.0, np.nan]], equal_nan=True)
    assert np.isnan(area_means(np.array([np.nan, 4.0]), np.ones(2), np.zeros(2, dtype=np.int64), 1)[0])
