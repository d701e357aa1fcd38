"""Every page that a role is offered opens, in both languages, without a fault and without a word of the other language."""

import pytest
from screens import foreign_words, open_page, words_of

from dashboard.access.roles import Role
from dashboard.text.say import Language, say
from dashboard.ui.navigation import pages_of

ACCOUNTS = {
    Role.LIAISON: "liaison-mps",
    Role.REVIEWER: "reviewer-chen",
    Role.DIRECTOR: "director-zhou",
    Role.REGION: "region-44",
    Role.LEADER: "leader",
    Role.ADMINISTRATOR: "administrator",
}
OFFERED = [(role, entry.name) for role in ACCOUNTS for entry in pages_of(role)]


@pytest.mark.usefixtures("reading_store")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("role", "screen"), OFFERED, ids=[f"{role}-{screen}" for role, screen in OFFERED])
def test_page_of_role_opens_in_its_language(role, screen, language):
    app = open_page(ACCOUNTS[role], screen, language)
    assert not app.exception
    assert not app.error
    assert [title.value for title in app.title] == [say(language, f"navigation.page.{screen}")]
    assert foreign_words(words_of(app), language) == []


@pytest.mark.usefixtures("reading_store")
@pytest.mark.parametrize("screen", ["review", "rounds", "accounts", "audit", "submit"])
def test_page_outside_the_role_is_not_offered(screen):
    with pytest.raises(Exception, match="page"):
        open_page("leader", screen)
