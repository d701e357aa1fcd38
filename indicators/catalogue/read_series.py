"""Series that validation rules need besides the indicators, their breakdowns, and published national figures."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import NationalFigure, Series
from indicators.catalogue.fields import (
    parse_bilingual,
    parse_choice,
    parse_codes,
    parse_flag,
    parse_number,
    parse_text,
    require_fields,
    require_list,
    require_mapping,
)
from indicators.catalogue.yaml_lines import Located, refusal
from indicators.model.indicator import Frequency, Level, Measure
from indicators.model.subject import Department
from indicators.model.words import Bilingual

USABLE_FLAGS = ("V", "V2")


@dataclass(frozen=True, slots=True)
class SeriesFile:
    """All series by code, and the parts they are broken down by (sex.female), the parts of one dimension adding up to the total."""

    series: Mapping[str, Series]
    breakdowns: Mapping[str, Bilingual]


def read_series(document: Located, departments: Mapping[str, Department], checks: Collection[str]) -> SeriesFile:
    """The series file; CatalogueError for repeated codes and for unknown leads, dimensions or rules."""
    fields = require_fields(document, "series", ("dimensions", "series"))
    dimensions = {name: _read_dimension(name, at) for name, at in require_mapping(fields["dimensions"], "dimensions").items()}
    series: dict[str, Series] = {}
    for entry in require_list(fields["series"], "series"):
        one = _read_one(entry, dimensions, checks)
        if one.code in series:
            raise refusal(entry, f"series {one.code} appears twice")
        if one.lead not in departments:
            raise refusal(entry, f"series {one.code}: unknown department {one.lead!r}")
        series[one.code] = one
    return SeriesFile(series, {code: name for parts in dimensions.values() for code, name in parts.items()})


def _read_dimension(name: str, at: Located) -> Mapping[str, Bilingual]:
    return {f"{name}.{part}": parse_bilingual(text, f"{name}.{part}") for part, text in require_mapping(at, name).items()}


def _read_one(entry: Located, dimensions: Mapping[str, Mapping[str, Bilingual]], checks: Collection[str]) -> Series:
    needed = ("code", "name", "unit", "lead", "frequency", "level", "measure", "persons", "rules")
    fields = require_fields(entry, "a series", needed, ("breakdowns",))
    code = parse_text(fields["code"], "series code")
    names = parse_codes(fields["breakdowns"], f"{code} breakdowns") if "breakdowns" in fields else ()
    rules = parse_codes(fields["rules"], f"{code} rules")
    for name, allowed in [(name, dimensions) for name in names] + [(rule, checks) for rule in rules]:
        if name not in allowed:
            raise refusal(entry, f"series {code}: {name!r} does not exist")
    return Series(
        code=code,
        name=parse_bilingual(fields["name"], f"{code} name"),
        unit=parse_text(fields["unit"], f"{code} unit"),
        lead=parse_text(fields["lead"], f"{code} lead"),
        frequency=parse_choice(fields["frequency"], f"{code} frequency", Frequency),
        level=parse_choice(fields["level"], f"{code} level", Level),
        measure=parse_choice(fields["measure"], f"{code} measure", Measure),
        persons=parse_flag(fields["persons"], f"{code} persons"),
        breakdowns=tuple(part for name in names for part in dimensions[name]),
        rules=rules,
    )


def read_figures(document: Located) -> tuple[NationalFigure, ...]:
    """Published national figures in file order; only those seen in a source (V) or second-hand (V2) are allowed.

    X-23: figures of one subject, unit and period that differ must all carry a conflict, else the file is refused.
    """
    fields = require_fields(document, "national figures", ("units", "conflicts", "figures"))
    units = {code: parse_bilingual(name, f"units.{code}") for code, name in require_mapping(fields["units"], "units").items()}
    conflicts = {code: parse_bilingual(text, code) for code, text in require_mapping(fields["conflicts"], "conflicts").items()}
    figures: list[NationalFigure] = []
    for entry in require_list(fields["figures"], "figures"):
        figure = _read_figure(entry, units, conflicts)
        rivals = [one for one in figures if (one.subject, one.unit, one.period) == (figure.subject, figure.unit, figure.period)]
        if any(one.value != figure.value and not (one.conflicts and figure.conflicts) for one in rivals):
            raise refusal(entry, f"{figure.value:g} contradicts another figure of {figure.period}; both need their conflict (X-23)")
        figures.append(figure)
    return tuple(figures)


def _read_figure(entry: Located, units: Mapping[str, Bilingual], conflicts: Mapping[str, Bilingual]) -> NationalFigure:
    fields = require_fields(entry, "a figure", ("period", "subject", "value", "unit", "body", "published", "flag"), ("note", "conflict"))
    named = parse_codes(fields["conflict"], "conflict") if "conflict" in fields else ()
    for code in named:
        if code not in conflicts:
            raise refusal(fields["conflict"], f"there is no conflict {code!r}")
    period, flag = parse_text(fields["period"], "period"), parse_text(fields["flag"], "flag")
    if flag not in USABLE_FLAGS:
        raise refusal(fields["flag"], f"a figure flagged {flag!r} is not fit to be shown")
    unit = parse_text(fields["unit"], "unit")
    if unit not in units:
        raise refusal(fields["unit"], f"unknown unit {unit!r}")
    return NationalFigure(
        period=period,
        subject=parse_bilingual(fields["subject"], "subject"),
        value=parse_number(fields["value"], "value"),
        unit=unit,
        unit_name=units[unit],
        body=parse_text(fields["body"], "body"),
        published=parse_text(fields["published"], "published"),
        flag=flag,
        note=parse_bilingual(fields["note"], "note") if "note" in fields else None,
        conflicts=tuple(conflicts[code] for code in named),
    )
