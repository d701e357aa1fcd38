"""Questions about figures: seen and dealt with by the office alone, kept in the chain, told to the department without the suspicion."""

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import SHELL, Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.inspections import begin_inspection, cancel_inspection, name_inspectors
from dashboard.services.signals import ask_department, find_report, list_questions, note_explained, propose_inspection
from dashboard.services.tickets import answer_ticket, blocking_tickets, list_tickets, read_ticket
from dashboard.ui.navigation import pages_of
from indicators.assessment.request import IntegrityFlag
from indicators.assessment.request_document import request_document
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.model.period import parse_period, quarter_at
from indicators.model.signal import SignalKind
from indicators.requests import period_request
from indicators.store.cases import CaseKind, load_cases
from indicators.store.creation import Creation, create_store, open_store
from indicators.store.event_log import load_events
from indicators.store.refusals import NotFound
from indicators.store.rounds import open_round
from indicators.store.submissions import Incoming, accept_submission, receive_submission
from indicators.store.transaction import Stamp, perform
from indicators.store.vintages import load_vintages
from tests.dashboard.services.inspection_desks import add_office

LAST = "2026-Q2"
KEY = b"k" * 32
OFFICE = Stamp("2026-07-10T01:00:00+00:00", "director-zhou", "director")
LIAISON = Stamp("2026-07-10T01:00:00+00:00", "liaison-mps", "liaison")
ACTORS = {
    "MPS": Actor("liaison-mps", Role.LIAISON, department="MPS"),
    "reviewer": Actor("reviewer-chen", Role.REVIEWER),
    "director": Actor("director-zhou", Role.DIRECTOR),
    "region": Actor("region-41", Role.REGION, region="41"),
    "leader": Actor("leader", Role.LEADER),
    "administrator": Actor("administrator", Role.ADMINISTRATOR),
}


def figures(catalogue: Catalogue, quarter: str, rng: np.random.Generator) -> pd.DataFrame:
    """Two quarterly indicators of the police; Henan (41) reports in tens."""
    rows = []
    for code in ("A1-02", "A5-08"):
        for line, subject in enumerate(catalogue.regions, 7):
            n = int(rng.poisson(400))
            k = int(rng.binomial(n, 0.8))
            k, n = (10 * round(k / 10), 10 * round(n / 10)) if subject == "41" else (k, n)
            rows.append((code, subject, quarter, float(k), float(n), f"C{line}", f"D{line}"))
    frame = pd.DataFrame(rows, columns=["indicator", "subject", "period", "numerator", "denominator", "cell", "denominator_cell"])
    frame = frame.assign(value=np.nan, se=np.nan, breakdown="total", status="REPORTED", sheet="A1", note="")
    return frame[list(OBSERVATION_COLUMNS)]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    """Twelve rounds of the police in a real store, one of them filed twice."""
    folder = tmp_path_factory.mktemp("filed")
    store = create_store(f"sqlite:///{folder / 'store.db'}", KEY, Creation(OFFICE, demo=False), folder / "anchor")
    rng = np.random.default_rng(11)
    for quarter in (quarter_at(index).code for index in range(11, 23)):
        perform(store, open_round(OFFICE, quarter, date(2026, 7, 15)))
        for version in range(2 if quarter == LAST else 1):
            name = f"{quarter}-{version}"
            incoming = Incoming("MPS", quarter, f"{name}.xlsx", name.encode(), "1.0", figures(catalogue, quarter, rng))
            received = perform(store, receive_submission(LIAISON, incoming)).submission
            perform(store, accept_submission(OFFICE, received.id, received.row_version))
    store.engine.dispose()
    return folder


@pytest.fixture
def desk(filed: Path, tmp_path: Path, catalogue: Catalogue) -> Iterator[Desk]:
    """A copy of that store, in which nobody has asked anything yet."""
    folder = tmp_path / "copy"
    shutil.copytree(filed, folder)
    store = open_store(f"sqlite:///{folder / 'store.db'}", KEY, folder / "anchor")
    yield Desk(SHELL, store, catalogue, as_of=date(2026, 7, 20), trusted=True)
    store.engine.dispose()


