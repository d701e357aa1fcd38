"""The office asks in writing from the page of rounds; the department finds the notice among its tickets."""

import pytest
from screens import foreign_words, open_page, words_of

from dashboard.text.say import Language, say


@pytest.mark.usefixtures("demo_store")
def test_the_office_asks_from_the_page_and_who_was_asked_finds_the_notice():
    app = open_page("reviewer-chen", "rounds", round="2026-Q3")
    next(field for field in app.multiselect if field.key == "notice_subjects").select("22")
    next(field for field in app.text_input if field.key == "notice_number").input("12号")
    next(button for button in app.button if button.label == say(Language.ZH, "notices.give.button")).click().run()
    assert not app.exception
    assert "T-0002" in app.success[0].value
    told = list(words_of(open_page("liaison-mps", "tickets", ticket="T-0002")))
    assert "A1-05" in " ".join(told) and "12号" in " ".join(told)
    assert foreign_words(iter(told), Language.ZH) == []
