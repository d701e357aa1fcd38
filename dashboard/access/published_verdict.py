"""The published copy of one region's verdict: hidden rates, and nothing from which they could be computed back.

A hidden rate leaves with its gap, score, p-value and progress (a label stands for a range of the rate). The score of an area is a
weighted mean, so one hidden score alone in it could be solved for: a second one (on the fewest persons) goes with it, and where there is
no second, the scores of two areas go.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.access.published_outlook import round_heading, round_outlook
from dashboard.access.small_counts import (
    PROTECTED,
    SMALLEST_BASE,
    blurred_result,
    hides_rate,
    hides_sum,
    is_small,
    round_count,
    round_value,
)
from indicators.model.area import SCORED_AREAS, Area
from indicators.model.finding import Comparison, Contribution, IndicatorResult, RuleOutcome, SmallestChange
from indicators.model.indicator import Indicator, Use
from indicators.model.verdict import Verdict

_PLANNED = ("path", "vs_path")
_OFFICE_CAVEATS = ("review_opened",)
_WITHOUT_INDICATORS = ("C3b", "C7", "K7")
"""Rules whose value is the score with indicators left out."""
_OF_AREAS = ("C6", "K3")
"""Rules whose value is one area's score, or the score under other weights of the areas."""
_UNQUOTED = {"area_far_behind": "area_behind_unquoted", "benefit_of_doubt": "benefit_unquoted"}
OTHERS = "others"
"""Stands in place of an indicator code for the merged contributions."""
TOLERANCE = 2e-3
"""Rounded figures that differ by less are the same."""
GATE = "G-"
"""How the rules of gates begin; the rest is the indicator (method.md 1.12b)."""


def protect_verdict(verdict: Verdict, indicators: Mapping[str, Indicator], withheld: frozenset[str] = frozenset()) -> Verdict:
    """The verdict as published: small counts protected, scores to one decimal, contributions on few persons merged.

    `withheld`: indicators whose counts, added up, would give a hidden count away (released_counts).
    """
    regional = verdict.kind == "region"
    hidden = hidden_indicators(verdict, indicators, withheld)
    unshown = _unshown_areas(verdict, indicators, hidden)
    published = round_verdict(verdict)
    blurred = {result.indicator: blurred_result(result, indicators[result.indicator]) for result in verdict.indicators}
    seen = {code: result.value for code, result in blurred.items() if result.value is not None}
    return replace(
        published,
        areas={area: None if area in unshown else score for area, score in published.areas.items()},
        safeguards=None if Area.SAFEGUARDS in unshown else published.safeguards,
        indicators=tuple(
            _protect_result(result, indicators[result.indicator], hidden)
            for result in blurred.values()
            if not (regional and is_office_only(indicators[result.indicator]))
        ),
        caveats=tuple(caveat for caveat in published.caveats if not (regional and caveat["code"] in _OFFICE_CAVEATS)),
        comparisons={
            name: _merge_small(_as_seen(comparison, seen), hidden, indicators) for name, comparison in verdict.comparisons.items()
        },
        changes=tuple(
            _protect_change(replace(change, value=seen.get(change.indicator, change.value)), indicators[change.indicator])
            for change in verdict.changes
            if change.indicator not in hidden
        ),
        rules=tuple(_protect_gate(_protect_equation(_gate_as_seen(rule, seen), hidden, unshown), hidden) for rule in published.rules),
        reasons=tuple(
            told
            for reason in published.reasons
            if (told := _protect_reason(_protect_area(_reason_as_seen(reason, seen), unshown), hidden)) is not None
        ),
        benefit=None if unshown else published.benefit,
    )


def is_office_only(indicator: Indicator) -> bool:
    """Whether regional figures of this indicator stay with the office: a red line is published for the country only (method.md 1.12b)."""
    return indicator.use is Use.RED_LINE


def round_verdict(verdict: Verdict) -> Verdict:
    """The verdict with scores to one decimal and shares and p-values to three; nothing hidden (national level)."""
    return replace(
        verdict,
        score=_to_decimals(verdict.score, 1),
        score_low=_to_decimals(verdict.score_low, 1),
        score_high=_to_decimals(verdict.score_high, 1),
        T=_to_decimals(verdict.T, 1),
        se=_to_decimals(verdict.se, 1),
        seT=_to_decimals(verdict.seT, 1),
        safeguards=_to_decimals(verdict.safeguards, 1),
        q_plan=_to_decimals(verdict.q_plan, 3),
        q_peer=_to_decimals(verdict.q_peer, 3),
        q_praise=_to_decimals(verdict.q_praise, 3),
        fulfilment=_to_decimals(verdict.fulfilment, 3),
        closing_share=_to_decimals(verdict.closing_share, 3),
        areas={area: _to_decimals(score, 1) for area, score in verdict.areas.items()},
        rules=tuple(_round_rule(rule) for rule in verdict.rules),
        reasons=tuple(_round_facts(reason) for reason in verdict.reasons),
        **round_outlook(verdict),
    )


