"""Made-up departments with honest figures, and one kind of cheat after another planted into some of their regions.

Honest figures are no ideal: they are overdispersed, seasonal, share shocks between neighbours, have denominators fixed by design, a stock
that stands still, an indicator that everybody estimates in fives, small numbers that are rounded, and corrections in both directions.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from indicators.assessment.arrays import Array, Whole
from indicators.signals.pairs import Counts
from indicators.signals.panel import Panel

REGIONS = 32
SIZES = {"small": (15.0, 60.0), "medium": (60.0, 400.0), "large": (400.0, 2000.0), "mixed": (10.0, 2000.0)}
HALF_YEARLY, FIXED, ESTIMATED, STOCK = (4, 5), 3, 2, 5
INDICATORS = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """Size of the denominators (a name in SIZES), number of quarters, and the share of figures that are falsified."""

    size: str = "mixed"
    quarters: int = 12
    share: float = 1.0


def honest_panel(rng: np.random.Generator, setting: Setting) -> Panel:
    """One department, 6 indicators x 32 regions: four quarterly flows, a half-yearly one, a half-yearly stock."""
    months = setting.quarters * 3
    low, high = SIZES[setting.size]
    scale = np.exp(rng.uniform(np.log(low), np.log(high), (INDICATORS, REGIONS, 1)))
    shock = np.cumsum(rng.normal(0, 0.03, (INDICATORS, 1, months)), axis=-1)
    neighbours = np.repeat(rng.normal(0, 0.05, (INDICATORS, REGIONS // 4, months)), 4, axis=1)
    season = 0.15 * np.sin(2 * np.pi * (np.arange(months) / 12 + rng.uniform(0, 1, (INDICATORS, 1, 1))))
    n = rng.poisson(scale * np.exp(shock + season + neighbours + rng.normal(0, 0.08, scale.shape[:2] + (months,)))).astype(float)
    n[FIXED] = np.maximum(50 * np.round(scale[FIXED] / 50), 50)
    n[STOCK] = np.maximum(np.round(scale[STOCK] + np.cumsum(rng.integers(-1, 2, (REGIONS, months)), axis=-1)), 10)
    n[ESTIMATED] = np.maximum(5 * np.round(n[ESTIMATED] / 5), 5)
    rounded = (n < 30) & (rng.random(n.shape) < 0.3)
    n = np.where(rounded, np.maximum(5 * np.round(n / 5), 5), np.maximum(n, 5))
    cut = _path(rng, months)
    place = rng.normal(0, 0.03, (INDICATORS, REGIONS, 1)) + rng.normal(0, 0.015, n.shape) + 0.01 * season + 0.2 * neighbours
    k = rng.binomial(n.astype(int), np.clip(cut + place, 0.02, 0.985)).astype(float)
    started = np.round(n[STOCK, :, :1] * cut[STOCK, :, :1])
    k[STOCK] = np.minimum(started + np.cumsum(rng.integers(0, 2, (REGIONS, months)), axis=-1), n[STOCK])
    k, n = _reported(k, n)
    names = tuple(f"I{place}" for place in range(INDICATORS))
    flow = np.arange(INDICATORS) != STOCK
    row = np.where(np.isnan(k), -1, np.arange(k.size).reshape(k.shape))
    step = np.array([6 if place in HALF_YEARLY else 3 for place in range(INDICATORS)])
    cut = np.broadcast_to(cut, k.shape)
    ones = np.ones(INDICATORS)
    return Panel("D", names, tuple(f"{u:02d}" for u in range(REGIONS)), 2024 * 12, k, n, cut, row, ones, flow, ones > 0, step)


def _path(rng: np.random.Generator, months: int) -> Array:
    start = rng.uniform(0.6, 0.8, (INDICATORS, 1, 1))
    return start + rng.uniform(0.05, 0.15, (INDICATORS, 1, 1)) * np.arange(months) / months


def _reported(k: Array, n: Array) -> tuple[Array, Array]:
    """Only the last months of quarters and half-years have figures."""
    month = np.arange(k.shape[-1])
    due = np.stack([(month % (6 if place in HALF_YEARLY else 3)) == (5 if place in HALF_YEARLY else 2) for place in range(INDICATORS)])
    return np.where(due[:, None], k, np.nan), np.where(due[:, None], n, np.nan)


Cheat = Callable[[np.random.Generator, Panel, Whole, float], Panel]
"""A panel in which these regions falsify a share of their figures."""


def _chosen(rng: np.random.Generator, panel: Panel, regions: Whole, share: float) -> Array:
    told = np.zeros(panel.k.shape, dtype=bool)
    told[:, regions] = rng.random((INDICATORS, len(regions), panel.k.shape[-1])) < share
    return told & ~np.isnan(panel.k)


def heaped(rng: np.random.Generator, panel: Panel, regions: Whole, share: float) -> Panel:
    """Figures made up as round numbers: to tens, or to fives where they are small."""
    told = _chosen(rng, panel, regions, share)
    by = np.where(panel.n >= 100, 10.0, 5.0)
    n = np.where(told, np.maximum(by * np.round(panel.n / by), by), panel.n)
    return replace(panel, n=n, k=np.where(told, np.minimum(5 * np.round(panel.k / 5), n), np.minimum(panel.k, n)))


def sources(regions: Whole) -> Whole:
    """(32,): for each region the next honest one after it, from which a cheat would copy."""
    honest = np.setdiff1d(np.arange(REGIONS), regions)
    return np.array([honest[np.searchsorted(honest, u, side="right") % len(honest)] for u in range(REGIONS)])


def copied_exactly(rng: np.random.Generator, panel: Panel, regions: Whole, share: float) -> Panel:
    """Both figures of another region's row."""
    told, source = _chosen(rng, panel, regions, share), sources(regions)
    return replace(panel, n=np.where(told, panel.n[:, source], panel.n), k=np.where(told, panel.k[:, source], panel.k))


