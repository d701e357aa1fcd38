"""People of the office for tests of inspections: accounts in a small store, and a whole inspection carried through by them."""

from dashboard.access.roles import Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.inspection_views import InspectionView
from dashboard.services.inspections import (
    InspectionOrder,
    InspectionReport,
    Settlement,
    begin_inspection,
    plan_inspection,
    report_inspection,
    settle_inspection,
)
from indicators.oversight.inspection import BreachKind, BreachLevel, Outcome
from indicators.oversight.inspection_record import DocumentReference, Ground, Matter
from indicators.store.accounts import NewAccount, add_account
from indicators.store.connection import Store
from indicators.store.transaction import Stamp, perform

OFFICE = {
    "reviewer-chen": Role.REVIEWER,
    "reviewer-lin": Role.REVIEWER,
    "director-zhou": Role.DIRECTOR,
    "director-wu": Role.DIRECTOR,
}
DOCUMENT = DocumentReference("督〔2026〕7号", "关于数据核查情况的报告", "2026-08-01")
BREACH = InspectionReport(Outcome.BREACH, "抽查台账与报表不符，少报两起。", BreachKind.CONCEALED, DOCUMENT)


def add_office(store: Store, stamp: Stamp) -> None:
    """The four accounts of the office, and one liaison."""
    for name, role in OFFICE.items():
        perform(store, add_account(stamp, NewAccount(name, role, name, name, "no password")))
    perform(store, add_account(stamp, NewAccount("liaison-mps", "liaison", "联络员", "Liaison", "no password", department="MPS")))


def at(desk: Desk, name: str) -> Desk:
    """The desk with this person of the office at it."""
    return desk.for_actor(Actor(name, OFFICE[name]))


def order(subject: str, ground: Ground = Ground.COMPLAINT, period: str = "2026-Q2", inspectors: tuple[str, ...] = ("reviewer-lin",)):
    """An inspection of figures, planned with its inspector."""
    return InspectionOrder(subject, period, ground, Matter.FIGURES, "信访反映数字不实", inspectors)


def begun(desk: Desk, what: InspectionOrder) -> InspectionView:
    """Planned by one, begun by another."""
    planned = plan_inspection(at(desk, "reviewer-chen"), what)
    return begin_inspection(at(desk, "reviewer-lin"), planned.id, planned.row_version)


def settled(desk: Desk, what: InspectionOrder, report: InspectionReport, level: BreachLevel | None = None) -> InspectionView:
    """Carried through to its end."""
    started = begun(desk, what)
    reported = report_inspection(at(desk, "reviewer-lin"), started.id, started.row_version, report)
    return settle_inspection(at(desk, "director-wu"), reported.id, reported.row_version, Settlement("同意", level))
