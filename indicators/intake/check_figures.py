"""Rules on single figures and on pairs (V-01, V-03, V-04), as pandera schemas over the typed frame.

The frame's index leads back to the cell; `error=` carries the problem code. Each rule blames the cells it names and skips figures
that are missing: a missing figure is the business of V-05, not of a range. The schemas are asked about those figures only that are not
plainly sound (whole, not negative, below their largest value): no rule has anything to say of the others.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd
import pandera.pandas as pa

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import NUMBER_FIELDS, Field, decimals_of
from indicators.intake.parse_entries import ParsedWorkbook
from indicators.intake.parse_number import LARGEST
from indicators.intake.problems import cell_problem
from indicators.model.indicator import Kind, Level
from indicators.model.observation import CellStatus
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem

_FREE = 15
_EXACT = 1e-9
_NO_FIGURES = pd.DataFrame({"place": [], "field": [], "number": [], "decimals": [], "maximum": []})
_PRECEDENCE = ("negative", "too_large", "not_whole", "too_many_decimals", "above_maximum")


def check_figures(catalogue: Catalogue, parsed: ParsedWorkbook) -> list[Problem]:
    """V-01: figures not negative, whole where counted, at most two decimals for amounts, plausible; V-02: no rate typed as a count."""
    frames = [frame for frame in (parsed.frame, parsed.unfinished) if len(frame)]
    figures = pd.concat([figures_of(catalogue, frame) for frame in frames], ignore_index=True) if frames else _NO_FIGURES
    failed: dict[int, str] = {}
    for code, index in _failures(_FIGURE_SCHEMA, figures):
        if index not in failed or _PRECEDENCE.index(code) < _PRECEDENCE.index(failed[index]):
            failed[index] = code
    problems = []
    for index, code in sorted(failed.items()):
        figure = figures.loc[index]
        facts = {"maximum": _plain(figure["maximum"])} if code == "above_maximum" else {}
        said = "rate_typed" if code == "not_whole" and _is_fraction(figure) else code
        problems.append(_figure_problem(parsed, int(figure["place"]), Field(figure["field"]), said, facts))
    return problems


def check_pairs(catalogue: Catalogue, parsed: ParsedWorkbook) -> list[Problem]:
    """V-03: no more in the numerator than in the denominator of a share; V-04: nothing out of nothing is a state, not 0 %."""
    frame = parsed.frame
    numerators, denominators = frame["numerator"].to_numpy(), frame["denominator"].to_numpy()
    doubtful = frame[(denominators == 0) & ~np.isnan(numerators) | (numerators > denominators)]
    shares = {code for code, indicator in catalogue.indicators.items() if indicator.kind is Kind.PROP}
    pairs = doubtful.loc[doubtful["status"] == CellStatus.REPORTED, ["numerator", "denominator", "indicator"]]
    pairs = pairs.assign(is_share=pairs["indicator"].isin(shares))
    problems = []
    for code, index in sorted(_failures(_PAIR_SCHEMA, pairs), key=lambda failure: failure[1]):
        blamed = Field.NUMERATOR if code == "numerator_exceeds_denominator" else Field.DENOMINATOR
        pair = pairs.loc[index]
        facts = {"numerator": _plain(pair["numerator"]), "denominator": _plain(pair["denominator"])}
        problems.append(_figure_problem(parsed, index, blamed, code, facts))
    return problems


def figures_of(catalogue: Catalogue, frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each number that is not plainly sound: place (index of `frame`), field, number, decimals allowed, largest value."""
    which, codes = pd.factorize(frame["indicator"])
    limits = [_limits(catalogue, str(code)) for code in codes]
    national = np.array([_is_of_both(catalogue, str(code)) for code in codes], dtype=bool)[which]
    if national.any():
        national &= (frame["subject"] == NATIONAL).to_numpy()
    # The plausible count of one cell is that of one region; the country has as many as all regions together.
    times = np.where(national, float(len(catalogue.regions)), 1.0)
    parts = []
    for name in NUMBER_FIELDS:
        numbers = frame[name.value].to_numpy()
        decimals, maximum = (np.array([limit[name][side] for limit in limits])[which] for side in (0, 1))
        maximum = maximum * times
        sound = np.isnan(numbers) | ((numbers >= 0) & (numbers <= maximum) & (numbers <= LARGEST))
        doubtful = np.flatnonzero(~(sound & ((decimals == _FREE) | np.isnan(numbers) | (numbers == np.floor(numbers)))))
        rows = frame.iloc[doubtful]
        columns = {"place": rows.index, "field": name.value, "number": numbers[doubtful], "decimals": decimals[doubtful]}
        figures = pd.DataFrame({**columns, "maximum": maximum[doubtful]})
        parts.append(figures[(rows["status"] == CellStatus.REPORTED).to_numpy()] if len(rows) else figures)
    found = [part for part in parts if len(part)]
    return pd.concat(found, ignore_index=True) if found else _NO_FIGURES


