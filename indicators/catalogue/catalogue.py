"""The loaded catalogue: one value that answers what is measured, of whom, by whom, against which targets and rules."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from indicators.model.indicator import Indicator
from indicators.model.relation import Relation
from indicators.model.subject import Department, Region
from indicators.model.words import Bilingual


class CatalogueError(Exception):
    """The catalogue is incomplete or contradicts itself; the message names file and line."""


@dataclass(frozen=True, slots=True)
class PlanClause:
    """One sentence of a plan document; `functions` are product functions that serve it where no indicator does."""

    id: str
    document: str
    area: str
    summary: Bilingual
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One dated threshold or weight: `value` in force since `since`, founded on `reference`."""

    id: str
    value: object
    since: str
    reference: str
    text: Bilingual


Roles = Mapping[str, tuple[str, ...]]
"""Which series (`SR-17`) or parts of indicators (`A2-10.denominator`) play which part in a rule."""


@dataclass(frozen=True, slots=True)
class CheckRule:
    """One validation rule of the registry: severity as in interface.md 2, and what happens when a value is missing.

    `limits` are its thresholds by name (shares 0-1); they are filled into `text` already, so the two cannot contradict each other.
    `blames` says in words which cells it points at, `example` what it finds; `roles` the series it reads, one mapping for each use.
    """

    id: str
    kind: str
    severity: str
    text: Bilingual
    reason: Bilingual
    reference: str
    missing: str
    active: bool
    limits: Mapping[str, float] = field(default_factory=dict)
    roles: tuple[Roles, ...] = ()
    blames: Bilingual = Bilingual("", "")
    example: Bilingual = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Series:
    """A figure that rules need besides the indicators: who reports it, how often, with which breakdowns, for which rules."""

    code: str
    name: Bilingual
    unit: str
    lead: str
    frequency: str
    level: str
    measure: str
    persons: bool
    breakdowns: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GreyTile:
    """A place on the tile-grid map that is drawn grey and never assessed."""

    code: str
    name: Bilingual
    tile: str
    tile_row: int
    tile_column: int


@dataclass(frozen=True, slots=True)
class NationalFigure:
    """One published national figure: by whom and when, and how well it is founded (V seen in a source, V2 seen second-hand).

    `conflicts` say what it contradicts (X-23). `body` is the code of a department or observer. Figures of different `unit` or
    `subject` (registered, solved, concluded, prosecuted ...) are never joined in one line.
    """

    period: str
    subject: Bilingual
    value: float
    unit: str
    unit_name: Bilingual
    body: str
    published: str
    flag: str
    note: Bilingual | None
    conflicts: tuple[Bilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything of one catalogue folder. `targets`: indicator, subject, baseline, m2025, m2030, source_status (shares 0-1).

    `version` is a short hash of all files; `rules_version` of the rules alone. `not_applicable` holds registered
    (indicator, subject) pairs. `area_weights` lists the areas that make up the overall score (sum 1). A study catalogue made from a
    codebook has no regions: its subjects are those of the observations. `breakdowns` names the parts of series (sex.female); the
    parts of one dimension add up to the total. `observers` are bodies that supply data without a seat. `xpcc_note` is the one
    statement about Xinjiang and XPCC. `relations` must hold between figures (cross_checks.yaml). `rule_versions` holds every version of
    every rule, also those not in force, and `files` the bytes it was read from, by name in its folder; both are empty for a study.
    """

    version: str
    rules_version: str
    areas: Mapping[str, Bilingual]
    area_weights: Mapping[str, float]
    indicators: Mapping[str, Indicator]
    regions: Mapping[str, Region]
    departments: Mapping[str, Department]
    clauses: Mapping[str, PlanClause]
    rules: Mapping[str, Rule]
    check_rules: Mapping[str, CheckRule]
    series: Mapping[str, Series]
    targets: pd.DataFrame
    not_applicable: frozenset[tuple[str, str]]
    breakdowns: Mapping[str, Bilingual] = field(default_factory=dict)
    figures: tuple[NationalFigure, ...] = ()
    grey_tiles: tuple[GreyTile, ...] = ()
    observers: Mapping[str, Bilingual] = field(default_factory=dict)
    xpcc_note: Bilingual | None = None
    relations: tuple[Relation, ...] = ()
    rule_versions: tuple[Rule, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def rule(self, rule_id: str) -> object:
        """The value of one rule; CatalogueError if there is no such rule."""
        if rule_id not in self.rules:
            raise CatalogueError(f"rules.yaml: no rule {rule_id!r}")
        return self.rules[rule_id].value

    def number(self, rule_id: str) -> float:
        """The value of one numeric rule."""
        return float(str(self.rule(rule_id)))

    def limits(self, check_id: str) -> Mapping[str, float]:
        """The thresholds of one validation rule by name; CatalogueError if there is no such rule."""
        if check_id not in self.check_rules:
            raise CatalogueError(f"checks.yaml: no check {check_id!r}")
        return self.check_rules[check_id].limits

    def led_by(self, department: str) -> tuple[Indicator, ...]:
        """The indicators a department leads, in catalogue order."""
        return tuple(indicator for indicator in self.indicators.values() if indicator.lead == department)

    def reporting_departments(self) -> tuple[Department, ...]:
        """The departments that lead at least one indicator and so file workbooks."""
        leads = {indicator.lead for indicator in self.indicators.values()}
        return tuple(department for department in self.departments.values() if department.code in leads)
