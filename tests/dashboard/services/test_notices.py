"""The office asks in writing for missing figures; who was asked sees it, and the notice ends when the figures come."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.notices import Letter, answered_acts, give_notices, list_missing, list_notices, missing_version
from dashboard.services.reviews import accept
from dashboard.services.tickets import answer_ticket, drop_ticket, list_tickets, read_ticket
from dashboard.text.say import Language
from dashboard.ui.notice_list import notices_table, say_missing, say_own, say_rounds
from indicators.catalogue.load import load_catalogue
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.store.creation import Creation, create_store
from indicators.store.event_log import load_events
from indicators.store.rounds import open_round
from indicators.store.submissions import Incoming, accept_submission, receive_submission
from indicators.store.transaction import Stamp, perform

ROUND, TODAY, SILENT = "2026-Q3", date(2026, 10, 20), "22"
OFFICE = Stamp("2026-10-09T01:00:00+00:00", "reviewer-chen", "reviewer")
ACTORS = {
    "MPS": Actor("liaison-mps", Role.LIAISON, department="MPS"),
    "MCA": Actor("liaison-mca", Role.LIAISON, department="MCA"),
    "22": Actor("region-22", Role.REGION, region="22"),
    "44": Actor("region-44", Role.REGION, region="44"),
    "reviewer": Actor("reviewer-chen", Role.REVIEWER),
    "leader": Actor("leader", Role.LEADER),
}
LETTER = Letter(ROUND, "反拐联办函〔2026〕12号", date(2026, 10, 19))


def file_figures(desk: Desk, left_out: str, version: str) -> str:
    """The police file one indicator for all regions but one; the id of the submission, which waits for the office."""
    regions = [code for code in desk.catalogue.regions if code != left_out]
    rows = pd.DataFrame({"indicator": "A1-05", "subject": regions, "period": ROUND, "numerator": 90.0, "denominator": 100.0})
    rows = rows.assign(breakdown="total", status="REPORTED", sheet="A1", cell="D7", denominator_cell="E7", note="")
    rows = rows.assign(value=float("nan"), se=float("nan"))[list(OBSERVATION_COLUMNS)]
    stamp = Stamp("2026-10-12T01:00:00+00:00", "liaison-mps", "liaison")
    incoming = Incoming("MPS", ROUND, "MPS.xlsx", version.encode(), "1.0", rows)
    return perform(desk.store, receive_submission(stamp, incoming)).submission.id


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A real store in which the police have reported one indicator for every region but Jilin; civil affairs have filed nothing."""
    store = create_store(f"sqlite:///{tmp_path / 'store.db'}", b"k" * 32, Creation(OFFICE, demo=False), tmp_path / "anchor")
    perform(store, open_round(OFFICE, ROUND, date(2026, 10, 15)))
    made = Desk(ACTORS["reviewer"], store, load_catalogue(), as_of=TODAY)
    perform(store, accept_submission(OFFICE, file_figures(made, SILENT, "1"), 1))
    yield made
    store.engine.dispose()


def asked_for(desk: Desk, subject: str = SILENT) -> set[tuple[str, str]]:
    return {(one.subject, one.indicator) for one in list_missing(desk, ROUND) if one.subject == subject}


def test_an_isolated_gap_is_the_region_s_and_an_unfiled_workbook_the_department_s(desk: Desk) -> None:
    missing = list_missing(desk, ROUND)
    assert [(one.indicator, one.rounds, one.lead) for one in missing if one.subject == SILENT] == [("A1-05", (ROUND,), "MPS")]
    assert {one.lead for one in missing if one.subject == "MCA"} == {"MCA"}
    assert not any(one.indicator == "A1-05" for one in missing if one.subject == "MPS")


