"""Assessments made up for the tests of documents: plain values with defaults, of the published tier."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dashboard.briefs.scene import BriefFacts
from indicators.model.area import SCORED_AREAS
from indicators.model.finding import Comparison, Contribution, IndicatorResult
from indicators.model.verdict import (
    Assessment,
    CampaignResult,
    Grade,
    GradeBasis,
    Lines,
    NationalResult,
    RankTier,
    Reporting,
    Verdict,
    VerdictState,
)

LINES = Lines(criticise=80.0, watch=90.0, commend=103.0, planned_share=0.5)
HASH = "3f9ab2c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80"
HEAD = "c0ffee11d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80"
FACTS = BriefFacts(
    as_of=date(2026, 10, 20),
    published_on=date(2026, 10, 28),
    head=HEAD,
    sample=True,
    snapshot_id="2026-Q3-1",
    snapshot_sha256=HASH,
    late_departments=("MCT",),
    departments_due=17,
)
_SCORES = (98.4, 91.7, 101.2, 104.6, 96.3, 78.9)
_ORDINARY_GRADES = {
    "33": (Grade.COMMEND, 108.3),
    "52": (Grade.CRITICISE, 71.4),
    "45": (Grade.WATCH, 86.2),
    "23": (Grade.WATCH, 88.9),
    "54": (Grade.INSUFFICIENT_EVIDENCE, 97.0),
    "66": (Grade.NOT_ASSESSABLE, None),
}


def contribution(indicator: str, printed: float) -> Contribution:
    return Contribution(indicator, printed, printed, 0.76 + printed / 100, 0.76, 240.0)


def result(indicator: str, state: str = "observed") -> IndicatorResult:
    return IndicatorResult(indicator, state, 0.8, 80.0, 100.0, 0.82, -0.1, 0.02, 90.0, 0.1, "on_track", 0.4, True, True, ("2026-Q3",))


def verdict(subject: str, grade: Grade = Grade.STEADY, score: float | None = 98.5, parts: Sequence[tuple[str, float]] = ()) -> Verdict:
    """A regional verdict with the contributions `parts` (indicator, points) against its planned path."""
    state = VerdictState.PROPOSED if grade in (Grade.COMMEND, Grade.CRITICISE) else VerdictState.NONE
    comparison = Comparison("path", 100.0, tuple(contribution(*part) for part in parts), 0.0, 0.0)
    return Verdict(
        subject=subject, kind="region", grade=grade, grade_basis=GradeBasis.PERFORMANCE, state=state,
        score=score, score_low=score, score_high=score, T=score, se=1.0, seT=1.5, q_plan=0.5, q_peer=0.5, q_praise=0.5,
        fulfilment=None if score is None else 1 - (100 - score) / 50, safeguards=99.0, areas=dict.fromkeys(SCORED_AREAS, score),
        rank=RankTier(None, None, None), rules=(), reasons=(), caveats=(),
        reporting=Reporting(0.97, {}, (), (), (), ()), indicators=(result("A1-01"), result("A1-02", "missing"), *[result("A2-01")] * 18),
        comparisons={"vs_path": comparison}, changes=(), closing_share=None, closing_grade=None,
    )  # fmt: skip


def national(indicator: str, gap: float, systemic: bool = False) -> NationalResult:
    return NationalResult(indicator, 0.8 + gap / 4, 0.8, gap, "limited", 21, 32, systemic)


def campaign(indicator: str, outcome: str) -> CampaignResult:
    return CampaignResult(indicator, "00", outcome, 0.82, 820.0, 1000.0, 0.9, 0.9, 0.01)


def assessment(regions: Sequence[Verdict], scores: Sequence[float | None] = _SCORES, **changes: object) -> Assessment:
    """An assessment of 2026-Q3 with the areas' national `scores`; the country's is their mean."""
    known = [score for score in scores if score is not None]
    plain = Assessment(
        period="2026-Q3", method_version="1.0", rules_version="7c1d2e3f", catalogue_version="a1b2c3d4", snapshot_id="2026-Q3-1",
        snapshot_sha256=HASH, provisional=False, lines=LINES, common_cause=False, systemic=(), regions=tuple(regions), departments=(),
        campaign=(), national=(), national_areas=dict(zip(SCORED_AREAS, scores, strict=True)),
        national_score=sum(known) / len(known) if known else None, illustrative_weight=0.0,
    )  # fmt: skip
    return replace(plain, **changes)


def ordinary(codes: Sequence[str]) -> Assessment:
    """One to commend, one to criticise, two on watch; one systemic indicator; a finished special action."""
    parts = {
        "33": (("A1-02", 3.1), ("A2-01", 2.4), ("A3-01", 0.6)),
        "52": (("A2-01", -11.2), ("A6-06", -6.8), ("A1-02", -2.0)),
        "45": (("A1-09", -4.4), ("A3-03", -3.1)),
        "23": (("A2-03", -3.9), ("A5-02", -2.2)),
    }
    return assessment(
        _graded(codes, _ORDINARY_GRADES, parts),
        systemic=("A1-05",),
        national=(national("A1-05", -0.21, True), *[national(f"{area}-01", -0.08) for area in SCORED_AREAS], national("A4-03", -0.1)),
        campaign=tuple(campaign(f"C1-{n:02d}", outcome) for n, outcome in enumerate(["met"] * 7 + ["not_met"] * 2 + ["cannot_tell"], 1)),
        illustrative_weight=0.81,
    )


def year_before(codes: Sequence[str]) -> Assessment:
    """The assessment that an ordinary one is compared with."""
    return assessment(_graded(codes, {}, {}), [score - n + 2.2 for n, score in enumerate(_SCORES)], period="2025-Q3")


def quiet(codes: Sequence[str]) -> Assessment:
    """Nobody to commend or criticise, no systemic finding, no special action."""
    return assessment(_graded(codes, {}, {}), [100.4, 99.1, 100.9, 101.5, 98.7, 99.9])


def provisional(codes: Sequence[str]) -> Assessment:
    """An open round: the same verdicts, none of which may be proposed."""
    plain = ordinary(codes)
    regions = tuple(replace(one, state=VerdictState.PROVISIONAL) for one in plain.regions)
    return replace(plain, provisional=True, snapshot_id=None, snapshot_sha256=None, regions=regions)


def crowded(codes: Sequence[str]) -> Assessment:
    """The fullest page: 4 and 6 names, everything systemic, the longest indicator names in every reason."""
    grades = {
        **dict.fromkeys(("15", "45", "64", "65"), (Grade.COMMEND, 109.0)),
        **dict.fromkeys(("54", "66", "23"), (Grade.CRITICISE, 51.0)),
        **dict.fromkeys(("52", "53", "46"), (Grade.WATCH, 84.0)),
    }
    long = ("A1-09", "A1-02", "A3-10", "A2-02")
    parts = {code: tuple((name, 4.5 if grade is Grade.COMMEND else -14.5) for name in long) for code, (grade, _) in grades.items()}
    plain = ordinary(codes)
    return replace(
        plain,
        regions=_graded(codes, grades, parts),
        common_cause=True,
        systemic=(*long, "A1-07", "A2-10", "A5-09"),
        national=tuple(national(name, -0.4, True) for name in (*long, "A4-08", "A5-10", "A6-06")),
        campaign=tuple(campaign(f"C1-{n:02d}", "not_met") for n in range(1, 13)),
    )


def _graded(
    codes: Sequence[str], grades: Mapping[str, tuple[Grade, float | None]], parts: Mapping[str, Sequence[tuple[str, float]]]
) -> tuple[Verdict, ...]:
    return tuple(verdict(code, *grades.get(code, (Grade.STEADY, 98.5)), parts.get(code, ())) for code in codes)
