"""The hit rate of proposals (method.md 1.11, decision 10): of those that were decided in a year, how many were confirmed.

Below the ruled share of confirmed criticisms, thresholds are reviewed before the next cycle. Withdrawn proposals and open ones are told
beside it: neither is a decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from indicators.model.decision import DecisionState
from indicators.model.verdict import Grade


@dataclass(frozen=True, slots=True)
class ProposalFate:
    """What became of one proposal: the grade, how far it is, and the year in which it was decided; if it was not, was made."""

    grade: Grade
    state: DecisionState
    year: int


@dataclass(frozen=True, slots=True)
class HitRate:
    """The proposals of one grade in one year. `share` confirmed of the decided ones, None where none was decided.

    `review_due`: the share is below the ruled one.
    """

    grade: Grade
    year: int
    confirmed: int
    rejected: int
    withdrawn: int
    undecided: int
    share: float | None
    review_due: bool


def hit_rate(fates: Sequence[ProposalFate], grade: Grade, year: int, least: float) -> HitRate:
    """The hit rate of a grade in a year; `least`: the share of confirmed proposals below which thresholds are reviewed."""
    own = [fate.state for fate in fates if fate.grade is grade and fate.year == year]
    confirmed, rejected, withdrawn = (
        own.count(state) for state in (DecisionState.CONFIRMED, DecisionState.REJECTED, DecisionState.WITHDRAWN)
    )
    decided = confirmed + rejected
    share = confirmed / decided if decided else None
    undecided = len(own) - decided - withdrawn
    return HitRate(grade, year, confirmed, rejected, withdrawn, undecided, share, share is not None and share < least)
