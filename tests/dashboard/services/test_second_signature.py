"""A question that needs two persons is settled by two: another account of the department, or the office where there is no other."""

import pytest
from draft_desks import ROUND, SHEET, desk_of, signed, workbook

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import Role
from dashboard.services.corrections import correct_cell, correct_cells
from dashboard.services.drafts import keep_upload, read_draft, submit_draft
from dashboard.services.questions import answer_questions, count_reasons, list_signatures, sign_answers
from dashboard.services.reviews import accept
from dashboard.services.submissions import list_submissions, read_submission
from dashboard.services.views import Answer, Receipt
from indicators.store.accounts import NewAccount, add_account
from indicators.store.transaction import perform


@pytest.fixture
def desk(demo_store):
    return desk_of()


@pytest.fixture
def asked(desk):
    """A draft whose figures of one region are thirty times those of the year before."""
    signed(desk, keep_upload(desk, "NHC_2026-Q3.xlsx", workbook("good/NHC_2026-Q3")))
    return correct_cells(desk, ROUND, {(SHEET, "C9"): "300", (SHEET, "D9"): "400"})


def answered(desk, view):
    marks = [mark for one in view.upload.unanswered for mark in one.fingerprints]
    return answer_questions(desk, ROUND, dict.fromkeys(marks, Answer("backlog", "")))


def second_account(desk):
    perform(desk.store, add_account(desk.stamp(), NewAccount("liaison-nhc-2", "liaison", "二", "Two", "-", "NHC")))
    return desk_of("liaison-nhc-2")


def waiting(view):
    return {mark for one in view.waiting for mark in one.fingerprints}


def test_without_the_second_person_nothing_is_submitted(desk, asked):
    assert any(one.needs_second for one in asked.upload.unanswered)
    view = answered(desk, asked)
    assert waiting(view)
    assert not isinstance(submit_draft(desk, ROUND, view.version), Receipt)
    with pytest.raises(Refused, match="own_answer"):
        sign_answers(desk, "NHC", ROUND, waiting(view))


def test_another_account_of_the_department_confirms_and_is_on_record(desk, asked):
    view = answered(desk, asked)
    second = second_account(desk)
    assert {one.own for one in list_signatures(desk)} == {True}
    sign_answers(second, "NHC", ROUND, {one.fingerprint for one in list_signatures(second)})
    receipt = submit_draft(desk, ROUND, read_draft(desk, ROUND).version)
    assert isinstance(receipt, Receipt)
    detail = read_submission(desk, receipt.id)
    seconds = {detail.answers[mark].second_by for mark in waiting(view)}
    assert seconds == {"liaison-nhc-2"}
    assert dict(count_reasons(detail.problems, detail.answers))["backlog"] >= 1


def test_office_confirms_only_for_a_department_with_one_account_and_then_does_not_review(desk, asked):
    view = answered(desk, asked)
    chen = desk_of("reviewer-chen", Role.REVIEWER, None)
    sign_answers(chen, "NHC", ROUND, {one.fingerprint for one in list_signatures(chen)})
    assert isinstance(submit_draft(desk, ROUND, read_draft(desk, ROUND).version), Receipt)
    (sent,) = [one for one in list_submissions(chen, "NHC", ROUND) if one.state == "submitted"]
    with pytest.raises(Refused, match="own_signature"):
        accept(chen, sent.id, sent.row_version)
    second_account(desk)
    with pytest.raises(Refused, match="department_signs"):
        sign_answers(chen, "NHC", ROUND, waiting(view))
    with pytest.raises(AccessRefused):
        sign_answers(desk_of("liaison-mca", department="MCA"), "NHC", ROUND, waiting(view))


def test_new_reason_needs_the_second_person_again(desk, asked):
    view = answered(desk, asked)
    second = second_account(desk)
    sign_answers(second, "NHC", ROUND, waiting(view))
    assert not waiting(read_draft(desk, ROUND))
    again = correct_cell(desk, ROUND, (SHEET, "D9"), "401")
    assert any(one.needs_second for one in again.upload.unanswered), "a changed figure is asked about again"


def test_reason_must_fit_the_question_and_hold_no_personal_data(desk, asked):
    mark = asked.upload.unanswered[0].fingerprints[0]
    for answer in (Answer("checked", ""), Answer("other", " "), Answer("nonsense", ""), Answer("other", "致电13812345678")):
        with pytest.raises(Refused):
            answer_questions(desk, ROUND, {mark: answer})
