"""The open installation: store, catalogue and settings, opened once in a process, from which everybody gets a desk."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from dashboard.access.roles import Actor
from dashboard.services.desk import Desk
from dashboard.settings import Settings
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.store.chain import load_or_make_key
from indicators.store.connection import Store
from indicators.store.creation import open_store
from indicators.store.store_settings import load_settings


@dataclass(frozen=True, slots=True)
class House:
    """One installation, open. `demo` and `as_of` are what the store says of itself."""

    settings: Settings
    store: Store
    catalogue: Catalogue
    demo: bool
    as_of: date | None

    def desk(self, actor: Actor) -> Desk:
        """The desk of one person."""
        return Desk(actor, self.store, self.catalogue, self.as_of, self.demo)


@cache
def open_house(settings: Settings) -> House:
    """The installation of these settings; StoreUnavailable if its store cannot be opened (tried again at the next call)."""
    store = open_store(settings.store_url, chain_key(settings), settings.anchor)
    kept = load_settings(store)
    return House(settings, store, load_catalogue(), kept.demo, kept.as_of)


def chain_key(settings: Settings) -> bytes:
    """The key of the event chain: from the environment, else from its file, which is made on first use."""
    return bytes.fromhex(settings.chain_key) if settings.chain_key else load_or_make_key(settings.chain_key_file)
