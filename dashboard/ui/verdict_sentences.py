"""Reasons, caveats and rules of a verdict as sentences: each is a code with raw facts, which get their units and names here."""

from collections.abc import Mapping, Sequence

from dashboard.text.figures import say_number, say_percentage_points, say_share, say_value
from dashboard.text.say import Language, say
from dashboard.ui.labels import indicator_name
from indicators.catalogue.catalogue import Catalogue
from indicators.model.rule_comparison import OutcomeChange

_SHARES = ("coverage", "limit", "planned", "share")
_SCORES = ("score", "line", "watch", "commend", "points", "se")
_CHANCES = ("q", "level")
_POINTS_OF = {"evidence_too_thin": ("limit",)}
_GATE = "G-"
_LEAST_CHANCE = 0.001
_SHARE_RULES = ("R1", "R2", "R3", "E1", "E2", "E4", "C5", "K5", "K6", "W4", "W6")
_CHANCE_RULES = ("C2", "C3", "K2", "W2")
_COUNT_RULES = ("V", "R4", "C4", "K4", "W5")

Told = Mapping[str, object]


def say_told(told: Sequence[Told], kind: str, catalogue: Catalogue, language: Language) -> tuple[str, ...]:
    """The sentences `verdicts.<kind>.<code>` of reasons or caveats."""
    return tuple(_say_one(entry, kind, catalogue, language) for entry in told)


def say_rule(rule_id: str, catalogue: Catalogue, language: Language) -> str:
    """What a rule asks, in words; a gate names its indicator."""
    if rule_id.startswith(_GATE):
        return say(language, "verdicts.rule.gate", indicator=indicator_name(rule_id.removeprefix(_GATE), catalogue, language))
    return say(language, f"verdicts.rule.{rule_id}")


def say_rule_figure(rule_id: str, figure: float | None, catalogue: Catalogue, language: Language) -> str:
    """A value or threshold of a rule in its unit: shares in percent, significance to three decimals, scores to one."""
    if figure is None:
        return "–"
    if rule_id.startswith(_GATE) and rule_id.removeprefix(_GATE) in catalogue.indicators:
        return say_value(catalogue.indicators[rule_id.removeprefix(_GATE)], figure, language)
    if rule_id in _SHARE_RULES:
        return say_share(figure, language)
    if rule_id in _CHANCE_RULES:
        return say_chance(figure, language)
    return say_number(figure, language, 0 if rule_id in _COUNT_RULES else 1)


def say_margin(rule_id: str, margin: float | None, catalogue: Catalogue, language: Language) -> str:
    """By how much a condition is met (positive) or missed, in the unit of its rule."""
    if margin is not None and (rule_id in _SHARE_RULES or rule_id.startswith(_GATE)):
        return say_percentage_points(margin, language)
    sign = "+" if margin is not None and margin > 0 else ""
    return sign + say_rule_figure(rule_id, margin, catalogue, language)


def say_outcome_change(outcome: OutcomeChange, catalogue: Catalogue, language: Language) -> str:
    """A rule under two versions: in words, with value, threshold and result on both sides."""
    facts: dict[str, str] = {}
    for side, found in (("before", outcome.before), ("after", outcome.after)):
        figures = (None, None) if found is None else (found.value, found.threshold)
        for name, figure in zip(("value", "threshold"), figures, strict=True):
            facts[f"{name}_{side}"] = say_rule_figure(outcome.id, figure, catalogue, language)
        word = "none" if found is None or found.passed is None else str(found.passed).lower()
        facts[f"passed_{side}"] = say(language, f"rule_comparison.passed.{word}")
    return say(language, "rule_comparison.outcome", id=outcome.id, rule=say_rule(outcome.id, catalogue, language), **facts)


def say_chance(p: float, language: Language) -> str:
    """A significance to three decimals; very small ones are said as such, never as 0."""
    return f"<{say_number(_LEAST_CHANCE, language, 3)}" if 0 <= p < _LEAST_CHANCE else say_number(p, language, 3)


def _say_one(entry: Told, kind: str, catalogue: Catalogue, language: Language) -> str:
    code = str(entry["code"])
    facts = {name: _say_fact(name, fact, entry, catalogue, language) for name, fact in entry.items() if name != "code"}
    return say(language, f"verdicts.{kind}.{code}", **facts)


def _say_fact(name: str, fact: object, entry: Told, catalogue: Catalogue, language: Language) -> object:
    """One fact with its unit: shares in percent, scores to one decimal, codes by their names."""
    if isinstance(fact, str):
        return _name(name, fact, catalogue, language)
    if isinstance(fact, list | tuple):
        return [_name(name.removesuffix("s"), str(item), catalogue, language) for item in fact]
    if not isinstance(fact, float):
        return fact
    if name == "value" and entry.get("indicator") in catalogue.indicators:
        return say_value(catalogue.indicators[str(entry["indicator"])], fact, language)
    return _say_float(name, fact, str(entry["code"]), language)


def _say_float(name: str, fact: float, code: str, language: Language) -> str:
    if name in _SHARES and name not in _POINTS_OF.get(code, ()):
        return say_share(fact, language)
    return say_chance(fact, language) if name in _CHANCES else say_number(fact, language)


def _name(kind: str, code: str, catalogue: Catalogue, language: Language) -> str:
    if kind == "indicator":
        return indicator_name(code, catalogue, language)
    if kind == "area" and code in catalogue.areas:
        return catalogue.areas[code].in_language(language)
    return code
