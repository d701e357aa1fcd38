"""Earlier verdicts as people decided on them: what persistence, hysteresis and R2b look back to (method.md 1.11, 1.12b, decision 10).

The engine proposes, people decide. So what was confirmed counts as published, what is undecided or withdrawn likewise, and what was
rejected is held against nobody and in nobody's favour:

* a rejected criticism or commendation counts as steady (R2b, hysteresis);
* the rules it was proposed by count as not met in that run (C1, C2 for C4; K1, K2 for K4). The same figures stand in four overlapping
  windows: if they still counted, the finding that was rejected would carry three quarters of the next one. A rejection has a reason in
  words, no code, so that it cannot be told whether figures or circumstances were wrong; in doubt for the assessed side. A criticism for
  reporting or by veto was no finding on performance: rejecting it leaves C1 and C2 as they were found;
* a grade that people confirmed in place of the published one counts. Blame that they lessened to watch keeps its finding, as a pending
  criticism does; whoever they took further than watch has none.

A rejection follows the grade: it holds for a later edition with the same grade, and falls with one that has another. A grade of people's
own holds for the edition it was decided on alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from indicators.assessment.request import EarlierVerdict
from indicators.model.decision import DecisionState
from indicators.model.verdict import SEVERITY, Grade
from indicators.store.assessments import PublicationRecord
from indicators.store.decisions import DecisionRecord

DECIDED = (DecisionState.CONFIRMED, DecisionState.REJECTED)
BLAME, PRAISE = frozenset(("C1", "C2")), frozenset(("K1", "K2"))


def as_decided(verdicts: Iterable[EarlierVerdict], edition: PublicationRecord, decisions: Sequence[DecisionRecord]) -> list[EarlierVerdict]:
    """The published verdicts of one period, `edition`, with the last decision on each applied."""
    return [_as_decided(verdict, edition, decisions) for verdict in verdicts]


def _as_decided(verdict: EarlierVerdict, edition: PublicationRecord, decisions: Sequence[DecisionRecord]) -> EarlierVerdict:
    last = last_decision(verdict, edition, decisions)
    if last is None:
        return verdict
    grade = Grade(last.grade) if last.state is DecisionState.CONFIRMED else Grade.STEADY
    if grade is verdict.grade:
        return verdict
    cleared = _is_cleared(verdict, grade)
    gone = BLAME if cleared else PRAISE if verdict.grade is Grade.COMMEND else frozenset()
    held = None if verdict.held is None else tuple(rule for rule in verdict.held if rule not in gone)
    return replace(verdict, grade=grade, held=held, cleared=cleared)


def last_decision(verdict: EarlierVerdict, edition: PublicationRecord, decisions: Sequence[DecisionRecord]) -> DecisionRecord | None:
    """The decision that counts: the one signed last of those on the published grade, and of people's own on this edition."""
    own = [one for one in decisions if (one.period, one.subject) == (verdict.period, verdict.subject) and one.state in DECIDED]
    fitting = [
        one for one in own if one.grade == verdict.grade or (one.state is DecisionState.CONFIRMED and one.assessment == edition.assessment)
    ]
    return max(fitting, key=lambda one: (one.signed_at or "", one.id), default=None)


def _is_cleared(verdict: EarlierVerdict, grade: Grade) -> bool:
    """Whether people took the finding back that the subject was behind: a criticism for performance, and nothing of blame is left."""
    return verdict.grade is Grade.CRITICISE and verdict.on_performance and SEVERITY[grade] < SEVERITY[Grade.WATCH]
