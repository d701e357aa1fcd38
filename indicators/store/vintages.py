"""Every version of every figure that was ever filed, with its day: what later versions replaced is still there."""

from datetime import datetime

import pandas as pd
from sqlalchemy import func, select

from indicators.catalogue.calendar import BEIJING
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.model.period import Period
from indicators.model.submission import SubmissionState
from indicators.store.connection import Store, reading
from indicators.store.observations import NUMBERS
from indicators.store.tables import LIVE_STATES, history, observations, rounds, submissions

VINTAGE_STATES = (*LIVE_STATES, str(SubmissionState.SUPERSEDED))
VINTAGE_COLUMNS = (*OBSERVATION_COLUMNS, "submission", "department", "version", "received", "due")


def load_vintages(store: Store, until: Period) -> pd.DataFrame:
    """Figures of all versions that counted once or were replaced by their sender, rounds up to `until`; VINTAGE_COLUMNS.

    `received` and `due` are ISO days in Beijing (past rounds: the day they were first filed), `version` counts from 1.
    """
    received = func.coalesce(history.c.filed, submissions.c.received)
    columns = [observations.c[name] for name in OBSERVATION_COLUMNS]
    query = (
        select(*columns, submissions.c.id, submissions.c.department, submissions.c.version, received, rounds.c.due)
        .join_from(observations, submissions, observations.c.submission == submissions.c.id)
        .join(rounds, rounds.c.period == submissions.c.round)
        .outerjoin(history, history.c.submission == submissions.c.id)
        .where(submissions.c.state.in_(VINTAGE_STATES), rounds.c.ends <= until.last_day.isoformat())
    )
    with reading(store) as connection:
        frame = pd.DataFrame(connection.execute(query).all(), columns=list(VINTAGE_COLUMNS))
    text = {name: "float64" if name in NUMBERS else "str" for name in VINTAGE_COLUMNS if name != "version"}
    days = {at: _day(at) for at in frame["received"].unique()}
    return frame.assign(received=frame["received"].map(days)).astype(text).astype({"version": "int64"})


def _day(at: str) -> str:
    """The day in Beijing of a moment (ISO, UTC), which is the day that due dates are in; a day stays what it is."""
    return at if len(at) == len("2026-01-01") else datetime.fromisoformat(at).astimezone(BEIJING).date().isoformat()
