"""The marked copy of an upload goes to the person who uploaded it and to nobody else."""

from pathlib import Path

import pytest

from dashboard.access.roles import Actor, Role
from dashboard.services.held_uploads import HELD_AT_MOST, annotated_held, hold_upload
from dashboard.services.house import open_house
from dashboard.settings import read_settings
from indicators.store.refusals import NotFound

WORKBOOK = Path(__file__).resolve().parents[3] / "sample_data" / "workbooks" / "bad" / "not_a_number.xlsx"


@pytest.fixture
def desk(demo_store):
    return open_house(read_settings()).desk(Actor("liaison-nhc", Role.LIAISON, department="NHC"))


def test_marked_copy_is_made_for_its_owner(desk):
    document = annotated_held(desk, hold_upload(desk, WORKBOOK.name, WORKBOOK.read_bytes()))
    assert document.data[:2] == b"PK" and document.name.endswith(WORKBOOK.name)


def test_another_account_finds_nothing_under_the_token(desk):
    token = hold_upload(desk, WORKBOOK.name, WORKBOOK.read_bytes())
    with pytest.raises(NotFound):
        annotated_held(desk.for_actor(Actor("liaison-mca", Role.LIAISON, department="MCA")), token)


def test_the_oldest_upload_makes_room(desk):
    first = hold_upload(desk, "first.xlsx", b"first")
    for number in range(HELD_AT_MOST):
        hold_upload(desk, f"{number}.xlsx", b"later")
    with pytest.raises(NotFound):
        annotated_held(desk, first)
