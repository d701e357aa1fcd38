"""What one indicator is: its identity, its arithmetic, its targets and where they come from."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from indicators.model.words import Bilingual


class Kind(StrEnum):
    """How the value is made of what is reported (method.md 1.2)."""

    PROP = "prop"
    RATE = "rate"
    SMR = "smr"
    MEAN = "mean"
    ADMIN = "admin"
    MILESTONE = "milestone"
    CONTEXT = "context"


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"
    BAND = "band"
    CONTEXT = "context"


class Use(StrEnum):
    """What the assessment does with the indicator."""

    SCORE = "score"
    MONITOR = "monitor"
    GATE = "gate"
    RED_LINE = "red_line"


class Level(StrEnum):
    """Whether the figure exists by region, for the country only, or both."""

    REGION = "REG"
    NATIONAL = "DEPT"
    BOTH = "BOTH"


class Frequency(StrEnum):
    MONTH = "M"
    QUARTER = "Q"
    HALF_YEAR = "H"
    YEAR = "Y"


class Measure(StrEnum):
    """How periods combine: flows add up, of stocks the latest counts, cumulative series are differenced first."""

    FLOW = "flow"
    STOCK = "stock"
    CUMULATIVE = "cumulative"


class SourceStatus(StrEnum):
    """How well a baseline or target is founded; an illustrative one is never shown as official."""

    SOURCED = "sourced"
    PART = "part"
    ILLUSTRATIVE = "illustrative"


class Verification(StrEnum):
    """How far the figures of an indicator are verified: A by an independent source, B by spot checks, C not at all (method.md 1.1)."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class Path:
    """Baseline (end of 2020), 2025 and 2030 targets in the indicator's own unit, shares as 0-1. None: not set."""

    baseline: float | None
    target_2025: float | None
    target_2030: float | None
    baseline_status: SourceStatus
    target_status: SourceStatus


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """From the period `since` on the figures mean something else than before: what changed, in words. Both stretches are kept."""

    since: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the catalogue. `persons`: the numerator or denominator counts people, so small counts are protected.

    `support` holds department codes, `("*",)` where all members support. `unit` is a code (share, per_100k, days, score,
    persons, items, number, yes_no). `deadline` only for the special action. `maximum` is the largest plausible count in one
    cell (guards against unit slips and phone numbers). `observers`: bodies that supply data without a seat in the Joint Conference.
    A milestone has its path on the scale of its values, levels 0-4 (yes is 4, no is 0). `breaks`: where its definition changed.
    """

    code: str
    area: str
    name: Bilingual
    definition: Bilingual
    numerator: Bilingual | None
    denominator: Bilingual | None
    unit: str
    direction: Direction
    kind: Kind
    measure: Measure
    frequency: Frequency
    level: Level
    lead: str
    support: tuple[str, ...]
    path: Path
    band_low: float | None
    band_high: float | None
    clauses: tuple[str, ...]
    use: Use
    risk: Bilingual
    guard: Bilingual
    definition_note: Bilingual | None
    persons: bool
    weight: float
    required: bool
    d_min: float | None
    n_min: int
    meas_sd: float | None
    deadline: date | None
    lead_share: float | None
    maximum: float
    observers: tuple[str, ...] = ()
    breaks: tuple[SeriesBreak, ...] = ()
    verification: Verification = Verification.B
