"""What a store says about itself: demo or real, its own day, since when."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from indicators.store.connection import Store, reading
from indicators.store.tables import settings


@dataclass(frozen=True, slots=True)
class StoreSettings:
    """`as_of` is the fixed day of a demo store, None on a real one."""

    demo: bool
    as_of: date | None
    created: str


def load_settings(store: Store) -> StoreSettings:
    """The settings written when the store was made."""
    with reading(store) as connection:
        values = dict(connection.execute(select(settings.c.name, settings.c.value)).all())
    return StoreSettings(values["demo"] == "true", date.fromisoformat(values["as_of"]) if values["as_of"] else None, values["created"])
