"""What the verdict would be if some figures were different, everything else held fixed (method.md 1.13).

Held fixed: the other subjects, all standard errors, the priors of the shrinkage, missing figures, and the outcomes of the rules on
persistence and robustness (C4-C7, K4-K7): what is sought is a change of the finding itself, not one that leaves a criticism pending.
W3 to W6 turn at the moves of rooms.py. So the grade is monotone in every figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import partial

import numpy as np
from scipy.special import ndtri

from indicators.assessment import decide, multiple, score
from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.codebook import Codebook
from indicators.assessment.decide import UNPROVEN, WATCH, DecisionRules, Gates, Measures
from indicators.assessment.outlook import ON_PATH
from indicators.assessment.rooms import Rooms, held_one_by_one, held_together
from indicators.assessment.run import Run, tolerance
from indicators.assessment.shrink import Prior, shrunken
from indicators.assessment.standing import Standing
from indicators.model.verdict import Lines

FIXED_RULES = ("C4b", "C5", "C6", "C7", "K5", "K7")
_BY_SUBJECT = (
    "gap", "hole", "share", "rest_share", "areas_low", "areas_high", "rest_areas", "area_weights", "T_low", "T_high", "area_T", "floor",
    "score", "score_high", "watched",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Critical:
    """The values of T (U,) up to which each test of falling behind would hold beside the other subjects, `ahead` from which praise
    would; `area` (U, A).
    """

    behind: Array
    behind_watch: Array
    peers: Array
    ahead: Array
    area: Array


@dataclass(frozen=True, slots=True)
class Terms:
    """Everything of the last quarter that stays fixed while figures are imagined different; (U,), (U, A), (U, I), names as in Standing.

    `share`: weight inside the area; `rest_share`, `rest_areas`: the same without systemic indicators; `held`: the present outcomes of
    FIXED_RULES; `floor`: grade code by veto and reporting. `area` (I,), `systemic`: whether there is any systemic indicator. `watched`:
    watch or worse one run ago, kept while the score stays below `leaving`.
    """

    gap: Array
    hole: Array
    share: Array
    rest_share: Array
    areas_low: Array
    areas_high: Array
    rest_areas: Array
    area_weights: Array
    T_low: Array
    T_high: Array
    area_T: Array
    floor: Whole
    score: Array
    score_high: Array
    watched: Mask
    rooms: Rooms
    prior: Prior
    critical: Critical
    gates: Gates
    held: Mapping[str, Mask]
    area: Whole
    lines: Lines
    rules: DecisionRules
    common_cause: bool
    systemic: bool
    cap: float
    power: float
    leaving: float


def of_subjects(terms: Terms, rows: Mask) -> Terms:
    """The terms of some of the subjects alone."""
    plain = {name: getattr(terms, name)[rows] for name in _BY_SUBJECT}
    gates = {field.name: getattr(terms.gates, field.name) for field in fields(Gates)}
    return replace(
        terms,
        **plain,
        rooms=terms.rooms.of_subjects(rows),
        prior=Prior(*(getattr(terms.prior, field.name)[rows] for field in fields(Prior))),
        critical=Critical(*(getattr(terms.critical, field.name)[rows] for field in fields(Critical))),
        gates=replace(terms.gates, **{name: mask[rows] for name, mask in gates.items() if mask is not None}),
        held={id: terms.held[id][rows] for id in FIXED_RULES},
    )


def critical_values(standing: Standing, run: Run, rules: DecisionRules, praise_null: float, families: Whole | None = None) -> Critical:
    """The critical p-values of all tests of a run (multiple.critical_p) as values of T, in the families they are adjusted in."""

    def critical(p: Array, level: float) -> Array:
        return ndtri(multiple.in_families(p, families, partial(multiple.critical_p, level=level)))

    q, floor = run.q, 100 - tolerance(run.lines)
    se, area_se = standing.seT[q], standing.area_se[q]
    spread = np.sqrt(se**2 + run.peer_tau2)
    return Critical(
        behind=floor + se * critical(run.p_plan, rules.q_criticise),
        behind_watch=floor + se * critical(run.p_plan, rules.q_watch),
        peers=run.peer_median + spread * critical(run.p_peer, rules.q_peer),
        ahead=praise_null - se * critical(run.p_praise, rules.q_commend),
        area=floor + area_se * critical(run.p_area, rules.q_area),
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
    """How far each gap that T is made of moves (U, I), less what a hole in the window keeps fixed."""
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
        held_one_by_one(terms.rooms, moved_gap),
    )


def grades_together(terms: Terms, gap: Array) -> Whole:
    """Grade codes (U, 1) if all indicators had the gaps `gap` (U, I)."""
    count = terms.area_weights.shape[-1]
    moved, moved_gap = score_shift(terms, gap), gap_shift(terms, gap)
    sums = [
        score.area_sums(values, terms.area, count)[:, None]
        for values in (terms.share * moved, terms.rest_share * moved, terms.share * moved_gap)
    ]
    return grades(terms, sums[0], sums[1], sums[2], held_together(terms.rooms, moved_gap))


def grades(terms: Terms, areas: Array, rest: Array, area_gaps: Array, out: Mask) -> Whole:
    """Final grade codes (U, K) of K imagined cases, from the shifts (U, K, A) of area scores, of those without systemic
    indicators, and of area gaps; `out` (U, K): W4 or W5 holds.
    """
    measures = _measures(terms, areas, rest, area_gaps)
    held = decide.passes(measures, terms.lines, terms.rules, terms.common_cause)
    fixed = {id: np.broadcast_to(terms.held[id][:, None], held["C1"].shape) for id in FIXED_RULES}
    moved = measures.score_high - terms.score_high[:, None]
    shift = 100 * (terms.area_weights[:, None] * area_gaps).sum(axis=-1)
    beside = {
        "W3": (shift <= terms.rooms.trend[:, None]) & (measures.score_high < ON_PATH),
        "W4": out,
        "W5": out,
        "W6": moved <= terms.rooms.draws[:, None],
    }
    codes = decide.performance({**held, **fixed, **beside}, terms.gates)
    with np.errstate(invalid="ignore"):
        kept = terms.watched[:, None] & (codes < UNPROVEN) & (terms.score[:, None] + moved < terms.leaving)
    return np.maximum(np.where(kept, WATCH, codes), terms.floor[:, None])


def _measures(terms: Terms, areas: Array, rest: Array, area_gaps: Array) -> Measures:
    critical, weights = terms.critical, terms.area_weights[:, None]
    low, high, kept = (
        np.maximum(scores[:, None] + moved, 0.0)
        for scores, moved in ((terms.areas_low, areas), (terms.areas_high, areas), (terms.rest_areas, rest))
    )
    shift = 100 * (weights * area_gaps).sum(axis=-1)
    T_high, T_low = terms.T_high[:, None] + shift, terms.T_low[:, None] + shift
    score_high = score.power_mean(high, weights, terms.power)
    with np.errstate(invalid="ignore"):
        return Measures(
            score_low=score.power_mean(low, weights, terms.power),
            score_high=score_high,
            score_rest=score.power_mean(kept, weights, terms.power) if terms.systemic else score_high,
            drop_worst=np.zeros_like(shift),
            drop_best=np.zeros_like(shift),
            areas_low=low,
            areas_high=high,
            behind=T_high <= critical.behind[:, None],
            behind_watch=T_high <= critical.behind_watch[:, None],
            behind_peers=T_high <= critical.peers[:, None],
            ahead=T_low >= critical.ahead[:, None],
            area_behind=terms.area_T[:, None] + 100 * area_gaps <= critical.area[:, None],
        )
