"""A figure against its own past: year-on-year jumps (V-14, V-15), unit slips (V-16), revisions of accepted figures (V-23).

One question for each figure, that of the most telling rule. Missing-value strategy: skip where there is nothing to compare with.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import Field, decimals_of
from indicators.intake.rules.blame import figure_problem
from indicators.intake.rules.prediction import Background, Prediction, background_of, predict
from indicators.intake.rules.timeline import FIGURES, Timeline
from indicators.model.indicator import Kind, Measure
from indicators.model.observation import TOTAL
from indicators.model.submission import Problem

RANGE, CHANGE, LARGE, UNIT, REVISED = "jump_outside_range", "jump_year_on_year", "jump_large", "unit_slip", "revision_large"


class Judged(IntEnum):
    """What a figure is, as far as jumps go: nothing, any number, a count that lasts, one that adds up, one that occurs anew."""

    NOT = 0
    REVISION_ONLY = 1
    NUMBER = 2
    CUMULATIVE = 3
    STOCK = 4
    FLOW = 5


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the same figures stand: the period before, as accepted before, and in the same part of earlier years."""

    last: np.ndarray
    accepted: np.ndarray
    years: tuple[np.ndarray, ...]


@dataclass(frozen=True, slots=True)
class _Past:
    """The figures of one field with their past. `years`: the same part of each earlier year, the latest first; nan where not known."""

    field: str
    now: np.ndarray
    judged: np.ndarray
    last: np.ndarray
    accepted: np.ndarray
    years: np.ndarray
    background: Background

    @property
    def reference(self) -> np.ndarray:
        """What a change is measured from: the year before; for what adds up, and where no year before is known, the period before."""
        return np.where((self.judged == Judged.CUMULATIVE) | np.isnan(self.years[0]), self.last, self.years[0])


def check_jumps(line: Timeline) -> list[Problem]:
    """V-14, V-15, V-16 and V-23 of every figure; a numerator that only follows its denominator is not asked about."""
    if line.alone:
        return []
    wanted = int(line.catalogue.limits("V-14")["years"])
    places = {back: line.places_years_back(back) for back in range(1, wanted + 1)}
    found_at = _Places(line.places_back(1), line.places_accepted(), tuple(places.values()))
    pasts = {field: _past(line, field, found_at) for field in FIGURES}
    found = {field: _codes(line.catalogue, past) for field, past in pasts.items()}
    found["numerator"] = _without_followers(line.catalogue, pasts, found)
    return [one for field in FIGURES for one in _problems(line, pasts[field], found[field])]


def _past(line: Timeline, field: str, places: _Places) -> _Past:
    years = np.stack([line.all_figures.take(place, field) for place in places.years])
    judged = _judged(line, field)
    groups = line.labels["indicator"].at
    flows = judged == Judged.FLOW
    count, prior = len(line.labels["indicator"].names), line.catalogue.limits("V-14")["prior"]
    background = background_of(years[:, flows], groups[flows], count, prior).of(groups)
    last, accepted = line.all_figures.take(places.last, field), line.before.take(places.accepted, field)
    return _Past(field, line.figures(field), judged, last, accepted, years, background)


def _judged(line: Timeline, field: str) -> np.ndarray:
    """What each figure is; nothing where there is none."""
    indicators = line.labels["indicator"]
    kinds = np.array([_judged_as(line.catalogue, code, field) for code in indicators.names] or [Judged.NOT], dtype="int8")[indicators.at]
    parts = ~line.labels["breakdown"].among((TOTAL,))
    return np.where(np.isnan(line.figures(field)), Judged.NOT, np.where(parts, Judged.REVISION_ONLY, kinds))


def _judged_as(catalogue: Catalogue, code: str, field: str) -> Judged:
    series, indicator = catalogue.series.get(code), catalogue.indicators.get(code)
    if indicator is None:
        measure = series.measure if series is not None else Measure.STOCK
        counted = series is not None
    elif indicator.kind is Kind.MILESTONE:
        return Judged.REVISION_ONLY
    else:
        measure = indicator.measure
        sized = field == Field.DENOMINATOR and indicator.kind in (Kind.MEAN, Kind.RATE, Kind.SMR)
        counted = not sized and decimals_of(indicator, Field(field)) == 0
    if measure == Measure.CUMULATIVE:
        return Judged.CUMULATIVE
    if not counted:
        return Judged.NUMBER
    return Judged.FLOW if measure == Measure.FLOW else Judged.STOCK


def _codes(catalogue: Catalogue, past: _Past) -> np.ndarray:
    """The code asked with, for each figure; "" for none. A later line overrides an earlier one."""
    codes = np.full(len(past.now), "", dtype=object)
    with np.errstate(invalid="ignore", divide="ignore"):
        codes[_is_change(catalogue.limits("V-14"), past)] = CHANGE
        codes[_is_outside(catalogue.limits("V-14"), past)] = RANGE
        codes[_is_large(catalogue.limits("V-15"), past)] = LARGE
        codes[_is_revised(catalogue.limits("V-23"), past)] = REVISED
        codes[_is_unit_slip(catalogue.limits("V-16"), past)] = UNIT
    return codes


