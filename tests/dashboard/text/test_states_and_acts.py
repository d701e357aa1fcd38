"""Every state, every act and every reason why not has its name: read from the source, so that a new one cannot stay nameless."""

import ast
import itertools
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from dashboard.text.sentences import load_sentences
from indicators.model.decision import DecisionState, ReplyKind
from indicators.model.round import RoundState
from indicators.model.submission import SubmissionState
from indicators.oversight import correction, decision, inspection, nomination, rectification, review, round_machine, ticket
from indicators.store.cases import CaseKind
from indicators.store.chain import ChainState

ROOT = Path(__file__).parents[3]
MACHINES = (review, round_machine, decision, rectification, inspection, nomination, correction, ticket)
STATES: dict[str, type[StrEnum]] = {
    "submission": SubmissionState,
    "round": RoundState,
    "decision": DecisionState,
    "reply": ReplyKind,
    "rectification": rectification.RectificationState,
    "inspection": inspection.InspectionState,
    "outcome": inspection.Outcome,
    "nomination": nomination.NominationState,
    "correction": correction.CorrectionState,
    "ticket": ticket.TicketState,
    "case": CaseKind,
    "chain": ChainState,
}


def sources(*folders: str) -> Iterator[ast.Module]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield ast.parse(path.read_text(encoding="utf-8"))


def event_actions() -> set[str]:
    """The first argument of every EventDraft and of every helper that makes one."""
    makers = {"EventDraft": 0, "_event": 0, "_move": 3, "CaseMove": 0}
    found = set()
    for tree in sources("indicators/store", "dashboard"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in makers:
                arguments = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
                found |= {value for value in arguments if isinstance(value, str) and re.fullmatch(r"[a-z_]+", value)}
    return found - {"store"}


def obstacle_codes() -> set[str]:
    """Every code beside a condition in the machines."""
    found = set()
    for tree in sources("indicators/oversight"):
        for node in ast.walk(tree):
            if isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[1], ast.Constant):
                found |= {node.elts[1].value} if isinstance(node.elts[1].value, str) else set()
    return found


def test_every_act_of_the_chain_has_a_name() -> None:
    actions = event_actions() | {action.value for machine in MACHINES for _, action in machine.TRANSITIONS}
    actions |= {f"open_{kind}" for kind in CaseKind}
    assert len(actions) > 40
    assert {action for action in actions if f"acts.{action}" not in load_sentences()} == set()


@pytest.mark.parametrize("subject", sorted(STATES))
def test_every_state_has_a_name(subject: str) -> None:
    assert {state for state in STATES[subject] if f"states.{subject}.{state}" not in load_sentences()} == set()


def test_every_reason_why_not_has_a_sentence() -> None:
    prefixes = {
        "is": SubmissionState,
        "round_is": RoundState,
        "decision_is": DecisionState,
        "rectification_is": rectification.RectificationState,
        "inspection_is": inspection.InspectionState,
        "nomination_is": nomination.NominationState,
        "correction_is": correction.CorrectionState,
        "ticket_is": ticket.TicketState,
    }
    codes = obstacle_codes()
    codes |= set(itertools.chain.from_iterable((f"{prefix}_{state}" for state in states) for prefix, states in prefixes.items()))
    assert len(codes) > 60
    said = load_sentences()
    assert {code for code in codes if f"acts.why_not.{code}" not in said and f"acts.lacks.{code}" not in said} == set()
