"""All rows of one database in another, and digests by which two databases are told to hold the same. For backups only."""

import hashlib
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, CursorResult, inspect, literal_column, select, table

from indicators.store.tables import metadata


def digest_tables(connection: Connection) -> Mapping[str, str]:
    """For every table `rows:sha256`, the same for the same rows whatever the database and their order in it."""
    names = sorted(name for name in inspect(connection).get_table_names() if name != "alembic_version")
    return {name: _digest_table(connection, name) for name in names}


def copy_tables(source: Connection, target: Connection) -> None:
    """Copies every row, parents before children, into the empty tables of the target's open transaction."""
    for each in metadata.sorted_tables:
        rows = [dict(row) for row in source.execute(select(each)).mappings()]
        if rows:
            target.execute(each.insert(), rows)


def _digest_table(connection: Connection, name: str) -> str:
    rows: CursorResult[Any] = connection.execute(select(literal_column("*")).select_from(table(name)))
    digests = sorted(hashlib.sha256("\x1f".join(_plain(value) for value in row).encode()).digest() for row in rows)
    return f"{len(digests)}:{hashlib.sha256(b''.join(digests)).hexdigest()}"


def _plain(value: object) -> str:
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes | memoryview) else repr(value)
