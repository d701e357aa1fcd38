"""What people have established by inspections, as it enters an assessment: breaches (rule V), open doubts (R4), random audits (K6).

A question that the office raised, or an inspection that was only proposed, is none of it: what counts begins with an act of two people.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from indicators.assessment.request import Audit, IntegrityFlag, Veto, VetoLevel
from indicators.catalogue.calendar import BEIJING
from indicators.catalogue.catalogue import Catalogue
from indicators.model.period import parse_period
from indicators.oversight.inspection import InspectionState, Outcome, is_confirmed_breach
from indicators.oversight.inspection_record import Ground, Inspection, Matter, facts_of, read_inspection
from indicators.store.cases import CaseKind, CaseRecord, load_cases
from indicators.store.connection import Store

OPEN = (InspectionState.UNDER_WAY, InspectionState.REPORTED)
_LOOK_BACK = 4
"""Quarters, the present one among them, in which the time that criticism may be held back is counted."""


@dataclass(frozen=True, slots=True)
class Established:
    """The three parts of a request that come from inspections, in the order of subjects."""

    vetoes: tuple[Veto, ...]
    flags: tuple[IntegrityFlag, ...]
    audits: tuple[Audit, ...]


@dataclass(frozen=True, slots=True)
class _Case:
    """An inspection that has begun: `quarter` is the index of the quarter inspected."""

    id: str
    quarter: int
    year: int
    state: InspectionState
    inspection: Inspection


def load_established(store: Store, catalogue: Catalogue, period: str) -> Established:
    """What counts in an assessment of the quarter `period` by the rules of `catalogue`, as the store stands now.

    An inspection says nothing of quarters before the one it inspects (method.md 1.11 V, R4, K6; docs/decisions/0014).
    """
    now = parse_period(period).quarter_index
    records = load_cases(store, CaseKind.INSPECTION, (*OPEN, InspectionState.SETTLED))
    cases = sorted((_case(record) for record in records), key=lambda case: (case.inspection.subject, case.id))
    known = [case for case in cases if case.quarter <= now]
    return Established(
        vetoes=tuple(_vetoes(known, now, int(catalogue.number("breach_quarters")))),
        flags=tuple(_flags(known, now, int(catalogue.number("inspection_hold_quarters")))),
        audits=tuple(
            Audit(case.inspection.subject, case.year, case.inspection.outcome is Outcome.NO_FINDING)
            for case in known
            if case.inspection.ground is Ground.RANDOM_AUDIT and case.state is InspectionState.SETTLED
        ),
    )


def drawn_for_audit(catalogue: Catalogue, seed: str) -> tuple[str, ...]:
    """Who is drawn for a random audit: regions and departments that lead indicators, in an order that only `seed` decides.

    `seed` is the hash of the first figures frozen for a quarter, which nobody can choose; anybody can repeat the draw.
    """
    leads = {indicator.lead for indicator in catalogue.indicators.values()}
    able = [*catalogue.regions, *(code for code in catalogue.departments if code in leads)]
    order = sorted(able, key=lambda code: hashlib.sha256(f"{seed}:{code}".encode()).hexdigest())
    return tuple(order[: int(catalogue.number("audit_draw"))])


def is_doubt(inspection: Inspection) -> bool:
    """Whether it was ordered because somebody doubts the figures. A random audit follows a draw and doubts nobody."""
    return inspection.matter is Matter.FIGURES and inspection.ground is not Ground.RANDOM_AUDIT


def has_lapsed(quarter: int, begun: Iterable[int], now: int, hold: int) -> bool:
    """Whether an inspection of `quarter` no longer holds criticism back in the quarter `now` (indices of quarters, quarter <= now).

    It holds in `hold` quarters from the one inspected. No subject is held in more than `hold` quarters of any four, however many
    inspections follow one another: `begun` are the quarters of all that were begun about it, each taken to have held its full time.
    """
    before = {held for start in begun for held in range(start, start + hold) if now - _LOOK_BACK < held < now}
    return now - quarter >= hold or len(before) >= hold


def counts_until(inspection: Inspection, quarter: int, quarters: int) -> int:
    """The first quarter (index) that a breach no longer weighs on: `quarters` after it was settled, or after the quarter inspected."""
    settled = datetime.fromisoformat(inspection.settled_at).astimezone(BEIJING).date()
    return max(quarter, parse_period(f"{settled:%Y-%m}").quarter_index) + quarters


def _vetoes(cases: Iterable[_Case], now: int, quarters: int) -> Iterable[Veto]:
    for case in cases:
        found = case.inspection
        confirmed = is_confirmed_breach(facts_of(found, case.state))
        if confirmed and found.level and found.document and now < counts_until(found, case.quarter, quarters):
            reference = f"{case.id} {found.document.number} {found.document.title} {found.document.dated}"
            yield Veto(found.subject, VetoLevel(found.level), reference)


def _flags(cases: list[_Case], now: int, hold: int) -> Iterable[IntegrityFlag]:
    """The open doubts; which have lapsed depends on all that were begun about the subject, settled or not."""
    doubts = [case for case in cases if is_doubt(case.inspection)]
    for case in doubts:
        if case.state in OPEN:
            own = [other.quarter for other in doubts if other.inspection.subject == case.inspection.subject]
            yield IntegrityFlag(case.inspection.subject, case.id, has_lapsed(case.quarter, own, now, hold))


def _case(record: CaseRecord) -> _Case:
    period = parse_period(record.period)
    return _Case(
        record.id, period.quarter_index, period.year, InspectionState(record.state), read_inspection(record.subject, record.document)
    )