def at(desk: Desk, who: str) -> Desk:
    return desk.for_actor(ACTORS[who])


def the_question(desk: Desk):
    report = find_report(at(desk, "reviewer"), LAST)
    return report, list_questions(at(desk, "reviewer"), report)[0]


def test_every_version_of_a_figure_is_there_with_its_day(desk: Desk) -> None:
    frame = load_vintages(desk.store, parse_period(LAST))
    versions = frame[frame["period"] == LAST]
    assert sorted(versions["version"].unique()) == [1, 2]
    assert set(versions["due"]) == {"2026-07-15"}
    assert versions["received"].str.startswith("2026-07-10").all()


def test_the_office_is_told_what_is_unusual_and_where(desk: Desk) -> None:
    _, question = the_question(desk)
    assert question.signal.kind is SignalKind.HEAPING
    assert (question.signal.department, question.signal.subject, question.state) == ("MPS", "41", "new")
    assert {cell.sheet for cell in question.signal.cells} == {"A1"}
    assert dict(question.may) == {"ask": "ok", "explain": "ok", "inspect": "ok"}


@pytest.mark.parametrize("who", ["MPS", "region", "leader", "administrator"])
def test_nobody_outside_the_office_sees_or_touches_a_question(desk: Desk, who: str) -> None:
    report, question = the_question(desk)
    for attempt in (
        lambda: find_report(at(desk, who), LAST),
        lambda: list_questions(at(desk, who), report),
        lambda: ask_department(at(desk, who), report, question.key),
        lambda: note_explained(at(desk, who), report, question.key, "reason"),
        lambda: propose_inspection(at(desk, who), report, question.key, "reason"),
    ):
        with pytest.raises(AccessRefused):
            attempt()


def test_only_the_office_is_offered_the_page() -> None:
    assert {role for role in Role if any(page.name == "signals" for page in pages_of(role))} == {Role.REVIEWER, Role.DIRECTOR}


def test_the_department_is_asked_for_cells_and_not_told_the_suspicion(desk: Desk) -> None:
    report, question = the_question(desk)
    id = ask_department(at(desk, "reviewer"), report, question.key)
    told = read_ticket(at(desk, "MPS"), id)
    assert told.may["answer_ticket"] == "ok"
    assert told.conflicts == ()
    for text in (told.view.text.zh, told.view.text.en):
        assert "A1-02" in text
        assert "A1!C" in text
        assert not any(word in text for word in ("round", "multiples", "取整", "倍数", "疑"))
    assert the_question(desk)[1].state == "asked"
    assert blocking_tickets(desk, LAST) == ()


def test_a_question_that_was_asked_is_explained_after_the_answer_with_author_and_reason(desk: Desk) -> None:
    report, question = the_question(desk)
    id = ask_department(at(desk, "reviewer"), report, question.key)
    with pytest.raises(Refused):
        note_explained(at(desk, "director"), report, question.key, "too early")
    answer_ticket(at(desk, "MPS"), id, read_ticket(at(desk, "MPS"), id).view.row_version, "抽查任务按整数安排。")
    assert note_explained(at(desk, "director"), report, question.key, "任务数为整数") == id
    after = the_question(desk)[1]
    assert after.state == "explained"
    assert after.answers == ("抽查任务按整数安排。",)
    assert [(act.by, act.text) for act in after.acts] == [("director-zhou", "任务数为整数")]
    last = load_events(desk.store, limit=1)[0]
    assert (last.action, last.object, last.actor, last.reason) == ("settle_ticket", id, "director-zhou", "任务数为整数")


