"""Why a verdict is what it is, as codes with facts; the sentences are in dashboard/text/verdicts.yaml. Decides nothing."""

from collections.abc import Mapping, Sequence

import numpy as np

from indicators.assessment.arrays import places
from indicators.assessment.outcomes import Case
from indicators.model.finding import Comparison, RuleOutcome
from indicators.model.verdict import Grade, GradeBasis

Told = Mapping[str, object]
LARGEST = 3
SMALLEST_SHORTFALL = 0.5
"""Points below which a shortfall is not worth a sentence."""


def reasons_of(case: Case, grade: Grade, basis: GradeBasis, rules: Sequence[RuleOutcome], areas: Sequence[str]) -> tuple[Told, ...]:
    """The reasons of one verdict, the decisive ones first."""
    found = {rule.id: rule for rule in rules}
    if basis is GradeBasis.NARRATIVE_ONLY:
        return ({"code": "narrative_only"},)
    if basis is GradeBasis.COVERAGE:
        return _coverage(found)
    if basis is GradeBasis.TOO_EARLY:
        return ({"code": "too_early", "planned": found["E4"].value, "limit": found["E4"].threshold},)
    if grade is Grade.INSUFFICIENT_EVIDENCE:
        return _evidence(found)
    told = [*_veto(found), *_reporting(found, case)] if basis is not GradeBasis.PERFORMANCE else []
    return (*told, *_performance(case, grade, found, areas))


def _coverage(found: Mapping[str, RuleOutcome]) -> tuple[Told, ...]:
    told: list[Told] = []
    if found["E1"].value is None:
        return ({"code": "nothing_reported"},)
    if not found["E1"].passed:
        told.append({"code": "coverage_too_low", "coverage": found["E1"].value, "limit": found["E1"].threshold})
    if not found["E2"].passed and found["E2"].value is not None:
        told.append({"code": "area_coverage_too_low", "coverage": found["E2"].value, "limit": found["E2"].threshold})
    return tuple(told)


def _evidence(found: Mapping[str, RuleOutcome]) -> tuple[Told, ...]:
    if found["E3"].value is None:
        return ({"code": "nothing_reported"},)
    return ({"code": "evidence_too_thin", "se": found["E3"].value, "limit": found["E3"].threshold},)


def _veto(found: Mapping[str, RuleOutcome]) -> list[Told]:
    return [{"code": "confirmed_breach"}] if found["V"].passed else []


def _reporting(found: Mapping[str, RuleOutcome], case: Case) -> list[Told]:
    told: list[Told] = []
    missing = int(case.completeness.demands[case.row].sum())
    if found["R3"].passed:
        told.append({"code": "reporting_failed", "coverage": found["R3"].value or 0.0, "count": missing})
    elif found["R2"].passed:
        told.append({"code": "reports_missing", "coverage": found["R2"].value or 0.0, "count": missing})
    if found["R2b"].passed:
        told.append({"code": "held_at_earlier_grade", "count": int((case.completeness.missing | case.completeness.late)[case.row].sum())})
    return told


def _performance(case: Case, grade: Grade, found: Mapping[str, RuleOutcome], areas: Sequence[str]) -> list[Told]:
    told: list[Told] = []
    if found["C1"].passed and found["C2"].passed:
        told.append({"code": "far_behind_plan", "score": found["C1"].value, "line": found["C1"].threshold})
        told.append({"code": "proven_behind", "q": found["C2"].value, "level": found["C2"].threshold})
        told += _pending(case, grade, found)
    elif found["W1"].passed:
        told.append({"code": "behind_plan", "score": found["W1"].value, "line": found["W1"].threshold, "q": found["C2"].value})
    if found["W2"].passed:
        told += _areas_behind(case, areas)
    told += _beside(found)
    if found["K1"].passed and found["K2"].passed:
        told.append({"code": "ahead_of_plan", "score": found["K1"].value, "line": found["K1"].threshold})
        told.append({"code": "proven_ahead", "q": found["K2"].value, "level": found["K2"].threshold})
        told += _barred(grade, found, case)
    if found["H"].passed:
        told.append({"code": "watch_kept", "score": found["C1"].value, "line": found["W1"].threshold})
    if grade is Grade.STEADY and not told:
        told.append({"code": "on_course", "watch": found["W1"].threshold, "commend": found["K1"].threshold})
    if found["M"].passed:
        told.append({"code": "most_improved", "points": found["M"].value})
    return told


