"""A question about reported figures: its kind, where it arises, how unusual it is, and the cells it points at (method.md 1.14).

Found in indicators/signals; it is the office's alone and no part of any assessment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class SignalKind(StrEnum):
    """The patterns looked for (method.md 1.14)."""

    HEAPING = "heaping"
    COPIED_REGION = "copied_region"
    COPIED_PERIOD = "copied_period"
    LATE_REVISION = "late_revision"
    HUGGING = "hugging"
    TOO_SMOOTH = "too_smooth"
    PAIR_APART = "pair_apart"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class SignalCell:
    """One figure a signal points at, with its place in the workbook as received."""

    indicator: str
    subject: str
    period: str
    numerator: float | None
    denominator: float | None
    sheet: str
    cell: str
    submission: str


@dataclass(frozen=True, slots=True)
class Signal:
    """One question. `p`: chance of so unusual a pattern in honest figures; `q`: adjusted for all units of the kind.

    `score` = -log10 p. `department` reported the figures of `subject`. `facts`: numbers for the sentence, `partner` another region.
    """

    kind: SignalKind
    department: str
    subject: str
    indicators: tuple[str, ...]
    periods: tuple[str, ...]
    score: float
    p: float
    q: float
    facts: Mapping[str, float | str]
    cells: tuple[SignalCell, ...]


@dataclass(frozen=True, slots=True)
class UnitStrength:
    """All kinds of one department and region together: `p` of the Cauchy combination (valid under dependence), `q` over all units."""

    department: str
    subject: str
    p: float
    q: float
    kinds: tuple[SignalKind, ...]


@dataclass(frozen=True, slots=True)
class SignalReport:
    """The questions of a period, the most unusual first; `tested`: how many units of each kind had data enough."""

    period: str
    signals: tuple[Signal, ...]
    units: tuple[UnitStrength, ...]
    tested: Mapping[SignalKind, int]
