"""Bringing a store of an earlier version up to the present schema, after a copy of it was put aside."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from indicators.store.connection import open_engine, sqlite_path
from indicators.store.creation import known_revisions, migrate, newest_revision, schema_revision
from indicators.store.refusals import StoreUnavailable
from indicators.store.tables import settings


@dataclass(frozen=True, slots=True)
class Upgrade:
    """From which schema to which; `kept` is the copy of the store as it was (SQLite only), None where nothing was to be done."""

    before: str
    after: str
    kept: Path | None


def upgrade_store(url: str) -> Upgrade:
    """Migrates a store, each step whole or not at all; StoreUnavailable: store_missing, store_newer (of a later version).

    An SQLite file is copied first through the database's own backup interface. Another database is backed up by its administrator.
    """
    engine = open_engine(url)
    before, after = _revision(url), newest_revision()
    if before == after:
        return Upgrade(before, after, None)
    if before not in known_revisions():
        raise StoreUnavailable("store_newer", revision=before)
    kept = _put_aside(url, before)
    migrate(engine)
    engine.dispose()
    return Upgrade(before, after, kept)


def is_demo_store(url: str) -> bool:
    """Whether the store says of itself that it is a demo; an old one can be asked too."""
    _revision(url)
    engine = open_engine(url)
    with engine.connect() as connection:
        demo = connection.execute(select(settings.c.value).where(settings.c.name == "demo")).scalar() == "true"
    engine.dispose()
    return demo


def _revision(url: str) -> str:
    path = sqlite_path(url)
    found = None if path is not None and not path.exists() else schema_revision(open_engine(url))
    if found is None:
        raise StoreUnavailable("store_missing", path=path.name if path else "")
    return found


def _put_aside(url: str, revision: str) -> Path | None:
    path = sqlite_path(url)
    if path is None:
        return None
    kept = path.with_name(f"{path.name}.before-upgrade-from-{revision}")
    source, target = sqlite3.connect(path), sqlite3.connect(kept)
    with source, target:
        source.backup(target)
    source.close()
    target.close()
    return kept
