"""A family with its grades settled: ladder, gates, performance and the rule on earlier verdicts put together for every subject."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from indicators.assessment import settle
from indicators.assessment.arrays import Array, Mask, Whole, places
from indicators.assessment.decide import COMMEND, CRITICISE, WATCH, Gates, performance
from indicators.assessment.family import Family, runs_held
from indicators.assessment.issued import Issued, issued_before, watched_before, with_issued
from indicators.assessment.ladder import Ladder, climb, is_noticed, ladder_rules
from indicators.assessment.outcomes import Case
from indicators.assessment.reporting import Completeness
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import RuleOutcome
from indicators.model.indicator import Verification
from indicators.model.verdict import SEVERITY, Grade, GradeBasis

CompletenessAt = Callable[[int], Completeness]
"""Completeness of the family in a quarter (index into the quarters of the run)."""
Climbed = Sequence[tuple[Ladder, int | None, bool, float]]
"""The ladder of each subject, the floor by earlier verdicts (R2b), whether watch is kept from the run before (H), and the weight of its
unverified figures (K6)."""


@dataclass(frozen=True, slots=True)
class Settled:
    """`floor` (U,): grade code by veto and reporting; `grades` and `bases` final, one per subject; `cases` for telling the rules;
    `improved` (U,) most improved, None where no trend can be told; `watched` (U,) watch or worse one run ago.
    """

    family: Family
    completeness: Completeness
    gates: Gates
    floor: Whole
    grades: tuple[Grade, ...]
    bases: tuple[GradeBasis, ...]
    cases: tuple[Case, ...]
    improved: Mask | None
    watched: Mask


@dataclass(frozen=True, slots=True)
class Members:
    """The subjects of a family with what is known of each besides its standing: gate outcomes, and for
    departments (U,) whether the shortfall is mainly their own, and whether they have too little for more than a narrative.
    """

    subjects: tuple[str, ...]
    codes: tuple[str, ...]
    gate_outcomes: Sequence[tuple[RuleOutcome, ...]]
    own_shortfall: Mask
    narrative: Mask


@dataclass(frozen=True, slots=True)
class Past:
    """What rule R2b looks back at: verdicts issued before, and by quarter or runs ago, each found once for the whole family."""

    issued: Issued
    completeness_at: CompletenessAt
    codes_at: Callable[[int], Whole]


def settle_family(request: AssessmentRequest, members: Members, family: Family, completeness_at: CompletenessAt) -> Settled:
    """Grades of all members (method.md 1.11): the worst of veto, reporting and performance."""
    completeness_at = cache(completeness_at)
    issued = issued_before(request)
    family = with_issued(family, issued, members.subjects)
    completeness = completeness_at(family.run.q)
    ladders = [_ladder(request, members, row, completeness) for row in range(len(members.subjects))]
    unverified = unverified_weight(family, members, request.catalogue)
    open_gates = np.array([all(rule.passed for rule in outcomes) for outcomes in members.gate_outcomes], dtype=bool)
    open_gates &= unverified < request.catalogue.number("class_c_weight_limit")
    gates = settle.gates_of(family, completeness, ladders, (open_gates, members.own_shortfall), request.catalogue)
    gates = replace(gates, evident=gates.evident & ~members.narrative)
    codes = performance(family.held[-1], gates)
    watched = watched_before(settle.watched_before(family, request.catalogue), issued, members.subjects)
    kept = settle.keep_watch(codes, family, watched, request.catalogue)
    codes = np.where(kept, WATCH, codes)
    codes_at = cache(lambda back: settle.earlier_codes(family, back, request.catalogue))
    past = Past(issued, completeness_at, codes_at)
    held_back = [_earlier_floor(request, members, family, past, row) for row in range(len(ladders))]
    reporting = [max(ladder.reporting_floor, back or COMMEND) for ladder, back in zip(ladders, held_back, strict=True)]
    finals = [
        settle.final_grade(int(codes[row]), ladder, reporting[row], _unproven_basis(gates, members, row))
        for row, ladder in enumerate(ladders)
    ]
    floor = np.array([max(ladder.veto_floor, floor) for ladder, floor in zip(ladders, reporting, strict=True)], dtype=np.int64)
    return Settled(
        family=family,
        completeness=completeness,
        gates=gates,
        floor=floor,
        grades=tuple(grade for grade, _ in finals),
        bases=tuple(basis for _, basis in finals),
        cases=_cases(request, members, family, completeness, list(zip(ladders, held_back, kept, unverified, strict=True))),
        improved=settle.most_improved(np.maximum(codes, floor), family, gates),
        watched=watched,
    )


def unverified_weight(family: Family, members: Members, catalogue: Catalogue) -> Array:
    """(U,) share of the weight of indicators of verification class C (K6)."""
    classes = [catalogue.indicators[code].verification for code in members.codes]
    unverified = np.array([one is Verification.C for one in classes], dtype=float)
    return np.asarray((family.standing.weights[family.run.q] * unverified).sum(axis=-1), dtype=float)


def _unproven_basis(gates: Gates, members: Members, row: int) -> GradeBasis:
    """Why nothing could be said of a subject: too little for more than a narrative, too little reported, too early, else too thin."""
    if members.narrative[row]:
        return GradeBasis.NARRATIVE_ONLY
    if not gates.covered[row]:
        return GradeBasis.COVERAGE
    return GradeBasis.PERFORMANCE if gates.timely[row] else GradeBasis.TOO_EARLY


def _ladder(request: AssessmentRequest, members: Members, row: int, completeness: Completeness) -> Ladder:
    subject = members.subjects[row]
    missing = frozenset(members.codes[column] for column in places(completeness.missing[row]))
    required = frozenset(members.codes[column] for column in places(completeness.demands[row]))
    with_gaps = completeness.coverage[row] < ladder_rules(request.catalogue).commend
    return climb(request, subject, row, completeness, is_noticed(request, subject, missing, missing if with_gaps else required))


def _cases(request: AssessmentRequest, members: Members, family: Family, completeness: Completeness, climbed: Climbed) -> tuple[Case, ...]:
    counts = runs_held(family, request.catalogue)
    required = int(request.catalogue.number("persistence_required"))
    return tuple(
        Case(
            row=row,
            family=family,
            completeness=completeness,
            ladder=ladder,
            gate_outcomes=members.gate_outcomes[row],
            runs_held=None if counts is None else (int(counts[0][row]), int(counts[1][row])),
            runs_required=required,
            watch_kept=bool(kept),
            unverified=(float(unverified), request.catalogue.number("class_c_weight_limit")),
            held_back=None if request.provisional else (back is not None and back > ladder.reporting_floor),
        )
        for row, (ladder, back, kept, unverified) in enumerate(climbed)
    )


def _earlier_floor(request: AssessmentRequest, members: Members, family: Family, past: Past, row: int) -> int | None:
    """R2b: the grade code of the last verdict issued while every figure now absent was there, none carried forward; None: none is absent.

    As issued; where no verdict was issued, recomputed from the same data. A required figure missing beyond the grace holds that verdict
    whatever the rest says, any other, and one that is late within the grace, only as long as it could matter (see `still_held`).
    """
    completeness = past.completeness_at(family.run.q)
    absent = completeness.missing[row] | completeness.late[row]
    if request.provisional or not absent.any():
        return None
    code = _last_whole(members, family, past, row, absent)
    return code if code is None or completeness.demands[row].any() else still_held(code, family, row)


def still_held(code: int, family: Family, row: int) -> int:
    """What of an earlier blame is held with every missing figure at its worst: if that alone clears a line, leaving out gained nothing.

    As S is never below S_low, who would still be behind the line with the figures is held, so that withholding them never pays. Praise
    is judged by S_low anyway.
    """
    standing, run = family.standing, family.run
    score, areas = standing.score_low[run.q, row], standing.areas_low[run.q, row]
    if code >= CRITICISE and score > run.lines.criticise:
        code = WATCH
    if code == WATCH and score > run.lines.watch and not (areas <= run.lines.criticise).any():
        code = COMMEND
    return code if code >= WATCH else COMMEND


def _last_whole(members: Members, family: Family, past: Past, row: int, absent: Mask) -> int | None:
    """The grade code of the last verdict with all those figures; None where there is none.

    Where the robustness run is made, a recomputed verdict is at most a watch: nobody knows how robust a criticism was then.
    """
    issued, codes = past.issued, {members.codes[column] for column in places(absent)}
    worst = CRITICISE if family.outlook.draws is None else WATCH
    for back in range(1, max([len(family.runs) - 1, *(ago for _, ago in issued)], default=0) + 1):
        verdict = issued.get((members.subjects[row], back))
        if verdict is not None and not codes & verdict.missing:
            return SEVERITY[verdict.grade]
        if verdict is None and back < len(family.runs) and _was_whole(family, past.completeness_at, (row, back), absent):
            return min(int(past.codes_at(back)[row]), worst)
    return None


def _was_whole(family: Family, completeness_at: CompletenessAt, place: tuple[int, int], absent: Mask) -> bool:
    """Whether a subject had every figure that is now absent, `place` (row, runs ago)."""
    row, back = place
    q = family.runs[-1 - back].q
    then = completeness_at(q)
    gone = (then.late[row] | then.missing[row]) & absent
    return not gone.any() and not np.isnan(family.standing.T[q, row])
