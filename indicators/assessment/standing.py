"""Where subjects stand in every quarter: areas, score with bounds, T with its standard errors. For regions, departments, safeguards.

A department is a subject whose weights are its shares in the country's indicators (method.md 1.12).
"""

from dataclasses import dataclass

import numpy as np

from indicators.assessment import pooling, score
from indicators.assessment.arrays import Array, Mask
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence, filed_quarters, gaps
from indicators.assessment.stability import stability_variance
from indicators.assessment.variance import estimates, variances
from indicators.catalogue.catalogue import Catalogue

SMALLEST_SE = 1e-9
MONTHS_PER_QUARTER = 3


@dataclass(frozen=True, slots=True)
class Profile:
    """(Q, U, I) what a standing is made of; for departments the country's figures, the same for each."""

    observed: Mask
    point: Array
    point_gap: Array
    low: Array
    high: Array
    score_low: Array
    score_high: Array
    gap_variance: Array
    current_gap: Array
    current_variance: Array


@dataclass(frozen=True, slots=True)
class ScoreRules:
    """Exponent of the power mean, quarters for the stability variance and (studies only) its fixed half."""

    power: float
    stability_quarters: int
    half_variance: float | None


@dataclass(frozen=True, slots=True)
class Standing:
    """(Q, U): scores 0-125 and T with its standard errors, nan where no figure was observed; (Q, U, A): areas; (Q, U, I): weights.

    `weights`: of all usable indicators, `point_weights`: of those with a score to show. `T_low`, `T_high`: missing figures at their
    bounds. `half_variance`: s2_stab / 2 (Q,), nan where there are too few quarters (then 0 is used). `area_T`, `area_se`: T of one area
    for the area tests, missing figures at the upper bound. `quarterly_T` with `quarterly_variance`: of single quarters, not pooled.
    """

    weights: Array
    point_weights: Array
    areas: Array
    areas_low: Array
    areas_high: Array
    score: Array
    score_low: Array
    score_high: Array
    T: Array
    T_low: Array
    T_high: Array
    se: Array
    seT: Array
    half_variance: Array
    area_T: Array
    area_se: Array
    quarterly_T: Array
    quarterly_variance: Array


def score_rules(catalogue: Catalogue) -> ScoreRules:
    """The rules by their ids; `none` leaves the stability variance to the data."""
    fixed = catalogue.rule("stability_half_variance_override")
    return ScoreRules(
        power=catalogue.number("area_power"),
        stability_quarters=int(catalogue.number("stability_quarters")),
        half_variance=None if fixed in (None, "", "none") else float(str(fixed)),
    )


def region_profile(evidence: Evidence, codebook: Codebook) -> Profile:
    """The figures of the regions and the country (Q, U, I)."""
    current_gap, current_variance = current_figures(evidence, codebook)
    return Profile(
        observed=~np.isnan(evidence.gap),
        point=evidence.point,
        point_gap=evidence.point_gap,
        low=evidence.low,
        high=evidence.high,
        score_low=evidence.score_low,
        score_high=evidence.score_high,
        gap_variance=evidence.gap_variance,
        current_gap=current_gap,
        current_variance=current_variance,
    )


