"""READ FIRST: the whole assessment in one straight line, from observations to verdicts. Pure: no clock, no store, no file.

observations -> cells by quarter -> pooled evidence (values, gaps, variances, states) -> standings (scores, T) -> runs (tests) ->
grades -> verdicts with their reasons. Each step is a module named after it; method.md is the specification.
"""

from datetime import date
from math import isnan

from indicators.assessment import lines as moving
from indicators.assessment.arrays import Array, places, to_number
from indicators.assessment.campaign import campaign_results
from indicators.assessment.cells import Calendar, Cells, add_country, lay_out
from indicators.assessment.codebook import Codebook, make_codebook
from indicators.assessment.departments import department_verdicts
from indicators.assessment.evidence import Evidence, evidence_rules, filed_quarters, gather_evidence
from indicators.assessment.gates import withheld_figures
from indicators.assessment.national import area_scores_by_code, country_standing, illustrative_share, national_results
from indicators.assessment.progress import progress_labels
from indicators.assessment.regions import region_family, region_sensitivity, region_verdicts
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.results import ResultSheet, exact_p
from indicators.catalogue.catalogue import Catalogue
from indicators.model.period import Period, parse_period
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment, Lines

METHOD_VERSION = "2.1"


def assess(request: AssessmentRequest) -> Assessment:
    """All verdicts of the quarter `request.period`; the same request gives the same result, down to the last digit.

    ValueError if the period is not a quarter.
    """
    catalogue, codebook = request.catalogue, make_codebook(request.catalogue, assessed_regions(request), request.levels)
    rules = evidence_rules(catalogue)
    evidence = gather(request, codebook)
    country = country_standing(evidence, codebook, catalogue)
    lines = lines_by_quarter(evidence, codebook, catalogue)
    family = region_family(evidence, codebook, catalogue, lines)
    sheet = ResultSheet(
        evidence=evidence,
        codebook=codebook,
        labels=progress_labels(evidence, codebook, catalogue),
        p_plan=exact_p(evidence, codebook),
        withheld=withheld_figures(catalogue, evidence, codebook),
        window=rules.window,
    )
    return Assessment(
        period=request.period,
        method_version=METHOD_VERSION,
        rules_version=catalogue.rules_version,
        catalogue_version=catalogue.version,
        snapshot_id=request.snapshot_id,
        snapshot_sha256=request.snapshot_sha256,
        provisional=request.provisional,
        lines=lines[-1],
        common_cause=family.run.common_cause,
        systemic=tuple(codebook.codes[column] for column in places(family.run.systemic)),
        regions=region_verdicts(request, family, sheet, rules),
        departments=department_verdicts(request, country, sheet, (rules, lines)),
        campaign=campaign_results(catalogue, request.observations, codebook.subjects[:-1], run_day(request)),
        national=national_results(sheet, family, catalogue),
        national_areas=area_scores_by_code(country.standing, codebook),
        national_score=to_number(country.standing.score[-1, 0]),
        illustrative_weight=illustrative_share(country, codebook),
        sensitivity=region_sensitivity(request, family, sheet) if request.run_robustness else (),
    )


def assessed_regions(request: AssessmentRequest) -> tuple[str, ...]:
    """The regions of the catalogue; of a study without regions, the subjects of its observations."""
    if request.catalogue.regions:
        return tuple(sorted(request.catalogue.regions))
    return tuple(sorted(set(request.observations["subject"]) - {NATIONAL}))


def assessed_quarter(request: AssessmentRequest) -> Period:
    """The quarter of the request; ValueError for any other kind of period."""
    period = parse_period(request.period)
    if period.round != period:
        raise ValueError(f"an assessment is of a quarter, not of {request.period!r}")
    return period


def run_day(request: AssessmentRequest) -> date:
    """The last day of the quarter, or of a provisional run the as-of date if that is earlier."""
    end = assessed_quarter(request).last_day
    return min(end, request.as_of) if request.provisional and request.as_of else end


def gather(request: AssessmentRequest, codebook: Codebook) -> Evidence:
    """The evidence of all quarters up to the assessed one."""
    return gather_evidence(cells_of(request, codebook), codebook, request.submitted, evidence_rules(request.catalogue))


def cells_of(request: AssessmentRequest, codebook: Codebook) -> Cells:
    """The request's figures laid out by quarter, the country's row filled."""
    as_of = request.as_of if request.provisional else None
    calendar = Calendar(assessed_quarter(request), as_of, int(request.catalogue.number("due_days")))
    return add_country(lay_out(request.observations, codebook, calendar), codebook)


def lines_by_quarter(evidence: Evidence, codebook: Codebook, catalogue: Catalogue) -> list[Lines]:
    """The verdict lines of every quarter of the evidence."""
    path = filed_quarters(evidence.cells, codebook).path
    shares: Array = moving.planned_shares(path, evidence.cells.due, codebook, codebook.regional, int(catalogue.number("pool_quarters")))
    filled = [moving.time_share(evidence.first + q) if isnan(share) else float(share) for q, share in enumerate(shares)]
    return [moving.verdict_lines(share, moving.line_rules(catalogue)) for share in filled]
