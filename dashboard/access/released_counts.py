"""Which sums of counts of persons may be published to the nearest 5, and which would give a hidden count away (method.md 1.15).

A region's count of four quarters is the sum of counts that are published one by one, and so is the country's of the regions'. Rounding
alone does not keep a hidden count hidden: 20 less 10 less 0 less 0 leaves six or seven. So the sums are looked through in the order of
publication; one beside which a hidden count could no longer be anything from 1 to 7 is withheld. It decides, it hides nothing itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from dashboard.access.sum_audit import Array, Mask, beside_total, is_hidden, keeps_hidden, reach, sum_range, told
from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Indicator, Kind, Level, Measure
from indicators.model.observation import TOTAL
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment

Withheld = frozenset[tuple[str, str]]
"""(subject, indicator): sums that are not published; those of the country under its own code."""
NOTHING: Withheld = frozenset()
Exact = Mapping[tuple[str, str], tuple[float | None, float | None]]
"""Numerator and denominator by (subject, indicator)."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The counts of one indicator: numerator and base (R, T), nan where nothing was filed, and the quarter t (T,) each period ends in."""

    indicator: Indicator
    regions: tuple[str, ...]
    numerator: Array
    base: Array
    quarters: Array


@dataclass(frozen=True, slots=True)
class Known:
    """What everybody knows of one count of an indicator: `most` (R, T+1, T+1) as in `sum_audit`, `hidden` (R, T) counts, and of the
    sums (R,) over the counts start..end-1 of `stretch`, which the country adds up, what they are.
    """

    most: Array
    hidden: Mask
    stretch: tuple[int, int]
    sums: Array


def withheld_sums(assessment: Assessment, catalogue: Catalogue, observations: pd.DataFrame) -> Withheld:
    """The sums of an assessment that may not be published. `observations`: what it was computed from, all quarters up to its own."""
    last = parse_period(assessment.period).quarter_index
    quarters = int(catalogue.number("pool_quarters"))
    exact = _exact_counts(assessment)
    withheld: set[tuple[str, str]] = set()
    for figure in _figures(catalogue, observations, last):
        code = figure.indicator.code
        known, telling = _known(figure, exact), np.zeros(len(figure.regions), dtype=bool)
        if figure.indicator.measure is Measure.FLOW and (figure.quarters > last - quarters).any():
            known, telling = _looked_through(figure, quarters)
        withheld |= {(figure.regions[row], code) for row in np.flatnonzero(telling)}
        totals = exact.get((NATIONAL, code), (None, None))
        if any(total is not None and _tells(total, one) for total, one in zip(totals, known, strict=True)):
            withheld.add((NATIONAL, code))
    return frozenset(withheld)


def _exact_counts(assessment: Assessment) -> Exact:
    """Every pair of counts that the assessment shows; those of departments are the country's."""
    counts = {(one.subject, one.indicator): (one.numerator, one.denominator) for one in assessment.campaign}
    for verdict in (*assessment.regions, *assessment.departments):
        subject = verdict.subject if verdict.kind == "region" else NATIONAL
        counts |= {(subject, one.indicator): (one.numerator, one.denominator) for one in verdict.indicators}
    return counts


def _figures(catalogue: Catalogue, observations: pd.DataFrame, last: int) -> Iterator[Figure]:
    """The counts of persons that regions file, of periods that end by the quarter `last`, in the order of time."""
    regions = tuple(sorted(catalogue.regions))
    kinds = (Kind.PROP, Kind.RATE, Kind.SMR, Kind.MEAN)
    wanted = {
        code for code, item in catalogue.indicators.items() if item.persons and item.level is not Level.NATIONAL and item.kind in kinds
    }
    own = observations[observations["indicator"].isin(wanted) & observations["subject"].isin(regions)]
    own = own[own["breakdown"] == TOTAL]
    for code, frame in own.groupby("indicator", sort=True):
        item = catalogue.indicators[str(code)]
        periods = sorted((parse_period(period) for period in frame["period"].unique()), key=lambda period: period.last_day)
        periods = [period for period in periods if period.quarter_index <= last]
        columns = [period.code for period in periods]
        cells = frame.set_index(["subject", "period"])[["numerator", "denominator"]]
        numerator, base = (cells[name].unstack("period").reindex(index=regions, columns=columns).to_numpy(float) for name in cells)
        if item.kind not in (Kind.PROP, Kind.MEAN):  # the base of a rate is a population, known to everybody
            base = np.full(base.shape, np.nan)
        yield Figure(item, regions, numerator, base, np.array([period.quarter_index for period in periods]))


def _known(figure: Figure, exact: Exact) -> tuple[Known, Known]:
    """What is known where regions' counts are published once for a window: of stocks, running totals and the special action."""
    pairs = [exact.get((region, figure.indicator.code), (None, None)) for region in figure.regions]
    counts = np.array([[side or 0.0 for side in pair] for pair in pairs])
    return _single(counts[:, 0]), _single(counts[:, 1])


def _single(counts: Array) -> Known:
    return Known(reach(counts[:, None]), is_hidden(counts)[:, None], (0, 1), counts)


def _looked_through(figure: Figure, quarters: int) -> tuple[tuple[Known, Known], Mask]:
    """The sums of every window so far, in the order of publication: what is known in the end, and which (R,) of the last are withheld."""
    counts = (figure.numerator, figure.base)
    hidden = tuple(is_hidden(values) for values in counts)
    most = [reach(values) for values in counts]
    stretch, telling, sums = (0, 0), np.zeros(len(figure.regions), dtype=bool), list(counts)
    for quarter in sorted(set(figure.quarters.tolist())):
        inside = np.flatnonzero((figure.quarters > quarter - quarters) & (figure.quarters <= quarter))
        stretch = (int(inside[0]), int(inside[-1]) + 1)
        sums = [np.nansum(values[:, inside], axis=1) for values in counts]
        after = [told(before, stretch, sum_range(total)) for before, total in zip(most, sums, strict=True)]
        telling = ~(keeps_hidden(after[0], hidden[0]) & keeps_hidden(after[1], hidden[1]))
        most = [np.where(telling[:, None, None], old, new) for new, old in zip(after, most, strict=True)]
    known = [Known(*parts) for parts in zip(most, hidden, (stretch, stretch), sums, strict=True)]
    return (known[0], known[1]), telling


def _tells(total: float, known: Known) -> bool:
    """Whether the country's count, to the nearest 5, leaves some hidden count of a region less than its whole range."""
    start, end = known.stretch
    before = (-known.most[:, end, start], known.most[:, start, end])
    after = told(known.most, known.stretch, beside_total(total, before, total - float(known.sums.sum())))
    return not bool(keeps_hidden(after, known.hidden).all())


def telling_totals(observations: pd.DataFrame, indicator: Indicator, regions: frozenset[str]) -> frozenset[str]:
    """Periods whose own total of the country, to the nearest 5, would narrow what is known of a region's count.

    `observations`: those of this indicator. A total that was filed for the country may differ from the sum of the regions.
    """
    totals = observations[observations["breakdown"] == TOTAL]
    telling: set[str] = set()
    for period, frame in totals.groupby("period") if indicator.persons else ():
        country, parts = frame[frame["subject"] == NATIONAL], frame[frame["subject"].isin(regions)]
        filed = [(country[name].dropna(), parts[name].fillna(0.0).to_numpy(float)) for name in ("numerator", "denominator")]
        if any(len(total) and _tells(float(total.iloc[0]), _single(counts)) for total, counts in filed):
            telling.add(str(period))
    return frozenset(telling)
