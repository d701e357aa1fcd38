"""A backup put back in place. The restoring is an event of the restored chain; without the key that chain stays unverifiable."""

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from indicators.store.acts import note_act
from indicators.store.backup import ANCHOR, DATABASE, BackupManifest, unpack_backup
from indicators.store.chain import ChainReport, ChainState, verify_chain
from indicators.store.connection import WRITES, Store, open_engine, sqlite_path
from indicators.store.creation import anchor_beside, migrate, open_store
from indicators.store.refusals import StoreUnavailable
from indicators.store.table_copies import copy_tables
from indicators.store.tables import settings
from indicators.store.transaction import EventDraft, Stamp, perform


@dataclass(frozen=True, slots=True)
class Place:
    """Where to restore to: address, key of the chain (None: readable, not verifiable), anchor file (None: beside the store).

    `replace` moves an SQLite store that is there aside (it is not deleted); without it, and on PostgreSQL, the place must be empty.
    """

    url: str
    key: bytes | None
    anchor: Path | None = None
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """The store, what the backup held, and how its chain read before the restoring was added to it."""

    store: Store
    manifest: BackupManifest
    chain: ChainReport


def restore_store(path: Path, place: Place, stamp: Stamp) -> Restored:
    """Checks a backup, puts it in place and verifies its chain.

    StoreUnavailable: backup_unreadable, backup_damaged, store_exists; then the place is as it was.
    """
    target, anchor = sqlite_path(place.url), place.anchor or anchor_beside(place.url)
    for folder in (target.parent if target else anchor.parent, anchor.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=anchor.parent) as folder_name:
        folder = Path(folder_name)
        manifest = unpack_backup(path, folder)
        _upgrade(folder / DATABASE)
        if target:
            _clear(target, anchor, place.replace, stamp)
            shutil.move(folder / DATABASE, target)
        else:
            _copy_in(folder / DATABASE, place.url)
        (folder / ANCHOR).replace(anchor)
    store = open_store(place.url, place.key, anchor)
    chain = verify_chain(store)
    if chain.state is not ChainState.UNVERIFIABLE:
        perform(store, note_act(stamp, EventDraft("restore", "store", payload={"backup": manifest.created, "chain": chain.state})))
    return Restored(store, manifest, chain)


def _upgrade(database: Path) -> None:
    engine = open_engine(f"sqlite:///{database}")
    migrate(engine)
    engine.dispose()


def _clear(target: Path, anchor: Path, replace: bool, stamp: Stamp) -> None:
    if not target.exists():
        return
    if not replace:
        raise StoreUnavailable("store_exists")
    suffix = ".before-restore-" + re.sub(r"\D", "", stamp.at)
    for name in (target, target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm"), anchor):
        if name.exists():
            name.replace(name.with_name(name.name + suffix))


def _copy_in(database: Path, url: str) -> None:
    engine, source = open_engine(url), open_engine(f"sqlite:///{database}")
    migrate(engine)
    with source.connect() as rows, engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.execute(select(settings.c.name)).first() is not None:
            raise StoreUnavailable("store_exists")
        copy_tables(rows, connection)
    engine.dispose()
    source.dispose()
