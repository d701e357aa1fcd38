"""A relation that must hold between reported figures: sums of terms on two sides, and how the sides may stand to each other."""

from dataclasses import dataclass
from enum import StrEnum

from indicators.model.indicator import Frequency
from indicators.model.observation import TOTAL
from indicators.model.words import Bilingual


class Operator(StrEnum):
    """How the left sum must stand to the right one."""

    EQUALS = "equals"
    AT_MOST = "at_most"
    WITHIN_SHARE = "within_share"
    RATIO_BETWEEN = "ratio_between"


@dataclass(frozen=True, slots=True)
class Term:
    """One figure in a sum: `part` is numerator, denominator or value of an indicator or series, times `factor`.

    `lag` looks back that many periods of the relation. `filed_only` adds what was filed in the period; otherwise all of it is needed.
    """

    code: str
    part: str
    breakdown: str = TOTAL
    factor: float = 1.0
    lag: int = 0
    filed_only: bool = False


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far the sides may be apart: an absolute difference, a share of the larger side, the lowest and highest ratio."""

    tolerance: float = 0.0
    share: float = 0.0
    low: float = 0.0
    high: float = float("inf")


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation of a rule, for each region or for the country, in each period of `frequency`.

    `ticket`: whether departments that contradict each other are brought together over it; otherwise it is only a note.
    """

    id: str
    rule: str
    operator: Operator
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    by_region: bool
    frequency: Frequency
    bounds: Bounds
    ticket: bool
    text: Bilingual

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.left + self.right
