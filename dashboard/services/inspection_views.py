"""Inspections as pages and commands see them: how far one is, whose turn it is, and what it does to verdicts meanwhile."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.services.desk import Desk, day_of
from dashboard.services.lawful import person_at
from indicators.established import counts_until, is_doubt, load_established
from indicators.model.event import Event
from indicators.model.period import parse_period, quarter_at
from indicators.model.round import RoundState
from indicators.oversight import inspection as machine
from indicators.oversight.inspection import BreachLevel, InspectionState, Outcome
from indicators.oversight.inspection_record import Ground, Inspection, facts_of, read_inspection
from indicators.requests import catalogue_for
from indicators.store.assessments import load_assessments, load_publications
from indicators.store.bases import load_basis
from indicators.store.cases import CaseRecord


@dataclass(frozen=True, slots=True)
class InspectionView:
    """One inspection. `about` is what is written down of it; `department` reported the figures in question, "" where that is open.

    `turn`: whose act comes next (office, inspectors, director, nobody). `effect` on verdicts as they are assessed now: none, holds,
    praise (barred), veto_critical, veto_major, audit_passed, audit_failed; `until` the last quarter of it where it ends by itself.
    """

    id: str
    period: str
    state: str
    about: Inspection
    department: str
    opened_on: date
    turn: str
    effect: str
    until: str | None
    row_version: int


@dataclass(frozen=True, slots=True)
class InspectionDetail:
    """An inspection with its acts in the chain, the first first. `may`: for every act ok or the code of why not."""

    view: InspectionView
    events: tuple[Event, ...]
    may: Mapping[str, str]


def view_of(desk: Desk, record: CaseRecord) -> InspectionView:
    """A stored inspection for a list."""
    about = read_inspection(record.subject, record.document)
    effect, until = _effect(desk, record, about)
    return InspectionView(
        id=record.id,
        period=record.period,
        state=record.state,
        about=about,
        department=record.owners[0] if about.ground is Ground.QUESTION and record.owners else "",
        opened_on=day_of(record.opened_at),
        turn=_turn(record.state, about),
        effect=effect,
        until=until,
        row_version=record.row_version,
    )


def may_of(desk: Desk, record: CaseRecord) -> Mapping[str, str]:
    """For every act whether this person may do it now, with what it needs taken as given: ok or the code of why not."""
    about = read_inspection(record.subject, record.document)
    facts = facts_of(about, InspectionState(record.state))
    filled = replace(facts, outcome=facts.outcome or Outcome.NO_FINDING, level=facts.level or BreachLevel.MAJOR)
    return {act.value: why for act, why in machine.allowed(filled, person_at(desk)).items()}


def inspection_document(view: InspectionView) -> dict[str, Any]:
    """A view as JSON material."""
    written = asdict(view.about)
    plain = {
        "id": view.id,
        "period": view.period,
        "state": view.state,
        "opened_on": view.opened_on.isoformat(),
        "department": view.department,
    }
    return plain | {"turn": view.turn, "effect": view.effect, "until": view.until, "version": view.row_version} | written


def established_about(desk: Desk, period: str, subject: str, state: str = "") -> dict[str, Any]:
    """What inspections bring into an assessment of this subject: vetoes (V), doubts (R4), audits (K6). The office's alone.

    `state` frozen or published: as kept with the assessment that stands; else as the store stands now.
    """
    require(desk.actor, Action.RECORD_INSPECTION, demo=desk.demo)
    kept = _kept_request(desk, period) if state in (RoundState.FROZEN, RoundState.PUBLISHED) else None
    if kept is None:
        known = load_established(desk.store, catalogue_for(desk.catalogue, period), period)
        kept = {
            "vetoes": list(map(asdict, known.vetoes)),
            "flags": list(map(asdict, known.flags)),
            "audits": list(map(asdict, known.audits)),
        }
    return {name: [one for one in kept.get(name, ()) if one["subject"] == subject] for name in ("vetoes", "flags", "audits")}


def _kept_request(desk: Desk, period: str) -> dict[str, Any] | None:
    """What entered the assessment that stands, besides its figures; nothing where it was kept without, None where there is none."""
    editions, records = load_publications(desk.store, period), load_assessments(desk.store, period)
    if not records:
        return None
    basis = load_basis(desk.store, editions[0].assessment if editions else records[0].id)
    return dict(json.loads(basis.request)) if basis else {}


def _turn(state: str, about: Inspection) -> str:
    match state:
        case InspectionState.PLANNED:
            return "inspectors" if about.inspectors else "office"
        case InspectionState.UNDER_WAY:
            return "inspectors"
        case InspectionState.REPORTED:
            return "director"
    return "nobody"


def _effect(desk: Desk, record: CaseRecord, about: Inspection) -> tuple[str, str | None]:
    """What it does to the assessments that come, with the last quarter where it ends by itself (indicators/established.py decides)."""
    quarter = parse_period(record.period).quarter_index
    if record.state in (InspectionState.UNDER_WAY, InspectionState.REPORTED):
        held = quarter + int(desk.catalogue.number("inspection_hold_quarters")) - 1
        return ("holds", quarter_at(held).code) if is_doubt(about) else ("none", None)
    if record.state != InspectionState.SETTLED:
        return "none", None
    if about.outcome is Outcome.BREACH and about.level:
        last = counts_until(about, quarter, int(desk.catalogue.number("breach_quarters"))) - 1
        return f"veto_{about.level}", quarter_at(last).code
    if about.ground is Ground.RANDOM_AUDIT:
        return ("audit_passed" if about.outcome is Outcome.NO_FINDING else "audit_failed"), None
    return "none", None
