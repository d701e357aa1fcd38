"""`python -m benchmarks thirty`: thirty departments upload at the same moment into one new store; two of them send the same bytes twice.

Nobody waits over ten seconds, nothing is lost, nothing is doubled, and the chain of events verifies afterwards.
"""

import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from dashboard.access.roles import SHELL, Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.submissions import submit
from dashboard.services.views import Receipt
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import IntakeContext, check_workbook
from indicators.model.submission import CheckStatus
from indicators.store.chain import ChainState, verify_chain
from indicators.store.connection import Store
from indicators.store.creation import Creation, create_store
from indicators.store.rounds import open_round
from indicators.store.submission_records import load_submissions
from indicators.store.transaction import Stamp, perform
from sample_data.observations import sample_observations
from sample_data.workbooks import split_by_workbook, workbook_name, write_workbook

UPLOADS, TWICE = 30, 2
ROUNDS = ("2026-Q2", "2025-Q4", "2026-Q1")
LONGEST = 10.0
DAY = date(2026, 7, 10)


@dataclass(frozen=True, slots=True)
class Sent:
    """One upload: whose, the bytes, how long its sender waited, and the receipt or what was said instead."""

    department: str
    name: str
    data: bytes
    seconds: float = 0.0
    receipt: Receipt | None = None
    said: str = ""


def measure() -> Iterator[tuple[str, float]]:
    """Seconds of the fastest, the middle and the slowest of thirty uploads; raises if one was lost, doubled or too slow."""
    catalogue = load_catalogue()
    files = clean_files(catalogue, UPLOADS - TWICE)
    with tempfile.TemporaryDirectory() as folder:
        store = make_store(Path(folder))
        began = time.perf_counter()
        sent = upload_at_once(Desk(SHELL, store, catalogue, DAY, True), files + files[:TWICE])
        whole = time.perf_counter() - began
        faults = faults_of(store, sent)
    waits = sorted(one.seconds for one in sent)
    yield f"{len(sent)} uploads at one moment, {TWICE} of them the same bytes again: the fastest", waits[0]
    yield "the middle one", waits[len(waits) // 2]
    yield "the slowest", waits[-1]
    yield "all of them", whole
    if waits[-1] > LONGEST:
        faults.append(f"one waited {waits[-1]:.1f} s")
    if faults:
        raise AssertionError("; ".join(faults))


def clean_files(catalogue: Catalogue, count: int) -> list[Sent]:
    """Sample workbooks without an open question, the latest round first: each its own department and round."""
    observations = sample_observations(catalogue)
    books = split_by_workbook(catalogue, observations)
    files: list[Sent] = []
    for key in sorted((key for key in books if key[1] in ROUNDS), key=lambda key: (ROUNDS.index(key[1]), key[0])):
        data = write_workbook(catalogue, key, books[key], observations)
        if check_workbook(data, "a.xlsx", IntakeContext(catalogue, DAY, department=key[0])).status is CheckStatus.CLEAN:
            files.append(Sent(key[0], workbook_name(*key), data))
        if len(files) == count:
            return files
    raise AssertionError(f"only {len(files)} sample workbooks are clean")


def make_store(folder: Path) -> Store:
    """A new store with the rounds open."""
    stamp = Stamp(datetime(DAY.year, DAY.month, 1, tzinfo=UTC).isoformat(timespec="microseconds"), "office", "director")
    store = create_store(f"sqlite:///{folder / 'store.sqlite'}", b"k" * 32, Creation(stamp, True, DAY.isoformat()), folder / "store.anchor")
    for period in ROUNDS:
        perform(store, open_round(stamp, period, DAY))
    return store


def upload_at_once(desk: Desk, files: list[Sent]) -> list[Sent]:
    """All uploads started at the same moment, each in a thread and by an account of its own."""
    gate = threading.Barrier(len(files))
    sent: dict[int, Sent] = {}

    def upload(number: int, file: Sent) -> None:
        own = desk.for_actor(Actor(f"liaison-{number}", Role.LIAISON, department=file.department))
        gate.wait()
        began = time.perf_counter()
        try:
            answer: object = submit(own, file.name, file.data, {})
        except Exception as error:  # whatever it is, it is the finding
            answer = error
        seconds = time.perf_counter() - began
        receipt = answer if isinstance(answer, Receipt) else None
        sent[number] = Sent(file.department, file.name, file.data, seconds, receipt, "" if receipt else repr(answer)[:300])

    threads = [threading.Thread(target=upload, args=pair) for pair in enumerate(files)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [sent[number] for number in range(len(files))]


def faults_of(store: Store, sent: list[Sent]) -> list[str]:
    """What was lost, doubled or not received, and whether the chain is whole."""
    faults = [f"{one.name}: {one.said}" for one in sent if one.receipt is None]
    stored: Mapping[str, int] = {record.sha256: record.counts["observations"] for record in load_submissions(store)}
    different = {one.receipt.sha256 for one in sent if one.receipt is not None}
    if len(load_submissions(store)) != len({one.data for one in sent}):
        faults.append(f"{len(load_submissions(store))} submissions of {len({one.data for one in sent})} different files")
    if different - set(stored):
        faults.append("a receipt was given for what is not stored")
    repeated = sum(one.receipt.repeated for one in sent if one.receipt is not None)
    if repeated != len(sent) - len({one.data for one in sent}):
        faults.append(f"{repeated} files were recognised as sent before")
    if verify_chain(store).state is not ChainState.OK:
        faults.append("the chain does not verify")
    return faults
