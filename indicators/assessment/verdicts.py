"""A settled family as verdicts: grades with rules, reasons, comparisons and what would change them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.assessment import caveats, settle
from indicators.assessment.arrays import Array, places, to_number
from indicators.assessment.changes import all_changes, closing_share
from indicators.assessment.codebook import Codebook
from indicators.assessment.compare import Figures, Reference, comparisons
from indicators.assessment.decide import GRADES
from indicators.assessment.distances import gate_lifts, line_margins
from indicators.assessment.family import Family
from indicators.assessment.imagine import Terms, critical_values, shares_of
from indicators.assessment.outcomes import rule_outcomes
from indicators.assessment.outlook_parts import benefit_of, rank_of, robustness_of, trend_of
from indicators.assessment.reasons import Told, largest_shortfalls, reasons_of
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.rooms import rooms_of
from indicators.assessment.score import area_means, area_sums, fulfilment
from indicators.assessment.settled import Settled
from indicators.assessment.shrink import Prior
from indicators.model.finding import IndicatorResult, SmallestChange
from indicators.model.verdict import Grade, Reporting, Verdict


@dataclass(frozen=True, slots=True)
class Dossier:
    """What the verdicts of a family are written from; lists are by subject.

    `gap`, `hole` (U, I) and `prior` of the last quarter; `figures` (Q, U, I); `results`, `caveats`, `safeguards` by subject.
    """

    kind: str
    subjects: tuple[str, ...]
    settled: Settled
    figures: Figures
    gap: Array
    hole: Array
    prior: Prior
    references: tuple[Reference, ...]
    results: Sequence[tuple[IndicatorResult, ...]]
    caveats: Sequence[Sequence[Told]]
    safeguards: Sequence[float | None]


@dataclass(frozen=True, slots=True)
class Closing:
    """(U,) common share of the gaps to close, and the grade that it reaches."""

    share: Array
    grade: Sequence[Grade]


def write_verdicts(request: AssessmentRequest, dossier: Dossier, codebook: Codebook, cap: float) -> tuple[Verdict, ...]:
    """The verdicts of all subjects of the family, in order."""
    terms = imagined_terms(request, dossier, codebook, cap)
    changes = all_changes(terms, codebook, dossier.figures)
    share, code = closing_share(terms)
    closing = Closing(share, [GRADES[int(one)] for one in code])
    return tuple(_verdict(request, dossier, row, codebook, (changes[row], closing)) for row in range(len(dossier.subjects)))


def imagined_terms(request: AssessmentRequest, dossier: Dossier, codebook: Codebook, cap: float) -> Terms:
    """What stays fixed while figures are imagined different."""
    settled, family = dossier.settled, dossier.settled.family
    run, standing, count = family.run, family.standing, len(codebook.areas)
    weights = standing.weights[run.q]
    kept = np.where(run.systemic, 0.0, weights)
    return Terms(
        gap=dossier.gap,
        hole=dossier.hole,
        prior=dossier.prior,
        share=shares_of(weights, codebook),
        rest_share=shares_of(kept, codebook),
        rest_areas=area_means(family.profile.score_high[run.q], kept, codebook.area, count),
        area_weights=area_sums(weights, codebook.area, count),
        area=codebook.area,
        areas_low=standing.areas_low[run.q],
        areas_high=standing.areas_high[run.q],
        T_low=standing.T_low[run.q],
        T_high=standing.T_high[run.q],
        area_T=standing.area_T[run.q],
        lines=run.lines,
        common_cause=run.common_cause,
        systemic=bool(run.systemic.any()),
        critical=critical_values(standing, run, family.rules, request.catalogue.number("praise_null"), family.nesting.families),
        rules=family.rules,
        gates=settled.gates,
        held=family.held[-1],
        floor=settled.floor,
        score=standing.score[run.q],
        score_high=standing.score_high[run.q],
        watched=settled.watched,
        rooms=rooms_of(family),
        cap=cap,
        power=request.catalogue.number("area_power"),
        leaving=settle.leaving_score(family, request.catalogue),
    )


def _verdict(
    request: AssessmentRequest, dossier: Dossier, row: int, codebook: Codebook, outlook: tuple[tuple[SmallestChange, ...], Closing]
) -> Verdict:
    settled, case = dossier.settled, dossier.settled.cases[row]
    family, grade, basis = settled.family, settled.grades[row], settled.bases[row]
    standing, run = family.standing, family.run
    rules = rule_outcomes(case, grade is Grade.STEADY, None if settled.improved is None else bool(settled.improved[row]))
    weights = standing.point_weights[-1, row]
    compared = comparisons(dossier.references, row, dossier.figures, weights, codebook.codes)
    score, share = standing.score[run.q, row], outlook[1].share[row]
    return Verdict(
        subject=dossier.subjects[row],
        kind=dossier.kind,
        grade=grade,
        grade_basis=basis,
        state=settle.proposal_state(grade, request.provisional),
        **_figures(family, row),
        q_peer=to_number(run.q_peer[row]) if dossier.kind == "region" else None,
        fulfilment=to_number(float(fulfilment(np.array(score), np.array(run.lines.planned_share)))),
        safeguards=dossier.safeguards[row],
        areas={area: to_number(standing.areas[run.q, row, a]) for a, area in enumerate(codebook.areas) if codebook.area_weights[a] > 0},
        rank=rank_of(family.outlook, row),
        rules=rules,
        reasons=(*reasons_of(case, grade, basis, rules, codebook.areas), *largest_shortfalls(compared.get("vs_path"))),
        caveats=(*caveats.family_caveats(case, grade is Grade.COMMEND), *dossier.caveats[row]),
        reporting=_reporting(settled, row, codebook),
        indicators=dossier.results[row],
        comparisons=compared,
        changes=outlook[0],
        closing_share=to_number(share),
        closing_grade=None if np.isnan(share) else outlook[1].grade[row],
        robustness=robustness_of(family.outlook, row, int(request.catalogue.number("robust_draws"))),
        trend=trend_of(family.outlook, row),
        benefit=benefit_of(family.outlook, row),
        improved=None if settled.improved is None else bool(settled.improved[row]),
        margins=line_margins(standing, run, row),
        lifts=gate_lifts(case, rules, codebook),
    )


def _figures(family: Family, row: int) -> dict[str, float | None]:
    """Scores with their bounds, T with its errors, and the q-values of one subject, by field."""
    standing, run = family.standing, family.run
    scores = {name: getattr(standing, name)[run.q, row] for name in ("score", "score_low", "score_high", "T", "se", "seT")}
    return {name: to_number(figure) for name, figure in {**scores, "q_plan": run.q_plan[row], "q_praise": run.q_praise[row]}.items()}


def _reporting(settled: Settled, row: int, codebook: Codebook) -> Reporting:
    found = settled.completeness
    named = {
        name: tuple(codebook.codes[column] for column in places(mask[row]))
        for name, mask in (
            ("missing", found.missing),
            ("late", found.late),
            ("department_owned", found.department_owned),
            ("not_available", found.unavailable),
        )
    }
    areas = {code: float(found.area_coverage[row, a]) for a, code in enumerate(codebook.areas) if not np.isnan(found.area_coverage[row, a])}
    return Reporting(coverage=to_number(found.coverage[row]), area_coverage=areas, **named)
