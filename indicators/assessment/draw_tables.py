"""Each figure's distribution as a table of 1 + gap, so that a draw is a single look-up (method.md 1.10, data noise by kind).

Proportions are Beta(k + 1/2, n - k + 1/2), rates Gamma(k + 1/2)/E, everything else normal. The quantiles are exact (scipy.special) at
13 nodes and interpolated between them as a polynomial of the normal score on the logit or log scale.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, gammaincinv, ndtr, ndtri

from indicators.assessment import path
from indicators.assessment.arrays import Array
from indicators.assessment.robustness_setting import Figures, Setting

Single = NDArray[np.float32]
NODES = 13
NOWHERE = -10.0
"""Stands for what is missing: scores 0 whatever is added to it."""


def noise_scores(levels: int) -> Array:
    """(K,) normal scores of the midpoints of K equally likely parts; of none a single 0."""
    return ndtri((np.arange(levels) + 0.5) / levels) if levels else np.zeros(1)


def gap_tables(setting: Setting, figures: Figures, levels: int) -> Single:
    """(U, I, 2, K) 1 + g at the parts of each figure's distribution, raw and shrunken towards the prior; NOWHERE for what is missing.

    Without levels a single one, the figure itself.
    """
    x = figure_table(setting, figures, levels)
    gap = path.gap_to_path(x, figures.path[..., None], figures.change[..., None], setting.sign[:, None])
    for column in np.flatnonzero(~np.isnan(setting.band_low)):
        gap[:, column] = path.gap_to_band(
            x[:, column], setting.band_low[column], setting.band_high[column], figures.change[:, column, None]
        )
    weight, mean, spread = (values[..., None] for values in (figures.prior_weight, figures.prior_mean, figures.prior_spread))
    tables = np.empty((*gap.shape[:2], 2, gap.shape[2]), dtype=np.float32)
    tables[:, :, 0] = 1 + gap
    tables[:, :, 1] = 1 + np.clip(weight * mean + (1 - weight) * gap, gap - spread, gap + spread)
    tables[~(figures.observed & (figures.weights > 0))] = NOWHERE
    return tables


def figure_table(setting: Setting, figures: Figures, levels: int) -> Array:
    """(U, I, K) values of the figures at the midpoints of K equally likely parts, own unit.

    A figure carried forward is spread out about its value by its larger standard error.
    """
    if not levels:
        return figures.value[..., None]
    score = noise_scores(levels)
    x = figures.value[..., None] + np.sqrt(figures.variance)[..., None] * score
    counted = figures.observed & (figures.weights > 0) & setting.fraction
    for place, quantiles in ((counted & setting.proportion, beta_quantiles), (counted & ~setting.proportion, gamma_quantiles)):
        exact = quantiles(figures.numerator[place], figures.denominator[place], score)
        value = figures.value[place][:, None]
        x[place] = value + (exact - value) * np.sqrt(figures.variance[place] / figures.sampling[place])[:, None]
    return x


def beta_quantiles(k: Array, n: Array, score: Array) -> Array:
    """(M, K) quantiles of Beta(k + 1/2, n - k + 1/2) at normal scores (K,)."""
    nodes = _nodes(score)
    a, b = k[:, None] + 0.5, np.maximum(n - k, 0.0)[:, None] + 0.5
    exact = betaincinv(a, b, ndtr(nodes))
    logit = np.log(exact) - np.log1p(-exact)
    return 1 / (1 + np.exp(-interpolated(logit, nodes, score)))


def gamma_quantiles(k: Array, exposure: Array, score: Array) -> Array:
    """(M, K) quantiles of Gamma(k + 1/2)/E at normal scores (K,)."""
    nodes = _nodes(score)
    exact = gammaincinv(k[:, None] + 0.5, ndtr(nodes))
    return np.exp(interpolated(np.log(exact), nodes, score)) / exposure[:, None]


def interpolated(values: Array, nodes: Array, points: Array) -> Array:
    """(M, K) the polynomials through values (M, N) at N nodes, at K points (Lagrange's form), added up in a fixed order."""
    total = np.zeros((len(values), len(points)))
    for node in range(len(nodes)):
        others = np.delete(nodes, node)
        share = ((points[:, None] - others) / (nodes[node] - others)).prod(axis=1)
        total += values[:, node, None] * share
    return total


def _nodes(score: Array) -> Array:
    """Chebyshev's nodes over the range of the scores."""
    return np.abs(score).max() * np.cos(np.pi * (np.arange(NODES) + 0.5) / NODES)


def shape_shifts(figures: Figures, setting: Setting, shapes: Array) -> Single:
    """(U, I, L) by how much the gap falls when the planned share to date is raised to a power: s (m30 - b)/D (share^gamma - share).

    The prior moves with the path, so a shrunken gap shifts by the same. No shift for bands, and where nothing is planned to change.
    """
    distance = figures.target - figures.baseline
    with np.errstate(invalid="ignore", divide="ignore"):
        share = (figures.path - figures.baseline) / distance
    bent = np.isfinite(share) & (share > 0) & np.isnan(setting.band_low)
    logarithm = np.log(np.where(bent, share, 1.0))[..., None]
    size = np.where(bent, setting.sign * distance / figures.change, 0.0)[..., None]
    return np.asarray(size * (np.exp(shapes * logarithm) - np.exp(logarithm)), dtype=np.float32)
