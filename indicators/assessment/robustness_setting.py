"""What stays fixed while the robustness run draws: the figures of the last quarter, their paths, weights, priors and the verdict lines."""

from dataclasses import dataclass, fields, replace

import numpy as np

from indicators.assessment import lines as moving
from indicators.assessment.absence import State
from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence, filed_quarters
from indicators.assessment.shrink import Prior
from indicators.assessment.standing import Standing
from indicators.assessment.targets import Targets
from indicators.catalogue.catalogue import Catalogue

SHAPES = 10
"""Exponents at which the verdict lines are worked out; between them they are interpolated (error below 0.01 points)."""


@dataclass(frozen=True, slots=True)
class Figures:
    """(U, I) figures of the last quarter in their own unit, and what turns them into scores.

    `variance`: of the figure, lateness included; `sampling`: without it. `hole`: share of the window that is missing, 1 for a missing
    figure. `point`: the score 0-125 that a missing figure shows (nan: none). `prior_*`: B, mu and sqrt(v) of the shrinkage, held fixed.
    """

    weights: Array
    observed: Mask
    value: Array
    numerator: Array
    denominator: Array
    variance: Array
    sampling: Array
    path: Array
    baseline: Array
    target: Array
    change: Array
    hole: Array
    point: Array
    prior_weight: Array
    prior_mean: Array
    prior_spread: Array


@dataclass(frozen=True, slots=True)
class Setting:
    """Figures of U subjects with what their I indicators are; `score` (U,) is S as it stands, nan where nothing was observed.

    `area`: (I,) of 0..A-1, -1 outside every score. `shapes` (N,): exponents of the path's shape, rising, with the `lines` (N, 3)
    for criticise, watch and commend that follow from them.
    """

    figures: Figures
    area: Whole
    area_count: int
    proportion: Mask
    fraction: Mask
    sign: Array
    band_low: Array
    band_high: Array
    score: Array
    cap: float
    shapes: Array
    lines: Array


def robustness_setting(evidence: Evidence, codebook: Codebook, standing: Standing, catalogue: Catalogue, rows: Whole) -> Setting:
    """The setting of subjects by their `rows` (U,) of the evidence: each region its own, every department the country's (-1)."""
    shapes = np.linspace(catalogue.number("robust_path_low"), catalogue.number("robust_path_high"), SHAPES)
    return Setting(
        figures=_figures(evidence, codebook, standing, rows),
        area=codebook.area,
        area_count=len(codebook.areas),
        proportion=codebook.proportion,
        fraction=codebook.fraction,
        sign=codebook.sign,
        band_low=codebook.band_low,
        band_high=codebook.band_high,
        score=standing.score[-1],
        cap=catalogue.number("score_cap"),
        shapes=shapes,
        lines=np.array([_lines(evidence, codebook, catalogue, float(shape)) for shape in shapes]),
    )


def rows_of(figures: Figures, rows: slice | Whole) -> Figures:
    """The figures of some subjects."""
    return Figures(**{field.name: getattr(figures, field.name)[rows] for field in fields(Figures)})


def columns_of(setting: Setting, columns: Whole) -> Setting:
    """The setting with some of its indicators, in the order given."""
    kept = Figures(**{field.name: getattr(setting.figures, field.name)[:, columns] for field in fields(Figures)})
    names = ("area", "proportion", "fraction", "sign", "band_low", "band_high")
    return replace(setting, figures=kept, **{name: getattr(setting, name)[columns] for name in names})


def bent_path(path: Array, targets: Targets, shape: float) -> Array:
    """The path with the planned share to date raised to the power `shape`: later than planned above 1, earlier below (method.md 1.10).

    Unchanged where nothing is planned to change, and where the path runs the other way.
    """
    distance = np.where(targets.target_2030 == targets.baseline, np.nan, targets.target_2030 - targets.baseline)
    with np.errstate(invalid="ignore"):
        share = (path - targets.baseline) / distance
        return np.where(share > 0, targets.baseline + distance * np.where(share > 0, share, 1.0) ** shape, path)


def _lines(evidence: Evidence, codebook: Codebook, catalogue: Catalogue, shape: float) -> tuple[float, float, float]:
    """L_crit, L_watch, L_comm as they follow from the planned share of the bent path (method.md 1.8)."""
    window = int(catalogue.number("pool_quarters"))
    last = slice(-window, None)
    path = bent_path(filed_quarters(evidence.cells, codebook).path[last], codebook.targets, shape)
    share = float(moving.planned_shares(path, evidence.cells.due[last], codebook, codebook.regional, window)[-1])
    fallback = moving.time_share(evidence.first + evidence.gap.shape[0] - 1) ** shape
    found = moving.verdict_lines(fallback if np.isnan(share) else share, moving.line_rules(catalogue))
    return found.criticise, found.watch, found.commend


def _figures(evidence: Evidence, codebook: Codebook, standing: Standing, rows: Whole) -> Figures:
    targets = codebook.targets
    change = targets.change[rows]
    prior = _with_country(evidence.prior)
    state = evidence.state[-1, rows]
    return Figures(
        weights=standing.weights[-1],
        observed=~np.isnan(evidence.gap[-1, rows]),
        value=evidence.value[-1, rows],
        numerator=evidence.numerator[-1, rows],
        denominator=evidence.denominator[-1, rows],
        variance=evidence.gap_variance[-1, rows] * change**2,
        sampling=evidence.variance[-1, rows],
        path=evidence.path[-1, rows],
        baseline=targets.baseline[rows],
        target=targets.target_2030[rows],
        change=change,
        hole=np.where(state == State.MISSING, 1.0, evidence.hole[-1, rows]),
        point=evidence.point[-1, rows],
        prior_weight=prior.weight[rows],
        prior_mean=prior.mean[rows],
        prior_spread=prior.spread[rows],
    )


def _with_country(prior: Prior) -> Prior:
    """The last quarter's prior with a last row for the country, which has nothing to shrink to."""
    return Prior(*(np.concatenate([values[-1], np.zeros((1, values.shape[-1]))]) for values in (prior.weight, prior.mean, prior.spread)))
