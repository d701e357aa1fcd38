"""From frames of figures to the arrays that the signals look at, by the catalogue. Looks for nothing itself."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from indicators.assessment.codebook import Codebook, make_codebook
from indicators.assessment.path import planned_values
from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Kind, Level
from indicators.model.observation import TOTAL, CellStatus
from indicators.model.period import Period, parse_period
from indicators.model.subject import NATIONAL
from indicators.signals.pairs import Counts
from indicators.signals.panel import Panel

_BASE_YEAR = 2020


def latest_figures(vintages: pd.DataFrame) -> pd.DataFrame:
    """The last version of each reported figure; total alone, and only those with a number."""
    frame = vintages[(vintages["breakdown"] == TOTAL) & (vintages["status"] == CellStatus.REPORTED)]
    ordered = frame.sort_values(["indicator", "subject", "period", "version"], kind="stable")
    return ordered.drop_duplicates(["indicator", "subject", "period"], keep="last").reset_index(drop=True)


def make_panels(catalogue: Catalogue, figures: pd.DataFrame, period: Period, months: int) -> tuple[Panel, ...]:
    """For each department its regional figures, and its national ones, of the `months` that end with the period.

    `figures` as from `latest_figures`; `row` of a panel is the position in it. National totals beside regional figures are left out.
    """
    book = make_codebook(catalogue, tuple(catalogue.regions))
    last = month_number(period)
    month = figures["period"].map({code: month_number(parse_period(code)) for code in figures["period"].unique()})
    inside = figures.assign(month=month, row=np.arange(len(figures)))
    inside = inside[(inside["month"] <= last) & (inside["month"] > last - months) & (inside["denominator"] > 0)]
    panels = []
    for department in catalogue.departments:
        places = [place for place, item in enumerate(book.indicators) if item.lead == department and book.fraction[place]]
        regional = [place for place in places if book.indicators[place].level is not Level.NATIONAL]
        national = [place for place in places if book.indicators[place].level is Level.NATIONAL]
        for chosen, subjects in ((regional, book.subjects[:-1]), (national, (NATIONAL,))):
            if chosen:
                panels.append(_panel(book, inside, (department, chosen, subjects), (last - months + 1, months)))
    return tuple(panel for panel in panels if (panel.row >= 0).any())


def _panel(book: Codebook, inside: pd.DataFrame, of: tuple[str, list[int], Sequence[str]], window: tuple[int, int]) -> Panel:
    department, places, subjects = of
    first, months = window
    codes = [book.codes[place] for place in places]
    own = inside[inside["indicator"].isin(codes) & inside["subject"].isin(subjects)]
    at = (
        own["indicator"].map({code: i for i, code in enumerate(codes)}).to_numpy(dtype=int),
        own["subject"].map({subject: u for u, subject in enumerate(subjects)}).to_numpy(dtype=int),
        own["month"].to_numpy(dtype=int) - first,
    )
    shape = (len(codes), len(subjects), months)
    k, n, row = np.full(shape, np.nan), np.full(shape, np.nan), np.full(shape, -1)
    k[at], n[at], row[at] = own["numerator"].to_numpy(), own["denominator"].to_numpy(), own["row"].to_numpy()
    rows = [book.subjects.index(subject) for subject in subjects]
    flow = ~(book.stock | book.cumulative)[places]
    proportion = np.array([book.indicators[place].kind is Kind.PROP for place in places])
    cut = _paths(book, np.arange(first, first + months))[np.ix_(places, rows)]
    step = book.months[places]
    return Panel(department, tuple(codes), tuple(subjects), first, k, n, cut, row, book.sign[places], flow, proportion, step)


def _paths(book: Codebook, months: np.ndarray) -> np.ndarray:
    """(I, U, T): the planned path at the end of the quarter in which each month lies."""
    quarters = (months // 12 - _BASE_YEAR) * 4 + (months % 12) // 3 - 3.0
    return np.moveaxis(planned_values(book.targets, quarters), (0, 1, 2), (2, 1, 0))


def month_number(period: Period) -> int:
    """year * 12 + month - 1 of the last month of a period."""
    return period.last_day.year * 12 + period.last_day.month - 1


def quarter_counts(panels: Sequence[Panel], indicator: str) -> tuple[Panel, Counts] | None:
    """The panel of an indicator with its numerators and denominators added up by quarter (U, Q); None if there are no figures."""
    for panel in panels:
        if indicator in panel.indicators:
            i = panel.indicators.index(indicator)
            return panel, Counts(_by_quarter(panel.k[i]), _by_quarter(panel.n[i]), float(panel.sign[i]))
    return None


def _by_quarter(values: np.ndarray) -> np.ndarray:
    months = values.reshape(len(values), -1, 3)
    known = ~np.isnan(months)
    return np.where(known.any(axis=-1), np.where(known, months, 0.0).sum(axis=-1), np.nan)
