"""From a proposed verdict to a decision: proposed by one, answered by the assessed side, signed by another. The clock is the rules'."""

from datetime import date

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.assessments import find_verdict, read_assessment
from dashboard.services.desk import Desk
from dashboard.services.lawful import person_at, require_lawful
from dashboard.services.step_up import require_password
from indicators.catalogue.calendar import is_working_day
from indicators.model.decision import ReplyKind
from indicators.model.verdict import Grade
from indicators.oversight.decision import DecisionAction, DecisionFacts, allowed
from indicators.oversight.reply_clock import ReplyClock, ReplyTimes, start_clock
from indicators.store import decisions
from indicators.store.assessments import load_assessments
from indicators.store.decisions import DecisionRecord, NewDecision, NewReply, ReplyRecord
from indicators.store.transaction import perform


def propose(desk: Desk, period: str, subject: str, grade: Grade, reason: str) -> DecisionRecord:
    """Proposes a grade for a subject on the assessment that stands; Refused without a reason or before the round is frozen."""
    require(desk.actor, Action.PROPOSE_DECISION, demo=desk.demo)
    find_verdict(read_assessment(desk, period).assessment, subject)
    kept = load_assessments(desk.store, period)
    if not reason.strip():
        raise Refused("acts.lacks.answer_needs_reason")
    if not kept:
        raise Refused("refusals.no_assessment", {"period": period})
    return perform(desk.store, decisions.propose_decision(desk.stamp(), NewDecision(period, subject, kept[0].id, grade, reason.strip())))


def notify(desk: Desk, id: str) -> DecisionRecord:
    """Notifies the assessed side: day 0 of the right of reply."""
    record = _require_act(desk, id, Action.PROPOSE_DECISION, DecisionAction.NOTIFY)
    clock = start_clock(desk.today, _times(desk), is_working_day)
    return perform(desk.store, decisions.notify_decision(desk.stamp(), id, record.row_version, (clock.notified, clock.reply_due)))


def reply(desk: Desk, id: str, text: str) -> ReplyRecord:
    """The reply of the assessed region or department while its time runs."""
    record = decisions.load_decision(desk.store, id)
    whose = {"department": record.subject, "region": record.subject}
    require(desk.actor, Action.REPLY, notified=record.notified_on is not None, demo=desk.demo, **whose)  # type: ignore[arg-type]
    require_lawful(allowed(_facts(desk, record), person_at(desk)), DecisionAction.REPLY)
    return perform(desk.store, decisions.add_reply(desk.stamp(), id, NewReply(ReplyKind.REPLY, text)))


def convene(desk: Desk, id: str) -> DecisionRecord:
    """Puts the proposal before the panel, once the assessed side was heard or its time has passed."""
    record = _require_act(desk, id, Action.PROPOSE_DECISION, DecisionAction.CONVENE_PANEL)
    return perform(desk.store, decisions.convene_panel(desk.stamp(), id, record.row_version))


def sign(desk: Desk, id: str, reason: str, password: str | None = None) -> DecisionRecord:
    """Confirms a proposal of somebody else."""
    record = _require_act(desk, id, Action.SIGN_DECISION, DecisionAction.SIGN)
    require_password(desk, password)
    return perform(desk.store, decisions.sign_decision(desk.stamp(), id, record.row_version, reason))


def reject(desk: Desk, id: str, reason: str, password: str | None = None) -> DecisionRecord:
    """Rejects a proposal of somebody else, with a reason."""
    record = _require_act(desk, id, Action.SIGN_DECISION, DecisionAction.REJECT)
    require_password(desk, password)
    return perform(desk.store, decisions.reject_decision(desk.stamp(), id, record.row_version, reason))


def _require_act(desk: Desk, id: str, permission: Action, act: DecisionAction) -> DecisionRecord:
    record = decisions.load_decision(desk.store, id)
    first_hand = record.proposed_by if permission is Action.SIGN_DECISION else None
    require(desk.actor, permission, first_hand=first_hand, demo=desk.demo)
    require_lawful(allowed(_facts(desk, record), person_at(desk)), act)
    return record


def _facts(desk: Desk, record: DecisionRecord) -> DecisionFacts:
    replies = tuple(found.kind for found in decisions.load_replies(desk.store, record.id))
    clock = _clock(desk, record)
    return DecisionFacts(record.state, Grade(record.grade), record.subject, record.proposed_by, desk.today, clock, replies)


def _clock(desk: Desk, record: DecisionRecord) -> ReplyClock | None:
    if record.notified_on is None:
        return None
    return start_clock(date.fromisoformat(record.notified_on), _times(desk), is_working_day)


def _times(desk: Desk) -> ReplyTimes:
    return ReplyTimes(int(desk.catalogue.number("reply_check_days")), int(desk.catalogue.number("reply_days")))
