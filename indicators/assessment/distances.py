"""How safe a verdict is: the distance to each line, and which absent reports would lift a gate (method.md 1.13 c, d)."""

from collections.abc import Sequence

import numpy as np

from indicators.assessment.arrays import Array, Mask, places
from indicators.assessment.codebook import Codebook
from indicators.assessment.outcomes import Case
from indicators.assessment.run import Run
from indicators.assessment.standing import Standing
from indicators.model.finding import GateLift, LineMargin, RuleOutcome

ROUNDING = 1e-9
"""A coverage that is short of its limit by less than this is not short."""


def line_margins(standing: Standing, run: Run, row: int) -> tuple[LineMargin, ...]:
    """S_high - L_crit, S_high - L_watch and S_low - L_comm of one subject, in points and divided by seT; () without a score."""
    high, low = standing.score_high[run.q, row], standing.score_low[run.q, row]
    distances = {"criticise": high - run.lines.criticise, "watch": high - run.lines.watch, "commend": low - run.lines.commend}
    error = float(standing.seT[run.q, row])
    known = error > 0
    return tuple(
        LineMargin(line, float(points), float(points / error) if known else None)
        for line, points in distances.items()
        if not np.isnan(points)
    )


def gate_lifts(case: Case, rules: Sequence[RuleOutcome], codebook: Codebook) -> tuple[GateLift, ...]:
    """For each gate or reporting rule that stands against the subject and that reports would lift: the fewest that together do.

    E1: coverage, all absences; E2: every area; R1, R2, R3: own absences, with all the figures that the rule demands; R2b: all that
    are absent; a gate (G-) without a figure: that figure. In the order of the rules.
    """
    lifts = []
    for rule in rules:
        needed = _needed(case, rule, codebook)
        if needed is not None and needed.any():
            lifts.append(GateLift(rule.id, tuple(codebook.codes[column] for column in places(needed))))
    return tuple(lifts)


def fewest_reports(loss: Array, allowed: float) -> Mask:
    """(I,) the fewest absences without which the sum of `loss` (I,) is at most `allowed`: the largest ones first, ties by place."""
    chosen = np.zeros(loss.shape, dtype=bool)
    left = float(loss.sum())
    for column in np.argsort(-loss, kind="stable"):
        if left <= allowed + ROUNDING or loss[column] <= 0:
            break
        chosen[column] = True
        left -= float(loss[column])
    return chosen


def _needed(case: Case, rule: RuleOutcome, codebook: Codebook) -> Mask | None:
    """(I,) the reports that lift the rule; None where it does not stand against the subject or no report would do."""
    completeness, row = case.completeness, case.row
    if rule.id.startswith("G-") and rule.passed is False and rule.value is None:
        return np.array([code == rule.id.removeprefix("G-") for code in codebook.codes], dtype=bool)
    limit = 1.0 if rule.threshold is None else rule.threshold
    if rule.passed is False and rule.id == "E1":
        return fewest_reports(completeness.loss[row], 1 - limit)
    if rule.passed is False and rule.id == "E2":
        return _needed_in_areas(completeness.area_loss[row], codebook, 1 - limit)
    if rule.passed is not True or rule.id not in ("R1", "R2", "R2b", "R3"):
        return None
    if rule.id == "R2b":
        return np.asarray(completeness.missing[row] | completeness.late[row], dtype=bool)
    asked = completeness.demands[row]
    if rule.id == "R3" and not case.ladder.noticed:
        asked = np.zeros_like(asked)
    if rule.id == "R1":
        asked = asked | completeness.bars[row]
    loss = np.where(asked, 0.0, completeness.own_loss[row])
    return np.asarray(asked | fewest_reports(loss, 1 - limit), dtype=bool)


def _needed_in_areas(loss: Array, codebook: Codebook, allowed: float) -> Mask:
    needed = np.zeros(loss.shape, dtype=bool)
    for area in range(len(codebook.areas)):
        needed |= fewest_reports(np.where(codebook.area == area, loss, 0.0), allowed)
    return needed
