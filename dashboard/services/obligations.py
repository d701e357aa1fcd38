"""What each department owes in each open round, how far it is, and what to do next."""

from collections.abc import Mapping
from datetime import date

from dashboard.access.actions import Action
from dashboard.access.permissions import allowed, require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk, day_of
from dashboard.services.submissions import COLLECTING
from dashboard.services.views import Document, Obligation
from dashboard.text.say import say_both
from indicators.intake.layout import TemplateRefusedError, WorkbookLayout, plan_layout
from indicators.intake.template import TemplateOrder, make_template
from indicators.model.submission import SubmissionState
from indicators.store.drafts import load_drafts
from indicators.store.observations import load_accepted
from indicators.store.rounds import RoundRecord, load_round, load_rounds
from indicators.store.submission_records import SubmissionRecord, load_returns, load_submissions

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEXT_ACTION: Mapping[str, str] = {
    "not_started": "download",
    "in_work": "fix",
    "returned": "fix",
    "withdrawn": "download",
    "submitted": "wait",
    "in_review": "wait",
    "accepted": "none",
    "frozen": "none",
    "published": "none",
}


def list_obligations(desk: Desk) -> tuple[Obligation, ...]:
    """One obligation for each department this actor answers for and each open round, the nearest due day first."""
    departments = [
        department.code
        for department in desk.catalogue.reporting_departments()
        if allowed(desk.actor, Action.READ_OBLIGATIONS, department=department.code, demo=desk.demo)
    ]
    rounds = [record for record in load_rounds(desk.store) if record.state in COLLECTING]
    owed = [found for record in rounds for code in departments if (found := _obligation(desk, code, record)) is not None]
    return tuple(sorted(owed, key=lambda obligation: (obligation.due, obligation.department)))


def owed_departments(desk: Desk, round_code: str) -> tuple[str, ...]:
    """The departments that have something to report in a round, in catalogue order."""
    return tuple(item.code for item in desk.catalogue.reporting_departments() if _layout(desk, item.code, round_code) is not None)


def download_template(desk: Desk, department: str, round_code: str) -> Document:
    """The workbook a department fills for a round, with last values and milestones; Refused where nothing is due."""
    require(desk.actor, Action.DOWNLOAD_TEMPLATE, department=department, demo=desk.demo)
    record = load_round(desk.store, round_code)
    order = TemplateOrder(
        catalogue=desk.catalogue,
        department=department,
        round=round_code,
        previous=load_accepted(desk.store, departments=(department,)),
        values=None,
        sample=desk.demo,
        generated_on=desk.today,
        due=_due(record),
    )
    try:
        data = make_template(order, say_both)
    except TemplateRefusedError as refusal:
        raise Refused(f"refusals.template.{refusal.code}", refusal.facts) from refusal
    name = desk.catalogue.departments[department].short_name.zh
    return Document(f"{name}_{round_code}.xlsx", data, XLSX)


def _obligation(desk: Desk, department: str, record: RoundRecord) -> Obligation | None:
    layout = _layout(desk, department, record.period)
    if layout is None:
        return None
    versions = load_submissions(desk.store, department=department, round=record.period)
    latest = versions[0] if versions else None
    state = _state(desk, department, record.period, latest)
    due = _due(record)
    return Obligation(
        department=department,
        round=record.period,
        indicator_count=len({entry.indicator for entry in layout.entries.values()}),
        cell_count=len(layout.entries),
        due=due,
        days_left=(due - desk.today).days,
        state=state,
        submission_id=latest.id if latest else None,
        version=latest.version if latest else 0,
        next_action=NEXT_ACTION[state],
        returned_days=_returned_days(desk, latest) if state == SubmissionState.RETURNED else None,
        in_time=any(day_of(version.received) <= due for version in versions),
    )


def _returned_days(desk: Desk, latest: SubmissionRecord | None) -> int | None:
    """For how many days a returned workbook has been in the department's hands."""
    said = load_returns(desk.store, latest.id) if latest else ()
    return max((desk.today - day_of(said[-1].at)).days, 0) if said else None


def _state(desk: Desk, department: str, round_code: str, latest: SubmissionRecord | None) -> str:
    started = any(draft.round == round_code for draft in load_drafts(desk.store, department))
    if latest is None or latest.state is SubmissionState.WITHDRAWN:
        return "in_work" if started else "not_started"
    return latest.state.value


def _layout(desk: Desk, department: str, round_code: str) -> WorkbookLayout | None:
    try:
        return plan_layout(desk.catalogue, department, round_code)
    except TemplateRefusedError:
        return None


def _due(record: RoundRecord) -> date:
    return date.fromisoformat(record.due)
