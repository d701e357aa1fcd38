"""One study judged by the rules in force: from cells to grades, by the functions that an assessment itself uses. Writes no verdict."""

from dataclasses import dataclass, replace
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
from indicators.assessment.request import Notice
from indicators.assessment.settled import Members, Settled, settle_family
from indicators.assessment.survey import look_around, look_at_regions
from indicators.model.verdict import SEVERITY, Grade


@dataclass(frozen=True, slots=True)
class Judged:
    """The evidence, the settled family, and (U,) the severity 0-4 of each final grade."""

    evidence: Evidence
    settled: Settled
    severity: Whole

    def is_at_least(self, grade: Grade) -> Mask:
        """(U,) whether the grade is this or worse."""
        return np.asarray(self.severity >= SEVERITY[grade], dtype=bool)


def judge(cells: Cells, world: World, notices: tuple[Notice, ...] = (), always_draw: bool = False) -> Judged:
    """The grades of all subjects of the world in its last quarter; `notices`: what was asked for in writing.

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
    request = replace(world.request, notices=notices)
    settled = settle_family(request, members, family, cache(lambda q: region_completeness(evidence, q, codebook, rules.grace).of_regions()))
    return Judged(evidence, settled, np.array([SEVERITY[grade] for grade in settled.grades], dtype=np.int64))


def is_near_a_line(family: Family) -> bool:
    """Whether the robustness run can matter to any grade: somebody is not above the watch line, or reaches that for commendation.

    Above the watch line half of the draws below the line for criticism (W6) would need a design effect of half the plan.
    """
    standing, run = family.standing, family.run
    with np.errstate(invalid="ignore"):
        return bool(((standing.score_high[run.q] <= run.lines.watch) | (standing.score_low[run.q] >= run.lines.commend)).any())
