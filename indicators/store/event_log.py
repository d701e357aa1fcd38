"""The event chain as it is read: by object, by period, the latest first. Appending is `transaction`'s, verifying `chain`'s."""

import json

from sqlalchemy import select

from indicators.model.event import Event
from indicators.store.chain import GENESIS, Head
from indicators.store.connection import Store, reading
from indicators.store.tables import events


def load_events(store: Store, object: str | None = None, period: str | None = None, limit: int | None = None) -> tuple[Event, ...]:
    """Events of one object, one period or all, the latest first."""
    query = select(events).order_by(events.c.sequence.desc()).limit(limit)
    if object is not None:
        query = query.where(events.c.object == object)
    if period is not None:
        query = query.where(events.c.period == period)
    with reading(store) as connection:
        rows = connection.execute(query).mappings().all()
    return tuple(Event(**dict(row) | {"payload": json.loads(row["payload"])}) for row in rows)


def load_head(store: Store) -> Head:
    """The end of the chain now; number 0 if it is empty."""
    latest = load_events(store, limit=1)
    return Head(latest[0].sequence, latest[0].hash) if latest else Head(0, GENESIS)


def load_head_of(store: Store, object: str) -> Head:
    """The hash after the latest event of one object: what a receipt or brief about it prints."""
    latest = load_events(store, object=object, limit=1)
    return Head(latest[0].sequence, latest[0].hash) if latest else Head(0, GENESIS)


def find_head(store: Store, hash: str) -> int | None:
    """The number of the event that has this hash, as printed on a brief or receipt; None if the chain has none such."""
    with reading(store) as connection:
        return connection.execute(select(events.c.sequence).where(events.c.hash == hash)).scalar()
