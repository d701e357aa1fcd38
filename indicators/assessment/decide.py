"""The performance rules E, C, K, W, S of method.md 1.11 on arrays, in order. Veto and reporting are in ladder.py.

All functions broadcast: (U,) for the subjects of a run, (U, K) for K imagined cases of each (see changes.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.run import Run
from indicators.assessment.standing import Standing
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Grade, Lines

COMMEND, STEADY, UNPROVEN, WATCH, CRITICISE = range(5)
"""Order of method.md 1.11; UNPROVEN stands for insufficient evidence, not assessable and too early."""

GRADES: Mapping[int, Grade] = {
    COMMEND: Grade.COMMEND,
    STEADY: Grade.STEADY,
    UNPROVEN: Grade.INSUFFICIENT_EVIDENCE,
    WATCH: Grade.WATCH,
    CRITICISE: Grade.CRITICISE,
}


@dataclass(frozen=True, slots=True)
class DecisionRules:
    """Levels and gates of rules E, C, K and W."""

    q_criticise: float
    q_peer: float
    q_commend: float
    q_watch: float
    q_area: float
    evidence_z: float
    too_early: float
    coverage: float
    area_coverage: float
    jackknife_commend: float


@dataclass(frozen=True, slots=True)
class Measures:
    """What the rules look at, (...) or (..., A): scores with bounds, and which tests hold at the level of their rule.

    `behind` C2, `behind_watch` W1, `behind_peers` C3, `ahead` K2, `area_behind` W2.
    """

    score_low: Array
    score_high: Array
    score_rest: Array
    drop_worst: Array
    drop_best: Array
    areas_low: Array
    areas_high: Array
    behind: Mask
    behind_watch: Mask
    behind_peers: Mask
    ahead: Mask
    area_behind: Mask


@dataclass(frozen=True, slots=True)
class Gates:
    """(U,) masks that hold whatever the scores: `covered` (1.4.6), `evident` (seT, 1.7), `timely` (1.8), `praise_open` (gates,
    1.12b, K6), `audited` (R4), `own_shortfall` (departments, 1.12). `lasting_low`, `lasting_high`: C1 and C2, K1 and K2 held in enough
    of the last runs; None where there are too few runs to tell.
    `inspect`: nobody of these is criticised by statistics (1.9); None: anybody can be.
    """

    covered: Mask
    evident: Mask
    timely: Mask
    praise_open: Mask
    audited: Mask
    own_shortfall: Mask
    lasting_low: Mask | None
    lasting_high: Mask | None
    inspect: Mask | None = None


def decision_rules(catalogue: Catalogue) -> DecisionRules:
    """The rules by their ids."""
    return DecisionRules(
        q_criticise=catalogue.number("q_criticise"),
        q_peer=catalogue.number("q_peer"),
        q_commend=catalogue.number("q_commend"),
        q_watch=catalogue.number("q_watch"),
        q_area=catalogue.number("q_area"),
        evidence_z=catalogue.number("evidence_z"),
        too_early=catalogue.number("too_early_share"),
        coverage=catalogue.number("coverage_gate"),
        area_coverage=catalogue.number("coverage_area_gate"),
        jackknife_commend=catalogue.number("jackknife_commend_score"),
    )


def measures_of(standing: Standing, run: Run, rules: DecisionRules) -> Measures:
    """The measures of the run's quarter, (U,) and (U, A). A q-value of nan proves nothing."""
    with np.errstate(invalid="ignore"):
        return Measures(
            score_low=standing.score_low[run.q],
            score_high=standing.score_high[run.q],
            score_rest=run.score_rest,
            drop_worst=run.drop_worst,
            drop_best=run.drop_best,
            areas_low=standing.areas_low[run.q],
            areas_high=standing.areas_high[run.q],
            behind=run.q_plan <= rules.q_criticise,
            behind_watch=run.q_plan <= rules.q_watch,
            behind_peers=run.q_peer <= rules.q_peer,
            ahead=run.q_praise <= rules.q_commend,
            area_behind=run.area_q <= rules.q_area,
        )


def evidence_limit(lines: Lines, z: float) -> float:
    """The largest seT with which a verdict is given: (100 - L_crit)/1.645 (method.md 1.7)."""
    return (100 - lines.criticise) / z


def passes(m: Measures, lines: Lines, rules: DecisionRules, common_cause: bool) -> Mapping[str, Mask]:
    """Which of C1-C3, C7, K1-K3, K7, W1, W2 hold, by id. Comparisons with nan do not hold."""
    with np.errstate(invalid="ignore"):
        return {
            "C1": m.score_high <= lines.criticise,
            "C2": m.behind,
            "C3": (m.behind_peers | (not common_cause)) & (m.score_rest <= lines.criticise),
            "C7": m.drop_worst <= lines.criticise,
            "K1": m.score_low >= lines.commend,
            "K2": m.ahead,
            "K3": np.asarray(((m.areas_low >= lines.watch) | np.isnan(m.areas_low)).all(axis=-1), dtype=bool),
            "K7": m.drop_best >= rules.jackknife_commend,
            "W1": (m.score_high <= lines.watch) & m.behind_watch,
            "W2": np.asarray(((m.areas_high <= lines.criticise) & m.area_behind).any(axis=-1), dtype=bool),
        }


def performance(held: Mapping[str, Mask], gates: Gates) -> Whole:
    """Grade codes by performance alone (method.md 1.11 E to S).

    A blame that holds whatever the missing figures are (bounds of 1.4.5) is not lifted by the coverage gate; praise and steady are.
    A criticism that fails only C4 to C7, or waits for an audit, is watch.
    """
    lift = (Ellipsis, *([None] * (held["C1"].ndim - gates.covered.ndim)))
    blame = held["C1"] & held["C2"] & held["C3"] & gates.own_shortfall[lift]
    lasting_low = True if gates.lasting_low is None else gates.lasting_low[lift]
    lasting_high = True if gates.lasting_high is None else gates.lasting_high[lift]
    sturdy = held["C5"] & held["C6"] & held["C7"] & ~held["C4b"]
    criticise = blame & sturdy & lasting_low & gates.audited[lift]
    criticise = criticise if gates.inspect is None else criticise & ~gates.inspect[lift]
    watch = blame | held["W1"] | held["W2"] | held["W3"] | held["W4"] | held["W5"] | held["W6"]
    praise = held["K1"] & held["K2"] & held["K3"] & held["K5"] & held["K7"] & lasting_high
    commend = praise & gates.praise_open[lift] & gates.audited[lift]
    grade = np.where(criticise, CRITICISE, np.where(watch, WATCH, np.where(commend, COMMEND, STEADY)))
    grade = np.where(gates.covered[lift] | (grade >= WATCH), grade, UNPROVEN)
    return np.where(gates.evident[lift] & gates.timely[lift], grade, UNPROVEN)


def held_in_run(held: Mapping[str, Mask]) -> tuple[Mask, Mask]:
    """What persistence counts in a run: (C1 and C2), (K1 and K2)."""
    return held["C1"] & held["C2"], held["K1"] & held["K2"]
