"""One registry: the page of rules, docs/rules.md and the notes in templates say what the rules say."""

from pathlib import Path

from dashboard.services.rule_document import render_rules
from dashboard.services.rules import list_rules
from dashboard.text.say import say_both
from indicators.catalogue.load import load_catalogue

CATALOGUE = load_catalogue()
DOCUMENT = Path(__file__).parents[3] / "docs" / "rules.md"


def test_docs_rules_is_what_the_registry_says_now() -> None:
    """If it is not: python -m dashboard.services.rule_document > docs/rules.md"""
    assert DOCUMENT.read_text(encoding="utf-8") == render_rules(list_rules(CATALOGUE))


def test_every_rule_is_told_in_both_languages_with_an_example_and_what_it_reports() -> None:
    for rule in list_rules(CATALOGUE):
        words = [rule.text, rule.reason, rule.blames, rule.example]
        words += [sentence for finding in rule.findings for sentence in (finding.message, finding.fix)]
        assert all(text.zh and text.en and text.zh != text.en for text in words), rule.id
        assert (rule.id == "V-30") == (not rule.findings)


def test_notes_in_the_template_quote_the_rule_and_fit_into_a_cell() -> None:
    for name, rule in (("number", "V-01"), ("note", "V-31")):
        said = say_both(f"workbook.input.{name}.message", rule=CATALOGUE.check_rules[rule].text)
        assert CATALOGUE.check_rules[rule].text.zh in said.zh
        assert len(said.zh) + len(said.en) < 255
