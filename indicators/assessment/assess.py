"""READ FIRST: the whole assessment in one straight line, from observations to verdicts. Pure: no clock, no store, no file.

observations -> cells by quarter -> pooled evidence (values, gaps, variances, states) -> standings (scores, T) -> runs (tests) ->
grades -> verdicts with their reasons. Each step is a module named after it; method.md is the specification.
"""

import numpy as np

from indicators.assessment import lines as moving
from indicators.assessment.arrays import Array, places
from indicators.assessment.cells import Calendar, add_country, lay_out
from indicators.assessment.codebook import Codebook, make_codebook
from indicators.assessment.evidence import Evidence, evidence_rules, filed_quarters, gather_evidence
from indicators.assessment.gates import withheld_figures
from indicators.assessment.progress import progress_labels
from indicators.assessment.regions import region_family, region_verdicts
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.results import ResultSheet, exact_p
from indicators.catalogue.catalogue import Catalogue
from indicators.model.period import Period, parse_period
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment, Lines

METHOD_VERSION = "1.0"


def assess(request: AssessmentRequest) -> Assessment:
    """All verdicts of the quarter `request.period`; the same request gives the same result, down to the last digit.

    ValueError if the period is not a quarter.
    """
    catalogue, codebook = request.catalogue, make_codebook(request.catalogue, assessed_regions(request))
    rules = evidence_rules(catalogue)
    evidence = gather(request, codebook)
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
        departments=(),
        campaign=(),
        national=(),
        national_areas={},
        national_score=None,
        illustrative_weight=0.0,
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


def gather(request: AssessmentRequest, codebook: Codebook) -> Evidence:
    """The evidence of all quarters up to the assessed one."""
    calendar = Calendar(assessed_quarter(request), request.as_of if request.provisional else None)
    cells = add_country(lay_out(request.observations, codebook, calendar), codebook)
    return gather_evidence(cells, codebook, request.submitted, evidence_rules(request.catalogue))


def lines_by_quarter(evidence: Evidence, codebook: Codebook, catalogue: Catalogue) -> list[Lines]:
    """The verdict lines of every quarter of the evidence."""
    path = filed_quarters(evidence.cells, codebook).path
    shares: Array = moving.planned_shares(path, evidence.cells.due, codebook, codebook.regional, int(catalogue.number("pool_quarters")))
    filled = [moving.time_share(evidence.first + q) if np.isnan(share) else float(share) for q, share in enumerate(shares)]
    return [moving.verdict_lines(share, moving.line_rules(catalogue)) for share in filled]
