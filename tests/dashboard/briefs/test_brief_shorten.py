"""What gives way on a full page: sentences in a set order, then the ends of long texts; never a number, a name's place or the footer."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.briefs.brief import Brief
from dashboard.briefs.compose import compose_brief
from dashboard.briefs.shorten import columns_of, cut, settings_of, shortened
from dashboard.text.sentences import Language
from indicators.catalogue.catalogue import Catalogue
from tests.dashboard.briefs import assessments as made


@pytest.fixture
def brief(catalogue: Catalogue, codes: Sequence[str]) -> Brief:
    return compose_brief(made.crowded(codes), made.year_before(codes), catalogue, Language.ZH, made.FACTS)


def test_type_gets_smaller_before_a_word_is_lost(brief: Brief) -> None:
    settings = list(settings_of(brief))
    whole = [setting.size for setting in settings if setting.brief == brief]
    assert whole == sorted(whole, reverse=True)
    assert settings[len(whole)].size == whole[-1] == min(setting.size for setting in settings) == 8.0


def test_passages_give_way_before_the_evidence_on_names(brief: Brief) -> None:
    steps = [brief, *shortened(brief)]
    lost = [
        (
            len(step.systemic.sentences) < len(brief.systemic.sentences),
            not step.praise.mentions[0].detail,
            not step.concern.mentions[0].detail,
            len(step.systemic.sentences) == 1,
        )
        for step in steps
    ]
    assert lost == [(False,) * 4, (True, False, False, False), (True, True, False, False), (True, True, True, False), (True,) * 4]


def test_proposals_decisions_and_footer_stay_to_the_last(brief: Brief) -> None:
    last = list(settings_of(brief))[-1].brief
    assert [mention.name for mention in last.concern.mentions] == [mention.name for mention in brief.concern.mentions]
    assert [mention.score for mention in last.praise.mentions] == [mention.score for mention in brief.praise.mentions]
    assert len(last.decisions.sentences) == len(brief.decisions.sentences)
    assert last.footer == brief.footer
    assert last.map == brief.map


@given(text=st.text("拐卖abc 12.5,%", max_size=80), width=st.integers(6, 60))
def test_a_cut_text_is_no_wider_than_asked_and_begins_alike(text: str, width: int) -> None:
    shown = cut(text, width)
    assert columns_of(shown) <= max(width, columns_of(shown) if shown == text else 0)
    assert text.startswith(shown.removesuffix("…").rstrip()) or shown == text


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("得分71.4，低于批评线80.0", 8, "得分…"),
        ("得分71.4，低于批评线80.0", 12, "得分71.4…"),
        ("低于12.5分", 30, "低于12.5分"),
        ("score -11.2 points", 12, "score…"),
        ("92.3% of it", 6, "…"),
    ],
)
def test_a_number_is_kept_whole_or_left_out(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown
