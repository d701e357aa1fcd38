"""The registry of validation rules as the page of rules and docs/rules.md show it: every rule with what it reports and how to mend it."""

import re
from dataclasses import dataclass

from dashboard.text.say import Language
from dashboard.text.sentences import find_sentence
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.rules.registry import RegisteredRule, rule_registry
from indicators.model.submission import Severity
from indicators.model.words import Bilingual

_PLACEHOLDER = re.compile(r"\{[^}]*\}")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a rule reports: code, severity, and its sentences with `…` where the facts of the case stand."""

    code: str
    severity: Severity
    message: Bilingual
    fix: Bilingual


@dataclass(frozen=True, slots=True)
class RuleView:
    """One rule in words. `missing`: skip, require or none; `evaluated_by`: module and function, empty where publication acts."""

    id: str
    kind: str
    severity: str
    missing: str
    reference: str
    text: Bilingual
    reason: Bilingual
    blames: Bilingual
    example: Bilingual
    evaluated_by: str
    findings: tuple[Finding, ...]


def list_rules(catalogue: Catalogue) -> tuple[RuleView, ...]:
    """Every rule of the registry, in its order."""
    return tuple(_view(one) for one in rule_registry(catalogue).values())


def _view(one: RegisteredRule) -> RuleView:
    rule = one.rule
    return RuleView(
        id=rule.id,
        kind=rule.kind,
        severity=rule.severity,
        missing=rule.missing,
        reference=rule.reference,
        text=rule.text,
        reason=rule.reason,
        blames=rule.blames,
        example=rule.example,
        evaluated_by=one.evaluated_by,
        findings=tuple(_finding(code, severity) for code, severity in one.codes.items()),
    )


def _finding(code: str, severity: Severity) -> Finding:
    return Finding(code, severity, _sentence(f"problems.{code}.message"), _sentence(f"problems.{code}.fix"))


def _sentence(key: str) -> Bilingual:
    return Bilingual(*(_PLACEHOLDER.sub("…", find_sentence(key, language)) for language in (Language.ZH, Language.EN)))