def hidden_indicators(verdict: Verdict, indicators: Mapping[str, Indicator], withheld: frozenset[str]) -> frozenset[str]:
    """Codes of the results whose value may not be shown: those on few persons, those withheld, and in each area the second unknown.

    The country's rest and base are sums of many: of its counts only those hide a rate that are small themselves.
    """
    results = [result for result in verdict.indicators if result.value is not None]
    hides = hides_rate if verdict.kind == "region" else hides_sum
    hidden = {result.indicator for result in results if hides(indicators[result.indicator], result.numerator, result.denominator)}
    hidden |= {result.indicator for result in results if result.indicator in withheld}
    for scored in _scored_by_area(results, indicators).values():
        unknown = [result for result in scored if result.indicator in hidden]
        rest = [result for result in scored if result.indicator not in hidden]
        if len(unknown) == 1 and rest:
            hidden.add(min(rest, key=_persons).indicator)
    return frozenset(hidden)


def _unshown_areas(verdict: Verdict, indicators: Mapping[str, Indicator], hidden: frozenset[str]) -> set[str]:
    """Areas whose score is that of one hidden indicator, and one more (with the fewest indicators) if it is one of the overall score."""
    scored = _scored_by_area(verdict.indicators, indicators)
    alone = {area for area, results in scored.items() if len(results) == 1 and results[0].indicator in hidden}
    in_overall = [area for area in SCORED_AREAS if verdict.areas.get(area) is not None]
    if len(alone & set(in_overall)) == 1:
        rest = [area for area in in_overall if area not in alone]
        alone |= set(sorted(rest, key=lambda area: len(scored[area]))[:1])
    return alone


def _scored_by_area(results: Sequence[IndicatorResult], indicators: Mapping[str, Indicator]) -> dict[str, list[IndicatorResult]]:
    areas: dict[str, list[IndicatorResult]] = defaultdict(list)
    for result in results:
        if result.score is not None and result.weight > 0:
            areas[indicators[result.indicator].area].append(result)
    return areas


def _persons(result: IndicatorResult) -> float:
    known = [n for n in (result.numerator, result.denominator) if n is not None]
    return min(known, default=float("inf"))


def _protect_result(result: IndicatorResult, indicator: Indicator, hidden: frozenset[str]) -> IndicatorResult:
    counts = (result.numerator, result.denominator)
    if result.indicator in hidden:  # not even the base: it would say that the numerator is the small one
        bare = replace(result, value=None, gap=None, se_gap=None, score=None, p_plan=None, trend=None, forecast=None, alarm=None)
        shown = result.value is not None
        state, progress = (PROTECTED, PROTECTED) if shown else (result.state, result.progress)
        return replace(bare, numerator=None, denominator=None, state=state, progress=progress)
    numerator, denominator = map(round_count, counts) if indicator.persons else counts
    return replace(round_result(result, indicator), numerator=numerator, denominator=denominator)


def round_result(result: IndicatorResult, indicator: Indicator) -> IndicatorResult:
    """The result with value, path and gap to one decimal of the unit, the score to one, the p-value to three."""
    return replace(
        result,
        value=round_value(indicator, result.value),
        path=round_value(indicator, result.path),
        gap=round_value(indicator, result.gap),
        se_gap=round_value(indicator, result.se_gap),
        score=_to_decimals(result.score, 1),
        p_plan=_to_decimals(result.p_plan, 3),
        **round_heading(result, indicator),
    )


def _merge_small(comparison: Comparison, hidden: frozenset[str], indicators: Mapping[str, Indicator]) -> Comparison:
    """Printed contributions; those that are hidden or stand on n < 10 merged into one, never a single one by itself."""
    ordered = sorted(comparison.contributions, key=lambda part: float("inf") if part.n is None else part.n)
    merged = {part.indicator for part in ordered if part.indicator in hidden or (part.n is not None and part.n < SMALLEST_BASE)}
    if len(merged) == 1:
        merged |= {part.indicator for part in [part for part in ordered if part.indicator not in merged][:1]}
    planned = comparison.reference in _PLANNED
    shown = [part for part in comparison.contributions if part.indicator not in merged]
    kept = tuple(_round_part(part, indicators.get(part.indicator), planned) for part in shown)
    rest = [part for part in comparison.contributions if part.indicator in merged]
    reference = 100.0 if comparison.reference_score is None else comparison.reference_score
    total = round(round(reference + comparison.total, 1) - round(reference, 1), 1)  # from one printed end to the other
    coverage = round(comparison.coverage_effect, 1)
    others = round(total - coverage - sum(part.printed for part in kept), 1)
    parts = (*kept, Contribution(OTHERS, others, others, None, None, None)) if rest or others else kept
    return replace(
        comparison,
        reference_score=_to_decimals(comparison.reference_score, 1),
        contributions=parts,
        coverage_effect=coverage,
        total=total,
    )


