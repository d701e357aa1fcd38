"""Every code the engine can tell has a sentence in both languages, and every sentence is told by some code."""

import re
from pathlib import Path

import pytest

import indicators.assessment
from dashboard.text.sentences import load_sentences
from indicators.assessment.absence import State
from indicators.assessment.outlook import DIRECTIONS
from indicators.assessment.progress import LABELS, NONE, TOO_EARLY
from indicators.assessment.ranks import Tier
from indicators.model.verdict import Grade, GradeBasis, VerdictState

SENTENCES = {key.removeprefix("verdicts.") for key in load_sentences() if key.startswith("verdicts.")}
SOURCES = {path.stem: path.read_text(encoding="utf-8") for path in Path(indicators.assessment.__file__).parent.glob("*.py")}
TOLD = re.compile(r'"code": "(\w+)"')
NAMED = re.compile(r'"(?:R1|R4|V|C3b|C4|C4b|C7|K3|K4|K7)": "(\w+)"')
PUBLISHED = {"gate_not_met", "area_behind_unquoted", "benefit_unquoted"}
"""Told by the published tier in place of a reason that would quote a hidden figure."""
MARKED = re.compile(r'\("(\w+)", (?:case\.|evidence\.)')


def said(group: str) -> set[str]:
    return {key.removeprefix(f"{group}.") for key in SENTENCES if key.startswith(f"{group}.")}


def test_every_reason_is_said_and_no_other() -> None:
    told = set(TOLD.findall(SOURCES["reasons"])) | set(NAMED.findall(SOURCES["reasons"]))
    assert told | PUBLISHED == said("reasons")


def test_every_reservation_is_said_and_no_other() -> None:
    told = set(TOLD.findall(SOURCES["caveats"])) | set(MARKED.findall(SOURCES["caveats"]))
    assert told == said("caveats")


def test_every_rule_is_said_and_no_other() -> None:
    ids = set(re.findall(r'"((?:[VRECKWSHM])\d?b?)"', SOURCES["outcomes"] + SOURCES["ladder"]))
    assert ids | {"gate"} == said("rule")


@pytest.mark.parametrize(
    ("group", "codes"),
    [
        ("grade", set(Grade)),
        ("grade_meaning", set(Grade)),
        ("grade_basis", set(GradeBasis)),
        ("state", set(VerdictState)),
        ("tier", set(Tier)),
        ("trend", set(DIRECTIONS.values())),
        ("progress", {*LABELS, TOO_EARLY, NONE, "protected"}),
        ("indicator_state", {state.name.lower() for state in State} | {"withheld", "protected"}),
    ],
)
def test_closed_sets_of_codes_are_said_whole(group: str, codes: set[str]) -> None:
    assert said(group) == {str(code) for code in codes}
