"""Planted cheats are told from honest figures, honest peculiarities are left alone, and small counts tell nothing."""

import warnings
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks import gaming, gaming_cheats
from benchmarks.gaming_cheats import Setting, honest_panel
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.period import parse_period, periods_ending_in, quarter_at
from indicators.model.signal import SignalKind
from indicators.signals.chances import as_quiet
from indicators.signals.copying import look_for_copied_periods, look_for_copied_regions
from indicators.signals.denominators import look_for_denominators
from indicators.signals.find import find_signals
from indicators.signals.heaping import look_for_heaping
from indicators.signals.hugging import look_for_hugging
from indicators.signals.revisions import judge_revisions, revisions_of
from indicators.signals.rules import SignalRules, signal_rules
from indicators.signals.smoothness import Scatter, crowding, look_for_smoothness, scatter_of

CODES = ("A1-02", "A2-04", "A5-08", "A2-02")
DETECTORS = (
    look_for_heaping,
    look_for_copied_regions,
    look_for_copied_periods,
    look_for_hugging,
    look_for_smoothness,
    look_for_denominators,
)


@pytest.fixture(autouse=True)
def nothing_warns():
    with warnings.catch_warnings(), np.errstate(divide="ignore", invalid="ignore"):
        warnings.simplefilter("error")
        yield


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def rules(catalogue: Catalogue) -> SignalRules:
    return signal_rules(catalogue)


@pytest.mark.parametrize("kind", gaming.JUDGES)
def test_planted_cheats_are_told_from_honest_regions(kind: str, rules: SignalRules) -> None:
    """A small version of `python -m benchmarks gaming`: AUC >= 0.9 and few honest regions questioned."""
    size = "medium" if kind == "pair_apart" else "mixed"
    found = gaming.measure_kind(kind, Setting(size=size), rules, runs=6)
    assert found.auc[0] >= 0.9
    assert found.false_alarms <= 0.03


@pytest.mark.parametrize("kind", gaming.JUDGES)
def test_where_nobody_cheats_nothing_tells_the_regions_apart(kind: str, rules: SignalRules) -> None:
    found = gaming.measure_kind(kind, Setting(size="medium", share=0.0), rules, runs=10)
    assert 0.3 <= found.auc[0] <= 0.7
    assert found.found <= 0.1


@pytest.mark.parametrize(("kind", "share"), [("hugging", 0.3), ("too_smooth", 0.5)])
def test_cheats_who_falsify_a_part_are_told_as_well(kind: str, share: float, rules: SignalRules) -> None:
    found = gaming.measure_kind(kind, Setting(share=share), rules, runs=8)
    assert found.auc[0] >= 0.9
    assert found.false_alarms <= 0.01


def test_figures_with_no_more_than_chance_about_a_path_they_just_keep_stay_below_the_chances(rules: SignalRules) -> None:
    """The narrowest bell that honest counting makes, its top on the cut: the worst case for windows at the cut and for quiet series."""
    crowded, hugging = [], []
    for seed in range(12):
        rng = np.random.default_rng([5, seed])
        panel = honest_panel(rng, Setting("medium"))
        level = np.clip(panel.cut, 0.02, 0.985)
        k = np.where(np.isnan(panel.k), np.nan, rng.binomial(np.nan_to_num(panel.n).astype(int), level))
        honest = replace(panel, k=k)
        crowded.append(crowding(scatter_of(honest, rules)))
        hugging.append(look_for_hugging(honest, rules).p)
    for p in (np.stack(crowded), np.stack(hugging)):
        assert 0.01 <= (p <= 0.05).mean() <= 0.07
        assert (p <= 0.005).mean() <= 0.02


def test_figures_on_the_line_are_a_crowd_though_the_rest_scatter_more_than_chance() -> None:
    z = np.where(np.arange(36) % 4 < 2, 0.0, np.where(np.arange(36) % 4 == 2, 1.9, -1.9))[None, None]
    scatter = Scatter(z, np.ones_like(z), np.ones(z.shape, dtype=bool))
    assert as_quiet((z**2).sum(axis=-1), np.array([[34.0]])) > 0.99
    assert crowding(scatter) < 0.25
    everywhere = Scatter(1.3 * np.sign(z - 0.5), scatter.weight, scatter.used)
    assert crowding(everywhere) > 0.999


@pytest.mark.parametrize("look_for", DETECTORS)
def test_small_counts_give_no_signal(look_for, rules: SignalRules) -> None:
    panel = honest_panel(np.random.default_rng(1), Setting("large"))
    small = replace(panel, n=np.where(np.isnan(panel.n), np.nan, 20.0), k=np.where(np.isnan(panel.k), np.nan, 10.0))
    tested = look_for(small, rules)
    assert not tested.marks.any()
    assert not (tested.p <= rules.level).any()


def test_an_indicator_everybody_estimates_in_tens_is_no_heaping(rules: SignalRules) -> None:
    panel = honest_panel(np.random.default_rng(2), Setting("large"))
    n = panel.n.copy()
    n[2] = 10 * np.round(n[2] / 10)
    everybody = look_for_heaping(replace(panel, n=n), rules).p
    one = panel.n.copy()
    one[:, 5] = 10 * np.round(one[:, 5] / 10)
    alone = look_for_heaping(replace(panel, n=one, k=np.minimum(panel.k, one)), rules).p
    assert (everybody > 1e-4).all()
    assert alone[5] < 1e-8


def test_a_stock_that_stands_still_is_neither_copied_nor_too_smooth(rules: SignalRules) -> None:
    panel = honest_panel(np.random.default_rng(3), Setting("large"))
    still = replace(panel, k=np.where(np.isnan(panel.k), np.nan, 90.0), n=np.where(np.isnan(panel.n), np.nan, 100.0))
    still = replace(still, flow=np.zeros(len(panel.flow), dtype=bool))
    for look_for in (look_for_smoothness, look_for_copied_periods):
        assert np.isnan(look_for(still, rules).p).all()


