"""What a reviewer said of a returned submission, cell by cell, beside what stands in the cell."""

from dataclasses import dataclass

import pandas as pd

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.services.desk import Desk
from indicators.store.observations import load_observations
from indicators.store.submission_records import ReturnRecord, load_returns, load_submission


@dataclass(frozen=True, slots=True)
class ReturnedCell:
    """One cell a reviewer named. `value` is None where the cell holds no figure that was received; `cell` is empty for the whole."""

    sheet: str
    cell: str
    indicator: str
    subject: str
    value: float | str | None
    reason: str
    words: str
    by: str
    at: str


def returned_cells(desk: Desk, id: str) -> tuple[ReturnedCell, ...]:
    """The cells named by the last return of a submission, or one line for the whole of it; empty if it was not returned."""
    record = load_submission(desk.store, id)
    require(desk.actor, Action.READ_SUBMISSION, department=record.department, demo=desk.demo)
    said = load_returns(desk.store, id)
    if not said:
        return ()
    figures = load_observations(desk.store, id)
    return tuple(_cell(figures, said[-1], place) for place in said[-1].cells or ("",))


def _cell(figures: pd.DataFrame, said: ReturnRecord, place: str) -> ReturnedCell:
    sheet, _, cell = place.rpartition("!")
    words = (said.reason, said.note, said.by, said.at)
    for name, column in (("cell", None), ("denominator_cell", "denominator")):
        rows = figures[(figures["sheet"] == sheet) & (figures[name] == cell)]
        for _, row in rows.iterrows():
            first = row["numerator"] if pd.notna(row["numerator"]) else row["value"]
            value = row[column] if column else first
            return ReturnedCell(sheet, cell, row["indicator"], row["subject"], value if pd.notna(value) else row["status"], *words)
    return ReturnedCell(sheet, cell, "", "", None, *words)