def _round_part(part: Contribution, indicator: Indicator | None, planned: bool) -> Contribution:
    """A contribution as printed. A reference that is other people's figure (a year ago, the peers) is not repeated."""
    if indicator is None:  # the merged ones, where a published copy is protected again
        return part
    expected = round_value(indicator, part.expected) if planned or not indicator.persons else None
    n = round_count(part.n) if indicator.persons else part.n
    return replace(part, contribution=part.printed, value=round_value(indicator, part.value), expected=expected, n=n)


def _protect_change(change: SmallestChange, indicator: Indicator) -> SmallestChange:
    few = is_small(change.whole_cases)
    cases = None if few or change.whole_cases is None else round_count(change.whole_cases)
    return replace(
        change,
        value=round_value(indicator, change.value),
        needed=None if few else round_value(indicator, change.needed),
        whole_cases=None if cases is None else int(cases),
    )


def _protect_gate(rule: RuleOutcome, hidden: frozenset[str]) -> RuleOutcome:
    """The rule of a gate carries the value of its indicator."""
    return replace(rule, value=None, margin=None) if rule.id.removeprefix(GATE) in hidden else rule


def _as_seen(comparison: Comparison, seen: Mapping[str, float]) -> Comparison:
    """The comparison with every value as its result shows it."""
    parts = tuple(replace(part, value=seen.get(part.indicator, part.value)) for part in comparison.contributions)
    return replace(comparison, contributions=parts)


def _gate_as_seen(rule: RuleOutcome, seen: Mapping[str, float]) -> RuleOutcome:
    """The rule of a gate with the value that its indicator's result shows, and the margin to match."""
    value = seen.get(rule.id.removeprefix(GATE)) if rule.id.startswith(GATE) else None
    if value is None or rule.value is None or rule.threshold is None or rule.margin is None:
        return rule
    side = 1 if abs((rule.value - rule.threshold) - rule.margin) < TOLERANCE else -1
    return _round_rule(replace(rule, value=value, margin=side * (value - rule.threshold)))


def _reason_as_seen(facts: Mapping[str, object], seen: Mapping[str, float]) -> Mapping[str, object]:
    """A reason that quotes the value of an indicator quotes the one that its result shows."""
    value = seen.get(str(facts.get("indicator")))
    return {**facts, "value": round(value, 3)} if value is not None and "value" in facts else facts


def _protect_equation(rule: RuleOutcome, hidden: frozenset[str], unshown: set[str]) -> RuleOutcome:
    """A rule carries no second mean of what is hidden: together with the score that is shown it could be solved for it."""
    told = (bool(hidden) and rule.id in _WITHOUT_INDICATORS) or (bool(unshown) and rule.id in _OF_AREAS)
    return replace(rule, value=None, margin=None) if told else rule


def _protect_area(facts: Mapping[str, object], unshown: set[str]) -> Mapping[str, object]:
    """A reason that quotes the score of an area that is not shown, or a second mean of such areas, says so without the figure."""
    unquoted = _UNQUOTED.get(str(facts["code"]))
    if unquoted is not None and unshown and facts.get("area", "") in (*unshown, ""):
        return {"code": unquoted, **{name: facts[name] for name in ("area", "line") if name in facts}}
    return facts


def _protect_reason(facts: Mapping[str, object], hidden: frozenset[str]) -> Mapping[str, object] | None:
    """A reason that quotes a hidden indicator says so without the figure, or is left out where the figure is all it says."""
    if facts.get("indicator") not in hidden or not any(isinstance(fact, float) for fact in facts.values()):
        return facts
    return {"code": "gate_not_met", "indicator": facts["indicator"]} if facts["code"] == "gate_failed" else None


def _round_facts(facts: Mapping[str, object]) -> Mapping[str, object]:
    return {name: _short(fact) if isinstance(fact, float) else fact for name, fact in facts.items()}


def _round_rule(rule: RuleOutcome) -> RuleOutcome:
    return replace(rule, value=_short(rule.value), threshold=rule.threshold, margin=_short(rule.margin))


def _short(x: float | None) -> float | None:
    """One decimal for points, three for shares and p-values, told apart by their size."""
    return _to_decimals(x, 1 if x is not None and abs(x) > 1 else 3)


def _to_decimals(x: float | None, digits: int) -> float | None:
    return None if x is None else round(x, digits)
