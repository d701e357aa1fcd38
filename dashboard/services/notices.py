"""Written notices about missing figures: what is missing and whose it is, the letter that asks for it, and its end when the figures come.

A notice is a ticket of the departments that file the figures: they see and answer it among their tickets, the office settles or drops it
there. A region or department whose figures are missing reads the notices to it beside its reporting.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.access.actions import Action
from dashboard.access.permissions import allowed, require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.ticket_views import answers_of, is_notice
from dashboard.services.tickets import require_text
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.calendar import is_working_day
from indicators.model.period import parse_period
from indicators.model.round import RoundKind
from indicators.notices import NOTICE, MissingFigure, counted_round, missing_figures, unanswered
from indicators.oversight.reply_clock import working_days_after
from indicators.oversight.ticket import TicketState
from indicators.requests import catalogue_for
from indicators.store.cases import CaseKind, CaseMove, CaseRecord, NewCase, load_cases, move_case, open_case
from indicators.store.observations import find_accepted, load_accepted
from indicators.store.rounds import load_round
from indicators.store.submission_records import load_submissions
from indicators.store.submissions import WAITING
from indicators.store.tables import LIVE_STATES
from indicators.store.transaction import Act, Connection, Done, perform_all
from indicators.store.versions import Expected

LONGEST_NUMBER = 40
Chosen = Collection[tuple[str, str]]
"""(subject, indicator) pairs that a letter asks for."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The letter that a notice stands on: for which round, its document number, the day it bears."""

    period: str
    number: str
    day: date


