"""Every cell of role x action x object, against a table written independently of the code."""

import csv
import itertools
from pathlib import Path

import pytest

from dashboard.access.actions import Action
from dashboard.access.permissions import Target, allowed, load_permissions, may_ever, require
from dashboard.access.refusals import AccessRefused
from dashboard.access.roles import Actor, Role
from dashboard.text.refusal_sentences import say_refusal
from dashboard.text.say import Language

ACTORS = {
    Role.LIAISON: Actor("mps", Role.LIAISON, department="MPS"),
    Role.REVIEWER: Actor("reviewer", Role.REVIEWER),
    Role.DIRECTOR: Actor("director", Role.DIRECTOR),
    Role.REGION: Actor("guangdong", Role.REGION, region="44"),
    Role.LEADER: Actor("leader", Role.LEADER),
    Role.ADMINISTRATOR: Actor("admin", Role.ADMINISTRATOR),
    Role.SHELL: Actor("shell", Role.SHELL),
}
DEPARTMENTS = (None, "MPS", "MCA")
REGIONS = (None, "44", "11")
STATES = (None, False, True)
HANDS = ("own", "other")
EXPECTED = Path(__file__).with_name("access_matrix.csv")


def _matrix() -> dict[tuple[Action, Role], str]:
    with EXPECTED.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {(Action(row["action"]), role): row[role] for row in rows for role in Role}


def _expected(cell: str, role: Role, target: Target) -> bool:
    own = (role is Role.LIAISON and target["department"] == "MPS") or (role is Role.REGION and target["region"] == "44")
    told = target["published"] is True or target["notified"] is True
    return {
        "-": False,
        "all": True,
        "own": own,
        "published": target["published"] is True,
        "own once told": own and told,
        "not by the first hand": target["first_hand"] != ACTORS[role].name,
    }[cell]


def test_table_of_the_test_names_every_action_and_role() -> None:
    assert set(_matrix()) == set(itertools.product(Action, Role))


@pytest.mark.parametrize(("action", "role"), list(itertools.product(Action, Role)))
def test_every_cell_of_the_access_matrix(action: Action, role: Role) -> None:
    actor, cell = ACTORS[role], _matrix()[action, role]
    for department, region, published, notified, hand in itertools.product(DEPARTMENTS, REGIONS, STATES, STATES, HANDS):
        first_hand = actor.name if hand == "own" else "somebody"
        target: Target = {
            "department": department, "region": region, "published": published, "notified": notified, "first_hand": first_hand,
        }  # fmt: skip
        assert allowed(actor, action, **target) is _expected(cell, role, target), target
    assert may_ever(role, action) is (cell != "-")


@pytest.mark.parametrize("action", list(Action))
def test_unknown_object_is_open_only_where_the_whole_row_is(action: Action) -> None:
    for role, actor in ACTORS.items():
        assert allowed(actor, action) is (_matrix()[action, role] in {"all", "not by the first hand"})


@pytest.mark.parametrize("action", list(Action))
def test_shell_may_do_everything_on_a_demo_store_but_be_both_hands(action: Action) -> None:
    assert allowed(ACTORS[Role.SHELL], action, demo=True)
    both_hands = allowed(ACTORS[Role.SHELL], action, demo=True, first_hand="shell")
    assert both_hands is not load_permissions()[action].four_eyes
    for role in set(Role) - {Role.SHELL}:
        assert allowed(ACTORS[role], action, demo=True) is allowed(ACTORS[role], action)


@pytest.mark.parametrize(("action", "role"), list(itertools.product(Action, Role)))
def test_every_refusal_is_a_sentence_in_both_languages(action: Action, role: Role) -> None:
    for target in ({}, {"first_hand": ACTORS[role].name}, {"department": "MPS", "region": "44"}):
        try:
            require(ACTORS[role], action, **target)
        except AccessRefused as refusal:
            sentences = [say_refusal(language, refusal.code, refusal.facts) for language in Language]
            assert all(len(sentence) > 10 for sentence in sentences)


def test_table_with_an_unknown_role_or_a_repeated_row_is_refused(tmp_path: Path) -> None:
    whole = "\n".join(f"{action}: {{leader: all}}" for action in Action)
    good, unknown, repeated, short = (tmp_path / name for name in ("good.yaml", "unknown.yaml", "repeated.yaml", "short.yaml"))
    good.write_text(whole)
    assert len(load_permissions(good)) == len(Action)
    unknown.write_text(whole.replace("submit: {leader: all}", "submit: {king: all}"))
    repeated.write_text(whole + "\nsubmit: {leader: all}")
    short.write_text(whole.replace("submit: {leader: all}", ""))
    for path in (unknown, repeated, short):
        with pytest.raises(ValueError, match="king|repeated|differ"):
            load_permissions(path)


@pytest.mark.parametrize(
    ("role", "bond"),
    [(Role.LIAISON, {}), (Role.REGION, {}), (Role.LEADER, {"department": "MPS"}), (Role.LIAISON, {"department": "MPS", "region": "44"})],
)
def test_actor_is_bound_as_the_role_demands(role: Role, bond: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="nobody else"):
        Actor("somebody", role, **bond)
