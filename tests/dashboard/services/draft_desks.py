"""Desks and workbooks from which the tests of drafts are built."""

from pathlib import Path

from dashboard.access.roles import Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.house import open_house
from dashboard.settings import read_settings

WORKBOOKS = Path(__file__).resolve().parents[3] / "sample_data" / "workbooks"
ROUND = "2026-Q3"


def desk_of(name: str = "liaison-nhc", role: Role = Role.LIAISON, department: str | None = "NHC") -> Desk:
    """The desk of somebody at the demo store of the environment."""
    return open_house(read_settings()).desk(Actor(name, role, department))


def workbook(name: str) -> bytes:
    """A sample workbook, such as `bad/not_a_number`."""
    return (WORKBOOKS / f"{name}.xlsx").read_bytes()
