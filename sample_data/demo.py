"""The demonstration's history as a feed: every workbook that came in, in time order, with what became of it.

The services replay it; nothing here touches a store.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from sample_data.faults import draft_with_problems
from sample_data.observations import sample_observations
from sample_data.patterns import first_version
from sample_data.story import AS_OF, Filing, Outcome, Review, Round, demo_filings, demo_rounds
from sample_data.workbooks import place_figures, slipped_cells, split_by_workbook, with_slip, workbook_name, write_workbook

__all__ = ["AS_OF", "DemoSubmission", "Filing", "Outcome", "Review", "Round", "demo_rounds", "demo_submissions"]


@dataclass(frozen=True, slots=True)
class DemoSubmission:
    """One uploaded workbook: `filing` says whose, when, by whom and what became of it; a draft was checked but never submitted.

    `observations` are what the check reads from `data` (OBSERVATION_COLUMNS), so that a replay need not read it; None for a draft.
    `cells` (SHEET!CELL) are those that the reviewer points at when the workbook is returned.
    """

    filing: Filing
    name: str
    data: bytes
    observations: pd.DataFrame | None
    cells: tuple[str, ...] = ()


def demo_submissions(catalogue: Catalogue) -> Iterator[DemoSubmission]:
    """Every version of every workbook up to the demonstration's day, in time order; workbooks are made one at a time."""
    observations = sample_observations(catalogue)
    books = split_by_workbook(catalogue, observations)
    earlier = {code: observations[observations["indicator"].isin(own)] for code, own in _own_indicators(catalogue).items()}
    for filing in demo_filings(catalogue):
        key = (filing.department, filing.round)
        returned = filing.outcome is Outcome.RETURNED
        figures = with_slip(books[key], filing.department) if returned else books[key]
        figures = first_version(figures) if filing.outcome is Outcome.REPLACED else figures
        data = write_workbook(catalogue, key, figures, earlier[filing.department])
        name = workbook_name(*key, filing.version)
        if filing.outcome is Outcome.DRAFT:
            yield DemoSubmission(filing, name, draft_with_problems(catalogue, data), None)
            continue
        placed = place_figures(catalogue, key, figures)
        cells = slipped_cells(placed, place_figures(catalogue, key, books[key])) if returned else ()
        yield DemoSubmission(filing, name, data, placed, cells)


def _own_indicators(catalogue: Catalogue) -> dict[str, list[str]]:
    return {item.code: [indicator.code for indicator in catalogue.led_by(item.code)] for item in catalogue.reporting_departments()}
