"""What is reported about the truth: numbers of cases drawn at the real scale, nils where there was nothing to count, cells withheld.

Draws the figures of the plan's rounds; the special action's months are in special_action.py. Nothing is judged here.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.area import Area
from indicators.model.indicator import Indicator, Kind, Level, Measure
from indicators.model.observation import OBSERVATION_COLUMNS, TOTAL, CellStatus
from indicators.model.period import Period, parse_period, periods_ending_in
from indicators.model.subject import NATIONAL
from sample_data.planted import WITHHELD, WITHHELD_SINCE, Planted, planted_kind
from sample_data.scale import Scale, draw_denominators, generator_for, region_shares
from sample_data.truth import QUARTERS, quarter_column, subjects_of, true_levels

WITHHELD_REASON = "系统升级，数据暂无法提供（样例）"
SPREAD_OF_ONE = {"days": 6.0, "score": 17.0}
"""Standard deviation of a single case or respondent, by unit, for means."""
COUNT_A_PERIOD = {"persons": 5.0, "items": 26.0 * 32}
"""Raw counts of the whole country in one period, by unit."""
PUBLISHED_BEFORE_2021 = 4180
"""Children published on the Reunion platform from May 2016 to the end of 2020 (4,863 to September 2021 were reported)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one indicator in one period, one entry for each subject; nan where there is none."""

    subjects: tuple[str, ...]
    numerator: np.ndarray
    denominator: np.ndarray
    value: np.ndarray
    se: np.ndarray
    status: np.ndarray
    note: np.ndarray


def draw_rounds(scale: Scale) -> pd.DataFrame:
    """Every figure of the 23 quarterly rounds: columns OBSERVATION_COLUMNS, ordered by indicator, period, region."""
    plan = [indicator for indicator in scale.catalogue.indicators.values() if indicator.area != Area.SPECIAL_ACTION]
    drawn = [(indicator, period, figures) for indicator in plan for period, figures in _draw_indicator(scale, indicator)]
    return observation_frame(drawn)


def observation_frame(drawn: list[tuple[Indicator, Period, Figures]]) -> pd.DataFrame:
    """The figures of many indicators and periods as one frame with OBSERVATION_COLUMNS; places are left empty."""
    rows = {column: np.concatenate([getattr(figures, column) for _, _, figures in drawn]) for column in ("numerator", "denominator")}
    rows |= {column: np.concatenate([getattr(figures, column) for _, _, figures in drawn]) for column in ("value", "se", "status", "note")}
    lengths = [len(figures.subjects) for _, _, figures in drawn]
    rows["indicator"] = np.repeat(np.array([indicator.code for indicator, _, _ in drawn], dtype=object), lengths)
    rows["period"] = np.repeat(np.array([period.code for _, period, _ in drawn], dtype=object), lengths)
    rows["subject"] = np.array([subject for _, _, figures in drawn for subject in figures.subjects], dtype=object)
    frame = pd.DataFrame(rows).assign(breakdown=TOTAL, sheet="", cell="", denominator_cell="")
    return frame[list(OBSERVATION_COLUMNS)]


def counted(catalogue: Catalogue, indicator: Indicator, numbers: dict[str, np.ndarray]) -> Figures:
    """Figures from their numbers, with the status set: nil where there was nothing to count, not applicable where registered."""
    subjects = subjects_of(catalogue, indicator)
    empty = np.full(len(subjects), np.nan)
    columns = {name: numbers.get(name, empty).astype(float) for name in ("numerator", "denominator", "value", "se")}
    status = np.full(len(subjects), str(CellStatus.REPORTED), dtype=object)
    nil = columns["denominator"] == 0
    status[nil] = str(CellStatus.CONFIRMED_NIL)
    kept = {name: np.where(nil, np.nan, numbers_of) for name, numbers_of in columns.items()}
    figures = Figures(subjects, **kept, status=status, note=np.full(len(subjects), "", dtype=object))
    registered = np.array([(indicator.code, subject) in catalogue.not_applicable for subject in subjects])
    return blanked(figures, registered, CellStatus.NOT_APPLICABLE, "")


def blanked(figures: Figures, rows: np.ndarray, status: CellStatus, note: str) -> Figures:
    """The figures with some subjects' numbers removed and the reason written beside them."""
    kept = {name: np.where(rows, np.nan, getattr(figures, name)) for name in ("numerator", "denominator", "value", "se")}
    state, words = np.where(rows, str(status), figures.status), np.where(rows, note, figures.note).astype(object)
    return Figures(figures.subjects, **kept, status=state, note=words)