def test_the_region_and_the_department_that_files_read_the_notice_and_nobody_else(desk: Desk) -> None:
    (id,) = give_notices(desk, LETTER, asked_for(desk))
    seen = {who: [one.id for one in list_notices(desk.for_actor(actor))] for who, actor in ACTORS.items()}
    assert seen == {"MPS": [id], "MCA": [], "22": [id], "44": [], "reviewer": [id], "leader": []}
    assert [view.id for view in list_tickets(desk.for_actor(ACTORS["MPS"]))] == [id]
    with pytest.raises(AccessRefused):
        read_ticket(desk.for_actor(ACTORS["MCA"]), id)
    answered = answer_ticket(desk.for_actor(ACTORS["MPS"]), id, 1, "正在核实")
    assert answered.notice and list_notices(desk)[0].answered == ("MPS",)
    opened = load_events(desk.store, object=id)[-1]
    assert (opened.action, opened.actor) == ("open_ticket", "reviewer-chen") and LETTER.number in opened.reason


def test_only_the_office_asks_and_only_for_what_is_missing_after_the_due_day(desk: Desk) -> None:
    for who in ("MPS", "22", "leader"):
        with pytest.raises(AccessRefused):
            give_notices(desk.for_actor(ACTORS[who]), LETTER, {(SILENT, "A1-05")})
    wrong = [
        (LETTER, {("44", "A1-05")}, "not_missing"),
        (LETTER, set(), "not_missing"),
        (Letter(ROUND, "12", date(2026, 10, 15)), {(SILENT, "A1-05")}, "day"),
        (Letter(ROUND, "12", date(2026, 10, 21)), {(SILENT, "A1-05")}, "day"),
        (Letter(ROUND, "长" * 41, TODAY), {(SILENT, "A1-05")}, "long_number"),
    ]
    for letter, chosen, code in wrong:
        with pytest.raises(Refused) as refused:
            give_notices(desk, letter, chosen)
        assert refused.value.code == f"notices.refused.{code}"
    give_notices(desk, LETTER, asked_for(desk))
    with pytest.raises(Refused, match="not_missing"):  # asked for already
        give_notices(desk, LETTER, {(SILENT, "A1-05")})
    assert list_notices(desk)[0].ripens == "2027-Q1"


def test_a_withdrawn_notice_can_be_given_again(desk: Desk) -> None:
    (id,) = give_notices(desk, LETTER, asked_for(desk))
    before = missing_version(desk)
    drop_ticket(desk, id, 1, "误发")
    assert missing_version(desk) != before
    assert give_notices(desk, LETTER, asked_for(desk)) == ("T-0002",)
    assert [one.state for one in list_notices(desk)] == ["open", "dropped"]


def test_figures_that_wait_for_review_are_not_asked_for_and_end_the_notice_once_accepted(desk: Desk) -> None:
    (id,) = give_notices(desk, LETTER, asked_for(desk))
    second = file_figures(desk, "", "2")
    assert not any(one.lead == "MPS" for one in list_missing(desk, ROUND))
    assert [*answered_acts(desk, "MCA", ROUND)] == []
    accept(desk, second, 1)
    (view,) = list_notices(desk)
    assert (view.id, view.state) == (id, "resolved")
    assert load_events(desk.store, object=id)[0].action == "answer_notice"


@pytest.mark.parametrize("language", list(Language))
def test_notices_are_told_in_words(desk: Desk, language: Language) -> None:
    unasked = say_missing(list_missing(desk, ROUND), desk.catalogue, language)
    assert any("A1-05" in line for _, lines in unasked for line in lines)
    give_notices(desk, LETTER, asked_for(desk))
    notices = list_notices(desk)
    assert LETTER.number in str(notices_table(notices, desk.catalogue, language).rows)
    (told,) = say_own(notices, desk.catalogue, language)
    assert LETTER.number in told and "A1-05" in told
    assert say_rounds(("2025-Q3", "2025-Q4", "2026-Q2"), Language.EN) == "2025 Q3 to 2025 Q4, 2026 Q2"
