"""Who is signed in: a session is good while its times, its account and the account's version are. Checked at every request and rerun."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.access.roles import Actor, Role
from dashboard.services.house import House
from indicators.model.words import Bilingual
from indicators.store.accounts import ACTIVE, AccountRecord, load_account
from indicators.store.sessions import SessionRecord, load_session, touch_session
from indicators.store.transaction import Stamp, perform

_TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody signed in: as whom they act, how they are called, and by which session."""

    actor: Actor
    display: Bilingual
    token_hash: str


def check_session(house: House, token_hash: str, now: datetime) -> Person | None:
    """The person behind a session, or None if it is unknown, idle too long, too old, or its account has changed since.

    Remembers the use at most once a minute, so that reading does not become writing.
    """
    session = load_session(house.store, token_hash)
    account = load_account(house.store, session.account) if session else None
    if session is None or account is None or not _is_good(house, session, account, now):
        return None
    if now - datetime.fromisoformat(session.last_seen) > _TOUCH_EVERY:
        perform(house.store, touch_session(stamp_of(account, now), token_hash))
    return person_of(account, token_hash)


def person_of(account: AccountRecord, token_hash: str) -> Person:
    """The person of an account in a session."""
    return Person(actor_of(account), Bilingual(account.display_zh, account.display_en), token_hash)


def actor_of(account: AccountRecord) -> Actor:
    """The account as somebody who acts."""
    return Actor(account.name, Role(account.role), account.department, account.region)


def stamp_of(account: AccountRecord, now: datetime) -> Stamp:
    """Who and when, for the record; `now` is in UTC."""
    return Stamp(at=now.isoformat(timespec="microseconds"), actor=account.name, role=account.role)


def _is_good(house: House, session: SessionRecord, account: AccountRecord, now: datetime) -> bool:
    idle_until = datetime.fromisoformat(session.last_seen) + timedelta(minutes=house.settings.idle_minutes)
    in_time = now < min(idle_until, datetime.fromisoformat(session.expires))
    return in_time and account.state == ACTIVE and account.version == session.account_version
