"""What an assessment is asked for, from the store: of frozen figures, provisionally of accepted ones, or again as it was once asked.

A request is all that enters an assessment. Beside the snapshot a basis is kept (catalogue and request), so that it can be made again.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd

from indicators.assessment.family import LOOK_BACK
from indicators.assessment.request import AssessmentRequest, EarlierVerdict
from indicators.assessment.request_document import read_request_document, request_document
from indicators.catalogue.calendar import BEIJING
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.kept import load_packed_catalogue, pack_catalogue
from indicators.catalogue.load import catalogue_on
from indicators.decided import as_decided
from indicators.established import load_established
from indicators.model.period import parse_period
from indicators.model.verdict import Grade, GradeBasis
from indicators.notices import standing_notices
from indicators.store.assessments import PublicationRecord, load_assessment_document, load_publications
from indicators.store.bases import Basis
from indicators.store.chain import canonical_json
from indicators.store.connection import Store
from indicators.store.decisions import load_decisions
from indicators.store.observations import load_accepted
from indicators.store.snapshots import load_snapshot, load_snapshot_observations
from indicators.store.submission_records import load_submissions
from indicators.store.tables import LIVE_STATES

PERSISTENT = ("C1", "C2", "K1", "K2")
"""The rules that persistence counts (C4, K4)."""


def period_request(store: Store, catalogue: Catalogue, period: str, snapshot: str | None, as_of: date) -> AssessmentRequest:
    """The request for a period: from a snapshot, or provisional from what is accepted now; NotFound if there is no such snapshot."""
    request = figures_request(store, catalogue, period, snapshot, as_of)
    return replace(request, notices=standing_notices(store, request))


def figures_request(store: Store, catalogue: Catalogue, period: str, snapshot: str | None, as_of: date) -> AssessmentRequest:
    """`period_request` without the written notices, which are found by its figures."""
    in_force = catalogue_for(catalogue, period)
    known = load_established(store, in_force, period)
    if snapshot is None:
        observations = _dated(load_accepted(store, parse_period(period)))
        accepted = load_submissions(store, states=LIVE_STATES)
        submitted = frozenset((record.department, record.round) for record in accepted)
        return AssessmentRequest(
            period,
            in_force,
            observations,
            as_of=as_of,
            provisional=True,
            submitted=submitted,
            vetoes=known.vetoes,
            flags=known.flags,
            earlier=issued_verdicts(store, period),
            audits=known.audits,
            run_robustness=True,
        )
    record = load_snapshot(store, snapshot)
    return AssessmentRequest(
        period,
        in_force,
        _dated(load_snapshot_observations(store, snapshot)),
        submitted=record.submitted,
        vetoes=known.vetoes,
        flags=known.flags,
        earlier=issued_verdicts(store, period),
        audits=known.audits,
        run_robustness=True,
        snapshot_id=record.id,
        snapshot_sha256=record.sha256,
    )


def issued_verdicts(store: Store, period: str) -> tuple[EarlierVerdict, ...]:
    """The verdicts last published for the quarters that persistence and R2b look back to, oldest first (method.md 1.12b).

    As people decided on them by now: see `decided`.
    """
    now = parse_period(period).quarter_index
    standing: dict[str, PublicationRecord] = {}
    for edition in load_publications(store):
        if 0 < now - parse_period(edition.period).quarter_index <= LOOK_BACK:
            standing.setdefault(edition.period, edition)
    decisions = load_decisions(store)
    return tuple(
        issued
        for code, edition in sorted(standing.items())
        for issued in as_decided(_issued(code, json.loads(load_assessment_document(store, edition.assessment))), edition, decisions)
    )


def _issued(period: str, document: Mapping[str, Any]) -> list[EarlierVerdict]:
    return [
        EarlierVerdict(
            subject=verdict["subject"],
            period=period,
            grade=Grade(verdict["grade"]),
            missing=frozenset((*verdict["reporting"]["missing"], *verdict["reporting"]["late"])),
            held=tuple(rule["id"] for rule in verdict["rules"] if rule["passed"] and rule["id"] in PERSISTENT),
            on_performance=verdict["grade_basis"] == GradeBasis.PERFORMANCE,
            overdue=frozenset(verdict["reporting"]["missing"]),
        )
        for verdict in (*document["regions"], *document["departments"])
    ]


def basis_of(request: AssessmentRequest) -> Basis:
    """What must be kept beside the snapshot, so that the same request can be made again."""
    catalogue = request.catalogue
    document = canonical_json(request_document(request)).encode()
    return Basis(pack_catalogue(catalogue), catalogue.version, catalogue.rules_version, document)


def kept_request(store: Store, snapshot: str, basis: Basis, catalogue: Catalogue | None = None) -> AssessmentRequest:
    """The request a kept assessment was made by, from basis and snapshot alone: nothing of today enters.

    `catalogue` in place of the kept one asks the same by other rules. Errors as `load_snapshot_observations`.
    """
    document = json.loads(basis.request)
    used = load_packed_catalogue(basis.catalogue) if catalogue is None else catalogue
    figures = _dated(load_snapshot_observations(store, snapshot))
    return read_request_document(document, catalogue_for(used, document["period"]), figures)


def catalogue_for(catalogue: Catalogue, period: str) -> Catalogue:
    """The catalogue with the rules a quarter is assessed by: those in force on its first day, so a change binds later quarters only."""
    return catalogue_on(catalogue, parse_period(period).first_day)


def _dated(observations: pd.DataFrame) -> pd.DataFrame:
    """The figures with the day in Beijing on which they came, which is the day that due dates are in; the store keeps UTC."""
    days = {stamp: datetime.fromisoformat(stamp).astimezone(BEIJING).date().isoformat() for stamp in observations["received"].unique()}
    return observations.assign(received=observations["received"].map(days))
