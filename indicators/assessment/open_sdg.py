"""The progress measure of Open SDG, to be shown beside ours and never used in a verdict.

Compound annual growth observed over compound annual growth required. Why ours differs: with a target of 0 (which Open SDG replaces by
0.001) a subject exactly on its planned line is called of limited progress, and the same distance counts more from a small base.
Source: Open SDG, docs/progress-methodology.md; sdg-build, ProgressMeasure (indicators with quantitative targets).
"""

import numpy as np

from indicators.assessment.arrays import Array

NEARLY_ZERO = 0.001
"""What Open SDG puts in the place of a base or target of zero."""
RATIOS, SCORES = (-0.6, 0.6, 1.3), (-5.0, 0.0, 5.0)
"""Corners of the score map: -60 % and less is -5, 130 % and more is +5."""


def progress_score(ratio: Array) -> Array:
    """Score from -5 to +5 of the ratio R, any shape: linear through (-0.6, -5), (0.6, 0), (1.3, 5); nan stays nan."""
    return np.asarray(np.interp(ratio, RATIOS, SCORES), dtype=float)


def growth_ratio(value: Array, base: Array, target: Array, years: tuple[float, float], sign: Array) -> Array:
    """R = d CAGR_observed / |CAGR_required|; `years` since the base, and from the base to the target. Arrays broadcast.

    `sign` d: +1 where more is better, -1 where less is. Values of the other sign than their base have no growth rate: nan, as has
    a target that equals the base.
    """
    first, last = (np.where(np.asarray(one) == 0, NEARLY_ZERO, one) for one in (base, target))
    observed, required = yearly_growth(value, first, years[0]), np.abs(yearly_growth(last, first, years[1]))
    usable = required > 0
    flipped = np.where(first < 0, -1.0, 1.0)
    return np.where(usable, flipped * sign * observed / np.where(usable, required, 1.0), np.nan)


def yearly_growth(value: Array, base: Array, years: float) -> Array:
    """(value/base)^(1/years) - 1; nan where the two have different signs."""
    quotient = np.asarray(value, dtype=float) / base
    valid = quotient >= 0
    return np.where(valid, np.where(valid, quotient, 1.0) ** (1 / years) - 1, np.nan)


def open_sdg_score(value: Array, base: Array, target: Array, years: tuple[float, float], sign: Array) -> Array:
    """The score of one series with a target: 5 where the target is met, else that of the ratio; arrays broadcast."""
    met = sign * (np.asarray(value, dtype=float) - target) >= 0
    return np.where(met, SCORES[-1], progress_score(growth_ratio(value, base, target, years, sign)))
