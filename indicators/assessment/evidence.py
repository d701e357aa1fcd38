"""Everything the figures say, quarter by quarter: values against path, gaps with variances, states, scores with bounds.

One value for all quarters, subjects and indicators; nothing here is a judgement.
"""

from dataclasses import dataclass

import numpy as np

from indicators.assessment import absence, path, pooling, score, shrink
from indicators.assessment.absence import AbsenceRules, Absences, State
from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.cells import Cells
from indicators.assessment.codebook import Codebook
from indicators.assessment.pooling import Filed, Pool
from indicators.assessment.shrink import Prior
from indicators.assessment.variance import estimates, variances
from indicators.catalogue.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class EvidenceRules:
    """The thresholds of method.md 1.2 to 1.6 that turn figures into scores."""

    window: int
    grace: int
    owner_share: float
    late_sd: float
    missing_low: float
    missing_high: float
    cap: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """(Q, U, I) unless said otherwise; quarter q is t = `first` + q, the last subject is the country.

    `state`: State codes. `value`, `numerator`, `denominator`, `path` (taubar), `planned` (pi) and `variance` of the pooled window;
    `gap` g with `gap_variance`; `shrunk` g_EB by `prior` (regions only); `hole`: share of the
    window missing beyond grace; `score` y, nan where nothing was observed. `point`: the score to show, that of a missing
    figure by method.md 1.4.4. `point_gap`, `low`, `high`: gaps for T, for praise and for blame. `score_low`, `score_high`: y likewise.
    `usable`: counts in scores (observed, late or missing). `quarters`: filed quarters in the window.
    """

    first: int
    cells: Cells
    absences: Absences
    state: Whole
    value: Array
    numerator: Array
    denominator: Array
    path: Array
    planned: Array
    variance: Array
    gap: Array
    gap_variance: Array
    shrunk: Array
    prior: Prior
    hole: Array
    score: Array
    point: Array
    point_gap: Array
    low: Array
    high: Array
    score_low: Array
    score_high: Array
    usable: Mask
    quarters: Whole


def evidence_rules(catalogue: Catalogue) -> EvidenceRules:
    """The rules by their ids in rules.yaml."""
    return EvidenceRules(
        window=int(catalogue.number("pool_quarters")),
        grace=int(catalogue.number("grace_quarters")),
        owner_share=catalogue.number("absence_owner_share"),
        late_sd=catalogue.number("late_sd"),
        missing_low=catalogue.number("missing_low"),
        missing_high=catalogue.number("missing_high"),
        cap=catalogue.number("score_cap"),
    )


def gather_evidence(cells: Cells, codebook: Codebook, submitted: frozenset[tuple[str, str]] | None, rules: EvidenceRules) -> Evidence:
    """The evidence of all quarters from the cells (method.md 1.2 to 1.6)."""
    absences = absence.find_absences(cells, codebook, submitted, AbsenceRules(rules.grace, rules.window, rules.owner_share))
    pool = pooled(cells, codebook, rules)
    state = pooled_states(pool, absences, codebook, rules)
    observed = (state == State.OBSERVED) | (state == State.LATE)
    value, variance = estimates(pool, codebook), variances(pool, codebook)
    gap = np.where(observed, gaps(value, pool.path, codebook), np.nan)
    gap_variance = np.where(observed, variance / codebook.targets.change**2 + lateness_variance(state, absences, rules), np.nan)
    prior = shrink.leave_one_out_prior(gap[:, :-1], gap_variance[:, :-1], codebook.nesting.siblings)
    shrunk = np.concatenate([shrink.shrunken(gap[:, :-1], prior), gap[:, -1:]], axis=1)
    scores = score.indicator_scores(shrunk, rules.cap)
    hole = np.where(observed, absences.gap, 0.0)
    missing, point = state == State.MISSING, _point_scores(scores, state)
    return Evidence(
        first=cells.first,
        cells=cells,
        absences=absences,
        state=state,
        value=value,
        numerator=np.where(codebook.fraction, pool.numerator, np.nan),
        denominator=np.where(codebook.fraction | codebook.mean, pool.weight, np.nan),
        path=np.where(codebook.count, np.nan, pool.path),
        planned=path.planned_share(pool.path, codebook.targets),
        variance=variance,
        gap=gap,
        gap_variance=gap_variance,
        shrunk=shrunk,
        prior=prior,
        hole=hole,
        score=scores,
        point=point,
        point_gap=np.where(np.isnan(gap), point / 100 - 1, gap),
        low=np.where(missing, rules.missing_low, (1 - hole) * gap + hole * rules.missing_low),
        high=np.where(missing, rules.missing_high, (1 - hole) * gap + hole * rules.missing_high),
        score_low=np.where(missing, 0.0, (1 - hole) * scores),
        score_high=np.where(missing, 100 * rules.cap, (1 - hole) * scores + hole * 100 * rules.cap),
        usable=(observed | missing) & codebook.targets.known,
        quarters=pool.quarters,
    )


