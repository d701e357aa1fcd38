"""The desk at which a person acts: who, on which store, by which catalogue, on which day."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from dashboard.access.roles import Actor
from indicators.catalogue.calendar import BEIJING
from indicators.catalogue.catalogue import Catalogue
from indicators.store.connection import Store
from indicators.store.transaction import Stamp


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a service needs besides its own arguments.

    `as_of` is the demo's fixed day, None on a real store. `trusted` is True only on the command line, whose user holds the store
    itself: there the password is not asked again.
    """

    actor: Actor
    store: Store
    catalogue: Catalogue
    as_of: date | None = None
    demo: bool = False
    trusted: bool = False

    @property
    def today(self) -> date:
        """The day the desk believes it is: the demo's own as-of date, else today in Beijing."""
        return self.as_of or datetime.now(BEIJING).date()

    def stamp(self) -> Stamp:
        """Who acts now, for the record: UTC to the microsecond, on the demo's own day in Beijing if it is a demo."""
        now = datetime.now(BEIJING)
        if self.as_of is not None:
            now = datetime.combine(self.as_of, now.time(), BEIJING)
        now = now.astimezone(UTC)
        return Stamp(now.isoformat(timespec="microseconds"), self.actor.name, self.actor.role.value)

    def for_actor(self, actor: Actor) -> "Desk":
        """The same desk with another person at it."""
        return replace(self, actor=actor)


def day_of(stamp: str) -> date:
    """The day in Beijing of a moment on the record (ISO, UTC)."""
    return datetime.fromisoformat(stamp).astimezone(BEIJING).date()
