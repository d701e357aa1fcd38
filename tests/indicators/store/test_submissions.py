"""A workbook becomes a version; versions wait, are accepted, returned, withdrawn, superseded; figures that count are those accepted."""

import pandas as pd
import pytest
from filled_store import DUE, director, figures, liaison, reviewer, submitted, with_round, workbook

from indicators.model.period import parse_period
from indicators.model.submission import Problem, Severity, SubmissionState
from indicators.store.connection import Store
from indicators.store.event_log import load_events
from indicators.store.observations import STORED_COLUMNS, load_accepted, load_observations
from indicators.store.refusals import NotFound, StaleVersion
from indicators.store.rounds import close_round, load_round, load_rounds, open_round, reopen_round
from indicators.store.submission_records import load_answers, load_file, load_problems, load_returns, load_submission, load_submissions
from indicators.store.submissions import (
    ReturnNote,
    StoredAnswer,
    accept_submission,
    receive_submission,
    return_submission,
    start_review,
    withdraw_submission,
)
from indicators.store.transaction import perform
from indicators.store.versions import Expected

PROBLEM = Problem("changed_much", "V-09", Severity.CONFIRM, "A2", "D8", ("D9",), "A2-01", "11", "180", {"change": 1.8, "limit": 0.5})


def accepted(store: Store, content: bytes, **changes: object) -> str:
    record = submitted(store, workbook(content, **changes))
    return perform(store, accept_submission(reviewer(), record.id, record.row_version)).id


def test_a_submission_is_read_back_as_it_was_received(store: Store) -> None:
    record = submitted(with_round(store), workbook(problems=(PROBLEM,), answers={"f1": StoredAnswer("campaign", "专项行动")}))
    assert record == load_submission(store, "S-2026Q3-MPS-1")
    assert (record.version, record.state, record.by, record.file) == (1, SubmissionState.SUBMITTED, "公安部联络员", "MPS.xlsx")
    assert record.counts == {"observations": 3, "confirm": 1}
    assert load_problems(store, record.id) == (PROBLEM,)
    assert load_answers(store, "MPS")["f1"].note == "专项行动"
    assert load_file(store, record.sha256).content == b"workbook"
    event = load_events(store, object=record.id)[0]
    assert (event.action, event.period, event.payload["sha256"]) == ("submit", "2026-Q3", record.sha256)


def test_figures_come_back_with_their_cell_and_missing_stays_missing(store: Store) -> None:
    record = submitted(with_round(store))
    stored = load_observations(store, record.id)
    assert tuple(stored.columns) == STORED_COLUMNS
    pd.testing.assert_frame_equal(stored[list(figures().columns)], figures())
    assert stored["denominator"].isna().tolist() == [False, True, False]
    assert set(stored["submission"]) == {record.id}
    assert set(stored["received"]) == {record.received}


def test_the_same_bytes_are_recognised_not_stored_twice(store: Store) -> None:
    with_round(store)
    first = perform(store, receive_submission(liaison(), workbook()))
    second = perform(store, receive_submission(liaison(), workbook()))
    assert (first.repeated, second.repeated) == (False, True)
    assert second.submission == first.submission
    assert [event.action for event in load_events(store, object=first.submission.id)] == ["recognise_submission", "submit"]


def test_the_same_bytes_with_a_new_reason_are_a_new_version(store: Store) -> None:
    submitted(with_round(store))
    explained = workbook(answers={"f1": StoredAnswer("backlog", "")})
    assert submitted(store, explained).version == 2
    assert perform(store, receive_submission(liaison(), explained)).repeated


def test_the_same_bytes_after_a_withdrawal_are_a_new_version(store: Store) -> None:
    record = submitted(with_round(store))
    perform(store, withdraw_submission(liaison(), record.id, record.row_version))
    assert submitted(store).id == "S-2026Q3-MPS-2"


def test_the_same_bytes_for_another_round_are_another_submission(store: Store) -> None:
    submitted(with_round(store))
    other = submitted(with_round(store, "2026-Q4"), workbook(round="2026-Q4"))
    assert other.version == 1
    assert len(load_submissions(store)) == 2


def test_a_new_version_supersedes_one_that_still_waits(store: Store) -> None:
    submitted(with_round(store))
    submitted(store, workbook(b"mended"))
    states = {record.version: record.state for record in load_submissions(store)}
    assert states == {1: SubmissionState.SUPERSEDED, 2: SubmissionState.SUBMITTED}


def test_nothing_new_is_received_while_the_office_has_a_version_in_hand(store: Store) -> None:
    record = submitted(with_round(store))
    perform(store, start_review(reviewer(), record.id, record.row_version))
    with pytest.raises(StaleVersion, match="in_review"):
        submitted(store, workbook(b"mended"))


