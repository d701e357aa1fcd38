"""The whole store in one file. A backup counts only once it has been read back and compared (safety.md 3.5).

The file is a zip of an SQLite database (also for a PostgreSQL store), the anchor and a manifest. The chain's key is never in it.
"""

import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection

from indicators.store.chain import canonical_json
from indicators.store.connection import WRITES, Store, open_engine, reading
from indicators.store.creation import migrate, schema_revision
from indicators.store.refusals import StoreUnavailable
from indicators.store.table_copies import copy_tables, digest_tables

DATABASE, ANCHOR, MANIFEST = "store.sqlite", "chain.anchor", "manifest.json"


@dataclass(frozen=True, slots=True)
class BackupManifest:
    """What a backup holds: when and at which schema it was made, and `rows:sha256` by table."""

    created: str
    revision: str
    tables: Mapping[str, str]


def backup_store(store: Store, path: Path, created: str) -> BackupManifest:
    """Writes the backup and reads it back; StoreUnavailable(backup_differs) rather than a file that would not restore."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        database, packed = Path(folder) / DATABASE, Path(folder) / "backup.zip"
        anchor = store.anchor.read_bytes() if store.anchor.exists() else b""
        with reading(store) as connection:
            # One reading transaction: digests and copy are of the same state, whoever writes meanwhile.
            tables = digest_tables(connection)
            _copy_out(connection, database)
        manifest = BackupManifest(created, schema_revision(store.engine) or "", tables)
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            archive.write(database, DATABASE)
            archive.writestr(ANCHOR, anchor)
            archive.writestr(MANIFEST, canonical_json(asdict(manifest)))
        database.unlink()
        if unpack_backup(packed, Path(folder)) != manifest:
            raise StoreUnavailable("backup_differs")
        packed.replace(path)
    return manifest


def unpack_backup(path: Path, folder: Path) -> BackupManifest:
    """Unpacks a backup into a folder and checks it row by row against its manifest.

    StoreUnavailable: backup_unreadable for another file, backup_damaged for one that does not hold what it says.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            for name in (DATABASE, ANCHOR):
                (folder / name).write_bytes(archive.read(name))
            manifest = BackupManifest(**json.loads(archive.read(MANIFEST)))
    except (OSError, KeyError, TypeError, ValueError, zipfile.BadZipFile) as error:
        raise StoreUnavailable("backup_unreadable", path=path.name) from error
    engine = open_engine(f"sqlite:///{folder / DATABASE}")
    with engine.connect() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        whole = sound and digest_tables(connection) == manifest.tables
    engine.dispose()
    if not whole:
        raise StoreUnavailable("backup_damaged", path=path.name)
    return manifest


def _copy_out(connection: Connection, database: Path) -> None:
    if connection.dialect.name == "sqlite":
        target = sqlite3.connect(database)
        connection.connection.driver_connection.backup(target)  # type: ignore[union-attr]
        target.execute("PRAGMA journal_mode=DELETE")
        target.close()
        return
    engine = open_engine(f"sqlite:///{database}")
    migrate(engine)
    with engine.connect().execution_options(**{WRITES: True}) as copy, copy.begin():
        copy_tables(connection, copy)
    # Closing the last connection folds the write-ahead log into the file.
    engine.dispose()