def copied_scaled(rng: np.random.Generator, panel: Panel, regions: Whole, share: float) -> Panel:
    """Another region's figures scaled to the own size, with two per cent of noise: all of an indicator, for a share of indicators."""
    source = sources(regions)
    told = np.zeros(panel.k.shape, dtype=bool)
    told[:, regions] = (rng.random((INDICATORS, len(regions))) < share)[..., None]
    told[rng.integers(3), regions] |= share > 0
    told &= ~np.isnan(panel.k) & panel.flow[:, None, None]
    ratio = np.nanmean(panel.n, axis=-1, keepdims=True) / np.nanmean(panel.n[:, source], axis=-1, keepdims=True)
    noise = np.exp(rng.normal(0, 0.02, panel.n.shape))
    n = np.where(told, np.maximum(np.round(panel.n[:, source] * ratio * noise), 1), panel.n)
    k = np.where(told, np.minimum(np.round(n * panel.k[:, source] / panel.n[:, source]), n), panel.k)
    return replace(panel, n=n, k=k)


def copied_from_last_year(rng: np.random.Generator, panel: Panel, regions: Whole, share: float) -> Panel:
    """Last year's figures filed again, with one case more or less in a third of them."""
    told = _chosen(rng, panel, regions, share)
    k, n = panel.k.copy(), panel.n.copy()
    for month in range(12, k.shape[-1]):
        here = told[..., month]
        nudge = rng.integers(-1, 2, here.shape) * (rng.random(here.shape) < 1 / 3)
        n[..., month] = np.where(here, n[..., month - 12], n[..., month])
        k[..., month] = np.where(here, np.clip(k[..., month - 12] + nudge, 0, n[..., month]), np.minimum(k[..., month], n[..., month]))
    return replace(panel, k=k, n=n)


def smoothed(rng: np.random.Generator, panel: Panel, regions: Whole, share: float) -> Panel:
    """Numerators written down from a line through the region's own level, with a third of the noise of chance."""
    told = _chosen(rng, panel, regions, share)
    level = np.nanmean(panel.k / panel.n - panel.cut, axis=-1, keepdims=True) + panel.cut
    line = np.clip(level, 0.02, 0.985)
    noise = rng.normal(0, 1 / 3, panel.n.shape) * np.sqrt(panel.n * line * (1 - line))
    return replace(panel, k=np.where(told, np.clip(np.round(panel.n * line + noise), 0, panel.n), panel.k))