def _is_outside(limits: Mapping[str, float], past: _Past) -> np.ndarray:
    """Outside the prediction interval of the same part of the years before, for counts that occur anew."""
    rows = np.flatnonzero((past.judged == Judged.FLOW) & ~np.isnan(past.now) & (np.sum(~np.isnan(past.years), axis=0) > 0))
    outside = np.zeros(len(past.now), dtype=bool)
    if len(rows):
        prediction = predict(past.years[:, rows], past.background.of(rows))
        doubtful = np.flatnonzero(~prediction.is_near(past.now[rows]))
        rows, prediction = rows[doubtful], prediction.those(doubtful)
        outside[rows] = prediction.tail(past.now[rows]) < (1.0 - limits["level"]) / 2.0
    return outside


def _is_change(limits: Mapping[str, float], past: _Past) -> np.ndarray:
    """More than the share and the absolute change since the year before, for counts that last, and more than chance alone makes of them.

    They move along their path, so that earlier years give no interval. Counts that occur anew have theirs: by the share alone one sound
    count of 20 in ten would be asked about.
    """
    change = np.abs(past.now - past.years[0])
    far = (change >= limits["change"]) & (change > limits["share"] * past.years[0]) & (past.judged == Judged.STOCK)
    rows = np.flatnonzero(far)
    still = np.zeros(len(rows))
    chance = predict(past.years[:1, rows], Background(still, still, still)).tail(past.now[rows])
    far[rows] = chance < (1.0 - limits["level"]) / 2.0
    return far


def _is_large(limits: Mapping[str, float], past: _Past) -> np.ndarray:
    before = past.reference
    change = np.abs(past.now - before)
    return (change >= limits["change"]) & (change > limits["share"] * before) & (past.judged >= Judged.NUMBER)


def _is_unit_slip(limits: Mapping[str, float], past: _Past) -> np.ndarray:
    return (factors_of(limits, past.now, _before(past)) > 0) & (past.judged >= Judged.NUMBER)


def factors_of(limits: Mapping[str, float], now: np.ndarray, before: np.ndarray) -> np.ndarray:
    """The factor (100, 1,000 or 10,000) that the ratio of two figures, or its inverse, is close to; 0 where it is close to none."""
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = np.where((now > 0) & (before > 0), np.maximum(now, before) / np.minimum(now, before), np.nan)
        found = np.zeros(len(now))
        for name in ("hundred", "thousand", "ten_thousand"):
            found = np.where(np.abs(ratio / limits[name] - 1.0) <= limits["share"], limits[name], found)
    return found


def _is_revised(limits: Mapping[str, float], past: _Past) -> np.ndarray:
    return (np.abs(past.now - past.accepted) > limits["share"] * np.abs(past.accepted)) & (past.judged > Judged.NOT)


def _before(past: _Past) -> np.ndarray:
    return np.where(np.isnan(past.last), past.years[0], past.last)


def _without_followers(catalogue: Catalogue, pasts: Mapping[str, _Past], found: Mapping[str, np.ndarray]) -> np.ndarray:
    """The numerators' codes without those that moved with a denominator which is asked about: one cause, one question."""
    numerators, jumps = found["numerator"].copy(), (RANGE, CHANGE, LARGE)
    both = np.flatnonzero(np.isin(numerators, jumps) & np.isin(found["denominator"], jumps))
    if not len(both):
        return numerators
    over, under = pasts["numerator"], pasts["denominator"]
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.nansum(over.years[:, both], axis=0) / np.nansum(under.years[:, both], axis=0)
        expected = share * under.now[both] + 0.5
        variance = 2.0 * (expected + over.background.spread[both] * expected**2)
        tail = Prediction(expected, expected**2 / (variance - expected)).tail(over.now[both])
    level = catalogue.limits("V-14")["level"]
    numerators[both[tail >= (1.0 - level) / 2.0]] = ""
    return numerators


def _problems(line: Timeline, past: _Past, codes: np.ndarray) -> Iterator[Problem]:
    rows = np.flatnonzero(codes != "")
    if not len(rows):
        return
    factors = factors_of(line.catalogue.limits("V-16"), past.now, _before(past))
    for place, row in zip(rows, line.frame.iloc[rows].itertuples(), strict=True):
        yield figure_problem(row, past.field, codes[place], _facts(past, int(place), codes[place], float(factors[place])))


def _facts(past: _Past, place: int, code: str, factor: float) -> dict[str, object]:
    match code:
        case "jump_outside_range":
            years = past.years[:, place]
            return {"past": [float(figure) for figure in years if not np.isnan(figure)]}
        case "unit_slip":
            return {"before": float(_before(past)[place]), "factor": factor}
        case "revision_large":
            return {"before": float(past.accepted[place]), "second": True}
        case "jump_large":
            return {"before": float(past.reference[place]), "second": True}
    return {"before": float(past.years[0][place])}
