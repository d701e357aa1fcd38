"""Inspections (督导检查): planned, staffed, begun, reported, settled by a director who did not inspect. The office's alone.

What one does to verdicts is decided in indicators/established.py.
"""

from dataclasses import dataclass, replace
from datetime import date

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.access.roles import OFFICE, Role
from dashboard.services.desk import Desk
from dashboard.services.inspection_views import InspectionDetail, InspectionView, may_of, view_of
from dashboard.services.lawful import person_at, require_lawful
from dashboard.services.step_up import require_password
from dashboard.services.tickets import require_text
from indicators.established import drawn_for_audit
from indicators.model.indicator import Frequency
from indicators.model.period import parse_period
from indicators.oversight import inspection as machine
from indicators.oversight.inspection import BreachKind, BreachLevel, InspectionAction, InspectionState, Outcome
from indicators.oversight.inspection_record import (
    DocumentReference,
    Ground,
    Inspection,
    Matter,
    facts_of,
    inspection_part,
    is_document,
    read_inspection,
)
from indicators.store.accounts import ACTIVE, AccountRecord, load_accounts
from indicators.store.cases import CaseKind, CaseMove, CaseRecord, NewCase, load_case, load_cases, move_case, open_case
from indicators.store.event_log import load_events
from indicators.store.refusals import NotFound
from indicators.store.snapshots import load_snapshots
from indicators.store.transaction import perform
from indicators.store.versions import Expected

LONGEST_FINDINGS = 2000
_STATES = tuple(InspectionState)
GROUNDS = (Ground.COMPLAINT, Ground.RANDOM_AUDIT, Ground.OTHER)
"""Grounds that a person may give; an inspection over a question about figures is proposed with the question."""
MATTERS, OUTCOMES, BREACHES, LEVELS = tuple(Matter), tuple(Outcome), tuple(BreachKind), tuple(BreachLevel)


@dataclass(frozen=True, slots=True)
class InspectionOrder:
    """An inspection to plan: about a region or department and one quarter of it; `inspectors` may be named later."""

    subject: str
    period: str
    ground: Ground
    matter: Matter
    reason: str
    inspectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InspectionReport:
    """What the inspectors found: of a breach its kind and the document it rests on; no findings needed where nothing was found."""

    outcome: Outcome
    findings: str = ""
    breach: BreachKind | None = None
    document: DocumentReference | None = None


@dataclass(frozen=True, slots=True)
class Settlement:
    """The director's word: an opinion in writing, and for a breach how grave it is."""

    opinion: str
    level: BreachLevel | None = None


def list_inspections(desk: Desk, subject: str | None = None) -> tuple[InspectionView, ...]:
    """Inspections, of one subject or all: those in hand first, in the order of their states, then the latest of the others."""
    require(desk.actor, Action.RECORD_INSPECTION, demo=desk.demo)
    views = [view_of(desk, record) for record in load_cases(desk.store, CaseKind.INSPECTION)]
    own = [view for view in views if subject in (None, view.about.subject)]
    past = [view for view in own if view.turn == "nobody"]
    waiting = sorted((view for view in own if view.turn != "nobody"), key=lambda view: _STATES.index(InspectionState(view.state)))
    return (*waiting, *reversed(past))


def read_detail(desk: Desk, id: str) -> InspectionDetail:
    """One inspection with its acts and what this person may do with it; NotFound, AccessRefused."""
    record = _require_inspection(desk, id)
    return InspectionDetail(view_of(desk, record), load_events(desk.store, object=id)[::-1], may_of(desk, record))


def office_accounts(desk: Desk) -> tuple[AccountRecord, ...]:
    """The people of the office, who may be named as inspectors."""
    require(desk.actor, Action.RECORD_INSPECTION, demo=desk.demo)
    return tuple(one for one in load_accounts(desk.store) if one.state == ACTIVE and one.role in OFFICE)


def draw_subjects(desk: Desk, period: str) -> tuple[str, ...]:
    """Who is drawn for a random audit of a quarter; nobody before its figures are frozen."""
    require(desk.actor, Action.RECORD_INSPECTION, demo=desk.demo)
    frozen = load_snapshots(desk.store, period)
    return drawn_for_audit(desk.catalogue, frozen[-1].sha256) if frozen else ()


