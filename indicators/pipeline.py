"""The whole story, from workbook to verdict, in two functions. Read this first.

`receive_workbook`: bytes -> checked cells -> a stored submission, or every problem at once and nothing stored.
`assess_period`: accepted or frozen figures -> an assessment with its reasons. Who may ask is decided by the caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

import pandas as pd

from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_workbook
from indicators.model.period import parse_period
from indicators.model.submission import CheckStatus, Problem, Severity
from indicators.model.verdict import Assessment
from indicators.store.connection import Store
from indicators.store.observations import load_accepted
from indicators.store.snapshots import load_snapshot, load_snapshot_observations
from indicators.store.submission_records import load_answers, load_submissions
from indicators.store.submissions import Incoming, Received, StoredAnswer, receive_submission
from indicators.store.tables import LIVE_STATES
from indicators.store.transaction import Stamp, perform

BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives, with the reasons its sender gives for figures that are asked about, by problem fingerprint."""

    name: str
    data: bytes
    answers: Mapping[str, StoredAnswer]


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of an upload. `received` is None when something must be fixed, answered, or the file was refused."""

    checked: CheckedWorkbook
    unanswered: tuple[Problem, ...]
    answered: tuple[Problem, ...]
    received: Received | None


def inspect_workbook(store: Store | None, upload: Upload, context: IntakeContext) -> Reception:
    """Every problem of an upload at once, and which questions are answered already, now or for an earlier version; stores nothing."""
    checked = check_workbook(upload.data, upload.name, context)
    known = set(upload.answers)
    if store is not None and checked.identity is not None:
        known |= set(load_answers(store, checked.identity.department))
    questions = [problem for problem in checked.problems if problem.severity is Severity.CONFIRM]
    answered = tuple(problem for problem in questions if problem.fingerprint in known)
    unanswered = tuple(problem for problem in questions if problem.fingerprint not in known)
    return Reception(checked, unanswered, answered, None)


def receive_workbook(store: Store, stamp: Stamp, upload: Upload, context: IntakeContext) -> Reception:
    """Checks an upload and stores it as the next version if nothing is left to fix or to answer; StaleVersion if the round is closed."""
    reception = inspect_workbook(store, upload, context)
    checked = reception.checked
    if reception.unanswered or checked.identity is None or not _is_sound(checked):
        return reception
    incoming = Incoming(
        department=checked.identity.department,
        round=checked.identity.period,
        file=upload.name,
        data=upload.data,
        template_version=checked.identity.template_version,
        observations=checked.observations,
        problems=checked.problems,
        answers={key: answer for key, answer in upload.answers.items() if key in {problem.fingerprint for problem in reception.answered}},
    )
    received = perform(store, receive_submission(stamp, incoming))
    return Reception(checked, (), reception.answered, received)


def assess_period(store: Store, catalogue: Catalogue, period: str, snapshot: str | None, as_of: date) -> Assessment:
    """The assessment of a period from a snapshot, or provisionally from what is accepted now; NotFound if there is no such snapshot."""
    if snapshot is None:
        observations = _dated(load_accepted(store, parse_period(period)))
        accepted = load_submissions(store, states=LIVE_STATES)
        submitted = frozenset((record.department, record.round) for record in accepted)
        return assess(AssessmentRequest(period, catalogue, observations, as_of=as_of, provisional=True, submitted=submitted))
    record = load_snapshot(store, snapshot)
    request = AssessmentRequest(
        period,
        catalogue,
        _dated(load_snapshot_observations(store, snapshot)),
        submitted=record.submitted,
        snapshot_id=record.id,
        snapshot_sha256=record.sha256,
    )
    return assess(request)


def _dated(observations: pd.DataFrame) -> pd.DataFrame:
    """The figures with the day in Beijing on which they came, which is the day that due dates are in; the store keeps UTC."""
    days = {stamp: datetime.fromisoformat(stamp).astimezone(BEIJING).date().isoformat() for stamp in observations["received"].unique()}
    return observations.assign(received=observations["received"].map(days))


def _is_sound(checked: CheckedWorkbook) -> bool:
    must_fix = any(problem.severity is Severity.MUST_FIX for problem in checked.problems)
    return checked.status is not CheckStatus.REFUSED and not must_fix
