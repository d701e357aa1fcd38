"""Rounds from opening to publication: who still owes, what was frozen, what leaders may see."""

from datetime import date

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.lawful import person_at, require_lawful
from dashboard.services.obligations import owed_departments
from dashboard.services.step_up import require_password
from dashboard.services.tickets import acts_over_open_tickets
from dashboard.services.views import RoundView
from indicators.assessment.assess import assess
from indicators.assessment.document import assessment_document, canonical_bytes
from indicators.catalogue.calendar import due_date
from indicators.model.period import parse_period
from indicators.model.round import RoundState
from indicators.oversight.round_machine import RoundAction, RoundFacts, allowed
from indicators.requests import basis_of, period_request
from indicators.store.assessments import NewAssessment, keep_assessment, load_assessments, publish_round
from indicators.store.rounds import close_round, load_round, open_round
from indicators.store.snapshots import freeze_round, load_snapshots
from indicators.store.submission_records import load_submissions
from indicators.store.submissions import WAITING
from indicators.store.tables import LIVE_STATES
from indicators.store.transaction import Stamp, perform, perform_all
from indicators.store.versions import Expected


def read_round(desk: Desk, period: str) -> RoundView:
    """One round with its counts; NotFound if it was never opened."""
    require(desk.actor, Action.READ_ROUNDS, demo=desk.demo)
    record = load_round(desk.store, period)
    owed = owed_departments(desk, period)
    filed = {found.department for found in load_submissions(desk.store, round=period, states=(*WAITING, *LIVE_STATES))}
    accepted = {found.department for found in load_submissions(desk.store, round=period, states=LIVE_STATES)}
    frozen = load_snapshots(desk.store, period)
    return RoundView(
        period=period,
        state=record.state.value,
        due=date.fromisoformat(record.due),
        expected=len(owed),
        submitted=len(filed),
        accepted=len(accepted),
        missing=tuple(code for code in owed if code not in accepted),
        snapshot_id=frozen[0].id if frozen else None,
        snapshot_sha256=frozen[0].sha256 if frozen else None,
    )


def start_round(desk: Desk, period: str) -> RoundView:
    """Opens a round for submissions; Refused if the period is no round, StaleVersion if it was opened before."""
    require(desk.actor, Action.OPEN_ROUND, demo=desk.demo)
    try:
        due = due_date(parse_period(period))
        act = open_round(desk.stamp(), period, due)
    except ValueError as error:
        raise Refused("refusals.unknown_period", {"period": period}) from error
    perform(desk.store, act)
    return read_round(desk, period)


def end_round(desk: Desk, period: str) -> RoundView:
    """Closes a round: nothing more is received."""
    require(desk.actor, Action.CLOSE_ROUND, demo=desk.demo)
    record = load_round(desk.store, period)
    require_lawful(allowed(RoundFacts(record.state, desk.today), person_at(desk)), RoundAction.CLOSE)
    perform(desk.store, close_round(desk.stamp(), period, record.row_version))
    return read_round(desk, period)


def freeze(desk: Desk, period: str, password: str | None = None, tickets_reason: str = "") -> RoundView:
    """Freezes all accepted figures up to the round, with their hash, and computes the assessment that is proposed from them.

    Refused while tickets over rules that must hold are open, unless `tickets_reason` says why; it is put on record with each of them.
    """
    require(desk.actor, Action.FREEZE, demo=desk.demo)
    require_password(desk, password)
    record = load_round(desk.store, period)
    _require_nothing_waiting(desk, period)
    require_lawful(allowed(RoundFacts(record.state, desk.today), person_at(desk)), RoundAction.FREEZE)
    over_tickets = tuple(acts_over_open_tickets(desk, period, tickets_reason))
    snapshot = perform_all(desk.store, (*over_tickets, freeze_round(desk.stamp(), period, record.row_version)))[-1]
    keep_assessment_of(desk, period, snapshot.id)
    return read_round(desk, period)


def publish(desk: Desk, period: str, password: str | None = None) -> RoundView:
    """Publishes the assessment of a frozen round: leaders, regions and departments may read it from now on."""
    require(desk.actor, Action.PUBLISH, demo=desk.demo)
    require_password(desk, password)
    record = load_round(desk.store, period)
    require_lawful(allowed(RoundFacts(record.state, desk.today, assessed=True), person_at(desk)), RoundAction.PUBLISH)
    snapshot = load_snapshots(desk.store, period)[0].id
    kept = [found.id for found in load_assessments(desk.store, period) if found.snapshot == snapshot]
    assessment = kept[0] if kept else keep_assessment_of(desk, period, snapshot)
    expected = Expected(period, record.row_version, (RoundState.FROZEN,))
    perform(desk.store, publish_round(desk.stamp(), expected, assessment))
    return read_round(desk, period)


def keep_assessment_of(desk: Desk, period: str, snapshot: str, stamp: Stamp | None = None) -> str:
    """Computes and keeps the assessment of a snapshot with what it was made from; returns its id.

    `stamp`: who and when, if not the person at the desk now.
    """
    request = period_request(desk.store, desk.catalogue, period, snapshot, desk.today)
    assessment = assess(request)
    versions = (assessment.method_version, assessment.rules_version, assessment.catalogue_version)
    new = NewAssessment(period, snapshot, *versions, canonical_bytes(assessment_document(assessment)), basis_of(request))
    return perform(desk.store, keep_assessment(stamp or desk.stamp(), new)).id


def _require_nothing_waiting(desk: Desk, period: str) -> None:
    """A submission nobody has answered would fall out of the snapshot without a word."""
    waiting = [record.department for record in load_submissions(desk.store, round=period, states=WAITING)]
    if waiting:
        raise Refused("refusals.freeze_while_waiting", {"count": len(waiting), "departments": "、".join(waiting)})
