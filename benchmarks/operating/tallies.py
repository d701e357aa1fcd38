"""What is counted in one study: who was graded how, and what withholding figures would have paid under these and other rules."""

from collections.abc import Mapping

import numpy as np

from benchmarks.operating.judged import Judged, judge, judge_in_turn
from benchmarks.operating.studies import Truth, draw_cells, withhold
from benchmarks.operating.world import World
from indicators.assessment import score
from indicators.assessment.arrays import Array, Mask
from indicators.assessment.evidence import lower_quartile
from indicators.assessment.request import Notice
from indicators.model.period import quarter_at
from indicators.model.verdict import Grade

Found = Mapping[str, list[float]]
"""Measure -> one value (0 or 1, or points) for each subject or study it was looked at in."""
WITHHELD_SHARE = 0.2
BOTTOM = 3


def judge_study(truth: Truth, world: World, random: np.random.Generator) -> Found:
    """The grades of the poor subjects and of the others, and which rules of criticism held for the poor."""
    judged = judge(draw_cells(truth, world, random), world)
    poor = np.arange(world.units) < truth.poor
    good = ~poor
    family = judged.settled.family
    run, held, standing = family.run, family.held[-1], family.standing
    criticised, watched = judged.is_at_least(Grade.CRITICISE), judged.is_at_least(Grade.WATCH)
    pending = held["C1"] & held["C2"] & held["C3"] & ~criticised
    unproven = np.array([grade is Grade.INSUFFICIENT_EVIDENCE for grade in judged.settled.grades], dtype=bool)
    found = {
        "criticised": criticised[poor],
        "watch_or_worse": watched[poor],
        "criticism_pending": pending[poor],
        **{f"held_{id}": mask[poor] for id, mask in held.items() if id[0] in "CW"},
        "behind_line_by_T": (standing.T_high[-1] <= run.lines.criticise)[poor],
        "wrongly_criticised": criticised[good],
        "wrongly_watched": watched[good],
        "commended": (judged.severity == 0)[good],
        "insufficient_evidence": unproven,
        "common_cause": np.array([run.common_cause]),
    }
    if good.any():
        found["proposes_criticism"] = np.array([criticised[good].any()])
        found["bottom_three_names"] = np.array([names_a_good_one(standing.score[-1], good)])
    return {name: [float(value) for value in values] for name, values in found.items() if len(values)}


def names_a_good_one(scores: Array, good: Mask) -> bool:
    """Whether a rule that names the three lowest scores would name a subject that keeps its plan."""
    return bool(good[np.argsort(scores, kind="stable")[:BOTTOM]].any())


def judge_withholding(truth: Truth, world: World, random: np.random.Generator) -> Found:
    """What the first subject gains by leaving out the worst fifth of its indicators for `truth.withheld` quarters, beside reporting all.

    Verdicts are issued quarter by quarter from the one before the withholding on. The office asks for each figure in writing once it is
    missing beyond the grace, unless `truth.asked` is False.
    """
    cells = draw_cells(truth, world, random)
    quarters = truth.withheld + truth.delivered
    full = judge_in_turn(cells, cells, world, quarters)
    columns = worst_columns(full, world, truth.chosen)
    notices = written_notices(columns, truth, world)
    told = withhold(cells, 0, columns, quarters)
    kept = judge_in_turn(told, cells if truth.delivered else told, world, quarters, notices)
    before, after = (one.settled.family.standing for one in (full, kept))
    gains = {
        "score_for_praise": after.score_low[-1, 0] - before.score[-1, 0],
        "score_shown": after.score[-1, 0] - before.score[-1, 0],
        **{name: other - before.score[-1, 0] for name, other in other_rules(full, columns, world).items()},
    }
    return {
        "better_grade": [float(kept.severity[0] < full.severity[0])],
        "worse_grade": [float(kept.severity[0] > full.severity[0])],
        "criticised_reporting_all": [float(full.is_at_least(Grade.CRITICISE)[0])],
        "criticised_withholding": [float(kept.is_at_least(Grade.CRITICISE)[0])],
        **{f"better_{name}": [float(gain > 1e-9)] for name, gain in gains.items()},
        **{f"gain_{name}": [float(gain)] for name, gain in gains.items()},
    }


def written_notices(columns: Mask, truth: Truth, world: World) -> tuple[Notice, ...]:
    """A notice for each withheld indicator, of the round in which it was first missing beyond the grace; none where nobody asked."""
    first = world.last - truth.withheld + 1 + int(world.catalogue.number("grace_quarters"))
    if not truth.asked or first > world.last:
        return ()
    subject, codes = world.codebook.subjects[0], world.codebook.codes
    return tuple(Notice(subject, codes[column], quarter_at(first).code) for column in np.flatnonzero(columns))


def worst_columns(judged: Judged, world: World, chosen: bool) -> Mask:
    """(I,) the fifth of the first subject's indicators with the lowest scores; `chosen`: of those that are not required."""
    scores = np.where(world.codebook.required & chosen, np.inf, judged.evidence.score[-1, 0])
    worst = np.zeros(len(scores), dtype=bool)
    worst[np.argsort(scores, kind="stable")[: int(WITHHELD_SHARE * len(scores))]] = True
    return worst


def other_rules(full: Judged, columns: Mask, world: World) -> Mapping[str, float]:
    """The first subject's S without the columns under rules of others: the mean of what is observed, peers' mean, peers' quartile."""
    scores, weights = full.evidence.score[-1, :-1], full.settled.family.standing.point_weights[-1, 0]
    own, peers = scores[0], scores[1:]
    codebook, power = world.codebook, world.catalogue.number("area_power")
    imputed = {"peer_mean": peers.mean(axis=0), "peer_quartile": lower_quartile(peers)}
    found = {name: _score(np.where(columns, other, own), weights, world, power) for name, other in imputed.items()}
    within = score.spread_weights(codebook.weight, ~columns, codebook.area, codebook.area_weights)
    return {"observed_mean": _score(own, within, world, power), **found}


def _score(values: Array, weights: Array, world: World, power: float) -> float:
    area, count = world.codebook.area, len(world.codebook.areas)
    areas = score.area_means(values, weights, area, count)
    return float(score.power_mean(areas, score.area_sums(weights, area, count), power))
