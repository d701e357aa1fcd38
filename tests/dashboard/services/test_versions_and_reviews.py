"""Any two versions are compared cell by cell with who and when; a reviewer names cells, and the second one learns who was first."""

import pytest
from draft_desks import SHEET, desk_of, submitted

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import Role
from dashboard.services.differences import compare_versions
from dashboard.services.drafts import keep_returned
from dashboard.services.named_cells import read_cell_names
from dashboard.services.obligations import list_obligations
from dashboard.services.refusals import explain_refusal
from dashboard.services.returned import returned_cells
from dashboard.services.reviews import ReturnWords, accept, send_back
from dashboard.services.submissions import read_submission
from dashboard.text.say import Language


@pytest.fixture
def desk(demo_store):
    return desk_of()


@pytest.fixture
def chen(demo_store):
    return desk_of("reviewer-chen", Role.REVIEWER, None)


def test_any_two_versions_are_compared_with_the_version_that_changed_each_cell(desk):
    first = submitted(desk)
    second = submitted(desk_of("liaison-nhc-2"), C9="9")
    third = submitted(desk, C9="9", D10="14")
    changed = compare_versions(desk, third, first).set_index("cell")
    assert set(changed.index) == {"C9", "D10"}
    assert changed.loc["C9", ["before", "after", "by", "version", "sheet"]].tolist() == [10.0, 9.0, "liaison-nhc-2", 2, SHEET]
    assert changed.loc["D10", ["field", "after", "by", "version"]].tolist() == ["denominator", 14.0, "liaison-nhc", 3]
    assert compare_versions(desk, second, third)["cell"].tolist() == ["D10"]
    with pytest.raises(AccessRefused):
        compare_versions(desk_of("liaison-mca", department="MCA"), first, second)


def test_returned_cell_carries_the_reviewers_words_to_the_editor(desk, chen):
    id = submitted(desk)
    version = read_submission(chen, id).view.row_version
    send_back(chen, id, version, ReturnWords("wrong_figures", "与上报底册不符", read_cell_names(chen, id, f"{SHEET}!C9，A3!D9")))
    assert [(one.cell, one.value, one.words) for one in returned_cells(desk, id)] == [
        ("C9", 10.0, "与上报底册不符"),
        ("D9", 15.0, "与上报底册不符"),
    ]
    draft = keep_returned(desk, id)
    assert {(line.cell, line.words) for line in draft.lines} == {("C9", "与上报底册不符"), ("D9", "与上报底册不符")}
    owed = next(one for one in list_obligations(desk) if one.round == "2026-Q3")
    assert (owed.state, owed.returned_days) == ("returned", 0)


@pytest.mark.parametrize("typed", ["C9", f"{SHEET}!B1", "没有的表!C9", f"{SHEET}!C9 D9", "!!"])
def test_cell_that_the_submission_lacks_is_refused_by_name(desk, chen, typed):
    with pytest.raises(Refused, match="unknown_cell"):
        read_cell_names(chen, submitted(desk), typed)


def test_second_reviewer_is_told_who_was_first(desk, chen):
    id = submitted(desk)
    version = read_submission(chen, id).view.row_version
    accept(chen, id, version)
    with pytest.raises(Refused) as refused:
        accept(desk_of("reviewer-lin", Role.REVIEWER, None), id, version)
    assert "reviewer-chen" in explain_refusal(Language.ZH, refused.value)
    assert "Accepted" in explain_refusal(Language.EN, refused.value)
