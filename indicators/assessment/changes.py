"""What would change a verdict: the smallest change of single figures, and the common share of all gaps to close (method.md 1.13)."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole, places
from indicators.assessment.codebook import Codebook
from indicators.assessment.compare import Figures
from indicators.assessment.decide import COMMEND, CRITICISE, GRADES, STEADY, WATCH
from indicators.assessment.imagine import Terms, grades_one_by_one, grades_together, of_subjects
from indicators.model.finding import SmallestChange
from indicators.model.indicator import Direction, Indicator, Kind

STEPS = 38
"""Halvings of the search: 20 plans / 2^38 is far below the precision of any figure."""
FARTHEST = 20.0
"""How many whole plans an unbounded figure is imagined to move at most."""
FULL_SCALE = 100.0
TOP_LEVEL = 4.0
NEXT = {True: (COMMEND, COMMEND, STEADY, STEADY, WATCH), False: (STEADY, WATCH, WATCH, CRITICISE, CRITICISE)}
"""The next better and the next worse grade code of each grade code."""


@dataclass(frozen=True, slots=True)
class Reach:
    """(U, I): the gaps at which the grade first differs, nan where it never does within the indicator's range; the grade code there."""

    gap: Array
    grade: Whole


def value_range(indicator: Indicator, target: float) -> tuple[float, float]:
    """The values an indicator can take, in its own unit. A figure whose 2030 target is 100 is on a scale of 0 to 100."""
    if indicator.kind is Kind.MILESTONE:
        return 0.0, TOP_LEVEL
    if indicator.kind is Kind.PROP or indicator.unit == "share":
        return 0.0, 1.0
    scaled = indicator.unit == "score" or (indicator.kind in (Kind.ADMIN, Kind.MEAN) and target == FULL_SCALE)
    return 0.0, FULL_SCALE if scaled else np.inf


def reach(terms: Terms, limit: Array, better: bool) -> Reach:
    """The smallest move of each single gap towards `limit` (U, I) that alone makes the grade better (or worse), by bisection."""
    now = grades_one_by_one(terms, terms.gap)
    possible = _beyond(grades_one_by_one(terms, limit), now, better) & ~np.isnan(terms.gap)
    gap, grade = np.full(limit.shape, np.nan), now
    rows = np.asarray(possible.any(axis=1), dtype=bool)
    if rows.any():
        some = of_subjects(terms, rows)
        gap[rows] = _bisect(some, np.where(possible, limit, np.nan)[rows], now[rows], better)
        grade[rows] = grades_one_by_one(some, np.where(possible[rows], gap[rows], some.gap))
    return Reach(gap, grade)


def _bisect(terms: Terms, limit: Array, now: Whole, better: bool) -> Array:
    """The nearest gap beyond which the grade differs, between the present gap and a limit where it does; nan where the limit is nan."""
    near, far = terms.gap, limit
    for _ in range(STEPS):
        middle = (near + far) / 2
        crossed = _beyond(grades_one_by_one(terms, middle), now, better)
        near, far = np.where(crossed, near, middle), np.where(crossed, middle, far)
    return far


def closing_share(terms: Terms) -> tuple[Array, Whole]:
    """The common share (U,) of all shortfalls that must be closed for a better grade, nan where closing all is not enough; the
    grade code reached.
    """
    now = grades_together(terms, terms.gap)[:, 0]
    possible = _beyond(grades_together(terms, _closed(terms.gap, np.ones(len(now))))[:, 0], now, True)
    near, far = np.zeros(len(now)), np.ones(len(now))
    for _ in range(STEPS):
        middle = (near + far) / 2
        crossed = _beyond(grades_together(terms, _closed(terms.gap, middle))[:, 0], now, True)
        near, far = np.where(crossed, near, middle), np.where(crossed, middle, far)
    grade = grades_together(terms, _closed(terms.gap, far))[:, 0]
    return np.where(possible, far, np.nan), grade


def gap_limits(codebook: Codebook, figures: Figures, better: bool) -> Array:
    """(U, I) gaps at the end of each indicator's range, towards better or worse; inside a band the best is 0."""
    targets = codebook.targets
    ranges = np.array([value_range(item, target) for item, target in zip(codebook.indicators, targets.target_2030[-1], strict=True)])
    upper = np.where(codebook.sign > 0, better, not better)
    end = np.where(upper, ranges[:, 1], ranges[:, 0])
    side = 1.0 if better else -1.0
    gap = np.where(np.isinf(end), side * FARTHEST, codebook.sign * (np.where(np.isinf(end), 0.0, end) - figures.path[-1]) / figures.change)
    return np.where(np.isnan(codebook.band_low), gap, 0.0 if better else -FARTHEST)


def all_changes(terms: Terms, codebook: Codebook, figures: Figures) -> list[tuple[SmallestChange, ...]]:
    """For every subject and scored indicator with a value: the smallest change to the next better and the next worse grade.

    `needed` is None where the indicator alone cannot do it; `whole_cases` are the
    cases of a proportion, rounded up. There is nothing better than commend and nothing worse than criticise.
    """
    now = grades_one_by_one(terms, terms.gap)[:, 0]
    sides = [(better, reach(terms, _toward(terms.gap, gap_limits(codebook, figures, better), better), better)) for better in (True, False)]
    return [
        tuple(
            _change(codebook, (row, column), figures, (found, NEXT[better][int(now[row])]))
            for column in places((terms.share[row] > 0) & ~np.isnan(terms.gap[row]))
            for better, found in sides
            if int(now[row]) != (COMMEND if better else CRITICISE)
        )
        for row in range(len(now))
    ]


def _change(codebook: Codebook, place: tuple[int, int], figures: Figures, found: tuple[Reach, int]) -> SmallestChange:
    indicator = codebook.indicators[place[1]]
    value, gap = float(figures.value[-1][place]), float(found[0].gap[place])
    if np.isnan(gap):
        return SmallestChange(indicator.code, value, None, None, GRADES[found[1]])
    needed = _value_at(codebook, place, figures, gap)
    cases = int(np.ceil(abs(needed - value) * figures.denominator[-1][place] - 1e-6)) if indicator.kind is Kind.PROP else None
    return SmallestChange(indicator.code, value, needed, cases, GRADES[int(found[0].grade[place])])


def _value_at(codebook: Codebook, place: tuple[int, int], figures: Figures, gap: float) -> float:
    """The value of the indicator at a gap; for a band on the side where it stands."""
    column, change = place[1], float(figures.change[place])
    indicator, value = codebook.indicators[column], float(figures.value[-1][place])
    if indicator.direction is Direction.BAND:
        low, high = float(codebook.band_low[column]), float(codebook.band_high[column])
        return high - gap * change if value > (low + high) / 2 else low + gap * change
    return float(figures.path[-1][place]) + float(codebook.sign[column]) * gap * change


def _beyond(grade: Whole, now: Whole, better: bool) -> Mask:
    return np.asarray(grade < now if better else grade > now, dtype=bool)


def _toward(gap: Array, limit: Array, better: bool) -> Array:
    """The limit, or the present gap where it already lies beyond."""
    return np.fmax(gap, limit) if better else np.fmin(gap, limit)


def _closed(gap: Array, share: Array) -> Array:
    return np.where(gap < 0, gap * (1 - share[:, None]), gap)
