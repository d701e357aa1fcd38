"""The page of data questions: in both languages, with what may innocently explain them, and acts that leave their mark."""

import json

import pytest
from screens import foreign_words, open_page, words_of

from dashboard.__main__ import main
from dashboard.text.say import Language, say
from sample_data.patterns import PATTERNS
from sample_data.planted import LAST_FROZEN

PERIOD = LAST_FROZEN
"""In this quarter the planted patterns are all to be seen (sample_data/patterns.py)."""
SMOOTH = "signal:too_smooth:MPS:36"


@pytest.mark.usefixtures("reading_store")
@pytest.mark.parametrize("language", list(Language))
def test_a_question_is_one_line_with_its_innocent_explanations(language):
    app = open_page("reviewer-chen", "signals", language, period=PERIOD, question=SMOOTH)
    said = " ".join(words_of(app))
    assert not app.exception
    assert all(say(language, f"signals.kind.{pattern.kind}") in said for pattern in PATTERNS)
    assert say(language, "signals.innocent.too_smooth") in said
    assert say(language, "signals.state.new") in said
    assert foreign_words(words_of(app), language) == []


@pytest.mark.usefixtures("demo_store")
def test_the_office_asks_from_the_page_and_the_department_finds_the_ticket():
    app = open_page("reviewer-chen", "signals", period=PERIOD, question=SMOOTH)
    next(button for button in app.button if button.label == say(Language.ZH, "signals.act.ask")).click().run()
    assert not app.exception
    assert "T-0002" in app.success[0].value
    asked = " ".join(words_of(open_page("liaison-mps", "tickets", ticket="T-0002")))
    assert "A5-08" in asked
    assert say(Language.ZH, "signals.kind.too_smooth") not in asked
    leader = " ".join(words_of(open_page("leader", "overview", period=PERIOD)))
    assert say(Language.ZH, "signals.kind.too_smooth") not in leader
    assert "T-0002" not in leader


@pytest.mark.usefixtures("reading_store")
def test_the_command_lists_questions_for_the_office_alone(capsys):
    assert main(["signals", PERIOD, "--json", "--as", "reviewer-chen"]) == 0
    found = json.loads(capsys.readouterr().out)
    listed = {(one["kind"], one["department"], one["subject"], one["state"]) for one in found["signals"]}
    assert {(pattern.kind, pattern.department, pattern.subject, "new") for pattern in PATTERNS} <= listed
    assert main(["signals", PERIOD, "--as", "reviewer-chen"]) == 0
    assert "too_smooth" not in capsys.readouterr().out
    for who in ("leader", "liaison-mps", "region-44"):
        assert main(["signals", PERIOD, "--as", who]) == 2
    assert main(["signals", "never", "--as", "reviewer-chen"]) == 2
