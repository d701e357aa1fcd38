"""The months of the special action, March to December 2024: lists worked off month by month, rates by month, running counts."""

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.area import Area
from indicators.model.indicator import Indicator, Kind, Measure
from indicators.model.period import Period, parse_period
from sample_data.counts import Figures, counted, observation_frame
from sample_data.planted import Planted, planted_kind
from sample_data.scale import Scale, draw_denominators, generator_for, region_shares
from sample_data.truth import subjects_of

MONTHS: tuple[Period, ...] = tuple(parse_period(f"2024-{month:02d}") for month in range(3, 13))

_WORKED_OFF = np.array([0.05, 0.14, 0.27, 0.40, 0.52, 0.64, 0.75, 0.85, 0.94, 1.00])
"""Share of the final result reached at the end of each month."""
_LIST_KNOWN = np.array([0.86, 0.93, 1.00, 1.00, 1.00, 1.00, 1.00, 1.00, 1.00, 1.00])
"""Share of the list that was on it: lists were frozen on 31 May 2024."""
_RESULT_OVER_TARGET = {"C1-01": 0.002, "C1-05": -0.03}
"""How far beyond its target each indicator really ended; the others by 0.014."""
_RESULT_SD = 0.008
_BEHIND = -0.10
_COUNTS_A_MONTH = {"persons": 190.0, "number": 26.0}


def draw_special_action(scale: Scale) -> pd.DataFrame:
    """Every figure of the special action's ten rounds: columns OBSERVATION_COLUMNS, ordered by indicator, month, region."""
    special = [indicator for indicator in scale.catalogue.indicators.values() if indicator.area == Area.SPECIAL_ACTION]
    return observation_frame([(indicator, month, figures) for indicator in special for month, figures in _draw_indicator(scale, indicator)])


def _draw_indicator(scale: Scale, indicator: Indicator) -> list[tuple[Period, Figures]]:
    numbers = _draw_months(scale, indicator)
    months = enumerate(MONTHS)
    return [(month, counted(scale.catalogue, indicator, {name: figures[:, i] for name, figures in numbers.items()})) for i, month in months]


def _draw_months(scale: Scale, indicator: Indicator) -> dict[str, np.ndarray]:
    """numerator and denominator, or value: subjects x months."""
    if indicator.kind is Kind.CONTEXT:
        return {"value": _draw_running_count(scale.catalogue, indicator)}
    numerator, denominator = _draw_list(scale, indicator) if _is_list(indicator) else _draw_rate(scale, indicator)
    return {"numerator": numerator, "denominator": denominator}


def _is_list(indicator: Indicator) -> bool:
    return indicator.measure in (Measure.STOCK, Measure.CUMULATIVE)


def _final_levels(catalogue: Catalogue, indicator: Indicator) -> np.ndarray:
    target = indicator.path.target_2025 or 0.9
    subjects = subjects_of(catalogue, indicator)
    beyond = _RESULT_OVER_TARGET.get(indicator.code, 0.014)
    level = target + beyond + generator_for("special", indicator.code).normal(0, _RESULT_SD, len(subjects))
    level[[subject == planted_kind(Planted.FAR_BEHIND).subject for subject in subjects]] += _BEHIND
    return np.clip(level, 0.01, 0.999 if target < 1 else 1.0)


def _draw_list(scale: Scale, indicator: Indicator) -> tuple[np.ndarray, np.ndarray]:
    """A list and what of it is done to date; neither ever falls."""
    size = draw_denominators(scale, indicator, MONTHS[-1])
    listed = np.round(size[:, None] * (_LIST_KNOWN if _grows(indicator) else np.ones(len(MONTHS)))[None, :])
    final = np.round(size * _final_levels(scale.catalogue, indicator))
    pace = _WORKED_OFF if indicator.deadline is None or indicator.deadline.month > 4 else np.array([0.6] + [1.0] * (len(MONTHS) - 1))
    done = np.minimum(np.round(final[:, None] * pace[None, :]), listed)
    return np.maximum.accumulate(done, axis=1), listed


def _grows(indicator: Indicator) -> bool:
    return indicator.code in ("C1-02", "C1-03", "C1-08")


def _draw_rate(scale: Scale, indicator: Indicator) -> tuple[np.ndarray, np.ndarray]:
    """A rate of each month's own cases."""
    denominator = np.stack([draw_denominators(scale, indicator, month) for month in MONTHS], axis=1)
    level = _final_levels(scale.catalogue, indicator)[:, None]
    return generator_for("special-rate", indicator.code).binomial(denominator, level), denominator


def _draw_running_count(catalogue: Catalogue, indicator: Indicator) -> np.ndarray:
    monthly = _COUNTS_A_MONTH.get(indicator.unit, 26.0) * region_shares(catalogue)[:, None] * np.ones(len(MONTHS))
    found = generator_for("special-count", indicator.code).poisson(monthly)
    return np.cumsum(found, axis=1) if indicator.measure is Measure.CUMULATIVE else found