def current_figures(evidence: Evidence, codebook: Codebook) -> tuple[Array, Array]:
    """g and v^g of single current figures (no pooling): each the last one, for as many quarters as its period has (method.md 1.7)."""
    lookback = np.maximum(codebook.months // MONTHS_PER_QUARTER, 1)
    pool = pooling.pool_latest(filed_quarters(evidence.cells, codebook), lookback)
    gap = gaps(estimates(pool, codebook), pool.path, codebook)
    return gap, variances(pool, codebook) / codebook.targets.change**2


def stand(profile: Profile, weights: Array, codebook: Codebook, rules: ScoreRules) -> Standing:
    """The standing from weights (Q, U, I) that sum to 1 over the usable indicators of each subject (0 rows: nothing to stand on)."""
    count, area = len(codebook.areas), codebook.area
    any_observed = (weights * profile.observed).sum(axis=-1) > 0
    weights = np.where(any_observed[..., None], weights, 0.0)
    point_weights = _restricted(weights, ~np.isnan(profile.point), codebook)
    area_weights = score.area_sums(weights, area, count)
    areas = score.area_means(profile.point, point_weights, area, count)
    areas_low = score.area_means(profile.score_low, weights, area, count)
    areas_high = score.area_means(profile.score_high, weights, area, count)
    se = np.where(any_observed, np.sqrt(score.composite_variance(profile.gap_variance, weights)), np.nan)
    quarterly_T, quarterly_variance = quarterly_standing(profile, weights, codebook)
    half = half_stability_variance(quarterly_T, quarterly_variance, rules)
    extra = np.nan_to_num(half)[:, None]
    shares = np.where(weights > 0, weights / np.where(area_weights > 0, area_weights, 1.0)[..., np.maximum(area, 0)], 0.0)
    area_variance = 1e4 * score.area_sums(shares**2 * np.nan_to_num(profile.gap_variance), area, count)
    return Standing(
        weights=weights,
        point_weights=point_weights,
        areas=areas,
        areas_low=areas_low,
        areas_high=areas_high,
        score=score.power_mean(areas, score.area_sums(point_weights, area, count), rules.power),
        score_low=score.power_mean(areas_low, area_weights, rules.power),
        score_high=score.power_mean(areas_high, area_weights, rules.power),
        T=score.composite(profile.point_gap, point_weights),
        T_low=score.composite(profile.low, weights),
        T_high=score.composite(profile.high, weights),
        se=se,
        seT=np.maximum(np.sqrt(se**2 + extra), SMALLEST_SE),
        half_variance=half,
        area_T=100 * (1 + score.area_means(profile.high, weights, area, count)),
        area_se=np.maximum(np.sqrt(area_variance + extra[..., None]), SMALLEST_SE),
        quarterly_T=quarterly_T,
        quarterly_variance=quarterly_variance,
    )


def quarterly_standing(profile: Profile, weights: Array, codebook: Codebook) -> tuple[Array, Array]:
    """T of single quarters (Q, U) with its sampling variance, from the current figures; nan where there is none."""
    known = _restricted(weights, ~np.isnan(profile.current_gap), codebook)
    T = score.composite(profile.current_gap, known)
    return T, np.where(np.isnan(T), np.nan, score.composite_variance(profile.current_variance, known))


def half_stability_variance(T: Array, variance: Array, rules: ScoreRules) -> Array:
    """s2_stab / 2 by quarter (Q,), from the quarterly T (Q, U) of the last 8 quarters; nan while there are fewer."""
    quarters = T.shape[0]
    if rules.half_variance is not None:
        return np.full(quarters, rules.half_variance)
    length = rules.stability_quarters
    result = np.full(quarters, np.nan)
    for q in range(length - 1, quarters):
        window = slice(q - length + 1, q + 1)
        result[q] = stability_variance(T[window], variance[window]) / 2
    return result


def _restricted(weights: Array, known: Mask, codebook: Codebook) -> Array:
    """The weights spread again over the known indicators: inside each area, and over the areas with any."""
    count, area = len(codebook.areas), codebook.area
    area_weights = score.area_sums(weights, area, count)
    kept = np.where(known, weights, 0.0)
    inside = score.area_sums(kept, area, count)
    left = np.where(inside > 0, area_weights, 0.0)
    total = left.sum(axis=-1, keepdims=True)
    factor = np.where(inside > 0, area_weights / np.where(inside > 0, inside, 1.0), 0.0) / np.where(total > 0, total, 1.0)
    return np.asarray(kept * np.where(area >= 0, factor[..., np.maximum(area, 0)], 0.0), dtype=float)


def region_weights(evidence: Evidence, codebook: Codebook) -> Array:
    """w~ (Q, U, I) of the overall score of the regions (method.md 1.6): usable regional indicators, areas by their weights."""
    usable = evidence.usable & codebook.regional & (codebook.area_weights > 0)[np.maximum(codebook.area, 0)]
    return score.spread_weights(codebook.weight, usable, codebook.area, codebook.area_weights)


def safeguard_weights(evidence: Evidence, codebook: Codebook) -> Array:
    """Weights (Q, U, I) of the safeguards' own score: the same formula over their one group."""
    own = np.array([float(index == len(codebook.areas) - 1) for index in range(len(codebook.areas))])
    usable = evidence.usable & codebook.regional
    return score.spread_weights(codebook.weight, usable, codebook.area, own)


def national_weights(evidence: Evidence, codebook: Codebook) -> Array:
    """w~ (Q, I) of the country: all scored indicators of the areas, national ones included (method.md 1.12)."""
    usable = evidence.usable[:, -1] & codebook.national & (codebook.area_weights > 0)[np.maximum(codebook.area, 0)]
    return score.spread_weights(codebook.weight, usable, codebook.area, codebook.area_weights)
