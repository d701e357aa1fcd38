"""One verdict explained on the command line: the whole object with its words for machines, and as sentences for people."""

from collections.abc import Callable, Iterator
from typing import Any

from dashboard.charts.contributions import COVERAGE, OTHERS, REFERENCE, TOTAL, fold_contributions
from dashboard.services.desk import Desk
from dashboard.services.views import Explanation
from dashboard.text.figures import say_date, say_number, say_period, say_points, say_share, say_value
from dashboard.text.say import Language, say
from dashboard.ui.evidence import say_cases, say_closing, say_reporting
from dashboard.ui.labels import indicator_name, subject_name
from dashboard.ui.outlook import say_outlook
from dashboard.ui.rank_doubt import say_rank_doubt
from dashboard.ui.safety import say_lifts, say_margins
from dashboard.ui.verdict_sentences import say_margin, say_rule, say_rule_figure, say_told
from indicators.assessment.document import verdict_document
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import RuleOutcome, SmallestChange
from indicators.model.verdict import Lines, Verdict

Words = dict[str, str]
_COMPARISONS = ("vs_path", "vs_peers", "vs_last_year")


def explanation_document(found: Explanation, desk: Desk) -> dict[str, Any]:
    """What `why --json` prints: the verdict with its cells, what it was computed from, and its codes in words of both languages."""
    verdict, assessment, catalogue = found.verdict, found.view.assessment, desk.catalogue
    document = verdict_document(verdict, found.cells, found.rank_doubt)
    for kind in ("reasons", "caveats"):
        texts = {language.value: say_told(document[kind], kind, catalogue, language) for language in Language}
        document[kind] = [
            {**entry, "text": {code: text[place] for code, text in texts.items()}} for place, entry in enumerate(document[kind])
        ]
    document["rules"] = [{**rule, "label": _rule_in_words(rule["id"], catalogue)} for rule in document["rules"]]
    snapshot = {"id": assessment.snapshot_id, "sha256": assessment.snapshot_sha256} if assessment.snapshot_id else None
    return {
        "period": assessment.period,
        "name": _both(lambda tongue: subject_name(verdict.subject, catalogue, tongue)),
        "headline": _both(lambda tongue: say_headline(verdict, assessment.lines, tongue)),
        "tier": found.view.tier,
        "method_version": assessment.method_version,
        "rules_version": assessment.rules_version,
        "catalogue_version": assessment.catalogue_version,
        "snapshot": snapshot,
        "provisional": assessment.provisional,
        **document,
    }


def explanation_lines(found: Explanation, desk: Desk, language: Language) -> Iterator[str]:
    """The explanation in sentences, from the verdict to what the figures rest on; the cells follow by themselves."""
    verdict, assessment, catalogue = found.verdict, found.view.assessment, desk.catalogue
    facts = {"name": subject_name(verdict.subject, catalogue, language), "subject": verdict.subject}
    period, grade = say_period(assessment.period, language), say(language, f"verdicts.grade.{verdict.grade}")
    yield say(language, "explanation.title", period=period, grade=grade, **facts)
    basis, state = say(language, f"verdicts.grade_basis.{verdict.grade_basis}"), say(language, f"verdicts.state.{verdict.state}")
    yield "  " + say(language, "explanation.procedure", basis=basis, state=state)
    yield "  " + say_headline(verdict, assessment.lines, language)
    if verdict.score is not None:
        lines = {name: say_number(getattr(assessment.lines, name), language) for name in ("criticise", "watch", "commend")}
        score = say_number(verdict.score, language)
        yield "  " + say(language, "explanation.score", score=score, lines=say(language, "subject.verdict.against", **lines))
    for kind in ("reasons", "caveats"):
        yield from _listed(say(language, f"subject.{kind}"), say_told(getattr(verdict, kind), kind, catalogue, language))
    yield from _listed(say(language, "explanation.rules"), [_rule_line(rule, catalogue, language) for rule in verdict.rules])
    yield from _contributions(verdict, catalogue, language)
    yield from _listed(say(language, "subject.changes.heading"), _changes(verdict, catalogue, language))
    yield from _listed(say(language, "subject.outlook"), _outlook(found, language))
    yield from _listed(say(language, "subject.reporting.heading"), say_reporting(verdict.reporting, catalogue, language))
    yield _sources(found, language)


def cell_lines(found: Explanation, language: Language) -> Iterator[str]:
    """Every cell behind the verdict: indicator, period, file!sheet!cell and the figure in it."""
    yield say(language, "explanation.cells", n=len(found.cells))
    for cell in found.cells:
        yield f"  {cell.indicator} {cell.period} {cell.subject} {cell.file}!{cell.sheet}!{cell.cell} = {cell.value}"


