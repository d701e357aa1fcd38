"""Accounts, sessions and attempts: a session dies with its account's version, a lock follows wrong passwords, drafts are one's own."""

import pytest
from filled_store import director
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from indicators.store.accounts import (
    AccountRecord,
    NewAccount,
    add_account,
    change_role,
    disable_account,
    enable_account,
    load_account,
    load_accounts,
    load_password_hash,
    reset_password,
)
from indicators.store.connection import WRITES, Store
from indicators.store.event_log import load_events
from indicators.store.refusals import NotFound, StaleVersion
from indicators.store.sessions import (
    Attempt,
    Lock,
    NewSession,
    count_failures,
    end_session,
    forget_old,
    load_session,
    record_attempt,
    start_session,
    touch_session,
)
from indicators.store.transaction import Stamp, perform

LATER = "2026-10-16T02:00:00+00:00"
LOCK = Lock(5, "2026-10-16T01:15:00+00:00")


def with_account(store: Store, name: str = "wang", department: str | None = "MPS") -> AccountRecord:
    return perform(store, add_account(director(), NewAccount(name, "liaison", "王", "Wang", "$argon2id$x", department)))


def signed_in(store: Store, token: str = "t1", rotated: str | None = None) -> None:
    perform(store, start_session(director(), NewSession(token, "wang", 1, LATER, rotated)))


def attempt(store: Store, outcome: str, name: str = "wang") -> AccountRecord | None:
    return perform(store, record_attempt(director(), Attempt(name, "10.0.0.7", outcome), LOCK))


def test_an_account_never_carries_its_password_hash(store: Store) -> None:
    record = with_account(store)
    assert load_account(store, "wang") == record
    assert not hasattr(record, "password_hash")
    assert load_password_hash(store, "wang") == "$argon2id$x"
    assert all("argon2" not in str(event.payload) for event in load_events(store))
    assert load_account(store, "nobody") is None


def test_a_name_is_taken_once(store: Store) -> None:
    with_account(store)
    with pytest.raises(StaleVersion):
        with_account(store)


@pytest.mark.parametrize("change", ["disable", "reset", "role"])
def test_sessions_end_with_role_password_or_account(store: Store, change: str) -> None:
    with_account(store)
    signed_in(store)
    acts = {
        "disable": disable_account(director(), "wang"),
        "reset": reset_password(director(), "wang", "$new"),
        "role": change_role(director(), "wang", "reviewer", (None, None)),
    }
    assert perform(store, acts[change]).version == 2
    assert load_session(store, "t1") is None


def test_a_disabled_account_can_be_enabled_again(store: Store) -> None:
    with_account(store)
    assert perform(store, disable_account(director(), "wang")).state == "disabled"
    assert perform(store, enable_account(director(), "wang")).state == "active"
    with pytest.raises(NotFound):
        perform(store, disable_account(director(), "nobody"))


def test_a_session_is_touched_without_an_event_and_ends_with_one(store: Store) -> None:
    with_account(store)
    signed_in(store)
    before = len(load_events(store))
    perform(store, touch_session(Stamp(LATER, "wang", "liaison"), "t1"))
    session = load_session(store, "t1")
    assert session is not None
    assert (session.last_seen, session.account_version) == (LATER, 1)
    assert len(load_events(store)) == before
    perform(store, end_session(director(), "t1"))
    assert load_session(store, "t1") is None
    assert load_events(store)[0].action == "sign_out"


def test_rotating_a_session_ends_the_old_one(store: Store) -> None:
    with_account(store)
    signed_in(store)
    signed_in(store, "t2", rotated="t1")
    assert load_session(store, "t1") is None
    assert load_session(store, "t2") is not None


def test_the_fifth_wrong_password_in_a_row_locks_and_a_right_one_counts_anew(store: Store) -> None:
    with_account(store)
    for _ in range(4):
        attempt(store, "wrong")
    forgiven = attempt(store, "ok")
    assert forgiven is not None
    assert forgiven.failed == 0
    results = [attempt(store, "wrong") for _ in range(5)]
    assert [record.failed for record in results if record] == [1, 2, 3, 4, 0]
    assert results[-1] is not None
    assert results[-1].locked_until == LOCK.until
    assert [event.action for event in load_events(store)][0] == "lock_account"
    assert results[-1].version == 1


def test_attempts_on_unknown_names_are_counted_by_address(store: Store) -> None:
    assert attempt(store, "wrong", "nobody") is None
    attempt(store, "wrong", "somebody")
    assert count_failures(store, "2026-10-01", address="10.0.0.7") == 2
    assert count_failures(store, "2026-10-01", account="nobody") == 1
    assert count_failures(store, "2026-11-01", address="10.0.0.7") == 0
    perform(store, forget_old(director(), "2026-11-01"))
    assert count_failures(store, "2026-10-01", address="10.0.0.7") == 0


def test_an_account_is_active_or_disabled_and_nothing_else(store: Store) -> None:
    with_account(store)
    with (
        pytest.raises(DatabaseError),
        store.engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        connection.execute(text("UPDATE accounts SET state = 'superuser'"))
    assert [record.state for record in load_accounts(store)] == ["active"]
