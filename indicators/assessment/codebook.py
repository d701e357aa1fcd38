"""The catalogue as arrays: one column per indicator, one row per subject, the country last. Reads no observation.

The special action is not in it: it has its own clock (campaign.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.levels import Levels, Nesting, nest
from indicators.assessment.targets import Targets, target_arrays
from indicators.catalogue.catalogue import Catalogue
from indicators.model.area import Area
from indicators.model.indicator import Direction, Frequency, Indicator, Kind, Level, Measure, Use
from indicators.model.subject import NATIONAL

MONTHS = {Frequency.MONTH: 1, Frequency.QUARTER: 3, Frequency.HALF_YEAR: 6, Frequency.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Codebook:
    """Indicators as columns (I), subjects as rows (U; the last is the country, "00").

    `area`: (I,) index into `areas`, -1 for an indicator outside every score. `areas`: those of the overall score, then the safeguards.
    `area_weights`: (A,), 0 for the safeguards. `sign`: +1 up, -1 down, 0 band or context. `months`: length of one period.
    `regional`, `national`: (I,) whether it scores regions, departments. `applicable`: (U, I). `targets`: paths by subject.
    `nesting`: groups of the subjects but the country.
    """

    subjects: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    areas: tuple[str, ...]
    area_weights: Array
    area: Whole
    weight: Array
    sign: Array
    band_low: Array
    band_high: Array
    fraction: Mask
    proportion: Mask
    mean: Mask
    count: Mask
    stock: Mask
    cumulative: Mask
    months: Whole
    n_min: Array
    required: Mask
    regional: Mask
    national: Mask
    applicable: Mask
    targets: Targets
    nesting: Nesting = field(default_factory=Nesting)

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(indicator.code for indicator in self.indicators)


def make_codebook(catalogue: Catalogue, regions: Sequence[str], levels: Levels | None = None) -> Codebook:
    """The codebook of all indicators outside the special action for these regions (sorted) and the country.

    Indicators are sorted by code, so that sums never depend on the order in which anything was given (method.md P6, P13).
    """
    indicators = tuple(
        sorted((item for item in catalogue.indicators.values() if item.area != Area.SPECIAL_ACTION), key=lambda item: item.code)
    )
    subjects = (*sorted(regions), NATIONAL)
    areas = (*sorted(catalogue.area_weights), str(catalogue.rule("safeguard_area")))
    targets = target_arrays(catalogue, indicators, subjects)
    scored = np.array([_is_scored(item, areas) for item in indicators], dtype=bool) & targets.known
    return Codebook(
        subjects=subjects,
        indicators=indicators,
        areas=areas,
        area_weights=np.array([catalogue.area_weights.get(area, 0.0) for area in areas]),
        area=np.array([areas.index(item.area) if fit else -1 for item, fit in zip(indicators, scored, strict=True)], dtype=np.int64),
        weight=np.array([item.weight for item in indicators], dtype=float),
        sign=np.array([{Direction.UP: 1.0, Direction.DOWN: -1.0}.get(item.direction, 0.0) for item in indicators]),
        band_low=np.array([_or_nan(item.band_low) for item in indicators]),
        band_high=np.array([_or_nan(item.band_high) for item in indicators]),
        fraction=np.array([item.kind in (Kind.PROP, Kind.RATE, Kind.SMR) for item in indicators], dtype=bool),
        proportion=np.array([item.kind is Kind.PROP for item in indicators], dtype=bool),
        mean=np.array([item.kind is Kind.MEAN for item in indicators], dtype=bool),
        count=np.array([item.kind is Kind.CONTEXT for item in indicators], dtype=bool),
        stock=np.array([item.measure is Measure.STOCK or item.kind is Kind.MILESTONE for item in indicators], dtype=bool),
        cumulative=np.array([item.measure is Measure.CUMULATIVE for item in indicators], dtype=bool),
        months=np.array([MONTHS[item.frequency] for item in indicators], dtype=np.int64),
        n_min=np.array([item.n_min for item in indicators], dtype=float),
        required=np.array([item.required for item in indicators], dtype=bool),
        regional=scored & np.array([item.level is not Level.NATIONAL for item in indicators], dtype=bool),
        national=scored,
        applicable=_applicable(catalogue, indicators, subjects),
        targets=targets,
        nesting=nest(subjects[:-1], levels),
    )


def _is_scored(indicator: Indicator, areas: Sequence[str]) -> bool:
    counted = indicator.use is Use.SCORE and indicator.area in areas
    return counted and indicator.kind is not Kind.CONTEXT and indicator.direction is not Direction.CONTEXT


def _applicable(catalogue: Catalogue, indicators: Sequence[Indicator], subjects: Sequence[str]) -> Mask:
    """(U, I): a national indicator never applies to a region; registered exceptions are the only others (method.md 1.4.1)."""
    return np.array(
        [
            [
                (subject == NATIONAL or item.level is not Level.NATIONAL) and (item.code, subject) not in catalogue.not_applicable
                for item in indicators
            ]
            for subject in subjects
        ],
        dtype=bool,
    ).reshape(len(subjects), len(indicators))


def _or_nan(x: float | None) -> float:
    return np.nan if x is None else x
