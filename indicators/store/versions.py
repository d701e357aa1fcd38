"""Compare and swap: a row changes only if it is still the version the person saw. It knows no states of its own."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Table, select, update

from indicators.store.refusals import NotFound, StaleVersion


@dataclass(frozen=True, slots=True)
class Expected:
    """What the person saw: row `id` at `version`; `states` are those in which the act makes sense at all."""

    id: str
    version: int
    states: Collection[str]


def swap_row(connection: Connection, table: Table, expected: Expected, changes: Mapping[str, Any]) -> Mapping[Any, Any]:
    """Changes the row, raises its version by one and returns it; StaleVersion if it moved on, NotFound if there is none."""
    key = next(iter(table.primary_key.columns))
    condition = (key == expected.id) & (table.c.row_version == expected.version) & table.c.state.in_(tuple(expected.states))
    outcome = connection.execute(update(table).where(condition).values(row_version=table.c.row_version + 1, **changes))
    row = connection.execute(select(table).where(key == expected.id)).mappings().first()
    if row is None:
        raise NotFound(table.name, expected.id)
    if outcome.rowcount != 1:
        raise StaleVersion(table.name, expected.id, row["state"])
    return row
