"""A catalogue with other rules than its own: a proposed text, another version, or a single rule put back. Nothing of it is kept."""

from collections.abc import Mapping
from dataclasses import replace

from indicators.catalogue.catalogue import Catalogue, CatalogueError, Rule
from indicators.catalogue.load import RULES, require_area_weights, short_hash
from indicators.catalogue.read_rules import AREA_WEIGHTS, read_overrides, read_rule_versions, rules_in_force
from indicators.catalogue.yaml_lines import Located, parse_yaml

MOST_DRAWS = 100_000
UNSET = "none"
"""Value of a rule that is switched off; it may become a number."""


def propose_rules(catalogue: Catalogue, text: str, name: str = RULES) -> Catalogue:
    """The catalogue with the rules of a text: a whole rules.yaml (its latest versions), or single values (`id: value`) over its own.

    CatalogueError names file and line, or the rule whose value is not of the kind the rule has.
    """
    document = parse_yaml(text, name)
    whole = rules_in_force(read_rule_versions(document), None) if _is_whole(document) else read_overrides(document, catalogue.rules)
    return with_rules(catalogue, whole, short_hash([catalogue.rules_version.encode(), text.encode()]))


def with_rules(catalogue: Catalogue, rules: Mapping[str, Rule], version: str) -> Catalogue:
    """The catalogue with these rules under this fingerprint; a rule that only the catalogue has stays, for the engine needs it."""
    merged = {**catalogue.rules, **rules}
    for id, rule in merged.items():
        _require_same_kind(id, catalogue.rules.get(id), rule)
    weights = require_area_weights(merged, set(catalogue.areas))
    return replace(catalogue, rules=merged, area_weights=weights, rules_version=version, rule_versions=(), files={})


def _is_whole(document: Located) -> bool:
    entries = document.value if isinstance(document.value, tuple) else ()
    fields = [entry.value for entry in entries if isinstance(entry.value, Mapping)]
    dated = bool(fields) and all("since" in found for found in fields)
    return dated and any(found["id"].value == AREA_WEIGHTS for found in fields if "id" in found)


def _require_same_kind(id: str, own: Rule | None, other: Rule) -> None:
    """A number stays a number and a list a list: the engine does not look again at what it was given."""
    if own is None or own.value == UNSET:
        return
    kinds = [_kind(rule.value) for rule in (own, other)]
    if kinds[0] != kinds[1]:
        raise CatalogueError(f"rules: the value of {id!r} must be a {kinds[0]}, not a {kinds[1]}")
    if id.endswith("_draws") and not 1 <= float(str(other.value)) <= MOST_DRAWS:
        raise CatalogueError(f"rules: {id!r} must lie between 1 and {MOST_DRAWS}")


def _kind(value: object) -> str:
    if isinstance(value, bool):
        return "yes or no"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, Mapping):
        return "mapping"
    return "list" if isinstance(value, tuple) else "word"
