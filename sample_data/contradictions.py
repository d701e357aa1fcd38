"""Two contradictions between departments, planted in the open round: each department's own workbook agrees with itself.

X-01: civil affairs entered some of the victims whom the police handed over as having come by themselves. X-14: the police
registered fewer of the online items passed on by the cyberspace administration. Once both sides have filed, a ticket is opened.
"""

from dataclasses import dataclass

import pandas as pd

from sample_data.planted import OPEN_ROUND


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure of the open round that is moved: by an amount, or by a share of itself."""

    rule: str
    series: str
    breakdown: str
    subject: str
    amount: int = 0
    share: float = 0.0


CONTRADICTIONS: tuple[Shift, ...] = (
    Shift("X-01", "SR-06", "total", "41", amount=-3),
    Shift("X-01", "SR-06", "sex.female", "41", amount=-3),
    Shift("X-01", "SR-06", "age.adult", "41", amount=-3),
    Shift("X-01", "SR-08", "total", "41", amount=3),
    Shift("X-14", "SR-40", "total", "00", share=-0.12),
)


def plant_contradictions(series: pd.DataFrame) -> pd.DataFrame:
    """The series with the planted shifts in the open round; ValueError where a figure would fall below zero."""
    planted = series.copy()
    for shift in CONTRADICTIONS:
        rows = (planted["indicator"] == shift.series) & (planted["breakdown"] == shift.breakdown)
        rows &= (planted["subject"] == shift.subject) & (planted["period"] == OPEN_ROUND)
        moved = (planted.loc[rows, "value"] * (1 + shift.share) + shift.amount).round()
        if (moved < 0).any():
            raise ValueError(f"{shift}: there is less to move")
        planted.loc[rows, "value"] = moved
    return planted
