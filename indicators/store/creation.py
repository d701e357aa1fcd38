"""Making, opening and migrating a store. A store is a demo or it is not, from its first moment on."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, insert, select
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError

from indicators.store.chain import GENESIS, Head, key_check, write_anchor
from indicators.store.connection import WRITES, Store, open_engine, reading, sqlite_path
from indicators.store.refusals import StoreUnavailable
from indicators.store.tables import settings
from indicators.store.transaction import EventDraft, Stamp, append_event

MIGRATIONS = Path(__file__).parent / "migrations"


@dataclass(frozen=True, slots=True)
class Creation:
    """What a new store is: `demo` cannot be changed later; `as_of` is the demo's own day (ISO), empty on a real store."""

    stamp: Stamp
    demo: bool
    as_of: str = ""


def anchor_beside(url: str) -> Path:
    """The anchor file of a store: beside the SQLite file, or `var/chain.anchor` for another database."""
    path = sqlite_path(url)
    return path.with_name(path.name + ".anchor") if path else Path("var/chain.anchor")


def create_store(url: str, key: bytes, creation: Creation, anchor: Path | None = None) -> Store:
    """Makes a new store and writes its first event; StoreUnavailable if there is one already (also without settings)."""
    path = sqlite_path(url)
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    store = Store(open_engine(url), key, anchor or anchor_beside(url))
    migrate(store.engine)
    values = {"demo": str(creation.demo).lower(), "as_of": creation.as_of, "created": creation.stamp.at, "key_check": key_check(key)}
    try:
        with store.engine.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
            if connection.execute(select(settings)).first():
                raise StoreUnavailable("store_exists")
            connection.execute(insert(settings), [{"name": name, "value": value} for name, value in values.items()])
            draft = EventDraft("create_store", "store", payload={"demo": creation.demo, "as_of": creation.as_of})
            head = append_event(connection, key, Head(0, GENESIS), (creation.stamp, draft))
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable("store_not_answering") from error
    write_anchor(store.anchor, head)
    return store


def open_store(url: str, key: bytes | None, anchor: Path | None = None) -> Store:
    """An existing store of the present schema; StoreUnavailable: store_missing, store_older, store_newer, store_unreadable."""
    path = sqlite_path(url)
    if path and not path.exists():
        raise StoreUnavailable("store_missing", path=path.name)
    engine = open_engine(url)
    revision = schema_revision(engine)
    if revision is None:
        raise StoreUnavailable("store_missing", path=path.name if path else "")
    if revision != newest_revision():
        raise StoreUnavailable("store_older" if revision in known_revisions() else "store_newer", revision=revision)
    store = Store(engine, key, anchor or anchor_beside(url))
    with reading(store) as connection:
        if connection.execute(select(settings.c.name)).first() is None:
            raise StoreUnavailable("store_missing", path=path.name if path else "")
    return store


def migrate(engine: Engine) -> None:
    """Brings the schema up to date, one transaction for each step; a step that is interrupted leaves nothing behind."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    try:
        with engine.connect().execution_options(**{WRITES: True}) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable("store_not_answering") from error


def schema_revision(engine: Engine) -> str | None:
    """The migration a database stands at; None if it holds no store."""
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except (OperationalError, InterfaceError) as error:
        raise StoreUnavailable("store_not_answering") from error
    except DatabaseError as error:
        raise StoreUnavailable("store_unreadable") from error


def known_revisions() -> frozenset[str]:
    """All migrations of this version of the product."""
    return frozenset(script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions())


def newest_revision() -> str:
    """The migration this version of the product needs."""
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""
