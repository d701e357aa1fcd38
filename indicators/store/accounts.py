"""Local accounts: who may sign in, as what. Passwords come as hashes; hashing and permission are somebody else's."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from indicators.store.connection import Store, reading
from indicators.store.refusals import NotFound, StaleVersion
from indicators.store.tables import accounts, sessions
from indicators.store.transaction import Act, Done, EventDraft, Stamp

ACTIVE, DISABLED = "active", "disabled"


@dataclass(frozen=True, slots=True)
class NewAccount:
    """An account to add. `department` for a liaison, `region` for a regional office, else None."""

    name: str
    role: str
    display_zh: str
    display_en: str
    password_hash: str
    department: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """An account without its password hash. `version` rises with role, password and state; sessions of an older one are dead."""

    name: str
    role: str
    department: str | None
    region: str | None
    display_zh: str
    display_en: str
    state: str
    failed: int
    locked_until: str | None
    created: str
    version: int


def add_account(stamp: Stamp, new: NewAccount) -> Act[AccountRecord]:
    """Adds an active account; StaleVersion if the name is taken."""
    row: dict[str, Any] = {
        "name": new.name,
        "role": new.role,
        "department": new.department,
        "region": new.region,
        "display_zh": new.display_zh,
        "display_en": new.display_en,
        "state": ACTIVE,
        "failed": 0,
        "locked_until": None,
        "created": stamp.at,
        "version": 1,
    }

    def work(connection: Connection) -> Done[AccountRecord]:
        if find_account(connection, new.name) is not None:
            raise StaleVersion("accounts", new.name, ACTIVE)
        connection.execute(insert(accounts).values(row | {"password_hash": new.password_hash}))
        payload = {"role": new.role, "department": new.department, "region": new.region}
        return Done(AccountRecord(**row), EventDraft("add_account", new.name, payload=payload))

    return Act(stamp, work)


def disable_account(stamp: Stamp, name: str) -> Act[AccountRecord]:
    """Disables an account and ends its sessions; NotFound if there is none."""
    return _change(stamp, EventDraft("disable_account", name), {"state": DISABLED})


def enable_account(stamp: Stamp, name: str) -> Act[AccountRecord]:
    """Lets a disabled or locked account sign in again; NotFound if there is none."""
    return _change(stamp, EventDraft("enable_account", name), {"state": ACTIVE, "failed": 0, "locked_until": None})


def reset_password(stamp: Stamp, name: str, password_hash: str) -> Act[AccountRecord]:
    """Sets a new password hash, lifts a lock and ends all sessions; NotFound if there is none."""
    changes = {"password_hash": password_hash, "failed": 0, "locked_until": None}
    return _change(stamp, EventDraft("reset_password", name), changes)


def change_role(stamp: Stamp, name: str, role: str, place: tuple[str | None, str | None]) -> Act[AccountRecord]:
    """Gives an account another role with its (department, region) and ends its sessions; NotFound if there is none."""
    department, region = place
    payload = {"role": role, "department": department, "region": region}
    return _change(stamp, EventDraft("change_role", name, payload=payload), payload)


def load_accounts(store: Store) -> tuple[AccountRecord, ...]:
    """All accounts by name."""
    with reading(store) as connection:
        rows = connection.execute(_query()).mappings().all()
    return tuple(sorted((AccountRecord(**row) for row in rows), key=lambda record: record.name))


def load_account(store: Store, name: str) -> AccountRecord | None:
    """One account, or None."""
    with reading(store) as connection:
        return find_account(connection, name)


def load_password_hash(store: Store, name: str) -> str | None:
    """The password hash of an account whatever its state, or None; kept out of `AccountRecord` so that it travels nowhere."""
    with reading(store) as connection:
        return connection.execute(select(accounts.c.password_hash).where(accounts.c.name == name)).scalar()


def find_account(connection: Connection, name: str) -> AccountRecord | None:
    """`load_account` within a transaction."""
    row = connection.execute(_query().where(accounts.c.name == name)).mappings().first()
    return AccountRecord(**row) if row else None


def _query() -> Any:
    return select(*(column for column in accounts.c if column.name != "password_hash"))


def _change(stamp: Stamp, draft: EventDraft, changes: dict[str, Any]) -> Act[AccountRecord]:
    name = draft.object

    def work(connection: Connection) -> Done[AccountRecord]:
        connection.execute(update(accounts).where(accounts.c.name == name).values(version=accounts.c.version + 1, **changes))
        record = find_account(connection, name)
        if record is None:
            raise NotFound("accounts", name)
        connection.execute(delete(sessions).where(sessions.c.account == name))
        return Done(record, draft)

    return Act(stamp, work)
