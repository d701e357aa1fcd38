"""The smallest change is right: with it the verdict is another, with a little less it is not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_studies import draw_study
from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.assess import assess
from indicators.assessment.changes import value_range
from indicators.assessment.request import AssessmentRequest, EarlierVerdict
from indicators.model.period import quarter_at
from indicators.model.verdict import SEVERITY, Grade, Verdict

LAST = 16


def exact_study(gap: float) -> AssessmentRequest:
    """Administrative values without error to shrink by: eight regions on the path, R0 `gap` plans off it, one quarter."""
    indicators = [
        make_indicator(f"i{i}", kind="admin", unit="number", baseline=0.0, m2025=50.0, m2030=90.0, meas_sd=1e-4) for i in range(4)
    ]
    rows = [(f"i{i}", f"R{r}", quarter_at(LAST).code, str(40.0 + (90 * gap if r == 0 else 0.0))) for i in range(4) for r in range(8)]
    rules = {"stability_half_variance_override": 4.0}
    return make_request(make_catalogue(indicators, rules), rows, quarter_at(LAST).code)


def with_value(request: AssessmentRequest, indicator: str | None, value: float) -> Verdict:
    frame = request.observations.copy()
    chosen = (frame["subject"] == "R0") & ((frame["indicator"] == indicator) if indicator else True)
    frame.loc[chosen, "value"] = value
    return assess(replace(request, observations=frame)).regions[0]


def finding(verdict: Verdict) -> str:
    """The grade, with a criticism that only waits for persistence or for a second indicator (C4, C7) taken as one."""
    held = all(rule.passed for rule in verdict.rules if rule.id in ("C1", "C2", "C3"))
    return "criticise" if held else str(verdict.grade)


@pytest.mark.parametrize("gap", [-0.25, -0.12, 0.0, 0.2])
def test_the_grade_flips_at_the_value_that_is_told(gap: float) -> None:
    request = exact_study(gap)
    now = assess(request).regions[0]
    told = [change for change in now.changes if change.needed is not None]
    assert told
    for change in told:
        beyond = change.needed + np.sign(change.needed - change.value) * 0.05
        short = change.needed - np.sign(change.needed - change.value) * 0.05
        assert with_value(request, change.indicator, beyond).grade == change.target_grade
        assert finding(with_value(request, change.indicator, short)) == now.grade


def test_closing_the_told_share_of_all_gaps_betters_the_grade() -> None:
    request = exact_study(-0.25)
    now = assess(request).regions[0]
    assert now.closing_share is not None
    value = {side: 40 - 90 * 0.25 * (1 - now.closing_share + side * 1e-3) for side in (-1, 1)}
    assert with_value(request, None, value[-1]).grade == now.closing_grade
    assert with_value(request, None, value[1]).grade == now.grade


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**31))
def test_every_told_change_points_to_a_better_or_a_worse_grade_on_its_side(seed: int) -> None:
    study = draw_study(seed, spread=0.5)
    sides = {indicator.code: 1 if indicator.direction == "up" else -1 for indicator in study.indicators}
    for verdict in assess(study.request()).regions:
        for change in verdict.changes:
            if change.needed is not None:
                better = SEVERITY[change.target_grade] < SEVERITY[verdict.grade]
                move = sides[change.indicator] * (change.needed - change.value)
                assert move > 0 if better else move < 0


def test_ranges_follow_from_kind_and_unit() -> None:
    assert value_range(make_indicator("a"), 0.9) == (0, 1)
    assert value_range(make_indicator("a", kind="milestone", unit="yes_no"), 4) == (0, 4)
    assert value_range(make_indicator("a", kind="mean", unit="score"), 90) == (0, 100)
    assert value_range(make_indicator("a", kind="admin", unit="number"), 100) == (0, 100)
    assert value_range(make_indicator("a", kind="rate", unit="per_100k"), 1.0) == (0, np.inf)


@pytest.mark.parametrize(("start", "fall", "rule"), [(-0.05, 0.015, "W3"), (-0.09, 0.0, "W1"), (-0.12, 0.02, "W3"), (-0.14, 0.0, "W1")])
def test_the_share_to_close_is_right_for_rules_that_look_back_too(start: float, fall: float, rule: str) -> None:
    now = assess(falling(start, fall, 0.0)).regions[0]
    assert now.grade == "watch" and next(found for found in now.rules if found.id == rule).passed
    assert now.closing_grade == "steady"
    pooled = start + 1.5 * fall
    short, enough = (assess(falling(start, fall, -pooled * (now.closing_share + side * 0.01))).regions[0] for side in (-1, 1))
    assert (short.grade, enough.grade) == ("watch", "steady")


def falling(start: float, fall: float, lift: float) -> AssessmentRequest:
    """Eight regions, nine quarters; R0 is `start` plans off the path and was `fall` better each quarter before, `lift` in the last four.

    It was issued a watch in the run before.
    """
    indicators = [make_indicator(f"i{i}", required=False) for i in range(4)]
    rows = []
    for ago in range(9):
        planned = 0.5 + 0.01 * (LAST - ago)
        off = 0.4 * (start + fall * ago + (lift if ago < 4 else 0.0))
        rows += [
            (f"i{i}", f"R{r}", quarter_at(LAST - ago).code, f"{1e7 * (planned + (off if r == 0 else 0.0)):.0f}/1e7")
            for i in range(4)
            for r in range(8)
        ]
    rules = {"alarm_runs": 99, "forecast_watch_weight": 1.1, "stability_half_variance_override": 0.01}
    watched = EarlierVerdict("R0", quarter_at(LAST - 1).code, Grade.WATCH, frozenset(), ())
    return make_request(make_catalogue(indicators, rules), rows, quarter_at(LAST).code, earlier=(watched,))