def hugging(rng: np.random.Generator, panel: Panel, regions: Whole, share: float) -> Panel:
    """Regions half a standard error short of their path lift what misses it by up to 1.5 to the least number reaching it, or one more."""
    told = _chosen(rng, panel, regions, share)
    needed = np.ceil(panel.n * panel.cut - 1e-9)
    sd = np.sqrt(panel.n * panel.cut * (1 - panel.cut))
    true = np.round(np.clip(panel.n * panel.cut + rng.normal(-0.5, 1.1, sd.shape) * sd, 0, panel.n))
    cheats = np.zeros(panel.k.shape, dtype=bool)
    cheats[:, regions] = True
    k = np.where(cheats & panel.flow[:, None, None], true, panel.k)
    with np.errstate(invalid="ignore"):
        told &= (k < needed) & (k >= needed - 1.5 * sd)
    return replace(panel, k=np.where(told, np.minimum(needed + rng.integers(0, 2, told.shape), panel.n), k))


def shrunk(rng: np.random.Generator, panel: Panel, regions: Whole, share: float) -> Panel:
    """In the last year a share of the unsolved cases is left out of the denominator (`share` of all failures)."""
    told = _chosen(rng, panel, regions, 1.0) & panel.counted[:, None, None]
    told[..., :-12] = False
    dropped = rng.binomial(np.nan_to_num(panel.n - panel.k).clip(0).astype(int), share)
    return replace(panel, n=np.where(told, np.maximum(panel.n - dropped, panel.k), panel.n))


def apart_counts(rng: np.random.Generator, setting: Setting, regions: Whole) -> tuple[Counts, Counts]:
    """An activity and its outcome; the regions claim a gain of `share` x 30 points in the activity of the last two quarters."""
    low, high = SIZES[setting.size]
    shape = (REGIONS, setting.quarters)
    made = []
    for _ in range(2):
        n = rng.poisson(np.exp(rng.uniform(np.log(low), np.log(high), (REGIONS, 1))) * np.ones(shape)).astype(float)
        level = 0.55 + 0.005 * np.arange(setting.quarters) + rng.normal(0, 0.03, (REGIONS, 1)) + rng.normal(0, 0.015, shape)
        made.append((n, level))
    made[0][1][regions, -2:] += 0.3 * setting.share
    counts = [Counts(rng.binomial(n.astype(int), np.clip(level, 0, 0.99)).astype(float), n, 1.0) for n, level in made]
    return counts[0], counts[1]


def revised(rng: np.random.Generator, setting: Setting, regions: Whole) -> pd.DataFrame:
    """Versions of figures for `versions_of`: honest corrections at any time, a little oftener upwards; cheats on the last days, upwards."""
    rows = []
    for u in range(REGIONS):
        for cell in range(INDICATORS * setting.quarters):
            late = bool(rng.random() < 0.35)
            change = rng.choice([-1.0, 1.0], p=[0.45, 0.55]) * (rng.random() < 0.3)
            if u in regions and rng.random() < setting.share * 0.5:
                late, change = True, 1.0
            left = int(rng.integers(0, 4)) if late else int(rng.integers(4, 15))
            rows.append((f"{u:02d}", f"I{cell % INDICATORS}", f"P{cell // INDICATORS}", left, change))
    frame = pd.DataFrame(rows, columns=["subject", "indicator", "period", "left", "change"])
    first = frame.assign(version=1, value=0.5, left=15)
    second = frame[frame["change"] != 0].assign(version=2, value=lambda part: 0.5 + 0.01 * part["change"])
    both = pd.concat([first, second], ignore_index=True)
    day = pd.Timestamp("2026-01-15") - pd.to_timedelta(both["left"], unit="D")
    return both.assign(department="D", sign=1.0, due="2026-01-15", received=day.dt.strftime("%Y-%m-%d"))
