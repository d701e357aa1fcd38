"""Verdicts that were issued before, laid beside the recomputed runs: where one was issued, it counts (method.md 1.12b).

What was issued stays issued: a later revision of figures or rules does not rewrite what persistence and hysteresis look back to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from indicators.assessment.arrays import Mask
from indicators.assessment.family import Family
from indicators.assessment.request import AssessmentRequest, EarlierVerdict
from indicators.model.period import parse_period

Issued = Mapping[tuple[str, int], EarlierVerdict]
"""By subject and how many runs ago."""


def issued_before(request: AssessmentRequest) -> Issued:
    """The verdicts issued for earlier quarters."""
    now = parse_period(request.period).quarter_index
    return {(verdict.subject, now - parse_period(verdict.period).quarter_index): verdict for verdict in request.earlier}


def with_issued(family: Family, issued: Issued, subjects: Sequence[str]) -> Family:
    """The family whose earlier runs count as they were issued (C4, K4).

    A run that was issued while figures were absent is counted behind also where it is now seen to have been, with the figures that came
    since, and ahead only where both say so: a figure that comes late delays a verdict, and does not wipe out a quarter.
    What people rejected stays rejected.
    """
    counted = list(family.counted)
    for place in range(len(counted) - 1):
        back = len(counted) - 1 - place
        behind, ahead = (mask.copy() for mask in counted[place])
        for row, subject in enumerate(subjects):
            verdict = issued.get((subject, back))
            if verdict is not None and verdict.held is not None:
                low, high = {"C1", "C2"} <= set(verdict.held), {"K1", "K2"} <= set(verdict.held)
                behind[row] = low or (bool(verdict.missing) and not verdict.cleared and behind[row])
                ahead[row] = high and (not verdict.missing or ahead[row])
        counted[place] = behind, ahead
    return replace(family, counted=tuple(counted))


def watched_before(recomputed: Mask, issued: Issued, subjects: Sequence[str]) -> Mask:
    """(U,) who was watch or worse on performance one run ago, as issued, else as recomputed (hysteresis)."""
    watched = recomputed.copy()
    for row, subject in enumerate(subjects):
        verdict = issued.get((subject, 1))
        if verdict is not None:
            watched[row] = verdict.on_performance and verdict.grade in ("watch", "criticise")
    return np.asarray(watched, dtype=bool)
