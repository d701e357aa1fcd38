"""The office tries out other rules on the page of the method: published figures, nothing kept, a refusal in its place."""

import pytest
from screens import foreign_words, open_page, words_of

from dashboard.text.say import Language, say


def try_out(app, text):
    app.text_area[0].set_value(text)
    return next(button for button in app.button if button.label in RUN).click().run()


RUN = [say(language, "rule_comparison.run") for language in Language]


def texts(app):
    return " ".join([*(element.value for element in app.markdown), *(str(element.proto.body) for element in app.get("html"))])


@pytest.mark.usefixtures("reading_store")
def test_the_office_sees_whose_verdict_changes_and_because_of_what():
    language = Language.ZH
    app = try_out(open_page("director-zhou", "method", language), "evidence_z: 10")
    assert not app.exception and not app.warning
    told = texts(app)
    assert say(language, "verdicts.grade.insufficient_evidence") in told and "evidence_z" in told and "E3" in told
    assert say(language, "rule_comparison.verdicts.heading") in told
    assert foreign_words(words_of(app), language) == []


@pytest.mark.usefixtures("reading_store")
def test_rules_that_cannot_be_used_are_refused_where_they_were_written():
    app = try_out(open_page("director-zhou", "method"), "nonsense: 1")
    assert not app.exception and "nonsense" in app.warning[0].value
    assert any(say(Language.ZH, "method.checks.heading") == expander.label for expander in app.expander)


@pytest.mark.usefixtures("reading_store")
def test_nobody_else_is_offered_other_rules():
    app = open_page("leader", "method")
    assert not app.exception and not [button for button in app.button if button.label in RUN]
