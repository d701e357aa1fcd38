"""A file of another make on its way through the services: asked, answered once, remembered for the department, taken back."""

import io

import pytest
from draft_desks import ROUND, desk_of
from openpyxl import Workbook

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.access.roles import Role
from dashboard.services.desk import day_of
from dashboard.services.draft_views import DraftView
from dashboard.services.drafts import keep_upload
from dashboard.services.recognition import answer_names, forget_name, list_names, name_questions

HEADERS = ("已获服务人数", "经评估需要服务的人数")
FIGURE = "A3-03.numerator"


def foreign(desk) -> bytes:
    """Regions down, one header that is not exact."""
    book = Workbook()
    book.active.append(["地区", *HEADERS])
    for region in desk.catalogue.regions.values():
        book.active.append([region.short_name.zh, 15, 16])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.usefixtures("demo_store")
def test_a_name_is_asked_once_and_remembered_with_author_and_date() -> None:
    desk = desk_of()
    data = foreign(desk)
    asked = keep_upload(desk, "ours.xlsx", data, ROUND)
    assert not isinstance(asked, DraftView)
    (question,) = name_questions(desk, asked.checked.problems)
    assert (question.kind, question.label, question.place) == ("column", HEADERS[0], "Sheet!B1")
    assert FIGURE in dict(question.candidates)
    assert answer_names(desk, {(question.kind, question.label): FIGURE}) == 1
    answered = keep_upload(desk, "ours.xlsx", data, ROUND)
    assert isinstance(answered, DraftView)
    assert name_questions(desk, answered.upload.checked.problems) == ()
    assert len(answered.upload.checked.observations) == 32
    (known,) = list_names(desk)
    assert (known.shown, known.by, known.on) == (HEADERS[0], "liaison-nhc", day_of(desk.stamp().at))
    said = next(one for one in answered.upload.checked.problems if one.code == "as_decided")
    assert (said.facts["by"], said.facts["on"]) == ("liaison-nhc", known.on.isoformat())
    assert list_names(desk_of("liaison-mps", department="MPS")) == ()
    assert forget_name(desk, known.kind, known.shown)
    assert not isinstance(keep_upload(desk, "ours.xlsx", data, ROUND), DraftView)


@pytest.mark.usefixtures("demo_store")
def test_an_answer_that_means_nothing_or_is_not_ones_own_is_refused() -> None:
    desk = desk_of()
    for kind, target in (("column", "A9-99.numerator"), ("region", "71"), ("unit", "viel"), ("unit", "-1"), ("colour", "-")):
        with pytest.raises(Refused):
            answer_names(desk, {(kind, "某列"): target})
    with pytest.raises(AccessRefused):
        answer_names(desk_of("reviewer", Role.REVIEWER, None), {("column", "某列"): FIGURE})
    assert list_names(desk) == ()
