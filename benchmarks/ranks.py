"""How many draws rank sets need: ends and tiers that other draws give otherwise, and whether the borderline flag names them.

Families of 32 regions whose true T are spread as said; the sets by 100,000 draws stand for the truth. Writes docs/measured/ranks.csv.
"""

import csv
import time
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np

from indicators.assessment.arrays import Array
from indicators.assessment.ranks import RankRules, RankSets, draw_estimates, joint_sets, level_band, rank_sets

TABLE = Path(__file__).resolve().parents[1] / "docs" / "measured" / "ranks.csv"
UNITS, FAMILIES, LEVEL, SEED = 32, 8, 0.95, 20261122
SPREADS, DRAWS, MANY = (4.0, 8.0, 15.0), (1_000, 10_000), 100_000
SEEDS = (20210102, 1, 2)
"""The seed of the rules, and two more."""


@dataclass(frozen=True, slots=True)
class Line:
    """One spread of the true T (points) and one number of draws; counts over all families and seeds."""

    spread: float
    draws: int
    ends: int
    ends_otherwise: int
    ends_otherwise_not_flagged: int
    ends_flagged: int
    tiers: int
    tiers_otherwise: int
    tiers_otherwise_not_flagged: int
    tiers_flagged: int


def measure() -> list[tuple[str, float]]:
    """(what, seconds) for each line of the table."""
    lines, told = [], []
    for spread in SPREADS:
        families = [made_up(spread, number) for number in range(FAMILIES)]
        truths = [rank_sets(T, se, RankRules(MANY, SEED + number, LEVEL)) for number, (T, se) in enumerate(families)]
        for draws in DRAWS:
            begin = time.perf_counter()
            lines.append(_line(spread, draws, list(zip(families, truths, strict=True))))
            line = lines[-1]
            what = f"rank sets, spread {spread:.0f}, {draws} draws: {line.ends_otherwise} of {line.ends} ends otherwise"
            told.append((f"{what}, {line.ends_otherwise_not_flagged} of them not flagged", time.perf_counter() - begin))
    _write(lines)
    return told


def made_up(spread: float, number: int) -> tuple[Array, Array]:
    """T (U,) of regions whose true T have the standard deviation `spread`, with standard errors of 1.5 to 5 points (U,)."""
    random = np.random.default_rng([SEED, int(spread), number])
    se = random.uniform(1.5, 5, UNITS)
    return 90 + spread * random.standard_normal(UNITS) + se * random.standard_normal(UNITS), se


def _line(spread: float, draws: int, cases: Sequence[tuple[tuple[Array, Array], RankSets]]) -> Line:
    counts = np.zeros(8, dtype=np.int64)
    for (T, se), truth in cases:
        for seed in SEEDS:
            found, least, most = joint_sets(draw_estimates(T, se, RankRules(draws, seed, LEVEL)), (LEVEL, *level_band(LEVEL, draws)))
            counts += np.concatenate([_compared(*(part(one) for one in (found, truth, least, most))) for part in (_ends, _tiers)])
    return Line(spread, draws, *(int(count) for count in counts))


def _ends(sets: RankSets) -> Array:
    return np.concatenate([sets.low, sets.high])


def _tiers(sets: RankSets) -> Array:
    return np.array([tier.value for tier in sets.tiers()])


def _compared(found: Array, truth: Array, least: Array, most: Array) -> Array:
    """(4,) how many there are, come out otherwise, do so without a flag, are flagged."""
    otherwise, flagged = found != truth, least != most
    return np.array([len(found), otherwise.sum(), (otherwise & ~flagged).sum(), flagged.sum()])


def _write(lines: Sequence[Line]) -> None:
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Line)])
        writer.writerows(astuple(line) for line in lines)
