"""One run: the tests of one quarter over all subjects of a family, common cause and systemic indicators (method.md 1.9).

A run is what a verdict looks at; the same function serves the assessed quarter and the earlier ones that persistence looks back to.
"""

from dataclasses import dataclass

import numpy as np

from indicators.assessment import proof, score
from indicators.assessment.arrays import Array, Mask
from indicators.assessment.codebook import Codebook
from indicators.assessment.jackknife import scores_without_each
from indicators.assessment.multiple import adjust_bh, in_families
from indicators.assessment.standing import Profile, Standing
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Lines


@dataclass(frozen=True, slots=True)
class ProofRules:
    """Levels and shares of the tests."""

    praise_null: float
    q_criticise: float
    winsor: float
    common_cause_share: float
    systemic_gap_share: float
    systemic_region_share: float
    power: float


@dataclass(frozen=True, slots=True)
class Run:
    """One quarter `q`; (U,) p- and q-values, nan outside the family; q by families of the codebook; `area_q` (U, A).

    `systemic`: (I,) indicators far behind in more than half of the regions. `score_rest`: S_high without them, S_high where there
    are none. Jackknife: `drop_worst` is the highest score without any single indicator (missing figures at their point score, for the
    bounds are C1's matter and leaving figures out must not pay), `drop_best` the lowest S_low.
    """

    q: int
    lines: Lines
    p_plan: Array
    p_peer: Array
    p_praise: Array
    q_plan: Array
    q_peer: Array
    q_praise: Array
    p_area: Array
    area_q: Array
    peer_median: float
    peer_tau2: float
    common_cause: bool
    systemic: Mask
    score_rest: Array
    drop_worst: Array
    drop_best: Array


def proof_rules(catalogue: Catalogue) -> ProofRules:
    """The rules by their ids."""
    return ProofRules(
        praise_null=catalogue.number("praise_null"),
        q_criticise=catalogue.number("q_criticise"),
        winsor=catalogue.number("winsor_share"),
        common_cause_share=catalogue.number("common_cause_share"),
        systemic_gap_share=catalogue.number("systemic_gap_share"),
        systemic_region_share=catalogue.number("systemic_region_share"),
        power=catalogue.number("area_power"),
    )


def tolerance(lines: Lines) -> float:
    """m = (100 - L_watch)/2, the least shortfall that counts."""
    return (100 - lines.watch) / 2


def run_quarter(standing: Standing, profile: Profile, systemic: Mask, codebook: Codebook, at: tuple[int, Lines, ProofRules]) -> Run:
    """The tests of quarter `at[0]`. `systemic` (I,) comes from `systemic_indicators` (none for departments)."""
    q, lines, rules = at
    p_plan = proof.p_behind_plan(standing.T_high[q], standing.seT[q], tolerance(lines))
    p_praise = proof.p_ahead_of_plan(standing.T_low[q], standing.seT[q], rules.praise_null)
    peers = proof.compare_with_peers(standing.T_high[q], standing.seT[q], rules.winsor)
    p_area = proof.p_behind_plan(standing.area_T[q], standing.area_se[q], tolerance(lines))
    families = codebook.nesting.families
    q_plan = in_families(p_plan, families, adjust_bh)
    proven = np.where(np.isnan(p_plan), np.nan, np.nan_to_num(q_plan, nan=1.0))  # who is not tested is assessed, and not proven
    weights = standing.weights[q]
    dropped_high = scores_without_each(profile.point[q], standing.point_weights[q], codebook, rules.power)
    dropped_low = scores_without_each(profile.score_low[q], weights, codebook, rules.power)
    rest = score_with(profile.score_high[q], np.where(systemic, 0.0, weights), weights, codebook, rules.power)
    return Run(
        q=q,
        lines=lines,
        p_plan=p_plan,
        p_peer=peers.p,
        p_praise=p_praise,
        q_plan=q_plan,
        q_peer=in_families(peers.p, families, adjust_bh),
        q_praise=in_families(p_praise, families, adjust_bh),
        p_area=p_area,
        area_q=in_families(p_area, families, adjust_bh),
        peer_median=peers.median,
        peer_tau2=peers.tau2,
        common_cause=is_common_cause(proven, rules.q_criticise, rules.common_cause_share),
        systemic=systemic,
        score_rest=rest if systemic.any() else standing.score_high[q],
        drop_worst=_extreme(dropped_high, np.fmax, standing.score[q]),
        drop_best=_extreme(dropped_low, np.fmin, standing.score_low[q]),
    )


def is_common_cause(q_plan: Array, level: float, share: float) -> bool:
    """Whether strictly more than `share` of the assessed regions are proven behind the plan."""
    assessed = ~np.isnan(q_plan)
    return bool((q_plan[assessed] <= level).sum() > share * assessed.sum() + 1e-9)


def systemic_indicators(gap: Array, planned: Array, rules: ProofRules) -> Mask:
    """(I,) indicators with g < -0.20 pi in strictly more than half of the regions with a value; input (U, I) regions."""
    known = ~np.isnan(gap)
    with np.errstate(invalid="ignore"):
        behind = known & (gap < -rules.systemic_gap_share * planned)
    return np.asarray(behind.sum(axis=0) > rules.systemic_region_share * known.sum(axis=0) + 1e-9, dtype=bool)


def score_with(scores: Array, kept: Array, weights: Array, codebook: Codebook, power: float) -> Array:
    """S (...) with only the `kept` weights (..., I): spread inside their areas; an area left empty leaves the score."""
    count, area = len(codebook.areas), codebook.area
    areas = score.area_means(scores, kept, area, count)
    return score.power_mean(areas, score.area_sums(weights, area, count), power)


def _extreme(values: Array, choose: np.ufunc, fallback: Array) -> Array:
    extreme = choose.reduce(values, axis=-1)
    return np.where(np.isnan(extreme), fallback, extreme)
