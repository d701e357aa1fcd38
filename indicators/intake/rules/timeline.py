"""Looking back from every figure of a workbook at once: the same figure some periods or years earlier, or as it was accepted before.

Keys and periods are whole numbers here, so that a sheet of a hundred thousand cells is looked up in one pass. It judges nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Frequency
from indicators.model.observation import CellStatus
from indicators.model.period import parse_period

FIGURES: tuple[str, ...] = ("numerator", "denominator", "value")
COUNTED: tuple[str, ...] = (CellStatus.REPORTED, CellStatus.CONFIRMED_NIL)
_KEY = ("indicator", "subject", "breakdown")
_COLUMNS = ["indicator", "subject", "breakdown", "period", *FIGURES]
_BLOCK = 400_000
_FREQUENCIES: Mapping[Frequency, int] = {frequency: place * 100_000 for place, frequency in enumerate(Frequency)}


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in the order of `keys` (key and period in one number), ascending; nan where there is none. `keys` are distinct."""

    keys: np.ndarray
    figures: Mapping[str, np.ndarray]

    def find(self, wanted: np.ndarray) -> np.ndarray:
        """The place of each wanted key; -1 where there is none."""
        if not len(self.keys):
            return np.full(len(wanted), -1)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[place] == wanted, place, -1)

    def take(self, places: np.ndarray, field: str) -> np.ndarray:
        """The figure at each place; nan for -1."""
        if not len(self.keys):
            return np.full(len(places), np.nan)
        return np.where(places >= 0, self.figures[field][places], np.nan)


@dataclass(frozen=True, slots=True)
class Labels:
    """One text column of many rows: its distinct `names`, and for each row the place of its name in them."""

    names: tuple[str, ...]
    at: np.ndarray

    def among(self, wanted: Collection[str]) -> np.ndarray:
        """Which rows have one of the wanted names."""
        return np.array([name in wanted for name in self.names] or [False], dtype=bool)[self.at]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The figures of one workbook with their past. `frame`: the workbook's rows that hold figures, in its order.

    `labels`: the columns indicator, subject, breakdown, sheet of `frame`. `alone`: nothing earlier is known of any of them.
    `keys` has one number for each row of `frame`; `yearly` how many periods of the row make a year. `before`: figures accepted
    earlier, whatever their period; `all_figures`: the same with those of this workbook in place of their earlier versions.
    """

    catalogue: Catalogue
    frame: pd.DataFrame
    labels: Mapping[str, Labels]
    keys: np.ndarray
    yearly: np.ndarray
    alone: bool
    before: Table
    all_figures: Table

    def back(self, field: str, periods: int) -> np.ndarray:
        """The same figure of each row `periods` earlier, in this workbook or accepted before; nan where it is not known."""
        return self.all_figures.take(self.places_back(periods), field)

    def places_back(self, periods: int) -> np.ndarray:
        """Where in `all_figures` the same figure stands, `periods` earlier."""
        return self.all_figures.find(self.keys - periods)

    def places_years_back(self, years: int) -> np.ndarray:
        """Where in `all_figures` the same figure stands, in the same part of an earlier year."""
        return self.all_figures.find(self.keys - years * self.yearly)

    def places_accepted(self) -> np.ndarray:
        """Where in `before` the figure stands as it was accepted in an earlier version."""
        return self.before.find(self.keys)

    def figures(self, field: str) -> np.ndarray:
        """The figures of this workbook."""
        return self.frame[field].to_numpy(dtype="float64")


def make_timeline(catalogue: Catalogue, frame: pd.DataFrame, known: pd.DataFrame | None) -> Timeline:
    """The timeline of a workbook's typed frame; `known` are the department's accepted figures, None where they are not known."""
    own = frame[frame["status"].isin(COUNTED)]
    past = own.iloc[:0] if known is None else _compared_with(catalogue, own, known)
    both = pd.concat([past, own[_COLUMNS]], ignore_index=True) if len(past) else own[_COLUMNS]
    steps, yearly = _periods(both["period"])
    labels = {name: _labels(both[name]) for name in _KEY}
    keys = _keys(labels) * _BLOCK + steps
    split = len(past)
    figures = {name: both[name].to_numpy(dtype="float64") for name in FIGURES}
    return Timeline(
        catalogue=catalogue,
        frame=own,
        labels={name: Labels(one.names, one.at[split:]) for name, one in labels.items()} | {"sheet": _labels(own["sheet"])},
        alone=not split and len(np.unique(steps)) == len(np.unique(yearly)),
        keys=keys[split:],
        yearly=yearly[split:],
        before=_table(keys[:split], {name: column[:split] for name, column in figures.items()}),
        all_figures=_table(keys, figures),
    )


def _compared_with(catalogue: Catalogue, own: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """The accepted figures of the workbook's indicators, of the periods that rules look back to (_COLUMNS)."""
    back = int(max(catalogue.limits("V-17")["quarters"], catalogue.limits("V-18")["periods"]))
    years = int(catalogue.limits("V-14")["years"])
    periods = [parse_period(str(code)) for code in own["period"].unique()]
    wanted = {one.shifted(-step).code for one in periods for step in range(back)}
    wanted |= {one.shifted(-12 // one.months * year).code for one in periods for year in range(1, years + 1)}
    recent = known.loc[known["period"].isin(wanted), [*_COLUMNS, "status"]]
    return recent.loc[recent["indicator"].isin(own["indicator"].unique()) & recent["status"].isin(COUNTED), _COLUMNS]


def _labels(column: pd.Series) -> Labels:
    places, names = pd.factorize(column)
    return Labels(tuple(str(name) for name in names), places)


def _keys(labels: Mapping[str, Labels]) -> np.ndarray:
    """One number for each distinct (indicator, subject, breakdown)."""
    total = np.zeros(1, dtype="int64")
    for one in labels.values():
        total = total * (len(one.names) + 1) + one.at
    return total


def _periods(codes: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """The number of each period among those of its frequency, and how many of them make a year."""
    places, names = pd.factorize(codes)
    periods = [parse_period(str(name)) for name in names]
    yearly = np.array([12 // period.months for period in periods] or [1], dtype="int64")
    numbers = np.array(
        [_FREQUENCIES[one.frequency] + one.year * (12 // one.months) + one.part - 1 for one in periods] or [0], dtype="int64"
    )
    return numbers[places], yearly[places]


def _table(keys: np.ndarray, figures: Mapping[str, np.ndarray]) -> Table:
    """Sorted by key; of rows with one key the last counts."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    last = np.ones(len(ordered), dtype=bool)
    last[:-1] = ordered[1:] != ordered[:-1]
    chosen = order[last]
    return Table(keys[chosen], {name: column[chosen] for name, column in figures.items()})
