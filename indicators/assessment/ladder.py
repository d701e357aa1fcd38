"""Veto and reporting: the two parts of a verdict that do not come from performance (method.md 1.11 V and R)."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import to_number
from indicators.assessment.decide import COMMEND, CRITICISE, WATCH
from indicators.assessment.reporting import Completeness
from indicators.assessment.request import AssessmentRequest, VetoLevel
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import RuleOutcome
from indicators.model.period import parse_period


@dataclass(frozen=True, slots=True)
class LadderRules:
    """Coverage below which a subject cannot be commended, is watched, is criticised; and the quarters after a written notice."""

    commend: float
    watch: float
    criticise: float
    notice_quarters: int


@dataclass(frozen=True, slots=True)
class Ladder:
    """One subject: the grade codes below which it cannot fall by veto and by reporting, what bars praise, and the rules as evaluated.

    `audit_passed`: the random audit of this year; None where none is on record. `noticed`: a figure is missing long after a notice (R3).
    """

    veto_floor: int
    reporting_floor: int
    praise_barred: bool
    audited: bool
    audit_passed: bool | None
    noticed: bool
    outcomes: tuple[RuleOutcome, ...]


def ladder_rules(catalogue: Catalogue) -> LadderRules:
    """The rules by their ids."""
    return LadderRules(
        commend=catalogue.number("coverage_commend"),
        watch=catalogue.number("coverage_watch"),
        criticise=catalogue.number("coverage_criticise"),
        notice_quarters=int(catalogue.number("notice_quarters")),
    )


def climb(request: AssessmentRequest, subject: str, row: int, completeness: Completeness, noticed: bool) -> Ladder:
    """The ladder of one subject: `row` in the completeness arrays; `noticed`: a figure is missing long after a written notice.

    R2b is settled by `hold_back`, which needs earlier verdicts. Provisional runs leave R1 to R3 out (method.md 1.12b).
    """
    rules = ladder_rules(request.catalogue)
    levels = [veto.level for veto in request.vetoes if veto.subject == subject]
    doubts = [flag for flag in request.flags if flag.subject == subject]
    flagged, held = bool(doubts), any(not flag.lapsed for flag in doubts)
    coverage = completeness.coverage[row]
    late, missing = bool(completeness.bars[row].any()), bool(completeness.demands[row].any())
    fired = _reporting(coverage, late, missing, noticed, rules)
    if request.provisional:
        fired = {}
    floor = CRITICISE if fired.get("R3") else WATCH if fired.get("R2") else COMMEND
    veto = CRITICISE if VetoLevel.CRITICAL in levels else WATCH if levels else COMMEND
    outcomes = (
        RuleOutcome("V", float(len(levels)), 0.0, bool(levels), None),
        *(
            _outcome(id, coverage, threshold, fired)
            for id, threshold in (("R1", rules.commend), ("R2", rules.watch), ("R3", rules.criticise))
        ),
        RuleOutcome("R4", float(flagged), 0.0, flagged, None),
    )
    passed = random_audit(request, subject)
    barred = bool(fired.get("R1")) or bool(levels) or flagged or passed is False
    return Ladder(veto, floor, barred, not held, passed, noticed, outcomes)


def random_audit(request: AssessmentRequest, subject: str) -> bool | None:
    """Whether every random audit of the subject in the year of the request was passed; None where none is on record (K6)."""
    year = parse_period(request.period).last_day.year
    found = [audit.passed for audit in request.audits if audit.subject == subject and audit.year == year]
    return all(found) if found else None


def _reporting(coverage: float, late: bool, missing: bool, noticed: bool, rules: LadderRules) -> dict[str, bool]:
    """R1 coverage < .95 or late; R2 coverage < .80 or missing beyond grace; R3 coverage < .60 or missing after notice."""
    known, coverage = not np.isnan(coverage), float(coverage)
    return {
        "R1": (known and coverage < rules.commend) or late or missing,
        "R2": (known and coverage < rules.watch) or missing,
        "R3": (known and coverage < rules.criticise) or noticed,
    }


def _outcome(id: str, coverage: float, threshold: float, fired: dict[str, bool]) -> RuleOutcome:
    value = to_number(coverage)
    by_coverage = value is not None and value < threshold
    margin = threshold - value if value is not None and fired.get(id) is by_coverage else None
    return RuleOutcome(id, value, threshold, fired.get(id), margin)


def is_noticed(request: AssessmentRequest, subject: str, missing: frozenset[str], weighty: frozenset[str]) -> bool:
    """Whether a figure is still missing the ruled number of quarters after a written notice about it.

    An issued verdict that names a `weighty` one of them as missing is such a notice, as long as every one since then names it too.
    """
    patience = ladder_rules(request.catalogue).notice_quarters
    now = parse_period(request.period).quarter_index
    if any(
        notice.subject == subject and notice.indicator in missing and now - parse_period(notice.period).round.quarter_index >= patience
        for notice in request.notices
    ):
        return True
    named = {now - parse_period(verdict.period).quarter_index: verdict.overdue for verdict in request.earlier if verdict.subject == subject}
    still = weighty
    for back in sorted(named):
        still &= named[back]
        if back >= patience:
            return bool(still)
    return False
