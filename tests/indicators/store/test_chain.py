"""The chain finds every change, deletion, swap and cut, and never says ok without its key or its anchor."""

from pathlib import Path

import pytest
from filled_store import director, submitted, tamper, with_round, workbook
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from indicators.store.acts import note_act
from indicators.store.chain import ChainState, load_anchor, load_or_make_key, verify_chain
from indicators.store.connection import WRITES, Store
from indicators.store.event_log import find_head, load_head, load_head_of
from indicators.store.transaction import EventDraft, perform


def with_events(store: Store, number: int = 6) -> Store:
    for position in range(number):
        perform(store, note_act(director(), EventDraft("export", f"brief-{position}", reason="minutes")))
    return store


def test_an_untouched_chain_is_ok(store: Store) -> None:
    report = verify_chain(with_events(store))
    assert (report.state, report.count, report.first_bad) == (ChainState.OK, 7, None)
    assert report.head == load_head(store)


@pytest.mark.parametrize(
    ("statements", "first_bad", "reason"),
    [
        (["UPDATE events SET reason = 'other' WHERE sequence = 3"], 3, "event_changed"),
        (["UPDATE events SET payload = '{\"x\":1}' WHERE sequence = 5"], 5, "event_changed"),
        (["DELETE FROM events WHERE sequence = 4"], 4, "event_missing"),
        (["DELETE FROM events WHERE sequence = 4", "UPDATE events SET sequence = sequence - 1 WHERE sequence > 4"], 4, "event_changed"),
        (
            [
                "UPDATE events SET sequence = 100 WHERE sequence = 3",
                "UPDATE events SET sequence = 3 WHERE sequence = 4",
                "UPDATE events SET sequence = 4 WHERE sequence = 100",
            ],
            3,
            "event_changed",
        ),
        (["DELETE FROM events WHERE sequence > 5"], 6, "cut_off"),
        (["DELETE FROM events"], 1, "cut_off"),
    ],
)
def test_tampering_is_found_where_it_happened(store: Store, statements: list[str], first_bad: int, reason: str) -> None:
    tamper(with_events(store), *statements)
    report = verify_chain(store)
    assert (report.state, report.first_bad, report.reason) == (ChainState.BROKEN, first_bad, reason)


def test_a_chain_rewritten_from_the_end_differs_from_its_anchor(store: Store) -> None:
    tamper(with_events(store, 3), "DELETE FROM events WHERE sequence = 4")
    perform(store, note_act(director(), EventDraft("export", "something else")))
    report = verify_chain(store)
    assert (report.state, report.first_bad, report.reason) == (ChainState.BROKEN, 4, "anchor_differs")


def test_without_the_key_the_chain_is_never_ok(store: Store) -> None:
    report = verify_chain(Store(with_events(store).engine, None, store.anchor))
    assert (report.state, report.reason) == (ChainState.UNVERIFIABLE, "no_key")


def test_with_another_key_the_chain_is_unverifiable_not_broken(store: Store) -> None:
    report = verify_chain(Store(store.engine, b"another key", store.anchor))
    assert (report.state, report.reason) == (ChainState.UNVERIFIABLE, "other_key")


def test_without_its_anchor_the_chain_is_never_ok(store: Store) -> None:
    store.anchor.unlink()
    report = verify_chain(store)
    assert (report.state, report.reason) == (ChainState.UNVERIFIABLE, "no_anchor")


def test_a_torn_line_of_the_anchor_is_passed_over(store: Store) -> None:
    with with_events(store).anchor.open("a") as anchor:
        anchor.write("8 0123")
    assert verify_chain(store).state is ChainState.OK
    assert load_anchor(store.anchor)[-1] == load_head(store)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET reason = 'x'",
        "DELETE FROM events",
        "UPDATE files SET size = 0",
        "DELETE FROM files",
        "UPDATE observations SET numerator = 0",
        "DELETE FROM observations",
        "UPDATE submissions SET sha256 = 'x'",
        "DELETE FROM submissions",
        "UPDATE settings SET value = 'true' WHERE name = 'demo'",
        "DELETE FROM settings WHERE name = 'demo'",
    ],
)
def test_what_is_on_record_cannot_be_changed_or_deleted(store: Store, statement: str) -> None:
    submitted(with_round(store), workbook())
    with (
        pytest.raises(DatabaseError, match="not changed"),
        store.engine.connect().execution_options(**{WRITES: True}) as connection,
        connection.begin(),
    ):
        connection.execute(text(statement))


def test_a_printed_head_is_found_again(store: Store) -> None:
    record = submitted(with_round(store))
    printed = load_head_of(store, record.id)
    with_events(store, 2)
    assert find_head(store, printed.hash) == printed.sequence == 3
    assert find_head(store, "f" * 64) is None


def test_the_key_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "var" / "chain.key"
    key = load_or_make_key(path)
    assert len(key) == 32
    assert load_or_make_key(path) == key
    assert path.stat().st_mode & 0o077 == 0
