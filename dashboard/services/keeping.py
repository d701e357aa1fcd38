"""Keeping the store: making it, backup into one file and back, bringing an older one up to date."""

from datetime import UTC, datetime
from pathlib import Path

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.access.roles import SHELL
from dashboard.services.desk import Desk
from dashboard.services.house import chain_key
from dashboard.settings import Settings
from indicators.store.acts import note_act
from indicators.store.backup import BackupManifest, backup_store
from indicators.store.connection import Store
from indicators.store.creation import Creation, create_store, open_store
from indicators.store.restore import Place, Restored, restore_store
from indicators.store.transaction import EventDraft, Stamp, perform
from indicators.store.upgrade import Upgrade, is_demo_store, upgrade_store


def make_store(settings: Settings) -> Store:
    """An empty store for real work; Refused without a chain key in the environment, StoreUnavailable if there is a store already."""
    if settings.chain_key is None:
        raise Refused("refusals.chain_key_needed")
    stamp = Stamp(datetime.now(UTC).isoformat(timespec="microseconds"), SHELL.name, SHELL.role.value)
    return create_store(settings.store_url, bytes.fromhex(settings.chain_key), Creation(stamp, demo=False), settings.anchor)


def back_up(desk: Desk, path: Path) -> BackupManifest:
    """Writes the whole store into one file that has been read back and compared."""
    require(desk.actor, Action.BACK_UP, demo=desk.demo)
    manifest = backup_store(desk.store, path, desk.stamp().at)
    perform(desk.store, note_act(desk.stamp(), EventDraft("back_up", path.name, payload={"created": manifest.created})))
    return manifest


def upgrade(settings: Settings, demo_only: bool = False) -> Upgrade | None:
    """Brings an older store up to date and puts that on record; None where it was up to date, or is no demo and only a demo may be."""
    if demo_only and not is_demo_store(settings.store_url):
        return None
    done = upgrade_store(settings.store_url)
    if done.before == done.after:
        return None
    store = open_store(settings.store_url, chain_key(settings), settings.anchor)
    stamp = Stamp(datetime.now(UTC).isoformat(timespec="microseconds"), SHELL.name, SHELL.role.value)
    perform(store, note_act(stamp, EventDraft("upgrade", "store", payload={"before": done.before, "after": done.after})))
    return done


def restore(settings: Settings, path: Path) -> Restored:
    """The store brought back from a backup; StoreUnavailable if there is a store already or the file is not a sound backup."""
    stamp = Stamp(datetime.now(UTC).isoformat(timespec="microseconds"), SHELL.name, SHELL.role.value)
    return restore_store(path, Place(settings.store_url, chain_key(settings), settings.anchor), stamp)
