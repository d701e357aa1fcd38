"""What a liaison does: see what is owed, take the template, have a workbook checked, submit it, withdraw it, look back."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from itertools import chain

import pandas as pd

from dashboard.access.actions import Action
from dashboard.access.permissions import allowed, require
from dashboard.services.decided_names import recognised_names
from dashboard.services.desk import Desk
from dashboard.services.differences import compare_figures
from dashboard.services.lawful import person_at, require_lawful
from dashboard.services.own_score import published_score
from dashboard.services.views import Answer, CheckedUpload, Receipt, SubmissionDetail, SubmissionView, TimelineEntry
from indicators.intake.check_workbook import IntakeContext
from indicators.model.event import Event
from indicators.model.round import RoundState
from indicators.model.submission import Severity
from indicators.oversight.review import ReviewAction, SubmissionFacts
from indicators.oversight.review import allowed as allowed_review
from indicators.pipeline import Reception, Upload, inspect_workbook, receive_workbook
from indicators.reconciliation import load_others, reconcile_acts
from indicators.store.event_log import load_events
from indicators.store.observations import load_accepted, load_observations
from indicators.store.rounds import load_round, load_rounds
from indicators.store.submission_records import (
    SubmissionRecord,
    load_answers,
    load_problems,
    load_returns,
    load_submission,
    load_submissions,
)
from indicators.store.submissions import StoredAnswer, withdraw_submission
from indicators.store.tables import LIVE_STATES
from indicators.store.transaction import perform_all

COLLECTING = (RoundState.OPEN, RoundState.REOPENED)


def check_upload(
    desk: Desk, name: str, data: bytes, answers: Mapping[str, Answer] | None = None, whose: tuple[str | None, str | None] = (None, None)
) -> CheckedUpload:
    """Every problem of the workbook at once, by cell, and what differs from the last version; nothing is stored.

    `whose`: department and round of a file that does not say them itself.
    """
    require(desk.actor, Action.CHECK_WORKBOOK, department=desk.actor.department or whose[0], demo=desk.demo)
    context = intake_context(desk, (), desk.actor.department or whose[0], whose[1])
    reception = inspect_workbook(desk.store, _upload(name, data, answers or {}), context)
    return checked_upload(desk, reception)


def submit(desk: Desk, name: str, data: bytes, answers: Mapping[str, Answer]) -> Receipt | CheckedUpload:
    """The receipt of the workbook as a new version; the checked upload instead if something is left to fix or to answer."""
    require(desk.actor, Action.SUBMIT, department=desk.actor.department, demo=desk.demo)
    reception = receive_workbook(desk.store, desk.stamp(), _upload(name, data, answers), intake_context(desk))
    if reception.received is None:
        return checked_upload(desk, reception)
    return receipt_of(desk, reception.received.submission, reception.received.repeated)


def receipt_of(desk: Desk, record: SubmissionRecord, repeated: bool = False) -> Receipt:
    """The receipt of one stored submission, the same whenever it is asked for."""
    return Receipt(
        id=record.id,
        department=record.department,
        round=record.round,
        version=record.version,
        state=record.state.value,
        sha256=record.sha256,
        file=record.file,
        at=record.received,
        by=record.by,
        observations=record.counts["observations"],
        counts=record.counts,
        signers=record.signers,
        head=next(event.hash for event in load_events(desk.store, object=record.id) if event.action == "submit"),
        repeated=repeated,
    )


def read_receipt(desk: Desk, id: str) -> Receipt:
    """The receipt of a submission that this actor may see; NotFound if there is none."""
    return receipt_of(desk, _require_submission(desk, id))


def withdraw(desk: Desk, id: str) -> SubmissionView:
    """Takes a submission back before its review; StaleVersion if the office has it in hand."""
    record = load_submission(desk.store, id)
    require(desk.actor, Action.WITHDRAW, department=record.department, demo=desk.demo)
    facts = SubmissionFacts(record.state, record.department, record.by, load_round(desk.store, record.round).state)
    require_lawful(allowed_review(facts, person_at(desk)), ReviewAction.WITHDRAW)
    stamp = desk.stamp()
    follow_up = reconcile_acts(desk.catalogue, stamp, record.department, record.round)
    return view_of(perform_all(desk.store, chain((withdraw_submission(stamp, id, record.row_version),), follow_up))[0])


def list_submissions(desk: Desk, department: str | None = None, round: str | None = None) -> tuple[SubmissionView, ...]:
    """The submissions this actor may see, the latest round and version first."""
    records = load_submissions(desk.store, department=desk.actor.department or department, round=round)
    seen = [record for record in records if allowed(desk.actor, Action.READ_SUBMISSION, department=record.department, demo=desk.demo)]
    return tuple(view_of(record) for record in seen)


def read_submission(desk: Desk, id: str) -> SubmissionDetail:
    """One submission with problems, answers, timeline, figures and what it changed; NotFound, AccessRefused."""
    record = _require_submission(desk, id)
    observations = load_observations(desk.store, id)
    given = load_answers(desk.store, record.department)
    answers = {key: Answer(found.reason, found.note, found.by, found.at, found.second_by) for key, found in given.items()}
    return SubmissionDetail(
        view=view_of(record),
        problems=load_problems(desk.store, id),
        answers=answers,
        timeline=_timeline(desk, id),
        changes=compare_figures(_earlier(desk, record), observations),
        observations=observations,
    )


def checked_upload(desk: Desk, reception: Reception) -> CheckedUpload:
    """What pages and commands see of a check, with what differs from the last accepted version, or from the last one if none was."""
    checked = reception.checked
    against = _compared_with(desk, reception)
    changes = compare_figures(load_observations(desk.store, against.id), checked.observations) if against else None
    version = (against.version, against.state.value) if against else None
    return CheckedUpload(checked, reception.unanswered, reception.answered, changes, reception.unsigned, version)


def view_of(record: SubmissionRecord) -> SubmissionView:
    """A stored submission as pages see it."""
    return SubmissionView(
        id=record.id,
        department=record.department,
        round=record.round,
        version=record.version,
        state=record.state.value,
        received=record.received,
        by=record.by,
        sha256=record.sha256,
        file=record.file,
        observations=record.counts["observations"],
        confirms=record.counts.get(Severity.CONFIRM, 0),
        row_version=record.row_version,
        corrected=record.counts.get("corrected", 0),
    )


def intake_context(
    desk: Desk, cells: Collection[tuple[str, str]] = (), of_department: str | None = None, round_code: str | None = None
) -> IntakeContext:
    """What the checks may know: earlier accepted figures of the department, the rounds that are open, the day, names decided before.

    `cells`: input cells (sheet, cell) to be told about besides those with problems. The department is the actor's unless given.
    `round_code`: the round of a file that does not say it itself.
    """
    department = of_department or desk.actor.department
    rounds = frozenset(record.period for record in load_rounds(desk.store) if record.state in COLLECTING)
    known = load_accepted(desk.store, departments=(department,)) if department else None
    others = load_others(desk.store, desk.catalogue, department, rounds) if department else None
    here = IntakeContext(desk.catalogue, as_of=desk.today, known=known, open_rounds=rounds, department=department)
    recognised = recognised_names(desk.store, department) if department else None
    scores = published_score(desk, department) if department else None
    return replace(here, cells=frozenset(cells), others=others, scores=scores, round=round_code, recognised=recognised)


def _compared_with(desk: Desk, reception: Reception) -> SubmissionRecord | None:
    identity = reception.checked.identity
    if identity is None:
        return None
    versions = load_submissions(desk.store, department=identity.department, round=identity.period)
    counted = [record for record in versions if record.state in LIVE_STATES]
    return next(iter(counted or versions), None)


def _upload(name: str, data: bytes, answers: Mapping[str, Answer]) -> Upload:
    return Upload(name, data, {key: StoredAnswer(answer.reason, answer.note) for key, answer in answers.items()})


def _earlier(desk: Desk, record: SubmissionRecord) -> pd.DataFrame | None:
    versions = load_submissions(desk.store, department=record.department, round=record.round)
    before = [other for other in versions if other.version < record.version]
    return load_observations(desk.store, before[0].id) if before else None


def _require_submission(desk: Desk, id: str) -> SubmissionRecord:
    record = load_submission(desk.store, id)
    require(desk.actor, Action.READ_SUBMISSION, department=record.department, demo=desk.demo)
    return record


def _timeline(desk: Desk, id: str) -> tuple[TimelineEntry, ...]:
    words = {record.at: record for record in load_returns(desk.store, id)}

    def entry(event: Event) -> TimelineEntry:
        said = words.get(event.at)
        return TimelineEntry(event.at, event.actor, event.action, event.reason, said.note if said else "", said.cells if said else ())

    return tuple(entry(event) for event in load_events(desk.store, object=id))
