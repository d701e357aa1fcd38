"""The permission table and the one question asked of it. Deny by default: what the table does not say is refused.

Services ask; hiding a page or a button is courtesy only.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypedDict, Unpack

import yaml

from dashboard.access.actions import Action
from dashboard.access.refusals import AccessRefused
from dashboard.access.roles import Actor, Role

TABLE = Path(__file__).with_name("permissions.yaml")
_FOUR_EYES = "four_eyes"


class Reach(StrEnum):
    """How far a permission goes."""

    ALL = "all"
    OWN_DEPARTMENT = "own_department"
    PUBLISHED = "published"
    NOTIFIED = "notified"


@dataclass(frozen=True, slots=True)
class Permission:
    """One row of the table: how far each role may go, and whether the first hand is barred from being the second."""

    reach: Mapping[Role, Reach]
    four_eyes: bool


class Target(TypedDict, total=False):
    """What the action touches. What is not given is unknown, and an unknown object is nobody's own and not published.

    `department`, `region`: whose object. `published`, `notified`: its state. `first_hand`: who submitted or proposed it.
    `demo`: whether the store is a demo store.
    """

    department: str | None
    region: str | None
    published: bool | None
    notified: bool | None
    first_hand: str | None
    demo: bool


def allowed(actor: Actor, action: Action, **target: Unpack[Target]) -> bool:
    """Whether the actor may do the action to this target."""
    return _objection(actor, action, target) is None


def require(actor: Actor, action: Action, **target: Unpack[Target]) -> None:
    """Nothing if the actor may; AccessRefused with the reason, the action and the role if not."""
    objection = _objection(actor, action, target)
    if objection is not None:
        raise AccessRefused(f"refusals.access.{objection}", {"action": action.value, "role": actor.role.value})


def may_ever(role: Role, action: Action) -> bool:
    """Whether the role may do the action to at least some object: for navigation and buttons, never instead of `require`."""
    return role in load_permissions()[action].reach


@cache
def load_permissions(path: Path = TABLE) -> Mapping[Action, Permission]:
    """The table, complete: ValueError for an unknown action, role or reach, a repeated row, or an action without a row."""
    rows = _read_rows(path)
    if set(rows) != set(Action):
        raise ValueError(f"{path.name}: rows and actions differ: {sorted(set(rows) ^ set(Action))}")
    return {Action(name): _permission(cells) for name, cells in rows.items()}


def _read_rows(path: Path) -> dict[str, dict[str, str]]:
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    rows = [(name.value, [(key.value, cell.value) for key, cell in row.value]) for name, row in root.value]
    repeated = len({name for name, _ in rows}) < len(rows) or any(len(dict(cells)) < len(cells) for _, cells in rows)
    if repeated:
        raise ValueError(f"{path.name}: a row or a role is repeated")
    return {name: dict(cells) for name, cells in rows}


def _permission(cells: Mapping[str, str]) -> Permission:
    reach = {Role(role): Reach(cell) for role, cell in cells.items() if role != _FOUR_EYES}
    return Permission(reach, four_eyes=cells.get(_FOUR_EYES) == "yes")


def _objection(actor: Actor, action: Action, target: Target) -> str | None:
    """Why not, as the last part of a sentence code; None if the actor may."""
    permission = load_permissions()[action]
    if permission.four_eyes and target.get("first_hand") == actor.name:
        return "own_act"
    if actor.role is Role.SHELL and target.get("demo") is True:
        return None
    reach = permission.reach.get(actor.role)
    return "role" if reach is None else _short_of(reach, actor, target)


def _short_of(reach: Reach, actor: Actor, target: Target) -> str | None:
    own_department = actor.department is not None and target.get("department") == actor.department
    own_region = actor.region is not None and target.get("region") == actor.region
    match reach:
        case Reach.ALL:
            return None
        case Reach.OWN_DEPARTMENT:
            return None if own_department else "other_department"
        case Reach.PUBLISHED:
            return None if target.get("published") is True else "not_published"
    if not (own_department or own_region):
        return "other_region" if actor.role is Role.REGION else "other_department"
    return None if target.get("notified") is True or target.get("published") is True else "not_notified"
