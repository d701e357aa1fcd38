"""Observations laid out by quarter: what was reported, what was due, and what each cell weighs. Judges nothing.

A period stands in the quarter in which it ends. Within one quarter a flow adds its months up, of a stock the last month counts.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.codebook import Codebook
from indicators.catalogue.calendar import due_date
from indicators.model.observation import TOTAL, CellStatus
from indicators.model.period import Period, parse_period, quarter_at
from indicators.model.subject import NATIONAL

Number = TypeVar("Number", np.float64, np.int64)
_FILED = (str(CellStatus.REPORTED), str(CellStatus.CONFIRMED_NIL))


@dataclass(frozen=True, slots=True)
class Cells:
    """(Q, U, I) arrays; quarter q stands for t = `first` + q of method.md 1.1.

    `numerator`, `weight`: k and n (or k and E); for means n x and n; for other values x and 1; 0 where nothing was reported.
    `variance`: n^2 se^2 of means, else 0. `seen`, `due`: months of data that were filed (nil included), that were due.
    `unavailable`: reported as not available. `tardy`: received after the due day.
    """

    first: int
    numerator: Array
    weight: Array
    variance: Array
    seen: Whole
    due: Whole
    unavailable: Mask
    tardy: Mask


@dataclass(frozen=True, slots=True)
class Calendar:
    """The last quarter of the run, (for provisional runs) the day before which something must be due to count, and how many days after
    its period a report is due.
    """

    last: Period
    as_of: date | None
    due_days: int

    def counts_as_due(self, quarter: int) -> bool:
        """Whether the round of that quarter fell due; always true for a run on complete data."""
        return self.as_of is None or due_date(quarter_at(quarter), self.due_days) < self.as_of


def lay_out(observations: pd.DataFrame, codebook: Codebook, calendar: Calendar) -> Cells:
    """The cells of all quarters from the first observed one to the last of the run. Rows of unknown codes are left out."""
    rows = _rows(observations, codebook, calendar)
    first = int(rows["quarter"].min()) if len(rows) else calendar.last.quarter_index
    quarters = max(calendar.last.quarter_index - first + 1, 1)
    shape = (quarters, len(codebook.subjects), len(codebook.indicators))
    place = (rows["quarter"].to_numpy() - first, rows["subject"].to_numpy(), rows["indicator"].to_numpy())
    seen = np.zeros(shape, dtype=np.int64)
    np.add.at(seen, place, np.where(rows["filed"], rows["months"], 0))
    counted = _counted(rows, codebook)
    sums = [_sum(counted, name, shape, first) for name in ("k", "n", "variance")]
    return Cells(
        first=first,
        numerator=sums[0],
        weight=sums[1],
        variance=sums[2],
        seen=seen,
        due=_due(seen, codebook, calendar, first),
        unavailable=_any(rows, rows["status"] == str(CellStatus.NOT_AVAILABLE), shape, first),
        tardy=_any(rows, rows["tardy"], shape, first),
    )


def _rows(observations: pd.DataFrame, codebook: Codebook, calendar: Calendar) -> pd.DataFrame:
    """Total rows of known codes up to the last quarter, with integer places, kinds applied and periods parsed; the last version counts."""
    frame = observations[observations["indicator"].isin(codebook.codes) & observations["subject"].isin(codebook.subjects)]
    if "breakdown" in frame:
        frame = frame[frame["breakdown"].isin([TOTAL, ""]) | frame["breakdown"].isna()]
    which, codes = pd.factorize(frame["period"])
    periods = [parse_period(code) for code in codes]
    status = frame["status"].astype(object).where(frame["status"].notna(), "").to_numpy()
    rows = pd.DataFrame(
        {
            "indicator": _looked_up(frame["indicator"], codebook.codes),
            "subject": _looked_up(frame["subject"], codebook.subjects),
            "quarter": np.array([period.quarter_index for period in periods], dtype=np.int64)[which],
            "order": np.array([period.last_day.toordinal() for period in periods], dtype=np.int64)[which],
            "months": np.array([period.months for period in periods], dtype=np.int64)[which],
            "tardy": _tardy(
                frame, np.array([due_date(period.round, calendar.due_days).isoformat() for period in periods], dtype=object)[which]
            ),
            "status": np.where(status == "", str(CellStatus.REPORTED), status.astype(str)),
            **{name: pd.to_numeric(frame[name]).to_numpy(dtype=float) for name in ("numerator", "denominator", "value", "se")},
        }
    )
    rows = rows[rows["quarter"] <= calendar.last.quarter_index].sort_values(["indicator", "subject", "order", "months"], kind="stable")
    rows = rows.drop_duplicates(["indicator", "subject", "order", "months"], keep="last")
    return _with_evidence(_weigh(rows, codebook), codebook)


def _looked_up(codes: pd.Series, known: Sequence[str]) -> Whole:
    """The position of every code in `known`."""
    which, found = pd.factorize(codes)
    positions = {code: index for index, code in enumerate(known)}
    return np.array([positions[code] for code in found], dtype=np.int64)[which]


def _tardy(frame: pd.DataFrame, due: NDArray[np.object_]) -> Mask:
    """Whether each row was received after the due day of its round; False where the day of receipt is not known."""
    if "received" not in frame:
        return np.zeros(len(frame), dtype=bool)
    received = frame["received"].fillna("").astype(str).str[:10].to_numpy(dtype=object)
    return np.asarray((received != "") & (received > due), dtype=bool)


def _weigh(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Adds k, n, variance and filed (whether the cell holds a figure or a confirmed nil), by kind (method.md 1.2)."""
    fraction = codebook.fraction[rows["indicator"]]
    mean = codebook.mean[rows["indicator"]]
    n = np.where(fraction, rows["denominator"], np.where(mean, rows["denominator"].fillna(1.0), 1.0))
    k = np.where(fraction, rows["numerator"], rows["value"] * n)
    nil = (rows["status"] == str(CellStatus.CONFIRMED_NIL)).to_numpy()
    complete = ~np.isnan(k) & ~np.isnan(n)
    filed = rows["status"].isin(_FILED).to_numpy() & (complete | nil)
    counts = filed & ~nil & (n > 0)
    return rows.assign(
        k=np.where(counts, k, 0.0),
        n=np.where(counts, n, 0.0),
        variance=np.where(counts & mean, (rows["se"] * n) ** 2, 0.0),
        filed=filed,
    )


