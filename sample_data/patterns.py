"""Five patterns of falsified figures, planted so that the questions about figures (method.md 1.14) can be seen at work.

Each stands in one region and one department where nothing else is planted, and keeps close to what was drawn: it changes no grade.
Nobody is accused: the figures and their falsification are made up alike.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Direction
from indicators.model.observation import CellStatus
from indicators.model.period import parse_period
from indicators.model.signal import SignalKind
from indicators.model.subject import NATIONAL
from indicators.model.words import Bilingual
from sample_data.truth import planned

_KEPT_SCATTER = 0.2
"""Share of the scatter about a straight line that a smoothed series keeps."""
_MANY = 100
_REACH = 1.5
"""A figure that misses its path by up to so many standard errors is lifted to it; one that is as far above is held back to it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One planted pattern: whose figures, of which indicators, in all periods from the quarter `since` on; `partner`: copied from whom."""

    kind: SignalKind
    department: str
    subject: str
    indicators: tuple[str, ...]
    since: str
    done: Bilingual
    partner: str = ""


PATTERNS: tuple[Pattern, ...] = (
    Pattern(
        SignalKind.HEAPING,
        "MPS",
        "51",
        ("A1-02", "A2-02", "A2-04", "A2-05", "A5-08"),
        "2023-Q3",
        Bilingual("五项指标的分子都是整十、整五的数。", "The numerators of five indicators are multiples of ten or of five."),
    ),
    Pattern(
        SignalKind.COPIED_REGION,
        "NHC",
        "12",
        ("A1-08",),
        "2023-Q3",
        Bilingual("照抄重庆（50）的数字。", "It files the figures of Chongqing (50)."),
        partner="50",
    ),
    Pattern(
        SignalKind.HUGGING,
        "MPS",
        "42",
        ("A1-02", "A2-01", "A2-02", "A2-04", "A2-05", "A5-08"),
        "2023-Q3",
        Bilingual("接近规划路径的数字都恰好达标。", "Figures near the planned path just reach it."),
    ),
    Pattern(
        SignalKind.TOO_SMOOTH,
        "MPS",
        "36",
        ("A1-02", "A2-02", "A5-08"),
        "2023-Q3",
        Bilingual("三项指标几乎沿直线变动。", "Three indicators run almost along a straight line."),
    ),
    Pattern(
        SignalKind.LATE_REVISION,
        "CPD",
        "35",
        ("A4-07", "A5-02", "A5-07"),
        "2025-Q3",
        Bilingual(
            "先报一版，截止前三日内再报一版，该地区数字全部上调。",
            "The department files early and once more in the last three days; every figure of this region has risen.",
        ),
    ),
)

CORRECTED = (("35", 1), ("33", -1))
"""What the second version moves: a case (of large figures one in two hundred) up in the one region, down in another, as honest ones are."""


def plant_patterns(catalogue: Catalogue, rounds: pd.DataFrame) -> pd.DataFrame:
    """The drawn figures of the rounds with the patterns that are seen in one version of a figure; all others stay as they are."""
    planted = rounds.copy()
    for pattern in (one for one in PATTERNS if one.kind is not SignalKind.LATE_REVISION):
        for code in pattern.indicators:
            part = _rows(rounds, code, pattern.subject, pattern.since)
            changed = _falsified(catalogue, pattern.kind, part, _rows(rounds, code, pattern.partner, pattern.since))
            planted.loc[part.index, ["numerator", "denominator"]] = changed[["numerator", "denominator"]]
    return planted


def first_version(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures of a workbook before its sender revised them: `CORRECTED` taken back, the country's rows with their regions."""
    (pattern,) = (one for one in PATTERNS if one.kind is SignalKind.LATE_REVISION)
    first = figures.copy()
    for subject, sign in CORRECTED:
        rows = figures["indicator"].isin(pattern.indicators) & (figures["subject"] == subject) & (figures["status"] == CellStatus.REPORTED)
        moved = figures.loc[rows, "numerator"] - sign * np.maximum(1.0, np.round(figures.loc[rows, "denominator"] / 200))
        first.loc[rows, "numerator"] = moved.clip(lower=0.0, upper=figures.loc[rows, "denominator"])
    added = (first["numerator"] - figures["numerator"]).groupby([figures["indicator"], figures["period"]]).transform("sum")
    country = (figures["subject"] == NATIONAL) & figures["indicator"].isin(pattern.indicators) & figures["numerator"].notna()
    first.loc[country, "numerator"] += added[country]
    return first


def _falsified(catalogue: Catalogue, kind: SignalKind, part: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    match kind:
        case SignalKind.HEAPING:
            return _rounded(part)
        case SignalKind.COPIED_REGION:
            return _copied(part, other)
        case SignalKind.HUGGING:
            return _put_on_path(catalogue, part)
        case SignalKind.TOO_SMOOTH:
            return _smoothed(part)
    raise ValueError(f"{kind}: not planted in the figures themselves")


def _rows(rounds: pd.DataFrame, code: str, subject: str, since: str) -> pd.DataFrame:
    own = rounds[(rounds["indicator"] == code) & (rounds["subject"] == subject) & (rounds["status"] == CellStatus.REPORTED)]
    first = parse_period(since).first_day
    late = own["period"].map({period: parse_period(period).first_day >= first for period in own["period"].unique()})
    return own[late.astype(bool)]


def _rounded(part: pd.DataFrame) -> pd.DataFrame:
    """Numerators in tens from a hundred on, else in fives."""
    step = np.where(part["numerator"] >= _MANY, 10.0, 5.0)
    return part.assign(numerator=np.minimum(step * (part["numerator"] / step).round(), part["denominator"]))


def _copied(part: pd.DataFrame, other: pd.DataFrame) -> pd.DataFrame:
    """Both figures of another region in the same period."""
    of = other.set_index("period")
    return part.assign(**{name: part["period"].map(of[name]) for name in ("numerator", "denominator")})


def _put_on_path(catalogue: Catalogue, part: pd.DataFrame) -> pd.DataFrame:
    """What lies within `_REACH` standard errors of the path becomes the least number that reaches it."""
    indicator = catalogue.indicators[part["indicator"].iloc[0]]
    plan, row = planned(catalogue, indicator), list(catalogue.regions).index(part["subject"].iloc[0])
    if indicator.direction is not Direction.UP:
        raise ValueError(f"{indicator.code}: more is not better")
    path = np.array([plan.at(parse_period(period).quarter_index)[row] for period in part["period"]])
    k, n = part["numerator"].to_numpy(), part["denominator"].to_numpy()
    needed = np.ceil(n * path - 1e-9)
    near = np.abs(k - needed) <= _REACH * np.sqrt(n * path * (1 - path))
    return part.assign(numerator=np.where(near, np.minimum(needed, n), k))


def _smoothed(part: pd.DataFrame) -> pd.DataFrame:
    """Numerators drawn towards the straight line through their own shares."""
    k, n, t = part["numerator"].to_numpy(), part["denominator"].to_numpy(), np.arange(len(part))
    line = n * np.clip(np.polyval(np.polyfit(t, k / n, 1, w=np.sqrt(n)), t), 0, 1)
    return part.assign(numerator=np.clip(np.round(line + _KEPT_SCATTER * (k - line)), 0, n))
