"""What departments have reported, accepted or not yet: the latest word of each for a round. What counts is observations.py's."""

from collections.abc import Collection

import pandas as pd
from sqlalchemy import Connection, func, select

from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.model.submission import SubmissionState
from indicators.store.connection import Store, reading
from indicators.store.observations import NUMBERS
from indicators.store.tables import LIVE_STATES, observations, submissions

REPORTED_STATES = (*LIVE_STATES, str(SubmissionState.SUBMITTED), str(SubmissionState.IN_REVIEW))
REPORTED_COLUMNS = (*OBSERVATION_COLUMNS, "submission", "file", "department")


def load_reported(store: Store, codes: Collection[str], periods: Collection[str]) -> pd.DataFrame:
    """The figures of the latest version of each department and round that is neither returned nor withdrawn; REPORTED_COLUMNS."""
    with reading(store) as connection:
        return find_reported(connection, codes, periods)


def find_reported(connection: Connection, codes: Collection[str], periods: Collection[str]) -> pd.DataFrame:
    """`load_reported` within a transaction."""
    standing = submissions.c.state.in_(REPORTED_STATES)
    latest = (
        select(submissions.c.department, submissions.c.round, func.max(submissions.c.version).label("version"))
        .where(standing)
        .group_by(submissions.c.department, submissions.c.round)
        .subquery()
    )
    same = (
        (submissions.c.department == latest.c.department)
        & (submissions.c.round == latest.c.round)
        & (submissions.c.version == latest.c.version)
    )
    columns = [observations.c[name] for name in OBSERVATION_COLUMNS]
    query = (
        select(*columns, submissions.c.id, submissions.c.file, submissions.c.department)
        .join_from(observations, submissions, observations.c.submission == submissions.c.id)
        .join(latest, same)
        .where(standing, observations.c.indicator.in_(sorted(codes)), observations.c.period.in_(sorted(periods)))
    )
    frame = pd.DataFrame(connection.execute(query).all(), columns=list(REPORTED_COLUMNS))
    return frame.astype({name: "float64" if name in NUMBERS else "str" for name in REPORTED_COLUMNS})
