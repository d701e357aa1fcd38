"""How honest the forecasts are: coverage of 80 % intervals, how often what is called likely comes true, Brier score and PIT.

Simulated worlds whose true level is known (method.md 1.10), and rolling origins on the sample country, where forecasts are held against
figures that came later. Writes docs/measured/forecast.csv and forecast_coverage.csv.
"""

import csv
import time
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from scipy.special import expit, ndtr

from benchmarks.intervals import wilson
from indicators.assessment.arrays import Array
from indicators.assessment.assess import assessed_regions, gather
from indicators.assessment.codebook import make_codebook
from indicators.assessment.damped_line import DampedLine, ahead, fit_line
from indicators.assessment.forecast import INTERVAL_Z, Chance, ForecastRules, chance_word, forecast_rules, series_on_scale
from indicators.assessment.forecast_scale import Scale, scale_variance, to_scale
from indicators.assessment.path import planned_values
from indicators.assessment.quarterly import Quarterly, quarterly_figures
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.variogram import wander
from indicators.catalogue.load import load_catalogue
from sample_data.observations import sample_observations

TABLES = Path(__file__).resolve().parents[1] / "docs" / "measured"
SEED, UNITS, INDICATORS = 20260115, 32, 150
QUARTERS, HORIZONS, PROMISED = (8, 16, 23), (4, 8, 24), (2, 4, 6, 8)
SHARES = Scale(np.array([True]), np.array([False]))
PERIOD = "2026-Q3"


@dataclass(frozen=True, slots=True)
class World:
    """How a simulated share moves on the logit scale, a quarter: mean slope, its sd between units, how it drifts, how the level
    wanders, noise of a figure beyond counting; mean denominator, its spread, and share of quarters without a figure.
    """

    name: str
    wandering: float = 0.004
    noise: float = 0.01
    drift: float = 0.0
    n: float = 200.0
    spread: float = 0.0
    gaps: float = 0.0
    slope: float = 0.03
    slopes: float = 0.015


WORLDS = (
    World("straight lines", wandering=0.0, noise=0.0),
    World("little wandering", wandering=0.001),
    World("wandering"),
    World("strong wandering", wandering=0.016),
    World("slopes that drift", drift=0.005),
    World("slopes that drift far", drift=0.02),
    World("small counts", n=10.0),
    World("tiny counts", n=3.0),
    World("gaps and changing denominators", gaps=0.2, spread=0.8),
)


