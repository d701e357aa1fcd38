"""Filling a sentence: facts in the right language, and loud errors for what is missing."""

from datetime import date

import pytest

from dashboard.text.say import Language, SentenceError, say, say_both
from indicators.model.words import Bilingual


def test_fact_in_two_languages_is_said_in_the_language_of_the_sentence() -> None:
    both = say_both("formats.points", value=Bilingual(zh="甲", en="A"))
    assert (both.zh, both.en) == ("甲分", "A points")


def test_dates_floats_and_lists_are_written_as_the_language_writes_them() -> None:
    assert say(Language.ZH, "formats.points", value=date(2026, 10, 20)) == "2026年10月20日分"
    assert say(Language.EN, "formats.points", value=0.1 + 0.2) == "0.3 points"
    assert say(Language.ZH, "formats.points", value=("甲", "乙")) == "甲、乙分"
    assert say(Language.EN, "formats.points", value=["a", "b"]) == "a, b points"
    assert say(Language.EN, "formats.points", value=2026) == "2026 points"


def test_text_of_a_fact_is_never_read_as_a_placeholder() -> None:
    assert say(Language.EN, "formats.points", value="{year.__class__}") == "{year.__class__} points"


def test_missing_sentence_and_missing_fact_fail_loudly() -> None:
    with pytest.raises(SentenceError, match="no sentence 'formats.nothing'"):
        say(Language.ZH, "formats.nothing")
    with pytest.raises(SentenceError, match="no fact for value"):
        say(Language.ZH, "formats.points")
    with pytest.raises(SentenceError, match="no fact for value"):
        say(Language.ZH, "formats.points", value=None)
