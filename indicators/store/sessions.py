"""Signed-in sessions (only hashes of their tokens) and attempts to sign in. How long a session lives is decided elsewhere."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from indicators.store.accounts import AccountRecord, find_account
from indicators.store.connection import Store, reading
from indicators.store.tables import accounts, sessions, sign_in_attempts
from indicators.store.transaction import Act, Done, EventDraft, Stamp

RIGHT = "ok"


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to start; `account_version` is that of the account when the password was checked."""

    token_hash: str
    account: str
    account_version: int
    expires: str
    rotated_from: str | None = None


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session that exists; whether it is still good follows from these times and the account's version."""

    token_hash: str
    account: str
    account_version: int
    created: str
    last_seen: str
    expires: str
    rotated_from: str | None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to sign in. `outcome`: ok, wrong, locked, limited. Only `ok` and `wrong` touch the account's counter."""

    account: str
    address: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Lock:
    """After how many wrong passwords in a row an account is locked, and until when it then is."""

    after: int
    until: str


def start_session(stamp: Stamp, new: NewSession) -> Act[SessionRecord]:
    """Starts a session; the one it rotates from ends in the same act."""
    record = SessionRecord(**asdict(new), created=stamp.at, last_seen=stamp.at)

    def work(connection: Connection) -> Done[SessionRecord]:
        if new.rotated_from is not None:
            connection.execute(delete(sessions).where(sessions.c.token_hash == new.rotated_from))
        connection.execute(insert(sessions).values(asdict(record)))
        return Done(record, EventDraft("sign_in", new.account))

    return Act(stamp, work)


def touch_session(stamp: Stamp, token_hash: str) -> Act[None]:
    """Remembers that a session was used now. Upkeep: no event."""

    def work(connection: Connection) -> Done[None]:
        connection.execute(update(sessions).where(sessions.c.token_hash == token_hash).values(last_seen=stamp.at))
        return Done(None, None)

    return Act(stamp, work)


def end_session(stamp: Stamp, token_hash: str) -> Act[None]:
    """Ends one session; nothing happens, and nothing is recorded, if it had ended."""

    def work(connection: Connection) -> Done[None]:
        account = connection.execute(select(sessions.c.account).where(sessions.c.token_hash == token_hash)).scalar()
        connection.execute(delete(sessions).where(sessions.c.token_hash == token_hash))
        return Done(None, EventDraft("sign_out", account) if account else None)

    return Act(stamp, work)


def record_attempt(stamp: Stamp, attempt: Attempt, lock: Lock) -> Act[AccountRecord | None]:
    """Counts an attempt and locks the account when it is one too many; the account, or None for an unknown name.

    Only a lock is an event: a signing-in leaves one through `start_session`.
    """

    def work(connection: Connection) -> Done[AccountRecord | None]:
        connection.execute(insert(sign_in_attempts).values(at=stamp.at, **asdict(attempt)))
        before = find_account(connection, attempt.account)
        if before is None or attempt.outcome not in (RIGHT, "wrong"):
            return Done(before, None)
        failed = 0 if attempt.outcome == RIGHT else before.failed + 1
        locks = failed >= lock.after
        values = {"failed": 0 if locks else failed, "locked_until": lock.until if locks else None}
        connection.execute(update(accounts).where(accounts.c.name == attempt.account).values(values))
        draft = EventDraft("lock_account", attempt.account, payload={"until": lock.until})
        return Done(find_account(connection, attempt.account), draft if locks else None)

    return Act(stamp, work)


def forget_old(stamp: Stamp, before: str) -> Act[None]:
    """Drops attempts from before a moment and sessions that had expired by then. Upkeep: no event."""

    def work(connection: Connection) -> Done[None]:
        connection.execute(delete(sign_in_attempts).where(sign_in_attempts.c.at < before))
        connection.execute(delete(sessions).where(sessions.c.expires < before))
        return Done(None, None)

    return Act(stamp, work)


def load_session(store: Store, token_hash: str) -> SessionRecord | None:
    """One session by the hash of its token, or None."""
    with reading(store) as connection:
        row = connection.execute(select(sessions).where(sessions.c.token_hash == token_hash)).mappings().first()
    return SessionRecord(**row) if row else None


def count_failures(store: Store, since: str, account: str | None = None, address: str | None = None) -> int:
    """Failed attempts since a moment, of one account name (known or not), one address, or both."""
    query = select(func.count()).select_from(sign_in_attempts).where(sign_in_attempts.c.at >= since, sign_in_attempts.c.outcome != RIGHT)
    if account is not None:
        query = query.where(sign_in_attempts.c.account == account)
    if address is not None:
        query = query.where(sign_in_attempts.c.address == address)
    with reading(store) as connection:
        return connection.execute(query).scalar_one()