def test_accepting_a_later_version_supersedes_the_one_that_counted(store: Store) -> None:
    first = accepted(with_round(store), b"one")
    second = accepted(store, b"two", observations=figures(first=50))
    assert load_submission(store, first).state is SubmissionState.SUPERSEDED
    counted = load_accepted(store)
    assert set(counted["submission"]) == {second}
    assert counted["numerator"].tolist() == [50.0, 51.0, 52.0]


def test_only_accepted_figures_count(store: Store) -> None:
    submitted(with_round(store))
    assert load_accepted(store).empty
    assert tuple(load_accepted(store).columns) == STORED_COLUMNS


def test_figures_are_cut_at_a_round_and_to_departments(store: Store) -> None:
    accepted(with_round(store, "2026-Q2"), b"1", round="2026-Q2")
    accepted(with_round(store, "2026-Q3"), b"2")
    accepted(store, b"3", department="MCA")
    accepted(with_round(store, "2024-05"), b"4", round="2024-05")
    assert set(load_accepted(store, until=parse_period("2026-Q2"))["period"]) == {"2026-Q2", "2024-05"}
    assert set(load_accepted(store, departments=("MCA",))["submission"]) == {"S-2026Q3-MCA-1"}


def test_a_return_keeps_the_words_and_the_cells(store: Store) -> None:
    record = submitted(with_round(store))
    note = ReturnNote("wrong_figures", "与上期相差十倍", ("A2!D8", "A2!D9"))
    returned = perform(store, return_submission(reviewer(), record.id, record.row_version, note))
    assert returned.state is SubmissionState.RETURNED
    assert [(kept.reason, kept.note, kept.cells, kept.by) for kept in load_returns(store, record.id)] == [
        ("wrong_figures", "与上期相差十倍", ("A2!D8", "A2!D9"), "审核员")
    ]
    assert load_events(store, object=record.id)[0].reason == "wrong_figures"


def test_an_accepted_submission_can_be_returned_and_then_no_longer_counts(store: Store) -> None:
    id = accepted(with_round(store), b"one")
    perform(store, return_submission(reviewer(), id, 2, ReturnNote("definition", "口径", ())))
    assert load_accepted(store).empty
    assert submitted(store, workbook(b"two")).version == 2


def test_nobody_acts_on_a_version_they_have_not_seen(store: Store) -> None:
    record = submitted(with_round(store))
    perform(store, start_review(reviewer(), record.id, record.row_version))
    with pytest.raises(StaleVersion):
        perform(store, withdraw_submission(liaison(), record.id, record.row_version))
    with pytest.raises(StaleVersion):
        perform(store, accept_submission(reviewer(), record.id, record.row_version))
    with pytest.raises(NotFound):
        perform(store, accept_submission(reviewer(), "S-2026Q3-XXX-1", 1))
    assert load_submission(store, record.id).state is SubmissionState.IN_REVIEW


def test_a_closed_round_takes_nothing_until_it_is_reopened(store: Store) -> None:
    with_round(store)
    perform(store, close_round(director(), "2026-Q3", 1))
    with pytest.raises(StaleVersion, match="closed"):
        submitted(store)
    perform(store, reopen_round(director(), Expected("2026-Q3", 2, ("closed",)), DUE, "更正单"))
    assert load_round(store, "2026-Q3").reopened_until == DUE.isoformat()
    assert submitted(store).version == 1


def test_a_reopened_round_takes_nothing_after_its_last_day(store: Store) -> None:
    with_round(store)
    perform(store, close_round(director(), "2026-Q3", 1))
    perform(store, reopen_round(director(), Expected("2026-Q3", 2, ("closed",)), DUE, "更正单"))
    with pytest.raises(StaleVersion, match="reopened"):
        submitted(store, stamp=liaison("2026-10-26T00:00:00+00:00"))
    assert submitted(store, stamp=liaison("2026-10-25T23:00:00+00:00")).version == 1


def test_a_workbook_for_a_round_that_was_never_opened_is_refused(store: Store) -> None:
    with pytest.raises(NotFound):
        submitted(store)


def test_a_round_opens_once_and_only_for_a_quarter_or_a_month(store: Store) -> None:
    with_round(store, "2024-05")
    with_round(store)
    with pytest.raises(StaleVersion):
        with_round(store)
    with pytest.raises(ValueError, match="not a collection round"):
        open_round(director(), "2026", DUE)
    assert [(record.period, record.kind) for record in load_rounds(store)] == [("2026-Q3", "quarter"), ("2024-05", "special_month")]


def test_a_workbook_without_figures_is_a_submission_too(store: Store) -> None:
    record = submitted(with_round(store), workbook(observations=figures(0)))
    assert record.counts["observations"] == 0
    assert load_observations(store, record.id).empty
