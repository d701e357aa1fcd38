"""Which reported figures each relation needs for a round: one row for each term and period, from the catalogue alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Frequency, Measure
from indicators.model.period import Period, parse_period
from indicators.model.relation import Relation, Term

PLAN_COLUMNS = ("relation", "at", "term", "side", "part", "factor", "by_region", "needed", "indicator", "breakdown", "period")
"""relation: its id; at: the relation's period; side: left or right; needed: how many periods of the term, 0 if any will do."""

_MONTHS_A_YEAR = 12


@dataclass(frozen=True, slots=True)
class Needed:
    """What must be loaded to judge relations: codes of indicators and series, and periods."""

    codes: frozenset[str]
    periods: frozenset[str]


def plan_terms(catalogue: Catalogue, relations: Iterable[Relation], round: str) -> pd.DataFrame:
    """PLAN_COLUMNS for every relation in the periods that a round touches (also those that look back at it)."""
    collected = parse_period(round)
    rows = [row for relation in relations for row in _rows(catalogue, relation, collected)]
    return pd.DataFrame(rows, columns=list(PLAN_COLUMNS))


def needed_figures(plan: pd.DataFrame) -> Needed:
    """What a plan asks for."""
    return Needed(frozenset(plan["indicator"]), frozenset(plan["period"]))


def figures_needed(catalogue: Catalogue, relations: Iterable[Relation], round: str) -> Needed:
    """What must be known to judge relations in a round."""
    return needed_figures(plan_terms(catalogue, relations, round))


def departments_of(catalogue: Catalogue, relation: Relation) -> tuple[str, ...]:
    """The departments that file the terms of a relation, each once, left side first."""
    return tuple(dict.fromkeys(lead_of(catalogue, term.code) for term in relation.terms))


def lead_of(catalogue: Catalogue, code: str) -> str:
    """The department that files an indicator or a series."""
    return catalogue.indicators[code].lead if code in catalogue.indicators else catalogue.series[code].lead


def periods_touched(relation: Relation, collected: Period) -> tuple[Period, ...]:
    """The relation's periods that overlap a round, and later ones as far as a term looks back."""
    probe = Period(collected.year, 1, relation.frequency)
    overlapping = [probe.shifted(step) for step in range(_MONTHS_A_YEAR // probe.months)]
    overlapping = [one for one in overlapping if one.first_day <= collected.last_day and collected.first_day <= one.last_day]
    ahead = max(term.lag for term in relation.terms)
    return (*overlapping, *(overlapping[-1].shifted(step) for step in range(1, ahead + 1)))


def _rows(catalogue: Catalogue, relation: Relation, collected: Period) -> Iterator[tuple[object, ...]]:
    sided = [("left", term) for term in relation.left] + [("right", term) for term in relation.right]
    for at in periods_touched(relation, collected):
        for number, (side, term) in enumerate(sided):
            periods = _periods_of(catalogue, term, at.shifted(-term.lag))
            needed = 0 if term.filed_only else len(periods)
            for period in periods:
                fixed = (relation.id, at.code, number, side, term.part, term.factor, relation.by_region, needed)
                yield (*fixed, term.code, term.breakdown, period.code)


def _periods_of(catalogue: Catalogue, term: Term, within: Period) -> tuple[Period, ...]:
    """The term's own periods inside one of the relation's: all of a flow, the last of a stock or a cumulative figure."""
    item = catalogue.indicators.get(term.code) or catalogue.series[term.code]
    first = Period(within.year, 1, Frequency(item.frequency))
    own = [first.shifted(step) for step in range(_MONTHS_A_YEAR // first.months)]
    inside = [one for one in own if within.first_day <= one.first_day and one.last_day <= within.last_day]
    return tuple(inside) if item.measure == Measure.FLOW else tuple(inside[-1:])
