"""What people decided and asked for in writing enters the next assessments, through the store (method.md 1.11, 1.12b)."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.commands.entrance import open_desk
from dashboard.services import decisions
from dashboard.services.desk import Desk
from indicators.assessment.assess import assess
from indicators.assessment.ladder import is_noticed
from indicators.assessment.request import AssessmentRequest
from indicators.model.verdict import Assessment, Grade, GradeBasis, Verdict
from indicators.notices import NOTICE, standing_notices
from indicators.oversight.ticket import TicketState
from indicators.requests import issued_verdicts, kept_request, period_request
from indicators.store.assessments import load_assessments
from indicators.store.bases import load_basis
from indicators.store.cases import CaseKind, CaseMove, NewCase, move_case, open_case
from indicators.store.transaction import perform
from indicators.store.versions import Expected
from tests.conftest import DemoStore

BEHIND, AHEAD, SILENT = "13", "44", "22"
"""Regions of the sample: behind its plan in every quarter, ahead of it, and one that has not reported five indicators for a year."""


@pytest.fixture
def desk(demo_store: DemoStore) -> Desk:
    return open_desk("reviewer-chen")


def verdict_of(assessment: Assessment, subject: str) -> Verdict:
    return next(verdict for verdict in assessment.regions if verdict.subject == subject)


def unmet(verdict: Verdict, kind: str) -> dict[str, float | None]:
    """The rules of a kind that do not hold, with their values."""
    return {rule.id: rule.value for rule in verdict.rules if rule.id[0] == kind and rule.passed is False}


def reject(desk: Desk, period: str, subject: str, grade: Grade) -> None:
    proposed = decisions.propose(desk, period, subject, grade, "按评价结果提出")
    decisions.reject(open_desk("director-zhou"), proposed.id, "所据数据有误")


def test_what_was_rejected_twice_carries_no_third_criticism_and_no_third_commendation(desk: Desk) -> None:
    request = replace(period_request(desk.store, desk.catalogue, "2026-Q3", None, desk.today), run_robustness=False)
    record = load_assessments(desk.store, "2026-Q2")[0]
    basis = load_basis(desk.store, record.id)
    assert basis is not None and record.snapshot is not None
    kept = kept_request(desk.store, record.snapshot, basis).earlier
    published = {(one.period, one.subject): one.grade for one in request.earlier}
    for period in ("2026-Q1", "2026-Q2"):
        assert (published[period, BEHIND], published[period, AHEAD]) == (Grade.CRITICISE, Grade.COMMEND)
        reject(desk, period, BEHIND, Grade.CRITICISE)
        reject(desk, period, AHEAD, Grade.COMMEND)
    after = assess(replace(request, earlier=issued_verdicts(desk.store, "2026-Q3")))
    assert [verdict_of(after, code).grade for code in (BEHIND, AHEAD)] == [Grade.WATCH, Grade.STEADY]
    assert unmet(verdict_of(after, BEHIND), "C") == {"C4": 2}  # everything else of a criticism is there
    assert unmet(verdict_of(after, AHEAD), "K") == {"K4": 2}
    assert kept_request(desk.store, record.snapshot, basis).earlier == kept


def written(desk: Desk, day: str) -> str:
    """A notice to the silent region about one of its figures, in a letter of that day."""
    notice = {"number": "12", "day": day, "figures": {"A1-05": ["2025-Q3"]}}
    document = {"rule": "", "round": "2025-Q3", "regions": [SILENT], "conflicts": [], "answers": [], NOTICE: notice}
    new = NewCase(CaseKind.TICKET, "2025-Q3", SILENT, TicketState.OPEN, ("MPS",), "2025-12-01", document)
    return perform(desk.store, open_case(desk.stamp(), new)).id


def frozen(desk: Desk, period: str) -> AssessmentRequest:
    """The request of a frozen quarter as if nothing had been published before."""
    snapshot = load_assessments(desk.store, period)[0].snapshot
    request = period_request(desk.store, desk.catalogue, period, snapshot, date(2026, 10, 20))
    return replace(request, earlier=(), run_robustness=False)


def test_a_figure_missing_two_quarters_after_the_letter_is_a_criticism_for_reporting(desk: Desk) -> None:
    late = written(desk, "2026-04-20")
    request = frozen(desk, "2026-Q2")
    assert [(one.indicator, one.period) for one in request.notices] == [("A1-05", "2026-Q1")]  # not before it was written
    assert not is_noticed(request, SILENT, frozenset({"A1-05"}), frozenset())
    withdrawn = CaseMove("drop_ticket", TicketState.DROPPED, "误发")
    perform(desk.store, move_case(desk.stamp(), Expected(late, 1, (TicketState.OPEN,)), withdrawn))
    assert standing_notices(desk.store, request) == ()
    written(desk, "2025-10-20")
    ripe = replace(request, notices=standing_notices(desk.store, request))
    assert [(one.subject, one.period) for one in ripe.notices] == [(SILENT, "2025-Q3")]
    verdict = verdict_of(assess(ripe), SILENT)
    assert (verdict.grade, verdict.grade_basis) == (Grade.CRITICISE, GradeBasis.REPORTING)
    others = request.observations[request.observations["subject"] != SILENT]
    came = others.assign(subject=others["subject"].replace("21", SILENT))
    assert standing_notices(desk.store, replace(request, observations=came)) == ()
