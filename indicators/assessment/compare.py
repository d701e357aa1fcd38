"""Every score beside three references: the path, the peers, the year before, each decomposed exactly (method.md 1.13)."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Whole, places, to_number
from indicators.assessment.codebook import Codebook
from indicators.assessment.contributions import Mean, Split, printed_parts, split_difference
from indicators.assessment.score import spread_weights
from indicators.assessment.standing import Profile, Standing
from indicators.model.finding import Comparison, Contribution

ON_PATH = 100.0
YEAR = 4


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference for all subjects: the decomposition, the reference score with full weights (U,), and expected values (U, I)."""

    name: str
    split: Split
    full: Array
    expected: Array


@dataclass(frozen=True, slots=True)
class Figures:
    """(Q, U, I) values, planned values and pooled denominators of the subjects that are compared; (U, I) D of their gaps."""

    value: Array
    path: Array
    denominator: Array
    change: Array


def own_references(profile: Profile, standing: Standing, figures: Figures, mean: Mean) -> tuple[Reference, ...]:
    """vs_path and, with a year of history, vs_last_year, for the last quarter; `mean` has the weights of that quarter."""
    scores = profile.point[-1]
    path = split_difference(scores, np.full_like(scores, ON_PATH), mean)
    result = [Reference("vs_path", path, np.full(len(scores), ON_PATH), figures.path[-1])]
    if len(standing.score) > YEAR:
        before = np.where(standing.point_weights[-1 - YEAR] > 0, profile.point[-1 - YEAR], np.nan)
        year = split_difference(scores, np.where(np.isnan(before), scores, before), mean)
        result.append(Reference("vs_last_year", year, standing.score[-1 - YEAR], figures.value[-1 - YEAR]))
    return tuple(result)


def peer_reference(profile: Profile, figures: Figures, mean: Mean, codebook: Codebook) -> Reference:
    """vs_peers: the median of the other regions by indicator. Departments have no peers (method.md 1.12)."""
    scores = profile.point[-1]
    medians = others_median(np.where(profile.observed[-1], scores, np.nan))
    peers = split_difference(scores, np.where(np.isnan(medians), scores, medians), mean)
    return Reference("vs_peers", peers, full_reference(medians, codebook, mean.power), others_median(figures.value[-1]))


def others_median(values: Array) -> Array:
    """(U, I) median of the other units of the column; nan where no other has a value.

    From the sorted column (nan last) without the unit's own place, so that the work grows with U log U and not with U squared.
    """
    order = np.argsort(values, axis=0, kind="stable")
    ordered, known = np.take_along_axis(values, order, axis=0), ~np.isnan(values)
    place = np.argsort(order, axis=0, kind="stable")
    others = known.sum(axis=0) - known

    def other(rank: Whole) -> Array:
        own_before = known & (place <= rank)
        return np.take_along_axis(ordered, np.clip(rank + own_before, 0, len(values) - 1), axis=0)

    middle = (other((others - 1) // 2) + other(others // 2)) / 2
    return np.where(others > 0, middle, np.nan)


def full_reference(reference: Array, codebook: Codebook, power: float) -> Array:
    """Score (U,) of a reference profile with the full weights: all indicators for which it has a value."""
    usable = ~np.isnan(reference) & codebook.regional & (codebook.area_weights > 0)[np.maximum(codebook.area, 0)]
    weights = spread_weights(codebook.weight, usable, codebook.area, codebook.area_weights)
    mean = Mean(weights, codebook.area, len(codebook.areas), power)
    return split_difference(reference, reference, mean).score


def comparisons(
    refs: tuple[Reference, ...], row: int, figures: Figures, weights: Array, codes: tuple[str, ...]
) -> Mapping[str, Comparison]:
    """The comparisons of one subject with `weights` (I,); a comparison without a reference score is left out."""
    found = {}
    for ref in refs:
        if not np.isnan(ref.full[row]) and not np.isnan(ref.split.score[row]):
            found[ref.name] = _comparison(ref, row, figures, weights, codes)
    return found


def _comparison(ref: Reference, row: int, figures: Figures, weights: Array, codes: tuple[str, ...]) -> Comparison:
    total = float(ref.split.score[row] - ref.full[row])
    coverage = float(ref.split.reference[row] - ref.full[row])
    columns = places(weights > 0)
    parts = ref.split.parts[row][columns]
    printed = printed_parts(parts, coverage, total)
    return Comparison(
        reference=ref.name,
        reference_score=float(ref.full[row]),
        contributions=tuple(
            Contribution(
                indicator=codes[column],
                contribution=float(part),
                printed=float(shown),
                value=to_number(figures.value[-1, row, column]),
                expected=to_number(ref.expected[row][column]),
                n=to_number(figures.denominator[-1, row, column]),
            )
            for column, part, shown in zip(columns, parts, printed, strict=True)
        ),
        coverage_effect=coverage,
        total=total,
    )