def test_what_the_office_notes_for_itself_is_no_ticket_of_the_department(desk: Desk) -> None:
    report, question = the_question(desk)
    id = note_explained(at(desk, "reviewer"), report, question.key, "抽样数固定")
    assert list_tickets(at(desk, "MPS")) == ()
    with pytest.raises(NotFound):
        read_ticket(at(desk, "MPS"), id)
    assert [view.id for view in list_tickets(at(desk, "director"))] == [id]
    actions = [(event.action, event.reason) for event in load_events(desk.store, limit=2)]
    assert sorted(actions) == [("open_ticket", ""), ("settle_ticket", "抽样数固定")]


def test_an_inspection_is_proposed_once_with_a_reason(desk: Desk) -> None:
    report, question = the_question(desk)
    for nothing in ("", "   "):
        with pytest.raises(Refused):
            propose_inspection(at(desk, "reviewer"), report, question.key, nothing)
    id = propose_inspection(at(desk, "reviewer"), report, question.key, "原始台账待核")
    with pytest.raises(Refused):
        propose_inspection(at(desk, "director"), report, question.key, "again")
    case = load_cases(desk.store, CaseKind.INSPECTION)[0]
    assert (case.id, case.state, case.opened_by) == (id, "planned", "reviewer-chen")
    last = load_events(desk.store, limit=1)[0]
    assert (last.action, last.object, last.reason) == ("open_inspection", id, "原始台账待核")
    assert list_tickets(at(desk, "MPS")) == ()


def test_no_question_and_no_act_changes_what_enters_an_assessment(desk: Desk) -> None:
    """A request is all that an assessment is made of (indicators/requests.py); import contracts keep the rest of it away from signals."""

    def entering() -> tuple[str, pd.DataFrame]:
        request = period_request(desk.store, desk.catalogue, LAST, None, desk.today)
        assert (request.flags, request.vetoes, request.notices) == ((), (), ())
        return json.dumps(request_document(request), default=str), request.observations

    before, figures_before = entering()
    report, question = the_question(desk)
    ask_department(at(desk, "reviewer"), report, question.key)
    propose_inspection(at(desk, "director"), report, question.key, "原始台账待核")
    after, figures_after = entering()
    assert after == before
    pd.testing.assert_frame_equal(figures_after, figures_before)
    assert not any(word in before for word in ("signal", "heaping", "inspection"))


def test_a_question_touches_a_verdict_only_when_two_people_have_ordered_an_inspection_and_it_has_begun(desk: Desk) -> None:
    add_office(desk.store, OFFICE)
    report, question = the_question(desk)
    id = propose_inspection(at(desk, "reviewer"), report, question.key, "原始台账待核")
    flags = []
    for act in (
        lambda: name_inspectors(at(desk, "director"), id, 1, ("reviewer-chen",)),
        lambda: begin_inspection(at(desk, "reviewer"), id, 2),
    ):
        act()
        flags.append(period_request(desk.store, desk.catalogue, LAST, None, desk.today).flags)
    assert flags == [(), (IntegrityFlag("41", id),)]
    assert set(the_question(desk)[1].may.values()) == {"inspection_is_under_way"}


def test_a_cancelled_inspection_leaves_the_question_open(desk: Desk) -> None:
    report, question = the_question(desk)
    id = propose_inspection(at(desk, "reviewer"), report, question.key, "原始台账待核")
    cancel_inspection(at(desk, "director"), id, 1, "已有说明")
    assert (the_question(desk)[1].state, the_question(desk)[1].may["inspect"]) == ("new", "ok")


def test_an_earlier_explanation_is_shown_beside_a_later_question(desk: Desk) -> None:
    reviewer = at(desk, "reviewer")
    earlier = find_report(reviewer, "2026-Q1")
    note_explained(reviewer, earlier, list_questions(reviewer, earlier)[0].key, "抽样数固定")
    question = the_question(desk)[1]
    assert question.state == "new"
    assert [(act.period, act.text) for act in question.earlier] == [("2026-Q1", "抽样数固定")]