def pooled_states(pool: Pool, absences: Absences, codebook: Codebook, rules: EvidenceRules) -> Whole:
    """State codes (Q, U, I) of the pooled figures; what carries too few cases for n_min is no evidence, carried forward or not.

    Values of other kinds have no number of cases. A window that holds no evidence beside a hole is missing: a nil filed after a figure
    that never came must not hide it.
    """
    enough = pool.weight >= np.where(codebook.fraction | codebook.mean, codebook.n_min, 0)
    state = absence.states(absences.late, pool.weight > 0, pool.present, codebook, enough)
    carried = absence.with_carried(state, absences.late, pool.weight > 0, pool.present, rules.grace)
    found = np.where((carried == State.LATE) & ~enough, int(State.TOO_FEW), carried)
    empty = (found == State.NIL) | (found == State.TOO_FEW)
    return np.where(empty & (absences.gap > 0), int(State.MISSING), found)


def lateness_variance(state: Whole, absences: Absences, rules: EvidenceRules) -> Array:
    """0.03^2 for each quarter that a value was carried forward, in units of D squared (method.md 1.4.2)."""
    return np.where(state == State.LATE, absences.late, 0) * rules.late_sd**2


def pooled(cells: Cells, codebook: Codebook, rules: EvidenceRules) -> Pool:
    """The pool of each quarter: four-quarter sums of flows, the latest stock, a late figure carried forward within the grace."""
    filed = filed_quarters(cells, codebook)
    flows = pooling.pool_flows(filed, rules.window)
    stocks = pooling.pool_latest(filed, np.full(len(codebook.indicators), rules.window, dtype=np.int64))
    return pooling.carry_forward(pooling.choose(codebook.stock, stocks, flows), rules.grace)


def filed_quarters(cells: Cells, codebook: Codebook) -> Filed:
    """The sums of each quarter with the planned value at its end."""
    quarters = np.arange(cells.first, cells.first + cells.seen.shape[0], dtype=float)
    return Filed(cells.numerator, cells.weight, cells.variance, path.planned_values(codebook.targets, quarters), cells.seen > 0)


def gaps(value: Array, planned: Array, codebook: Codebook) -> Array:
    """g (Q, U, I) of every value: to the path, or to the band; nan for raw counts and what has no better direction (method.md 1.3)."""
    change = codebook.targets.change
    band = path.gap_to_band(value, codebook.band_low, codebook.band_high, change)
    plain = np.where((codebook.sign == 0) | codebook.count, np.nan, path.gap_to_path(value, planned, change, codebook.sign))
    return np.where(np.isnan(codebook.band_low), plain, band)


def _point_scores(scores: Array, state: Whole) -> Array:
    """y to show: the score, or for a missing figure min(last observed y, lower quartile of the other subjects' y), 1.4.4.

    nan for a missing figure of which nothing at all is known: then its weight moves to the rest of its area in the point score.
    """
    last = np.full(scores.shape[1:], np.nan)
    shown = scores.copy()
    for q in range(scores.shape[0]):
        missing = state[q] == State.MISSING
        if missing.any():
            shown[q] = np.where(missing, np.fmin(last, lower_quartile(scores[q, :-1])), scores[q])
        last = np.where(state[q] == State.OBSERVED, scores[q], last)
    return shown


def lower_quartile(scores: Array) -> Array:
    """(I,) type-7 lower quartile over the subjects (U, I) with a score, nan where there is none."""
    ordered = np.sort(scores, axis=0)
    count = (~np.isnan(ordered)).sum(axis=0)
    place = 0.25 * np.maximum(count - 1, 0)
    below = np.floor(place).astype(np.int64)
    columns = np.arange(ordered.shape[1])
    low = ordered[below, columns]
    high = ordered[np.minimum(below + 1, np.maximum(count - 1, 0)), columns]
    return np.where(count > 0, low + (place - below) * (high - low), np.nan)