def plan_inspection(desk: Desk, order: InspectionOrder) -> InspectionView:
    """Puts an inspection on the list; Refused for a subject, period, matter, inspectors or words that will not do."""
    require(desk.actor, Action.RECORD_INSPECTION, demo=desk.demo)
    _require_sound_order(desk, order)
    inspectors = _require_inspectors(desk, order.inspectors) if order.inspectors else ()
    reason, named_by = require_text(desk, order.reason), desk.actor.name if inspectors else ""
    about = Inspection(order.subject, order.ground, order.matter, reason, desk.actor.name, inspectors, named_by)
    new = NewCase(CaseKind.INSPECTION, order.period, order.subject, InspectionState.PLANNED, (), None, inspection_part(about), reason)
    return view_of(desk, perform(desk.store, open_case(desk.stamp(), new)))


def name_inspectors(desk: Desk, id: str, version: int, inspectors: tuple[str, ...]) -> InspectionView:
    """Says who inspects: people of the office, of whom one director is left to settle it."""
    record, about = _require_act(desk, id, InspectionAction.NAME)
    named = replace(about, inspectors=_require_inspectors(desk, inspectors), named_by=desk.actor.name)
    return _move(desk, (record, version), InspectionAction.NAME, named)


def begin_inspection(desk: Desk, id: str, version: int) -> InspectionView:
    """An inspector begins; Refused where nobody else had a hand in ordering it."""
    record, about = _require_act(desk, id, InspectionAction.BEGIN)
    stamp = desk.stamp()
    return _move(desk, (record, version), InspectionAction.BEGIN, replace(about, begun_by=stamp.actor, begun_at=stamp.at))


def report_inspection(desk: Desk, id: str, version: int, report: InspectionReport) -> InspectionView:
    """An inspector reports; Refused where words, the kind of breach or its document are wanting."""
    record = _require_inspection(desk, id)
    findings = require_text(desk, report.findings, LONGEST_FINDINGS) if report.findings.strip() else ""
    breach = report.breach if report.outcome is Outcome.BREACH else None
    stamp = desk.stamp()
    about = replace(
        read_inspection(record.subject, record.document),
        outcome=report.outcome,
        findings=findings,
        breach=breach,
        document=_require_document(desk, report.document),
        reported_by=stamp.actor,
        reported_at=stamp.at,
    )
    require_lawful(machine.allowed(facts_of(about, InspectionState(record.state)), person_at(desk)), InspectionAction.REPORT)
    return _move(desk, (record, version), InspectionAction.REPORT, about, findings)


def return_inspection(desk: Desk, id: str, version: int, reason: str) -> InspectionView:
    """The director sends a report back to the inspectors, with a reason."""
    require(desk.actor, Action.SETTLE_INSPECTION, demo=desk.demo)
    record, about = _require_act(desk, id, InspectionAction.RETURN)
    return _move(desk, (record, version), InspectionAction.RETURN, about, require_text(desk, reason))


def settle_inspection(desk: Desk, id: str, version: int, settlement: Settlement, password: str | None = None) -> InspectionView:
    """A director who did not inspect settles it: of a breach, how grave it is. From now on it counts in assessments."""
    require(desk.actor, Action.SETTLE_INSPECTION, demo=desk.demo)
    record = _require_inspection(desk, id)
    about = read_inspection(record.subject, record.document)
    about = replace(about, level=settlement.level if about.outcome is Outcome.BREACH else None)
    require_lawful(machine.allowed(facts_of(about, InspectionState(record.state)), person_at(desk)), InspectionAction.SETTLE)
    opinion = require_text(desk, settlement.opinion)
    require_password(desk, password)
    stamp = desk.stamp()
    settled = replace(about, opinion=opinion, settled_by=stamp.actor, settled_at=stamp.at)
    return _move(desk, (record, version), InspectionAction.SETTLE, settled, opinion)


def cancel_inspection(desk: Desk, id: str, version: int, reason: str) -> InspectionView:
    """Takes an inspection that has not begun off the list, with a reason."""
    record, about = _require_act(desk, id, InspectionAction.CANCEL)
    return _move(desk, (record, version), InspectionAction.CANCEL, about, require_text(desk, reason))