@dataclass(frozen=True, slots=True)
class Coverage:
    """Share of true levels inside the 80 % interval 4, 8 and 24 quarters ahead, from a series of `quarters`; limits at most +-`half`."""

    world: str
    quarters: int
    ahead_4: str
    ahead_8: str
    ahead_24: str
    half: str


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure with its 95 % limits. `what`: word (how often it came true), brier, brier of the base rate, coverage of later
    figures, or pit (share in a tenth); `of`: the word or the tenth.
    """

    what: str
    world: str
    of: str
    value: str
    low: str
    high: str


def measure() -> Iterator[tuple[str, float]]:
    """(what was measured, seconds) as each is done; the whole tables are written at the end."""
    rules, covered = forecast_rules(load_catalogue()), list[Coverage]()
    called: dict[Chance, list[Array]] = {word: [] for word in Chance}
    for place, world in enumerate(WORLDS):
        begin = time.perf_counter()
        random = np.random.default_rng([SEED, place])
        for quarters in QUARTERS:
            level, line = simulated(world, quarters, rules, random)
            covered.append(coverage(world, quarters, level, line))
            judge_words(called, level, line, (quarters, rules, random))
        own = " ".join("/".join((one.ahead_4, one.ahead_8, one.ahead_24)) for one in covered[-len(QUARTERS) :])
        yield f"80 % intervals, {world.name}, 4/8/24 ahead after 8, 16 and 23 quarters: {own}", time.perf_counter() - begin
    begin = time.perf_counter()
    lines = [*word_lines(called, "simulated"), *rolling_origins(rules)]
    for line in lines:
        yield f"{line.what}, {line.world}, {line.of}: {line.value} {line.low} {line.high}", time.perf_counter() - begin
    write_table(lines, "forecast")
    write_table(covered, "forecast_coverage")


def simulated(world: World, quarters: int, rules: ForecastRules, random: np.random.Generator) -> tuple[Array, DampedLine]:
    """True levels (quarters + longest horizon, U, I) on the logit scale, and the lines fitted to the counts of the first `quarters`."""
    total, size = quarters + max(HORIZONS), (UNITS, INDICATORS)
    slope = world.slope + random.normal(0, world.slopes, (1, *size)) + np.cumsum(random.normal(0, world.drift, (total, *size)), axis=0)
    steps = slope + random.normal(0, np.sqrt(world.wandering), (total, *size))
    level = random.normal(0, 0.5, (1, *size)) + np.cumsum(steps, axis=0)
    shown = expit(level[:quarters] + random.normal(0, np.sqrt(world.noise), (quarters, *size)))
    n = random.poisson(world.n * np.exp(random.normal(-(world.spread**2) / 2, world.spread, shown.shape)))
    n = np.where(random.random(shown.shape) < world.gaps, 0, n)
    k, n = random.binomial(n, shown).astype(float), n.astype(float)
    y, v = to_scale(k, n, SHARES), scale_variance(k, n, np.zeros(1), SHARES)
    return level, fit_line(y, v, wander(y, v), rules.discount, rules.damping)


def coverage(world: World, quarters: int, level: Array, line: DampedLine) -> Coverage:
    """What the 80 % intervals hold; the limits come from the spread between indicators, whose units share their wandering."""
    shares, halves = [], []
    for horizon in HORIZONS:
        mean, sd = ahead(line, np.array(float(horizon)))
        inside = np.abs(level[quarters - 1 + horizon] - mean) <= INTERVAL_Z * sd
        by_indicator = np.nanmean(np.where(np.isnan(mean), np.nan, inside), axis=0)
        shares.append(f"{by_indicator.mean():.3f}")
        halves.append(1.96 * float(by_indicator.std(ddof=1)) / np.sqrt(len(by_indicator)))
    return Coverage(world.name, quarters, *shares, half=f"{max(halves):.3f}")


def judge_words(
    called: dict[Chance, list[Array]], level: Array, line: DampedLine, run: tuple[int, ForecastRules, np.random.Generator]
) -> None:
    """Adds whether targets around the common path came true, by the word that was given for them up to eight quarters ahead."""
    quarters, rules, random = run
    for horizon in PROMISED:
        mean, sd = ahead(line, np.array(float(horizon)))
        now = level[quarters - 1]
        target = now + random.normal(0.03 * horizon, 0.3, now.shape)
        met = level[quarters - 1 + horizon] >= target
        sort_words(called, ndtr((mean - target) / sd), met, rules)


def sort_words(called: dict[Chance, list[Array]], chance: Array, met: Array, rules: ForecastRules) -> None:
    """Adds the outcomes (1 met, 0 not) to the word of each probability; nan is no forecast."""
    known = ~np.isnan(chance)
    words = np.array([chance_word(float(p), rules.cuts).value for p in chance[known]])
    for word in Chance:
        called[word].append(met[known][words == word.value].astype(float))


def word_lines(called: dict[Chance, list[Array]], world: str) -> list[Line]:
    """How often what was called so came true, with Wilson limits (outcomes counted as independent)."""
    lines = []
    for word in Chance:
        outcomes = np.concatenate(called[word])
        if len(outcomes):
            low, high = wilson(np.array(outcomes.sum()), np.array(len(outcomes)))
            lines.append(printed("word", world, word.value, (float(outcomes.mean()), float(low), float(high))))
    return lines


def rolling_origins(rules: ForecastRules) -> list[Line]:
    """Forecasts from every quarter of the sample country with eight behind it, held against the figures that were filed later."""
    catalogue = load_catalogue()
    request = AssessmentRequest(PERIOD, catalogue, sample_observations(catalogue))
    codebook = make_codebook(catalogue, assessed_regions(request))
    evidence = gather(request, codebook)
    figures = quarterly_figures(evidence, codebook)
    regions = [part[:, :-1] for part in (figures.value, figures.variance, figures.numerator, figures.weight)]
    later, spread = series_on_scale(Quarterly(*regions), codebook, rules)
    quarters = later.shape[0]
    planned = planned_values(codebook.targets, np.arange(evidence.first, evidence.first + quarters, dtype=float))[:, :-1]
    on_path = to_scale(planned * regions[3], regions[3], Scale(codebook.proportion, codebook.fraction & ~codebook.proportion))
    called: dict[Chance, list[Array]] = {word: [] for word in Chance}
    chances, outcomes, pits = list[Array](), list[Array](), list[Array]()
    for origin in range(rules.least_quarters - 1, quarters - 1):
        y, v = series_on_scale(Quarterly(*(part[: origin + 1] for part in regions)), codebook, rules)
        move = wander(y, v)
        line = fit_line(y, v, move, rules.discount, rules.damping)
        for horizon in range(1, min(rules.horizon, quarters - 1 - origin) + 1):
            mean, sd = ahead(line, np.array(float(horizon)))
            place = origin + horizon
            wide = np.sqrt(sd**2 + spread[place] + move.noise)
            known = ~np.isnan(mean + later[place] + on_path[place]) & codebook.regional & (codebook.sign != 0)
            chance = ndtr(codebook.sign * (mean - on_path[place]) / wide)[known]
            met = (codebook.sign * (later[place] - on_path[place]) >= 0)[known]
            sort_words(called, chance, met, rules)
            chances.append(chance)
            outcomes.append(met.astype(float))
            pits.append(ndtr((later[place] - mean) / wide)[known])
    return [*word_lines(called, "sample"), *scored(np.concatenate(chances), np.concatenate(outcomes), np.concatenate(pits))]


def scored(chance: Array, met: Array, pit: Array) -> list[Line]:
    """Brier score beside that of always saying the base rate, coverage of 80 % intervals, and the PIT in tenths (all .1 if honest)."""
    base = met.mean() * (1 - met.mean())
    inside = float(((pit >= 0.1) & (pit <= 0.9)).mean())
    tenths = np.histogram(pit, bins=10, range=(0, 1))[0] / len(pit)
    bare = (np.nan, np.nan)
    return [
        printed("brier", "sample", "1 to 8 ahead", (float(((chance - met) ** 2).mean()), *bare)),
        printed("brier of the base rate", "sample", "1 to 8 ahead", (float(base), *bare)),
        printed("coverage of later figures", "sample", "1 to 8 ahead", (inside, *bare)),
        *(printed("pit", "sample", f"tenth {place + 1}", (float(share), *bare)) for place, share in enumerate(tenths)),
    ]


def printed(what: str, world: str, of: str, figures: tuple[float, float, float]) -> Line:
    """A line with its figures to three decimals, empty where there are no limits."""
    return Line(what, world, of, *("" if np.isnan(one) else f"{one:.3f}" for one in figures))


def write_table(rows: Sequence[Line] | Sequence[Coverage], name: str) -> None:
    """The rows as CSV with the columns of their type."""
    TABLES.mkdir(parents=True, exist_ok=True)
    with (TABLES / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(rows[0])])
        writer.writerows(astuple(row) for row in rows)
