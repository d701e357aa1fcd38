"""Rules between cells of one workbook: breakdowns add up (V-06), regions add up (V-07), Xinjiang is without the XPCC (V-08).

Missing-value strategy of V-06 and V-07: a sum is judged only when every part is there; of V-08: skip if either is missing.
"""

from collections.abc import Iterator, Mapping

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import PlacedEntry
from indicators.intake.fields import Field
from indicators.intake.parse_entries import ParsedWorkbook
from indicators.intake.problems import cell_problem
from indicators.model.indicator import Indicator, Kind, Level, Measure
from indicators.model.observation import TOTAL, CellStatus
from indicators.model.subject import NATIONAL, XINJIANG, XPCC
from indicators.model.submission import Problem

_ADDITIVE = (Kind.PROP, Kind.RATE, Kind.SMR, Kind.CONTEXT)
_COUNTED = (CellStatus.REPORTED, CellStatus.CONFIRMED_NIL)
_POPULATION_MARGIN = 0.05
_TOLERANCE = 1e-6
_OVERLAP_MARGIN = 0.02
_VISIBLE_SHARE = 0.05


def check_breakdowns(catalogue: Catalogue, parsed: ParsedWorkbook) -> Iterator[Problem]:
    """V-06: the parts of each dimension of a series (sex.female, sex.male) add up to its total; blames the total and the parts."""
    series = parsed.frame[parsed.frame["indicator"].isin(list(catalogue.series))]
    if series.empty:
        return
    for code, rows in series[series["status"].isin(_COUNTED)].groupby("indicator", sort=False):
        dimensions = _dimensions(catalogue.series[str(code)].breakdowns)
        if not dimensions or TOTAL not in set(rows["breakdown"]):
            continue
        values = rows.pivot(index=["subject", "period"], columns="breakdown", values="value")
        places = rows.assign(place=rows.index).pivot(index=["subject", "period"], columns="breakdown", values="place")
        for parts in dimensions:
            if set(parts) <= set(values.columns):
                sums = values[parts].sum(axis="columns", skipna=False)
                for key in values.index[(sums - values[TOTAL]).abs() > _TOLERANCE]:
                    cells = [int(places.at[key, part]) for part in (TOTAL, *parts)]
                    yield _breakdown_problem(parsed, cells, (float(values.at[key, TOTAL]), float(sums[key])))


def check_national(catalogue: Catalogue, parsed: ParsedWorkbook) -> Iterator[Problem]:
    """V-07: where the regions and the country both report, the 32 rows add up to the country; blames the country's cell."""
    if not (parsed.frame["subject"] == NATIONAL).any():
        return
    frame = parsed.frame[parsed.frame["status"].isin(_COUNTED)]
    regional = frame[frame["subject"] != NATIONAL]
    for index, row in frame[frame["subject"] == NATIONAL].iterrows():
        indicator = catalogue.indicators.get(row["indicator"])
        if indicator is None or indicator.level is not Level.BOTH or indicator.kind not in _ADDITIVE:
            continue
        parts = regional[(regional["indicator"] == row["indicator"]) & (regional["period"] == row["period"])]
        if len(parts) != len(catalogue.regions):
            continue
        for name in _summed_fields(indicator):
            if parts[name.value].isna().any():
                continue
            total = float(parts[name.value].sum())
            if abs(total - row[name.value]) > _TOLERANCE:
                yield _problem(
                    parsed.places[int(str(index))], name, "national_sum", {"sum": _plain(total), "national": _plain(row[name.value])}
                )


def check_xinjiang(catalogue: Catalogue, parsed: ParsedWorkbook, known: pd.DataFrame | None) -> Iterator[Problem]:
    """V-08: rows 65 and 66 are disjoint. Asks where the population given for 65 is that of all Xinjiang, or where a register of 65 has
    grown since last time by just what 66 has."""
    if XINJIANG not in catalogue.regions or XPCC not in catalogue.regions:
        return
    frame = parsed.frame[parsed.frame["status"].isin(_COUNTED) & parsed.frame["denominator"].notna()]
    own = catalogue.regions[XINJIANG].population
    both = own + catalogue.regions[XPCC].population
    xpcc = {(row.indicator, row.period): row.denominator for row in frame[frame["subject"] == XPCC].itertuples()}
    before = _last_denominators(known)
    for row in frame[frame["subject"] == XINJIANG].itertuples():
        indicator = catalogue.indicators.get(row.indicator)
        is_population = indicator is not None and indicator.kind is Kind.RATE and _near(row.denominator, both, _POPULATION_MARGIN)
        suspect = is_population and abs(row.denominator - both) < abs(row.denominator - own)
        other, last = xpcc.get((row.indicator, row.period)), before.get(row.indicator)
        # Only a register stays what it was: a flow of a few cases reaches "last time and XPCC's" by chance.
        is_register = indicator is not None and indicator.measure is Measure.STOCK
        if is_register and other and last and other > _VISIBLE_SHARE * last:
            suspect = suspect or (
                _near(row.denominator, last + other, _OVERLAP_MARGIN) and not _near(row.denominator, last, _OVERLAP_MARGIN)
            )
        if suspect:
            facts = {"denominator": _plain(row.denominator), "xpcc": _plain(other) if other else "—"}
            yield _problem(parsed.places[row.Index], Field.DENOMINATOR, "xinjiang_includes_xpcc", facts)


def _dimensions(breakdowns: tuple[str, ...]) -> list[list[str]]:
    """The parts of each dimension; two levels at least, else there is nothing to add up."""
    groups: dict[str, list[str]] = {}
    for part in breakdowns:
        if part != TOTAL:
            groups.setdefault(part.partition(".")[0], []).append(part)
    return [parts for parts in groups.values() if len(parts) > 1]


def _breakdown_problem(parsed: ParsedWorkbook, places: list[int], sums: tuple[float, float]) -> Problem:
    total, parts = parsed.places[places[0]], [parsed.places[place] for place in places[1:]]
    found = _problem(total, Field.VALUE, "breakdown_sum", {"total": _plain(sums[0]), "sum": _plain(sums[1])})
    also = tuple(part.address(Field.VALUE).cell for part in parts)
    return Problem(
        found.code, found.rule, found.severity, found.sheet, found.cell, also, found.indicator, found.subject, found.value, found.facts
    )


def _summed_fields(indicator: Indicator) -> tuple[Field, ...]:
    if indicator.kind is Kind.CONTEXT:
        return (Field.VALUE,)
    return (Field.NUMERATOR, Field.DENOMINATOR)


def _last_denominators(known: pd.DataFrame | None) -> Mapping[str, float]:
    """The latest known denominator of Xinjiang by indicator."""
    if known is None or known.empty:
        return {}
    rows = known[(known["subject"] == XINJIANG) & (known["breakdown"] == TOTAL) & (known["denominator"] > 0)].sort_values("period")
    return dict(zip(rows["indicator"], rows["denominator"].astype(float), strict=True))


def _near(value: float, target: float, margin: float) -> bool:
    return abs(value - target) <= margin * target


def _problem(placed: PlacedEntry, name: Field, code: str, facts: Mapping[str, str]) -> Problem:
    cell = placed.cells.get(name)
    entry = placed.entry
    return cell_problem(code, placed.address(name), (entry.indicator, entry.subject), cell.text if cell else None, facts)


def _plain(number: float) -> str:
    return f"{number:.15g}"
