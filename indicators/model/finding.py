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
class LineMargin:
    """How far a score stands above a verdict line (negative: below), in points and in units of seT (None without one).

    Against `criticise` and `watch` the upper score is measured, against `commend` the lower one, as the rules do (C1, W1, K1).
    """

    line: str
    points: float
    errors: float | None


@dataclass(frozen=True, slots=True)
class GateLift:
    """The fewest absent reports that would lift a gate or a reporting rule (`rule`) that now stands against the subject."""

    rule: str
    indicators: tuple[str, ...]


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
class Robustness:
    """What becomes of one subject when data noise and choices of the design are drawn `draws` times (method.md 1.10).

    Shares of the draws, which sum to 1: C1 holds (`criticise_share`), S between L_crit and L_watch (`watch_share`), K1 holds
    (`commend_share`), none of these (`steady_share`); quantiles of S (0-125) and of the rank (1 = best); `rank_shift`: mean absolute
    shift of the rank.
    """

    draws: int
    criticise_share: float | None
    watch_share: float | None
    steady_share: float | None
    commend_share: float | None
    score_5: float | None
    score_50: float | None
    score_95: float | None
    rank_5: float | None
    rank_50: float | None
    rank_95: float | None
    rank_shift: float | None


@dataclass(frozen=True, slots=True)
class DesignEffect:
    """Sobol' indices of one choice of the design: its own share of the variance of scores, and with all interactions."""

    choice: str
    first: float
    total: float


@dataclass(frozen=True, slots=True)
class ScoreTrend:
    """Trend of T over the ruled quarters, points a year; q-values over the family; `direction`: improving, flat or declining."""

    slope: float
    se: float
    q_up: float
    q_down: float
    direction: str


@dataclass(frozen=True, slots=True)
class BenefitOfDoubt:
    """The best and the worst S (0-125) over all area weights within the ruled spread: a test of due process, never a score."""

    best: float
    worst: float


@dataclass(frozen=True, slots=True)
class IndicatorTrend:
    """Seasonal Kendall test with Theil-Sen slope, own unit a year; `direction`: improving, flat or declining (by the indicator's own)."""

    slope: float
    p: float
    direction: str


@dataclass(frozen=True, slots=True)
class IndicatorForecast:
    """Where one indicator is heading, own unit. `milestone` (a quarter) with `expected` value there, 80 % interval and `chance` in a
    word (very_unlikely ... very_likely) only up to eight quarters ahead; `pace_value` in 2030-Q4 and `reached` (a quarter) at the
    present pace. None: not given.
    """

    milestone: str | None
    expected: float | None
    low: float | None
    high: float | None
    probability: float | None
    chance: str | None
    pace_value: float | None
    reached: str | None


@dataclass(frozen=True, slots=True)
class IndicatorAlarm:
    """How unlikely the figure is against its path with overdispersion: z (negative = worse), `level` none, alert or alarm (1.9)."""

    z: float
    level: str


@dataclass(frozen=True, slots=True)
class IndicatorResult:
    """One indicator of one subject: pooled value against path. `state`: observed, late, missing, not_applicable, nil, not_due.

    Further states: too_few and withheld (no evidence, not to be shown), protected (published copy only: on few persons, no value).
    `progress`: achieved, on_track, needs_acceleration, limited, moving_away, too_early, none, protected. `score` is y (0-125).
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
    trend: IndicatorTrend | None = None
    forecast: IndicatorForecast | None = None
    alarm: IndicatorAlarm | None = None
