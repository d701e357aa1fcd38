"""Making, opening and migrating: what the migrations build is what tables.py says, step by step, whole or not at all."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from filled_store import KEY, director
from sqlalchemy import inspect, text

from indicators.store.chain import verify_chain
from indicators.store.connection import WRITES, open_engine
from indicators.store.creation import MIGRATIONS, Creation, create_store, migrate, newest_revision, open_store, schema_revision
from indicators.store.refusals import StoreUnavailable
from indicators.store.store_settings import load_settings
from indicators.store.tables import metadata


def test_migrations_build_what_the_tables_say(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    assert schema_revision(engine) == newest_revision()
    migrate(engine)
    engine.dispose()


def test_a_store_knows_for_good_whether_it_is_a_demo(url: str, tmp_path: Path) -> None:
    store = create_store(url, KEY, Creation(director(), demo=True, as_of="2026-10-20"), tmp_path / "a")
    found = load_settings(open_store(url, KEY, tmp_path / "a"))
    assert (found.demo, str(found.as_of), found.created) == (True, "2026-10-20", director().at)
    with pytest.raises(StoreUnavailable, match="store_exists"):
        create_store(url, KEY, Creation(director(), demo=False), tmp_path / "a")
    assert verify_chain(store).count == 1


def test_opening_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="store_missing"):
        open_store(f"sqlite:///{tmp_path / 'none.db'}", KEY)
    assert list(tmp_path.iterdir()) == []


def test_another_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "notes.db").write_bytes(b"this is not a database at all, but a text" * 50)
    with pytest.raises(StoreUnavailable, match="store_unreadable"):
        open_store(f"sqlite:///{tmp_path / 'notes.db'}", KEY)
    (tmp_path / "empty.db").write_bytes(b"")
    with pytest.raises(StoreUnavailable, match="store_missing"):
        open_store(f"sqlite:///{tmp_path / 'empty.db'}", KEY)


@pytest.mark.parametrize("address", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "oracle://x"])
def test_an_address_that_makes_no_sense_is_refused_in_words(address: str) -> None:
    with pytest.raises(StoreUnavailable, match="store_address"):
        open_store(address, KEY)


@pytest.mark.parametrize(("revision", "code"), [("v0001", "store_older"), ("v9999", "store_newer")])
def test_a_store_of_another_schema_is_not_opened(url: str, tmp_path: Path, revision: str, code: str) -> None:
    store = create_store(url, KEY, Creation(director(), demo=False), tmp_path / "a")
    with store.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})
    with pytest.raises(StoreUnavailable, match=code):
        open_store(url, KEY, tmp_path / "a")


def test_a_migration_that_fails_leaves_nothing_of_its_step(url: str) -> None:
    engine = open_engine(url)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        # In the way of the last table of the first step.
        connection.execute(text("CREATE TABLE snapshots (x INTEGER)"))
    with pytest.raises((StoreUnavailable, Exception), match="snapshots|store_not_answering"):
        migrate(engine)
    names = set(inspect(engine).get_table_names())
    assert "publications" not in names
    assert "assessments" not in names
    assert schema_revision(engine) == "v0001"
    engine.dispose()


def test_every_step_of_the_schema_follows_one_other() -> None:
    steps = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())
    assert [step.down_revision for step in steps] == [step.revision for step in steps[1:]] + [None]