def say_headline(verdict: Verdict, lines: Lines, language: Language) -> str:
    """How much of the progress due was made, beside what the line for criticism stands for (method.md 1.13)."""
    if verdict.fulfilment is None or not lines.planned_share:
        return say(language, "explanation.headline.no_score")
    line = 1 - (100 - lines.criticise) / (100 * lines.planned_share)
    share = say_share(max(0.0, verdict.fulfilment), language)
    return say(language, "explanation.headline.measured", share=share, line=say_share(line, language, digits=0))


def _rule_in_words(rule: str, catalogue: Catalogue) -> Words:
    return {language.value: say_rule(rule, catalogue, language) for language in Language}


def _both(speak: Callable[[Language], str]) -> Words:
    return {language.value: speak(language) for language in Language}


def _listed(heading: str, sentences: tuple[str, ...] | list[str]) -> Iterator[str]:
    if sentences:
        yield heading
        yield from (f"  - {sentence}" for sentence in sentences)


def _rule_line(rule: RuleOutcome, catalogue: Catalogue, language: Language) -> str:
    return say(
        language,
        "explanation.rule",
        id=rule.id,
        rule=say_rule(rule.id, catalogue, language),
        value=say_rule_figure(rule.id, rule.value, catalogue, language),
        threshold=say_rule_figure(rule.id, rule.threshold, catalogue, language),
        margin=say_margin(rule.id, rule.margin, catalogue, language),
        passed=say(language, f"subject.rules.passed.{str(rule.passed).lower()}"),
    )


def _contributions(verdict: Verdict, catalogue: Catalogue, language: Language) -> Iterator[str]:
    """The printed parts of each comparison, which add up from its reference to the score."""
    for kind in (name for name in _COMPARISONS if name in verdict.comparisons):
        comparison = verdict.comparisons[kind]
        ends = {REFERENCE: f"subject.contributions.reference.{kind}", TOTAL: "subject.contributions.total"}
        words = {OTHERS: "subject.contributions.others", COVERAGE: "subject.contributions.coverage_effect", **ends}
        parts = []
        for step in fold_contributions(comparison):
            name = say(language, words[step.code]) if step.code in words else indicator_name(step.code, catalogue, language)
            points = say_number(step.points, language) if step.code in ends else say_points(step.points, language)
            parts.append(say(language, "explanation.part", name=name, points=points))
        yield from _listed(f"{say(language, 'subject.contributions.heading')} · {say(language, f'verdicts.comparison.{kind}')}", parts)


def _changes(verdict: Verdict, catalogue: Catalogue, language: Language) -> list[str]:
    """The common share to close, the single indicators that could do it alone, the distance to each line, reports that lift a gate."""
    able = [change for change in verdict.changes if change.needed is not None and change.indicator in catalogue.indicators]
    single = [_change_line(change, catalogue, language) for change in able] or [say(language, "explanation.no_single")]
    margins, lifts = say_margins(verdict.margins, language), say_lifts(verdict.lifts, catalogue, language)
    return [say_closing(verdict, language), *single, *margins, *lifts]


def _change_line(change: SmallestChange, catalogue: Catalogue, language: Language) -> str:
    indicator = catalogue.indicators[change.indicator]
    facts = {
        "name": indicator_name(change.indicator, catalogue, language),
        "value": say_value(indicator, change.value, language),
        "needed": say_value(indicator, change.needed, language),
        "grade": say(language, f"verdicts.grade.{change.target_grade}"),
    }
    if change.whole_cases is None:
        return say(language, "explanation.change_without_cases", **facts)
    cases = say_cases(change, indicator.persons, language)
    one = cases == "1"
    told = say(language, "explanation.cases_one") if one else say(language, "explanation.cases", n=cases) if cases[:1].isdigit() else cases
    return say(language, "explanation.change", cases=told, **facts)


def _outlook(found: Explanation, language: Language) -> tuple[str, ...]:
    tier = found.verdict.rank.tier
    rank = () if tier is None else (say(language, "explanation.rank", tier=say(language, f"verdicts.tier.{tier}")),)
    return (*say_outlook(found.verdict, language), *rank, *say_rank_doubt(found.rank_doubt, language))


def _sources(found: Explanation, language: Language) -> str:
    assessment = found.view.assessment
    versions = {"method": assessment.method_version, "rules": assessment.rules_version, "catalogue": assessment.catalogue_version}
    return say(
        language,
        "explanation.sources",
        tier=say(language, f"subject.footer.tiers.{found.view.tier}"),
        as_of=say_date(found.view.as_of, language),
        versions=say(language, "brief.footer.version_list", **versions),
        snapshot=assessment.snapshot_id or say(language, "ui.none"),
    )
