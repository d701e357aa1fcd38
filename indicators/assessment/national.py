"""The country: its figures against the national path, its score by area, and how many regions are behind on each indicator."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from indicators.assessment.arrays import Array, Mask, to_number
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence
from indicators.assessment.family import Family
from indicators.assessment.results import ResultSheet
from indicators.assessment.standing import Profile, Standing, national_weights, region_profile, score_rules, stand
from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Kind
from indicators.model.verdict import NationalResult


@dataclass(frozen=True, slots=True)
class Country:
    """The country's own profile and standing, (Q, 1, ...), and the weights (Q, I) of its indicators."""

    profile: Profile
    standing: Standing
    weights: Array


def country_standing(evidence: Evidence, codebook: Codebook, catalogue: Catalogue) -> Country:
    """The country's areas and score from its own gaps: nothing is shrunk, for there is nothing to shrink to."""
    profile = country_only(region_profile(evidence, codebook))
    weights = national_weights(evidence, codebook)
    return Country(profile, stand(profile, weights[:, None], codebook, score_rules(catalogue)), weights)


def country_only(profile: Profile) -> Profile:
    """The profile (Q, 1, I) with the country's row alone."""
    return Profile(**{field.name: getattr(profile, field.name)[:, -1:] for field in fields(Profile)})


def national_results(sheet: ResultSheet, family: Family, catalogue: Catalogue) -> tuple[NationalResult, ...]:
    """One result for every indicator outside the special action; nan-free: None where there is no figure or no path."""
    evidence, codebook = sheet.evidence, sheet.codebook
    behind, known = regions_behind(evidence, catalogue.number("systemic_gap_share"))
    return tuple(
        NationalResult(
            indicator=indicator.code,
            value=to_number(evidence.value[-1, -1, column]),
            path=None if indicator.kind is Kind.CONTEXT else to_number(evidence.path[-1, -1, column]),
            gap=to_number(evidence.gap[-1, -1, column]),
            progress=sheet.labels[-1][column],
            regions_behind=int(behind[column]),
            regions_with_value=int(known[column]),
            systemic=bool(family.run.systemic[column]),
        )
        for column, indicator in enumerate(codebook.indicators)
    )


def regions_behind(evidence: Evidence, share: float) -> tuple[Array, Array]:
    """(I,) how many regions have a gap beyond `share` of the planned progress, and how many have a value."""
    gap = evidence.gap[-1, :-1]
    known = ~np.isnan(gap)
    with np.errstate(invalid="ignore"):
        late = known & (gap < -share * evidence.planned[-1, :-1])
    return late.sum(axis=0), known.sum(axis=0)


def area_scores_by_code(standing: Standing, codebook: Codebook) -> dict[str, float | None]:
    """The country's score of every area of the overall score."""
    scored: Sequence[bool] = [bool(weight > 0) for weight in codebook.area_weights]
    return {area: to_number(standing.areas[-1, 0, a]) for a, area in enumerate(codebook.areas) if scored[a]}


def illustrative_share(country: Country, codebook: Codebook) -> float:
    """Share of the national weight that rests on illustrative baselines or targets."""
    weights: Array = country.weights[-1]
    marked: Mask = codebook.targets.illustrative[-1]
    total = float(weights.sum())
    return float(weights[marked].sum()) / total if total > 0 else 0.0
