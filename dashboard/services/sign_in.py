"""Signing in and out with a local account, and asking for the password again before a weighty act. Draws no page.

An attempt costs the same for known and unknown names and tells nothing about which of the two it was.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.access.accounts import LOCK_AFTER, LOCK_MINUTES, matches_password
from dashboard.access.identity import hash_token
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.house import House
from dashboard.services.signed_in import Person, person_of, stamp_of
from indicators.store.accounts import ACTIVE, AccountRecord, load_account, load_accounts, load_password_hash
from indicators.store.sessions import (
    Attempt,
    Lock,
    NewSession,
    count_failures,
    end_session,
    forget_old,
    record_attempt,
    start_session,
)
from indicators.store.transaction import Stamp, perform, perform_all

ADDRESS_LIMIT = 40
"""Wrong passwords from one address within the time of a lock; offices share addresses, so it is wider than an account's."""
_TOKEN_BYTES = 32
_KEPT = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody at the door: the name they give, from which address, and the session they had before, which a new one replaces."""

    name: str
    address: str
    previous: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session just begun. `token` goes to the browser and nowhere else."""

    token: str
    person: Person
    expires: datetime


def sign_in(house: House, knock: Knock, password: str, now: datetime) -> SignedIn:
    """A new session; Refused `sign_in.refused.wrong`, `.locked` or `.limited` says what to do."""
    _require_patience(house, knock, now)
    account = load_account(house.store, knock.name)
    matches = matches_password(load_password_hash(house.store, knock.name), password)
    right = matches and account is not None and account.state == ACTIVE
    stamp = Stamp(_iso(now), knock.name, "")
    perform(house.store, record_attempt(stamp, Attempt(knock.name, knock.address, "ok" if right else "wrong"), _lock(now)))
    if not right or account is None:
        raise Refused("sign_in.refused.wrong", {"attempts": LOCK_AFTER, "minutes": LOCK_MINUTES})
    return _begin(house, account, knock, now)


def sign_in_demo(house: House, knock: Knock, now: datetime) -> SignedIn:
    """A new session without a password, on a demo store only; Refused elsewhere or for an unknown account."""
    account = load_account(house.store, knock.name)
    if not house.demo or account is None or account.state != ACTIVE:
        raise Refused("sign_in.refused.no_demo")
    return _begin(house, account, knock, now)


def sign_out(house: House, person: Person, now: datetime) -> None:
    """Ends the session of this person."""
    stamp = Stamp(now.isoformat(timespec="microseconds"), person.actor.name, person.actor.role)
    perform(house.store, end_session(stamp, person.token_hash))


def list_demo_accounts(house: House) -> tuple[AccountRecord, ...]:
    """The accounts that a demo store lets anybody enter, departments that report most first; none on a real store."""
    if not house.demo:
        return ()
    active = [account for account in load_accounts(house.store) if account.state == ACTIVE]
    return tuple(sorted(active, key=lambda account: -len(house.catalogue.led_by(account.department or ""))))


def step_up(desk: Desk, password: str, now: datetime) -> None:
    """Asks the person at the desk once more, before freezing, publishing, signing or managing accounts; Refused if it is not them.

    Counts like an attempt to sign in. On a demo store the sign-in page prints the password, but it is asked for all the same.
    """
    if _is_locked(load_account(desk.store, desk.actor.name), now):
        raise Refused("sign_in.refused.locked", {"minutes": LOCK_MINUTES})
    if not password:
        raise Refused("sign_in.refused.password_needed")
    right = matches_password(load_password_hash(desk.store, desk.actor.name), password)
    attempt = Attempt(desk.actor.name, "password asked again", "ok" if right else "wrong")
    perform(desk.store, record_attempt(Stamp(_iso(now), desk.actor.name, desk.actor.role), attempt, _lock(now)))
    if not right:
        raise Refused("sign_in.refused.wrong", {"attempts": LOCK_AFTER, "minutes": LOCK_MINUTES})


def _require_patience(house: House, knock: Knock, now: datetime) -> None:
    """Refuses before any hashing who has tried too often. An unknown name locks like a known one."""
    since = _iso(now - timedelta(minutes=LOCK_MINUTES))
    if count_failures(house.store, since, address=knock.address) >= ADDRESS_LIMIT:
        raise Refused("sign_in.refused.limited", {"minutes": LOCK_MINUTES})
    account = load_account(house.store, knock.name)
    unknown_too_often = account is None and count_failures(house.store, since, account=knock.name) >= LOCK_AFTER
    if unknown_too_often or _is_locked(account, now):
        raise Refused("sign_in.refused.locked", {"minutes": LOCK_MINUTES})


def _begin(house: House, account: AccountRecord, knock: Knock, now: datetime) -> SignedIn:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    expires = now + timedelta(hours=house.settings.session_hours)
    new = NewSession(hash_token(token), account.name, account.version, _iso(expires), knock.previous)
    stamp = stamp_of(account, now)
    perform_all(house.store, (forget_old(stamp, _iso(now - _KEPT)), start_session(stamp, new)))
    return SignedIn(token, person_of(account, new.token_hash), expires)


def _lock(now: datetime) -> Lock:
    return Lock(LOCK_AFTER, _iso(now + timedelta(minutes=LOCK_MINUTES)))


def _is_locked(account: AccountRecord | None, now: datetime) -> bool:
    return account is not None and account.locked_until is not None and datetime.fromisoformat(account.locked_until) > now


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds")
