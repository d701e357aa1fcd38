"""The score histories of everybody are the published scores, round by round."""

import pytest

from dashboard.access.roles import Actor, Role
from dashboard.services.assessments import read_assessment
from dashboard.services.house import open_house
from dashboard.services.score_history import COLUMNS, history_version, read_score_histories
from dashboard.settings import read_settings


@pytest.fixture
def desk(demo_store):
    return open_house(read_settings()).desk(Actor("leader", Role.LEADER))


def test_history_of_a_region_ends_with_its_published_score(desk):
    history = read_score_histories(desk)
    assert tuple(history.columns) == COLUMNS
    own = history[history["subject"] == "44"]
    assert list(own["period"]) == sorted(own["period"]) and own["period"].is_unique
    last = own.iloc[-1]
    assessment = read_assessment(desk, last["period"]).assessment
    verdict = next(verdict for verdict in assessment.regions if verdict.subject == "44")
    assert last["score"] == pytest.approx(verdict.score, abs=0.051)
    assert last["watch"] == assessment.lines.watch


def test_version_names_every_published_edition(desk):
    assert len(history_version(desk).split()) - 1 == read_score_histories(desk)["period"].nunique()
