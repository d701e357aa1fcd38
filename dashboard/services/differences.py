"""What differs between versions of a workbook, cell by cell: before and after, where, and with which version it changed."""

from collections.abc import Mapping
from itertools import pairwise

import pandas as pd

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from indicators.model.observation import OBSERVATION_KEY, OBSERVATION_VALUES
from indicators.store.observations import load_observations
from indicators.store.submission_records import SubmissionRecord, load_submission, load_submissions

_KEY = [*OBSERVATION_KEY, "field"]


def compare_figures(before: pd.DataFrame | None, after: pd.DataFrame) -> pd.DataFrame | None:
    """Figures that differ: OBSERVATION_KEY, field, before, after, sheet, cell; None without an earlier version.

    `cell` is that of the field; where a figure is no longer there, sheet and cell are those it had.
    """
    if before is None:
        return None
    old, new = (_by_field(frame, name) for frame, name in ((before, "before"), (after, "after")))
    joined = old.merge(new, on=_KEY, how="outer", suffixes=("_before", ""))
    for name in ("sheet", "cell"):
        joined[name] = joined[name].where(joined[name].notna(), joined[f"{name}_before"])
    both_missing = joined["before"].isna() & joined["after"].isna()
    changed = joined[(joined["before"] != joined["after"]) & ~both_missing]
    return changed[[*_KEY, "before", "after", "sheet", "cell"]].reset_index(drop=True)


def compare_versions(desk: Desk, earlier: str, later: str) -> pd.DataFrame:
    """What differs between two versions of a round: as `compare_figures`, with by, at and version of the version that changed it last.

    The order of the two is theirs in time. AccessRefused, NotFound; Refused for workbooks of two departments or rounds.
    """
    ends = sorted((load_submission(desk.store, earlier), load_submission(desk.store, later)), key=lambda record: record.version)
    for record in ends:
        require(desk.actor, Action.READ_SUBMISSION, department=record.department, demo=desk.demo)
    first, last = ends
    if (first.department, first.round) != (last.department, last.round):
        raise Refused("refusals.versions_of_two")
    steps = [
        record
        for record in reversed(load_submissions(desk.store, department=first.department, round=first.round))
        if first.version <= record.version <= last.version
    ]
    figures = {record.id: load_observations(desk.store, record.id) for record in steps}
    changed = compare_figures(figures[first.id], figures[last.id])
    assert changed is not None
    return _with_authors(changed, steps, figures)


def _with_authors(changed: pd.DataFrame, steps: list[SubmissionRecord], figures: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    authors: dict[tuple[object, ...], SubmissionRecord] = {}
    for one, next_one in pairwise(steps):
        step = compare_figures(figures[one.id], figures[next_one.id])
        if step is not None:
            authors |= dict.fromkeys(step[_KEY].itertuples(index=False, name=None), next_one)
    who = [authors[key] for key in changed[_KEY].itertuples(index=False, name=None)]
    return changed.assign(by=[one.by for one in who], at=[one.received for one in who], version=[one.version for one in who])


def _by_field(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """One row for each field of each figure, with the cell of that field."""
    long = frame.melt([*OBSERVATION_KEY, "sheet", "cell", "denominator_cell"], [*OBSERVATION_VALUES], "field", name)
    second = (long["field"] == "denominator") & long["denominator_cell"].notna() & (long["denominator_cell"] != "")
    return long.assign(cell=long["cell"].where(~second, long["denominator_cell"])).astype({name: "object"}).drop(columns="denominator_cell")
