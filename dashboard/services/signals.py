"""Questions about reported figures, for the office alone: what is unusual, what was done about it, and the acts that follow.

They are kept as tickets and inspections with author and reason in the chain. No assessment, brief or published tier reads them.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.lawful import person_at, require_lawful
from dashboard.services.ticket_views import answers_of, facts_of
from dashboard.services.tickets import require_text
from dashboard.text.figures import say_periods
from dashboard.text.say import Language, say, say_both
from indicators.catalogue.calendar import is_working_day
from indicators.model.period import parse_period
from indicators.model.signal import Signal, SignalReport
from indicators.model.subject import NATIONAL
from indicators.model.words import Bilingual
from indicators.oversight import ticket
from indicators.oversight.inspection import InspectionState
from indicators.oversight.inspection_record import Ground, Inspection, Matter, inspection_part
from indicators.oversight.reply_clock import working_days_after
from indicators.oversight.ticket import TicketAction, TicketState
from indicators.requests import catalogue_for
from indicators.signals.find import find_signals
from indicators.store.cases import CaseKind, CaseMove, CaseRecord, NewCase, load_cases, move_case, open_case
from indicators.store.refusals import NotFound
from indicators.store.rounds import load_round
from indicators.store.transaction import Act, Connection, Done, perform, perform_all
from indicators.store.versions import Expected
from indicators.store.vintages import load_vintages

_NAMED = 12
"""So many cells are named in the words of a ticket; all of them are kept with it."""
_UNDONE = (TicketState.DROPPED, InspectionState.CANCELLED)
NEW, ASKED, EXPLAINED, INSPECTION = "new", "asked", "explained", "inspection"


@dataclass(frozen=True, slots=True)
class QuestionAct:
    """What was done about a question: in which period, by whom, when and why. `case` names the ticket or inspection."""

    state: str
    period: str
    case: str
    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class DataQuestion:
    """One question with what was done about it, latest last; `earlier` about the same pattern in other periods. `answers` of the owner.

    `state`: new, asked, explained or inspection. `may`: for ask, explain, inspect "ok" or the code of why not.
    """

    key: str
    signal: Signal
    state: str
    acts: tuple[QuestionAct, ...]
    earlier: tuple[QuestionAct, ...]
    answers: tuple[str, ...]
    may: Mapping[str, str]


def find_report(desk: Desk, period: str) -> SignalReport:
    """The questions that the figures filed up to a period raise; Refused for an unknown period, AccessRefused for all but the office."""
    require(desk.actor, Action.READ_EXACT, demo=desk.demo)
    try:
        last = parse_period(period)
    except ValueError as error:
        raise Refused("refusals.unknown_period", {"period": period}) from error
    load_round(desk.store, period)
    return find_signals(catalogue_for(desk.catalogue, period), load_vintages(desk.store, last), period)


def list_questions(desk: Desk, report: SignalReport) -> tuple[DataQuestion, ...]:
    """The questions of a report with what was done about each: those nobody has dealt with first, then the most unusual."""
    require(desk.actor, Action.READ_EXACT, demo=desk.demo)
    cases = [record for record in load_cases(desk.store) if "signal" in record.document]
    questions = [_question(desk, one, report.period, [case for case in cases if case.subject == key_of(one)]) for one in report.signals]
    return tuple(sorted(questions, key=lambda one: (one.state != NEW, -one.signal.score)))


def ask_department(desk: Desk, report: SignalReport, key: str) -> str:
    """Opens a ticket with the department that filed the figures and returns its number; it names the cells, not the suspicion."""
    require(desk.actor, Action.OPEN_TICKET, demo=desk.demo)
    question = _require_question(desk, report, key, "ask")
    return perform(desk.store, open_case(desk.stamp(), _ticket(desk, report, question, office_only=False))).id


def note_explained(desk: Desk, report: SignalReport, key: str, reason: str) -> str:
    """Puts on record why the pattern is harmless: settles the ticket that asked about it, or keeps one of the office's own."""
    require(desk.actor, Action.SETTLE_TICKET, demo=desk.demo)
    question = _require_question(desk, report, key, "explain")
    said = require_text(desk, reason)
    waiting = _open_ticket(desk, report.period, key)
    if waiting is not None:
        return perform(desk.store, _settled(desk, waiting, said)).id
    return str(perform_all(desk.store, _explained(desk, _ticket(desk, report, question, office_only=True), said))[-1].id)


def propose_inspection(desk: Desk, report: SignalReport, key: str, reason: str) -> str:
    """Puts an inspection of the figures before the director, with the reason; returns its number."""
    require(desk.actor, Action.RECORD_INSPECTION, demo=desk.demo)
    question = _require_question(desk, report, key, "inspect")
    signal, said = question.signal, require_text(desk, reason)
    about = signal.department if signal.subject == NATIONAL else signal.subject
    planned = Inspection(about, Ground.QUESTION, Matter.FIGURES, said, desk.actor.name)
    document = _document(report, signal) | {"proposed_by": desk.actor.name, "reason": said} | inspection_part(planned)
    new = NewCase(CaseKind.INSPECTION, report.period, key, InspectionState.PLANNED, (signal.department,), None, document, said)
    return perform(desk.store, open_case(desk.stamp(), new)).id


def key_of(signal: Signal) -> str:
    """What names the same pattern in every period: `signal:kind:department:subject`, for pairs with the activity."""
    parts = ("signal", signal.kind.value, signal.department, signal.subject, str(signal.facts.get("activity", "")))
    return ":".join(part for part in parts if part)


def signal_document(signal: Signal) -> dict[str, Any]:
    """A signal as JSON material."""
    numbers = {name: value if isinstance(value, str) or math.isfinite(value) else None for name, value in signal.facts.items()}
    return asdict(signal) | {"kind": signal.kind.value, "facts": numbers}


