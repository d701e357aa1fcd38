"""What a verdict is made of: rules with their margins, contributions that add up, and the cells behind them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule of method.md 1.11. `passed` is None where the rule was not run; `margin` is signed, positive = condition met with room."""

    id: str
    value: float | None
    threshold: float | None
    passed: bool | None
    margin: float | None


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one indicator adds to a difference of scores, in points; `printed` adds up to the printed total (largest remainder).

    `value` and `expected` are in the indicator's own unit (shares 0-1), `n` the pooled denominator.
    """

    indicator: str
    contribution: float
    printed: float
    value: float | None
    expected: float | None
    n: float | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """The exact decomposition of score minus reference: contributions + coverage_effect = total."""

    reference: str
    reference_score: float | None
    contributions: tuple[Contribution, ...]
    coverage_effect: float
    total: float


@dataclass(frozen=True, slots=True)
class SmallestChange:
    """The smallest change of one indicator that alone moves the verdict; `needed` is None where it cannot."""

    indicator: str
    value: float | None
    needed: float | None
    whole_cases: int | None
    target_grade: str


@dataclass(frozen=True, slots=True)
class SourceCell:
    """Where one figure behind a verdict stands: file, sheet, cell, the value there, the submission it came in, whose figure it is."""

    indicator: str
    period: str
    file: str
    sheet: str
    cell: str
    value: str
    submission: str
    subject: str = ""


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator of one subject: pooled value against path. `state`: observed, late, missing, not_applicable, nil, not_due.

    Further states: too_few and withheld (no evidence, not to be shown), protected (published copy only: on few persons, no value).
    `progress`: achieved, on_track, needs_acceleration, limited, moving_away, too_early, none. `score` is y (0-125).
    """

    indicator: str
    state: str
    value: float | None
    numerator: float | None
    denominator: float | None
    path: float | None
    gap: float | None
    se_gap: float | None
    score: float | None
    weight: float
    progress: str
    p_plan: float | None
    national_path: bool
    illustrative: bool
    periods: tuple[str, ...]
