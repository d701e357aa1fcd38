"""What the verdict would be if some figures were different, everything else held fixed (method.md 1.13).

Held fixed: the other subjects, all standard errors, the priors of the shrinkage, missing figures, and the outcomes of the rules on
persistence and robustness (C4-C7, K4-K7): what is sought is a change of the finding itself, not one that leaves a criticism pending.
So the grade is monotone in every figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indicators.assessment import decide, multiple, proof, score
from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.codebook import Codebook
from indicators.assessment.decide import DecisionRules, Gates, Measures
from indicators.assessment.run import Run, tolerance
from indicators.assessment.shrink import Prior, shrunken
from indicators.assessment.standing import Standing


@dataclass(frozen=True, slots=True)
class Critical:
    """The largest p-values (U,) with which each test would still hold beside the others; `area` (U, A)."""

    behind: Array
    behind_watch: Array
    peers: Array
    ahead: Array
    area: Array


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything of the last quarter that stays fixed while figures are imagined different; (U,), (U, A), (U, I).

    `share`: weight inside the area; `rest_share`: the same without systemic indicators; `floor`: grade code by veto and reporting.
    """

    gap: Array
    hole: Array
    prior: Prior
    share: Array
    rest_share: Array
    rest_areas: Array
    area_weights: Array
    area: Whole
    standing: Standing
    run: Run
    critical: Critical
    rules: DecisionRules
    gates: Gates
    held: Mapping[str, Mask]
    floor: Whole
    cap: float
    power: float
    praise_null: float


def critical_values(run: Run, rules: DecisionRules) -> Critical:
    """The critical p-values of all tests of a run (see multiple.critical_p)."""
    return Critical(
        behind=multiple.critical_p(run.p_plan, rules.q_criticise),
        behind_watch=multiple.critical_p(run.p_plan, rules.q_watch),
        peers=multiple.critical_p(run.p_peer, rules.q_peer),
        ahead=multiple.critical_p(run.p_praise, rules.q_commend),
        area=multiple.critical_p(run.p_area, rules.q_area),
    )


def shares_of(weights: Array, codebook: Codebook) -> Array:
    """Weights inside each area (U, I) from weights that sum to 1."""
    return score.area_shares(weights, weights > 0, codebook.area, len(codebook.areas))


def score_shift(terms: Terms, gap: Array) -> Array:
    """How far each y moves from its present value if the gaps were `gap` (U, I), less what a hole in the window keeps fixed."""
    now = score.indicator_scores(shrunken(terms.gap, terms.prior), terms.cap)
    then = score.indicator_scores(shrunken(gap, terms.prior), terms.cap)
    return np.nan_to_num((1 - terms.hole) * (then - now))


def gap_shift(terms: Terms, gap: Array) -> Array:
    """The same for the gaps that T is made of."""
    return np.nan_to_num((1 - terms.hole) * (gap - terms.gap))


def grades_one_by_one(terms: Terms, gap: Array) -> Whole:
    """Grade codes (U, I) if, of each subject, only that one indicator had the gap `gap` (U, I)."""
    here = terms.area[:, None] == np.arange(terms.area_weights.shape[-1])
    moved, moved_gap = score_shift(terms, gap), gap_shift(terms, gap)
    return grades(
        terms,
        (terms.share * moved)[..., None] * here,
        (terms.rest_share * moved)[..., None] * here,
        (terms.share * moved_gap)[..., None] * here,
    )


def grades_together(terms: Terms, gap: Array) -> Whole:
    """Grade codes (U, 1) if all indicators had the gaps `gap` (U, I)."""
    count = terms.area_weights.shape[-1]
    moved, moved_gap = score_shift(terms, gap), gap_shift(terms, gap)
    sums = [
        score.area_sums(values, terms.area, count)[:, None]
        for values in (terms.share * moved, terms.rest_share * moved, terms.share * moved_gap)
    ]
    return grades(terms, sums[0], sums[1], sums[2])


def grades(terms: Terms, areas: Array, rest: Array, area_gaps: Array) -> Whole:
    """Final grade codes (U, K) of K imagined cases, from the shifts (U, K, A) of area scores, of those without systemic
    indicators, and of area gaps.
    """
    held = decide.passes(_measures(terms, areas, rest, area_gaps), terms.run.lines, terms.rules, terms.run.common_cause)
    fixed = {id: np.broadcast_to(terms.held[id][:, None], held["C1"].shape) for id in ("C7", "K7")}
    return np.maximum(decide.performance({**held, **fixed}, terms.gates), terms.floor[:, None])


def _measures(terms: Terms, areas: Array, rest: Array, area_gaps: Array) -> Measures:
    standing, run, q = terms.standing, terms.run, terms.run.q
    weights = terms.area_weights[:, None]
    low, high = standing.areas_low[q][:, None] + areas, standing.areas_high[q][:, None] + areas
    shift = 100 * (weights * area_gaps).sum(axis=-1)
    se, margin = standing.seT[q][:, None], tolerance(run.lines)
    T_high, T_low = standing.T_high[q][:, None] + shift, standing.T_low[q][:, None] + shift
    p_plan = proof.p_behind_plan(T_high, se, margin)
    p_peer = proof.p_behind_peers(T_high, se, run.peer_median, run.peer_tau2)
    p_area = proof.p_behind_plan(standing.area_T[q][:, None] + 100 * area_gaps, standing.area_se[q][:, None], margin)
    with np.errstate(invalid="ignore"):
        return Measures(
            score_low=score.power_mean(low, weights, terms.power),
            score_high=score.power_mean(high, weights, terms.power),
            score_rest=score.power_mean(terms.rest_areas[:, None] + rest, weights, terms.power),
            drop_worst=np.zeros_like(shift),
            drop_best=np.zeros_like(shift),
            areas_low=low,
            areas_high=high,
            behind=p_plan <= terms.critical.behind[:, None],
            behind_watch=p_plan <= terms.critical.behind_watch[:, None],
            behind_peers=p_peer <= terms.critical.peers[:, None],
            ahead=proof.p_ahead_of_plan(T_low, se, terms.praise_null) <= terms.critical.ahead[:, None],
            area_behind=p_area <= terms.critical.area[:, None],
        )
