"""Sessions and sign-in as the services keep them: times, revocation, locks. The clock is passed in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from small_store import PASSWORD, make_small_store

from dashboard.access.accounts import LOCK_AFTER, LOCK_MINUTES, hash_password
from dashboard.access.identity import hash_token, open_identity, seal_identity
from dashboard.access.refusals import Refused
from dashboard.access.roles import Role
from dashboard.services.house import House, open_house
from dashboard.services.sign_in import ADDRESS_LIMIT, Knock, SignedIn, list_demo_accounts, sign_in, sign_in_demo, sign_out, step_up
from dashboard.services.signed_in import check_session
from dashboard.settings import read_settings
from indicators.store.accounts import change_role, disable_account, reset_password
from indicators.store.event_log import load_events
from indicators.store.sessions import Attempt, Lock, load_session, record_attempt
from indicators.store.transaction import Stamp, perform, perform_all

NOW = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
ADMIN = Stamp(NOW.isoformat(timespec="microseconds"), "admin", "administrator")


@pytest.fixture()
def house(tmp_path: Path) -> Iterator[House]:
    yield _house(tmp_path, demo=False)


def _house(folder: Path, demo: bool) -> House:
    url = make_small_store(folder, demo)
    return open_house(read_settings({"STORE_URL": url, "CHAIN_KEY_FILE": str(folder / "chain.key")}))


def _enter(house: House, name: str = "mps", now: datetime = NOW, previous: str | None = None) -> SignedIn:
    return sign_in(house, Knock(name, "10.0.0.1", previous), PASSWORD, now)


def test_session_names_the_person_and_keeps_only_the_hash_of_its_token(house: House) -> None:
    entered = _enter(house)
    person = check_session(house, hash_token(entered.token), NOW)
    assert person is not None
    assert (person.actor.name, person.actor.role, person.actor.department) == ("mps", Role.LIAISON, "MPS")
    assert person.display.zh == "mps甲"
    assert load_session(house.store, entered.token) is None
    assert entered.token not in str(load_session(house.store, hash_token(entered.token)))


def test_session_ends_after_half_an_hour_without_use_but_not_with_it(house: House) -> None:
    token_hash = hash_token(_enter(house).token)
    assert check_session(house, token_hash, NOW + timedelta(minutes=31)) is None
    for minutes in (20, 40, 60, 80):
        assert check_session(house, token_hash, NOW + timedelta(minutes=minutes)) is not None
    assert check_session(house, token_hash, NOW + timedelta(minutes=111)) is None


def test_session_ends_after_twelve_hours_however_much_it_is_used(house: House) -> None:
    token_hash = hash_token(_enter(house).token)
    for step in range(1, 48):
        assert check_session(house, token_hash, NOW + timedelta(minutes=15 * step)) is not None
    assert check_session(house, token_hash, NOW + timedelta(hours=12)) is None


def test_session_dies_with_the_account_its_role_or_its_password(house: House) -> None:
    acts = (
        disable_account(ADMIN, "mps"),
        change_role(ADMIN, "reviewer", "leader", (None, None)),
        reset_password(ADMIN, "leader", hash_password("another horse battery")),
    )
    for name, act in zip(("mps", "reviewer", "leader"), acts, strict=True):
        token_hash = hash_token(_enter(house, name).token)
        perform(house.store, act)
        assert check_session(house, token_hash, NOW) is None
    with pytest.raises(Refused, match="wrong"):
        _enter(house, "mps")


def test_new_session_replaces_the_one_before_and_signing_out_ends_it(house: House) -> None:
    first = _enter(house)
    second = _enter(house, previous=first.person.token_hash)
    assert check_session(house, first.person.token_hash, NOW) is None
    sign_out(house, second.person, NOW)
    assert check_session(house, second.person.token_hash, NOW) is None
    assert [event.action for event in load_events(house.store, limit=3)] == ["sign_out", "sign_in", "sign_in"]


@pytest.mark.parametrize("name", ["mps", "nobody"])
def test_fifth_wrong_password_locks_for_a_quarter_of_an_hour(house: House, name: str) -> None:
    codes = []
    for _ in range(LOCK_AFTER + 1):
        with pytest.raises(Refused) as refusal:
            sign_in(house, Knock(name, "10.0.0.1"), "wrong", NOW)
        codes.append(refusal.value.code)
    assert codes == ["sign_in.refused.wrong"] * LOCK_AFTER + ["sign_in.refused.locked"]
    with pytest.raises(Refused, match="locked"):
        sign_in(house, Knock(name, "10.9.9.9"), PASSWORD, NOW + timedelta(minutes=LOCK_MINUTES - 1))


def test_lock_opens_by_itself_and_a_right_password_forgives_the_wrong_ones(house: House) -> None:
    for _ in range(LOCK_AFTER):
        with pytest.raises(Refused):
            sign_in(house, Knock("mps", "10.0.0.1"), "wrong", NOW)
    later = NOW + timedelta(minutes=LOCK_MINUTES, seconds=1)
    assert _enter(house, now=later).person.actor.name == "mps"
    for _ in range(LOCK_AFTER - 1):
        with pytest.raises(Refused, match="wrong"):
            sign_in(house, Knock("mps", "10.0.0.1"), "wrong", later)
    assert _enter(house, now=later).person.actor.name == "mps"


def test_one_address_that_tries_many_names_is_stopped(house: House) -> None:
    lock = Lock(LOCK_AFTER, NOW.isoformat())
    guesses = [record_attempt(ADMIN, Attempt(f"guess-{number}", "10.0.0.7", "wrong"), lock) for number in range(ADDRESS_LIMIT)]
    perform_all(house.store, guesses)
    with pytest.raises(Refused, match="limited"):
        sign_in(house, Knock("leader", "10.0.0.7"), PASSWORD, NOW)
    assert sign_in(house, Knock("leader", "10.0.0.8"), PASSWORD, NOW).person.actor.name == "leader"


def test_only_a_demo_store_lets_anybody_in_without_a_password(house: House, tmp_path: Path) -> None:
    with pytest.raises(Refused):
        sign_in_demo(house, Knock("leader", "10.0.0.1"), NOW)
    assert list_demo_accounts(house) == ()
    (tmp_path / "demo").mkdir()
    demo = _house(tmp_path / "demo", demo=True)
    assert sign_in_demo(demo, Knock("leader", "10.0.0.1"), NOW).person.actor.role is Role.LEADER
    assert list_demo_accounts(demo)[0].name == "mps"


def test_weighty_act_asks_for_the_password_again(house: House) -> None:
    desk = house.desk(_enter(house, "director").person.actor)
    step_up(desk, PASSWORD, NOW)
    for password in ("", "wrong"):
        with pytest.raises(Refused):
            step_up(desk, password, NOW)
    for _ in range(LOCK_AFTER):
        with pytest.raises(Refused):
            step_up(desk, "wrong", NOW)
    with pytest.raises(Refused, match="locked"):
        step_up(desk, PASSWORD, NOW)


def test_a_demo_store_asks_for_the_password_before_a_weighty_act_too(house: House) -> None:
    desk = house.desk(_enter(house, "director").person.actor)
    with pytest.raises(Refused):
        step_up(replace(desk, demo=True), "wrong", NOW)


def test_seal_of_an_identity_opens_only_whole_and_only_here() -> None:
    sealed = seal_identity("a" * 64)
    assert open_identity(sealed) == "a" * 64
    for broken in (None, "", "a" * 64, sealed[:-1], "b" + sealed[1:], sealed + "0", "." + sealed, f"{'a' * 64}.{'0' * 64}"):
        assert open_identity(broken) is None