def _is_fraction(figure: pd.Series) -> bool:
    """V-02: a numerator between 0 and 1 is a rate that was typed in."""
    return figure["field"] == Field.NUMERATOR and 0 < figure["number"] < 1


def _limits(catalogue: Catalogue, code: str) -> Mapping[Field, tuple[float, float]]:
    """For each field (decimals allowed, largest plausible count); exposures and measured values have no such count."""
    indicator = catalogue.indicators.get(code)
    if indicator is None:
        return dict.fromkeys(NUMBER_FIELDS, (0.0, LARGEST))
    limits = {}
    for name in NUMBER_FIELDS:
        decimals = decimals_of(indicator, name)
        counted = decimals is not None and not (name is Field.DENOMINATOR and indicator.kind is Kind.RATE)
        limits[name] = (float(_FREE if decimals is None else decimals), float(indicator.maximum) if counted else LARGEST)
    return limits


def _is_of_both(catalogue: Catalogue, code: str) -> bool:
    """Whether the regions and the country both report an indicator."""
    indicator = catalogue.indicators.get(code)
    return indicator is not None and indicator.level is Level.BOTH


def _has_decimals(frame: pd.DataFrame) -> pd.Series:
    scaled = frame["number"] * np.power(10.0, frame["decimals"])
    return (scaled - scaled.round()).abs() <= _EXACT * scaled.abs().clip(lower=1.0)


_FIGURE_SCHEMA = pa.DataFrameSchema(
    {"number": pa.Column(float, [pa.Check.ge(0, error="negative"), pa.Check.le(LARGEST, error="too_large")])},
    checks=[
        pa.Check(lambda frame: (frame["decimals"] != 0) | _has_decimals(frame), error="not_whole"),
        pa.Check(lambda frame: (frame["decimals"] != 2) | _has_decimals(frame), error="too_many_decimals"),
        pa.Check(lambda frame: frame["number"] <= frame["maximum"], error="above_maximum"),
    ],
)
_PAIR_SCHEMA = pa.DataFrameSchema(
    {"numerator": pa.Column(float), "denominator": pa.Column(float)},
    checks=[
        pa.Check(lambda frame: (frame["denominator"] != 0) | (frame["is_share"] & (frame["numerator"] > 0)), error="zero_denominator"),
        pa.Check(lambda frame: ~frame["is_share"] | (frame["numerator"] <= frame["denominator"]), error="numerator_exceeds_denominator"),
    ],
)


def _failures(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> Iterator[tuple[str, int]]:
    """(code, index) of every failure. The checks of the schema are asked one by one: to gather failures in pandera's own report takes ten
    times as long as to find them."""
    if frame.empty:
        return
    asked = [(check, frame[name]) for name, column in schema.columns.items() for check in column.checks]
    for check, values in (*asked, *((check, frame) for check in schema.checks)):
        passed = check(values).check_output
        yield from ((str(check.error), int(index)) for index in frame.index[~passed.to_numpy(dtype=bool)])


def _figure_problem(parsed: ParsedWorkbook, place: int, name: Field, code: str, facts: Mapping[str, object]) -> Problem:
    placed = parsed.places[place]
    cell = placed.cells.get(name)
    return cell_problem(code, placed.address(name), (placed.entry.indicator, placed.entry.subject), cell.text if cell else None, facts)


def _plain(number: float) -> str:
    return f"{number:.15g}"
