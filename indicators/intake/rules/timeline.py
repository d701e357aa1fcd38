"""Looking back from every figure of a workbook at once: the same figure some periods or years earlier, or as it was accepted before.

Keys and periods are whole numbers here, so that a sheet of a hundred thousand cells is looked up in one pass. It judges nothing.
"""

from collections.abc import Mapping
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
_BLOCK = 400_000
_FREQUENCIES: Mapping[Frequency, int] = {frequency: place * 100_000 for place, frequency in enumerate(Frequency)}


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in the order of `keys` (key and period in one number), ascending; nan where there is none. `keys` are distinct."""

    keys: np.ndarray
    figures: Mapping[str, np.ndarray]

    def at(self, wanted: np.ndarray, field: str) -> np.ndarray:
        """The figure of each wanted key; nan where there is none."""
        if not len(self.keys):
            return np.full(len(wanted), np.nan)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        return np.where(self.keys[place] == wanted, self.figures[field][place], np.nan)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The figures of one workbook with their past. `frame`: the workbook's rows that hold figures, in its order.

    `keys` has one number for each row of `frame`; `yearly` how many periods of the row make a year. `before`: figures accepted
    earlier, whatever their period; `all_figures`: the same with those of this workbook in place of their earlier versions.
    """

    catalogue: Catalogue
    frame: pd.DataFrame
    keys: np.ndarray
    yearly: np.ndarray
    before: Table
    all_figures: Table

    def back(self, field: str, periods: int) -> np.ndarray:
        """The same figure of each row `periods` earlier, in this workbook or accepted before; nan where it is not known."""
        return self.all_figures.at(self.keys - periods, field)

    def years_back(self, field: str, years: int) -> np.ndarray:
        """The same figure of each row in the same part of an earlier year."""
        return self.all_figures.at(self.keys - years * self.yearly, field)

    def accepted(self, field: str) -> np.ndarray:
        """The figure of each row as it was accepted in an earlier version."""
        return self.before.at(self.keys, field)

    def figures(self, field: str) -> np.ndarray:
        """The figures of this workbook."""
        return self.frame[field].to_numpy(dtype="float64")


def make_timeline(catalogue: Catalogue, frame: pd.DataFrame, known: pd.DataFrame | None) -> Timeline:
    """The timeline of a workbook's typed frame; `known` are the department's accepted figures, None where they are not known."""
    own = frame[frame["status"].isin(COUNTED)]
    past = own.iloc[:0] if known is None else known[known["status"].isin(COUNTED)]
    columns = ["indicator", "subject", "breakdown", "period", *FIGURES]
    both = pd.concat([past[columns], own[columns]], ignore_index=True)
    steps, yearly = _periods(both["period"])
    keys = _keys(both) * _BLOCK + steps
    split = len(past)
    figures = {name: both[name].to_numpy(dtype="float64") for name in FIGURES}
    return Timeline(
        catalogue=catalogue,
        frame=own,
        keys=keys[split:],
        yearly=yearly[split:],
        before=_table(keys[:split], {name: column[:split] for name, column in figures.items()}),
        all_figures=_table(keys, figures),
    )


def _keys(rows: pd.DataFrame) -> np.ndarray:
    """One number for each distinct (indicator, subject, breakdown)."""
    total = np.zeros(len(rows), dtype="int64")
    for name in _KEY:
        codes, names = pd.factorize(rows[name])
        total = total * (len(names) + 1) + codes
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
