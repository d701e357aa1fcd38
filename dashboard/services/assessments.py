"""Reading verdicts: the published copy for most, the exact one for the office, each with the way back to the cell."""

import hashlib
import json
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd

from dashboard.access.actions import Action
from dashboard.access.permissions import allowed, require
from dashboard.access.publication import protect_assessment, protect_cells, protect_series, protected_figures
from dashboard.access.refusals import Refused
from dashboard.access.released_counts import telling_totals, withheld_sums
from dashboard.access.small_counts import is_protected
from dashboard.services.desk import Desk, day_of
from dashboard.services.rank_doubts import read_rank_doubt
from dashboard.services.views import AssessmentView, Explanation, PeriodView
from indicators.assessment.document import read_assessment_document
from indicators.assessment.series import planned_path
from indicators.intake.history_table import TABLE_VERSION
from indicators.intake.recognise import FOREIGN
from indicators.model.finding import SourceCell
from indicators.model.indicator import Kind
from indicators.model.observation import TOTAL
from indicators.model.period import parse_period
from indicators.model.round import RoundKind, RoundState
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment, Verdict
from indicators.pipeline import assess_period
from indicators.store.assessments import (
    AssessmentRecord,
    PublicationRecord,
    load_assessment_document,
    load_assessments,
    load_publications,
)
from indicators.store.cases import CaseKind, load_cases
from indicators.store.decisions import load_decisions
from indicators.store.event_log import load_head, load_head_of
from indicators.store.observations import load_accepted
from indicators.store.refusals import NotFound
from indicators.store.rounds import load_round, load_rounds
from indicators.store.snapshots import load_snapshot, load_snapshot_observations
from indicators.store.submission_records import load_submissions

OFFICE, PUBLISHED = "office", "published"


def list_periods(desk: Desk) -> tuple[PeriodView, ...]:
    """The quarters this actor may look at, the latest first: all for the office, the published ones for everybody else."""
    rounds = [record for record in load_rounds(desk.store) if record.kind is RoundKind.QUARTER]
    return tuple(
        PeriodView(record.period, record.state.value)
        for record in rounds
        if sees_exact(desk) or allowed(desk.actor, Action.READ_PUBLISHED, published=record.state is RoundState.PUBLISHED, demo=desk.demo)
    )


def default_period(desk: Desk) -> str | None:
    """The last published quarter; None before the first publication."""
    published = [view.code for view in list_periods(desk) if view.state == RoundState.PUBLISHED]
    return published[0] if published else None


def read_assessment(desk: Desk, period: str) -> AssessmentView:
    """The assessment of a quarter: exact for the office (provisional while the round is open), the published copy for others."""
    state = load_round(desk.store, period).state
    exact = sees_exact(desk)
    if not exact:
        require(desk.actor, Action.READ_PUBLISHED, published=state is RoundState.PUBLISHED, demo=desk.demo)
    record = _latest_record(desk, period, state)
    if record is None and not exact:
        raise Refused("refusals.no_assessment", {"period": period})
    assessment = _compute(desk, period) if record is None else _stored(desk, record)
    view = AssessmentView(
        assessment=assessment,
        tier=OFFICE,
        state=state.value,
        as_of=_cut_off(desk, record),
        published_on=_published_on(desk, period),
        snapshot_id=assessment.snapshot_id,
        snapshot_sha256=assessment.snapshot_sha256,
        head=load_head(desk.store).hash if record is None else load_head_of(desk.store, record.id).hash,
    )
    return view if exact else replace(view, assessment=published_copy(desk, view), tier=PUBLISHED)


def published_copy(desk: Desk, view: AssessmentView) -> Assessment:
    """The assessment of a view as everybody outside the office may see it."""
    if view.tier == PUBLISHED:
        return view.assessment
    withheld = withheld_sums(view.assessment, desk.catalogue, _figures(desk, view))
    return protect_assessment(view.assessment, desk.catalogue, withheld)


