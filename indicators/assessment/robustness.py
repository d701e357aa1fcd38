"""The robustness run: what becomes of the scores when data noise and every choice of the design are drawn anew (method.md 1.10).

Blame is judged with missing figures at their best and praise at their worst in every draw, so that withholding never pays (rules C5, K5);
the drawn missing rule moves the scores and ranks alone. The verdict lines move with the drawn shape of the path, as they would have, had
that shape been planned. Draws are common to all subjects; a subject's shares never depend on the other subjects, nor on the threads.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indicators.assessment.arrays import Array, Whole
from indicators.assessment.draw_designs import Designs, RobustnessRules, draw_designs, indicators_of
from indicators.assessment.draw_scores import Case, DrawBlock, Load, draw_blocks, load_of, score_block
from indicators.assessment.draw_tables import Single, gap_tables, shape_shifts
from indicators.assessment.robustness_setting import Figures, Setting, columns_of, rows_of

THREADS = 2
SUBJECTS = 16
"""Subjects whose tables are held at a time by one thread."""
RANK_BLOCK = 250


@dataclass(frozen=True, slots=True)
class Robustness:
    """(U,) shares of the draws, which sum to 1: C1 holds (S_high <= L_crit), watch (S_high between L_crit and L_watch), K1 holds
    (S_low >= L_comm), steady (the rest); quantiles of S (0-125) and of the rank (1 = highest S); mean absolute shift of the rank.

    nan for a subject without any figure.
    """

    criticise_share: Array
    watch_share: Array
    steady_share: Array
    commend_share: Array
    score_5: Array
    score_50: Array
    score_95: Array
    rank_5: Array
    rank_50: Array
    rank_95: Array
    rank_shift: Array


@dataclass(frozen=True, slots=True)
class Drawn:
    """`score` (U, n) in the order of the draws; `counts` (U, 3): draws that criticise, watch and commend."""

    score: Single
    counts: Whole


def robustness_run(setting: Setting, rules: RobustnessRules, threads: int = THREADS) -> Robustness:
    """Shares and quantiles of every subject of the setting over `rules.draws` draws; the same seed gives the same bits."""
    designs = draw_designs(rules, len(setting.area), setting.area_count)
    drawn = score_draws(setting, designs, threads)
    shares = np.where(np.isnan(setting.score)[:, None], np.nan, drawn.counts / rules.draws)
    scores = quantiles(drawn.score)
    present = np.flatnonzero(~np.isnan(setting.score))
    ranks = np.full((len(setting.score), 4), np.nan)
    ranks[present] = rank_summary(drawn.score[present], setting.score[present], threads)
    return Robustness(
        criticise_share=shares[:, 0],
        watch_share=shares[:, 1],
        steady_share=(rules.draws - drawn.counts.sum(axis=1)) / rules.draws + 0 * shares[:, 0],
        commend_share=shares[:, 2],
        score_5=scores[:, 0],
        score_50=scores[:, 1],
        score_95=scores[:, 2],
        rank_5=ranks[:, 0],
        rank_50=ranks[:, 1],
        rank_95=ranks[:, 2],
        rank_shift=ranks[:, 3],
    )


def score_draws(setting: Setting, designs: Designs, threads: int = THREADS) -> Drawn:
    """The scores of every subject in every draw. Subjects are worked on in blocks, each written to its own place."""
    columns = scored_columns(setting)
    inner, count = columns_of(setting, columns), len(setting.score)
    blocks = draw_blocks(indicators_of(designs, columns))
    lines = draw_lines(setting, designs)
    drawn = Drawn(np.full((count, len(designs.power)), np.nan, dtype=np.float32), np.zeros((count, 3), dtype=np.int64))
    starts = [slice(start, min(start + SUBJECTS, count)) for start in range(0, count, SUBJECTS)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda rows: _score_rows(inner, designs, (blocks, lines), rows, drawn), starts))
    return drawn


def scored_columns(setting: Setting) -> Whole:
    """The indicators with any weight, area by area."""
    used = np.flatnonzero((setting.figures.weights > 0).any(axis=0) & (setting.area >= 0))
    return np.asarray(used[np.argsort(setting.area[used], kind="stable")], dtype=np.int64)


def draw_lines(setting: Setting, designs: Designs) -> Array:
    """(3, n) lines for criticise, watch and commend under the shape of each draw."""
    steps = [np.interp(designs.shapes, setting.shapes, setting.lines[:, line]) for line in range(3)]
    return np.stack(steps)[:, designs.level]


def _score_rows(setting: Setting, designs: Designs, drawing: tuple[tuple[DrawBlock, ...], Array], rows: slice, drawn: Drawn) -> None:
    """Fills in the scores and counts of some subjects."""
    blocks, lines = drawing
    figures = rows_of(setting.figures, rows)
    cases = subject_cases(setting, figures, designs)
    edges = np.searchsorted(setting.area, np.arange(setting.area_count + 1))
    spans = [slice(int(start), int(stop)) for start, stop in pairwise(edges)]
    for block in blocks:
        loads: dict[bytes, Load] = {}
        criticise, watch, commend = lines[:, block.draws]
        for place, case in enumerate(cases):
            weights = figures.weights[place]
            if np.isnan(setting.score[rows][place]):
                continue
            key = weights.tobytes()
            if key not in loads:
                loads[key] = load_of(weights, spans, block)
            found = score_block(case, loads[key], block, setting.cap)
            drawn.score[rows.start + place, block.draws] = found.drawn
            blamed, behind = np.count_nonzero(found.high <= criticise), np.count_nonzero(found.high <= watch)
            drawn.counts[rows.start + place] += (blamed, behind - blamed, np.count_nonzero(found.low >= commend))


def subject_cases(setting: Setting, figures: Figures, designs: Designs) -> list[Case]:
    """One case for each of the subjects."""
    tables = gap_tables(setting, figures, designs.noise_levels)
    shifts = shape_shifts(figures, setting, designs.shapes)
    hole = np.where(figures.weights > 0, figures.hole, 0.0).astype(np.float32)
    point = (figures.point / 100).astype(np.float32)
    return [
        Case(tables[u].reshape(-1), shifts[u], hole[u], point[u], tuple(int(column) for column in np.flatnonzero(hole[u])))
        for u in range(len(tables))
    ]


def quantiles(values: Single | NDArray[np.int32]) -> Array:
    """(U, 3) the 5 %, 50 % and 95 % quantiles along the draws, values that occur (inverse of the distribution function)."""
    ordered = np.sort(values, axis=1)
    places = [max(int(np.ceil(share * values.shape[1] - 1e-9)) - 1, 0) for share in (0.05, 0.5, 0.95)]
    return ordered[:, places].astype(float)


def rank_summary(score: Single, present: Array, threads: int = THREADS) -> Array:
    """(U, 4) the 5 %, 50 % and 95 % quantiles of the rank and its mean absolute shift from the rank by the present score."""
    ranks: NDArray[np.int32] = np.empty(score.shape, dtype=np.int32)
    parts = [slice(start, start + RANK_BLOCK) for start in range(0, score.shape[1], RANK_BLOCK)]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda part: _fill_ranks(score, ranks, part), parts))
    now = ranks_by_draw(present[None, :])[0]
    shift = np.abs(ranks - now[:, None]).sum(axis=1) / max(score.shape[1], 1)
    return np.column_stack([quantiles(ranks), shift])


def _fill_ranks(score: Single, ranks: NDArray[np.int32], part: slice) -> None:
    """Fills in the ranks (U, n) of some draws."""
    ranks[:, part] = ranks_by_draw(np.ascontiguousarray(score[:, part].T)).T


def ranks_by_draw(score: Single | Array) -> Whole:
    """(n, U) ranks within each row: 1 + how many have a higher score; equal scores share a rank."""
    order = np.argsort(-score, axis=1)
    ordered = np.take_along_axis(score, order, axis=1)
    first = np.zeros(order.shape, dtype=np.int64)
    first[:, 1:] = np.where(ordered[:, 1:] != ordered[:, :-1], np.arange(1, score.shape[1]), 0)
    ranks = np.empty(order.shape, dtype=np.int64)
    np.put_along_axis(ranks, order, np.maximum.accumulate(first, axis=1) + 1, axis=1)
    return ranks
