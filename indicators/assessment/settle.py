"""The final grade of each subject: the worst of veto, reporting and performance (method.md 1.11), and on what it rests."""

from collections.abc import Sequence

import numpy as np

from indicators.assessment.arrays import Mask, Whole
from indicators.assessment.decide import GRADES, STEADY, UNPROVEN, WATCH, Gates, evidence_limit, performance
from indicators.assessment.family import Family, runs_held
from indicators.assessment.ladder import Ladder
from indicators.assessment.reporting import Completeness
from indicators.assessment.run import tolerance
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Grade, GradeBasis, VerdictState


def gates_of(
    family: Family, completeness: Completeness, ladders: Sequence[Ladder], opened: tuple[Mask, Mask], catalogue: Catalogue
) -> Gates:
    """The gates of every subject; `opened` (U,): neither gate indicators nor unverified figures bar praise, and (departments) the
    shortfall is mainly its own.
    """
    rules, run = family.rules, family.run
    lasting = runs_held(family, catalogue)
    required = int(catalogue.number("persistence_required"))
    with np.errstate(invalid="ignore"):
        areas = completeness.area_known
        covered = (completeness.known >= rules.coverage) & ((areas >= rules.area_coverage) | np.isnan(areas)).all(axis=1)
        evident = family.standing.seT[run.q] <= evidence_limit(run.lines, rules.evidence_z)
    subjects = len(ladders)
    return Gates(
        covered=covered,
        evident=evident,
        timely=np.full(subjects, run.lines.planned_share >= rules.too_early),
        praise_open=opened[0] & ~np.array([ladder.praise_barred for ladder in ladders], dtype=bool),
        audited=np.array([ladder.audited for ladder in ladders], dtype=bool),
        own_shortfall=opened[1],
        lasting_low=None if lasting is None else lasting[0] >= required,
        lasting_high=None if lasting is None else lasting[1] >= required,
        inspect=inspected(family),
    )


def earlier_codes(family: Family, back: int, catalogue: Catalogue) -> Whole:
    """Grade codes (U,) by performance `back` runs ago, recomputed by the same rules, all other gates taken as open (method.md 1.12b)."""
    run = family.runs[-1 - back]
    everyone = np.ones(len(run.p_plan), dtype=bool)
    lasting = runs_held(family, catalogue, back)
    required = int(catalogue.number("persistence_required"))
    with np.errstate(invalid="ignore"):
        evident = family.standing.seT[run.q] <= evidence_limit(run.lines, family.rules.evidence_z)
    gates = Gates(
        covered=everyone,
        evident=evident,
        timely=np.full(len(everyone), run.lines.planned_share >= family.rules.too_early),
        praise_open=everyone,
        audited=everyone,
        own_shortfall=everyone,
        lasting_low=None if lasting is None else lasting[0] >= required,
        lasting_high=None if lasting is None else lasting[1] >= required,
        inspect=inspected(family),
    )
    return performance(family.held[-1 - back], gates)


def inspected(family: Family) -> Mask | None:
    """(U,) at a level where nobody is criticised by statistics: everybody; None at all other levels (method.md 1.9)."""
    return np.ones(len(family.run.p_plan), dtype=bool) if family.nesting.inspect_only else None


def watched_before(family: Family, catalogue: Catalogue) -> Mask:
    """(U,) who was watch or worse one run ago, recomputed."""
    if len(family.runs) < 2:
        return np.zeros(len(family.run.p_plan), dtype=bool)
    return np.asarray(earlier_codes(family, 1, catalogue) >= WATCH, dtype=bool)


def leaving_score(family: Family, catalogue: Catalogue) -> float:
    """The score from which watch is left at once (method.md 1.11, hysteresis)."""
    return family.run.lines.watch + catalogue.number("hysteresis_points")


def keep_watch(codes: Whole, family: Family, watched: Mask, catalogue: Catalogue) -> Mask:
    """(U,) who was watch or worse one run ago and left it by less than two points: watch is kept until a second run (1.11, hysteresis)."""
    near = family.standing.score[family.run.q] < leaving_score(family, catalogue)
    return np.asarray((codes < UNPROVEN) & watched & near, dtype=bool)


def most_improved(codes: Whole, family: Family, gates: Gates) -> Mask | None:
    """(U,) the distinction beside the grade: slope proven up and in the upper third, S_low not below 100 - m, nothing that bars praise,
    and a grade of steady or better (method.md 1.11, commend-2). None where no trend can be told.
    """
    outlook, run = family.outlook, family.run
    if outlook.leading is None or outlook.direction is None:
        return None
    with np.errstate(invalid="ignore"):
        near = family.standing.score_low[run.q] >= 100 - tolerance(run.lines)
    rising = outlook.leading & (outlook.direction > 0)
    return np.asarray(rising & near & (codes <= STEADY) & gates.praise_open & gates.audited, dtype=bool)


def final_grade(code: int, ladder: Ladder, reporting_floor: int, unproven: GradeBasis) -> tuple[Grade, GradeBasis]:
    """The grade and its basis from the performance code and the floors; the first of veto, reporting, performance that reaches it.

    `unproven`: the basis where nothing is proven; insufficient evidence if it is performance, else not assessable.
    """
    worst = max(code, ladder.veto_floor, reporting_floor)
    if worst > code:
        return GRADES[worst], GradeBasis.VETO if ladder.veto_floor == worst else GradeBasis.REPORTING
    if worst != UNPROVEN:
        return GRADES[worst], GradeBasis.PERFORMANCE
    return Grade.INSUFFICIENT_EVIDENCE if unproven is GradeBasis.PERFORMANCE else Grade.NOT_ASSESSABLE, unproven


def proposal_state(grade: Grade, provisional: bool) -> VerdictState:
    """Commend and criticise are proposals for people to decide on; everything of a provisional run is provisional."""
    if provisional:
        return VerdictState.PROVISIONAL
    return VerdictState.PROPOSED if grade in (Grade.COMMEND, Grade.CRITICISE) else VerdictState.NONE
