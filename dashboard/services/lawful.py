"""Asking the state machines of `oversight` before an act: the same answer for buttons, commands and tests."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from dashboard.access.refusals import Refused
from dashboard.access.roles import OFFICE, SHELL, Role
from dashboard.services.desk import Desk
from indicators.oversight.person import OK, Person

T = TypeVar("T", bound=StrEnum)


def person_at(desk: Desk) -> Person:
    """The actor in the terms of the machines; the administrator of a demo's shell counts as the office."""
    actor = desk.actor
    shell = actor == SHELL and desk.demo
    return Person(
        actor.name,
        office=actor.role in OFFICE or shell,
        director=actor.role is Role.DIRECTOR or shell,
        department=actor.department,
        region=actor.region,
    )


def require_lawful(allowed: Mapping[T, str], action: T) -> None:
    """Nothing if the machine says ok; Refused with the sentence of its reason if not."""
    if allowed[action] != OK:
        raise Refused(f"acts.why_not.{allowed[action]}")
