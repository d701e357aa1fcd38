"""Reservations that a reader of a verdict should know, as codes with facts. They never change a grade."""

from collections.abc import Mapping, Sequence

import numpy as np

from indicators.assessment.absence import State
from indicators.assessment.arrays import Array, Mask, places
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence
from indicators.assessment.outcomes import Case
from indicators.catalogue.catalogue import Catalogue
from indicators.model.period import parse_period

Told = Mapping[str, object]


def family_caveats(case: Case, commended: bool) -> list[Told]:
    """What holds for every subject of the run: what could not be estimated and what was not checked (K6: no random audit on record)."""
    outlook = case.family.outlook
    told: list[Told] = []
    if np.isnan(case.family.standing.half_variance[case.family.run.q]):
        told.append({"code": "stability_unknown"})
    if case.runs_held is None:
        told.append({"code": "persistence_not_run"})
    if outlook.draws is None:
        told.append({"code": "robustness_not_run"})
    if outlook.trend is None:
        told.append({"code": "trend_not_run"})
    if case.family.run.common_cause:
        told.append({"code": "common_cause"})
    if case.family.nesting.untested is not None and case.family.nesting.untested[case.row]:
        told.append({"code": "not_tested"})
    if case.ladder.audited and any(rule.id == "R4" and rule.passed for rule in case.ladder.outcomes):
        told.append({"code": "doubt_lapsed"})
    if commended and case.ladder.audit_passed is None:
        told.append({"code": "no_audit_recorded"})
    return told


def subject_caveats(case: Case, evidence: Evidence, codebook: Codebook, catalogue: Catalogue) -> list[Told]:
    """What holds for one region: paths that are not its own, illustrative parameters, absences that are a department's, gaps."""
    row, weights = case.row, case.family.standing.weights[case.family.run.q, case.row]
    targets, codes = codebook.targets, codebook.codes
    told: list[Told] = []
    counted = weights > 0
    national = counted & targets.national_path[row]
    if national.any():
        told.append({"code": "national_path", "count": int(national.sum()), "of": int(counted.sum())})
    told += illustrative_caveat(illustrative_weight(weights, targets.illustrative[row]), catalogue)
    owned = case.completeness.department_owned[row]
    if owned.any():
        told.append({"code": "department_absence", "count": int(owned.sum())})
    for name, mask in (("gap_in_window", case.completeness.gap[row]), ("carried_forward", evidence.state[-1, row] == State.LATE)):
        marked = _names(codes, mask & counted)
        if marked:
            told.append({"code": name, "indicators": marked})
    broken = _broken(evidence, codebook, catalogue)
    if (broken & counted).any():
        told.append({"code": "series_break", "indicators": _names(codes, broken & counted)})
    left = _areas_left(case, codebook)
    if left:
        told.append({"code": "area_left", "areas": left})
    return told + _review_events(evidence, codebook, catalogue, row)


def illustrative_weight(weights: Array, illustrative: Array) -> float:
    """Share of the weight that rests on baselines or targets that are design proposals."""
    total = float(weights.sum())
    return float(weights[illustrative].sum()) / total if total > 0 else 0.0


def illustrative_caveat(share: float, catalogue: Catalogue) -> list[Told]:
    """The statement that method.md 1.1 asks for above half of the weight."""
    return [{"code": "illustrative_parameters", "share": share}] if share > catalogue.number("illustrative_majority") else []


def _broken(evidence: Evidence, codebook: Codebook, catalogue: Catalogue) -> Mask:
    """(I,) indicators whose definition changed inside the pooled window, so that it mixes two meanings."""
    last = evidence.first + evidence.state.shape[0] - 1
    window = range(last - int(catalogue.number("pool_quarters")) + 2, last + 1)
    return np.array(
        [any(parse_period(one.since).quarter_index in window for one in item.breaks) for item in codebook.indicators], dtype=bool
    )


def _areas_left(case: Case, codebook: Codebook) -> list[str]:
    """Areas of the overall score without any usable indicator of this subject."""
    areas = case.family.standing.areas[case.family.run.q, case.row]
    return [
        code for code, weight, score in zip(codebook.areas, codebook.area_weights, areas, strict=True) if weight > 0 and np.isnan(score)
    ]


def _review_events(evidence: Evidence, codebook: Codebook, catalogue: Catalogue, row: int) -> list[Told]:
    """Red-line events open a review and never worsen a verdict; the figure stays with the office (method.md 1.12b)."""
    events = catalogue.rule("review_events") or ()
    told: list[Told] = []
    for code in events if isinstance(events, Sequence) and not isinstance(events, str) else ():
        if code in codebook.codes:
            value = evidence.value[-1, row, codebook.codes.index(code)]
            if value > 0:
                told.append({"code": "review_opened", "indicator": str(code)})
    return told


def _names(codes: Sequence[str], mask: Mask) -> list[str]:
    return [codes[column] for column in places(mask)]
