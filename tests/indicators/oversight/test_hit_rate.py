"""The hit rate of proposals counts what people decided, and says when thresholds are to be reviewed (method.md 1.11)."""

import pytest

from indicators.model.decision import DecisionState
from indicators.model.verdict import Grade
from indicators.oversight.hit_rate import ProposalFate, hit_rate


def fates(confirmed: int, rejected: int, year: int = 2026) -> list[ProposalFate]:
    states = [DecisionState.CONFIRMED] * confirmed + [DecisionState.REJECTED] * rejected
    return [ProposalFate(Grade.CRITICISE, state, year) for state in states]


@pytest.mark.parametrize(("confirmed", "rejected", "due"), [(7, 3, False), (6, 3, True), (0, 1, True), (1, 0, False)])
def test_thresholds_are_reviewed_below_the_ruled_share(confirmed: int, rejected: int, due: bool) -> None:
    rate = hit_rate(fates(confirmed, rejected), Grade.CRITICISE, 2026, 0.7)
    assert (rate.share, rate.review_due) == (confirmed / (confirmed + rejected), due)


def test_what_is_not_decided_is_neither_confirmed_nor_rejected() -> None:
    states = (DecisionState.PROPOSED, DecisionState.NOTIFIED, DecisionState.PANEL, DecisionState.WITHDRAWN)
    rate = hit_rate([ProposalFate(Grade.CRITICISE, state, 2026) for state in states], Grade.CRITICISE, 2026, 0.7)
    assert (rate.share, rate.review_due, rate.undecided, rate.withdrawn) == (None, False, 3, 1)


def test_other_years_and_other_grades_stay_out() -> None:
    others = [*fates(0, 5, 2025), ProposalFate(Grade.COMMEND, DecisionState.REJECTED, 2026)]
    rate = hit_rate([*fates(1, 0), *others], Grade.CRITICISE, 2026, 0.7)
    assert (rate.confirmed, rate.rejected, rate.share) == (1, 0, 1.0)
