"""One act, one transaction, one event: on both databases, side by side, and after a kill."""

import threading
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection

import pytest
from filled_store import KEY, director, figures, liaison, reviewer, submitted, with_round, workbook
from sqlalchemy import func, insert, select
from sqlalchemy.exc import DatabaseError

from indicators.store.acts import note_act
from indicators.store.chain import ChainState, verify_chain
from indicators.store.connection import Store, reading
from indicators.store.creation import open_store
from indicators.store.event_log import load_events
from indicators.store.observations import load_observations
from indicators.store.refusals import StaleVersion, StoreUnavailable
from indicators.store.submission_records import load_submissions
from indicators.store.submissions import accept_submission, receive_submission
from indicators.store.tables import events, files, observations, settings, submissions
from indicators.store.transaction import Act, Done, EventDraft, perform, perform_all


def count(store: Store, table: object) -> int:
    with reading(store) as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]


def test_an_act_leaves_exactly_one_event(store: Store) -> None:
    perform(store, note_act(director(), EventDraft("export", "2026-Q2", "2026-Q2", "for the minister", {"format": "pdf"})))
    latest, first = load_events(store)
    assert (first.sequence, first.action) == (1, "create_store")
    assert (latest.sequence, latest.action, latest.actor, latest.reason) == (2, "export", "主任", "for the minister")
    assert latest.payload == {"format": "pdf"}
    assert latest.previous_hash == first.hash


def test_upkeep_leaves_no_event(store: Store) -> None:
    perform(store, Act(director(), lambda connection: Done(None, None)))
    assert count(store, events) == 1


def test_an_act_that_fails_leaves_nothing(store: Store) -> None:
    with_round(store)
    twice = workbook(observations=figures().iloc[[0, 0]])
    with pytest.raises(DatabaseError):
        perform(store, receive_submission(liaison(), twice))
    assert [count(store, table) for table in (submissions, files, observations)] == [0, 0, 0]
    assert count(store, events) == 2


def test_a_batch_is_stored_whole_or_not_at_all(store: Store) -> None:
    with_round(store)
    acts = [receive_submission(liaison(), workbook(department=code)) for code in ("MPS", "MCA")]
    with pytest.raises(StaleVersion):
        perform_all(store, [*acts, accept_submission(reviewer(), "S-2026Q3-MPS-1", 99)])
    assert count(store, submissions) == 0
    perform_all(store, acts)
    assert count(store, submissions) == 2
    assert [event.action for event in load_events(store, limit=2)] == ["submit", "submit"]


def test_a_reading_connection_cannot_write(store: Store) -> None:
    with pytest.raises((StoreUnavailable, DatabaseError)), reading(store) as connection:
        connection.execute(insert(settings).values(name="as_of", value="2026-01-01"))
    assert count(store, settings) == 4


def test_a_store_without_its_key_can_be_read_but_not_written(store: Store) -> None:
    without = Store(store.engine, None, store.anchor)
    assert load_events(without)
    with pytest.raises(StoreUnavailable, match="chain_key_missing"):
        perform(without, note_act(director(), EventDraft("export", "x")))


def test_a_store_is_not_written_with_another_key(store: Store) -> None:
    other = Store(store.engine, b"another key", store.anchor)
    with pytest.raises(StoreUnavailable, match="chain_key_differs"):
        perform(other, note_act(director(), EventDraft("export", "x")))
    assert count(store, events) == 1


def test_eight_writers_lose_and_double_nothing(store: Store) -> None:
    rounds_each = 12
    faults: list[BaseException] = []

    def write(writer: int) -> None:
        try:
            for number in range(rounds_each):
                perform(store, note_act(director(), EventDraft("export", f"{writer}-{number}")))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=write, args=(writer,)) for writer in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    objects = [event.object for event in load_events(store) if event.action == "export"]
    assert sorted(objects) == sorted(f"{writer}-{number}" for writer in range(8) for number in range(rounds_each))
    assert verify_chain(store).state is ChainState.OK


def test_the_same_workbook_from_eight_hands_is_stored_once(store: Store) -> None:
    with_round(store)
    outcomes = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(perform(store, receive_submission(liaison(), workbook())))) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcome.repeated for outcome in outcomes) == [False] + [True] * 7
    assert len(load_submissions(store)) == 1


def test_of_two_reviewers_who_accept_at_once_one_wins_and_the_other_is_told(store: Store) -> None:
    record = submitted(with_round(store))
    outcomes: list[str] = []

    def accept() -> None:
        try:
            outcomes.append(perform(store, accept_submission(reviewer(), record.id, record.row_version)).state)
        except StaleVersion as stale:
            outcomes.append(f"told: {stale.state}")

    threads = [threading.Thread(target=accept) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["accepted", "told: accepted"]


def write_until_killed(url: str, attempt: int, stored: Connection) -> None:
    """Submits one workbook after another and says so after each; the body of a process that is then killed."""
    store = open_store(url, KEY)
    number = 0
    while True:
        number += 1
        perform(store, receive_submission(liaison(), workbook(f"{attempt} {number}".encode(), observations=figures(20))))
        stored.send(number)


def test_a_killed_writer_leaves_nothing_half_stored_and_loses_nothing(store: Store, url: str) -> None:
    with_round(store)
    store.engine.dispose()
    forking = get_context("fork")
    promised = 0
    for attempt in range(8):
        ours, theirs = forking.Pipe(duplex=False)
        child = forking.Process(target=write_until_killed, args=(url, attempt, theirs), daemon=True)
        child.start()
        promised += 1 if ours.recv() else 0
        time.sleep(0.02 + 0.017 * attempt)
        child.kill()
        child.join()
        while ours.poll():
            promised += 1 if ours.recv() else 0
        assert_whole(store, at_least=promised)


def assert_whole(store: Store, at_least: int) -> None:
    """Every submission has its file, its 20 figures and its event, and none that was confirmed is gone."""
    # The write lock waits for a commit that the killed process had still sent to the server.
    perform(store, Act(director(), lambda connection: Done(None, None)))
    stored = load_submissions(store)
    assert len(stored) >= at_least
    assert len(load_observations(store, stored[0].id)) == 20
    assert count(store, observations) == 20 * len(stored)
    assert count(store, files) == len(stored)
    assert sum(event.action == "submit" for event in load_events(store)) == len(stored)
    assert verify_chain(store).state is ChainState.OK
