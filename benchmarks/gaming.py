"""How well each signal tells planted cheats from honest regions: area under the curve with its interval, and false alarms, by setting."""

import csv
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks import gaming_cheats as cheats
from benchmarks.gaming_cheats import REGIONS, Cheat, Setting
from indicators.assessment.arrays import Array, Whole
from indicators.assessment.multiple import adjust_bh
from indicators.catalogue.load import load_catalogue
from indicators.signals.copying import look_for_copied_periods, look_for_copied_regions
from indicators.signals.denominators import look_for_denominators
from indicators.signals.heaping import look_for_heaping
from indicators.signals.hugging import look_for_hugging
from indicators.signals.pairs import judge_pair
from indicators.signals.panel import Panel
from indicators.signals.revisions import judge_revisions, revisions_of
from indicators.signals.rules import SignalRules, Tested, signal_rules
from indicators.signals.smoothness import look_for_smoothness

TABLE = Path(__file__).resolve().parents[1] / "docs" / "measured" / "gaming.csv"
RUNS, CHEATS, SEED = 60, 3, 20260114
SHARES = (1.0, 0.7, 0.5, 0.3, 0.2, 0.1, 0.0)
"""The last is a control: nobody cheats, and nothing may tell the regions apart."""

Detector = Callable[[Panel, SignalRules], Tested]
Judge = Callable[[np.random.Generator, Setting, Whole, SignalRules], Array]


@dataclass(frozen=True, slots=True)
class Measured:
    """`auc`: mean over runs with its 95 % interval, among regions with data enough. `tested`: share of cheats that had.

    `false_alarms`: share of honest regions that became a question; `found`: share of the cheats.
    """

    kind: str
    setting: Setting
    auc: tuple[float, float, float]
    false_alarms: float
    found: float
    tested: float
    runs: int


def planted(cheat: Cheat, detector: Detector) -> Judge:
    """p by region of a panel in which some regions cheat."""

    def judge(rng: np.random.Generator, setting: Setting, regions: Whole, rules: SignalRules) -> Array:
        return detector(cheat(rng, cheats.honest_panel(rng, setting), regions, setting.share), rules).p

    return judge


def revised(rng: np.random.Generator, setting: Setting, regions: Whole, rules: SignalRules) -> Array:
    """p by region of late revisions."""
    table = judge_revisions(revisions_of(cheats.revised(rng, setting, regions)), ["department", "subject"], rules)
    return table.set_index("subject")["p"].reindex([f"{u:02d}" for u in range(REGIONS)]).to_numpy(dtype=float)


def apart(rng: np.random.Generator, setting: Setting, regions: Whole, rules: SignalRules) -> Array:
    """p by region of paired indicators."""
    return judge_pair(*cheats.apart_counts(rng, setting, regions), rules).p


JUDGES: dict[str, Judge] = {
    "heaping": planted(cheats.heaped, look_for_heaping),
    "copied_region_exact": planted(cheats.copied_exactly, look_for_copied_regions),
    "copied_region_scaled": planted(cheats.copied_scaled, look_for_copied_regions),
    "copied_period": planted(cheats.copied_from_last_year, look_for_copied_periods),
    "late_revision": revised,
    "hugging": planted(cheats.hugging, look_for_hugging),
    "too_smooth": planted(cheats.smoothed, look_for_smoothness),
    "pair_apart": apart,
    "denominator": planted(cheats.shrunk, look_for_denominators),
}


def measure_kind(kind: str, setting: Setting, rules: SignalRules, runs: int = RUNS) -> Measured:
    """One line of the table: `runs` departments, three cheats among 32 regions each."""
    aucs, rates = [], []
    for run in range(runs):
        rng = np.random.default_rng([SEED, run, *kind.encode()])
        regions = np.sort(rng.choice(REGIONS, CHEATS, replace=False))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", RuntimeWarning)
            p = JUDGES[kind](rng, setting, regions, rules)
        honest = np.ones(REGIONS, dtype=bool)
        honest[regions] = False
        # Of a copied pair nobody can tell who copied: the region copied from is neither cheat nor honest here.
        honest[cheats.sources(regions)[regions]] &= not kind.startswith("copied_region")
        q, told = adjust_bh(p), ~np.isnan(p)
        if told[regions].any():
            aucs.append(area_under(-p[regions[told[regions]]], -p[honest & told]))
        rates.append([(q[honest] <= rules.level).mean(), (q[regions] <= rules.level).mean(), told[regions].mean()])
    half = 1.96 * float(np.std(aucs, ddof=1)) / np.sqrt(len(aucs))
    mean = float(np.mean(aucs))
    alarms, found, tested = np.mean(rates, axis=0)
    return Measured(kind, setting, (mean, max(0.0, mean - half), min(1.0, mean + half)), alarms, found, tested, runs)


def area_under(cheating: Array, honest: Array) -> float:
    """P(a cheat scores higher than an honest region), ties one half."""
    above = (cheating[:, None] > honest[None]).mean()
    return float(above + 0.5 * (cheating[:, None] == honest[None]).mean())


def settings() -> Iterator[Setting]:
    """Dose-response at 12 quarters, then sizes and lengths at full dose."""
    yield from (Setting(share=share) for share in SHARES)
    yield from (replace(Setting(), size=size) for size in ("small", "medium", "large"))
    yield from (replace(Setting(), quarters=quarters) for quarters in (8, 16))


def measure() -> Iterator[tuple[str, float]]:
    """Every kind in every setting; writes the table and says what each line found."""
    rules = signal_rules(load_catalogue())
    lines = []
    for kind in JUDGES:
        start = time.perf_counter()
        for setting in settings():
            lines.append(measure_kind(kind, setting, rules))
            one = lines[-1]
            print(f"{kind:22} {_words(setting):36} {one.auc[0]:.3f} false {one.false_alarms:.4f} found {one.found:.2f}", flush=True)
        yield f"{kind}: {RUNS} departments in each of {len(list(settings()))} settings", time.perf_counter() - start
    _write(lines)


def _write(lines: list[Measured]) -> None:
    TABLE.parent.mkdir(parents=True, exist_ok=True)
    with TABLE.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["kind", "setting", "auc", "low", "high", "false_alarm_share", "found_share", "tested_share", "runs"])
        for one in lines:
            rates = [f"{one.false_alarms:.4f}", f"{one.found:.3f}", f"{one.tested:.3f}"]
            writer.writerow([one.kind, _words(one.setting), *(f"{x:.3f}" for x in one.auc), *rates, one.runs])


def _words(setting: Setting) -> str:
    low, high = cheats.SIZES[setting.size]
    return f"n {low:.0f}-{high:.0f}; {setting.quarters} quarters; falsified {setting.share:.0%}"
