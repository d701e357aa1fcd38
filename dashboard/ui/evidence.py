"""Why a verdict is what it is, as tables: its rules with margins, what would change it, what was not reported, its source cells."""

from collections.abc import Sequence

from dashboard.text.figures import say_count, say_period, say_share, say_value
from dashboard.text.say import Language, say
from dashboard.ui.labels import grade_chip, indicator_name
from dashboard.ui.markup import Table, Value
from dashboard.ui.verdict_sentences import say_margin, say_rule, say_rule_figure
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import RuleOutcome, SmallestChange, SourceCell
from indicators.model.verdict import Grade, GradeBasis, Reporting, Verdict

_RULE_COLUMNS = ("id", "rule", "value", "threshold", "margin", "passed")
_CHANGE_COLUMNS = ("indicator", "value", "needed", "cases", "grade")
_CELL_COLUMNS = ("period", "place", "value", "submission")
_FEW = 8
_BARS_PRAISE = ("R1", "R4")
_FINDING = ("C1", "C2")


def rules_table(rules: Sequence[RuleOutcome], catalogue: Catalogue, language: Language) -> Table:
    """One row a rule in the order of evaluation, with what it compared and by which margin it holds."""
    tally = [sum(rule.passed is outcome for rule in rules) for outcome in (True, False, None)]
    caption = say(language, "subject.rules.sentence", n=len(rules), met=tally[0], unmet=tally[1], not_run=tally[2])
    return Table(
        _head("rules", _RULE_COLUMNS, language),
        tuple(_rule_row(rule, catalogue, language) for rule in rules),
        frozenset({2, 3, 4}),
        caption,
    )


def decisive_rules(verdict: Verdict) -> tuple[RuleOutcome, ...]:
    """The rules that made the verdict: what speaks against the subject and holds, evidence that fails, and for praise its grounds.

    What only bars a commendation counts where one was earned, what only bars a criticism where the shortfall is large and proven.
    """
    found = {rule.id: rule.passed for rule in verdict.rules}
    ahead = bool(found.get("K1") and found.get("K2"))
    behind = bool(found.get("C1") and found.get("C2"))
    rules = [rule for rule in verdict.rules if behind or rule.id in _FINDING or rule.id[0] != "C"]
    return tuple(rule for rule in rules if _is_decisive(rule, ahead, verdict.grade is Grade.COMMEND))


def changes_table(changes: Sequence[SmallestChange], catalogue: Catalogue, language: Language) -> Table:
    """One row an indicator: from which value to which, in whole cases where it counts cases, and what the verdict would become."""
    rows = tuple(_change_row(change, catalogue, language) for change in changes if change.indicator in catalogue.indicators)
    return Table(_head("changes", _CHANGE_COLUMNS, language), rows, frozenset({1, 2, 3}), say(language, "subject.changes.one"))


def say_closing(verdict: Verdict, language: Language) -> str:
    """The common share of all gaps to close for the next better grade, in a sentence; under a veto no figures change it."""
    if verdict.grade_basis == GradeBasis.VETO:
        return say(language, "subject.changes.veto")
    if verdict.closing_share is None or verdict.closing_grade is None:
        return say(language, "subject.changes.no_closing")
    grade = say(language, f"verdicts.grade.{verdict.closing_grade}")
    return say(language, "subject.changes.closing", share=say_share(verdict.closing_share, language, digits=0), grade=grade)


def say_reporting(reporting: Reporting, catalogue: Catalogue, language: Language) -> tuple[str, ...]:
    """Coverage first, then what is missing, late, a department's own, or stated as not available."""
    coverage = reporting.coverage
    share = "" if coverage is None else say_share(coverage, language, digits=0)
    first = say(language, "subject.reporting.no_coverage") if coverage is None else say(language, "subject.reporting.coverage", share=share)
    lists = {name: getattr(reporting, name) for name in ("missing", "late", "department_owned", "not_available")}
    told = [_say_list(name, codes, catalogue, language) for name, codes in lists.items() if codes]
    if not (reporting.missing or reporting.late or coverage is None):
        told.append(say(language, "subject.reporting.complete"))
    return (first, *told)


def cells_table(cells: Sequence[SourceCell], language: Language) -> Table:
    """One row a source cell: file!sheet!cell, what stands there, the submission it came in."""
    rows = tuple(
        (say_period(cell.period, language), f"{cell.file}!{cell.sheet}!{cell.cell}", cell.value, cell.submission) for cell in cells
    )
    return Table(_head("cells", _CELL_COLUMNS, language), rows, frozenset({2}), say(language, "subject.cells.sentence", n=len(rows)))


def _rule_row(rule: RuleOutcome, catalogue: Catalogue, language: Language) -> tuple[Value, ...]:
    numbers = tuple(say_rule_figure(rule.id, figure, catalogue, language) for figure in (rule.value, rule.threshold))
    margin = say_margin(rule.id, rule.margin, catalogue, language)
    passed = say(language, f"subject.rules.passed.{str(rule.passed).lower()}")
    return (rule.id, say_rule(rule.id, catalogue, language), *numbers, margin, passed)


def _is_decisive(rule: RuleOutcome, ahead: bool, praised: bool) -> bool:
    if rule.id[0] == "E":
        return rule.passed is False
    if rule.id[0] == "G":
        return ahead and rule.passed is False
    if rule.id[0] == "K":
        return rule.passed is True if praised else ahead and rule.passed is False
    return rule.passed is True and (ahead or rule.id not in _BARS_PRAISE)


def _change_row(change: SmallestChange, catalogue: Catalogue, language: Language) -> tuple[Value, ...]:
    indicator = catalogue.indicators[change.indicator]
    needed = say(language, "subject.changes.impossible") if change.needed is None else say_value(indicator, change.needed, language)
    return (
        indicator_name(change.indicator, catalogue, language),
        say_value(indicator, change.value, language),
        needed,
        say_cases(change, indicator.persons, language),
        grade_chip(change.target_grade, language),
    )


def say_cases(change: SmallestChange, persons: bool, language: Language) -> str:
    """Whole cases; below 8 of persons only `a few cases` (method.md 1.15)."""
    if change.whole_cases is None:
        return "–"
    few = persons and abs(change.whole_cases) < _FEW
    return say(language, "formats.few_cases") if few else say_count(change.whole_cases, language)


def _say_list(name: str, codes: Sequence[str], catalogue: Catalogue, language: Language) -> str:
    names = [indicator_name(code, catalogue, language) for code in codes]
    return say(language, f"subject.reporting.{name}", n=len(codes), names=names)


def _head(table: str, columns: Sequence[str], language: Language) -> tuple[str, ...]:
    return tuple(say(language, f"subject.{table}.columns.{column}") for column in columns)
