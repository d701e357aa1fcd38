"""The page of inspections: in both languages, with the form of the next act; a region's page names its inspections to the office."""

import pytest
from screens import foreign_words, open_page, words_of

from dashboard.services.house import open_house
from dashboard.settings import read_settings
from dashboard.text.say import Language, say
from tests.dashboard.services.inspection_desks import at, begun, order


@pytest.mark.usefixtures("demo_store")
def test_an_inspector_reports_from_the_page_and_the_office_finds_it_with_the_region():
    open_house.cache_clear()
    view = begun(at(open_house(read_settings()).desk(None), "director-wu"), order("32"))
    english = open_page("reviewer-lin", "inspections", Language.EN, inspection=view.id)
    own_words = ("I-0001", "信访反映数字不实")
    assert foreign_words((text.replace(own_words[0], "").replace(own_words[1], "") for text in words_of(english)), Language.EN) == []
    app = open_page("reviewer-lin", "inspections", inspection=view.id)
    report, plan = (say(Language.ZH, f"inspections.{name}.button") for name in ("report", "plan"))
    assert [button.label for button in app.button] == [report, plan]
    next(button for button in app.button if button.label == report).click().run()
    assert not app.exception and app.success[0].value == say(Language.ZH, "inspections.done.report")
    assert say(Language.ZH, "inspections.turn.director") in " ".join(words_of(app))
    assert "I-0001" in " ".join(words_of(open_page("reviewer-chen", "region", subject="32")))
    open_house.cache_clear()