def _beside(found: Mapping[str, RuleOutcome]) -> list[Told]:
    """Watch by trend, milestones, alarms and draws. The draws are no news where C1 and C2 hold: then C5 says what is wanting."""
    told: list[Told] = []
    if found["W3"].passed:
        told.append({"code": "declining", "points": -(found["W3"].value or 0.0)})
    if found["W4"].passed:
        told.append({"code": "milestone_out_of_reach", "share": found["W4"].value})
    if found["W5"].passed:
        told.append({"code": "lasting_alarm", "count": int(found["W5"].value or 0)})
    if found["W6"].passed and not (found["C1"].passed and found["C2"].passed):
        told.append({"code": "draws_at_line", "share": found["W6"].value})
    return told


def _pending(case: Case, grade: Grade, found: Mapping[str, RuleOutcome]) -> list[Told]:
    """What keeps a proven shortfall from being a criticism: the failing rules, each by name; if none fails, the level."""
    if grade is Grade.CRITICISE:
        return []
    names = {"C3b": "only_systemic", "C4": "not_lasting", "C4b": "recovering", "C7": "one_indicator"}
    told: list[Told] = [{"code": name} for id, name in names.items() if found[id].passed is False]
    run, level = case.family.run, case.family.rules.q_peer
    if run.common_cause and not run.q_peer[case.row] <= level:
        told = [{"code": "common_cause_not_worse"}, *told]
    if found["C5"].passed is False:
        told.append({"code": "not_robust", "share": found["C5"].value or 0.0, "limit": found["C5"].threshold})
    if found["C6"].passed is False:
        told.append({"code": "benefit_of_doubt", "score": found["C6"].value, "line": found["C6"].threshold})
    told += [{"code": "audit_first"}] if found["R4"].passed else []
    return told or ([{"code": "inspect"}] if case.family.nesting.inspect_only else [])


def _barred(grade: Grade, found: Mapping[str, RuleOutcome], case: Case) -> list[Told]:
    """What keeps a proven lead from being a commendation."""
    if grade is Grade.COMMEND:
        return []
    names = {"K3": "weak_area", "K4": "lead_not_lasting", "K7": "lead_of_one_indicator"}
    told: list[Told] = [{"code": name} for id, name in names.items() if found[id].passed is False]
    if found["K5"].passed is False:
        told.append({"code": "lead_not_robust", "share": found["K5"].value or 0.0, "limit": found["K5"].threshold})
    if case.ladder.audit_passed is False:
        told.append({"code": "audit_failed"})
    if case.unverified[0] >= case.unverified[1]:
        told.append({"code": "unverified_figures", "share": case.unverified[0], "limit": case.unverified[1]})
    barred = {"R1": "late_or_incomplete", "R4": "audit_first", "V": "confirmed_breach"}
    told += [{"code": name} for id, name in barred.items() if found[id].passed]
    return told + [_gate(rule) for rule in found.values() if rule.id.startswith("G-") and rule.passed is False]


def _gate(rule: RuleOutcome) -> Told:
    indicator = rule.id.removeprefix("G-")
    if rule.value is None:
        return {"code": "gate_not_reported", "indicator": indicator}
    return {"code": "gate_failed", "indicator": indicator, "value": rule.value, "limit": rule.threshold}


def _areas_behind(case: Case, areas: Sequence[str]) -> list[Told]:
    family, row = case.family, case.row
    run, line = family.run, family.run.lines.criticise
    with np.errstate(invalid="ignore"):
        failing = (family.standing.areas_high[run.q, row] <= line) & (run.area_q[row] <= family.rules.q_area)
    scores = family.standing.areas_high[run.q, row]
    return [{"code": "area_far_behind", "area": areas[a], "score": float(scores[a]), "line": line} for a in places(failing)]


def largest_shortfalls(comparison: Comparison | None) -> tuple[Told, ...]:
    """The indicators that cost most points against the path, at most three."""
    if comparison is None:
        return ()
    ordered = sorted(comparison.contributions, key=lambda part: (part.contribution, part.indicator))[:LARGEST]
    return tuple(
        {"code": "largest_shortfall", "indicator": part.indicator, "points": -part.printed}
        for part in ordered
        if part.contribution <= -SMALLEST_SHORTFALL
    )
