"""What an assessment is asked for: the period, the figures, the rules, and what people have established besides the figures."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import pandas as pd

from indicators.assessment.levels import Levels
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Grade


class VetoLevel(StrEnum):
    """How grave a confirmed breach of integrity or rights is (method.md 1.11 V)."""

    CRITICAL = "critical"
    MAJOR = "major"


@dataclass(frozen=True, slots=True)
class Veto:
    """A breach confirmed by two people and a document. Statistics never make one."""

    subject: str
    level: VetoLevel
    document: str


@dataclass(frozen=True, slots=True)
class Notice:
    """A written notice about a missing figure, issued in the round `period`."""

    subject: str
    indicator: str
    period: str


@dataclass(frozen=True, slots=True)
class IntegrityFlag:
    """An unresolved doubt about a subject's data (quality grade C, or an open integrity question): audit first (rule R4).

    `lapsed`: its time to hold criticism back is over; it bars praise until it is settled.
    """

    subject: str
    code: str
    lapsed: bool = False


@dataclass(frozen=True, slots=True)
class Audit:
    """A random audit of a subject's data in a year and whether it was passed (rule K6)."""

    subject: str
    year: int
    passed: bool


@dataclass(frozen=True, slots=True)
class EarlierVerdict:
    """A verdict issued before, with the indicators that were late or missing then (R2b) and the rules that held (C4, K4), None where
    that is not known. `on_performance`: the grade rested on performance (hysteresis). `overdue`: those that it named as missing beyond
    the grace, which is a written notice about them (R3). `cleared`: people rejected the finding that it was behind; no figure that comes
    later revives it.
    """

    subject: str
    period: str
    grade: Grade
    missing: frozenset[str]
    held: tuple[str, ...] | None = None
    on_performance: bool = True
    overdue: frozenset[str] = frozenset()
    cleared: bool = False


@dataclass(frozen=True, slots=True)
class AssessmentRequest:
    """One run for the quarter `period`.

    `observations` has OBSERVATION_COLUMNS; an optional column `received` (ISO date) tells late figures, without it all are in time.
    `provisional`: only what was due before `as_of` counts as due, and rules R1-R3 are not evaluated. `submitted`: the (department,
    round) pairs that filed; None means every department filed. `earlier`: verdicts issued before; quarters without one are
    recomputed from the same data. `run_robustness`: with the draws (C5, K5, W6), which take most of the time. `levels`: what stands above
    the units, for prefectures and counties; None: the units are the regions.
    """

    period: str
    catalogue: Catalogue
    observations: pd.DataFrame
    as_of: date | None = None
    provisional: bool = False
    submitted: frozenset[tuple[str, str]] | None = None
    vetoes: tuple[Veto, ...] = ()
    notices: tuple[Notice, ...] = ()
    flags: tuple[IntegrityFlag, ...] = ()
    earlier: tuple[EarlierVerdict, ...] = ()
    audits: tuple[Audit, ...] = ()
    snapshot_id: str | None = None
    snapshot_sha256: str | None = None
    run_robustness: bool = False
    levels: Levels | None = None
