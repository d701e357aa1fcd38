"""The judgement of one subject in one period, with everything needed to explain it, and all judgements of a period."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.model.finding import (
    BenefitOfDoubt,
    Comparison,
    DesignEffect,
    GateLift,
    IndicatorResult,
    LineMargin,
    Robustness,
    RuleOutcome,
    ScoreTrend,
    SmallestChange,
)


class Grade(StrEnum):
    COMMEND = "commend"
    STEADY = "steady"
    WATCH = "watch"
    CRITICISE = "criticise"
    INSUFFICIENT_EVIDENCE = "insufficient_evidence"
    NOT_ASSESSABLE = "not_assessable"


SEVERITY: Mapping[Grade, int] = {
    Grade.COMMEND: 0,
    Grade.STEADY: 1,
    Grade.INSUFFICIENT_EVIDENCE: 2,
    Grade.NOT_ASSESSABLE: 2,
    Grade.WATCH: 3,
    Grade.CRITICISE: 4,
}


class GradeBasis(StrEnum):
    PERFORMANCE = "performance"
    REPORTING = "reporting"
    VETO = "veto"
    TOO_EARLY = "too_early"
    COVERAGE = "coverage"
    NARRATIVE_ONLY = "narrative_only"


class VerdictState(StrEnum):
    PROVISIONAL = "provisional"
    PROPOSED = "proposed"
    CONFIRMED = "confirmed"
    REJECTED = "rejected"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class RankTier:
    """Where a subject stands when only proven differences count: upper, lower or cannot_be_separated; None: not run.

    `low`, `high`: the best and the worst rank that cannot be ruled out (method.md 1.10). Pages show the tier, never a rank.
    """

    tier: str | None
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class RankDoubt:
    """How firmly a rank tier stands among `of` subjects, for the office (method.md 1.10 and decision 9). Part of no assessment.

    `alone_low`, `alone_high`: best and worst rank, with confidence `level`, of this subject named beforehand and by itself. `borderline`:
    which of low, high, alone_low, alone_high another set of random draws could give otherwise; `other_tier`: the tier it could become.
    """

    of: int
    level: float
    alone_low: int
    alone_high: int
    borderline: tuple[str, ...]
    other_tier: str | None


@dataclass(frozen=True, slots=True)
class Reporting:
    """Completeness of one subject's own reporting. Lists hold indicator codes; `department_owned` absences belong to a department."""

    coverage: float | None
    area_coverage: Mapping[str, float]
    missing: tuple[str, ...]
    late: tuple[str, ...]
    department_owned: tuple[str, ...]
    not_available: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One subject's grade with its reasons (interface.md 3, method.md 1.13). Scores 0-125; None where nothing could be computed.

    `reasons` are codes with facts: ({"code": ..., **facts}, ...); `caveats` likewise. `contributions` maps vs_path, vs_peers, vs_last_year
    to an exact decomposition. `closing_share`: common share of all gaps to close for the next better grade. None where not run:
    `robustness`, `trend`, `benefit`, `improved` (most improved: trend proven up, not behind; method.md 1.11 commend-2). `margins`: the
    distance to each line; `lifts`: which absent reports would lift a gate (1.13 c and d).
    """

    subject: str
    kind: str
    grade: Grade
    grade_basis: GradeBasis
    state: VerdictState
    score: float | None
    score_low: float | None
    score_high: float | None
    T: float | None
    se: float | None
    seT: float | None
    q_plan: float | None
    q_peer: float | None
    q_praise: float | None
    fulfilment: float | None
    safeguards: float | None
    areas: Mapping[str, float | None]
    rank: RankTier
    rules: tuple[RuleOutcome, ...]
    reasons: tuple[Mapping[str, object], ...]
    caveats: tuple[Mapping[str, object], ...]
    reporting: Reporting
    indicators: tuple[IndicatorResult, ...]
    comparisons: Mapping[str, Comparison]
    changes: tuple[SmallestChange, ...]
    closing_share: float | None
    closing_grade: str | None
    robustness: Robustness | None = None
    trend: ScoreTrend | None = None
    benefit: BenefitOfDoubt | None = None
    improved: bool | None = None
    margins: tuple[LineMargin, ...] = ()
    lifts: tuple[GateLift, ...] = ()


@dataclass(frozen=True, slots=True)
class CampaignResult:
    """One indicator of the special action judged on its own clock: met, not_met, cannot_tell, running, no_data."""

    indicator: str
    subject: str
    outcome: str
    value: float | None
    numerator: float | None
    denominator: float | None
    target: float | None
    need: float | None
    p: float | None


@dataclass(frozen=True, slots=True)
class NationalResult:
    """One indicator for the country: value against the national path, by period."""

    indicator: str
    value: float | None
    path: float | None
    gap: float | None
    progress: str
    regions_behind: int
    regions_with_value: int
    systemic: bool


@dataclass(frozen=True, slots=True)
class Lines:
    """The verdict lines of the period (method.md 1.8) and the planned share they follow from."""

    criticise: float
    watch: float
    commend: float
    planned_share: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """All verdicts of a period. `national_areas` holds the country's score by area.

    `sensitivity`: how much each choice of the design matters to the scores (Sobol' indices, 1.10); () where not run.
    """

    period: str
    method_version: str
    rules_version: str
    catalogue_version: str
    snapshot_id: str | None
    snapshot_sha256: str | None
    provisional: bool
    lines: Lines
    common_cause: bool
    systemic: tuple[str, ...]
    regions: tuple[Verdict, ...]
    departments: tuple[Verdict, ...]
    campaign: tuple[CampaignResult, ...]
    national: tuple[NationalResult, ...]
    national_areas: Mapping[str, float | None]
    national_score: float | None
    illustrative_weight: float
    sensitivity: tuple[DesignEffect, ...] = ()
