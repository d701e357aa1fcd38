"""A store of an earlier version is brought up to date with everything in it, and a copy of it is kept."""

import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from indicators.store.connection import WRITES, open_engine
from indicators.store.creation import MIGRATIONS, newest_revision, schema_revision
from indicators.store.refusals import StoreUnavailable
from indicators.store.upgrade import is_demo_store, upgrade_store


def old_store(path: Path, revision: str = "v0004") -> str:
    """A store as an earlier version left it, with its settings."""
    url = f"sqlite:///{path}"
    engine = open_engine(url)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with engine.connect().execution_options(**{WRITES: True}) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    with engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        connection.execute(sa.text("INSERT INTO settings (name, value) VALUES ('demo', 'true'), ('as_of', '2026-11-20')"))
    engine.dispose()
    return url


def test_an_older_store_is_brought_up_to_date_and_the_old_one_is_kept(tmp_path):
    url = old_store(tmp_path / "store.sqlite")
    done = upgrade_store(url)
    assert (done.before, done.after) == ("v0004", newest_revision()) and done.kept is not None
    assert schema_revision(open_engine(url)) == newest_revision() and is_demo_store(url)
    assert sqlite3.connect(done.kept).execute("SELECT version_num FROM alembic_version").fetchone() == ("v0004",)


def test_a_store_that_is_up_to_date_is_left_alone(tmp_path):
    url = old_store(tmp_path / "store.sqlite", "head")
    assert upgrade_store(url).kept is None and list(tmp_path.glob("*before*")) == []


def test_a_store_of_a_later_version_and_no_store_at_all_are_refused(tmp_path):
    url = old_store(tmp_path / "store.sqlite")
    sqlite3.connect(tmp_path / "store.sqlite", isolation_level=None).execute("UPDATE alembic_version SET version_num = 'v9999'")
    with pytest.raises(StoreUnavailable) as later:
        upgrade_store(url)
    with pytest.raises(StoreUnavailable) as missing:
        upgrade_store(f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert (later.value.code, missing.value.code) == ("store_newer", "store_missing")
