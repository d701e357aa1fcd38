"""The command that holds a kept assessment against the same figures under other rules."""

from argparse import Namespace
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_json, print_line
from dashboard.services.rule_comparison import OtherRules, Source, compare_rules
from dashboard.text.rule_sentences import say_because, say_lines, say_summary
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name
from dashboard.ui.verdict_sentences import say_outcome_change
from indicators.assessment.document import to_plain
from indicators.catalogue.catalogue import Catalogue
from indicators.model.rule_comparison import RuleChange, VerdictChange


def run_compare_rules(arguments: Namespace) -> Exit:
    """Which verdicts change and because of what, how far scores move; nothing is kept or published."""
    desk = open_desk(arguments.acting_as)
    comparison = compare_rules(desk, arguments.id, _other_rules(arguments.rules))
    if arguments.json:
        print_json(to_plain(comparison))
        return Exit.DONE
    for language in Language:
        print_line(say_summary(comparison, language))
        for rule in comparison.rules:
            facts = {"text": rule.text.in_language(language), "before": _shown(rule.before), "after": _shown(rule.after)}
            print_line("  " + say(language, "rule_comparison.told.changed", **facts))
        print_line("  " + (say_lines(comparison, language) or say(language, "rule_comparison.lines_stay")))
        for change in comparison.verdicts:
            print_line("  " + _say_change(change, comparison.rules, desk.catalogue, language))
    return Exit.DONE


def _say_change(change: VerdictChange, rules: Sequence[RuleChange], catalogue: Catalogue, language: Language) -> str:
    """Who, from which verdict to which, the first rule that comes out otherwise with its figures, and the changed rules behind it."""
    first = change.outcomes[0] if change.outcomes else None
    return say(
        language,
        "rule_comparison.told.verdict",
        name=subject_name(change.subject, catalogue, language),
        before=say(language, f"verdicts.grade.{change.grade_before}"),
        after=say(language, f"verdicts.grade.{change.grade_after}"),
        cause=say_outcome_change(first, catalogue, language) if first else say(language, "rule_comparison.earlier_quarters"),
        because=say_because(change, language, rules).replace("\n", " / "),
    )


def _shown(value: object) -> str:
    return "–" if value is None else str(value)


def _other_rules(given: str) -> OtherRules:
    """A file if there is one of this name, a day if it reads as one, else a fingerprint."""
    if Path(given).is_file():
        return OtherRules(Source.TEXT, Path(given).read_text(encoding="utf-8-sig"))
    try:
        return OtherRules(Source.DAY, date.fromisoformat(given).isoformat())
    except ValueError:
        return OtherRules(Source.VERSION, given)
