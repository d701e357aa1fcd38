"""All questions about the figures of a period: every test in every panel, false discovery held down, the cells behind each.

Takes frames and gives values; it asks nobody and decides nothing (method.md 1.14: a flag leads to an audit, never directly to blame).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.assessment.arrays import Whole, places
from indicators.assessment.multiple import adjust_bh
from indicators.catalogue.catalogue import Catalogue
from indicators.model.period import Period, parse_period
from indicators.model.signal import Signal, SignalCell, SignalKind, SignalReport, UnitStrength
from indicators.model.subject import NATIONAL
from indicators.signals.build import latest_figures, make_panels, month_number, quarter_counts
from indicators.signals.chances import cauchy
from indicators.signals.copying import look_for_copied_periods, look_for_copied_regions
from indicators.signals.denominators import look_for_denominators
from indicators.signals.heaping import look_for_heaping
from indicators.signals.hugging import look_for_hugging
from indicators.signals.pairs import judge_pair
from indicators.signals.panel import Panel
from indicators.signals.revisions import judge_revisions, revisions_of
from indicators.signals.rules import SignalRules, signal_rules
from indicators.signals.smoothness import look_for_smoothness

_DETECTORS = (
    look_for_heaping,
    look_for_copied_regions,
    look_for_copied_periods,
    look_for_hugging,
    look_for_smoothness,
    look_for_denominators,
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """One unit tested for one kind. `rows`: places in the frame of latest figures; in the frame of vintages for late
    revisions, there the version before and the one after, in turn.
    """

    kind: SignalKind
    department: str
    subject: str
    p: float
    facts: Mapping[str, float | str]
    rows: tuple[int, ...]


def find_signals(catalogue: Catalogue, vintages: pd.DataFrame, period: str) -> SignalReport:
    """The questions that the figures known at `period` raise, the most unusual first.

    `vintages` has OBSERVATION_COLUMNS, submission, department, version, received and due (ISO days), one row for each version of a
    figure. Benjamini-Hochberg within each kind over all departments and regions; small counts and short series are not tested.
    """
    rules = signal_rules(catalogue)
    last = parse_period(period)
    figures = latest_figures(vintages)
    panels = make_panels(catalogue, figures, last, rules.months)
    candidates = [one for panel in panels for one in _in_panel(panel, rules)]
    candidates += _pairs_apart(catalogue, panels, rules)
    revised = _revised(catalogue, _in_window(vintages, last, rules.months), rules)
    signals = _significant(candidates, figures, rules.level) + _significant(revised, vintages, rules.level)
    everything = [*candidates, *revised]
    tested = {kind: sum(one.kind is kind for one in everything) for kind in SignalKind}
    ordered = sorted(_one_of_each_pair(signals), key=lambda one: (-one.score, one.kind, one.department, one.subject))
    return SignalReport(period, tuple(ordered), _strengths(everything, rules.level), tested)


def _in_panel(panel: Panel, rules: SignalRules) -> list[Candidate]:
    found = []
    for look_for in _DETECTORS:
        with np.errstate(divide="ignore", invalid="ignore"):
            tested = look_for(panel, rules)
        for u, subject in enumerate(panel.subjects):
            if not np.isnan(tested.p[u]):
                rows = panel.row[:, u][tested.marks[:, u] & (panel.row[:, u] >= 0)]
                found.append(Candidate(tested.kind, panel.department, subject, float(tested.p[u]), tested.facts[u], tuple(map(int, rows))))
    return found


def _pairs_apart(catalogue: Catalogue, panels: Sequence[Panel], rules: SignalRules) -> list[Candidate]:
    pairs = catalogue.rule("signal_pairs")
    found: list[Candidate] = []
    for activity, outcome in pairs.items() if isinstance(pairs, Mapping) else ():
        first, second = quarter_counts(panels, str(activity)), quarter_counts(panels, str(outcome))
        if first is None or second is None or first[0].subjects != second[0].subjects:
            continue
        panel, apart = first[0], judge_pair(first[1], second[1], rules)
        for u in places(~np.isnan(apart.p)):
            steps = float(apart.steps[u].min())
            sides = ((panel, str(activity)), (second[0], str(outcome)))
            rows = [row for side in sides for row in _rows_of(side, u, apart.last[u])] if steps > rules.apart else []
            facts: dict[str, float | str] = {"activity": str(activity), "outcome": str(outcome), "steps": steps}
            found.append(Candidate(SignalKind.PAIR_APART, panel.department, panel.subjects[u], float(apart.p[u]), facts, tuple(rows)))
    return found


def _rows_of(side: tuple[Panel, str], u: int, quarters: Whole) -> list[int]:
    panel, indicator = side
    rows = panel.row[panel.indicators.index(indicator), u].reshape(-1, 3)[quarters].ravel()
    return [int(row) for row in rows if row >= 0]


def _in_window(vintages: pd.DataFrame, last: Period, months: int) -> pd.DataFrame:
    month = vintages["period"].map({code: month_number(parse_period(code)) for code in vintages["period"].unique()})
    return vintages.assign(inside=(month <= month_number(last)) & (month > month_number(last) - months))


def _revised(catalogue: Catalogue, vintages: pd.DataFrame, rules: SignalRules) -> list[Candidate]:
    """Units of department and region, and departments as a whole: there a figure revised in all regions at once counts once."""
    directions = {code: {"up": 1.0, "down": -1.0}.get(item.direction.value, 0.0) for code, item in catalogue.indicators.items()}
    sign = vintages["indicator"].map(directions).fillna(0.0).where(vintages["inside"], 0.0)
    ratio = vintages["numerator"] / vintages["denominator"].where(vintages["denominator"] > 0)
    changes = revisions_of(vintages.assign(sign=sign, value=ratio.fillna(vintages["value"])))
    if changes.empty:
        return []
    regional = changes[changes["subject"] != NATIONAL]
    together = changes.groupby(["department", "indicator", "period", "days_left"], as_index=False)
    whole = together.agg(favour=("favour", "sum"), before=("before", "min"), row=("row", "min"))
    whole = whole[whole["favour"] != 0].assign(subject=NATIONAL)
    return [*_judged(regional, rules), *_judged(whole, rules)]


def _judged(changes: pd.DataFrame, rules: SignalRules) -> list[Candidate]:
    if changes.empty:
        return []
    late = changes[(changes["days_left"] <= rules.late_days) & (changes["favour"] > 0)]
    units_of = late.groupby(["department", "subject"])[["before", "row"]]
    rows = {unit: tuple(map(int, part.to_numpy().ravel())) for unit, part in units_of}
    names = ("late", "late_favour", "revisions", "favour", "expected")
    units = judge_revisions(changes, ["department", "subject"], rules).dropna(subset=["p"])
    return [
        Candidate(
            SignalKind.LATE_REVISION,
            str(unit["department"]),
            str(unit["subject"]),
            float(unit["p"]),
            {name: float(unit[name]) for name in names},
            rows.get((unit["department"], unit["subject"]), ()),
        )
        for unit in units.to_dict("records")
    ]


def _significant(candidates: Sequence[Candidate], frame: pd.DataFrame, level: float) -> list[Signal]:
    """The candidates with q <= level that point at some figure, as signals with their cells."""
    found = []
    for kind in SignalKind:
        family = [one for one in candidates if one.kind is kind]
        q = adjust_bh(np.array([one.p for one in family]))
        found += [_signal(one, float(value), frame) for one, value in zip(family, q, strict=True) if value <= level and one.rows]
    return found


def _signal(found: Candidate, q: float, frame: pd.DataFrame) -> Signal:
    part = frame.iloc[list(found.rows)]
    cells = tuple(
        SignalCell(
            str(row.indicator), str(row.subject), str(row.period), _known(row.numerator), _known(row.denominator),
            str(row.sheet), str(row.cell), str(row.submission),
        )
        for row in part.itertuples(index=False)
    )  # fmt: skip
    periods = sorted(set(part["period"]), key=lambda code: (parse_period(code).last_day, code))
    indicators = tuple(sorted(set(part["indicator"])))
    score = float(-np.log10(max(found.p, 1e-300)))
    return Signal(found.kind, found.department, found.subject, indicators, tuple(periods), score, found.p, q, found.facts, cells)


def _known(x: float) -> float | None:
    return None if np.isnan(x) else float(x)


def _one_of_each_pair(signals: Sequence[Signal]) -> list[Signal]:
    """Two regions that are like one another are one question: nobody can tell who copied. The more unusual side stays."""
    kept: list[Signal] = []
    seen: set[tuple[str, frozenset[str]]] = set()
    for one in sorted(signals, key=lambda signal: signal.p):
        if one.kind is SignalKind.COPIED_REGION:
            both = (one.department, frozenset((one.subject, str(one.facts["partner"]))))
            if both in seen:
                continue
            seen.add(both)
        kept.append(one)
    return kept


def _strengths(candidates: Sequence[Candidate], level: float) -> tuple[UnitStrength, ...]:
    """Each department and region over all its kinds; those with q <= level, the strongest first."""
    units: dict[tuple[str, str], list[Candidate]] = {}
    for one in candidates:
        units.setdefault((one.department, one.subject), []).append(one)
    p = np.array([float(cauchy(np.array([one.p for one in family]))) for family in units.values()])
    q = adjust_bh(p)
    strengths = [
        UnitStrength(*unit, float(p[place]), float(q[place]), _kinds(family, level))
        for place, (unit, family) in enumerate(units.items())
        if q[place] <= level
    ]
    return tuple(sorted(strengths, key=lambda one: (one.p, one.department, one.subject)))


def _kinds(family: Sequence[Candidate], level: float) -> tuple[SignalKind, ...]:
    return tuple(one.kind for one in sorted(family, key=lambda one: one.p) if one.p <= level)
