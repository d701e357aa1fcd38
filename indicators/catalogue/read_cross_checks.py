"""The relations between figures from their file. Which figures exist and what the limits are is said elsewhere and only looked up here."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import CheckRule, Series
from indicators.catalogue.fields import (
    parse_bilingual,
    parse_choice,
    parse_flag,
    parse_number,
    parse_text,
    parse_whole,
    require_fields,
    require_list,
    require_mapping,
)
from indicators.catalogue.yaml_lines import Located, refusal
from indicators.model.indicator import Frequency, Indicator, Kind, Level
from indicators.model.observation import TOTAL
from indicators.model.period import Period
from indicators.model.relation import Bounds, Operator, Relation, Term

_FRACTIONS = (Kind.PROP, Kind.RATE, Kind.SMR)
_BOUNDS = ("tolerance", "share", "low", "high")
_YEAR = 2021


@dataclass(frozen=True, slots=True)
class Reported:
    """What a term may name: indicators and series by code; `checks` are the rules with their limits."""

    indicators: Mapping[str, Indicator]
    series: Mapping[str, Series]
    checks: Mapping[str, CheckRule]


def read_cross_checks(document: Located, reported: Reported) -> tuple[Relation, ...]:
    """The relations in file order; CatalogueError with file and line for unknown rules, codes, limits and for what cannot be added."""
    relations: dict[str, Relation] = {}
    for entry in require_list(document, "cross checks"):
        relation = _read_relation(entry, reported)
        if relation.id in relations:
            raise refusal(entry, f"relation {relation.id} appears twice")
        relations[relation.id] = relation
    return tuple(relations.values())


def _read_relation(entry: Located, reported: Reported) -> Relation:
    operators = tuple(str(operator) for operator in Operator)
    fields = require_fields(entry, "a relation", ("id", "rule", "by", "every", "left", "text"), (*operators, "limits", "ticket"))
    id, rule = parse_text(fields["id"], "relation id"), parse_text(fields["rule"], "rule")
    if rule not in reported.checks:
        raise refusal(fields["rule"], f"relation {id}: there is no rule {rule!r}")
    said = [name for name in operators if name in fields]
    if len(said) != 1:
        raise refusal(entry, f"relation {id}: exactly one of {', '.join(operators)} is needed")
    by = parse_text(fields["by"], f"{id} by")
    if by not in ("region", "country"):
        raise refusal(fields["by"], f"relation {id}: by is region or country, not {by!r}")
    place = _Place(id, reported.checks[rule], parse_choice(fields["every"], f"{id} every", Frequency), by == "region")
    return Relation(
        id=id,
        rule=rule,
        operator=Operator(said[0]),
        left=_read_terms(fields["left"], place, reported),
        right=_read_terms(fields[said[0]], place, reported),
        by_region=place.by_region,
        frequency=place.frequency,
        bounds=_read_bounds(fields.get("limits"), place, Operator(said[0])),
        ticket=parse_flag(fields["ticket"], f"{id} ticket") if "ticket" in fields else True,
        text=parse_bilingual(fields["text"], f"{id} text"),
    )


@dataclass(frozen=True, slots=True)
class _Place:
    """The relation that terms are read for."""

    id: str
    rule: CheckRule
    frequency: Frequency
    by_region: bool


def _read_terms(at: Located, place: _Place, reported: Reported) -> tuple[Term, ...]:
    terms = tuple(_read_term(entry, place, reported) for entry in require_list(at, f"{place.id} terms"))
    if not terms:
        raise refusal(at, f"relation {place.id}: a side without terms")
    return terms


def _read_term(entry: Located, place: _Place, reported: Reported) -> Term:
    fields = require_fields(entry, f"a term of {place.id}", ("of",), ("part", "breakdown", "factor", "lag", "filed_only"))
    code = parse_text(fields["of"], f"{place.id} of")
    breakdown = parse_text(fields["breakdown"], f"{place.id} breakdown") if "breakdown" in fields else TOTAL
    part = parse_text(fields["part"], f"{place.id} part") if "part" in fields else "value"
    indicator, series = reported.indicators.get(code), reported.series.get(code)
    if indicator is None and series is None:
        raise refusal(fields["of"], f"relation {place.id}: there is neither an indicator nor a series {code!r}")
    if part not in _parts(indicator):
        raise refusal(entry, f"relation {place.id}: {code} has no part {part!r}, only {', '.join(_parts(indicator))}")
    if breakdown != TOTAL and (series is None or breakdown not in series.breakdowns):
        raise refusal(fields["breakdown"], f"relation {place.id}: {code} is not broken down by {breakdown!r}")
    item = indicator or series
    if item is None or _length(Frequency(item.frequency)) > _length(place.frequency):
        raise refusal(entry, f"relation {place.id}: {code} is reported less often than every {place.frequency}")
    if place.by_region and item.level == Level.NATIONAL:
        raise refusal(entry, f"relation {place.id}: {code} is a figure of the country, not of regions")
    return Term(
        code=code,
        part=part,
        breakdown=breakdown,
        factor=_read_factor(fields["factor"], place) if "factor" in fields else 1.0,
        lag=parse_whole(fields["lag"], f"{place.id} lag") if "lag" in fields else 0,
        filed_only=parse_flag(fields["filed_only"], f"{place.id} filed_only") if "filed_only" in fields else False,
    )


def _parts(indicator: Indicator | None) -> tuple[str, ...]:
    if indicator is None:
        return ("value",)
    if indicator.kind in _FRACTIONS:
        return ("numerator", "denominator")
    # A mean cannot be added up; what it is a mean of can.
    return ("denominator",) if indicator.kind is Kind.MEAN else ("value",)


def _read_factor(at: Located, place: _Place) -> float:
    """A number, or the name of a limit of the rule; with a minus sign before it the term is taken away."""
    text = parse_text(at, f"{place.id} factor")
    name = text.removeprefix("-")
    if name in place.rule.limits:
        return place.rule.limits[name] * (-1 if text.startswith("-") else 1)
    return parse_number(at, f"{place.id} factor")


def _read_bounds(at: Located | None, place: _Place, operator: Operator) -> Bounds:
    """The limits of the rule that are named like a bound, or those that the relation chooses by name; none for exact relations."""
    exact = operator in (Operator.EQUALS, Operator.AT_MOST)
    chosen = {} if exact else {name: name for name in _BOUNDS if name in place.rule.limits}
    if at is not None:
        for bound, name in require_mapping(at, f"{place.id} limits").items():
            limit = parse_text(name, f"{place.id} limits.{bound}")
            if bound not in _BOUNDS or limit not in place.rule.limits:
                raise refusal(name, f"relation {place.id}: rule {place.rule.id} has no limit {limit!r} for {bound!r}")
            chosen[bound] = limit
    return Bounds(**{bound: place.rule.limits[limit] for bound, limit in chosen.items()})


def _length(frequency: Frequency) -> int:
    return Period(_YEAR, 1, frequency).months
