"""docs/rules.md from the registry of validation rules. Written anew with `python -m dashboard.services.rule_document > docs/rules.md`."""

import sys
from collections.abc import Iterator

from dashboard.services.rules import RuleView, list_rules
from dashboard.text.say import Language, say, say_both
from indicators.catalogue.load import load_catalogue
from indicators.model.words import Bilingual

_PARTS = ("reason", "blames", "example")


def render_rules(rules: tuple[RuleView, ...]) -> str:
    """The whole document as Markdown, one section for each rule."""
    return "\n".join([_head(), *(line for rule in rules for line in _section(rule))])


def _head() -> str:
    """What the document is and what it is made from."""
    return "\n\n".join(f"{mark}{_both(say_both(f'rules.document.{part}'))}" for mark, part in (("# ", "title"), ("", "made"))) + "\n"


def _section(rule: RuleView) -> Iterator[str]:
    yield f"## {rule.id}\n"
    yield _both(rule.text) + "\n"
    for part in _PARTS:
        yield f"* {_label(part)}: {_both(getattr(rule, part))}"
    yield f"* {_label('severity')}: {_word('severity', rule.severity)}; {_label('missing')}: {_word('missing', rule.missing)}"
    yield f"* {_label('reference')}: {rule.reference}"
    if rule.evaluated_by:
        yield f"* {_label('evaluated_by')}: `{rule.evaluated_by}`"
    for finding in rule.findings:
        yield f"* `{finding.code}` ({_word('severity', finding.severity)}): {_both(finding.message)} — {_both(finding.fix)}"
    yield ""


def _label(name: str) -> str:
    return _both(Bilingual(say(Language.ZH, f"rules.detail.{name}"), say(Language.EN, f"rules.detail.{name}")))


def _word(kind: str, code: str) -> str:
    return _both(Bilingual(say(Language.ZH, f"rules.{kind}.{code}"), say(Language.EN, f"rules.{kind}.{code}")))


def _both(words: Bilingual) -> str:
    return f"{words.zh} {words.en}"


if __name__ == "__main__":
    sys.stdout.write(render_rules(list_rules(load_catalogue())))
