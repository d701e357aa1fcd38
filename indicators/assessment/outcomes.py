"""The rules of one verdict as stored: id, value, threshold, whether the condition holds, and the margin (method.md 1.11).

`passed` says whether the rule's own condition holds, None where the rule was not run; a positive margin is room to spare. For C and W
rules "holds" is bad for the subject, for E, G and K rules it is good.
"""

from dataclasses import dataclass, replace

import numpy as np

from indicators.assessment.arrays import to_number
from indicators.assessment.decide import evidence_limit
from indicators.assessment.family import Family
from indicators.assessment.ladder import Ladder
from indicators.assessment.outlook import lost_weight
from indicators.assessment.reporting import Completeness
from indicators.model.finding import RuleOutcome


@dataclass(frozen=True, slots=True)
class Case:
    """Everything about one subject that its rules are told from: `row` in the family's arrays.

    `unverified`: the weight of its unverified figures, and the limit of K6.
    """

    row: int
    family: Family
    completeness: Completeness
    ladder: Ladder
    gate_outcomes: tuple[RuleOutcome, ...]
    runs_held: tuple[int, int] | None
    runs_required: int
    watch_kept: bool
    held_back: bool | None
    unverified: tuple[float, float]


def rule_outcomes(case: Case, grade_is_steady: bool, improved: bool | None) -> tuple[RuleOutcome, ...]:
    """All rules in the order of method.md 1.11."""
    veto, *ladder = case.ladder.outcomes
    back = RuleOutcome("R2b", None, None, case.held_back, None)
    position = next(index for index, rule in enumerate(ladder) if rule.id == "R3")
    reporting = (*ladder[:position], back, *ladder[position:])
    outcomes = (veto, *reporting, *_evidence(case), *case.gate_outcomes, *_criticise(case), *_commend(case), *_watch(case))
    kept = RuleOutcome("H", None, None, case.watch_kept if len(case.family.runs) > 1 else None, None)
    return (*outcomes, kept, RuleOutcome("S", None, None, grade_is_steady, None), _most_improved(case, improved))


def _most_improved(case: Case, improved: bool | None) -> RuleOutcome:
    """M: the slope of T in points a year, and whether the subject is among the most improved."""
    trend = case.family.outlook.trend
    if trend is None or improved is None:
        return _not_run("M")
    told = _at_least("M", trend.slope[case.row], case.family.outlook_rules.trend_least_slope)
    return decided_by(told, improved)


def _evidence(case: Case) -> tuple[RuleOutcome, ...]:
    family, row = case.family, case.row
    rules, lines = family.rules, family.run.lines
    areas = case.completeness.area_known[row]
    weakest = float(np.nanmin(areas)) if (~np.isnan(areas)).any() else np.nan
    return (
        _at_least("E1", case.completeness.known[row], rules.coverage),
        _at_least("E2", weakest, rules.area_coverage),
        _at_most("E3", family.standing.seT[family.run.q, row], evidence_limit(lines, rules.evidence_z)),
        _at_least("E4", lines.planned_share, rules.too_early),
    )


def _criticise(case: Case) -> tuple[RuleOutcome, ...]:
    family, row = case.family, case.row
    run, standing, rules = family.run, family.standing, family.rules
    line = run.lines.criticise
    beside, draws, best = family.outlook_rules, family.outlook.draws, family.outlook.best
    c3 = decided_by(_at_most("C3", run.q_peer[row], rules.q_peer), bool(family.held[-1]["C3"][row]))
    return (
        _at_most("C1", standing.score_high[run.q, row], line),
        _at_most("C2", run.q_plan[row], rules.q_criticise),
        c3,
        _at_most("C3b", run.score_rest[row], line),
        _lasting("C4", None if case.runs_held is None else case.runs_held[0], case.runs_required),
        _recovery(case),
        _not_run("C5") if draws is None else _at_least("C5", draws.criticise_share[row], beside.robust_criticise),
        _not_run("C6") if best is None else _at_most("C6", best[row], line + beside.benefit_margin),
        _at_most("C7", run.drop_worst[row], line),
    )


def _recovery(case: Case) -> RuleOutcome:
    """C4b: not recovering. The highest T expected within the quarters of C4, against the watch line that it must stay below."""
    outlook, line = case.family.outlook, case.family.run.lines.watch
    if outlook.recovering is None or outlook.expected is None:
        return _not_run("C4b")
    told = _at_most("C4b", outlook.expected[case.row], line)
    return decided_by(told, not outlook.recovering[case.row])


