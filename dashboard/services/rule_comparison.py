"""The same frozen figures under other rules: what a proposed or another version would change. For the office; nothing is kept of it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.recomputation import request_behind
from indicators.assessment.assess import assess
from indicators.assessment.document import assessment_document, canonical_bytes
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.rule_comparison import changed_rules, changed_verdicts, score_shift, with_causes
from indicators.catalogue.catalogue import Catalogue, CatalogueError
from indicators.catalogue.kept import load_packed_catalogue
from indicators.catalogue.load import catalogue_on
from indicators.catalogue.other_rules import propose_rules, with_rules
from indicators.model.rule_comparison import RuleChange, RuleComparison, VerdictChange
from indicators.model.verdict import Assessment
from indicators.store.assessments import AssessmentRecord, load_assessment, load_assessment_document, load_publications
from indicators.store.bases import load_catalogue_bytes, load_catalogues

MOST_SINGLE_RUNS = 6
"""Up to so many changed rules each is also tried alone, to say which of them changes a verdict."""


class Source(StrEnum):
    """Where the other rules come from: a text, a fingerprint of kept or present rules, or the day on which they are in force."""

    TEXT = "text"
    VERSION = "version"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class OtherRules:
    """The other rules: `content` is the text of a rules.yaml (whole, or single values), a fingerprint, or a day (ISO)."""

    source: Source
    content: str


@dataclass(frozen=True, slots=True)
class RulesVersion:
    """A version of the rules at hand: its fingerprint, since when it is kept ("" for the present one) and the days on which rules begin."""

    version: str
    kept: str
    days: tuple[date, ...]


def list_rule_versions(desk: Desk) -> tuple[RulesVersion, ...]:
    """The present rules and every version kept with an assessment, the present first."""
    require(desk.actor, Action.READ_EXACT, demo=desk.demo)
    days = tuple(date.fromisoformat(since) for since in sorted({rule.since for rule in desk.catalogue.rule_versions}))
    kept = {record.rules_version: record.kept for record in load_catalogues(desk.store)}
    others = tuple(RulesVersion(version, at, ()) for version, at in kept.items() if version != desk.catalogue.rules_version)
    return (RulesVersion(desk.catalogue.rules_version, "", days), *others)


def list_comparable(desk: Desk) -> tuple[tuple[str, str], ...]:
    """(period, assessment) of the editions that stand published, the latest period first."""
    require(desk.actor, Action.READ_EXACT, demo=desk.demo)
    standing: dict[str, str] = {}
    for edition in load_publications(desk.store):
        standing.setdefault(edition.period, edition.assessment)
    return tuple(standing.items())


def compare_rules(desk: Desk, id: str, other: OtherRules) -> RuleComparison:
    """A kept assessment against the same figures, the same request and the same method under other rules.

    NotFound; Refused for rules nobody knows or the engine cannot work with, and where the assessment's own rules are not at hand.
    """
    require(desk.actor, Action.READ_EXACT, demo=desk.demo)
    record = load_assessment(desk.store, id)
    request, _ = request_behind(desk, record)
    catalogue = _other_catalogue(desk, request, other)
    before, after = assess(request), _assess_by(request, catalogue)
    rules = changed_rules(request.catalogue, catalogue)
    return RuleComparison(
        assessment=record.id,
        period=record.period,
        snapshot=record.snapshot or "",
        before=request.catalogue.rules_version,
        after=catalogue.rules_version,
        as_published=_is_kept(desk, record, before),
        rules=rules,
        lines_before=before.lines,
        lines_after=after.lines,
        verdicts=_explained(request, catalogue, rules, changed_verdicts(before, after)),
        regions=score_shift(before.regions, after.regions),
        departments=score_shift(before.departments, after.departments),
    )


def _is_kept(desk: Desk, record: AssessmentRecord, assessment: Assessment) -> bool:
    return canonical_bytes(assessment_document(assessment)) == load_assessment_document(desk.store, record.id)


def _other_catalogue(desk: Desk, request: AssessmentRequest, other: OtherRules) -> Catalogue:
    own = request.catalogue
    try:
        if other.source is Source.TEXT:
            return propose_rules(own, other.content)
        if other.source is Source.DAY:
            there = catalogue_on(desk.catalogue, date.fromisoformat(other.content))
        else:
            there = _version(desk, other.content)
        return with_rules(own, there.rules, there.rules_version)
    except CatalogueError as error:
        raise Refused("refusals.rules_refused", {"reason": str(error)}) from error


def _version(desk: Desk, wanted: str) -> Catalogue:
    """The catalogue whose rules have this fingerprint, with their latest versions: the present one or a kept one."""
    if wanted == desk.catalogue.rules_version:
        return desk.catalogue
    for record in load_catalogues(desk.store):
        if wanted in (record.rules_version, record.version, record.sha256):
            return load_packed_catalogue(load_catalogue_bytes(desk.store, record.sha256))
    raise Refused("refusals.rules_unknown", {"version": wanted})


def _assess_by(request: AssessmentRequest, catalogue: Catalogue) -> Assessment:
    """Refused where the values make no sense together: a proposal is tried out before anybody has read it over."""
    try:
        return assess(replace(request, catalogue=catalogue))
    except CatalogueError as error:
        raise Refused("refusals.rules_refused", {"reason": str(error)}) from error
    except (ArithmeticError, LookupError, TypeError, ValueError) as error:
        raise Refused("refusals.rules_make_no_sense", {"reason": type(error).__name__}) from error


def _explained(
    request: AssessmentRequest, catalogue: Catalogue, rules: tuple[RuleChange, ...], changes: tuple[VerdictChange, ...]
) -> tuple[VerdictChange, ...]:
    """The changes with the rules that alone make them; of a single changed rule no run is needed."""
    if not changes or len(rules) > MOST_SINGLE_RUNS:
        return changes
    if len(rules) == 1:
        return tuple(replace(change, because=(rules[0].id,)) for change in changes)
    return with_causes(changes, dict(_alone(request, catalogue, rules)))


def _alone(request: AssessmentRequest, catalogue: Catalogue, rules: tuple[RuleChange, ...]) -> Iterator[tuple[str, Assessment]]:
    for rule in rules:
        if rule.id in catalogue.rules:
            single = with_rules(request.catalogue, {rule.id: catalogue.rules[rule.id]}, catalogue.rules_version)
            yield rule.id, _assess_by(request, single)
