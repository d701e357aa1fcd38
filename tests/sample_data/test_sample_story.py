"""The history that the demonstration replays holds together: every filing fits its round, and the open round looks as told."""

import pytest

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from sample_data.accounts import DEMO_PASSWORD, demo_accounts
from sample_data.planted import LAST_FROZEN, LATE_DEPARTMENT, OPEN_ROUND
from sample_data.story import AS_OF, REPLACED_ONCE, RETURNED_ONCE, Filing, Outcome, demo_filings, demo_rounds, departments_due


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def filings(catalogue: Catalogue) -> tuple[Filing, ...]:
    return demo_filings(catalogue)


def test_all_rounds_but_the_open_one_are_published_and_none_reaches_beyond_the_day_of_the_demonstration() -> None:
    rounds = demo_rounds()
    assert len(rounds) == 23 + 10
    assert {item.code for item in rounds if item.frozen is None} == {OPEN_ROUND}
    last = next(item for item in rounds if item.code == LAST_FROZEN)
    assert last.published is not None and last.published < AS_OF
    assert all(item.due <= AS_OF for item in rounds)


def test_filings_come_in_time_order_while_their_round_takes_them(catalogue: Catalogue, filings: tuple[Filing, ...]) -> None:
    assert list(filings) == sorted(filings, key=lambda filing: filing.at)
    rounds = {item.code: item for item in demo_rounds()}
    for filing in filings:
        closed = rounds[filing.round].closed or AS_OF
        assert rounds[filing.round].opened <= filing.at.date() <= closed
        assert filing.review is None or filing.at < filing.review.at and filing.review.at.date() <= closed


def test_every_closed_round_has_one_accepted_workbook_of_every_department_that_owes_one(
    catalogue: Catalogue, filings: tuple[Filing, ...]
) -> None:
    accepted = [(filing.department, filing.round) for filing in filings if filing.outcome is Outcome.ACCEPTED]
    assert len(accepted) == len(set(accepted))
    for item in demo_rounds():
        if item.frozen is not None:
            assert {code for code, round_code in accepted if round_code == item.code} == set(departments_due(catalogue, item.code))


def test_a_returned_workbook_came_again_as_version_two(filings: tuple[Filing, ...]) -> None:
    returned = {(filing.department, filing.round) for filing in filings if filing.outcome is Outcome.RETURNED}
    again = {(filing.department, filing.round) for filing in filings if filing.version == 2 and filing.outcome is Outcome.ACCEPTED}
    assert again == RETURNED_ONCE | REPLACED_ONCE
    assert returned == RETURNED_ONCE | {("CPD", OPEN_ROUND)}
    assert all(filing.review and filing.review.reason and filing.review.note.zh for filing in filings if filing.outcome is Outcome.RETURNED)


def test_a_replaced_workbook_came_early_and_again_in_the_last_days(catalogue: Catalogue, filings: tuple[Filing, ...]) -> None:
    rounds = {item.code: item for item in demo_rounds()}
    first = [filing for filing in filings if filing.outcome is Outcome.REPLACED]
    assert {(filing.department, filing.round) for filing in first} == REPLACED_ONCE
    late = catalogue.number("signal_late_days")
    for filing in first:
        again = next(one for one in filings if (one.department, one.round, one.version) == (filing.department, filing.round, 2))
        due = rounds[filing.round].due
        assert (due - filing.at.date()).days > late >= (due - again.at.date()).days >= 0
        assert again.outcome is Outcome.ACCEPTED


def test_the_open_round_shows_every_state(catalogue: Catalogue, filings: tuple[Filing, ...]) -> None:
    standing = {filing.department: filing.outcome for filing in filings if filing.round == OPEN_ROUND}
    assert set(standing.values()) == set(Outcome) - {Outcome.REPLACED}
    assert set(departments_due(catalogue, OPEN_ROUND)) - set(standing) == {LATE_DEPARTMENT}


def test_the_late_department_is_late_in_every_round_since_2024_and_nobody_else_ever_is(filings: tuple[Filing, ...]) -> None:
    due = {item.code: item.due for item in demo_rounds()}
    late = {(filing.department, filing.round) for filing in filings if filing.version == 1 and filing.at.date() > due[filing.round]}
    assert {department for department, _ in late} == {LATE_DEPARTMENT}
    assert {f"{year}-Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)} <= {round_code for _, round_code in late}


def test_there_is_an_account_for_every_role_and_every_reporting_department(catalogue: Catalogue) -> None:
    accounts = demo_accounts(catalogue)
    assert len({account.name for account in accounts}) == len(accounts)
    assert {account.department for account in accounts if account.role == "liaison"} == {
        department.code for department in catalogue.reporting_departments()
    }
    roles = [account.role for account in accounts]
    assert [roles.count(role) for role in ("reviewer", "director", "region", "leader", "administrator")] == [2, 2, 2, 1, 1]
    assert all("样例" in account.display.zh and "sample" in account.display.en for account in accounts)


def test_filings_are_made_and_answered_by_accounts_that_exist(catalogue: Catalogue, filings: tuple[Filing, ...]) -> None:
    roles = {account.name: account.role for account in demo_accounts(catalogue)}
    assert {roles[filing.by] for filing in filings} == {"liaison"}
    assert {roles[filing.review.by] for filing in filings if filing.review} == {"reviewer"}


def test_the_demonstration_password_would_be_allowed(catalogue: Catalogue) -> None:
    from dashboard.access.accounts import check_password

    assert all(check_password(DEMO_PASSWORD, (account.name, account.display.en)) == () for account in demo_accounts(catalogue))
