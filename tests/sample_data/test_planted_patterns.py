"""The planted patterns become questions, they are near what was drawn, and nobody's grade is another because of them."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import sample_data
from dashboard.access.roles import Actor, Role
from dashboard.services.assessments import read_assessment
from dashboard.services.desk import Desk
from dashboard.services.signals import find_report, list_questions
from dashboard.text.say import Language, say
from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.observation import OBSERVATION_KEY
from indicators.model.signal import SignalKind
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Grade
from indicators.store.creation import open_store
from sample_data.counts import draw_rounds
from sample_data.history import accepted_history
from sample_data.patterns import PATTERNS, first_version, plant_patterns
from sample_data.planted import LAST_FROZEN, OPEN_ROUND, PLANTED
from sample_data.scale import read_scale
from sample_data.story import AS_OF, REPLACED_ONCE, demo_rounds
from tests.conftest import DemoStore

NUMBERS = ["numerator", "denominator"]


@cache
def catalogue() -> Catalogue:
    return load_catalogue()


@cache
def drawn() -> pd.DataFrame:
    """The figures as they were drawn, before anything was planted into them."""
    return draw_rounds(read_scale(catalogue()))


@pytest.fixture(scope="module")
def desk(demo_master: DemoStore) -> Desk:
    """The demonstration as the reviewer sees it."""
    folder = demo_master.folder
    key = bytes.fromhex((folder / "chain.key").read_text(encoding="ascii").strip())
    store = open_store(demo_master.environment["STORE_URL"], key, folder / "store.anchor")
    return Desk(Actor("reviewer-chen", Role.REVIEWER), store, catalogue(), AS_OF, True)


@pytest.mark.parametrize("period", [LAST_FROZEN, OPEN_ROUND])
def test_the_office_sees_every_planted_pattern_as_a_question_and_hardly_anything_else(desk: Desk, period: str) -> None:
    questions = [one.signal for one in list_questions(desk, find_report(desk, period))]
    found = {(one.kind, one.department, one.subject): one for one in questions}
    assert {(one.kind, one.department, one.subject) for one in PATTERNS} <= set(found)
    assert len(found) <= len(PATTERNS) + 1
    for pattern in PATTERNS:
        one = found[pattern.kind, pattern.department, pattern.subject]
        assert set(one.indicators) & set(pattern.indicators)
        assert all(cell.submission and cell.cell for cell in one.cells)
        assert one.facts.get("partner", "") == pattern.partner


def test_each_of_the_five_kinds_stands_where_nothing_else_is_planted() -> None:
    wanted = {SignalKind.HEAPING, SignalKind.COPIED_REGION, SignalKind.LATE_REVISION, SignalKind.HUGGING, SignalKind.TOO_SMOOTH}
    assert {one.kind for one in PATTERNS} == wanted
    regions = [region for one in PATTERNS for region in (one.subject, one.partner) if region]
    assert len(set(regions)) == len(regions)
    assert not set(regions) & {truth.subject for truth in PLANTED}
    assert all(catalogue().indicators[code].lead == one.department for one in PATTERNS for code in one.indicators)


def test_only_the_figures_named_are_changed() -> None:
    planted = plant_patterns(catalogue(), drawn())
    changed = drawn()[(planted[NUMBERS] != drawn()[NUMBERS]).any(axis=1) & drawn()["numerator"].notna()]
    of = {(code, one.subject) for one in PATTERNS if one.kind is not SignalKind.LATE_REVISION for code in one.indicators}
    assert set(zip(changed["indicator"], changed["subject"], strict=True)) == of
    assert planted.drop(columns=NUMBERS).equals(drawn().drop(columns=NUMBERS))
    assert (planted["numerator"] > planted["denominator"]).sum() == (drawn()["numerator"] > drawn()["denominator"]).sum()


def test_the_first_version_is_lower_in_one_region_and_adds_up() -> None:
    (pattern,) = [one for one in PATTERNS if one.kind is SignalKind.LATE_REVISION]
    assert {department for department, _ in REPLACED_ONCE} == {pattern.department}
    figures = drawn()[(drawn()["indicator"] == "A5-07") & (drawn()["period"] == "2026-05")]
    first, last = (frame.set_index("subject")["numerator"] for frame in (first_version(figures), figures))
    assert first[pattern.subject] == last[pattern.subject] - 1
    assert set(last.index[first != last]) <= {pattern.subject, "33", NATIONAL}
    assert first[NATIONAL] == first.drop(NATIONAL).sum()


def test_no_region_and_no_department_is_graded_by_what_was_planted() -> None:
    observations, filed = accepted_history(catalogue())
    before = observations.merge(drawn()[[*OBSERVATION_KEY, *NUMBERS]], on=list(OBSERVATION_KEY), how="left", suffixes=("", "_drawn"))
    known = before["numerator_drawn"].notna()
    before = before.assign(**{name: before[name].mask(known, before[f"{name}_drawn"]) for name in NUMBERS})[observations.columns]
    assert (before[NUMBERS] != observations[NUMBERS]).any(axis=1).sum() > before["numerator"].isna().sum() + 50
    frozen = {item.code: item.frozen for item in demo_rounds()}[LAST_FROZEN]
    assert frozen is not None
    grades = []
    for figures in (before, observations):
        held = figures[figures["received"] <= frozen.isoformat()]
        assessment = assess(AssessmentRequest(LAST_FROZEN, catalogue(), held, as_of=frozen, submitted=filed))
        grades.append({one.subject: one.grade for one in (*assessment.regions, *assessment.departments)})
    assert grades[0] == grades[1]
    assert len(grades[0]) > 32


def test_the_published_verdicts_of_those_regions_are_steady_and_name_no_question(desk: Desk) -> None:
    view = read_assessment(desk, LAST_FROZEN)
    regions = {one.subject for one in PATTERNS}
    assert {one.grade for one in view.assessment.regions if one.subject in regions} == {Grade.STEADY}


def test_the_readme_lists_every_planted_pattern() -> None:
    readme = (Path(sample_data.__file__).parent / "README.md").read_text(encoding="utf-8")
    for pattern in PATTERNS:
        for language, words in ((Language.ZH, pattern.done.zh), (Language.EN, pattern.done.en)):
            line = next(line for line in readme.splitlines() if line.startswith(f"| {say(language, f'signals.kind.{pattern.kind}')} |"))
            assert words in line
            assert f"{pattern.department} " in line.replace(",", " ") and f"{pattern.subject} " in line
