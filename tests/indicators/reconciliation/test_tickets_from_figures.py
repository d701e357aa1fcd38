"""One ticket for each contradiction between departments, in whichever order their workbooks come; it follows the figures."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path

import pandas as pd
import pytest

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.reconciliation import reconcile_acts
from indicators.store.cases import CaseKind, CaseRecord, load_cases
from indicators.store.connection import Store
from indicators.store.creation import Creation, create_store
from indicators.store.event_log import load_events
from indicators.store.rounds import open_round
from indicators.store.submission_records import SubmissionRecord
from indicators.store.submissions import Incoming, ReturnNote, receive_submission, return_submission
from indicators.store.transaction import Stamp, perform, perform_all

ROUND = "2026-Q3"
OFFICE = Stamp("2026-10-09T01:00:00+00:00", "director", "director")
DAY = "2026-10-12T01:00:00+00:00"
POLICE = {"SR-01": 12, "SR-02": 2, "SR-03": 1, "SR-04": 1}
"""Of twelve rescued, four were placed by the police: eight are civil affairs'."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = create_store(f"sqlite:///{tmp_path / 'store.db'}", b"k" * 32, Creation(OFFICE, demo=False), tmp_path / "anchor")
    perform(made, open_round(OFFICE, ROUND, date(2026, 10, 15)))
    yield made
    made.engine.dispose()


def figures(values: Mapping[str, float], subject: str = "41") -> pd.DataFrame:
    places = enumerate(values.items(), 7)
    rows = [{"indicator": code, "subject": subject, "value": float(value), "cell": f"C{row}"} for row, (code, value) in places]
    frame = pd.DataFrame(rows).assign(period=ROUND, breakdown="total", status="REPORTED", sheet="基础数据", denominator_cell="", note="")
    for name in ("numerator", "denominator", "se"):
        frame[name] = float("nan")
    return frame[list(OBSERVATION_COLUMNS)]


def file(store: Store, catalogue: Catalogue, department: str, frame: pd.DataFrame, data: bytes = b"1") -> SubmissionRecord:
    stamp = Stamp(DAY, f"liaison-{department.lower()}", "liaison")
    incoming = Incoming(department, ROUND, f"{department}.xlsx", department.encode() + data, "1.0", frame)
    acts = chain((receive_submission(stamp, incoming),), reconcile_acts(catalogue, stamp, department, ROUND))
    return perform_all(store, acts)[0].submission


def tickets(store: Store) -> tuple[CaseRecord, ...]:
    return load_cases(store, CaseKind.TICKET)


@pytest.mark.parametrize("first", ["MPS", "MCA"])
def test_one_ticket_is_opened_whoever_files_first(store: Store, catalogue: Catalogue, first: str) -> None:
    frames = {"MPS": figures(POLICE), "MCA": figures({"SR-06": 7})}
    for department in sorted(frames, key=lambda code: code != first):
        assert tickets(store) == ()
        file(store, catalogue, department, frames[department])
    (ticket,) = tickets(store)
    assert (ticket.subject, ticket.period, ticket.state, set(ticket.owners)) == ("X-01", ROUND, "open", {"MPS", "MCA"})
    assert ticket.document["regions"] == ["41"]
    assert (ticket.document["conflicts"][0]["left"], ticket.document["conflicts"][0]["right"]) == (12, 11)
    assert ticket.due == "2026-10-19"  # five working days on
    files = {cell["file"] for cell in ticket.document["conflicts"][0]["cells"]}
    assert files == {"MPS.xlsx", "MCA.xlsx"}


def test_agreeing_figures_open_nothing(store: Store, catalogue: Catalogue) -> None:
    file(store, catalogue, "MPS", figures(POLICE))
    file(store, catalogue, "MCA", figures({"SR-06": 8}))
    assert tickets(store) == ()


def test_several_regions_share_one_ticket(store: Store, catalogue: Catalogue) -> None:
    file(store, catalogue, "MPS", pd.concat([figures(POLICE), figures(POLICE, "42"), figures(POLICE, "43")]))
    file(store, catalogue, "MCA", pd.concat([figures({"SR-06": 9}), figures({"SR-06": 8}, "42"), figures({"SR-06": 1}, "43")]))
    (ticket,) = tickets(store)
    assert ticket.document["regions"] == ["41", "43"]


def test_the_same_bytes_twice_open_nothing_new(store: Store, catalogue: Catalogue) -> None:
    file(store, catalogue, "MPS", figures(POLICE))
    file(store, catalogue, "MCA", figures({"SR-06": 7}))
    before = (tickets(store), len(load_events(store)))
    file(store, catalogue, "MCA", figures({"SR-06": 7}))
    assert tickets(store) == before[0]
    assert len(load_events(store)) == before[1] + 1  # the repeated file itself is on the record


def test_a_correction_resolves_the_ticket_and_is_on_the_record(store: Store, catalogue: Catalogue) -> None:
    file(store, catalogue, "MPS", figures(POLICE))
    file(store, catalogue, "MCA", figures({"SR-06": 7}))
    file(store, catalogue, "MCA", figures({"SR-06": 8}), b"2")
    (ticket,) = tickets(store)
    assert ticket.state == "resolved"
    assert sorted(event.action for event in load_events(store, object=ticket.id)) == ["open_ticket", "resolve_ticket"]


def test_other_wrong_figures_bring_the_ticket_up_to_date(store: Store, catalogue: Catalogue) -> None:
    file(store, catalogue, "MPS", pd.concat([figures(POLICE), figures(POLICE, "42")]))
    file(store, catalogue, "MCA", pd.concat([figures({"SR-06": 7}), figures({"SR-06": 8}, "42")]))
    file(store, catalogue, "MCA", pd.concat([figures({"SR-06": 8}), figures({"SR-06": 5}, "42")]), b"2")
    (ticket,) = tickets(store)
    assert (ticket.state, ticket.document["regions"]) == ("open", ["42"])


def test_a_contradiction_that_comes_back_reopens_its_ticket_once_and_then_gets_a_new_one(store: Store, catalogue: Catalogue) -> None:
    file(store, catalogue, "MPS", figures(POLICE))
    for version, received in enumerate((7, 8, 7, 8, 7)):
        file(store, catalogue, "MCA", figures({"SR-06": received}), str(version).encode())
    first, second = tickets(store)
    assert (first.state, first.document["reopened"]) == ("resolved", 1)
    assert (second.state, second.document["follows"]) == ("open", first.id)


def test_what_can_no_longer_be_judged_stays_open(store: Store, catalogue: Catalogue) -> None:
    file(store, catalogue, "MPS", figures(POLICE))
    filed = file(store, catalogue, "MCA", figures({"SR-06": 7}))
    perform(store, return_submission(OFFICE, filed.id, 1, ReturnNote("unexplained", "请核实")))
    file(store, catalogue, "MPS", figures({**POLICE, "SR-02": 3}), b"2")
    (ticket,) = tickets(store)
    assert ticket.state == "open"


def test_figures_of_one_department_alone_open_no_ticket(store: Store, catalogue: Catalogue) -> None:
    file(store, catalogue, "MCA", figures({"SR-07": 3, "SR-06": 7, "SR-08": 0, "SR-09": 0, "SR-10": 1, "SR-11": 1, "SR-12": 1, "SR-13": 1}))
    assert tickets(store) == ()