def _require_inspection(desk: Desk, id: str) -> CaseRecord:
    require(desk.actor, Action.RECORD_INSPECTION, demo=desk.demo)
    record = load_case(desk.store, id)
    if record.kind is not CaseKind.INSPECTION:
        raise NotFound("cases", id)
    return record


def _require_act(desk: Desk, id: str, act: InspectionAction) -> tuple[CaseRecord, Inspection]:
    record = _require_inspection(desk, id)
    about = read_inspection(record.subject, record.document)
    require_lawful(machine.allowed(facts_of(about, InspectionState(record.state)), person_at(desk)), act)
    return record, about


def _move(desk: Desk, seen: tuple[CaseRecord, int], act: InspectionAction, about: Inspection, reason: str = "") -> InspectionView:
    record, version = seen
    state = machine.next_state(InspectionState(record.state), act)
    document = {**record.document, **inspection_part(about)}
    move = CaseMove(act, str(state), reason, document=document, facts=_facts_in_chain(about, act))
    return view_of(desk, perform(desk.store, move_case(desk.stamp(), Expected(record.id, version, (record.state,)), move)))


def _facts_in_chain(about: Inspection, act: InspectionAction) -> dict[str, object]:
    """What must not be changed behind the chain's back."""
    match act:
        case InspectionAction.NAME:
            return {"inspectors": list(about.inspectors)}
        case InspectionAction.REPORT:
            return {"outcome": about.outcome, "breach": about.breach, "document": about.document.number if about.document else None}
        case InspectionAction.SETTLE:
            return {"subject": about.subject, "outcome": about.outcome, "level": about.level}
    return {}


def _require_sound_order(desk: Desk, order: InspectionOrder) -> None:
    if not order.subject:
        raise Refused("inspections.refused.no_subject")
    if order.subject not in desk.catalogue.regions and order.subject not in desk.catalogue.departments:
        raise Refused("inspections.refused.subject", {"subject": order.subject})
    try:
        period = parse_period(order.period)
    except ValueError as error:
        raise Refused("refusals.unknown_period", {"period": order.period}) from error
    if period.frequency is not Frequency.QUARTER:
        raise Refused("refusals.unknown_period", {"period": order.period})
    if period.first_day > desk.today:
        raise Refused("inspections.refused.not_begun")
    if order.ground not in GROUNDS:
        raise Refused("inspections.refused.question")
    if order.ground is Ground.RANDOM_AUDIT:
        _require_drawn(desk, order)


def _require_drawn(desk: Desk, order: InspectionOrder) -> None:
    """A random audit is of figures, and of whom the draw has named: nobody picks its subject."""
    if order.matter is not Matter.FIGURES:
        raise Refused("inspections.refused.of_figures")
    drawn = draw_subjects(desk, order.period)
    if not drawn:
        raise Refused("inspections.refused.not_frozen")
    if order.subject not in drawn:
        raise Refused("inspections.refused.not_drawn")


def _require_inspectors(desk: Desk, names: tuple[str, ...]) -> tuple[str, ...]:
    """The names once each; Refused where one is not of the office, none is given, or no director is left to settle it."""
    known = {one.name: one.role for one in office_accounts(desk)}
    named = tuple(dict.fromkeys(names))
    strangers = [name for name in named if name not in known]
    if strangers:
        raise Refused("inspections.refused.inspector", {"name": strangers[0]})
    if not named:
        raise Refused("acts.why_not.no_inspectors")
    if not any(role == Role.DIRECTOR for name, role in known.items() if name not in named):
        raise Refused("inspections.refused.nobody_to_settle")
    return named


def _require_document(desk: Desk, document: DocumentReference | None) -> DocumentReference | None:
    """The document with blanks cut off, None where nothing was given; Refused where a part is wanting or holds personal data."""
    if document is None or not any(part.strip() for part in (document.number, document.title, document.dated)):
        return None
    whole = DocumentReference(document.number.strip(), document.title.strip(), document.dated.strip())
    if not is_document(whole) or date.fromisoformat(whole.dated) > desk.today:
        raise Refused("inspections.refused.document")
    require_text(desk, whole.number)
    require_text(desk, whole.title)
    return whole