@dataclass(frozen=True, slots=True)
class MissingView:
    """Figures that a subject owes; `notice` is the open ticket that asks for all of them, empty where none does."""

    subject: str
    indicator: str
    rounds: tuple[str, ...]
    lead: str
    notice: str


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A notice to a region or department. `figures`: indicator -> rounds; `ripens`: the round of which it counts in the assessment (R3).

    `state`: open, settled, dropped (withdrawn) or resolved (the figures came). `answered`: who has said something about it, of the
    `owners` that report the figures, to be done by `settle_by`.
    """

    id: str
    period: str
    subject: str
    number: str
    day: date
    figures: Mapping[str, tuple[str, ...]]
    state: str
    ripens: str
    answered: tuple[str, ...]
    owners: tuple[str, ...]
    settle_by: date


def list_missing(desk: Desk, period: str) -> tuple[MissingView, ...]:
    """What is missing by now up to the round of a period, whoever owes it; AccessRefused for all but the office, NotFound.

    What waits for the office's review was reported, and is not missing.
    """
    require(desk.actor, Action.OPEN_TICKET, demo=desk.demo)
    if load_round(desk.store, period).kind is not RoundKind.QUARTER:
        raise Refused("refusals.unknown_period", {"period": period})
    waiting = _open_notices(desk)
    leads = {code: item.lead for code, item in desk.catalogue.indicators.items()}
    in_review = {(found.department, found.round) for found in load_submissions(desk.store, states=WAITING)}
    figures = load_accepted(desk.store, parse_period(period))
    found = missing_figures(_request(desk, period, figures, _live(desk)))
    rounds = [tuple(code for code in one.rounds if (leads[one.indicator], code) not in in_review) for one in found]
    owed = [replace(one, rounds=left) for one, left in zip(found, rounds, strict=True) if left]
    return tuple(MissingView(one.subject, one.indicator, one.rounds, leads[one.indicator], _covered(one, waiting)) for one in owed)


def missing_version(desk: Desk) -> str:
    """Changes as soon as `list_missing` could read differently; cheap, and says nothing about figures."""
    filed = [(found.id, found.state, found.row_version) for found in load_submissions(desk.store)]
    asked = [(found.id, found.state, found.row_version) for found in load_cases(desk.store, CaseKind.TICKET)]
    return hashlib.sha256(repr((filed, asked, desk.today)).encode()).hexdigest()


def give_notices(desk: Desk, letter: Letter, chosen: Chosen) -> tuple[str, ...]:
    """Puts a letter on record: one notice for each subject, all or none; returns their numbers.

    Refused for figures that are not missing or asked for already, without a number, for a day not after the due day or after today.
    """
    require(desk.actor, Action.OPEN_TICKET, demo=desk.demo)
    number = require_text(desk, letter.number)
    if len(number) > LONGEST_NUMBER:
        raise Refused("notices.refused.long_number", {"longest": LONGEST_NUMBER})
    due = date.fromisoformat(load_round(desk.store, letter.period).due)
    if not due < letter.day <= desk.today:
        raise Refused("notices.refused.day", {"due": due, "today": desk.today})
    free = [one for one in list_missing(desk, letter.period) if not one.notice and (one.subject, one.indicator) in set(chosen)]
    if not chosen or len(free) < len(set(chosen)):
        raise Refused("notices.refused.not_missing")
    by_subject: dict[str, list[MissingView]] = {}
    for one in free:
        by_subject.setdefault(one.subject, []).append(one)
    signed = Letter(letter.period, number, letter.day)
    acts = [open_case(desk.stamp(), _ticket(desk, signed, views)) for views in by_subject.values()]
    return tuple(record.id for record in perform_all(desk.store, acts))


def list_notices(desk: Desk, subject: str | None = None) -> tuple[NoticeView, ...]:
    """The notices this actor may read, to one subject or all, the latest first."""
    records = [record for record in load_cases(desk.store, CaseKind.TICKET) if is_notice(record) and subject in (None, record.subject)]
    return tuple(_view(desk, record) for record in reversed(records) if _may_read(desk, record))


def answered_acts(desk: Desk, department: str, round_code: str) -> Iterator[Act[Any]]:
    """The acts that follow accepted figures: notices of which nothing is missing any more are resolved, in the same transaction."""
    notices = [record for record in _open_notices(desk) if department in record.owners]
    if not notices:
        return
    answered: list[CaseRecord] = []
    yield Act(desk.stamp(), lambda connection: _judge(desk, (department, round_code), notices, (connection, answered)))
    for record in answered:
        expected = Expected(record.id, record.row_version, (TicketState.OPEN,))
        yield move_case(desk.stamp(), expected, CaseMove("answer_notice", TicketState.RESOLVED))


def _judge(desk: Desk, filed: tuple[str, str], notices: Collection[CaseRecord], box: tuple[Connection, list[CaseRecord]]) -> Done[None]:
    """Leaves the notices in the box that the figures, as they stand in this transaction, have answered. Writes nothing itself."""
    connection, answered = box
    leads = {desk.catalogue.indicators[code].lead for record in notices for code in record.document[NOTICE]["figures"]}
    figures = find_accepted(connection, None, sorted(leads))
    live = _live(desk) | {filed}
    rounds = {record.id: max(record.period, filed[1], key=_quarter) for record in notices}
    for period in sorted(set(rounds.values())):
        lacking = missing_figures(_request(desk, period, figures, live))
        answered += [record for record in notices if rounds[record.id] == period and not unanswered(record, lacking)]
    return Done(None, None)


def _live(desk: Desk) -> set[tuple[str, str]]:
    """The (department, round) pairs whose submission counts."""
    return {(found.department, found.round) for found in load_submissions(desk.store, states=LIVE_STATES)}


def _request(desk: Desk, period: str, figures: pd.DataFrame, submitted: Collection[tuple[str, str]]) -> AssessmentRequest:
    code = parse_period(period).round.code
    in_force = catalogue_for(desk.catalogue, code)
    return AssessmentRequest(code, in_force, figures, as_of=desk.today, provisional=True, submitted=frozenset(submitted))


def _ticket(desk: Desk, letter: Letter, missing: Collection[MissingView]) -> NewCase:
    subject = next(iter(missing)).subject
    figures = {one.indicator: list(one.rounds) for one in missing}
    regions = [subject] if subject in desk.catalogue.regions else []
    notice = {"number": letter.number, "day": letter.day.isoformat(), "figures": figures}
    document = {"rule": "", "round": letter.period, "regions": regions, "conflicts": [], "answers": [], "since": desk.stamp().at}
    owners = tuple(sorted({one.lead for one in missing}))
    due = working_days_after(letter.day, int(desk.catalogue.number("ticket_settle_days")), is_working_day).isoformat()
    words = f"{letter.number} {letter.day.isoformat()}"
    return NewCase(CaseKind.TICKET, letter.period, subject, TicketState.OPEN, owners, due, document | {NOTICE: notice}, words)


def _view(desk: Desk, record: CaseRecord) -> NoticeView:
    notice = record.document[NOTICE]
    patience = int(desk.catalogue.number("notice_quarters"))
    return NoticeView(
        id=record.id,
        period=record.period,
        subject=record.subject,
        number=notice["number"],
        day=date.fromisoformat(notice["day"]),
        figures={code: tuple(rounds) for code, rounds in notice["figures"].items()},
        state=record.state,
        ripens=parse_period(counted_round(record)).shifted(patience).code,
        answered=tuple(dict.fromkeys(answer.department for answer in answers_of(record))),
        owners=record.owners,
        settle_by=date.fromisoformat(str(record.due)),
    )


def _may_read(desk: Desk, record: CaseRecord) -> bool:
    """The office, the unit that owes the figures, and the departments that report them."""
    own = desk.actor.department
    department = own if own in record.owners else record.subject
    return allowed(desk.actor, Action.READ_NOTICE, department=department, region=record.subject, notified=True, demo=desk.demo)


def _open_notices(desk: Desk) -> list[CaseRecord]:
    return [record for record in load_cases(desk.store, CaseKind.TICKET, (TicketState.OPEN,)) if is_notice(record)]


def _covered(one: MissingFigure, waiting: Collection[CaseRecord]) -> str:
    """The open notice that asks for every one of these figures."""
    own = [record for record in waiting if record.subject == one.subject]
    return next((record.id for record in own if set(one.rounds) <= set(record.document[NOTICE]["figures"].get(one.indicator, ()))), "")


def _quarter(code: str) -> int:
    return parse_period(code).round.quarter_index
