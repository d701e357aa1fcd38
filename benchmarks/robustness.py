"""How long the robustness run takes at 32, 333 and 2,850 subjects with 70 indicators, and how near its tables are to exact draws."""

import resource
import time

import numpy as np
from scipy.special import betaincinv, gammaincinv

from indicators.assessment.arrays import Whole
from indicators.assessment.draw_designs import NOISE_LEVELS, RobustnessRules
from indicators.assessment.draw_tables import beta_quantiles, gamma_quantiles, noise_scores
from indicators.assessment.robustness import robustness_run
from indicators.assessment.robustness_setting import Figures, Setting

INDICATORS, AREAS = 70, 6
SIZES = (32, 333, 2850)
RULES = RobustnessRules(10_000, 20210101, 0.25, 0.8, 1.25, 0.3, (1.0, 0.5, 0.0))


def measure() -> list[tuple[str, float]]:
    """(what, seconds) by size, with the peak memory so far; then the largest errors of the tables."""
    return [_timed(size) for size in SIZES] + table_errors()


def _timed(size: int) -> tuple[str, float]:
    setting = synthetic_setting(size)
    begin, processor = time.perf_counter(), time.process_time()
    robustness_run(setting, RULES)
    seconds, processor = time.perf_counter() - begin, time.process_time() - processor
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    size_of = f"{size} subjects x {INDICATORS} indicators x {RULES.draws} draws"
    return f"robustness run, {size_of}: {processor:.1f} s of processor time, peak {peak:.2f} GiB", seconds


def synthetic_setting(size: int, missing: float = 0.03) -> Setting:
    """Subjects off their path by .3 plans, four indicators of seven proportions, two rates; the lines of a plan half done."""
    kind, area = np.arange(INDICATORS) % 7, np.sort(np.arange(INDICATORS) % AREAS)
    shapes = np.linspace(RULES.path_low, RULES.path_high, 10)
    planned = 0.5**shapes
    figures = _figures(size, kind, area, missing)
    gaps = (figures.value - figures.path) / figures.change
    return Setting(
        figures=figures,
        area=area,
        area_count=AREAS,
        proportion=kind < 4,
        fraction=kind < 6,
        sign=np.ones(INDICATORS),
        band_low=np.full(INDICATORS, np.nan),
        band_high=np.full(INDICATORS, np.nan),
        score=100 * (1 + np.where(figures.observed, gaps, 0.0).mean(axis=1)),
        cap=1.25,
        shapes=shapes,
        lines=np.column_stack([100 - 40 * planned, 100 - 20 * planned, np.full(10, 103.0)]),
    )


def _figures(size: int, kind: Whole, area: Whole, missing: float) -> Figures:
    """About 220 cases a figure in 32 units, some twenty in thousands; a share of the figures missing."""
    random, shape = np.random.default_rng(size), (size, INDICATORS)
    n = np.ceil(random.lognormal(np.log(6400 / size + 20), 0.6, shape))
    level = np.clip(0.6 + 0.4 * random.normal(-0.1, 0.3, shape), 0.02, 0.98)
    count = np.where(kind < 4, random.binomial(n.astype(int), level), random.poisson(n * level)).astype(float)
    value = np.where(kind < 6, count / n, level)
    variance = np.where(kind < 6, np.maximum(value * (1 - np.minimum(value, 0.9)), 0.5 / n) / n, 1e-4)
    absent = random.random(shape) < missing
    return Figures(
        weights=np.broadcast_to(1 / AREAS / np.bincount(area)[area], shape).copy(),
        observed=~absent,
        value=np.where(absent, np.nan, value),
        numerator=np.where(absent, np.nan, count),
        denominator=n,
        variance=variance,
        sampling=variance,
        path=np.full(shape, 0.6),
        baseline=np.full(shape, 0.4),
        target=np.full(shape, 0.8),
        change=np.full(shape, 0.4),
        hole=absent.astype(float),
        point=np.full(shape, 60.0),
        prior_weight=np.full(shape, 0.3),
        prior_mean=np.zeros(shape),
        prior_spread=np.sqrt(variance) / 0.4,
    )


def table_errors() -> list[tuple[str, float]]:
    """The largest error of the interpolated quantiles, in standard deviations of the figure, with the seconds that all of them took."""
    score = noise_scores(NOISE_LEVELS)
    level = (np.arange(NOISE_LEVELS) + 0.5) / NOISE_LEVELS
    n = np.repeat([1.0, 2, 5, 20, 100, 1000, 1e6], 9)
    k = np.round(n * np.tile([0, 0.01, 0.05, 0.2, 0.5, 0.8, 0.95, 0.99, 1], 7))
    a, b = k[:, None] + 0.5, n[:, None] - k[:, None] + 0.5
    begin = time.perf_counter()
    shares, rates = beta_quantiles(k, n, score), gamma_quantiles(k, np.ones_like(k), score)
    seconds = time.perf_counter() - begin
    share_error = np.abs(shares - betaincinv(a, b, level)) / np.sqrt(a * b / (a + b) ** 2 / (a + b + 1))
    rate_error = np.abs(rates - gammaincinv(a, level)) / np.sqrt(a)
    largest = max(share_error.max(), rate_error.max())
    return [(f"quantiles of {len(k)} proportions and rates, none off by more than {largest:.1e} standard deviations", seconds)]
