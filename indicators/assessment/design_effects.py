"""Which choice of the design moves scores and ranks: Sobol' indices over the five choices of the robustness run (method.md 1.10).

Without data noise: what is asked is how much hangs on the design, given the figures.
"""

from dataclasses import dataclass, replace

import numpy as np

from indicators.assessment.arrays import Array
from indicators.assessment.draw_designs import Designs, RobustnessRules, draw_designs, draws_of
from indicators.assessment.robustness import RANK_BLOCK, ranks_by_draw, score_draws
from indicators.assessment.robustness_setting import Setting
from indicators.assessment.sobol import sobol_indices

CHOICES = ("weights", "power", "path", "missing", "shrinkage")
"""The inputs, in order. `weights`: of indicators and areas, dropped indicators among them."""
MISSING_RULES, SHRINKAGES = 3, 2


@dataclass(frozen=True, slots=True)
class DesignEffects:
    """(5,) indices by CHOICES: of the ranks' mean absolute shift over all subjects, and of one subject's score. nan: nothing varies."""

    shift_first: Array
    shift_total: Array
    score_first: Array
    score_total: Array


def design_effects(setting: Setting, rules: RobustnessRules, points: int, subject: int) -> DesignEffects:
    """First and total indices of the five choices from 7 * `points` runs (2,048 points: 14,336 runs). `subject`: its row."""
    sets = draw_designs(replace(rules, draws=points), len(setting.area), setting.area_count)
    present = np.flatnonzero(~np.isnan(setting.score))
    now = ranks_by_draw(setting.score[None, present])[0]

    def results(inputs: Array) -> Array:
        score = score_draws(setting, chosen_designs(inputs, sets, rules)).score
        blocks = [score[present, start : start + RANK_BLOCK] for start in range(0, score.shape[1], RANK_BLOCK)]
        shifts = [np.abs(ranks_by_draw(np.ascontiguousarray(block.T)) - now).mean(axis=1) for block in blocks]
        return np.column_stack([np.concatenate(shifts), score[subject].astype(float)])

    found = sobol_indices(results, len(CHOICES), points, rules.seed)
    return DesignEffects(found.first[:, 0], found.total[:, 0], found.first[:, 1], found.total[:, 1])


def chosen_designs(inputs: Array, sets: Designs, rules: RobustnessRules) -> Designs:
    """The designs that inputs (n, 5) in 0..1 stand for; the first picks one of the drawn `sets` of weights. No noise."""
    places = [
        np.minimum((inputs[:, column] * count).astype(np.int64), count - 1)
        for column, count in enumerate((len(sets.level), len(rules.powers), len(sets.shapes), MISSING_RULES, SHRINKAGES))
    ]
    drawn = draws_of(sets, places[0])
    return replace(
        drawn,
        power=np.array(rules.powers)[places[1]],
        level=places[2],
        missing=places[3],
        shrunk=places[4],
        noise=np.zeros_like(drawn.noise),
        noise_levels=0,
    )
