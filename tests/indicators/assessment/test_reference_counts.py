"""Published cases about counts: limits, funnels, overdispersion (cases 4, 6, 6b, 7 and 12 of tests/cases/reference/README.md)."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import brentq
from statsmodels.stats.proportion import proportion_confint

from benchmarks.intervals import clopper_pearson, wilson
from indicators.assessment.exact import binomial_below, binomial_cdf, poisson_cdf
from indicators.assessment.funnel import Funnel, exact_z, overdispersed_z
from indicators.assessment.funnel_limits import binomial_limit, poisson_limit
from indicators.assessment.multiple import adjust_bh
from indicators.assessment.overdispersion import overdispersion, stabilised_rate, stabilised_share, winsorised

CASES = Path(__file__).parents[2] / "cases" / "reference"
Z_95, Z_998 = 1.959964, 3.090232
"""Normal quantiles to the digits FunnelPlotR carries."""


def column(frame: pd.DataFrame, name: str) -> np.ndarray:
    return frame[name].to_numpy(dtype=float)[:, None]


@pytest.mark.parametrize(
    ("level", "exposure", "low", "high"),
    [
        (0.95, 15, 0.5596924, 1.649348), (0.95, 20, 0.6108260, 1.544419), (0.95, 30, 0.6746958, 1.427562),
        (0.998, 15, 0.3862650, 2.082907), (0.998, 20, 0.4479107, 1.902094), (0.998, 30, 0.5289724, 1.702771),
    ],
)  # fmt: skip
def test_reference_case_4_exact_poisson_limits_of_a_ratio(level: float, exposure: int, low: float, high: float) -> None:
    tail = (1 - level) / 2
    lower = brentq(lambda mean: 1 - poisson_cdf(np.array(exposure - 1.0), np.array(mean)) - tail, 1e-9, exposure, xtol=1e-12)
    upper = brentq(lambda mean: poisson_cdf(np.array(float(exposure)), np.array(mean)) - tail, exposure, 5 * exposure, xtol=1e-12)
    assert [lower / exposure, upper / exposure] == pytest.approx([low, high], abs=1e-6)


def test_reference_case_6_arcsine_proportions_winsorised() -> None:
    frame = pd.read_csv(CASES / "funnelplotr_prop10_PR_CQC_trim0.1.csv")
    n, target = column(frame, "denominator"), column(frame, "target_transformed")
    Y, s = stabilised_share(column(frame, "numerator") / n, n)
    z = (Y - target) / s
    assert z == pytest.approx(column(frame, "Uzscore"), abs=1e-8)
    assert s == pytest.approx(column(frame, "s"), abs=1e-8)
    assert winsorised(z, 0.1) == pytest.approx(column(frame, "Wuzscore"), abs=1e-8)
    spread = overdispersion(z, s, 0.1)
    assert [spread.phi[0], spread.tau2[0]] == pytest.approx([4.00905292, 0.00868826], abs=1e-8)
    wide = np.sqrt(s**2 + spread.tau2)
    for name, step in (("OD95LCL", -Z_95), ("OD95UCL", Z_95), ("OD99LCL", -Z_998), ("OD99UCL", Z_998)):
        assert np.sin(target + step * wide) ** 2 == pytest.approx(column(frame, name), abs=1e-8)


def test_reference_case_6b_standardised_ratios_winsorised() -> None:
    frame = pd.read_csv(CASES / "funnelplotr_six_SR_CQC_trim0.1.csv")
    expected = column(frame, "denominator")
    Y, s = stabilised_rate(column(frame, "numerator") / expected, expected)
    z = (Y - 1) / s
    assert z == pytest.approx(column(frame, "Uzscore"), abs=1e-8)
    assert winsorised(z, 0.1) == pytest.approx(column(frame, "Wuzscore"), abs=1e-8)
    wide = np.sqrt(s**2 + overdispersion(z, s, 0.1).tau2)
    for name, step in (("OD95LCL", -Z_95), ("OD95UCL", Z_95), ("OD99LCL", -Z_998), ("OD99UCL", Z_998)):
        assert 1 + step * wide == pytest.approx(column(frame, name), abs=1e-8)


def test_reference_case_6b_standardised_ratios_on_the_log_scale() -> None:
    frame = pd.read_csv(CASES / "funnelplotr_six_SR_SHMI_trim0.1.csv")
    kept = frame["truncated"].to_numpy() == 0
    s = 1 / np.sqrt(column(frame, "denominator"))
    z = np.log(column(frame, "rr")) / s
    assert z == pytest.approx(column(frame, "Uzscore"), abs=1e-8)
    spread = overdispersion(z[kept], s[kept], 0.0)
    for name, step in (("OD95LCL", -Z_95), ("OD95UCL", Z_95), ("OD99LCL", -Z_998), ("OD99UCL", Z_998)):
        assert np.exp(step * np.sqrt(s**2 + spread.tau2)) == pytest.approx(column(frame, name), abs=1e-8)


@pytest.fixture(scope="module")
def bristol() -> pd.DataFrame:
    return pd.read_csv(CASES / "spiegelhalter_bristol_1991_95_expected.csv")


def test_reference_case_7_exact_binomial_funnel(bristol: pd.DataFrame) -> None:
    k, n = column(bristol, "Deaths"), column(bristol, "Operations")
    target = k.sum() / n.sum()
    for name, p in (("lo998", 0.001), ("lo95", 0.025), ("hi95", 0.975), ("hi998", 0.999)):
        assert 100 * binomial_limit(n, target, p) == pytest.approx(column(bristol, name), abs=1e-6)
    high = 1 - binomial_below(k, n, np.full(k.shape, target))
    assert high == pytest.approx(column(bristol, "p_high_midp"), abs=1e-6)
    assert adjust_bh(high) == pytest.approx(column(bristol, "q_bh"), abs=1e-6)


def test_reference_case_7_only_bristol_lies_beyond_the_outer_limit(bristol: pd.DataFrame) -> None:
    n = bristol["Operations"].to_numpy(dtype=float)
    target = bristol["Deaths"].sum() / bristol["Operations"].sum()
    outside = bristol["pct"].to_numpy() > 100 * binomial_limit(n, target, 0.999)
    assert bristol["Hospital"][outside].tolist() == ["Bristol"]
    assert 100 * binomial_limit(np.array(143.0), target, 0.999) == pytest.approx(20.7, abs=0.05)


def test_reference_case_7_z_with_overdispersion(bristol: pd.DataFrame) -> None:
    k, n = column(bristol, "Deaths"), column(bristol, "Operations")
    target = np.full(k.shape, k.sum() / n.sum())
    Y, s = stabilised_share(k / n, n)
    Y0 = stabilised_share(target, n)[0]
    assert (Y - Y0) / s == pytest.approx(column(bristol, "z"), abs=1e-6)
    funnel = Funnel(exact=exact_z(k, n, target, np.ones(1, dtype=bool)), Y=Y, Y0=Y0, s=s)
    assert overdispersed_z(funnel, 0.1) == pytest.approx(column(bristol, "z_od"), abs=1e-6)


def test_predictive_lines_are_not_inverted_confidence_limits() -> None:
    # method.md 1.9: at E = 15 the confidence line 1.649348 leaves 1.1 % above it, not 2.5 %
    line = poisson_limit(np.array(15.0), np.array(1.0), 0.975)
    assert line < 1.649348
    assert 1 - poisson_cdf(np.array(np.floor(15 * 1.649348)), np.array(15.0)) == pytest.approx(0.011, abs=0.001)


@pytest.mark.parametrize(
    ("k", "n", "score", "exact"),
    [
        (81, 263, (0.2553, 0.3662), (0.2527, 0.3676)), (15, 148, (0.0624, 0.1605), (0.0578, 0.1617)),
        (0, 20, (0.0000, 0.1611), (0.0000, 0.1684)), (1, 29, (0.0061, 0.1718), (0.0009, 0.1776)),
    ],
)  # fmt: skip
def test_reference_case_12_intervals_of_newcombe(k: int, n: int, score: tuple[float, float], exact: tuple[float, float]) -> None:
    assert wilson(np.array(k), np.array(n)) == pytest.approx(score, abs=1e-4)
    assert clopper_pearson(np.array(k), np.array(n)) == pytest.approx(exact, abs=1e-4)


def test_reference_case_12_exact_binomial_test_of_r() -> None:
    k = np.arange(926.0)
    cumulated = binomial_cdf(k, np.array(925.0), np.array(0.75))
    chance = np.diff(cumulated, prepend=0.0)
    assert chance[chance <= chance[682] * (1 + 1e-7)].sum() == pytest.approx(0.3825, abs=1e-4)
    assert clopper_pearson(np.array(682), np.array(925)) == pytest.approx((0.7076683, 0.7654066), abs=1e-6)


@pytest.mark.parametrize(("k", "n"), [(81, 263), (15, 148), (0, 20), (20, 20), (1, 29), (682, 925)])
def test_reference_case_12_statsmodels_gives_the_same_intervals(k: int, n: int) -> None:
    assert wilson(np.array(k), np.array(n)) == pytest.approx(proportion_confint(k, n, method="wilson"), abs=1e-12)
    assert clopper_pearson(np.array(k), np.array(n)) == pytest.approx(proportion_confint(k, n, method="beta"), abs=1e-12)


def test_reference_case_12_the_exact_interval_inverts_our_binomial() -> None:
    low, high = clopper_pearson(np.array(81), np.array(263))
    assert 1 - binomial_cdf(np.array(80.0), np.array(263.0), low) == pytest.approx(0.025)
    assert binomial_cdf(np.array(81.0), np.array(263.0), high) == pytest.approx(0.025)
