"""The choices of one draw of the robustness run: weights, exponent, shape of the path, missing rule, shrinkage, dropped indicators.

The same for every subject (common random numbers), so that identical subjects get identical shares (method.md P7).
"""

from dataclasses import dataclass, replace

import numpy as np

from indicators.assessment.arrays import Array, Whole
from indicators.catalogue.catalogue import Catalogue

LOW, POINT, HIGH = range(3)
"""Missing rules: 0, the score that is shown, the cap."""
SHAPE_LEVELS = 128
"""The exponent of the path's shape takes the midpoints of this many equal steps."""
NOISE_LEVELS = 256
"""A draw of a figure is the midpoint of one of this many equally likely parts of its distribution."""


@dataclass(frozen=True, slots=True)
class RobustnessRules:
    """How much is drawn: `weight_spread` .25 is U(.75, 1.25), the shape's exponent U(path_low, path_high), `powers` each as likely."""

    draws: int
    seed: int
    weight_spread: float
    path_low: float
    path_high: float
    drop_share: float
    powers: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Designs:
    """n draws. `power` (n,) exponent; `level` (n,) step of the path's shape with exponents `shapes` (L,); `missing` (n,) rule;
    `shrunk` (n,) 1 with shrinkage; `noise` (I, n) part of each figure's distribution, of `noise_levels` (0: no noise);
    `weight` (I, n), `area_weight` (A, n) factors; `drop` (A, n) in 0..1 which indicator of the area is dropped, -1: none.
    """

    power: Array
    shapes: Array
    level: Whole
    missing: Whole
    shrunk: Whole
    noise: Whole
    noise_levels: int
    weight: Array
    area_weight: Array
    drop: Array


def robustness_rules(catalogue: Catalogue) -> RobustnessRules:
    """The rules by their ids."""
    powers = catalogue.rule("robust_powers")
    if not isinstance(powers, list | tuple):
        raise TypeError(f"robust_powers: a list is needed, not {powers!r}")
    return RobustnessRules(
        draws=int(catalogue.number("robust_draws")),
        seed=int(catalogue.number("robust_seed")),
        weight_spread=catalogue.number("robust_weight_spread"),
        path_low=catalogue.number("robust_path_low"),
        path_high=catalogue.number("robust_path_high"),
        drop_share=catalogue.number("robust_drop_share"),
        powers=tuple(float(str(power)) for power in powers),
    )


def draw_designs(rules: RobustnessRules, indicators: int, areas: int) -> Designs:
    """All draws of a run over I indicators in A areas; the same rules give the same draws, whoever is assessed."""
    random, n = np.random.default_rng(rules.seed), rules.draws
    spread = rules.weight_spread
    return Designs(
        power=np.array(rules.powers)[random.integers(len(rules.powers), size=n)],
        shapes=shape_steps(rules),
        level=random.integers(SHAPE_LEVELS, size=n),
        missing=random.integers(3, size=n),
        shrunk=random.integers(2, size=n),
        noise=random.integers(NOISE_LEVELS, size=(indicators, n)),
        noise_levels=NOISE_LEVELS,
        weight=1 + spread * (2 * random.random((indicators, n)) - 1),
        area_weight=1 + spread * (2 * random.random((areas, n)) - 1),
        drop=np.where(random.random((areas, n)) < rules.drop_share, random.random((areas, n)), -1.0),
    )


def shape_steps(rules: RobustnessRules) -> Array:
    """(L,) midpoints of equal steps between the least and the largest exponent."""
    return rules.path_low + (rules.path_high - rules.path_low) * (np.arange(SHAPE_LEVELS) + 0.5) / SHAPE_LEVELS


def draws_of(designs: Designs, draws: Whole) -> Designs:
    """Some of the draws, in the order given."""
    single = {name: getattr(designs, name)[draws] for name in ("power", "level", "missing", "shrunk")}
    rows = {name: getattr(designs, name)[:, draws] for name in ("noise", "weight", "area_weight", "drop")}
    return replace(designs, **single, **rows)


def indicators_of(designs: Designs, columns: Whole) -> Designs:
    """The draws of some indicators, in the order given."""
    return replace(designs, noise=designs.noise[columns], weight=designs.weight[columns])
