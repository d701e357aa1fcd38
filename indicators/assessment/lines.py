"""The verdict lines, which move with the plan (method.md 1.8), and the planned share they follow from."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.codebook import Codebook
from indicators.assessment.path import QUARTER_2030, planned_share
from indicators.assessment.pooling import shift, window_sum
from indicators.assessment.score import spread_weights
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Lines


@dataclass(frozen=True, slots=True)
class LineRules:
    """Floors in points and shares of the plan in points, for criticise, watch and commend."""

    criticise: tuple[float, float]
    watch: tuple[float, float]
    commend: tuple[float, float]


def line_rules(catalogue: Catalogue) -> LineRules:
    """The rules line_*_floor and line_*_share."""
    pairs = [(catalogue.number(f"line_{name}_floor"), catalogue.number(f"line_{name}_share")) for name in ("criticise", "watch", "commend")]
    return LineRules(*pairs)


def verdict_lines(planned: float, rules: LineRules) -> Lines:
    """L_crit = 100 - max(10, 40 pibar), L_watch = 100 - max(5, 20 pibar), L_comm = 100 + max(3, 5 pibar)."""
    return Lines(
        criticise=100 - max(rules.criticise[0], rules.criticise[1] * planned),
        watch=100 - max(rules.watch[0], rules.watch[1] * planned),
        commend=100 + max(rules.commend[0], rules.commend[1] * planned),
        planned_share=planned,
    )


def planned_shares(path: Array, due: Whole, codebook: Codebook, scored: Mask, window: int) -> Array:
    """pibar by quarter (Q,): mean over regions of pi at the path due in the window, weighted over the improvement indicators.

    Takes nothing from any figure, only from targets and due periods, so no subject's data move another's lines (P8). Band and
    maintenance indicators do not improve and are left out; with nothing else the share of the plan's time is taken.
    """
    periods = (due > 0).any(axis=1).astype(float)[:, None, :] * np.ones((1, path.shape[1], 1))
    total = window_sum(periods, window)
    mean = window_sum(periods * np.nan_to_num(path), window) / np.where(total > 0, total, 1.0)
    if codebook.stock.any():
        latest = _latest(periods, np.nan_to_num(path), window)
        mean = np.where(codebook.stock, latest, mean)
    share = planned_share(mean, codebook.targets)
    improving = scored & (codebook.sign != 0) & ~codebook.targets.maintained
    weights = spread_weights(codebook.weight, improving & (total > 0), codebook.area, codebook.area_weights)
    sums = weights.sum(axis=-1)
    by_subject = np.where(sums > 0, (weights * np.nan_to_num(share)).sum(axis=-1), np.nan)
    regions = by_subject[:, :-1] if path.shape[1] > 1 else by_subject
    counted = ~np.isnan(regions)
    return np.where(counted.any(axis=1), np.where(counted, regions, 0.0).sum(axis=1) / np.maximum(counted.sum(axis=1), 1), np.nan)


def time_share(quarter: int) -> float:
    """Share of the ten years gone by at quarter t, between 0 and 1."""
    return min(max(quarter / QUARTER_2030, 0.0), 1.0)


def _latest(periods: Array, path: Array, window: int) -> Array:
    """The path at the last due quarter of each window."""
    result = np.zeros_like(path)
    filled = np.zeros(path.shape, dtype=bool)
    for back in range(window):
        take = (shift(periods, back) > 0) & ~filled
        result = np.where(take, shift(path, back), result)
        filled |= take
    return result
