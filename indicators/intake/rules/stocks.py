"""Figures that follow from one another: increments of cumulative figures (V-10), stocks and their flows (V-11, V-12), cohorts (V-13).

Which series play which part is said in checks.yaml (`roles`). Missing-value strategy: skip where one of the figures is missing.
"""

from collections.abc import Iterator, Mapping

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Roles
from indicators.intake.rules.blame import figure_problem, with_cells
from indicators.intake.rules.timeline import Timeline
from indicators.model.observation import TOTAL
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem

_EXACT = 1e-6
_NOTHING = np.empty(0)
_NONE_SIDE_BY_SIDE = pd.DataFrame()


def check_increments(line: Timeline) -> Iterator[Problem]:
    """V-10: where a cumulative figure and its period figure are both filed, the period figure is what the cumulative one grew by.

    Period figures of parts (regions, months) are added up; blames the cumulative figure.
    """
    for roles in line.catalogue.check_rules["V-10"].roles:
        (cumulative,), (period,) = roles["cumulative"], roles["period"]
        totals = _rows(line, cumulative)
        if line.alone or not len(totals):
            continue
        grown = (line.figures("value") - line.back("value", 1))[totals]
        parts = _period_figures(line, period)
        for row, increase in zip(line.frame.iloc[totals].itertuples(), grown, strict=True):
            added = parts.get((row.subject, parse_period(row.period).round.code))
            if added is not None and abs(added - increase) > _EXACT:
                yield figure_problem(row, "value", "increment_differs", {"increase": float(increase), "added": added, "counted": period})


def check_balances(line: Timeline) -> Iterator[Problem]:
    """V-11: opening and what came, less what left, is closing; the opening is the closing of the period before."""
    for roles in line.catalogue.check_rules["V-11"].roles:
        places = _side_by_side(line, roles)
        before = line.back("value", 1) if len(places) else _NOTHING
        for _, row in places.iterrows():
            numbers = {code: float(line.figures("value")[place]) for code, place in row.items()}
            opening, closing = row[roles["opening"][0]], row[roles["closing"][0]]
            expected = sum(numbers[code] for part in ("opening", "inflow") for code in roles[part])
            expected -= sum(numbers[code] for code in roles["outflow"])
            if abs(expected - numbers[roles["closing"][0]]) > _EXACT:
                yield _of_several(line, "balance_broken", [closing, *(place for place in row if place != closing)], {"expected": expected})
            last = float(before[closing])
            if not np.isnan(last) and abs(last - numbers[roles["opening"][0]]) > _EXACT:
                yield _of_several(line, "opening_differs", [opening], {"before": last})


def check_written_off(line: Timeline) -> Iterator[Problem]:
    """V-12: more withdrawn or transferred than a share of the opening stock; blames the figure of what was withdrawn."""
    share = line.catalogue.limits("V-12")["share"]
    for roles in line.catalogue.check_rules["V-12"].roles:
        for _, row in _side_by_side(line, roles).iterrows():
            opening, gone = (float(line.figures("value")[row[roles[part][0]]]) for part in ("opening", "outflow"))
            if gone > share * opening:
                yield _of_several(line, "stock_written_off", [row[roles["outflow"][0]]], {"opening": opening, "limit_share": share})


def check_cohorts(line: Timeline) -> Iterator[Problem]:
    """V-13: of current cases no more are solved than were registered in the year up to now; blames the solved ones."""
    for roles in line.catalogue.check_rules["V-13"].roles:
        (part,) = roles["part"]
        solved, registered = (_rows(line, roles[name][0], part) for name in ("solved", "registered"))
        if line.alone or not len(solved) or not len(registered):
            continue
        cohort = np.sum([line.back("value", back) for back in range(4)], axis=0)
        found = {(row.subject, row.period): place for place, row in zip(registered, line.frame.iloc[registered].itertuples(), strict=True)}
        for row in line.frame.iloc[solved].itertuples():
            place = found.get((row.subject, row.period))
            if place is not None and row.value > cohort[place]:
                yield figure_problem(row, "value", "solved_exceed_registered", {"registered": float(cohort[place])})


def _rows(line: Timeline, code: str, breakdown: str = TOTAL) -> np.ndarray:
    """The places in the frame of one series' figures."""
    return np.flatnonzero(line.labels["indicator"].among((code,)) & line.labels["breakdown"].among((breakdown,)))


def _side_by_side(line: Timeline, roles: Roles) -> pd.DataFrame:
    """The places of all series of the roles, by subject and period; only where every one of them is filed."""
    places_of = {code: _rows(line, code) for part in roles.values() for code in part}
    if not all(map(len, places_of.values())):
        return _NONE_SIDE_BY_SIDE
    columns = {}
    for code, places in places_of.items():
        index = pd.MultiIndex.from_frame(line.frame.iloc[places][["subject", "period"]])
        columns[code] = pd.Series(places, index=index)
    return pd.DataFrame(columns).dropna().astype("int64")


def _period_figures(line: Timeline, name: str) -> Mapping[tuple[str, str], float]:
    """The sums of `CODE` or `CODE.part` over regions and months, as figures of the country by quarter."""
    code, _, part = name.partition(".")
    rows = line.frame.iloc[_rows(line, code)]
    regional = rows[rows["subject"].isin(list(line.catalogue.regions)) & rows[part or "value"].notna()]
    quarters = regional["period"].map({period: parse_period(period).round.code for period in regional["period"].unique()})
    wanted = len(line.catalogue.regions) * regional["period"].nunique()
    if not wanted or len(regional) < wanted:
        return {}
    sums = regional.groupby(quarters)[part or "value"].sum()
    return {(NATIONAL, str(quarter)): float(total) for quarter, total in sums.items()}


def _of_several(line: Timeline, code: str, places: list[int], facts: Mapping[str, float]) -> Problem:
    rows = list(line.frame.iloc[places].itertuples())
    return with_cells(figure_problem(rows[0], "value", code, facts), [row.cell for row in rows[1:]])
