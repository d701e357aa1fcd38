"""What is really going on in the made-up country: the true level of every indicator in every region and quarter.

A level is the planned path plus a gap in whole plans (method.md 1.3): the region's own character, drawn once, and the planted
courses. What is then reported about it (numbers of cases, chance, gaps in reporting) is in counts.py.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Direction, Indicator, Kind, Level
from indicators.model.period import Period, parse_period, quarter_at
from indicators.model.subject import NATIONAL
from sample_data.planted import PLANTED, Course
from sample_data.scale import generator_for

QUARTERS: tuple[Period, ...] = tuple(quarter_at(index) for index in range(1, 24))
"""2021-Q1 to 2026-Q3."""

REGION_SD, AREA_SD, INDICATOR_SD, WANDER_SD = 0.012, 0.03, 0.07, 0.02
"""How much ordinary regions differ, in whole plans: overall, by area, by indicator, from quarter to quarter."""

_BEST, _WORST = 0.997, 0.003
_UNKNOWN_BASELINE_POINTS = 0.20
_MINIMUM_SPAN_SHARE, _MINIMUM_SPAN_OTHER = 0.05, 0.10


@dataclass(frozen=True, slots=True)
class Plan:
    """Baseline, 2025 and 2030 targets of one indicator, one entry for each subject."""

    baseline: np.ndarray
    target_2025: np.ndarray
    target_2030: np.ndarray

    def at(self, quarter_index: int) -> np.ndarray:
        """The planned path at method.md's t, straight between the three points."""
        first = self.baseline + (self.target_2025 - self.baseline) * quarter_index / 20
        second = self.target_2025 + (self.target_2030 - self.target_2025) * (quarter_index - 20) / 20
        return first if quarter_index <= 20 else second


def subjects_of(catalogue: Catalogue, indicator: Indicator) -> tuple[str, ...]:
    """The subjects that have a figure of their own: the regions, or the country alone."""
    return (NATIONAL,) if indicator.level is Level.NATIONAL else tuple(catalogue.regions)


def planned(catalogue: Catalogue, indicator: Indicator) -> Plan:
    """The plan of one indicator for each of its subjects: targets.csv where it has a row, else the national path."""
    rows = catalogue.targets[catalogue.targets["indicator"] == indicator.code].set_index("subject")
    path = indicator.path
    m2025 = 0.0 if path.target_2025 is None else path.target_2025
    m2030 = m2025 if path.target_2030 is None else path.target_2030
    baseline = _assumed_baseline(indicator, m2025) if path.baseline is None else path.baseline
    columns = []
    for name, fallback in (("baseline", baseline), ("m2025", m2025), ("m2030", m2030)):
        own = rows[name].astype(float)
        columns.append(np.array([_number(own, subject, fallback) for subject in subjects_of(catalogue, indicator)]))
    return Plan(*columns)


def plan_span(indicator: Indicator, plan: Plan) -> np.ndarray:
    """D of method.md 1.3 by subject: the whole planned change, but not less than the policy minimum or half the median."""
    change = np.abs(plan.target_2030 - plan.baseline)
    if indicator.d_min is not None:
        minimum = np.full_like(change, indicator.d_min)
    elif indicator.kind is Kind.PROP:
        minimum = np.full_like(change, _MINIMUM_SPAN_SHARE)
    else:
        minimum = _MINIMUM_SPAN_OTHER * np.abs(plan.baseline)
    return np.maximum(change, np.maximum(minimum, 0.5 * np.median(change)))


def true_levels(catalogue: Catalogue, indicator: Indicator) -> np.ndarray:
    """The true level, subjects x 23 quarters, in the indicator's own unit; shares stay between 0.3 and 99.7 per cent."""
    plan = planned(catalogue, indicator)
    path = np.stack([plan.at(quarter.quarter_index) for quarter in QUARTERS], axis=1)
    sign = -1.0 if indicator.direction is Direction.DOWN else 1.0
    level = path + sign * plan_span(indicator, plan)[:, None] * true_gaps(catalogue, indicator)
    if indicator.kind is Kind.PROP:
        return np.clip(level, _WORST, _BEST)
    if indicator.kind is Kind.MILESTONE:
        return np.clip(level, 0.0, 4.0)
    return np.maximum(level, 0.1 * np.abs(plan.target_2030)[:, None])


def true_gaps(catalogue: Catalogue, indicator: Indicator) -> np.ndarray:
    """The true gap to the path in whole plans, subjects x quarters: character of the region plus the planted courses."""
    subjects = subjects_of(catalogue, indicator)
    gaps = np.stack([_character(subject, indicator) for subject in subjects])
    for course in (course for truth in PLANTED for course in truth.courses):
        if not course.indicators or indicator.code in course.indicators or indicator.area in course.indicators:
            shift = _shifts(course)
            rows = [row for row, subject in enumerate(subjects) if not course.regions or subject in course.regions]
            gaps[rows] += shift
    return gaps


def quarter_column(period: Period) -> int:
    """The column of the true levels that holds for a period: the quarter in which it ends."""
    return period.quarter_index - 1


def _character(subject: str, indicator: Indicator) -> np.ndarray:
    region = generator_for("region", subject).normal(0, REGION_SD)
    area = generator_for("area", subject, indicator.area).normal(0, AREA_SD)
    own = generator_for("indicator", subject, indicator.code)
    steps = own.normal(0, WANDER_SD, len(QUARTERS))
    wander = np.zeros(len(QUARTERS))
    for quarter in range(1, len(QUARTERS)):
        wander[quarter] = 0.8 * wander[quarter - 1] + 0.6 * steps[quarter]
    return region + area + own.normal(0, INDICATOR_SD) + wander


def _shifts(course: Course) -> np.ndarray:
    places = [parse_period(quarter).quarter_index for quarter, _ in course.knots]
    return np.interp([quarter.quarter_index for quarter in QUARTERS], places, [shift for _, shift in course.knots])


def _assumed_baseline(indicator: Indicator, target_2025: float) -> float:
    sign = -1.0 if indicator.direction is Direction.DOWN else 1.0
    return min(1.0, max(0.0, target_2025 - sign * _UNKNOWN_BASELINE_POINTS))


def _number(own: pd.Series, subject: str, fallback: float) -> float:
    value = float(own.get(subject, fallback))
    return fallback if np.isnan(value) else value