def _with_evidence(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """Cumulative series differenced: each filed value less the one before it; a fall is a restart, the first has no difference."""
    cumulative = codebook.cumulative[rows["indicator"]] & rows["filed"].to_numpy()
    if not cumulative.any():
        return rows
    series = rows[cumulative]
    steps = series.groupby(["indicator", "subject"], sort=False)[["k", "n"]].diff()
    restart = (steps < 0).any(axis=1)
    flows = steps.mask(restart, series[["k", "n"]]).fillna(0.0)
    changed = rows.copy()
    changed.loc[cumulative, ["k", "n"]] = flows
    return changed


def _counted(rows: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """The rows whose figures enter the quarter: all of a flow, the last filed one of a stock."""
    filed = rows[rows["filed"]]
    stock = codebook.stock[filed["indicator"]]
    latest = filed[stock].drop_duplicates(["indicator", "subject", "quarter"], keep="last")
    return pd.concat([filed[~stock], latest])


def _sum(rows: pd.DataFrame, name: str, shape: tuple[int, int, int], first: int) -> Array:
    sums = np.zeros(shape)
    np.add.at(
        sums, (rows["quarter"].to_numpy() - first, rows["subject"].to_numpy(), rows["indicator"].to_numpy()), rows[name].to_numpy(float)
    )
    return sums


def _any(rows: pd.DataFrame, flag: pd.Series, shape: tuple[int, int, int], first: int) -> Mask:
    marks = np.zeros(shape, dtype=bool)
    hits = rows[flag.to_numpy(dtype=bool)]
    marks[hits["quarter"] - first, hits["subject"], hits["indicator"]] = True
    return marks


def _due(seen: Whole, codebook: Codebook, calendar: Calendar, first: int) -> Whole:
    """Months due in each quarter: from the first quarter in which anybody filed the indicator (never filed: from the first of all).

    What came early counts as due, what is not yet due and did not come does not (method.md 1.12b).
    """
    quarters = seen.shape[0]
    rounds = [quarter_at(first + q) for q in range(quarters)]
    ends = np.array([[period.part * 3 % months == 0 for months in codebook.months] for period in rounds])
    months = np.where(ends, np.maximum(codebook.months, 3), 0)
    filed = (seen > 0).any(axis=1)
    start = np.where(filed.any(axis=0), filed.argmax(axis=0), 0)
    begun = np.arange(quarters)[:, None] >= start
    fallen = np.array([calendar.counts_as_due(first + q) for q in range(quarters)])
    due = np.where(begun & fallen[:, None], months, 0)[:, None, :] * codebook.applicable
    return np.asarray(np.maximum(due, seen), dtype=np.int64)


def add_country(cells: Cells, codebook: Codebook) -> Cells:
    """The cells with the country's row made of the regions' sums, where any region reported, else as its own sheet says (method.md 1.1)."""
    country = codebook.subjects.index(NATIONAL)
    regions = np.arange(len(codebook.subjects)) != country
    applicable = codebook.applicable[regions]
    by_region = (cells.seen[:, regions] * applicable > 0).any(axis=1)
    return replace(
        cells,
        numerator=_with_row(cells.numerator, country, by_region, (cells.numerator[:, regions] * applicable).sum(axis=1)),
        weight=_with_row(cells.weight, country, by_region, (cells.weight[:, regions] * applicable).sum(axis=1)),
        variance=_with_row(cells.variance, country, by_region, (cells.variance[:, regions] * applicable).sum(axis=1)),
        seen=_with_row(cells.seen, country, by_region, cells.seen[:, regions].max(axis=1, initial=0)),
        due=_with_row(cells.due, country, by_region, cells.due[:, regions].max(axis=1, initial=0)),
    )


def _with_row(values: NDArray[Number], row: int, where: Mask, filled: NDArray[Number]) -> NDArray[Number]:
    result = values.copy()
    result[:, row] = np.where(where, filled, values[:, row])
    return result
