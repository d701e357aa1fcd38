"""Drawn figures as arrays, and the ways from months to quarters, half-years and years."""

import numpy as np
import pandas as pd

from indicators.model.subject import NATIONAL

Drawn = dict[tuple[str, str], np.ndarray]
"""(series, breakdown) -> figures, subjects x periods of the series' own frequency."""


def quarterly(monthly: np.ndarray) -> np.ndarray:
    """Months summed to quarters, along the last axis."""
    return monthly.reshape(monthly.shape[0], -1, 3).sum(axis=2)


def halfly(quarters: np.ndarray) -> np.ndarray:
    """Whole half-years from quarters; a half that is not over is left out."""
    return quarters[:, : quarters.shape[1] // 2 * 2].reshape(quarters.shape[0], -1, 2).sum(axis=2)


def yearly(halves: np.ndarray) -> np.ndarray:
    """Whole years from half-years."""
    return halves[:, : halves.shape[1] // 2 * 2].reshape(halves.shape[0], -1, 2).sum(axis=2)


def reported(indicators: pd.DataFrame, code: str, column: str) -> np.ndarray:
    """One column of one indicator's figures, subjects x periods, without the country's own row where regions report; nil as 0."""
    rows = indicators[indicators["indicator"] == code]
    rows = rows[rows["subject"] != NATIONAL] if rows["subject"].nunique() > 1 else rows
    table = rows.pivot_table(index="subject", columns="period", values=column, sort=False, dropna=False)
    return table.fillna(0).to_numpy()
