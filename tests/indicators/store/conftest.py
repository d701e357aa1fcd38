"""Stores for tests: always on SQLite, and on PostgreSQL too where there is a server or one can be started (tests/postgresql.py)."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from filled_store import KEY, director

from indicators.store.connection import Store
from indicators.store.creation import Creation, create_store
from tests.postgresql import DATABASES, empty_schema


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty place for a store; on PostgreSQL a schema of its own."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'store.db'}"
        return
    with empty_schema(request.getfixturevalue("postgresql_server")) as address:
        yield address


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
