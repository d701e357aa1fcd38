"""The targets a forecast is held against: the chance of meeting the next milestone, and when the 2030 target is reached (1.10)."""

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from indicators.assessment.arrays import Array, divide
from indicators.assessment.codebook import Codebook
from indicators.assessment.damped_line import DampedLine, ahead, quarters_to
from indicators.assessment.forecast_scale import Scale, target_on_scale
from indicators.assessment.path import QUARTER_2025, QUARTER_2030
from indicators.assessment.targets import Targets

SMALLEST_SD = 1e-9


@dataclass(frozen=True, slots=True)
class Goal:
    """What must be reached: the targets of the codebook, on its scale, with the `usual` denominator (U, I) of each region."""

    codebook: Codebook
    scale: Scale
    usual: Array

    @property
    def targets(self) -> Targets:
        return self.codebook.targets


def usual_weight(weight: Array) -> Array:
    """(U, I) mean denominator of the quarters with a figure."""
    return divide(weight.sum(axis=0), (weight > 0).sum(axis=0).astype(float))


def next_milestone(now: int, horizon: int) -> int | None:
    """t of 2025-Q4 or 2030-Q4, whichever comes next, if it is 1 .. `horizon` quarters away."""
    return next((t for t in (QUARTER_2025, QUARTER_2030) if 0 < t - now <= horizon), None)


def chance_of_meeting(line: DampedLine, goal: Goal, milestone: int, horizon: int) -> Array:
    """(U, I) P(meet) = Phi(s (mean - m)/sd) `horizon` quarters ahead; for a band P(inside); nan for what has no better direction."""
    level, spread = ahead(line, np.array(float(horizon)))
    sd = np.maximum(spread, SMALLEST_SD)
    codebook = goal.codebook
    target = (goal.targets.target_2025 if milestone == QUARTER_2025 else goal.targets.target_2030)[:-1]
    above = _above(level, sd, _needed(goal, target, np.ones_like(codebook.sign)))
    below = 1 - _above(level, sd, _needed(goal, target, -np.ones_like(codebook.sign)))
    low = _needed(goal, np.broadcast_to(codebook.band_low, target.shape), np.ones_like(codebook.sign))
    high = _needed(goal, np.broadcast_to(codebook.band_high, target.shape), -np.ones_like(codebook.sign))
    inside = np.where(np.isnan(low), 1.0, _above(level, sd, low)) - np.where(np.isnan(high), 0.0, _above(level, sd, high))
    band = ~np.isnan(codebook.band_low) | ~np.isnan(codebook.band_high)
    plain = np.where(codebook.sign > 0, above, np.where(codebook.sign < 0, below, np.nan))
    return np.where(band, np.clip(inside, 0.0, 1.0) + 0 * level, plain)


def _needed(goal: Goal, target: Array, sign: Array) -> Array:
    return target_on_scale(target, goal.usual, sign, goal.scale)


def _above(level: Array, sd: Array, bound: Array) -> Array:
    return np.asarray(ndtr((level - bound) / sd), dtype=float)


def time_to_target(line: DampedLine, goal: Goal) -> Array:
    """(U, I) quarters until the damped line reaches the 2030 target; inf if never, nan without a direction."""
    sign = goal.codebook.sign
    needed = _needed(goal, goal.targets.target_2030[:-1], sign)
    return np.where(sign == 0, np.nan, quarters_to(line, needed, sign + 0 * needed))