def _draw_indicator(scale: Scale, indicator: Indicator) -> list[tuple[Period, Figures]]:
    levels = true_levels(scale.catalogue, indicator)
    running = _opening(scale, indicator, levels) if indicator.measure is Measure.CUMULATIVE else {}
    drawn = []
    for quarter in QUARTERS:
        for period in periods_ending_in(quarter, indicator.frequency):
            numbers = _draw_numbers(scale, indicator, period, levels)
            if running:
                numbers = running = {name: running[name] + figures for name, figures in numbers.items()}
            figures = _withhold(indicator, period, counted(scale.catalogue, indicator, numbers))
            drawn.append((period, _with_country(figures, indicator.maximum) if indicator.level is Level.BOTH else figures))
    return drawn


def _opening(scale: Scale, indicator: Indicator, levels: np.ndarray) -> dict[str, np.ndarray]:
    """What a cumulative series had counted before 2021."""
    denominator = np.round(PUBLISHED_BEFORE_2021 * _share(scale, levels, 1.0)).astype(int)
    return {"denominator": denominator, "numerator": np.round(denominator * levels[:, 0]).astype(int)}


def _draw_numbers(scale: Scale, indicator: Indicator, period: Period, levels: np.ndarray) -> dict[str, np.ndarray]:
    random = generator_for("reported", indicator.code, period.code)
    column = quarter_column(period)
    level = levels[:, column]
    if indicator.kind in (Kind.PROP, Kind.RATE, Kind.SMR):
        denominator = draw_denominators(scale, indicator, period)
        return {"denominator": denominator, "numerator": _draw_numerator(indicator, denominator, level, random)}
    if indicator.kind is Kind.MEAN:
        n = draw_denominators(scale, indicator, period)
        se = SPREAD_OF_ONE.get(indicator.unit, 1.0) / np.sqrt(np.maximum(n, 1))
        return {"denominator": n, "value": np.round(np.maximum(0.5, random.normal(level, se)), 1), "se": np.round(se, 3)}
    if indicator.kind is Kind.MILESTONE:
        return {"value": _milestones(indicator, levels[:, : column + 1])}
    if indicator.kind is Kind.ADMIN:
        return {"value": np.round(level, 4)}
    if indicator.measure is Measure.STOCK:
        return {"value": np.full(len(level), 15 + period.quarter_index // 3)}
    return {"value": random.poisson(COUNT_A_PERIOD.get(indicator.unit, 100.0) * _share(scale, levels, 0.3))}


def _share(scale: Scale, levels: np.ndarray, exponent: float) -> np.ndarray:
    return region_shares(scale.catalogue, exponent) if len(levels) > 1 else np.ones(1)


def _draw_numerator(indicator: Indicator, denominator: np.ndarray, level: np.ndarray, random: np.random.Generator) -> np.ndarray:
    if indicator.kind is Kind.PROP:
        return random.binomial(denominator, level)
    return random.poisson(np.maximum(level, 0) * denominator)


def _milestones(indicator: Indicator, levels: np.ndarray) -> np.ndarray:
    """Levels 0-4 from the true course so far; what was reached stays. Yes/no ones are 0 until the region's own turn comes, then 4."""
    reached = levels.max(axis=1) / 4
    turn = generator_for("milestone", indicator.code).permutation(len(reached))
    threshold = (turn + 0.5) / len(reached)
    return np.where(reached >= threshold, 4.0, 0.0) if indicator.unit == "yes_no" else np.floor(4 * reached + threshold).clip(0, 4)


def _with_country(figures: Figures, maximum: float) -> Figures:
    """Adds the country's own row, the sum of the regions, where no region's figure is unavailable and the sum fits a cell."""
    if (figures.status == CellStatus.NOT_AVAILABLE).any() or np.nansum(figures.denominator) > maximum:
        return figures
    sums = {name: np.append(getattr(figures, name), _sum(getattr(figures, name))) for name in ("numerator", "denominator", "value")}
    empty = all(np.isnan(numbers[-1]) for numbers in sums.values())
    status = np.append(figures.status, str(CellStatus.CONFIRMED_NIL if empty else CellStatus.REPORTED))
    return Figures((*figures.subjects, NATIONAL), **sums, se=np.append(figures.se, np.nan), status=status, note=np.append(figures.note, ""))


def _sum(numbers: np.ndarray) -> float:
    return float(np.nan) if np.isnan(numbers).all() else float(np.nansum(numbers))


def _withhold(indicator: Indicator, period: Period, figures: Figures) -> Figures:
    if indicator.code not in WITHHELD or period.quarter_index < parse_period(WITHHELD_SINCE).quarter_index:
        return figures
    region = planted_kind(Planted.WITHHOLDS).subject
    hidden = np.array([subject == region for subject in figures.subjects])
    return blanked(figures, hidden, CellStatus.NOT_AVAILABLE, WITHHELD_REASON)
