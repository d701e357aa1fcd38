"""The office is told how firmly a region's tier stands; nobody else is, and no kept assessment changes for it."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from dashboard.access.publication import protect_assessment
from dashboard.commands.entrance import open_desk
from dashboard.services.assessments import default_period, explain_from, read_assessment
from dashboard.services.desk import Desk
from dashboard.services.rank_doubts import read_rank_doubt
from dashboard.services.views import AssessmentView
from dashboard.text.say import Language
from dashboard.ui.rank_doubt import say_rank_doubt
from indicators.assessment.document import verdict_document
from indicators.model.verdict import RankDoubt
from tests.conftest import DemoStore

EXTRA = {"of", "level", "alone_low", "alone_high", "borderline", "other_tier"}


@pytest.fixture(scope="module")
def kept(demo_master: DemoStore) -> Iterator[tuple[Desk, AssessmentView]]:
    """The last published round as it is kept."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in demo_master.environment.items():
            patch.setenv(name, value)
        desk = open_desk(None)
        yield desk, read_assessment(desk, default_period(desk))


def test_the_office_reads_the_ranks_of_one_region_by_itself(kept: tuple[Desk, AssessmentView]) -> None:
    desk, view = kept
    verdict = view.assessment.regions[3]
    found = explain_from(desk, view, verdict.subject)
    rank = verdict_document(found.verdict, found.cells, found.rank_doubt)["rank"]
    assert rank.keys() == {"tier", "low", "high"} | EXTRA
    assert rank["low"] <= rank["alone_low"] <= rank["alone_high"] <= rank["high"] <= rank["of"] == len(view.assessment.regions)
    assert {"tier", "low", "high"} == verdict_document(verdict, found.cells)["rank"].keys()


def test_what_is_published_has_the_tier_alone(kept: tuple[Desk, AssessmentView]) -> None:
    desk, view = kept
    public = replace(view, assessment=protect_assessment(view.assessment, desk.catalogue), tier="published")
    assert explain_from(desk, public, view.assessment.regions[3].subject).rank_doubt is None


def test_departments_and_ranks_that_other_rules_gave_have_none(kept: tuple[Desk, AssessmentView]) -> None:
    desk, view = kept
    first = view.assessment.regions[0]
    other = replace(first, rank=replace(first.rank, high=first.rank.high - 1))
    assert read_rank_doubt(desk, view.assessment, first) is not None
    assert read_rank_doubt(desk, view.assessment, other) is None
    assert read_rank_doubt(desk, view.assessment, view.assessment.departments[0]) is None


@pytest.mark.parametrize("language", list(Language))
def test_sentences_name_interval_and_what_is_borderline(language: Language) -> None:
    firm = RankDoubt(32, 0.95, 3, 9, ("low",), None)
    loose = replace(firm, alone_low=1, alone_high=1, borderline=("high", "alone_high"), other_tier="upper")
    (interval,) = say_rank_doubt(firm, language)
    assert "3" in interval and "9" in interval and "32" in interval and "95" in interval
    assert len(set(say_rank_doubt(loose, language))) == 3
    assert say_rank_doubt(None, language) == ()
