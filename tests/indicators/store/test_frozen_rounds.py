"""Freezing keeps the figures of a moment for good; publishing shows one assessment of them, and corrections are new editions."""

import pandas as pd
import pytest
from filled_store import DUE, director, figures, reviewer, submitted, tamper, with_round, workbook

from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.store.assessments import (
    NewAssessment,
    keep_assessment,
    load_assessment,
    load_assessment_document,
    load_assessments,
    load_publications,
    publish_round,
)
from indicators.store.connection import Store
from indicators.store.event_log import load_events
from indicators.store.observations import load_accepted
from indicators.store.refusals import NotFound, StaleVersion, StoreUnavailable
from indicators.store.rounds import load_round, reopen_round
from indicators.store.snapshots import (
    SnapshotRecord,
    freeze_round,
    load_snapshot,
    load_snapshot_bytes,
    load_snapshot_observations,
    load_snapshots,
    read_snapshot,
    render_snapshot,
)
from indicators.store.submission_records import load_submission
from indicators.store.submissions import ReturnNote, accept_submission, return_submission
from indicators.store.transaction import perform
from indicators.store.versions import Expected


def accept(store: Store, content: bytes, **changes: object) -> str:
    record = submitted(store, workbook(content, **changes))
    return perform(store, accept_submission(reviewer(), record.id, record.row_version)).id


def freeze(store: Store, period: str = "2026-Q3") -> SnapshotRecord:
    return perform(store, freeze_round(director(), period, load_round(store, period).row_version))


def assessment_of(store: Store, snapshot: str | None, document: bytes = b"{}") -> str:
    new = NewAssessment("2026-Q3", snapshot, "1.0", "r1", "c1", document)
    return perform(store, keep_assessment(director(), new)).id


def publish(store: Store, assessment: str, errata: tuple[str, ...] = ()) -> None:
    expected = Expected("2026-Q3", load_round(store, "2026-Q3").row_version, ())
    perform(store, publish_round(director(), expected, assessment, errata))


def test_a_snapshot_holds_the_accepted_figures_and_its_hash_is_in_the_chain(store: Store) -> None:
    id = accept(with_round(store), b"one")
    submitted(store, workbook(b"waits", department="MCA"))
    before = load_accepted(store)
    snapshot = freeze(store)
    assert (snapshot.id, snapshot.row_count, [filed.id for filed in snapshot.manifest]) == ("N-2026Q3-1", 3, [id])
    assert snapshot.submitted == {("MPS", "2026-Q3")}
    pd.testing.assert_frame_equal(load_snapshot_observations(store, snapshot.id), before)
    assert load_events(store, object=snapshot.id)[0].payload["sha256"] == snapshot.sha256
    assert load_snapshot(store, snapshot.id) == snapshot
    assert load_submission(store, id).state is SubmissionState.FROZEN
    assert load_submission(store, "S-2026Q3-MCA-1").state is SubmissionState.SUBMITTED
    assert load_round(store, "2026-Q3").state is RoundState.FROZEN


def test_a_snapshot_lists_a_submission_without_figures(store: Store) -> None:
    accept(with_round(store), b"empty", observations=figures(0))
    assert freeze(store).submitted == {("MPS", "2026-Q3")}


def test_frozen_figures_cannot_be_returned(store: Store) -> None:
    id = accept(with_round(store), b"one")
    freeze(store)
    with pytest.raises(StaleVersion, match="frozen"):
        perform(store, return_submission(reviewer(), id, load_submission(store, id).row_version, ReturnNote("other", "late", ())))


def test_a_round_is_frozen_once(store: Store) -> None:
    with_round(store)
    perform(store, freeze_round(director(), "2026-Q3", 1))
    with pytest.raises(StaleVersion):
        perform(store, freeze_round(director(), "2026-Q3", 1))
    with pytest.raises(StaleVersion):
        freeze(store)
    assert len(load_snapshots(store)) == 1


def test_equal_figures_give_equal_bytes_in_whatever_order() -> None:
    frame = figures(5).assign(submission="S", file="f", sha256="0", received="2026-10-12")
    assert render_snapshot(frame) == render_snapshot(frame.iloc[::-1])
    pd.testing.assert_frame_equal(read_snapshot(render_snapshot(frame)), frame.astype({"file": "str", "received": "str"}))


def test_a_changed_snapshot_is_not_handed_out(store: Store) -> None:
    accept(with_round(store), b"one")
    snapshot = freeze(store)
    tamper(store, "UPDATE snapshots SET sha256 = 'other'")
    with pytest.raises(StoreUnavailable, match="snapshot_damaged"):
        load_snapshot_bytes(store, snapshot.id)
    with pytest.raises(NotFound):
        load_snapshot_bytes(store, "N-2020Q1-1")


def test_an_assessment_is_kept_byte_for_byte_and_published_with_its_round(store: Store) -> None:
    id = accept(with_round(store), b"one")
    kept = assessment_of(store, freeze(store).id, '{"评价":1.5}'.encode())
    assert load_assessment_document(store, kept) == '{"评价":1.5}'.encode()
    publish(store, kept)
    assert load_assessment(store, kept).state == "published"
    assert load_submission(store, id).state is SubmissionState.PUBLISHED
    assert load_round(store, "2026-Q3").state is RoundState.PUBLISHED
    assert [(edition.edition, edition.assessment) for edition in load_publications(store)] == [(1, kept)]
    assert not load_accepted(store).empty


def test_only_an_assessment_of_frozen_figures_is_published(store: Store) -> None:
    accept(with_round(store), b"one")
    provisional = assessment_of(store, None)
    with pytest.raises(StaleVersion):
        publish(store, provisional)
    freeze(store)
    with pytest.raises(NotFound):
        publish(store, provisional)
    assert load_publications(store) == ()
    assert load_round(store, "2026-Q3").state is RoundState.FROZEN


def test_a_correction_is_a_second_edition_and_the_first_stays_readable(store: Store) -> None:
    accept(with_round(store), b"one")
    first = assessment_of(store, freeze(store).id, b"first")
    publish(store, first)
    round = load_round(store, "2026-Q3")
    perform(store, reopen_round(director(), Expected("2026-Q3", round.row_version, (round.state,)), DUE, "更正单"))
    accept(store, b"corrected", observations=figures(first=70))
    snapshot = freeze(store)
    assert snapshot.id == "N-2026Q3-2"
    second = assessment_of(store, snapshot.id, b"second")
    publish(store, second, ("A2-01 北京",))
    editions = load_publications(store, "2026-Q3")
    assert [(edition.edition, edition.assessment, edition.errata) for edition in editions] == [(2, second, ("A2-01 北京",)), (1, first, ())]
    assert [record.state for record in load_assessments(store)] == ["published", "replaced"]
    assert load_assessment_document(store, first) == b"first"
    assert load_snapshot_observations(store, "N-2026Q3-1")["numerator"].min() == 1.0
    assert load_snapshot_observations(store, "N-2026Q3-2")["numerator"].min() == 70.0
