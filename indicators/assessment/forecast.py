"""Where indicators and T are heading: damped lines with honest errors, chances only up to eight quarters ahead (method.md 1.10).

Describes; decides nothing. A probability for 2030 is given from 2028-Q4 on, until then only the value and date at the present pace.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.assessment.blocks import blocks_of
from indicators.assessment.codebook import Codebook
from indicators.assessment.damped_line import ahead, fit_line
from indicators.assessment.evidence import Evidence
from indicators.assessment.forecast_goals import Goal, chance_of_meeting, next_milestone, time_to_target, usual_weight
from indicators.assessment.forecast_scale import Scale, from_scale, scale_variance, sd_from_scale, to_scale
from indicators.assessment.path import QUARTER_2030
from indicators.assessment.quarterly import Quarterly, quarterly_figures
from indicators.assessment.targets import LEVELS
from indicators.assessment.variogram import wander
from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Kind

MONTHS_PER_QUARTER = 3
INTERVAL_Z = 1.2815515655446004
"""80 % intervals: the 90 % quantile of the normal distribution."""


class Chance(StrEnum):
    """A probability in one word."""

    VERY_UNLIKELY = "very_unlikely"
    UNLIKELY = "unlikely"
    EVEN = "even"
    LIKELY = "likely"
    VERY_LIKELY = "very_likely"


@dataclass(frozen=True, slots=True)
class ForecastRules:
    """`discount` and `damping` a quarter, furthest `horizon`, quarters and figures needed at least, and the `cuts` between chances."""

    discount: float
    damping: float
    horizon: int
    least_quarters: int
    least_figures: int
    cuts: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Forecasts:
    """The regions' indicators in the own unit; h = 1 .. horizon quarters after t = `now`. nan: no forecast.

    `mean`, `sd`, `low`, `high` (H, U, I): level expected, its error, 80 % interval. `milestone`: t of the next milestone if it is no
    further than the horizon, and `meet` (U, I) the probability of meeting it. `pace` (U, I): value at 2030-Q4 along the same damped
    line; `reach` (U, I): t at which that line reaches the 2030 target, inf if it never does.
    """

    now: int
    mean: Array
    sd: Array
    low: Array
    high: Array
    milestone: int | None
    meet: Array
    pace: Array
    reach: Array


def forecast_rules(catalogue: Catalogue) -> ForecastRules:
    """The rules by their ids in rules.yaml."""
    return ForecastRules(
        discount=catalogue.number("forecast_discount"),
        damping=catalogue.number("forecast_damping"),
        horizon=int(catalogue.number("forecast_horizon")),
        least_quarters=int(catalogue.number("forecast_least_quarters")),
        least_figures=int(catalogue.number("forecast_least_figures")),
        cuts=(
            catalogue.number("chance_very_unlikely"),
            catalogue.number("chance_unlikely"),
            catalogue.number("chance_likely"),
            catalogue.number("chance_very_likely"),
        ),
    )


def forecast_indicators(evidence: Evidence, codebook: Codebook, rules: ForecastRules) -> Forecasts:
    """Forecasts of all regions' indicators from the last quarter of the evidence (method.md 1.10)."""
    figures = quarterly_figures(evidence, codebook)
    regions = Quarterly(figures.value[:, :-1], figures.variance[:, :-1], figures.numerator[:, :-1], figures.weight[:, :-1])
    now = evidence.first + evidence.gap.shape[0] - 1
    scale = forecast_scale(codebook)
    y, v = series_on_scale(regions, codebook, rules)
    y = np.where(np.isnan(evidence.gap[-1, :-1]), np.nan, y)
    line = fit_line(y, v, wander(y, v), rules.discount, rules.damping)
    level, spread = ahead(line, np.arange(1.0, rules.horizon + 1)[:, None, None])
    goal = Goal(codebook, scale, usual_weight(regions.weight))
    milestone = next_milestone(now, rules.horizon)
    floor, ceiling = natural_bounds(codebook)
    mean, low, high, pace = (
        np.clip(from_scale(one, scale), floor, ceiling)
        for one in (
            level,
            level - INTERVAL_Z * spread,
            level + INTERVAL_Z * spread,
            ahead(line, np.array(float(max(QUARTER_2030 - now, 0))))[0],
        )
    )
    return Forecasts(
        now=now,
        mean=mean,
        sd=sd_from_scale(level, spread, scale),
        low=low,
        high=high,
        milestone=milestone,
        meet=np.full(goal.usual.shape, np.nan) if milestone is None else chance_of_meeting(line, goal, milestone, milestone - now),
        pace=pace,
        reach=now + time_to_target(line, goal),
    )


