"""Values from which the tests of the store are built: people, workbooks, rounds, a store with one submission."""

from datetime import date

import numpy as np
import pandas as pd
from sqlalchemy import text

from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.store.connection import WRITES, Store
from indicators.store.rounds import open_round
from indicators.store.submission_records import SubmissionRecord
from indicators.store.submissions import Incoming, receive_submission
from indicators.store.transaction import Stamp, perform

KEY = b"a key of thirty-two bytes ......"
DUE = date(2026, 10, 25)


def liaison(at: str = "2026-10-12T01:00:00+00:00") -> Stamp:
    return Stamp(at, "公安部联络员", "liaison")


def reviewer(at: str = "2026-10-14T01:00:00+00:00") -> Stamp:
    return Stamp(at, "审核员", "reviewer")


def director(at: str = "2026-10-16T01:00:00+00:00") -> Stamp:
    return Stamp(at, "主任", "director")


def figures(rows: int = 3, period: str = "2026-Q3", first: float = 1.0) -> pd.DataFrame:
    """`rows` observations of A2-01, one a region, the second without a denominator."""
    frame = pd.DataFrame(
        {
            "indicator": "A2-01",
            "subject": [f"{11 + position}" for position in range(rows)],
            "period": period,
            "breakdown": "total",
            "numerator": first + np.arange(rows, dtype=float),
            "denominator": [np.nan if position == 1 else 100.0 for position in range(rows)],
            "value": np.nan,
            "se": np.nan,
            "status": "REPORTED",
            "sheet": "A2",
            "cell": [f"D{8 + position}" for position in range(rows)],
            "denominator_cell": [f"E{8 + position}" for position in range(rows)],
            "note": None,
        }
    )
    text_columns = [name for name in OBSERVATION_COLUMNS if name not in ("numerator", "denominator", "value", "se")]
    return frame.astype(dict.fromkeys(text_columns, "str"))[list(OBSERVATION_COLUMNS)]


def workbook(content: bytes = b"workbook", department: str = "MPS", round: str = "2026-Q3", **changes: object) -> Incoming:
    """A workbook on its way in."""
    values = {"file": f"{department}.xlsx", "template_version": "7", "observations": figures(period=round)} | changes
    return Incoming(department=department, round=round, data=content, **values)  # type: ignore[arg-type]


def with_round(store: Store, period: str = "2026-Q3") -> Store:
    perform(store, open_round(director(), period, DUE))
    return store


def submitted(store: Store, incoming: Incoming | None = None, stamp: Stamp | None = None) -> SubmissionRecord:
    """The submission that a workbook became."""
    return perform(store, receive_submission(stamp or liaison(), incoming or workbook())).submission


def tamper(store: Store, *statements: str) -> None:
    """Changes the database behind the product's back, as somebody with its password could: triggers off first."""
    with store.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "sqlite":
            triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all()
            for trigger in triggers:
                connection.execute(text(f"DROP TRIGGER {trigger}"))
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        for statement in statements:
            connection.exec_driver_sql(statement)
