"""The command that holds a kept assessment against the same figures under other rules."""

from argparse import Namespace
from datetime import date
from pathlib import Path

from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_json, print_line
from dashboard.services.rule_comparison import OtherRules, Source, compare_rules
from dashboard.text.rule_sentences import say_summary, say_verdict_change
from dashboard.text.say import Language
from indicators.assessment.document import to_plain


def run_compare_rules(arguments: Namespace) -> Exit:
    """Which verdicts change and because of what, how far scores move; nothing is kept or published."""
    desk = open_desk(arguments.acting_as)
    comparison = compare_rules(desk, arguments.id, _other_rules(arguments.rules))
    if arguments.json:
        print_json(to_plain(comparison))
        return Exit.DONE
    for language in Language:
        print_line(say_summary(comparison, language))
        for change in comparison.verdicts:
            print_line("  " + say_verdict_change(change, change.subject, language).replace("\n", ", "))
    return Exit.DONE


def _other_rules(given: str) -> OtherRules:
    """A file if there is one of this name, a day if it reads as one, else a fingerprint."""
    if Path(given).is_file():
        return OtherRules(Source.TEXT, Path(given).read_text(encoding="utf-8-sig"))
    try:
        return OtherRules(Source.DAY, date.fromisoformat(given).isoformat())
    except ValueError:
        return OtherRules(Source.VERSION, given)
