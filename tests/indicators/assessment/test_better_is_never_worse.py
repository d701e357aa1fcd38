"""P2 (method.md 1.16): improving a figure of the window never worsens the verdict, with errors and priors held fixed."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest
from indicators.model.period import quarter_at
from indicators.model.verdict import SEVERITY, Verdict

REGIONS, INDICATORS, QUARTERS, WINDOW = 7, 4, 10, 4
ERROR = 1.5
"""Points; administrative figures have a fixed error, so that improving one moves no standard error."""


def study(seed: int, better: float, draws: bool) -> AssessmentRequest:
    """Regions with their own levels and drifts; R0's first indicator is `better` plans better in all four quarters of the window."""
    random = np.random.default_rng(seed)
    last = int(random.integers(12, 30))
    indicators = [
        make_indicator(f"i{i}", area="XY"[i % 2], kind="admin", unit="number", baseline=40.0, m2025=90.0, m2030=140.0, meas_sd=ERROR)
        for i in range(INDICATORS)
    ]
    level, drift = random.normal(-0.05, 0.15, REGIONS), random.normal(0, 0.02, REGIONS)
    rows = []
    for i in range(INDICATORS):
        for r in range(REGIONS):
            for ago in range(QUARTERS):
                lift = better if (r, i) == (0, 0) and ago < WINDOW else 0.0
                value = 40 + 2.5 * (last - ago) + 100 * (level[r] - drift[r] * ago + lift) + random.normal(0, ERROR)
                rows.append((f"i{i}", f"R{r}", quarter_at(last - ago).code, f"{value:.6f}"))
    # W4 is left out: how far forecasts wander is estimated from all figures anew, and so not held fixed.
    rules = {"stability_half_variance_override": 4.0, "robust_draws": 300, "design_points": 8, "forecast_watch_weight": 1.1}
    return make_request(make_catalogue(indicators, rules), rows, quarter_at(last).code, run_robustness=draws)


def first(request: AssessmentRequest) -> Verdict:
    return assess(request).regions[0]


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**31), st.floats(0.001, 0.6))
def test_p2_a_better_figure_never_worsens_the_verdict(seed: int, better: float) -> None:
    assert SEVERITY[first(study(seed, better, False)).grade] <= SEVERITY[first(study(seed, 0.0, False)).grade]


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 2**31), st.floats(0.001, 0.6))
def test_p2_holds_for_the_draws_too(seed: int, better: float) -> None:
    before, after = first(study(seed, 0.0, True)), first(study(seed, better, True))
    assert SEVERITY[after.grade] <= SEVERITY[before.grade]
    assert after.robustness.criticise_share <= before.robustness.criticise_share
    assert after.robustness.commend_share >= before.robustness.commend_share
    assert after.benefit.best >= before.benefit.best
