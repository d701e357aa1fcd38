"""The open store: an engine whose reads cannot write and whose writes take the lock first. It writes nothing itself.

SQLite: write-ahead log, synchronous FULL, busy timeout, foreign keys, BEGIN IMMEDIATE for writes (safety.md 3.2).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, InterfaceError, NoSuchModuleError, OperationalError

from indicators.store.refusals import StoreUnavailable

BUSY_TIMEOUT_MS = 30_000
WRITES = "writes"
"""Execution option of a connection that may write; only `transaction` and `creation` set it."""


@dataclass(frozen=True, slots=True)
class Store:
    """One store: `engine`, `key` of the event chain (None: the store can be read, not written), `anchor` file of its heads."""

    engine: Engine
    key: bytes | None
    anchor: Path


def open_engine(url: str) -> Engine:
    """An engine for `sqlite:///FILE` or `postgresql+psycopg://...`; StoreUnavailable if the address makes no sense."""
    try:
        engine = create_engine(url, pool_pre_ping=url.startswith("postgresql"))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise StoreUnavailable("store_address") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def sqlite_path(url: str) -> Path | None:
    """The file of an SQLite store; None for another database. StoreUnavailable if the address makes no sense."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreUnavailable("store_address") from error
    if parsed.get_backend_name() != "sqlite":
        return None
    if not parsed.database or parsed.database == ":memory:":
        raise StoreUnavailable("store_address")
    return Path(parsed.database)


@contextmanager
def reading(store: Store) -> Iterator[Connection]:
    """A connection that sees one state of the store and cannot write; StoreUnavailable if the database does not answer."""
    try:
        with store.engine.connect() as connection:
            yield connection
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable("store_not_answering") from error


def _prepare_sqlite(connection: object, record: object) -> None:
    # The driver would otherwise begin (deferred) by itself, and only before a write.
    connection.isolation_level = None  # type: ignore[attr-defined]
    cursor = connection.cursor()  # type: ignore[attr-defined]
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA foreign_keys=ON")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get(WRITES, False):
        # REPEATABLE READ: several queries of one reading see one state, as on SQLite.
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
