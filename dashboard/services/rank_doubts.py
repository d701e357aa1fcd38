"""How firmly a region's rank tier stands, for the office: computed again from the assessment it reads, and kept nowhere."""

import numpy as np

from dashboard.services.desk import Desk
from indicators.assessment.outlook import rank_rules
from indicators.assessment.rank_doubt import rank_doubt
from indicators.model.verdict import Assessment, RankDoubt, Verdict
from indicators.requests import catalogue_for


def read_rank_doubt(desk: Desk, assessment: Assessment, verdict: Verdict) -> RankDoubt | None:
    """The doubt of one region's tier, from the exact assessment; None for a department, and for a region without a rank.

    None also where the present rules do not give the kept tier and ranks again: of another set of draws nothing is told.
    """
    subjects = [region.subject for region in assessment.regions]
    if verdict.subject not in subjects or verdict.rank.tier is None:
        return None
    T, se = (np.array([getattr(region, name) for region in assessment.regions], dtype=float) for name in ("T", "seT"))
    rules = rank_rules(catalogue_for(desk.catalogue, assessment.period))
    found = rank_doubt(T, se, subjects.index(verdict.subject), rules)
    return None if found is None or found[0] != verdict.rank else found[1]
