"""Making the brief a leader receives: from the published copy of an assessment, in one of two languages."""

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.briefs.brief import Brief
from dashboard.briefs.compose import compose_brief
from dashboard.briefs.pdf import render_pdf
from dashboard.briefs.scene import BriefFacts
from dashboard.services.assessments import list_periods, published_copy, read_assessment
from dashboard.services.desk import Desk
from dashboard.services.obligations import owed_departments
from dashboard.services.submissions import COLLECTING
from dashboard.services.views import Document
from dashboard.text.say import Language, say
from indicators.model.period import parse_period
from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.model.verdict import Assessment
from indicators.store.acts import note_act
from indicators.store.rounds import load_round
from indicators.store.submission_records import load_submissions
from indicators.store.submissions import WAITING
from indicators.store.tables import LIVE_STATES
from indicators.store.transaction import EventDraft, perform

PDF = "application/pdf"
FORMATS = ("pdf",)


def make_brief(desk: Desk, period: str, language: Language, format: str = "pdf") -> Document:
    """The one-page brief of a quarter as a file; leaders receive published quarters only. Refused for a format that is not offered."""
    if format not in FORMATS:
        raise Refused("refusals.brief_format", {"format": format, "offered": list(FORMATS)})
    _require_brief(desk, period)
    data = render_pdf(read_brief(desk, period, language))
    perform(
        desk.store, note_act(desk.stamp(), EventDraft("make_brief", period, period, payload={"language": language.value, "format": format}))
    )
    return Document(say(language, "brief.file_name", period=period), data, PDF)


def read_brief(desk: Desk, period: str, language: Language) -> Brief:
    """The brief of a quarter as a value, always of the published tier; what the overview shows and the document prints."""
    view = read_assessment(desk, period)
    facts = BriefFacts(
        as_of=view.as_of,
        published_on=view.published_on,
        head=view.head,
        sample=desk.demo,
        snapshot_id=view.snapshot_id,
        snapshot_sha256=view.snapshot_sha256,
        late_departments=_late_departments(desk, period),
        departments_due=len(owed_departments(desk, period)),
    )
    return compose_brief(published_copy(desk, view), _year_before(desk, period), desk.catalogue, language, facts)


def _require_brief(desk: Desk, period: str) -> None:
    state = next((view.state for view in list_periods(desk) if view.code == period), "")
    require(desk.actor, Action.MAKE_BRIEF, published=state == RoundState.PUBLISHED, demo=desk.demo)


def _late_departments(desk: Desk, period: str) -> tuple[str, ...]:
    """Departments that owed a workbook for the quarter and filed none; once it is frozen, those without one that counts."""
    collecting = load_round(desk.store, period).state in COLLECTING
    states = (*LIVE_STATES, *WAITING, SubmissionState.RETURNED) if collecting else LIVE_STATES
    filed = {record.department for record in load_submissions(desk.store, round=period, states=states)}
    return tuple(code for code in owed_departments(desk, period) if code not in filed)


def _year_before(desk: Desk, period: str) -> Assessment | None:
    """The published copy of the same quarter a year earlier, if there is one."""
    earlier = parse_period(period).shifted(-4).code
    if earlier not in {view.code for view in list_periods(desk) if view.state == RoundState.PUBLISHED}:
        return None
    return published_copy(desk, read_assessment(desk, earlier))
