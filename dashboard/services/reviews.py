"""What the office does with submissions: the inbox, accept, return with words and cells, who has filed and who has not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

import pandas as pd

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk, day_of
from dashboard.services.lawful import person_at, require_lawful
from dashboard.services.notices import answered_acts
from dashboard.services.obligations import owed_departments
from dashboard.services.submissions import view_of
from dashboard.services.views import InboxItem, SubmissionView
from dashboard.text.say import say_both
from indicators.model.submission import SubmissionState
from indicators.oversight.review import ReturnReason, ReviewAction, SubmissionFacts, allowed, check_return
from indicators.reconciliation import reconcile_acts
from indicators.store.drafts import load_drafts
from indicators.store.event_log import load_events
from indicators.store.refusals import StaleVersion
from indicators.store.rounds import load_round
from indicators.store.submission_records import SubmissionRecord, load_answers, load_submission, load_submissions
from indicators.store.submissions import WAITING, ReturnNote, accept_submission, return_submission
from indicators.store.transaction import Act, perform_all

_DECISIVE = ("accept", "return", "start_review", "withdraw")
"""Acts that change what a reviewer has before them."""

RETURN_REASONS = tuple(reason.value for reason in ReturnReason)


@dataclass(frozen=True, slots=True)
class ReturnWords:
    """Why a submission goes back: a code of RETURN_REASONS, the reviewer's words, the cells meant (`sheet!cell`)."""

    reason: str
    note: str
    cells: tuple[str, ...] = ()


def list_inbox(desk: Desk) -> tuple[InboxItem, ...]:
    """What waits for the office: late ones first, then with questions answered, then the oldest."""
    require(desk.actor, Action.READ_INBOX, demo=desk.demo)
    waiting = load_submissions(desk.store, states=WAITING)
    items = [_inbox_item(desk, record) for record in waiting]
    return tuple(sorted(items, key=lambda item: (not item.late, -item.view.confirms, -item.days_waiting, item.view.id)))


def accept(desk: Desk, id: str, version: int) -> SubmissionView:
    """Accepts a submission: its figures count from now on. Never one's own; Refused, with who it was, if somebody was faster."""
    record = _require_review(desk, id, version, ReviewAction.ACCEPT)
    follow_up = answered_acts(desk, record.department, record.round)
    return _perform(desk, id, chain((accept_submission(desk.stamp(), id, version),), follow_up))


def send_back(desk: Desk, id: str, version: int, words: ReturnWords) -> SubmissionView:
    """Returns a submission with a reason and words, and the cells meant; Refused without them, or if somebody was faster."""
    record = _require_review(desk, id, version, ReviewAction.RETURN)
    lacks = check_return(words.reason, words.note, tuple(words.cells))
    if lacks:
        raise Refused(f"acts.lacks.{lacks[0]}")
    note = ReturnNote(words.reason, words.note.strip(), tuple(words.cells))
    stamp = desk.stamp()
    follow_up = reconcile_acts(desk.catalogue, stamp, record.department, record.round)
    return _perform(desk, id, chain((return_submission(stamp, id, version, note),), follow_up))


def completeness(desk: Desk, round_code: str) -> pd.DataFrame:
    """Who has filed: department, state, version, received, days_late (negative: early), submission; one row for each that owes."""
    require(desk.actor, Action.READ_INBOX, demo=desk.demo)
    due = date.fromisoformat(load_round(desk.store, round_code).due)
    records = load_submissions(desk.store, round=round_code)
    rows = [
        _completeness_row(desk, code, due, [record for record in records if record.department == code], round_code)
        for code in owed_departments(desk, round_code)
    ]
    return pd.DataFrame(rows, columns=["department", "state", "version", "received", "days_late", "submission"])


def _completeness_row(desk: Desk, code: str, due: date, versions: Sequence[SubmissionRecord], round_code: str) -> tuple[object, ...]:
    latest = versions[0] if versions else None
    if latest is None or latest.state is SubmissionState.WITHDRAWN:
        started = any(draft.round == round_code for draft in load_drafts(desk.store, code))
        state = "in_work" if started else "late" if desk.today > due else "not_started"
        return code, state, 0, "", max((desk.today - due).days, 0), ""
    received = day_of(latest.received)
    return code, latest.state.value, latest.version, received.isoformat(), (received - due).days, latest.id


def _inbox_item(desk: Desk, record: SubmissionRecord) -> InboxItem:
    received = day_of(record.received)
    due = date.fromisoformat(load_round(desk.store, record.round).due)
    return InboxItem(view_of(record), (desk.today - received).days, received > due)


def _perform(desk: Desk, id: str, acts: Iterable[Act[Any]]) -> SubmissionView:
    """Performs an answer of the office with what follows from it; Refused with the name of whoever was faster."""
    try:
        return view_of(perform_all(desk.store, acts)[0])
    except StaleVersion as stale:
        raise _who_was_first(desk, id) or stale from stale


def _require_review(desk: Desk, id: str, version: int, action: ReviewAction) -> SubmissionRecord:
    """Permission first, then whether somebody else was faster, then what the state of the submission allows."""
    record = load_submission(desk.store, id)
    require(desk.actor, Action.REVIEW, first_hand=record.by, department=record.department, demo=desk.demo)
    first = _who_was_first(desk, id) if record.row_version != version else None
    if first is not None:
        raise first
    facts = SubmissionFacts(record.state, record.department, record.by, load_round(desk.store, record.round).state)
    require_lawful(allowed(facts, person_at(desk)), action)
    given = load_answers(desk.store, record.department).values()
    if any(answer.submission == id and answer.second_by == desk.actor.name for answer in given):
        raise Refused("acts.why_not.own_signature")
    return record


def _who_was_first(desk: Desk, id: str) -> Refused | None:
    """Who dealt with a submission last, when and how; None if nobody has."""
    last = next((event for event in load_events(desk.store, object=id) if event.action in _DECISIVE), None)
    if last is None:
        return None
    facts = {"who": last.actor, "at": datetime.fromisoformat(last.at), "act": say_both(f"acts.{last.action}")}
    return Refused("refusals.stale_by", facts)
