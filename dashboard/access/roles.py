"""The roles of interface.md 5 and the person who acts in one. Accounts and their passwords are not kept here."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """One person has one role. SHELL is the command line without `--as`."""

    LIAISON = "liaison"
    REVIEWER = "reviewer"
    DIRECTOR = "director"
    REGION = "region"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"
    SHELL = "shell"


OFFICE: frozenset[Role] = frozenset({Role.REVIEWER, Role.DIRECTOR})
"""The roles of the Joint Conference Office, which see exact figures before publication."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: account name, role, and the department or region the role is bound to; ValueError where the bond is missing."""

    name: str
    role: Role
    department: str | None = None
    region: str | None = None

    def __post_init__(self) -> None:
        if (self.role is Role.LIAISON) != (self.department is not None):
            raise ValueError("a liaison, and nobody else, is bound to a department")
        if (self.role is Role.REGION) != (self.region is not None):
            raise ValueError("a region account, and nobody else, is bound to a region")


SHELL = Actor("shell", Role.SHELL)
