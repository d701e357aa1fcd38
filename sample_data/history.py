"""What the office holds on the day of the demonstration: the figures of all accepted workbooks, with the day each was received."""

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from sample_data.observations import sample_observations
from sample_data.story import Outcome, demo_filings
from sample_data.workbooks import split_by_workbook

Filed = frozenset[tuple[str, str]]


def accepted_history(catalogue: Catalogue) -> tuple[pd.DataFrame, Filed]:
    """Accepted observations (OBSERVATION_COLUMNS and `received`, an ISO date) and the (department, round) pairs they came in."""
    books = split_by_workbook(catalogue, sample_observations(catalogue))
    accepted = [filing for filing in demo_filings(catalogue) if filing.outcome is Outcome.ACCEPTED]
    parts = [books[filing.department, filing.round].assign(received=filing.at.date().isoformat()) for filing in accepted]
    return pd.concat(parts, ignore_index=True), frozenset((filing.department, filing.round) for filing in accepted)
