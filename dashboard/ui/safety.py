"""How safe a verdict is, in sentences: the distance of the score to each line, and which absent reports would lift a restriction."""

from collections.abc import Sequence

from dashboard.text.figures import say_list, say_number
from dashboard.text.say import Language, say
from dashboard.ui.labels import indicator_name
from dashboard.ui.verdict_sentences import say_rule
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import GateLift, LineMargin

_GATE = "G-"
_EVIDENCE = "E"


def say_margins(margins: Sequence[LineMargin], language: Language) -> tuple[str, ...]:
    """One sentence a line: above or below it, in points and in standard errors."""
    return tuple(
        say(
            language,
            f"subject.changes.{'below' if margin.points < 0 else 'above'}",
            line=say(language, f"subject.changes.line.{margin.line}"),
            points=say_number(abs(margin.points), language),
            errors="–" if margin.errors is None else say_number(abs(margin.errors), language),
        )
        for margin in margins
    )


def say_lifts(lifts: Sequence[GateLift], catalogue: Catalogue, language: Language) -> tuple[str, ...]:
    """One sentence a rule: the fewest reports with which it would no longer stand against the subject."""
    return tuple(
        say(
            language,
            f"subject.changes.lifted.{_kind(lift.rule)}",
            n=len(lift.indicators),
            names=say_list([indicator_name(code, catalogue, language) for code in lift.indicators], language),
            rule=say_rule(lift.rule, catalogue, language),
        )
        for lift in lifts
    )


def _kind(rule: str) -> str:
    """Whether the rule is one on reporting (bad if it holds), a gate of evidence (good if it holds), or a gate without a figure."""
    if rule.startswith(_GATE):
        return "unknown"
    return "gate" if rule.startswith(_EVIDENCE) else "reporting"