def _commend(case: Case) -> tuple[RuleOutcome, ...]:
    family, row = case.family, case.row
    run, standing, rules = family.run, family.standing, family.rules
    areas, draws = standing.areas_low[run.q, row], family.outlook.draws
    weakest = float(np.nanmin(areas)) if (~np.isnan(areas)).any() else np.nan
    return (
        _at_least("K1", standing.score_low[run.q, row], run.lines.commend),
        _at_most("K2", run.q_praise[row], rules.q_commend),
        _at_least("K3", weakest, run.lines.watch),
        _lasting("K4", None if case.runs_held is None else case.runs_held[1], case.runs_required),
        _not_run("K5") if draws is None else _at_least("K5", draws.commend_share[row], family.outlook_rules.robust_commend),
        _audited(case),
        _at_least("K7", run.drop_best[row], rules.jackknife_commend),
    )


def _audited(case: Case) -> RuleOutcome:
    """K6: nothing bars praise; the weight of unverified figures against its limit, below which it must stay."""
    weight, limit = case.unverified
    told = RuleOutcome("K6", weight, limit, weight < limit, limit - weight)
    return decided_by(told, not case.ladder.praise_barred and weight < limit)


def _watch(case: Case) -> tuple[RuleOutcome, ...]:
    family, row = case.family, case.row
    run, standing, rules = family.run, family.standing, family.rules
    held = family.held[-1]
    failing = np.where(standing.areas_high[run.q, row] <= run.lines.criticise, run.area_q[row], np.nan)
    smallest = float(np.nanmin(failing)) if (~np.isnan(failing)).any() else np.nan
    w1 = _at_most("W1", standing.score_high[run.q, row], run.lines.watch)
    w2 = _at_most("W2", smallest, rules.q_area)
    pending = bool(held["C1"][row] & held["C2"][row] & held["C3"][row])
    reporting = next(rule.passed for rule in case.ladder.outcomes if rule.id == "R2")
    return (
        decided_by(w1, bool(held["W1"][row])),
        decided_by(w2, bool(held["W2"][row])),
        *_watch_beside(case),
        RuleOutcome("W7", None, None, pending or bool(reporting), None),
    )


def _watch_beside(case: Case) -> tuple[RuleOutcome, ...]:
    """W3 to W6: slope in points a year, weight out of reach, critical indicators in alarm, share of the draws at the line."""
    family, row = case.family, case.row
    outlook, rules, weights = family.outlook, family.outlook_rules, family.standing.weights[family.run.q]
    found = [_not_run(id) for id in ("W3", "W4", "W5", "W6")]
    if outlook.trend is not None:
        found[0] = _at_most("W3", outlook.trend.slope[row], -rules.trend_least_slope)
    if outlook.out_of_reach is not None:
        found[1] = _at_least("W4", lost_weight(outlook.out_of_reach, weights)[row], rules.out_of_reach_weight)
    if outlook.alarmed is not None:
        found[2] = _at_least("W5", float(outlook.alarmed[row].sum()), 1.0)
    if outlook.draws is not None:
        found[3] = _at_least("W6", outlook.draws.criticise_share[row], rules.robust_watch)
    return tuple(one if one.passed is None else decided_by(one, bool(family.held[-1][one.id][row])) for one in found)


def decided_by(told: RuleOutcome, passed: bool) -> RuleOutcome:
    """The rule with the outcome of all its parts; no margin where another part than the told figure decided."""
    return replace(told, passed=passed, margin=told.margin if told.passed is passed else None)


def _at_most(id: str, value: float, threshold: float) -> RuleOutcome:
    number = to_number(value)
    margin = None if number is None else threshold - number
    return RuleOutcome(id, number, float(threshold), margin is not None and margin >= 0, margin)


def _at_least(id: str, value: float, threshold: float) -> RuleOutcome:
    number = to_number(value)
    margin = None if number is None else number - threshold
    return RuleOutcome(id, number, float(threshold), margin is not None and margin >= 0, margin)


def _lasting(id: str, held: int | None, required: int) -> RuleOutcome:
    if held is None:
        return RuleOutcome(id, None, float(required), None, None)
    return RuleOutcome(id, float(held), float(required), held >= required, float(held - required))


def _not_run(id: str) -> RuleOutcome:
    return RuleOutcome(id, None, None, None, None)