def _question(desk: Desk, signal: Signal, period: str, cases: list[CaseRecord]) -> DataQuestion:
    acts = tuple(_act(case) for case in cases if case.period == period and case.state not in _UNDONE)
    earlier = tuple(_act(case) for case in cases if case.period != period and case.state not in _UNDONE)
    states = {act.state for act in acts}
    state = next((found for found in (INSPECTION, EXPLAINED, ASKED) if found in states), NEW)
    own = [case for case in cases if case.period == period]
    answers = tuple(answer.text for case in own if case.kind is CaseKind.TICKET for answer in answers_of(case))
    standing = [case for case in own if case.state not in _UNDONE]
    return DataQuestion(key_of(signal), signal, state, acts, earlier, answers, _may(desk, state, standing))


def _may(desk: Desk, state: str, cases: list[CaseRecord]) -> Mapping[str, str]:
    """Asked and explained once, inspected once; a question that was asked is explained only after the answer, or its day."""
    inspected = next((f"inspection_is_{case.state}" for case in cases if case.kind is CaseKind.INSPECTION), None)
    done = inspected or ("ticket_is_settled" if state == EXPLAINED else None)
    waiting = [case for case in cases if case.kind is CaseKind.TICKET and case.state == TicketState.OPEN]
    settle = ticket.allowed(facts_of(desk, waiting[0]), person_at(desk))[TicketAction.SETTLE] if waiting else "ok"
    return {"ask": done or ("ticket_is_open" if waiting else "ok"), "explain": done or settle, "inspect": inspected or "ok"}


def _act(case: CaseRecord) -> QuestionAct:
    if case.kind is CaseKind.INSPECTION:
        return QuestionAct(INSPECTION, case.period, case.id, case.opened_by, case.opened_at, str(case.document["reason"]))
    if case.state != TicketState.SETTLED:
        return QuestionAct(ASKED, case.period, case.id, case.opened_by, case.opened_at, "")
    end = case.document.get("settled", {})
    return QuestionAct(EXPLAINED, case.period, case.id, end.get("by", case.opened_by), end.get("at", case.opened_at), end.get("reason", ""))


def _require_question(desk: Desk, report: SignalReport, key: str, act: str) -> DataQuestion:
    found = next((one for one in list_questions(desk, report) if one.key == key), None)
    if found is None:
        raise NotFound("signal", key)
    require_lawful({TicketAction.SETTLE: found.may[act]}, TicketAction.SETTLE)
    return found


def _open_ticket(desk: Desk, period: str, key: str) -> CaseRecord | None:
    waiting = load_cases(desk.store, CaseKind.TICKET, (TicketState.OPEN,))
    return next((case for case in waiting if case.subject == key and case.period == period), None)


def _ticket(desk: Desk, report: SignalReport, question: DataQuestion, office_only: bool) -> NewCase:
    signal = question.signal
    places = _places(signal)
    n = len({(cell.sheet, cell.cell, cell.indicator, cell.period) for cell in signal.cells})
    text = say_both("signals.ask", indicators=signal.indicators, places=places[:_NAMED], n=n)
    settle_days = int(desk.catalogue.number("ticket_settle_days"))
    due = working_days_after(desk.today, settle_days, is_working_day)
    document = _document(report, signal) | {"rule": "", "round": report.period, "regions": [signal.subject], "conflicts": [], "answers": []}
    document |= {"question": {"zh": text.zh, "en": text.en}, "since": desk.stamp().at, "office_only": office_only}
    return NewCase(CaseKind.TICKET, report.period, question.key, TicketState.OPEN, (signal.department,), due.isoformat(), document)


def _places(signal: Signal) -> list[Bilingual]:
    """Each cell with the periods in which it is meant, those meant most often first; figures without a cell by their indicator."""
    periods: dict[str, list[str]] = {}
    for cell in signal.cells:
        known = periods.setdefault(f"{cell.sheet}!{cell.cell}" if cell.cell else cell.indicator, [])
        known += [] if cell.period in known else [cell.period]
    ordered = sorted(periods.items(), key=lambda item: -len(item[1]))
    return [
        Bilingual(
            *(say(language, "signals.place", place=place, periods=say_periods(own, language)) for language in (Language.ZH, Language.EN))
        )
        for place, own in ordered
    ]


def _document(report: SignalReport, signal: Signal) -> dict[str, Any]:
    cells = [{name: value for name, value in asdict(cell).items() if name not in ("numerator", "denominator")} for cell in signal.cells]
    kept = {"kind": signal.kind.value, "p": signal.p, "q": signal.q, "indicators": list(signal.indicators), "cells": cells}
    return {"signal": kept, "round": report.period}


def _explained(desk: Desk, new: NewCase, reason: str) -> Iterator[Act[CaseRecord]]:
    """A ticket that nobody has to answer, opened and settled in one transaction."""
    opened: list[CaseRecord] = []

    def work(connection: Connection) -> Done[CaseRecord]:
        done = open_case(desk.stamp(), new).work(connection)
        opened.append(done.value)
        return done

    yield Act(desk.stamp(), work)
    yield _settled(desk, opened[0], reason)


def _settled(desk: Desk, record: CaseRecord, reason: str) -> Act[CaseRecord]:
    stamp = desk.stamp()
    document = {**record.document, "settled": {"by": stamp.actor, "at": stamp.at, "reason": reason}}
    expected = Expected(record.id, record.row_version, (TicketState.OPEN,))
    return move_case(stamp, expected, CaseMove(TicketAction.SETTLE, TicketState.SETTLED, reason, document=document))
