"""The verdicts of the regions: one family, compared with path and peers, with gates and safeguards (method.md 1.6 to 1.13)."""

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from indicators.assessment import caveats, gates
from indicators.assessment.arrays import Array, to_number
from indicators.assessment.codebook import Codebook
from indicators.assessment.compare import Figures, Reference, own_references, peer_reference
from indicators.assessment.contributions import Mean
from indicators.assessment.evidence import Evidence, EvidenceRules
from indicators.assessment.family import Family, make_family
from indicators.assessment.forecast import Forecasts, forecast_indicators, forecast_rules
from indicators.assessment.indicator_outlook import IndicatorOutlook, indicator_trends
from indicators.assessment.reporting import region_completeness
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.results import ResultSheet, indicator_results
from indicators.assessment.settled import Members, settle_family
from indicators.assessment.shrink import Prior
from indicators.assessment.standing import Profile, region_profile, region_weights, safeguard_weights, score_rules, stand
from indicators.assessment.survey import design_sensitivity, look_around, look_at_regions
from indicators.assessment.verdicts import Dossier, write_verdicts
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import DesignEffect
from indicators.model.verdict import Lines, Verdict

KIND = "region"


def region_family(evidence: Evidence, codebook: Codebook, catalogue: Catalogue, lines: Sequence[Lines]) -> Family:
    """The regions' family over all quarters; the country is not part of it."""
    profile = regions_only(region_profile(evidence, codebook))
    weights = region_weights(evidence, codebook)[:, :-1]
    return make_family(profile, weights, evidence.planned[:, :-1], lines, (codebook, catalogue))


def region_verdicts(request: AssessmentRequest, family: Family, sheet: ResultSheet, rules: EvidenceRules) -> tuple[Verdict, ...]:
    """One verdict for every region, in the order of the codebook."""
    evidence, codebook, catalogue = sheet.evidence, sheet.codebook, request.catalogue
    subjects = codebook.subjects[:-1]
    rows = range(len(subjects))
    given = (evidence, codebook, catalogue)
    forecasts = forecast_indicators(evidence, codebook, forecast_rules(catalogue))
    family = look_around(look_at_regions(family, forecasts, given), np.arange(len(subjects)), given, request.run_robustness)
    barriers = gates.praise_gates(catalogue, codebook)
    outcomes = [tuple(gates.gate_outcome(gate, evidence, codebook, row) for gate in barriers) for row in rows]
    members = Members(subjects, codebook.codes, outcomes, np.ones(len(subjects), dtype=bool), np.zeros(len(subjects), dtype=bool))
    settled = settle_family(request, members, family, lambda q: region_completeness(evidence, q, codebook, rules.grace).of_regions())
    sheet = replace(sheet, outlook=region_outlook(family, forecasts, given))
    weights = family.standing.weights[-1]
    shown = np.array([item.level != "DEPT" for item in codebook.indicators], dtype=bool)
    dossier = Dossier(
        kind=KIND,
        subjects=subjects,
        settled=settled,
        figures=region_figures(evidence, codebook),
        gap=np.where(weights > 0, evidence.gap[-1, :-1], np.nan),
        hole=evidence.hole[-1, :-1],
        prior=Prior(*(getattr(evidence.prior, field.name)[-1] for field in fields(Prior))),
        references=_references(family, evidence, codebook, catalogue),
        results=[indicator_results(sheet, row, weights[row], shown) for row in rows],
        caveats=[caveats.subject_caveats(settled.cases[row], evidence, codebook, catalogue) for row in rows],
        safeguards=[to_number(score) for score in safeguard_scores(family.profile, evidence, codebook, catalogue)],
    )
    return write_verdicts(request, dossier, codebook, rules.cap)


def region_sensitivity(request: AssessmentRequest, family: Family, sheet: ResultSheet) -> tuple[DesignEffect, ...]:
    """Which choice of the design moves the ranks of the regions."""
    rows = np.arange(len(sheet.codebook.subjects) - 1)
    return design_sensitivity(family, rows, (sheet.evidence, sheet.codebook, request.catalogue))


def region_outlook(family: Family, forecasts: Forecasts, given: tuple[Evidence, Codebook, Catalogue]) -> IndicatorOutlook:
    """What is told of the regions' single indicators beside their values."""
    evidence, codebook, catalogue = given
    trend = indicator_trends(evidence, codebook, family.outlook_rules.trend_quarters)
    return IndicatorOutlook(forecasts, forecast_rules(catalogue), trend, family.outlook.alarms, codebook)


def safeguard_scores(profile: Profile, evidence: Evidence, codebook: Codebook, catalogue: Catalogue) -> Array:
    """(U,) the safeguards' own score of the regions in the last quarter; never part of S or T."""
    weights = safeguard_weights(evidence, codebook)[:, :-1]
    return stand(profile, weights, codebook, score_rules(catalogue)).score[-1]


def region_figures(evidence: Evidence, codebook: Codebook) -> Figures:
    """The figures of the regions, without the country."""
    return Figures(evidence.value[:, :-1], evidence.path[:, :-1], evidence.denominator[:, :-1], codebook.targets.change[:-1])


def regions_only(profile: Profile) -> Profile:
    """The profile without the country's row."""
    return Profile(**{field.name: getattr(profile, field.name)[:, :-1] for field in fields(Profile)})


def _references(family: Family, evidence: Evidence, codebook: Codebook, catalogue: Catalogue) -> tuple[Reference, ...]:
    standing, profile = family.standing, family.profile
    figures = region_figures(evidence, codebook)
    mean = Mean(standing.point_weights[-1], codebook.area, len(codebook.areas), catalogue.number("area_power"))
    path, *year = own_references(profile, standing, figures, mean)
    return (path, peer_reference(profile, figures, mean, codebook), *year)
