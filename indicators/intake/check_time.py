"""Rules against earlier periods: a cumulative series does not fall (V-09). Skipped where the earlier figure is not known."""

from collections.abc import Iterator

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import Field
from indicators.intake.parse_entries import ParsedWorkbook
from indicators.intake.problems import cell_problem
from indicators.model.indicator import Measure
from indicators.model.observation import CellStatus
from indicators.model.period import parse_period
from indicators.model.submission import Problem

_COLUMNS = ["indicator", "subject", "period", "breakdown", "numerator", "value", "status"]
_COUNTED = (CellStatus.REPORTED, CellStatus.CONFIRMED_NIL)


def check_cumulative(catalogue: Catalogue, parsed: ParsedWorkbook, known: pd.DataFrame | None) -> Iterator[Problem]:
    """V-09: each figure of a cumulative series is at least the one before it, in this workbook or known from earlier rounds."""
    codes = [code for code, item in catalogue.indicators.items() if item.measure is Measure.CUMULATIVE]
    codes += [code for code, item in catalogue.series.items() if item.measure == Measure.CUMULATIVE]
    cumulative = parsed.frame["indicator"].isin(codes)
    if not cumulative.any():
        return
    mine = parsed.frame.loc[cumulative, _COLUMNS].assign(place=lambda frame: frame.index)
    frames = [mine] if known is None else [known[known["indicator"].isin(codes)][_COLUMNS].assign(place=-1), mine]
    rows = pd.concat(frames, ignore_index=True)
    rows = rows[rows["status"].isin(_COUNTED)]
    rows = rows.assign(figure=rows["numerator"].where(rows["numerator"].notna(), rows["value"]), ended=rows["period"].map(_last_day))
    rows = rows.sort_values(["ended", "place"], kind="stable").drop_duplicates(["indicator", "subject", "breakdown", "period"], keep="last")
    rows["before"] = rows.groupby(["indicator", "subject", "breakdown"])["figure"].shift()
    for row in rows[(rows["figure"] < rows["before"]) & (rows["place"] >= 0)].itertuples():
        placed = parsed.places[row.place]
        name = Field.NUMERATOR if Field.NUMERATOR in placed.columns else Field.VALUE
        cell = placed.cells.get(name)
        facts = {"before": f"{row.before:.15g}"}
        yield cell_problem("cumulative_falls", placed.address(name), (row.indicator, row.subject), cell.text if cell else None, facts)


def _last_day(period: str) -> str:
    return parse_period(period).last_day.isoformat()