def series_on_scale(figures: Quarterly, codebook: Codebook, rules: ForecastRules) -> tuple[Array, Array]:
    """y and its sampling variance (Q, U, I) on the forecast scale; nan for series with too few figures."""
    scale, y, v = forecast_scale(codebook), np.empty_like(figures.weight), np.empty_like(figures.weight)
    for block in blocks_of(y.shape):
        k, n = figures.numerator[:, block], figures.weight[:, block]
        y[:, block] = np.where(enough_figures(n > 0, codebook, rules), to_scale(k, n, scale), np.nan)
        v[:, block] = scale_variance(k, n, figures.variance[:, block], scale)
    return y, v


def forecast_scale(codebook: Codebook) -> Scale:
    """Logit for shares, log for rates and ratios of counts, else the value itself."""
    return Scale(logit=codebook.proportion, log=codebook.fraction & ~codebook.proportion)


def natural_bounds(codebook: Codebook) -> tuple[Array, Array]:
    """(I,) least and largest value a forecast may show: levels 0-4 of milestones, nothing below 0 where baseline and targets are not."""
    milestone = np.array([item.kind is Kind.MILESTONE for item in codebook.indicators], dtype=bool)
    targets = codebook.targets
    plan = np.stack([targets.baseline, targets.target_2025, targets.target_2030])
    with np.errstate(invalid="ignore"):
        positive = (plan >= 0).all(axis=(0, 1))
    return np.where(positive, 0.0, -np.inf), np.where(milestone, LEVELS, np.inf)


def enough_figures(filed: Mask, codebook: Codebook, rules: ForecastRules) -> Mask:
    """(U, I): at least 8 quarters are covered by figures, a half-yearly one covering two; and at least 4 figures whatever they cover."""
    count = filed.sum(axis=0)
    covered = count * np.maximum(codebook.months // MONTHS_PER_QUARTER, 1)
    return np.asarray((covered >= rules.least_quarters) & (count >= rules.least_figures), dtype=bool)


def forecast_T(T: Array, variance: Array, rules: ForecastRules) -> tuple[Array, Array]:  # noqa: N802 - T is the symbol of method.md
    """Mean and sd (H, U) of the quarterly T of each subject 1 .. horizon quarters ahead; nan with fewer than 8 quarterly values.

    `T`, `variance`: (Q, U) all quarterly values and their sampling variances; wandering is pooled over the subjects.
    """
    enough = (~np.isnan(T)).sum(axis=0) >= rules.least_quarters
    y = np.where(enough, T, np.nan)[:, :, None]
    v = np.nan_to_num(variance)[:, :, None]
    line = fit_line(y, v, wander(y, v), rules.discount, rules.damping)
    mean, sd = ahead(line, np.arange(1.0, rules.horizon + 1)[:, None, None])
    return mean[..., 0], sd[..., 0]


def chance_word(probability: float, cuts: tuple[float, float, float, float]) -> Chance:
    """The word for a probability: very unlikely below the first cut, very likely above the last (method.md 1.10)."""
    very_unlikely, unlikely, likely, very_likely = cuts
    if probability < unlikely:
        return Chance.VERY_UNLIKELY if probability < very_unlikely else Chance.UNLIKELY
    if probability > likely:
        return Chance.VERY_LIKELY if probability > very_likely else Chance.LIKELY
    return Chance.EVEN
