"""The audit chain on the screen: whether it holds, and its last lines."""

from collections.abc import Sequence

from dashboard.access.roles import Role
from dashboard.text.figures import say_period, say_time
from dashboard.text.say import Language, say
from dashboard.ui.labels import act_name
from dashboard.ui.markup import Table
from indicators.model.event import Event

_COLUMNS = ("sequence", "at", "actor", "role", "action", "object", "period", "hash")
_HASH_SHOWN = 12


def say_report(state: str, reason: str, n: int, language: Language) -> str:
    """Whether the chain holds, in one sentence (`ok`, `broken`, `unverifiable`); n: lines that fit, or the first that does not."""
    code = "cut" if reason in ("cut_off", "anchor_differs") else state
    return say(language, f"audit.result.{code}", n=n)


def events_table(events: Sequence[Event], language: Language) -> Table:
    """One row an event, the latest first."""
    rows = tuple(
        (
            str(event.sequence),
            say_time(event.at, language),
            event.actor,
            _role(event.role, language),
            act_name(event.action, language),
            event.object,
            _period(event.period, language),
            event.hash[:_HASH_SHOWN],
        )
        for event in events
    )
    head = tuple(say(language, f"audit.columns.{column}") for column in _COLUMNS)
    return Table(head, rows, frozenset({0}), say(language, "audit.events", n=len(rows)))


def _period(code: str, language: Language) -> str:
    return say_period(code, language) if code else ""


def _role(role: str, language: Language) -> str:
    return say(language, f"roles.{role}.name") if role in set(Role) else role
