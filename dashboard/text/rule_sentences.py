"""What other rules would change, in sentences: whose verdicts, how far scores and lines move. Names of subjects are handed in."""

from collections.abc import Mapping, Sequence

from dashboard.text.figures import say_number
from dashboard.text.say import Language, say
from indicators.model.rule_comparison import RuleChange, RuleComparison, ScoreShift, VerdictChange

_SCORE_DIGITS = 2


def say_summary(comparison: RuleComparison, language: Language) -> str:
    """How many verdicts change, by fingerprint of the rules."""
    versions = {"before": comparison.before, "after": comparison.after}
    if not comparison.verdicts:
        return say(language, "rule_comparison.same", **versions)
    kinds = [change.kind for change in comparison.verdicts]
    regions = kinds.count("region")
    return say(language, "rule_comparison.summary", **versions, regions=regions, departments=len(kinds) - regions)


def say_shifts(comparison: RuleComparison, names: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """How far the scores of regions and of departments move; one sentence where none does."""
    shifts = {"regions": comparison.regions, "departments": comparison.departments}
    told = tuple(_say_shift(kind, shift, names, language) for kind, shift in shifts.items() if shift.subject is not None)
    return told or (say(language, "rule_comparison.shift.none"),)


def say_lines(comparison: RuleComparison, language: Language) -> str:
    """Where the verdict lines stand on both sides; empty where they stay."""
    sides = {"before": comparison.lines_before, "after": comparison.lines_after}
    if comparison.lines_before == comparison.lines_after:
        return ""
    facts = {
        f"{line}_{side}": say_number(getattr(lines, line), language)
        for side, lines in sides.items()
        for line in ("criticise", "watch", "commend")
    }
    return say(language, "rule_comparison.lines", **facts)


def say_verdict_change(change: VerdictChange, name: str, language: Language) -> str:
    """One line: who, from which verdict to which, the first rule to differ, and the changed rules behind it."""
    grades = " → ".join(say(language, f"verdicts.grade.{grade}") for grade in (change.grade_before, change.grade_after))
    first = change.outcomes[0].id if change.outcomes else say(language, "rule_comparison.earlier_quarters")
    return f"{name}\t{grades}\t{first}\t{say_because(change, language)}"


def say_because(change: VerdictChange, language: Language, rules: Sequence[RuleChange] = ()) -> str:
    """The changed rules each of which alone makes this change, in the words of `rules` as far as they have them."""
    texts = {rule.id: rule.text.in_language(language) for rule in rules}
    return "\n".join(texts.get(id, id) for id in change.because) if change.because else say(language, "rule_comparison.several")


def _say_shift(kind: str, shift: ScoreShift, names: Mapping[str, str], language: Language) -> str:
    points = {"median": say_number(shift.median, language, _SCORE_DIGITS), "largest": say_number(shift.largest, language, _SCORE_DIGITS)}
    subject = shift.subject or ""
    return say(language, f"rule_comparison.shift.{kind}", **points, subject=names.get(subject, subject))
