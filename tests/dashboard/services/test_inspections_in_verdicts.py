"""Through the store: what people found in an inspection decides the next verdict, says so, and is computed again byte for byte."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from dashboard.access.refusals import Refused
from dashboard.access.roles import SHELL
from dashboard.services.assessments import data_version
from dashboard.services.desk import Desk
from dashboard.services.inspection_views import established_about
from dashboard.services.inspections import InspectionReport, draw_subjects, plan_inspection
from indicators.assessment.assess import assess
from indicators.assessment.document import assessment_document, canonical_bytes
from indicators.catalogue.load import load_catalogue
from indicators.model.verdict import Assessment, Grade, GradeBasis, Verdict
from indicators.oversight.inspection import BreachLevel, Outcome
from indicators.oversight.inspection_record import Ground
from indicators.requests import basis_of, kept_request, period_request
from indicators.store.creation import open_store
from tests.conftest import DemoStore, copy_demo
from tests.dashboard.services.inspection_desks import BREACH, at, begun, order, settled

PERIOD, SNAPSHOT = "2026-Q2", "N-2026Q2-1"
BEHIND, AHEAD, STEADY = "13", "44", "32"
"""Regions of the sample: criticised, commended and steady on performance in this quarter."""


@pytest.fixture
def desk(demo_master: DemoStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    copy = copy_demo(demo_master, tmp_path_factory.mktemp("inspected") / "demo")
    key = bytes.fromhex((copy.folder / "chain.key").read_text().strip())
    store = open_store(copy.environment["STORE_URL"], key, copy.folder / "store.anchor")
    yield Desk(SHELL, store, load_catalogue(), as_of=date(2026, 10, 13), demo=True, trusted=True)
    store.engine.dispose()


def assessed(desk: Desk) -> Assessment:
    """The frozen quarter assessed as things stand, without the draws."""
    return assess(replace(period_request(desk.store, desk.catalogue, PERIOD, SNAPSHOT, desk.today), run_robustness=False))


def verdict(assessment: Assessment, subject: str) -> Verdict:
    return next(one for one in assessment.regions if one.subject == subject)


def outcome(assessment: Assessment, subject: str, rule: str) -> bool | None:
    return next(one.passed for one in verdict(assessment, subject).rules if one.id == rule)


def everybody_drawn(desk: Desk) -> Desk:
    rules = desk.catalogue.rules
    return replace(desk, catalogue=replace(desk.catalogue, rules={**rules, "audit_draw": replace(rules["audit_draw"], value=99)}))


def test_only_who_was_drawn_is_audited_at_random(desk: Desk) -> None:
    office = at(desk, "reviewer-chen")
    drawn = draw_subjects(office, PERIOD)
    assert len(drawn) == 6 and AHEAD not in drawn
    with pytest.raises(Refused, match="not_drawn"):
        plan_inspection(office, order(AHEAD, Ground.RANDOM_AUDIT))
    assert plan_inspection(office, order(drawn[0], Ground.RANDOM_AUDIT)).about.ground is Ground.RANDOM_AUDIT
    assert draw_subjects(office, "2026-Q3") == ()


def test_breach_doubt_and_failed_audit_each_do_what_the_method_says_and_nothing_else(desk: Desk) -> None:
    before = assessed(desk)
    assert [verdict(before, code).grade for code in (BEHIND, AHEAD, STEADY)] == [Grade.CRITICISE, Grade.COMMEND, Grade.STEADY]
    state = data_version(desk, "2026-Q3")
    settled(desk, order(STEADY), BREACH, BreachLevel.CRITICAL)
    settled(everybody_drawn(desk), order(AHEAD, Ground.RANDOM_AUDIT), InspectionReport(Outcome.RECTIFY, "两处口径不一致"))
    begun(desk, order(BEHIND))
    after = assessed(desk)
    assert data_version(desk, "2026-Q3") != state
    assert (verdict(after, STEADY).grade, verdict(after, STEADY).grade_basis) == (Grade.CRITICISE, GradeBasis.VETO)
    assert verdict(after, AHEAD).grade is not Grade.COMMEND and verdict(after, BEHIND).grade is not Grade.CRITICISE
    assert [outcome(after, *one) for one in ((STEADY, "V"), (AHEAD, "K6"), (BEHIND, "R4"))] == [True, False, True]
    others = {one.subject: one.grade for one in after.regions if one.subject not in (BEHIND, AHEAD, STEADY)}
    assert others == {one.subject: one.grade for one in before.regions if one.subject in others}


def test_an_inspection_that_found_nothing_changes_no_grade_and_a_major_breach_makes_a_watch(desk: Desk) -> None:
    for subject in (BEHIND, AHEAD):
        settled(desk, order(subject), InspectionReport(Outcome.NO_FINDING))
    settled(desk, order(STEADY), BREACH, BreachLevel.MAJOR)
    settled(desk, order("MFA"), BREACH, BreachLevel.CRITICAL)
    after = assessed(desk)
    assert [verdict(after, code).grade for code in (BEHIND, AHEAD, STEADY)] == [Grade.CRITICISE, Grade.COMMEND, Grade.WATCH]
    department = next(one for one in after.departments if one.subject == "MFA")
    assert (department.grade, department.grade_basis) == (Grade.CRITICISE, GradeBasis.VETO)


def test_an_open_inspection_holds_praise_and_blame_and_all_of_it_is_kept_and_computed_again(desk: Desk) -> None:
    settled(desk, order(STEADY), BREACH, BreachLevel.CRITICAL)
    for subject in (BEHIND, AHEAD):
        begun(desk, order(subject))
    request = replace(period_request(desk.store, desk.catalogue, PERIOD, SNAPSHOT, desk.today), run_robustness=False)
    basis, first = basis_of(request), assess(request)
    assert verdict(first, AHEAD).grade is not Grade.COMMEND and verdict(first, BEHIND).grade is not Grade.CRITICISE
    settled(desk, order("MFA"), BREACH, BreachLevel.CRITICAL)
    again = assess(kept_request(desk.store, SNAPSHOT, basis))
    assert canonical_bytes(assessment_document(again)) == canonical_bytes(assessment_document(first))
    about = [established_about(at(desk, "reviewer-chen"), PERIOD, STEADY, state)["vetoes"] for state in ("published", "snapshot")]
    assert about[0] == [] and about[1][0]["level"] == "critical"
    assert json.loads(basis.request)["vetoes"][0]["document"].startswith("I-0001 督〔2026〕7号")
