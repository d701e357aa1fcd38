"""Baselines and targets by subject, and the whole planned change D that every gap is measured in (method.md 1.1, 1.3)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Direction, Indicator, Kind, SourceStatus
from indicators.model.subject import NATIONAL

LEVELS = 4.0


@dataclass(frozen=True, slots=True)
class Targets:
    """(U, I) arrays in the indicator's own unit (milestones in levels 0-4).

    `change`: D of method.md 1.3, never 0. `error_sd`: standard error of figures without sampling. `national_path`: the subject has no
    targets of its own. `illustrative`: baseline or targets are design proposals. `known`: (I,) whether there is a path at all.
    `maintained`: path is flat (target 2030 = baseline).
    """

    baseline: Array
    target_2025: Array
    target_2030: Array
    change: Array
    error_sd: Array
    national_path: Mask
    illustrative: Mask
    maintained: Mask
    known: Mask


def target_arrays(catalogue: Catalogue, indicators: Sequence[Indicator], subjects: Sequence[str]) -> Targets:
    """The targets of these subjects: their own rows of targets.csv, else the national path (method.md 1.1)."""
    distance = catalogue.number("baseline_distance")
    national = [_national_path(item, distance) for item in indicators]
    shape = (len(subjects), len(indicators))
    values = np.broadcast_to(np.array([path for path, _ in national], dtype=float).reshape(len(indicators), 3), (*shape, 3)).copy()
    illustrative = np.broadcast_to(np.array([flag for _, flag in national], dtype=bool), shape).copy()
    own = np.zeros(shape, dtype=bool)
    rows = {code: index for index, code in enumerate(subjects)}
    columns = {item.code: index for index, item in enumerate(indicators)}
    for row in catalogue.targets.itertuples(index=False):
        if row.subject in rows and row.indicator in columns:
            place = (rows[str(row.subject)], columns[str(row.indicator)])
            given = np.array([row.baseline, row.m2025, row.m2030], dtype=float)
            values[place] = np.where(np.isnan(given), values[place], given)
            illustrative[place] = getattr(row, "source_status", SourceStatus.SOURCED) == SourceStatus.ILLUSTRATIVE
            own[place] = True
    baseline, target_2025, target_2030 = _to_levels(values, indicators)
    own[subjects.index(NATIONAL)] = True
    change = whole_change(
        np.abs(target_2030 - baseline), _least_change(catalogue, indicators, baseline, target_2030), len(subjects) - 1, catalogue
    )
    return Targets(
        baseline=baseline,
        target_2025=target_2025,
        target_2030=target_2030,
        change=change,
        error_sd=_error_sd(catalogue, indicators, change),
        national_path=~own,
        illustrative=illustrative,
        maintained=target_2030 == baseline,
        known=np.asarray(~np.isnan(baseline + target_2025 + target_2030).any(axis=0), dtype=bool),
    )


def whole_change(planned: Array, least: Array, regions: int, catalogue: Catalogue) -> Array:
    """D = max(|m30 - b|, D_min), D_min = max(policy minimum, half the regions' median of |m30 - b|); (U, I). method.md 1.3."""
    spread = planned[:regions] if regions else planned
    median = np.median(spread, axis=0) * catalogue.number("d_min_median_share")
    return np.maximum(planned, np.maximum(least, median))


def _least_change(catalogue: Catalogue, indicators: Sequence[Indicator], baseline: Array, target: Array) -> Array:
    """(I,) the policy minimum: the indicator's own, else 0.05 for proportions, else 10 % of the national baseline (or target)."""
    least = np.array([np.nan if item.d_min is None else item.d_min for item in indicators], dtype=float)
    proportion = np.array([item.kind is Kind.PROP for item in indicators], dtype=bool)
    size = np.where(baseline[-1] == 0, np.abs(target[-1]), np.abs(baseline[-1]))
    share = np.where(size == 0, 1.0, size) * catalogue.number("d_min_share")
    return np.where(np.isnan(least), np.where(proportion, catalogue.number("d_min_prop"), share), least)


def _error_sd(catalogue: Catalogue, indicators: Sequence[Indicator], change: Array) -> Array:
    """(U, I) standard error of figures that are not sampled: meas_sd, else a share of D; 0.02 of the scale for milestones (1.2)."""
    own = np.array([np.nan if item.meas_sd is None else item.meas_sd for item in indicators], dtype=float)
    milestone = np.array([item.kind is Kind.MILESTONE for item in indicators], dtype=bool)
    default = np.where(milestone, catalogue.number("milestone_sd") * LEVELS, catalogue.number("admin_sd_share") * change)
    return np.where(np.isnan(own), default, own)


def _national_path(indicator: Indicator, distance: float) -> tuple[tuple[float, float, float], bool]:
    """Baseline, 2025 and 2030 of the country, and whether any of it is illustrative; nan where nothing is set."""
    path = indicator.path
    illustrative = SourceStatus.ILLUSTRATIVE in (path.baseline_status, path.target_status)
    first = path.target_2025 if path.target_2025 is not None else path.target_2030
    last = path.target_2030 if path.target_2030 is not None else path.target_2025
    if indicator.direction is Direction.BAND and first is None and indicator.band_low is not None:
        return (indicator.band_low, indicator.band_low, indicator.band_low), illustrative
    if first is None or last is None:
        return (np.nan, np.nan, np.nan), illustrative
    if path.baseline is not None:
        return (path.baseline, first, last), illustrative
    return (_illustrative_baseline(indicator, first, distance), first, last), True


def _illustrative_baseline(indicator: Indicator, target: float, distance: float) -> float:
    """20 points short of the 2025 target for a share, 20 % of it otherwise, inside the range (method.md 1.1)."""
    worse = -1.0 if indicator.direction is not Direction.DOWN else 1.0
    if indicator.kind is Kind.PROP:
        return min(1.0, max(0.0, target + worse * distance))
    if indicator.kind is Kind.MILESTONE:
        return max(0.0, target + worse * distance * LEVELS)
    return target + worse * distance * abs(target)


def _to_levels(values: Array, indicators: Sequence[Indicator]) -> tuple[Array, Array, Array]:
    """Paths of milestones given as shares 0-1 are brought to the levels 0-4 of their values."""
    milestone = np.array([item.kind is Kind.MILESTONE for item in indicators], dtype=bool)
    with np.errstate(invalid="ignore"):
        as_share = milestone & ~(values > 1).any(axis=(0, 2))
    scaled = np.where(as_share[None, :, None], values * LEVELS, values)
    return scaled[..., 0], scaled[..., 1], scaled[..., 2]
