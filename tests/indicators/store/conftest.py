"""Stores for tests: always on SQLite, and on PostgreSQL too where TEST_POSTGRES_URL names a server to use."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from filled_store import KEY, director
from sqlalchemy import create_engine, text

from indicators.store.connection import Store
from indicators.store.creation import Creation, create_store

SERVER = os.environ.get("TEST_POSTGRES_URL", "")
DATABASES = ["sqlite", "postgresql"] if SERVER else ["sqlite"]


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty place for a store; on PostgreSQL a schema of its own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    schema = f"t_{uuid4().hex}"
    server = create_engine(SERVER, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    yield f"{SERVER}{'&' if '?' in SERVER else '?'}options=-csearch_path%3D{schema}"
    with server.connect() as connection:
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    server.dispose()


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    """A new real store with its first event."""
    made = create_store(url, KEY, Creation(director(), demo=False), tmp_path / "chain.anchor")
    yield made
    made.engine.dispose()


@pytest.fixture
def sqlite_store(tmp_path: Path) -> Iterator[Store]:
    """A new store in an SQLite file, for what concerns the file."""
    made = create_store(f"sqlite:///{tmp_path / 'store.db'}", KEY, Creation(director(), demo=False))
    yield made
    made.engine.dispose()
