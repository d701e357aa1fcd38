"""The audit chain as an administrator sees it: whether it holds, and its last lines."""

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.services.desk import Desk
from indicators.model.event import Event
from indicators.store.chain import ChainReport, verify_chain
from indicators.store.contents import ContentFault, check_contents
from indicators.store.event_log import load_events


def verify(desk: Desk) -> ChainReport:
    """Whether every line of the chain fits, up to the head that was anchored outside the store."""
    require(desk.actor, Action.READ_AUDIT, demo=desk.demo)
    return verify_chain(desk.store)


def verify_contents(desk: Desk) -> tuple[ContentFault, ...]:
    """Every stored file, snapshot, assessment and figure that is no longer what its event recorded."""
    require(desk.actor, Action.READ_AUDIT, demo=desk.demo)
    return check_contents(desk.store)


def list_events(desk: Desk, limit: int = 200) -> tuple[Event, ...]:
    """The last events, the latest first."""
    require(desk.actor, Action.READ_AUDIT, demo=desk.demo)
    return load_events(desk.store, limit=limit)
