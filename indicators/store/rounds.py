"""Collection rounds: a quarter of the plan or a month of the special action, from opening to publication."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert, select

from indicators.model.indicator import Frequency
from indicators.model.period import Period, parse_period
from indicators.model.round import RoundKind, RoundState
from indicators.store.connection import Store, reading
from indicators.store.refusals import NotFound, StaleVersion
from indicators.store.tables import rounds
from indicators.store.transaction import Act, Done, EventDraft, Stamp
from indicators.store.versions import Expected, swap_row


@dataclass(frozen=True, slots=True)
class RoundRecord:
    """One round. `ends`, `due`, `opened` are ISO; `reopened_until` only while it is reopened."""

    period: str
    kind: RoundKind
    state: RoundState
    ends: str
    due: str
    opened: str
    reopened_until: str | None
    row_version: int


def open_round(stamp: Stamp, period: str, due: date) -> Act[RoundRecord]:
    """Opens a round for submissions; StaleVersion if it was opened before, ValueError if the period is no round."""
    stretch = parse_period(period)
    row: dict[str, Any] = {
        "period": stretch.code,
        "kind": round_kind(stretch),
        "state": RoundState.OPEN,
        "ends": stretch.last_day.isoformat(),
        "due": due.isoformat(),
        "opened": stamp.at,
        "reopened_until": None,
        "row_version": 1,
    }

    def work(connection: Connection) -> Done[RoundRecord]:
        present = connection.execute(select(rounds.c.state).where(rounds.c.period == stretch.code)).scalar()
        if present is not None:
            raise StaleVersion("rounds", stretch.code, present)
        connection.execute(insert(rounds).values(row))
        return Done(RoundRecord(**row), EventDraft("open_round", stretch.code, stretch.code, payload={"due": row["due"]}))

    return Act(stamp, work)


def close_round(stamp: Stamp, period: str, version: int) -> Act[RoundRecord]:
    """Ends the collection: nothing more is received."""
    expected = Expected(period, version, (RoundState.OPEN, RoundState.REOPENED))
    return _move_round(stamp, expected, EventDraft("close_round", period, period), RoundState.CLOSED)


def reopen_round(stamp: Stamp, expected: Expected, until: date, reason: str) -> Act[RoundRecord]:
    """Opens a closed, frozen or published round again until a day; who proposed and signed it is settled before."""
    draft = EventDraft("reopen_round", expected.id, expected.id, reason, {"until": until.isoformat()})
    return _move_round(stamp, expected, draft, RoundState.REOPENED, until.isoformat())


def round_kind(period: Period) -> RoundKind:
    """Quarters are rounds of the plan, months of the special action; ValueError for anything else."""
    kinds = {Frequency.QUARTER: RoundKind.QUARTER, Frequency.MONTH: RoundKind.SPECIAL_MONTH}
    if period.frequency not in kinds:
        raise ValueError(f"not a collection round: {period.code}")
    return kinds[period.frequency]


def load_rounds(store: Store) -> tuple[RoundRecord, ...]:
    """All rounds, the latest first."""
    with reading(store) as connection:
        rows = connection.execute(select(rounds).order_by(rounds.c.ends.desc(), rounds.c.kind)).mappings().all()
    return tuple(_record(row) for row in rows)


def load_round(store: Store, period: str) -> RoundRecord:
    """One round; NotFound if it was never opened."""
    with reading(store) as connection:
        return find_round(connection, period)


def find_round(connection: Connection, period: str) -> RoundRecord:
    """One round within a transaction; NotFound if it was never opened."""
    row = connection.execute(select(rounds).where(rounds.c.period == period)).mappings().first()
    if row is None:
        raise NotFound("rounds", period)
    return _record(row)


def _move_round(stamp: Stamp, expected: Expected, draft: EventDraft, state: RoundState, until: str | None = None) -> Act[RoundRecord]:
    def work(connection: Connection) -> Done[RoundRecord]:
        row = swap_row(connection, rounds, expected, {"state": state, "reopened_until": until})
        return Done(_record(row), draft)

    return Act(stamp, work)


def _record(row: Mapping[Any, Any]) -> RoundRecord:
    return RoundRecord(**dict(row) | {"kind": RoundKind(row["kind"]), "state": RoundState(row["state"])})
