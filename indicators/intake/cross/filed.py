"""What is known when a workbook is checked against other figures: the workbook's own, the sender's earlier ones, those of others."""

from dataclasses import dataclass

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.cross.term_plan import Needed, lead_of
from indicators.model.relation import Relation

THIS_WORKBOOK = "this workbook"
"""Stands for the submission of figures that are only on their way in."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One workbook on its way: whose, for which round, its typed frame, and what else is known (None: nothing is)."""

    department: str
    round: str
    frame: pd.DataFrame
    earlier: pd.DataFrame | None = None
    others: pd.DataFrame | None = None

    def figures(self, catalogue: Catalogue, needed: Needed) -> pd.DataFrame:
        """The needed figures in one frame. What the workbook reports replaces every earlier figure of that indicator and period."""
        own, earlier, others = (_only(frame, needed) for frame in (self.frame, self.earlier, self.others))
        own = own.assign(submission=THIS_WORKBOOK)
        if len(earlier):
            filed = set(zip(own["indicator"], own["period"], strict=True))
            replaced = [place in filed for place in zip(earlier["indicator"], earlier["period"], strict=True)]
            earlier = earlier[~pd.Series(replaced, index=earlier.index, dtype=bool)]
        if len(others):
            foreign = {code for code in needed.codes if lead_of(catalogue, code) != self.department}
            others = others[others["indicator"].isin(foreign)]
        return pd.concat([own, *(part for part in (earlier, others) if len(part))], ignore_index=True)


def _only(frame: pd.DataFrame | None, needed: Needed) -> pd.DataFrame:
    if frame is None or frame.empty:
        return pd.DataFrame()
    recent = frame[frame["period"].isin(needed.periods)]
    return recent[recent["indicator"].isin(needed.codes)]


def uses_own(relation: Relation, frame_codes: frozenset[str]) -> bool:
    """Whether a relation has a term that stands in the workbook."""
    return any(term.code in frame_codes for term in relation.terms)
