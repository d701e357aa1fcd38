"""Who sees, answers and closes a ticket between departments; what of the other side stays hidden; what stands against freezing."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path

import pandas as pd
import pytest

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import SHELL, Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.rounds import freeze
from dashboard.services.tickets import answer_ticket, blocking_tickets, drop_ticket, list_tickets, read_ticket, settle_ticket
from dashboard.text.refusal_sentences import say_refusal
from dashboard.text.say import Language
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.reconciliation import load_others, reconcile_acts
from indicators.store.creation import Creation, create_store
from indicators.store.event_log import load_events
from indicators.store.refusals import StaleVersion
from indicators.store.rounds import open_round
from indicators.store.submissions import Incoming, accept_submission, receive_submission
from indicators.store.transaction import Stamp, perform, perform_all

ROUND = "2026-Q3"
OFFICE = Stamp("2026-10-09T01:00:00+00:00", "director-zhou", "director")
FILED = "2026-10-12T01:00:00+00:00"
ACTORS = {
    "MPS": Actor("liaison-mps", Role.LIAISON, department="MPS"),
    "MCA": Actor("liaison-mca", Role.LIAISON, department="MCA"),
    "NHC": Actor("liaison-nhc", Role.LIAISON, department="NHC"),
    "reviewer": Actor("reviewer-chen", Role.REVIEWER),
    "director": Actor("director-zhou", Role.DIRECTOR),
    "region": Actor("region-41", Role.REGION, region="41"),
    "leader": Actor("leader", Role.LEADER),
    "administrator": Actor("administrator", Role.ADMINISTRATOR),
    "shell": SHELL,
}


def figures(values: Mapping[str, float]) -> pd.DataFrame:
    rows = [{"indicator": code, "value": float(value), "cell": f"C{row}"} for row, (code, value) in enumerate(values.items(), 7)]
    frame = pd.DataFrame(rows).assign(
        subject="41", period=ROUND, breakdown="total", status="REPORTED", sheet="基础数据", denominator_cell=""
    )
    frame = frame.assign(denominator_cell="", note="", **dict.fromkeys(("numerator", "denominator", "se"), float("nan")))
    return frame[list(OBSERVATION_COLUMNS)]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def desk(tmp_path: Path, catalogue: Catalogue) -> Iterator[Desk]:
    """A real store in which the police report twelve rescued victims and civil affairs three of the eight handed to them."""
    store = create_store(f"sqlite:///{tmp_path / 'store.db'}", b"k" * 32, Creation(OFFICE, demo=False), tmp_path / "anchor")
    perform(store, open_round(OFFICE, ROUND, date(2026, 10, 15)))
    filed = {"MPS": {"SR-01": 12, "SR-02": 2, "SR-03": 1, "SR-04": 1}, "MCA": {"SR-06": 3}}
    for department, values in filed.items():
        stamp = Stamp(FILED, f"liaison-{department.lower()}", "liaison")
        incoming = Incoming(department, ROUND, f"{department}.xlsx", department.encode(), "1.0", figures(values))
        perform_all(store, chain((receive_submission(stamp, incoming),), reconcile_acts(catalogue, stamp, department, ROUND)))
    yield Desk(SHELL, store, catalogue, as_of=date(2026, 10, 13), trusted=True)
    store.engine.dispose()


def at(desk: Desk, who: str) -> Desk:
    return desk.for_actor(ACTORS[who])


@pytest.mark.parametrize(("who", "sees"), [("MPS", 1), ("MCA", 1), ("NHC", 0), ("reviewer", 1), ("director", 1)])
def test_owners_and_the_office_see_the_ticket_and_other_departments_none(desk: Desk, who: str, sees: int) -> None:
    assert len(list_tickets(at(desk, who))) == sees


@pytest.mark.parametrize("who", ["region", "leader", "administrator", "shell"])
def test_nobody_else_reads_tickets(desk: Desk, who: str) -> None:
    with pytest.raises(AccessRefused):
        list_tickets(at(desk, who))


@pytest.mark.parametrize(
    ("who", "answers", "closes"),
    [("MPS", True, False), ("MCA", True, False), ("NHC", False, False), ("reviewer", False, True), ("director", False, True)]
    + [(who, False, False) for who in ("region", "leader", "administrator", "shell")],
)
def test_who_may_answer_and_who_may_close(desk: Desk, who: str, answers: bool, closes: bool) -> None:
    def tried(act: object) -> bool:
        try:
            act()  # type: ignore[operator]
        except AccessRefused:
            return False
        return True

    assert tried(lambda: answer_ticket(at(desk, who), "T-0001", 1, "已与对方核对")) is answers
    version = 2 if answers else 1
    assert tried(lambda: drop_ticket(at(desk, who), "T-0001", version, "重复")) is closes


def test_a_foreign_ticket_cannot_be_read_by_its_number(desk: Desk) -> None:
    with pytest.raises(AccessRefused):
        read_ticket(at(desk, "NHC"), "T-0001")


def test_the_office_sees_every_figure_with_its_cell(desk: Desk) -> None:
    (conflict,) = read_ticket(at(desk, "reviewer"), "T-0001").conflicts
    assert (conflict.left, conflict.right) == (12, 7)
    assert [figure.amount for figure in conflict.figures] == [12, 3, 2, 1, 1]
    assert all(figure.places for figure in conflict.figures)


def test_small_counts_of_the_other_department_are_neither_shown_nor_computable(desk: Desk) -> None:
    (police,) = read_ticket(at(desk, "MPS"), "T-0001").conflicts
    told = {(figure.side, figure.department, figure.amount) for figure in police.figures}
    assert ("right", "MCA", None) in told  # three, not said
    assert (police.left, police.right) == (12, None)  # seven minus one's own four would give it away
    (civil,) = read_ticket(at(desk, "MCA"), "T-0001").conflicts
    assert [(figure.department, figure.amount) for figure in civil.figures] == [("MPS", 12), ("MCA", 3), ("MPS", None)]
    assert (civil.left, civil.right) == (12, None)
    assert all(figure.places == () for figure in civil.figures if figure.department == "MPS")


def test_an_answer_is_kept_and_both_answers_let_the_office_settle(desk: Desk) -> None:
    with pytest.raises(Refused, match="owners_to_answer"):
        settle_ticket(at(desk, "reviewer"), "T-0001", 1, "核实无误")
    first = answer_ticket(at(desk, "MPS"), "T-0001", 1, " 含跨区移交人员 ")
    second = answer_ticket(at(desk, "MCA"), "T-0001", first.row_version, "已核对")
    settled = settle_ticket(at(desk, "reviewer"), "T-0001", second.row_version, "口径不同，已说明")
    assert (settled.state, set(settled.answered)) == ("settled", {"MPS", "MCA"})
    answers = read_ticket(at(desk, "director"), "T-0001").answers
    assert [(answer.department, answer.by, answer.text) for answer in answers] == [
        ("MPS", "liaison-mps", "含跨区移交人员"),
        ("MCA", "liaison-mca", "已核对"),
    ]
    reasons = {event.action: event.reason for event in load_events(desk.store, object="T-0001")}
    assert reasons["settle_ticket"] == "口径不同，已说明"


@pytest.mark.parametrize(
    ("text", "code"),
    [("  ", "no_text"), ("长" * 301, "too_long"), ("联系人电话13812345678", "personal_data"), ("11010519491231002X", "personal_data")],
)
def test_an_answer_is_short_and_free_of_personal_data(desk: Desk, text: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        answer_ticket(at(desk, "MPS"), "T-0001", 1, text)
    assert refused.value.code == f"tickets.refused.{code}"
    for language in Language:
        assert text.strip() not in say_refusal(language, refused.value.code, refused.value.facts) or not text.strip()


def test_a_ticket_that_moved_on_is_not_overwritten(desk: Desk) -> None:
    answer_ticket(at(desk, "MPS"), "T-0001", 1, "已核对")
    with pytest.raises(StaleVersion):
        answer_ticket(at(desk, "MCA"), "T-0001", 1, "已核对")


def test_a_round_is_frozen_over_an_open_ticket_only_with_a_reason_on_record(desk: Desk) -> None:
    for department in ("MPS", "MCA"):
        perform(desk.store, accept_submission(OFFICE, f"S-2026Q3-{department}-1", 1))
    assert [view.id for view in blocking_tickets(desk, ROUND)] == ["T-0001"]
    with pytest.raises(Refused) as refused:
        freeze(at(desk, "director"), ROUND)
    assert "T-0001" in say_refusal(Language.ZH, refused.value.code, refused.value.facts)
    frozen = freeze(at(desk, "director"), ROUND, tickets_reason="双方口径不同，下期统一")
    assert frozen.state == "frozen"
    actions = {event.action: event.reason for event in load_events(desk.store, object="T-0001")}
    assert actions["freeze_over_ticket"] == "双方口径不同，下期统一"


def test_a_dropped_ticket_stands_against_nothing(desk: Desk) -> None:
    drop_ticket(at(desk, "director"), "T-0001", 1, "系误报")
    assert blocking_tickets(desk, ROUND) == ()


def test_what_others_reported_reaches_the_check_of_those_it_concerns_only(desk: Desk, catalogue: Catalogue) -> None:
    others = load_others(desk.store, catalogue, "MCA", [ROUND])
    assert set(others.loc[others["department"] == "MPS", "indicator"]) == {"SR-01", "SR-02", "SR-03", "SR-04"}
    assert load_others(desk.store, catalogue, "SPC", [ROUND]).empty
