"""A workbook in work is kept with every change, survives the session, holds no personal data, and goes out as a file of its own."""

import hashlib
import io

import pytest
from draft_desks import ROUND, SHEET, desk_of, signed, workbook
from openpyxl import load_workbook

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import Role
from dashboard.services.corrections import correct_cell, declare_state, undo_cell
from dashboard.services.documents import corrected_draft, original_file
from dashboard.services.drafts import drop_draft, keep_upload, list_drafts, read_draft, submit_draft
from dashboard.services.submissions import read_submission
from dashboard.services.views import CheckedUpload, Receipt
from indicators.store.refusals import NotFound

CELL = (SHEET, "C9")


@pytest.fixture
def desk(demo_store):
    return desk_of()


@pytest.fixture
def draft(desk):
    return signed(desk, keep_upload(desk, "not_a_number.xlsx", workbook("bad/not_a_number")))


def test_only_the_cell_with_the_problem_is_left_to_mend(draft):
    (line,) = draft.lines
    assert (line.sheet, line.cell, line.field, line.text) == (*CELL, "numerator", "见附件")
    assert [problem.code for problem in line.problems] == ["not_a_number"]
    assert draft.whole == ()


def test_correction_is_kept_with_author_and_read_by_another_account_of_the_department(desk, draft):
    assert correct_cell(desk, ROUND, CELL, "12").lines == ()
    again = read_draft(desk_of("liaison-nhc-2"), ROUND)
    kept = next(one for one in again.corrections if one.cell == "C9")
    assert (kept.found, kept.value, kept.by, again.lines) == ("见附件", "12", "liaison-nhc", ())
    with pytest.raises(NotFound):
        read_draft(desk_of("liaison-mca", department="MCA"), ROUND)
    with pytest.raises(AccessRefused):
        read_draft(desk_of("leader", Role.LEADER, None), ROUND)
    assert undo_cell(desk, ROUND, CELL).lines[0].text == "见附件"


@pytest.mark.parametrize("typed", ["11010519491231002X", "请联系 13812345678", "1３8 1234 5678", "6222021001116245702"])
def test_personal_data_is_refused_and_not_stored(desk, draft, demo_store, typed):
    with pytest.raises(Refused) as refused:
        correct_cell(desk, ROUND, CELL, typed)
    assert refused.value.code in ("draft.refused.personal_data", "draft.refused.content")
    assert read_draft(desk, ROUND).lines[0].text == "见附件"
    desk.store.engine.dispose()
    assert not any(typed.encode() in path.read_bytes() for path in demo_store.folder.iterdir())


@pytest.mark.parametrize("place", [(SHEET, "B9"), (SHEET, "C4"), (SHEET, "ZZ999"), ("_meta", "B1"), ("没有的表", "C9")])
def test_only_input_cells_are_corrected(desk, draft, place):
    with pytest.raises(Refused, match="not_an_input"):
        correct_cell(desk, ROUND, place, "1")


def test_state_is_declared_with_its_reason_instead_of_a_number(desk):
    signed(desk, keep_upload(desk, "cell_empty.xlsx", workbook("bad/cell_empty")))
    with pytest.raises(Refused, match="no_reason"):
        declare_state(desk, ROUND, CELL, "NOT_AVAILABLE", " ")
    assert declare_state(desk, ROUND, CELL, "NOT_AVAILABLE", "系统升级，暂无法统计").lines == ()


def test_corrected_file_is_what_is_submitted_and_the_draft_ends(desk, draft):
    ready = correct_cell(desk, ROUND, CELL, "12")
    data = corrected_draft(desk, ROUND).data
    assert load_workbook(io.BytesIO(data))[SHEET]["C9"].value == 12
    receipt = submit_draft(desk, ROUND, ready.version)
    assert isinstance(receipt, Receipt)
    assert receipt.sha256 == hashlib.sha256(data).hexdigest()
    assert original_file(desk, receipt.id).data == data
    assert receipt.counts["corrected"] == len(ready.corrections)
    assert receipt.signers["signer_filler"]
    assert list_drafts(desk) == ()
    figures = read_submission(desk, receipt.id).observations
    assert figures.loc[figures["cell"] == "C9", "numerator"].tolist() == [12.0]


def test_nothing_is_submitted_while_a_cell_is_left_or_the_draft_was_changed(desk, draft):
    assert submit_draft(desk, ROUND, draft.version).lines == draft.lines
    correct_cell(desk_of("liaison-nhc-2"), ROUND, CELL, "12")
    with pytest.raises(Refused) as refused:
        submit_draft(desk, ROUND, draft.version)
    assert (refused.value.code, refused.value.facts["who"]) == ("refusals.stale_draft", "liaison-nhc-2")


@pytest.mark.parametrize("name", ["bad/personal_data", "bad/wrong_department", "bad/round_not_open", "bad/has_macros", "bad/file_is_csv"])
def test_file_that_is_refused_or_not_wanted_is_not_kept(desk, name):
    before = list_drafts(desk)
    assert isinstance(keep_upload(desk, "x.xlsx", workbook(name)), CheckedUpload)
    assert list_drafts(desk) == before


def test_dropped_draft_leaves_nothing(desk, draft):
    drop_draft(desk, ROUND)
    with pytest.raises(NotFound):
        read_draft(desk, ROUND)
