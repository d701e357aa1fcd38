"""The series that only relations between figures need (SR-44 to SR-57), drawn inside the figures they are compared with."""

import numpy as np
import pandas as pd

from indicators.model.observation import TOTAL
from sample_data.drawn import Drawn, quarterly, reported
from sample_data.scale import generator_for

_CHECKED_CERTIFICATES, _FOUND_A_YEAR, _YEARS = 9000, 3200, 5
_FORGED, _JOINT, _VIOLATIONS, _THROUGH_HOTLINES = 0.004, 0.12, 0.05, 0.35


def draw_supporting(indicators: pd.DataFrame) -> Drawn:
    """Certificates, consular counts, removed items, budgets, joint inspections, posts, schools, tips, persons found."""
    return (
        _draw_certificates() | _draw_online(indicators) | _draw_money(indicators) | _draw_inspections(indicators) | _draw_rest(indicators)
    )


def _draw_certificates() -> Drawn:
    random = generator_for("series", "certificates")
    checked = random.poisson(_CHECKED_CERTIFICATES, (1, _YEARS))
    found = np.round(_FOUND_A_YEAR * 0.97 ** np.arange(_YEARS))[None, :]
    return {("SR-44", TOTAL): checked, ("SR-45", TOTAL): random.binomial(checked, _FORGED), ("SR-57", TOTAL): found}


def _draw_online(indicators: pd.DataFrame) -> Drawn:
    """What was removed in time, and most of the rest later."""
    random = generator_for("series", "removed")
    in_time, confirmed = (quarterly(reported(indicators, "A1-07", part)).astype(int) for part in ("numerator", "denominator"))
    return {("SR-47", TOTAL): in_time + random.binomial(confirmed - in_time, 0.9)}


def _draw_money(indicators: pd.DataFrame) -> Drawn:
    """The ministry's own table is a little behind the regions; the budget of a year is what was scheduled by its end."""
    spent, scheduled = (reported(indicators, "B1-05", part).sum(axis=0, keepdims=True) for part in ("numerator", "denominator"))
    return {("SR-48", TOTAL): np.floor(0.997 * spent), ("SR-49", TOTAL): scheduled[:, 1::2]}


def _draw_inspections(indicators: pd.DataFrame) -> Drawn:
    random = generator_for("series", "inspections")
    inspected = reported(indicators, "A1-09", "numerator").sum(axis=0, keepdims=True).astype(int)
    joint = random.binomial(inspected, _JOINT)
    passed = random.binomial(joint, _VIOLATIONS)
    return {("SR-50", TOTAL): joint, ("SR-51", TOTAL): passed, ("SR-52", TOTAL): passed}


def _draw_rest(indicators: pd.DataFrame) -> Drawn:
    """The consular count, the establishment, the school register, tips through all channels."""
    random = generator_for("series", "rest")
    identified = reported(indicators, "A6-04", "denominator").sum(axis=0, keepdims=True)
    posts = reported(indicators, "A5-10", "denominator")
    schools = reported(indicators, "A5-03", "denominator")[:, 1::2]
    reachable = reported(indicators, "A5-08", "denominator").sum(axis=0, keepdims=True).astype(int)
    tips = reachable + random.poisson(0.08 * reachable)
    return {
        ("SR-46", TOTAL): np.floor(0.97 * identified),
        ("SR-53", TOTAL): np.ceil(1.04 * posts),
        ("SR-54", TOTAL): schools,
        ("SR-55", TOTAL): tips,
        ("SR-56", TOTAL): random.binomial(tips, _THROUGH_HOTLINES),
    }
