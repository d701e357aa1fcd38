"""The verdicts of the departments, from the country's figures by their shares; no peers, a family of their own (method.md 1.12)."""

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from indicators.assessment import caveats
from indicators.assessment.arrays import Array, Mask
from indicators.assessment.codebook import Codebook
from indicators.assessment.compare import Figures, own_references
from indicators.assessment.contributions import Mean
from indicators.assessment.evidence import Evidence, EvidenceRules
from indicators.assessment.family import Family, make_family
from indicators.assessment.levels import Nesting
from indicators.assessment.national import Country
from indicators.assessment.reporting import department_completeness
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.results import ResultSheet, indicator_results
from indicators.assessment.settled import Members, settle_family
from indicators.assessment.shares import assessed_departments, department_shares, led_by
from indicators.assessment.shrink import Prior
from indicators.assessment.standing import Profile
from indicators.assessment.survey import look_around
from indicators.assessment.verdicts import Dossier, write_verdicts
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Lines, Verdict

KIND = "department"
COUNTRY = -1


def department_verdicts(
    request: AssessmentRequest, country: Country, sheet: ResultSheet, setting: tuple[EvidenceRules, Sequence[Lines]]
) -> tuple[Verdict, ...]:
    """One verdict for every assessed department, by code; () where the catalogue knows none."""
    evidence, codebook, catalogue = sheet.evidence, sheet.codebook, request.catalogue
    names = assessed_departments(catalogue)
    if not names:
        return ()
    rules, lines = setting
    rho, led = department_shares(catalogue, codebook, names), led_by(codebook, names)
    family = department_family(country, rho, lines, (codebook, catalogue))
    everyone = np.full(len(names), COUNTRY, dtype=np.int64)
    family = look_around(family, everyone, (evidence, codebook, catalogue), request.run_robustness)
    weights = family.standing.weights[-1]
    members = Members(
        subjects=names,
        codes=codebook.codes,
        gate_outcomes=[()] * len(names),
        own_shortfall=shortfall_is_own(weights, country.profile.point_gap[-1], rho, catalogue),
        narrative=is_narrative(evidence, codebook, led, catalogue),
    )
    settled = settle_family(request, members, family, lambda q: department_completeness(evidence, q, codebook, led, rules.grace))
    figures = country_figures(evidence, codebook, len(names))
    mean = Mean(family.standing.point_weights[-1], codebook.area, len(codebook.areas), catalogue.number("area_power"))
    still = np.zeros_like(weights)
    dossier = Dossier(
        kind=KIND,
        subjects=names,
        settled=settled,
        figures=figures,
        gap=np.where(weights > 0, evidence.gap[-1, COUNTRY], np.nan),
        hole=still + evidence.hole[-1, COUNTRY],
        prior=Prior(still, still, still),
        references=own_references(family.profile, family.standing, figures, mean),
        results=[indicator_results(sheet, COUNTRY, weights[row], rho[row] > 0) for row in range(len(names))],
        caveats=[_caveats(weights[row], codebook, catalogue) for row in range(len(names))],
        safeguards=[None] * len(names),
    )
    return write_verdicts(request, dossier, codebook, rules.cap)


def department_family(country: Country, rho: Array, lines: Sequence[Lines], setting: tuple[Codebook, Catalogue]) -> Family:
    """The departments' family: omega_di = rho_di w~_i / sum, figures of the country; one level, whatever the regions are."""
    weights = rho[None] * country.weights[:, None]
    total = weights.sum(axis=-1, keepdims=True)
    profile = Profile(**{field.name: np.repeat(getattr(country.profile, field.name), len(rho), axis=1) for field in fields(Profile)})
    one_level = (replace(setting[0], nesting=Nesting()), setting[1])
    return make_family(profile, np.where(total > 0, weights / np.where(total > 0, total, 1.0), 0.0), None, lines, one_level)


def shortfall_is_own(weights: Array, gap: Array, rho: Array, catalogue: Catalogue) -> Mask:
    """(D,) at least half of the shortfall comes from indicators with rho >= 0.5; needed for criticism. True without a shortfall."""
    shortfall = weights * np.maximum(0.0, -np.nan_to_num(gap))
    mainly = np.where(rho >= catalogue.number("department_main_share"), shortfall, 0.0).sum(axis=1)
    return np.asarray(mainly >= catalogue.number("department_shortfall_share") * shortfall.sum(axis=1) - 1e-12, dtype=bool)


def is_narrative(evidence: Evidence, codebook: Codebook, led: Mask, catalogue: Catalogue) -> Mask:
    """(D,) fewer than 3 led indicators with a national figure, or fewer than 8 indicator-quarters of them in the window."""
    counted = led & codebook.national & ~np.isnan(evidence.gap[-1, COUNTRY])
    quarters = np.where(counted, evidence.quarters[-1, COUNTRY], 0).sum(axis=1)
    few = counted.sum(axis=1) < catalogue.number("department_min_indicators")
    return np.asarray(few | (quarters < catalogue.number("department_min_indicator_quarters")), dtype=bool)


def _caveats(weights: Array, codebook: Codebook, catalogue: Catalogue) -> list[caveats.Told]:
    share = caveats.illustrative_weight(weights, codebook.targets.illustrative[COUNTRY])
    return caveats.illustrative_caveat(share, catalogue)


def country_figures(evidence: Evidence, codebook: Codebook, count: int) -> Figures:
    """The country's figures, once for each department."""
    values, paths, denominators = (
        np.repeat(values[:, COUNTRY:], count, axis=1) for values in (evidence.value, evidence.path, evidence.denominator)
    )
    return Figures(values, paths, denominators, np.repeat(codebook.targets.change[COUNTRY:], count, axis=0))
