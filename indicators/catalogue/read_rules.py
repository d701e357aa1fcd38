"""Assessment rules (dated thresholds and weights) and validation rules from their files. Which rules exist is data, not code."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from indicators.catalogue.catalogue import CatalogueError, CheckRule, Roles, Rule
from indicators.catalogue.fields import (
    parse_bilingual,
    parse_codes,
    parse_day,
    parse_flag,
    parse_number,
    parse_text,
    require_fields,
    require_list,
    require_mapping,
)
from indicators.catalogue.yaml_lines import Located, refusal
from indicators.model.words import Bilingual

AREA_WEIGHTS = "area_weights"
SEVERITIES = ("must_fix", "confirm", "note", "refuse", "suppress")
MISSING_STRATEGIES = ("skip", "require", "none")
_CHECK_FIELDS = ("id", "kind", "severity", "text", "reason", "reference", "missing", "active", "blames", "example")
_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE]-?[0-9]{1,2})?")


def read_rules(document: Located, on: date | None) -> Mapping[str, Rule]:
    """The rules in force on a day (None: the latest versions), by id in file order.

    Several entries with one id are its versions; the one with the latest `since` not after `on` counts.
    """
    return rules_in_force(read_rule_versions(document), on)


def read_rule_versions(document: Located) -> tuple[Rule, ...]:
    """Every version of every rule in file order; CatalogueError for two versions of one rule that begin on one day."""
    versions: list[Rule] = []
    seen: set[tuple[str, date]] = set()
    for entry in require_list(document, "rules"):
        rule, since = _read_rule(entry)
        if (rule.id, since) in seen:
            raise refusal(entry, f"rule {rule.id}: two versions begin on {since}")
        seen.add((rule.id, since))
        versions.append(rule)
    return tuple(versions)


def rules_in_force(versions: Iterable[Rule], on: date | None) -> Mapping[str, Rule]:
    """Of each rule the version with the latest `since` not after `on` (None: the latest of all), by id in the order given."""
    rules: dict[str, Rule] = {}
    for rule in versions:
        in_force = on is None or rule.since <= on.isoformat()
        if in_force and (rule.id not in rules or rules[rule.id].since < rule.since):
            rules[rule.id] = rule
    return rules


def _read_rule(entry: Located) -> tuple[Rule, date]:
    fields = require_fields(entry, "a rule", ("id", "value", "since", "reference", "text"))
    id = parse_text(fields["id"], "rule id")
    since = parse_day(fields["since"], f"{id} since")
    text = parse_bilingual(fields["text"], f"{id} text")
    return Rule(id, parse_value(fields["value"]), since.isoformat(), parse_text(fields["reference"], f"{id} reference"), text), since


def parse_value(at: Located) -> object:
    """The value of a rule: number, true or false, word, tuple or mapping of these. Words such as NO and 012 stay words."""
    if isinstance(at.value, tuple):
        return tuple(parse_value(item) for item in at.value)
    if isinstance(at.value, Mapping):
        return {key: parse_value(item) for key, item in at.value.items()}
    text = parse_text(at, "value")
    if text in ("true", "false"):
        return text == "true"
    if not _NUMBER.fullmatch(text):
        return text
    return int(text) if re.fullmatch(r"-?(0|[1-9][0-9]*)", text) else float(text)


def parse_area_weights(rules: Mapping[str, Rule], file: str) -> Mapping[str, float]:
    """The areas that make up the overall score with weights that sum to 1, from the rule `area_weights`."""
    rule = rules.get(AREA_WEIGHTS)
    value = None if rule is None else rule.value
    if not isinstance(value, Mapping) or not value:
        raise CatalogueError(f"{file}: the rule {AREA_WEIGHTS!r} must list areas with their weights")
    if not all(isinstance(weight, int | float) and weight > 0 for weight in value.values()):
        raise CatalogueError(f"{file}: the weights of {AREA_WEIGHTS!r} must be numbers above 0")
    total = sum(value.values())
    return {str(area): weight / total for area, weight in value.items()}


def read_overrides(document: Located, built_in: Mapping[str, Rule]) -> Mapping[str, Rule]:
    """The built-in rules with single values replaced by a study's `rules.yaml`: entries `- {id, value}` or lines `id: value`."""
    rules = dict(built_in)
    for id, value in _override_entries(document):
        if id not in rules:
            raise refusal(value, f"there is no rule {id!r} to override")
        rule = rules[id]
        rules[id] = Rule(id, parse_value(value), rule.since, Path(document.file).name, rule.text)
    return rules


def _override_entries(document: Located) -> list[tuple[str, Located]]:
    if isinstance(document.value, Mapping):
        inner = document.value.get("rules")
        return list(document.value.items()) if inner is None else _override_entries(inner)
    entries = []
    for entry in require_list(document, "rules"):
        fields = require_fields(entry, "a rule", ("id", "value"), ("since", "reference", "text"))
        entries.append((parse_text(fields["id"], "rule id"), fields["value"]))
    return entries


def read_check_rules(document: Located) -> Mapping[str, CheckRule]:
    """The validation rules by id in file order; CatalogueError for an unknown severity or missing-value strategy."""
    rules: dict[str, CheckRule] = {}
    for entry in require_list(document, "checks"):
        rule = _read_check_rule(entry)
        if rule.id in rules:
            raise refusal(entry, f"check {rule.id} appears twice")
        rules[rule.id] = rule
    return rules


def _read_check_rule(entry: Located) -> CheckRule:
    fields = require_fields(entry, "a check", _CHECK_FIELDS, ("limits", "roles"))
    id = parse_text(fields["id"], "check id")
    for name, allowed in (("severity", SEVERITIES), ("missing", MISSING_STRATEGIES)):
        if fields[name].value not in allowed:
            raise refusal(fields[name], f"check {id}: {name} {fields[name].value!r} is none of {', '.join(allowed)}")
    limits = _read_limits(fields["limits"], id) if "limits" in fields else {}
    return CheckRule(
        id=id,
        kind=parse_text(fields["kind"], f"{id} kind"),
        severity=parse_text(fields["severity"], f"{id} severity"),
        text=_fill_limits(fields["text"], id, limits),
        reason=parse_bilingual(fields["reason"], f"{id} reason"),
        reference=parse_text(fields["reference"], f"{id} reference"),
        missing=parse_text(fields["missing"], f"{id} missing"),
        active=parse_flag(fields["active"], f"{id} active"),
        limits=limits,
        roles=tuple(_read_roles(use, id) for use in require_list(fields["roles"], f"{id} roles")) if "roles" in fields else (),
        blames=parse_bilingual(fields["blames"], f"{id} blames"),
        example=_fill_limits(fields["example"], id, limits),
    )


def _read_roles(at: Located, id: str) -> Roles:
    return {name: parse_codes(codes, f"{id} {name}") for name, codes in require_mapping(at, f"{id} roles").items()}


def _read_limits(at: Located, id: str) -> Mapping[str, float]:
    return {name: parse_number(value, f"{id} limit {name}") for name, value in require_mapping(at, f"{id} limits").items()}


def _fill_limits(at: Located, id: str, limits: Mapping[str, float]) -> Bilingual:
    """The text of a rule with its limits in place of `{share:.0%}`; a text that names a limit the rule has not is refused."""
    text = parse_bilingual(at, f"{id} text")
    try:
        return Bilingual(text.zh.format_map(limits), text.en.format_map(limits))
    except (KeyError, ValueError) as error:
        raise refusal(at, f"{id} text: no limit for {error}") from error
