"""Desks and workbooks from which the tests of drafts are built."""

from pathlib import Path

from dashboard.access.roles import Actor, Role
from dashboard.services.corrections import correct_cells
from dashboard.services.desk import Desk
from dashboard.services.draft_views import DraftView
from dashboard.services.drafts import keep_upload, submit_draft
from dashboard.services.house import open_house
from dashboard.services.questions import answer_questions
from dashboard.services.views import Answer
from dashboard.settings import read_settings

WORKBOOKS = Path(__file__).resolve().parents[3] / "sample_data" / "workbooks"
ROUND = "2026-Q3"


def desk_of(name: str = "liaison-nhc", role: Role = Role.LIAISON, department: str | None = "NHC") -> Desk:
    """The desk of somebody at the demo store of the environment."""
    return open_house(read_settings()).desk(Actor(name, role, department))


def workbook(name: str) -> bytes:
    """A sample workbook, such as `bad/not_a_number`."""
    return (WORKBOOKS / f"{name}.xlsx").read_bytes()


SHEET = "A3 救助、安置与康复"
SIGNERS = {"C22": "样例甲", "C23": "样例乙", "C24": "样例丙", "C25": "010-66010000", "C26": "2026-10-14"}


def signed(desk: Desk, view: DraftView) -> DraftView:
    """The draft with every signer's cell filled that is still asked for."""
    asked = {(line.sheet, line.cell): SIGNERS[line.cell] for line in view.lines if line.sheet == "填报说明"}
    return correct_cells(desk, ROUND, asked) if asked else view


def submitted(desk: Desk, **figures: str) -> str:
    """The id of a new version of the good workbook with some figures (by cell) changed; every question answered."""
    view = signed(desk, keep_upload(desk, "NHC_2026-Q3.xlsx", workbook("good/NHC_2026-Q3")))
    view = correct_cells(desk, ROUND, {(SHEET, cell): text for cell, text in figures.items()}) if figures else view
    asked = {mark: Answer("backlog", "") for one in view.upload.unanswered for mark in one.fingerprints}
    view = answer_questions(desk, ROUND, asked) if asked else view
    return submit_draft(desk, ROUND, view.version).id
