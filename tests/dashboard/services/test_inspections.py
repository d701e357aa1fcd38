"""An inspection from plan to settlement: who may do what, what is asked for, what stands in the chain."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import SHELL, Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.inspections import (
    InspectionReport,
    Settlement,
    begin_inspection,
    cancel_inspection,
    list_inspections,
    name_inspectors,
    plan_inspection,
    read_detail,
    report_inspection,
    return_inspection,
    settle_inspection,
)
from dashboard.text.refusal_sentences import say_refusal
from dashboard.text.say import Language
from dashboard.ui.navigation import pages_of
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.oversight.inspection import BreachLevel, Outcome
from indicators.oversight.inspection_record import Ground, Matter
from indicators.store.cases import CaseKind, NewCase, open_case
from indicators.store.creation import Creation, create_store
from indicators.store.event_log import load_events
from indicators.store.refusals import NotFound, StaleVersion
from indicators.store.transaction import Stamp, perform
from tests.dashboard.services.inspection_desks import BREACH, DOCUMENT, add_office, at, begun, order, settled

STAMP = Stamp("2026-08-13T01:00:00+00:00", "administrator", "administrator")
OUTSIDERS = {
    "liaison": Actor("liaison-mps", Role.LIAISON, department="MPS"),
    "region": Actor("region-41", Role.REGION, region="41"),
    "leader": Actor("leader", Role.LEADER),
    "administrator": Actor("administrator", Role.ADMINISTRATOR),
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def desk(tmp_path: Path, catalogue: Catalogue) -> Iterator[Desk]:
    store = create_store(f"sqlite:///{tmp_path / 'store.db'}", b"k" * 32, Creation(STAMP, demo=False), tmp_path / "anchor")
    add_office(store, STAMP)
    yield Desk(SHELL, store, catalogue, as_of=date(2026, 8, 13), trusted=True)
    store.engine.dispose()


def reported(desk: Desk, report: InspectionReport = BREACH):
    started = begun(desk, order("41"))
    return report_inspection(at(desk, "reviewer-lin"), started.id, started.row_version, report)


def refusal(attempt) -> str:
    with pytest.raises(Refused) as refused:
        attempt()
    said = [say_refusal(language, refused.value.code, refused.value.facts) for language in Language]
    assert all(said)
    return refused.value.code.rsplit(".", 1)[-1]


def test_an_inspection_goes_from_plan_to_settlement_and_every_act_stands_in_the_chain(desk: Desk) -> None:
    done = settled(desk, order("41"), BREACH, BreachLevel.CRITICAL)
    assert (done.state, done.about.level, done.about.document, done.effect) == ("settled", "critical", DOCUMENT, "veto_critical")
    acts = [(event.action, event.actor) for event in load_events(desk.store, object=done.id)[::-1]]
    assert acts == [
        ("open_inspection", "reviewer-chen"),
        ("begin_inspection", "reviewer-lin"),
        ("report_inspection", "reviewer-lin"),
        ("settle_inspection", "director-wu"),
    ]
    last = load_events(desk.store, object=done.id)[0].payload
    assert (last["subject"], last["outcome"], last["level"]) == ("41", "breach", "critical")
    assert [one.id for one in list_inspections(desk.for_actor(at(desk, "reviewer-chen").actor), "41")] == [done.id]


@pytest.mark.parametrize("who", sorted(OUTSIDERS))
def test_nobody_outside_the_office_sees_or_touches_an_inspection(desk: Desk, who: str) -> None:
    view = begun(desk, order("41"))
    outside = desk.for_actor(OUTSIDERS[who])
    for attempt in (
        lambda: list_inspections(outside),
        lambda: read_detail(outside, view.id),
        lambda: plan_inspection(outside, order("41")),
        lambda: report_inspection(outside, view.id, view.row_version, BREACH),
        lambda: settle_inspection(outside, view.id, view.row_version, Settlement("同意")),
    ):
        with pytest.raises(AccessRefused):
            attempt()


def test_only_the_office_is_offered_the_page() -> None:
    assert {role for role in Role if any(page.name == "inspections" for page in pages_of(role))} == {Role.REVIEWER, Role.DIRECTOR}


def test_one_person_alone_cannot_begin_and_a_reviewer_or_an_inspector_cannot_settle(desk: Desk) -> None:
    chen = at(desk, "reviewer-chen")
    own = plan_inspection(chen, order("41", inspectors=("reviewer-chen",)))
    assert refusal(lambda: begin_inspection(chen, own.id, own.row_version)) == "ordered_by_one"
    named = name_inspectors(at(desk, "director-zhou"), own.id, own.row_version, ("reviewer-chen", "director-zhou"))
    started = begin_inspection(chen, own.id, named.row_version)
    view = report_inspection(chen, own.id, started.row_version, InspectionReport(Outcome.NO_FINDING))
    with pytest.raises(AccessRefused):
        settle_inspection(at(desk, "reviewer-lin"), view.id, view.row_version, Settlement("同意"))
    assert refusal(lambda: settle_inspection(at(desk, "director-zhou"), view.id, view.row_version, Settlement("同意"))) == "own_inspection"
    assert settle_inspection(at(desk, "director-wu"), view.id, view.row_version, Settlement("同意")).state == "settled"


def test_inspectors_are_of_the_office_and_leave_a_director_to_settle(desk: Desk) -> None:
    chen = at(desk, "reviewer-chen")
    assert refusal(lambda: plan_inspection(chen, order("41", inspectors=("liaison-mps",)))) == "inspector"
    assert refusal(lambda: plan_inspection(chen, order("41", inspectors=("director-zhou", "director-wu")))) == "nobody_to_settle"
    planned = plan_inspection(chen, order("41", inspectors=()))
    assert refusal(lambda: begin_inspection(at(desk, "reviewer-lin"), planned.id, planned.row_version)) == "no_inspectors"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"subject": "99"}, "subject"),
        ({"subject": ""}, "no_subject"),
        ({"period": "2026-07"}, "unknown_period"),
        ({"period": "never"}, "unknown_period"),
        ({"period": "2026-Q4"}, "not_begun"),
        ({"ground": Ground.QUESTION}, "question"),
        ({"ground": Ground.RANDOM_AUDIT, "matter": Matter.CONDUCT}, "of_figures"),
        ({"ground": Ground.RANDOM_AUDIT}, "not_frozen"),
        ({"reason": " "}, "no_text"),
        ({"reason": "请联系13800138000"}, "personal_data"),
    ],
)
def test_an_order_that_will_not_do_is_refused_and_nothing_is_kept(desk: Desk, change: dict, code: str) -> None:
    assert refusal(lambda: plan_inspection(at(desk, "reviewer-chen"), replace(order("41"), **change))) == code
    assert list_inspections(at(desk, "reviewer-chen")) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"findings": ""}, "no_finding_written"),
        ({"breach": None}, "no_breach_kind"),
        ({"document": None}, "breach_needs_document"),
        ({"document": replace(DOCUMENT, number="")}, "document"),
        ({"document": replace(DOCUMENT, dated="2026-13-01")}, "document"),
        ({"document": replace(DOCUMENT, dated="2026-08-14")}, "document"),
        ({"document": replace(DOCUMENT, title="张某，手机13800138000")}, "personal_data"),
        ({"findings": "被检查人身份证号11010519491231002X"}, "personal_data"),
    ],
)
def test_a_breach_is_reported_in_writing_with_its_kind_and_a_whole_document(desk: Desk, change: dict, code: str) -> None:
    started = begun(desk, order("41"))
    report = replace(BREACH, **change)
    assert refusal(lambda: report_inspection(at(desk, "reviewer-lin"), started.id, started.row_version, report)) == code
    assert read_detail(at(desk, "reviewer-lin"), started.id).view.state == "under_way"


def test_a_breach_is_settled_with_its_gravity_and_what_is_none_has_none(desk: Desk) -> None:
    view = reported(desk)
    assert refusal(lambda: settle_inspection(at(desk, "director-wu"), view.id, view.row_version, Settlement("同意"))) == "no_breach_level"
    clear = settled(desk, order("44"), InspectionReport(Outcome.NO_FINDING, breach=BREACH.breach), BreachLevel.CRITICAL)
    assert (clear.about.breach, clear.about.level, clear.effect) == (None, None, "none")


def test_a_report_goes_back_to_the_inspectors_and_comes_again(desk: Desk) -> None:
    view = reported(desk)
    back = return_inspection(at(desk, "director-wu"), view.id, view.row_version, "补充台账")
    assert (back.state, back.turn) == ("under_way", "inspectors")
    again = report_inspection(at(desk, "reviewer-lin"), back.id, back.row_version, InspectionReport(Outcome.RECTIFY, "口径不一致"))
    assert (again.about.outcome, again.about.breach) == ("rectify", None)


def test_of_two_at_once_one_wins_and_what_has_begun_is_not_cancelled(desk: Desk) -> None:
    planned = plan_inspection(at(desk, "reviewer-chen"), order("41"))
    begin_inspection(at(desk, "reviewer-lin"), planned.id, planned.row_version)
    other = plan_inspection(at(desk, "reviewer-chen"), order("44"))
    name_inspectors(at(desk, "director-wu"), other.id, other.row_version, ("reviewer-lin",))
    with pytest.raises(StaleVersion):
        cancel_inspection(at(desk, "director-zhou"), other.id, other.row_version, "重复")
    assert refusal(lambda: cancel_inspection(at(desk, "director-zhou"), planned.id, 2, "重复")) == "inspection_is_under_way"
    done = cancel_inspection(at(desk, "director-zhou"), other.id, other.row_version + 1, "重复")
    assert (done.state, done.turn, done.effect) == ("cancelled", "nobody", "none")


def test_the_buttons_are_those_of_the_next_acts(desk: Desk) -> None:
    view = reported(desk)
    may = {who: read_detail(at(desk, who), view.id).may for who in ("director-wu", "reviewer-lin")}
    assert {act for act, why in may["director-wu"].items() if why == "ok"} == {"settle_inspection", "return_inspection"}
    assert [why for why in may["reviewer-lin"].values() if why == "ok"] == []


def test_a_proposal_kept_before_inspections_had_a_part_of_their_own_can_be_carried_on(desk: Desk) -> None:
    document = {"signal": {"kind": "heaping"}, "round": "2026-Q2", "proposed_by": "reviewer-chen", "reason": "原始台账待核"}
    for key in ("signal:heaping:MPS:41", "signal:heaping:MPS:00"):
        perform(desk.store, open_case(STAMP, NewCase(CaseKind.INSPECTION, "2026-Q2", key, "planned", ("MPS",), None, document)))
    views = list_inspections(at(desk, "director-wu"))
    assert [(view.about.subject, view.about.ground, view.department) for view in views] == [
        ("41", "question", "MPS"),
        ("MPS", "question", "MPS"),
    ]
    named = name_inspectors(at(desk, "director-wu"), views[0].id, views[0].row_version, ("reviewer-chen",))
    assert begin_inspection(at(desk, "reviewer-chen"), named.id, named.row_version).effect == "holds"


def test_a_ticket_is_no_inspection(desk: Desk) -> None:
    ticket = perform(desk.store, open_case(STAMP, NewCase(CaseKind.TICKET, "2026-Q2", "X-01", "open")))
    with pytest.raises(NotFound):
        read_detail(at(desk, "reviewer-chen"), ticket.id)
