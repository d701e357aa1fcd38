"""X-22: registrations and the truthful-registration audit fall in the same year, which is no evidence of improvement."""

from dataclasses import dataclass

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.cross.term_plan import Needed
from indicators.model.indicator import Frequency
from indicators.model.observation import TOTAL, CellStatus
from indicators.model.period import Period, parse_period

RULE = "X-22"
REGISTERED = "SR-15"
AUDIT = "A2-02"
_QUARTERS, _HALVES, _POINTS = 4, 2, 100


@dataclass(frozen=True, slots=True)
class Fall:
    """One region in which both fell: cases registered in the year before and in this one, share truthfully registered likewise."""

    subject: str
    year: str
    registered_before: float
    registered: float
    audit_before: float
    audit: float


def figures_of_years(round: str) -> Needed:
    """What X-22 compares at the end of a year; nothing in other rounds."""
    collected = parse_period(round)
    year = Period(collected.year, 1, Frequency.YEAR)
    if collected.last_day != year.last_day:
        return Needed(frozenset(), frozenset())
    return Needed(frozenset([REGISTERED, AUDIT]), frozenset(_parts_of(year)) | frozenset(_parts_of(year.shifted(-1))))


def find_falls(catalogue: Catalogue, observations: pd.DataFrame, round: str) -> tuple[Fall, ...]:
    """The regions in which both fell by the limits of X-22 in the year that ends with a round; years that are not whole are left out."""
    collected = parse_period(round)
    year = Period(collected.year, 1, Frequency.YEAR)
    if RULE not in catalogue.check_rules or collected.last_day != year.last_day:
        return ()
    limits = catalogue.limits(RULE)
    now, before = _year(observations, year), _year(observations, year.shifted(-1))
    both = now.add_suffix("_now").join(before.add_suffix("_before"), how="inner")
    lost = both["registered_before"] - both["registered_now"]
    fewer = (lost >= limits["change"]) & (lost >= limits["share"] * both["registered_before"])
    less_true = (both["audit_before"] - both["audit_now"]) * _POINTS >= limits["points"]
    rows = both[fewer & less_true].sort_index()
    return tuple(
        Fall(str(row.Index), year.code, row.registered_before, row.registered_now, row.audit_before, row.audit_now)
        for row in rows.itertuples()
    )


def _year(observations: pd.DataFrame, year: Period) -> pd.DataFrame:
    """registered and audit by region, of regions that reported all four quarters and both halves."""
    inside = _parts_of(year)
    counted = observations["status"].isin([CellStatus.REPORTED, CellStatus.CONFIRMED_NIL]) & (observations["breakdown"] == TOTAL)
    rows = observations[counted & observations["period"].isin(inside)]
    registered = rows[rows["indicator"] == REGISTERED].groupby("subject")["value"].agg(["sum", "count"])
    audited = rows[rows["indicator"] == AUDIT].groupby("subject")[["numerator", "denominator"]].agg(["sum", "count"])
    registered = registered[registered["count"] == _QUARTERS]
    audited = audited[(audited["denominator"]["count"] == _HALVES) & (audited["denominator"]["sum"] > 0)]
    share = audited["numerator"]["sum"] / audited["denominator"]["sum"]
    return pd.DataFrame({"registered": registered["sum"], "audit": share}).dropna()


def _parts_of(year: Period) -> tuple[str, ...]:
    parts = ((Frequency.QUARTER, _QUARTERS), (Frequency.HALF_YEAR, _HALVES))
    return tuple(Period(year.year, part, frequency).code for frequency, count in parts for part in range(1, count + 1))
