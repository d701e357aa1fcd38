"""One study judged by the rules in force: from cells to grades, by the functions that an assessment itself uses. Writes no verdict."""

from dataclasses import dataclass, fields, replace
from functools import cache

import numpy as np

from benchmarks.operating.world import World
from indicators.assessment.arrays import Mask, Whole
from indicators.assessment.assess import lines_by_quarter
from indicators.assessment.cells import Cells, add_country
from indicators.assessment.evidence import Evidence, evidence_rules, gather_evidence
from indicators.assessment.family import Family
from indicators.assessment.forecast import forecast_indicators, forecast_rules
from indicators.assessment.regions import region_family
from indicators.assessment.reporting import region_completeness
from indicators.assessment.request import EarlierVerdict, Notice
from indicators.assessment.settled import Members, Settled, settle_family
from indicators.assessment.survey import look_around, look_at_regions
from indicators.model.period import quarter_at
from indicators.model.verdict import SEVERITY, Grade, GradeBasis
from indicators.requests import PERSISTENT


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record beside the figures: what was asked for in writing, and the verdicts issued before."""

    notices: tuple[Notice, ...] = ()
    earlier: tuple[EarlierVerdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The evidence, the settled family, and (U,) the severity 0-4 of each final grade; names of the subjects and indicators."""

    evidence: Evidence
    settled: Settled
    severity: Whole
    subjects: tuple[str, ...]
    codes: tuple[str, ...]

    def is_at_least(self, grade: Grade) -> Mask:
        """(U,) whether the grade is this or worse."""
        return np.asarray(self.severity >= SEVERITY[grade], dtype=bool)


def judge(cells: Cells, world: World, known: Known = Known(), always_draw: bool = False) -> Judged:
    """The grades of all subjects of the world in its last quarter.

    The robustness run is made where a grade can turn on it, or `always_draw`.
    """
    codebook, catalogue = world.codebook, world.catalogue
    rules = evidence_rules(catalogue)
    evidence = gather_evidence(add_country(cells, codebook), codebook, None, rules)
    given = (evidence, codebook, catalogue)
    family = region_family(*given, lines_by_quarter(*given))
    forecasts = forecast_indicators(evidence, codebook, forecast_rules(catalogue))
    draw = always_draw or is_near_a_line(family)
    family = look_around(look_at_regions(family, forecasts, given), np.arange(world.units), given, draw)
    everyone = np.ones(world.units, dtype=bool)
    members = Members(codebook.subjects[:-1], codebook.codes, [()] * world.units, everyone, ~everyone)
    request = replace(world.request, notices=known.notices, earlier=known.earlier)
    settled = settle_family(request, members, family, cache(lambda q: region_completeness(evidence, q, codebook, rules.grace).of_regions()))
    severity = np.array([SEVERITY[grade] for grade in settled.grades], dtype=np.int64)
    return Judged(evidence, settled, severity, codebook.subjects[:-1], codebook.codes)


def judge_in_turn(then: Cells, now: Cells, world: World, quarters: int, notices: tuple[Notice, ...] = ()) -> Judged:
    """The grades of the last quarter by the figures known `now`, the verdicts of the `quarters` before it issued one after the other by
    those known `then`, as the office would.
    """
    issued: tuple[EarlierVerdict, ...] = ()
    for back in range(quarters, 0, -1):
        last = world.last - back
        period = quarter_at(last).code
        earlier = replace(world, last=last, request=replace(world.request, period=period))
        issued += issued_by(judge(first_quarters(then, -back), earlier, Known(notices, issued)), period)
    return judge(now, world, Known(notices, issued))


def issued_by(judged: Judged, period: str) -> tuple[EarlierVerdict, ...]:
    """The verdicts of a quarter as they enter later ones."""
    settled, held = judged.settled, judged.settled.family.held[-1]
    found = settled.completeness
    return tuple(
        EarlierVerdict(
            subject=subject,
            period=period,
            grade=settled.grades[row],
            missing=_named(found.missing[row] | found.late[row], judged),
            held=tuple(id for id in PERSISTENT if held[id][row]),
            on_performance=settled.bases[row] is GradeBasis.PERFORMANCE,
            overdue=_named(found.missing[row], judged),
        )
        for row, subject in enumerate(judged.subjects)
    )


def first_quarters(cells: Cells, until: int) -> Cells:
    """The cells up to quarter `until` (an index from the end, not included)."""
    parts = {field.name: getattr(cells, field.name)[:until] for field in fields(Cells) if field.name != "first"}
    return replace(cells, **parts)


def _named(mask: Mask, judged: Judged) -> frozenset[str]:
    return frozenset(judged.codes[column] for column in np.flatnonzero(mask))


def is_near_a_line(family: Family) -> bool:
    """Whether the robustness run can matter to any grade: somebody is not above the watch line, or reaches that for commendation.

    Above the watch line half of the draws below the line for criticism (W6) would need a design effect of half the plan.
    """
    standing, run = family.standing, family.run
    with np.errstate(invalid="ignore"):
        return bool(((standing.score_high[run.q] <= run.lines.watch) | (standing.score_low[run.q] >= run.lines.commend)).any())