def test_full_marks_every_time_are_not_too_smooth(rules: SignalRules) -> None:
    panel = honest_panel(np.random.default_rng(4), Setting("large"))
    full = replace(panel, k=panel.n)
    for look_for in (look_for_smoothness, look_for_copied_periods, look_for_copied_regions):
        p = look_for(full, rules).p
        assert not (p < 0.05).any()


def test_honest_corrections_in_both_directions_are_no_signal_and_own_favour_on_the_last_day_is(rules: SignalRules) -> None:
    day = pd.Timestamp("2026-01-15")
    rows = []
    for subject, favourable in (("11", 12), ("12", 6)):
        for place in range(12):
            key = {"department": "MPS", "indicator": "A1-02", "subject": subject, "period": f"P{place}", "sign": 1.0, "due": "2026-01-15"}
            change = 0.02 if place < favourable else -0.02
            rows.append(key | {"version": 1, "value": 0.8, "received": str(day - pd.Timedelta(days=10))[:10]})
            rows.append(key | {"version": 2, "value": 0.8 + change, "received": str(day)[:10]})
    units = judge_revisions(revisions_of(pd.DataFrame(rows)), ["department", "subject"], rules).set_index("subject")
    assert units.loc["11", "p"] < 0.01
    assert units.loc["12", "p"] > 0.3
    assert units.loc["11", "late_favour"] == 12


def vintages(catalogue: Catalogue, seed: int) -> pd.DataFrame:
    """Honest figures of four indicators of the police in twelve quarters, one version each, with their places in the workbook."""
    rng = np.random.default_rng(seed)
    rows = []
    for quarter in (quarter_at(index) for index in range(11, 23)):
        for code in CODES:
            for period in periods_ending_in(quarter, catalogue.indicators[code].frequency):
                for line, subject in enumerate(catalogue.regions):
                    n = int(rng.poisson(150 + 10 * line))
                    k = int(rng.binomial(n, np.clip(0.8 + rng.normal(0, 0.02), 0, 1)))
                    rows.append((code, subject, period.code, float(k), float(n), f"C{line}", f"S-{quarter.code}"))
    frame = pd.DataFrame(rows, columns=["indicator", "subject", "period", "numerator", "denominator", "cell", "submission"])
    empty = dict.fromkeys(("value", "se"), np.nan) | dict.fromkeys(("denominator_cell", "note"), "")
    fixed = {"breakdown": "total", "status": "REPORTED", "sheet": "A1", "department": "MPS", "version": 1}
    return frame.assign(**empty, **fixed, received="2026-07-10", due="2026-07-15")


def test_honest_figures_of_a_department_raise_no_question(catalogue: Catalogue) -> None:
    report = find_signals(catalogue, vintages(catalogue, 1), "2026-Q2")
    assert report.signals == ()
    assert report.tested[SignalKind.HEAPING] == 32


def test_a_question_names_department_region_indicators_and_cells(catalogue: Catalogue) -> None:
    frame = vintages(catalogue, 2)
    own = frame["subject"] == "41"
    for part in ("numerator", "denominator"):
        frame.loc[own, part] = 10 * np.round(frame.loc[own, part] / 10)
    signal = find_signals(catalogue, frame, "2026-Q2").signals[0]
    assert (signal.kind, signal.department, signal.subject) == (SignalKind.HEAPING, "MPS", "41")
    assert set(signal.indicators) == set(CODES)
    assert signal.q <= 0.05
    assert {cell.subject for cell in signal.cells} == {"41"}
    assert all(cell.sheet == "A1" and cell.cell and cell.submission for cell in signal.cells)
    assert list(signal.periods) == sorted(signal.periods, key=lambda code: (parse_period(code).last_day, code))


def test_two_regions_that_are_alike_are_one_question(catalogue: Catalogue) -> None:
    frame = vintages(catalogue, 3)
    source = frame[frame["subject"] == "36"].set_index(["indicator", "period"])[["numerator", "denominator"]]
    own = frame["subject"] == "42"
    keys = pd.MultiIndex.from_frame(frame.loc[own, ["indicator", "period"]])
    frame.loc[own, ["numerator", "denominator"]] = source.loc[keys].to_numpy()
    found = [one for one in find_signals(catalogue, frame, "2026-Q2").signals if one.kind is SignalKind.COPIED_REGION]
    assert len(found) == 1
    assert {found[0].subject, found[0].facts["partner"]} == {"36", "42"}


def test_later_figures_and_the_order_of_rows_change_nothing(catalogue: Catalogue) -> None:
    frame = vintages(catalogue, 2)
    own = frame["subject"] == "41"
    frame.loc[own, "denominator"] = 10 * np.round(frame.loc[own, "denominator"] / 10)
    frame["numerator"] = frame[["numerator", "denominator"]].min(axis=1)
    until = frame[frame["period"].map(lambda code: parse_period(code).last_day <= parse_period("2025-Q4").last_day)]
    plain, shuffled = find_signals(catalogue, frame, "2025-Q4"), find_signals(catalogue, until.sample(frac=1, random_state=5), "2025-Q4")
    assert [(one.kind, one.subject, one.p) for one in plain.signals] == [(one.kind, one.subject, one.p) for one in shuffled.signals]
    assert plain.signals


def test_the_sources_of_copies_are_honest_regions() -> None:
    regions = np.array([3, 4, 31])
    assert not set(gaming_cheats.sources(regions)[regions]) & set(regions)
