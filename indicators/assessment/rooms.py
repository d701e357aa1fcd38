"""How far figures may move before what was found beside the tests turns: trend, draws, milestones, alarms (method.md 1.13).

These findings are not computed anew for every imagined figure. A figure is imagined to move in all four quarters of its window, the
draws and the forecast to move along with it, an alarm to clear in proportion to the gap. Each is monotone in every figure.
"""

from dataclasses import dataclass, fields
from functools import partial

import numpy as np
from scipy.special import ndtri

from indicators.assessment.arrays import Array, Mask
from indicators.assessment.family import Family
from indicators.assessment.multiple import critical_p, in_families
from indicators.assessment.outlook import ROUNDING

NEVER, ALWAYS = -np.inf, np.inf
_LEAST = 1e-12


@dataclass(frozen=True, slots=True)
class Rooms:
    """The moves up to which findings hold: of T for `trend` (U,), of S_high for `draws` (U,), of the gap of an indicator for
    `reach` (W4) and `alarm` (W5) (U, I); -inf where there is nothing to hold. `weights` (U, I) of the score, `limit` of W4.
    """

    trend: Array
    draws: Array
    reach: Array
    alarm: Array
    weights: Array
    limit: Array

    def of_subjects(self, rows: Mask) -> "Rooms":
        """Of some of the subjects alone."""
        return Rooms(*(getattr(self, field.name)[rows] for field in fields(self)))


def rooms_of(family: Family) -> Rooms:
    """The rooms of the assessed quarter."""
    outlook, rules, weights = family.outlook, family.outlook_rules, family.standing.weights[family.run.q]
    held, nothing = family.held[-1], np.full(weights.shape, NEVER)
    middle = np.full(len(weights), np.nan) if outlook.draws is None else outlook.draws.score_50
    return Rooms(
        trend=_agreeing(_trend_room(family), np.zeros_like(held["W3"]) if outlook.direction is None else outlook.direction < 0),
        draws=_agreeing(family.run.lines.criticise - middle, held["W6"]),
        reach=nothing if outlook.reach_room is None else outlook.reach_room,
        alarm=nothing if outlook.alarm_room is None else outlook.alarm_room,
        weights=weights,
        limit=np.full(len(weights), rules.out_of_reach_weight - ROUNDING),
    )


def _trend_room(family: Family) -> Array:
    """How much T may rise in the window until the slope is no longer proven to fall by the least slope."""
    outlook, rules = family.outlook, family.outlook_rules
    if outlook.trend is None or outlook.lift is None:
        return np.full(len(family.run.p_plan), np.nan)
    critical = in_families(outlook.trend.p_down, outlook.trend.families, partial(critical_p, level=rules.trend_level))
    proven = outlook.trend.se * ndtri(critical)
    return np.asarray((np.minimum(proven, -rules.trend_least_slope) - outlook.trend.slope) / outlook.lift, dtype=float)


def _agreeing(room: Array, holds: Mask) -> Array:
    """The room with the sign of what holds now; where it is not known, what holds stays."""
    known = np.where(holds, np.maximum(room, 0.0), np.minimum(room, -_LEAST))
    return np.where(np.isnan(room), np.where(holds, ALWAYS, NEVER), known)


def held_one_by_one(rooms: Rooms, moved: Array) -> Mask:
    """(U, I) whether W4 or W5 holds if, of each subject, only that one gap moved by `moved` (U, I)."""
    lost_now, lost = rooms.weights * (rooms.reach >= 0), rooms.weights * (moved <= rooms.reach)
    weight = lost_now.sum(axis=1, keepdims=True) - lost_now + lost
    alarmed_now = (rooms.alarm >= 0).astype(float)
    alarms = alarmed_now.sum(axis=1, keepdims=True) - alarmed_now + (moved <= rooms.alarm)
    return np.asarray((weight >= rooms.limit[:, None]) | (alarms > 0), dtype=bool)


def held_together(rooms: Rooms, moved: Array) -> Mask:
    """(U, 1) whether W4 or W5 holds if all gaps moved by `moved` (U, I)."""
    weight = (rooms.weights * (moved <= rooms.reach)).sum(axis=1)
    return np.asarray((weight >= rooms.limit) | (moved <= rooms.alarm).any(axis=1), dtype=bool)[:, None]
