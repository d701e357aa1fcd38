"""How much there is to count: denominators at the country's real scale, spread over the regions. Draws numbers of cases, never levels.

The anchors are published figures of 2020 (3,055 trafficking cases registered, 666 of them of children); everything else is
illustrative and stands in scale.csv and units.csv.
"""

from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Indicator, Level
from indicators.model.period import Period

SEED = 20210428
CASES_2020 = 3055
CHILD_SHARE = 666 / 3055
CASES_TREND = -0.05
VICTIMS_PER_CASE = 0.8
ALARMS_PER_MONTH = 900
RULE_SHARE = 0.09
"""Share of the alarms that meet the rule of publication."""
SEASON = np.array([0.80, 0.85, 1.00, 1.00, 1.05, 1.10, 1.30, 1.30, 1.00, 0.95, 0.85, 0.80])
"""Missing-child alarms by month: more in the summer holidays."""
FIRST_YEAR = 2021
MONTHS = 69
"""January 2021 to September 2026."""

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Scale:
    """What there is to count. `rows`: scale.csv by code; `units`: units.csv by region; `flows`: name -> regions x months."""

    catalogue: Catalogue
    rows: pd.DataFrame
    units: pd.DataFrame
    flows: dict[str, np.ndarray]


def generator_for(*words: str) -> np.random.Generator:
    """A random generator of its own for each subject of drawing, so that a new indicator moves no other figure."""
    return np.random.default_rng([SEED, crc32("/".join(words).encode())])


def read_scale(catalogue: Catalogue) -> Scale:
    """The sizes for these regions, with the monthly flows of cases, child cases, victims and alarms drawn."""
    rows = pd.read_csv(_FOLDER / "scale.csv", index_col="code")
    units = pd.read_csv(_FOLDER / "units.csv", dtype={"region": str}, index_col="region").reindex(list(catalogue.regions))
    return Scale(catalogue, rows, units, _draw_flows(catalogue))


def region_shares(catalogue: Catalogue, exponent: float = 1.0) -> np.ndarray:
    """Each region's share of a national count: its population to the power `exponent`, summing to 1."""
    weight = np.array([float(region.population) for region in catalogue.regions.values()]) ** exponent
    return weight / weight.sum()


def draw_denominators(scale: Scale, indicator: Indicator, period: Period) -> np.ndarray:
    """How many there were to be counted in one period: integers by region, one integer for a national figure.

    An indicator that scale.csv does not know gets 4,000 a period, spread by population.
    """
    random = generator_for("denominator", indicator.code, period.code)
    if indicator.code not in scale.rows.index:
        return random.poisson(4000 * _shares_for(scale, indicator, 1.0, False))
    row = scale.rows.loc[indicator.code]
    source, amount = str(row["source"]), float(row["amount"])
    if source == "country":
        return _draw_from_country(scale, indicator, period, row)
    if source == "population":
        return np.array([region.population for region in scale.catalogue.regions.values()])
    if source in scale.flows:
        return _draw_from_flow(flow_between(scale.flows[source], period), amount, random)
    return (scale.units[source] if source != "governments" else scale.units["prefectures"] + scale.units["counties"]).to_numpy()


def flow_between(flow: np.ndarray, period: Period) -> np.ndarray:
    """A monthly flow summed over the months of a period."""
    first = (period.first_day.year - FIRST_YEAR) * 12 + period.first_day.month - 1
    return flow[:, first : first + period.months].sum(axis=1)


def _draw_flows(catalogue: Catalogue) -> dict[str, np.ndarray]:
    random = generator_for("flows")
    share = region_shares(catalogue)[:, None]
    month = np.arange(MONTHS)
    cases = random.poisson(share * (CASES_2020 / 12 * (1 + CASES_TREND) ** (month / 12))[None, :])
    season = np.resize(SEASON, MONTHS)
    victims = random.poisson(VICTIMS_PER_CASE * cases)
    return {
        "cases": cases,
        "current_cases": random.binomial(cases, 0.9),
        "child_cases": random.binomial(cases, CHILD_SHARE),
        "victims": victims,
        "school_age": random.binomial(victims, 0.14),
        "needing_care": random.binomial(victims, 0.62),
        "alarms": (alarms := random.poisson(share * (ALARMS_PER_MONTH * season)[None, :])),
        "rule_alarms": random.binomial(alarms, RULE_SHARE),
    }


def _shares_for(scale: Scale, indicator: Indicator, exponent: float, border: bool) -> np.ndarray:
    if indicator.level is Level.NATIONAL:
        return np.ones(1)
    share = region_shares(scale.catalogue, exponent)
    if border:
        share = share * scale.units["border"].to_numpy()
    return share / share.sum()


def _draw_from_country(scale: Scale, indicator: Indicator, period: Period, row: pd.Series) -> np.ndarray:
    years = (period.first_day.year - FIRST_YEAR) + (period.first_day.month - 1) / 12
    if row["drawn"] == "fixed":
        # A register does not jump about: one spread over the regions, kept for all periods, moved by the trend alone.
        share = _shares_for(scale, indicator, float(row["exponent"]), bool(row["border"]))
        spread = generator_for("register", indicator.code).normal(1.0, 0.06, len(share))
        total = float(row["amount"]) * (1 + float(row["trend"])) ** int(years)
        return np.maximum(1, np.round(total * share * spread)).astype(int)
    total = float(row["amount"]) * (1 + float(row["trend"])) ** years
    share = _shares_for(scale, indicator, float(row["exponent"]), bool(row["border"]))
    return generator_for("denominator", indicator.code, period.code).poisson(total * share)


def _draw_from_flow(flow: np.ndarray, amount: float, random: np.random.Generator) -> np.ndarray:
    if amount == 1:
        return flow
    return random.binomial(flow, amount) if amount < 1 else random.poisson(amount * flow)