def data_version(desk: Desk, period: str) -> str:
    """Changes as soon as the assessment of this quarter could read differently; cheap, and says nothing about figures."""
    record = load_round(desk.store, period)
    kept = _latest_record(desk, period, record.state)
    if kept is not None:
        return f"{kept.id} {record.state} {record.row_version}"
    states = [(found.id, found.state, found.row_version) for found in load_submissions(desk.store, round=period)]
    inspected = [(found.id, found.state, found.row_version) for found in load_cases(desk.store, CaseKind.INSPECTION)]
    decided = [(found.id, found.state, found.row_version) for found in load_decisions(desk.store)]
    return hashlib.sha256(repr((record, states, inspected, decided, desk.today)).encode()).hexdigest()


def assess_snapshot(desk: Desk, period: str, snapshot: str | None) -> AssessmentView:
    """The assessment computed anew: from a snapshot, or provisionally from what is accepted now. Exact, for the office only."""
    require(desk.actor, Action.READ_EXACT, demo=desk.demo)
    try:
        parse_period(period)
    except ValueError as error:
        raise Refused("refusals.unknown_period", {"period": period}) from error
    assessment = assess_period(desk.store, desk.catalogue, period, snapshot, desk.today)
    state = "snapshot" if snapshot else "open"
    return AssessmentView(
        assessment, OFFICE, state, desk.today, None, assessment.snapshot_id, assessment.snapshot_sha256, load_head(desk.store).hash
    )


def explain(desk: Desk, period: str, subject: str) -> Explanation:
    """One verdict with the cells of the workbooks it rests on; NotFound if there is no such subject in the assessment."""
    return explain_from(desk, read_assessment(desk, period), subject)


def explain_from(desk: Desk, view: AssessmentView, subject: str) -> Explanation:
    """`explain` from an assessment that was read already."""
    verdict = find_verdict(view.assessment, subject)
    cells = _cells(desk, view, verdict)
    if view.tier == OFFICE:
        return Explanation(verdict, cells, view, read_rank_doubt(desk, view.assessment, verdict))
    return Explanation(verdict, protect_cells(cells, desk.catalogue, subject, protected_figures(view.assessment)), view)


def find_verdict(assessment: Assessment, subject: str) -> Verdict:
    """The verdict of a region or department; NotFound if there is none."""
    for verdict in (*assessment.regions, *assessment.departments):
        if verdict.subject == subject:
            return verdict
    raise NotFound("verdict", subject)


def read_series(desk: Desk, view: AssessmentView, subject: str, indicator: str) -> pd.DataFrame:
    """One indicator over time: period, value, numerator, denominator, path (own unit), template, oldest first; protected where the view is.

    `template`: the version of our template that the figure came in, empty where it came in another form.
    """
    item = desk.catalogue.indicators[indicator]
    frame = _figures(desk, view)
    own = frame[(frame["indicator"] == indicator) & (frame["subject"] == subject) & (frame["breakdown"] == TOTAL)]
    periods = sorted((parse_period(code) for code in own["period"]), key=lambda period: period.last_day)
    own = own.set_index("period").loc[[period.code for period in periods]].reset_index()
    fraction = item.kind in (Kind.PROP, Kind.RATE, Kind.SMR)
    ratio = own["numerator"] / own["denominator"].where(own["denominator"] > 0)
    value = ratio if fraction else own["value"]
    path = planned_path(desk.catalogue, indicator, subject, [period.quarter_index for period in periods])
    forms = {record.id: record.template_version for record in load_submissions(desk.store, department=item.lead)}
    template = [version if (version := forms.get(id, "")) not in (TABLE_VERSION, FOREIGN) else "" for id in own["submission"]]
    series = own[["period", "numerator", "denominator"]].assign(value=value, path=np.array(path, dtype=float), template=template)
    if view.tier == OFFICE:
        return series
    national = subject == NATIONAL
    telling = telling_totals(frame[frame["indicator"] == indicator], item, frozenset(desk.catalogue.regions)) if national else frozenset()
    return protect_series(series, item, subject, telling | _secret_periods(view, subject, indicator))


