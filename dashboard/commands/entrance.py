"""How a command comes in: settings from the environment, the store if there is one, and who it acts as."""

from dataclasses import replace
from pathlib import Path

from dashboard.access.roles import SHELL
from dashboard.services.accounts import actor_named
from dashboard.services.desk import Desk
from dashboard.services.house import open_house
from dashboard.settings import Settings, read_settings
from indicators.store.connection import sqlite_path


def open_desk(name: str | None) -> Desk:
    """The desk of an account (`--as NAME`) or of the administrator of the shell; StoreUnavailable, NotFound."""
    desk = replace(open_house(read_settings()).desk(SHELL), trusted=True)
    return desk.for_actor(actor_named(desk, name)) if name else desk


def store_exists(settings: Settings) -> bool:
    """Whether there is a store to open; another database than SQLite is taken to be there."""
    path: Path | None = sqlite_path(settings.store_url)
    return path is None or path.exists()