def _secret_periods(view: AssessmentView, subject: str, indicator: str) -> frozenset[str]:
    """The periods behind a value of the assessment that is not shown."""
    verdicts = [verdict for verdict in view.assessment.regions if verdict.subject == subject]
    results = [result for verdict in verdicts for result in verdict.indicators if result.indicator == indicator]
    return frozenset(period for result in results if is_protected(result) for period in result.periods)


def sees_exact(desk: Desk) -> bool:
    """Whether this actor sees exact figures, published or not."""
    return allowed(desk.actor, Action.READ_EXACT, demo=desk.demo)


def _latest_record(desk: Desk, period: str, state: RoundState) -> AssessmentRecord | None:
    """The assessment that stands: the published one, else the last proposed one; None while the round is not frozen."""
    if state not in (RoundState.PUBLISHED, RoundState.FROZEN):
        return None
    records = load_assessments(desk.store, period)
    published = _publication(desk, period)
    if published is not None:
        records = tuple(record for record in records if record.id == published.assessment)
    return records[0] if records else None


def _publication(desk: Desk, period: str) -> PublicationRecord | None:
    editions = load_publications(desk.store, period)
    return editions[0] if editions else None


def _published_on(desk: Desk, period: str) -> date | None:
    edition = _publication(desk, period)
    return day_of(edition.at) if edition else None


def _cut_off(desk: Desk, record: AssessmentRecord | None) -> date:
    """The day up to which figures count: when the snapshot was taken, or today for a provisional run."""
    if record is None or record.snapshot is None:
        return desk.today
    return day_of(load_snapshot(desk.store, record.snapshot).created)


def _stored(desk: Desk, record: AssessmentRecord) -> Assessment:
    return read_assessment_document(json.loads(load_assessment_document(desk.store, record.id)))


def _compute(desk: Desk, period: str) -> Assessment:
    return assess_period(desk.store, desk.catalogue, period, None, desk.today)


def _figures(desk: Desk, view: AssessmentView) -> pd.DataFrame:
    if view.snapshot_id is not None:
        return load_snapshot_observations(desk.store, view.snapshot_id)
    return load_accepted(desk.store, parse_period(view.assessment.period))


def _cells(desk: Desk, view: AssessmentView, verdict: Verdict) -> tuple[SourceCell, ...]:
    """Every cell of the window of every indicator of the verdict; a department's are the country's, region by region."""
    wanted = {(result.indicator, period) for result in verdict.indicators for period in result.periods}
    frame = _figures(desk, view)
    subjects = {verdict.subject} if verdict.kind == "region" else {NATIONAL, *desk.catalogue.regions}
    own = frame[frame["subject"].isin(subjects) & (frame["breakdown"] == TOTAL)]
    chosen = own[[key in wanted for key in zip(own["indicator"], own["period"], strict=True)]]
    if verdict.kind != "region":
        # The country's figure is the sum of the regions where they report, else that of the national sheet (method.md 1.1).
        regional = set(zip(*(chosen.loc[chosen["subject"] != NATIONAL, name] for name in ("indicator", "period")), strict=True))
        national = np.array([key in regional for key in zip(chosen["indicator"], chosen["period"], strict=True)], dtype=bool)
        chosen = chosen[~((chosen["subject"] == NATIONAL) & national)]
    return tuple(cell for _, row in chosen.iterrows() for cell in _cells_of(row))


def _cells_of(row: pd.Series) -> list[SourceCell]:
    """The numerator's (or value's) cell and the denominator's of one stored observation."""
    first = row["value"] if np.isnan(row["numerator"]) else row["numerator"]
    places = ((row["cell"], first), (row["denominator_cell"], row["denominator"]))
    origin = (row["indicator"], row["period"], row["file"], row["sheet"])
    return [
        SourceCell(*origin, cell, row["status"] if np.isnan(number) else _written(number), row["submission"], row["subject"])
        for cell, number in places
        if isinstance(cell, str) and cell
    ]


def _written(number: float) -> str:
    """A figure as it stands in its cell: whole numbers without a point, others in full."""
    return str(int(number)) if float(number).is_integer() else str(float(number))
