"""The rules that look beyond the tests of one run: C4b, C5, C6, K5, K6, W3 to W6, most improved, and verdicts issued before."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from small_studies import make_catalogue, make_indicator, make_request, rule_of, verdict_of

from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest, Audit, EarlierVerdict
from indicators.model.indicator import Verification
from indicators.model.period import quarter_at
from indicators.model.verdict import Grade, Verdict

LAST = 18  # 2025-Q2; the milestone of 2025 is two quarters away
REGIONS = 9
ALARMS_OFF = {"alarm_runs": 99}


def drifting(shift: Callable[[int, int], float], rules: dict[str, object] | None = None, **changes: object) -> AssessmentRequest:
    """Nine regions, six indicators in three areas, nine quarters; R0 is `shift(quarters ago, indicator)` plans off the path."""
    indicators = [make_indicator(f"i{i}", area="XYZ"[i % 3], required=False) for i in range(6)]
    rows = [
        (one.code, f"R{r}", quarter_at(t).code, f"{1000 * (0.5 + 0.01 * t + (0.4 * shift(LAST - t, i) if r == 0 else 0.0)):.0f}/1000")
        for i, one in enumerate(indicators)
        for r in range(REGIONS)
        for t in range(LAST - 8, LAST + 1)
    ]
    catalogue = make_catalogue(indicators, {"robust_draws": 300, "design_points": 16, **ALARMS_OFF, **(rules or {})})
    return make_request(catalogue, rows, quarter_at(LAST).code, **changes)


def first(request: AssessmentRequest) -> Verdict:
    return verdict_of(assess(request).regions, "R0")


def told(verdict: Verdict) -> set[str]:
    return {str(reason["code"]) for reason in verdict.reasons}


def test_w3_a_proven_decline_is_watch_behind_the_path_only() -> None:
    ahead = first(drifting(lambda ago, _: 0.05 * ago))
    assert ahead.score > 100 and ahead.trend.direction == "declining"
    assert ahead.grade is Grade.COMMEND and "declining" not in told(ahead)
    behind = first(drifting(lambda ago, _: 0.05 * ago - 0.1))
    assert behind.score < 100 and behind.trend.direction == "declining"
    assert behind.grade is Grade.WATCH and "declining" in told(behind)


def test_the_most_improved_are_named_and_keep_their_grade() -> None:
    request = drifting(lambda ago, _: 0.1 - 0.06 * ago)
    verdict = first(request)
    assert verdict.improved is True and verdict.grade is Grade.STEADY
    assert "most_improved" in told(verdict) and rule_of(verdict, "M").passed is True
    barred = first(replace(request, audits=(Audit("R0", 2025, False),)))
    assert barred.improved is False and barred.grade is Grade.STEADY


def test_c4b_a_region_that_recovers_is_watched_not_criticised() -> None:
    rules = {"persistence_required": 1}
    sunk = first(drifting(lambda ago, _: -0.6, rules))
    assert sunk.grade is Grade.CRITICISE and rule_of(sunk, "C4b").passed is True
    rising = first(drifting(lambda ago, _: -0.2 - 0.15 * ago, rules))
    assert rule_of(rising, "C1").passed and rule_of(rising, "C4").passed and rule_of(rising, "C4b").passed is False
    assert rising.grade is Grade.WATCH and "recovering" in told(rising)


def test_c6_what_other_area_weights_would_excuse_is_watch() -> None:
    rules = {"benefit_margin": 0}
    verdict = first(drifting(lambda ago, i: (-0.6, -0.15, 0.0)[i % 3], rules))
    assert rule_of(verdict, "C1").passed and rule_of(verdict, "C6").passed is False
    assert verdict.benefit.worst < verdict.score < verdict.benefit.best
    assert verdict.grade is Grade.WATCH and "benefit_of_doubt" in told(verdict)


def test_w4_milestones_out_of_reach_are_watch_from_a_third_of_the_weight() -> None:
    verdicts = [first(drifting(lambda ago, i, n=count: -0.13 if i < n else 0.05)) for count in (1, 2)]
    assert [rule_of(verdict, "W4").passed for verdict in verdicts] == [False, True]
    assert [verdict.grade for verdict in verdicts] == [Grade.STEADY, Grade.WATCH]
    forecast = verdicts[1].indicators[0].forecast
    assert (forecast.milestone, forecast.chance) == ("2025-Q4", "very_unlikely")
    assert "milestone_out_of_reach" in told(verdicts[1])


def test_w5_a_required_indicator_in_alarm_twice_is_watch() -> None:
    request = drifting(lambda ago, i: -0.25 if i == 0 else 0.1, {"alarm_runs": 2, "forecast_watch_weight": 1.1})
    assert first(request).grade is Grade.STEADY
    asked = {code: replace(item, required=True) for code, item in request.catalogue.indicators.items()}
    verdict = first(replace(request, catalogue=replace(request.catalogue, indicators=asked)))
    assert verdict.grade is Grade.WATCH and "lasting_alarm" in told(verdict)
    assert verdict.indicators[0].alarm.level == "alarm"


def test_the_draws_confirm_a_clear_verdict_and_bar_a_doubtful_one() -> None:
    clear, praised = (first(drifting(lambda ago, _, gap=gap: gap, run_robustness=True)) for gap in (-0.6, 0.15))
    assert clear.grade is Grade.CRITICISE and clear.robustness.criticise_share >= 0.9
    assert praised.grade is Grade.COMMEND and praised.robustness.commend_share >= 0.9
    strict = {"robust_criticise": 1.01, "robust_commend": 1.01}
    held, plain = (first(drifting(lambda ago, _, gap=gap: gap, strict, run_robustness=True)) for gap in (-0.6, 0.15))
    assert (held.grade, plain.grade) == (Grade.WATCH, Grade.STEADY)
    assert "not_robust" in told(held) and "lead_not_robust" in told(plain)


def test_w6_half_of_the_draws_at_the_line_are_watch() -> None:
    request = drifting(lambda ago, _: -0.05, {"robust_watch": 0.0, "forecast_watch_weight": 1.1}, run_robustness=True)
    verdict = first(request)
    assert verdict.grade is Grade.WATCH and "draws_at_line" in told(verdict)
    assert first(replace(request, run_robustness=False)).grade is Grade.STEADY


@pytest.mark.parametrize(
    ("audits", "grade", "caveat"),
    [
        ((), Grade.COMMEND, True),
        ((Audit("R0", 2025, True),), Grade.COMMEND, False),
        ((Audit("R0", 2025, False),), Grade.STEADY, False),
        ((Audit("R0", 2024, False), Audit("R1", 2025, False)), Grade.COMMEND, True),
    ],
)
def test_k6_a_failed_audit_of_the_year_bars_praise_and_none_is_a_reservation(audits: tuple[Audit, ...], grade: Grade, caveat: bool) -> None:
    verdict = first(drifting(lambda ago, _: 0.15, audits=audits))
    assert verdict.grade is grade
    assert ("no_audit_recorded" in {one["code"] for one in verdict.caveats}) is caveat


def test_k6_unverified_figures_bar_praise_from_a_fifth_of_the_weight() -> None:
    request = drifting(lambda ago, _: 0.15)
    for count, grade in ((1, Grade.COMMEND), (2, Grade.STEADY)):
        items = {
            code: replace(item, verification=Verification("C" if code < f"i{count}" else "B"))
            for code, item in request.catalogue.indicators.items()
        }
        verdict = first(replace(request, catalogue=replace(request.catalogue, indicators=items)))
        assert verdict.grade is grade
        assert ("unverified_figures" in told(verdict)) is (grade is Grade.STEADY)


def test_persistence_counts_what_was_issued_before_what_is_recomputed() -> None:
    request = drifting(lambda ago, _: -0.6)
    assert first(request).grade is Grade.CRITICISE
    issued = [EarlierVerdict("R0", quarter_at(LAST - back).code, Grade.STEADY, frozenset(), ()) for back in (1, 2)]
    verdict = first(replace(request, earlier=tuple(issued)))
    assert rule_of(verdict, "C4").value == 2
    assert verdict.grade is Grade.WATCH and "not_lasting" in told(verdict)
    confirmed = tuple(replace(one, grade=Grade.CRITICISE, held=("C1", "C2")) for one in issued)
    assert first(replace(request, earlier=confirmed)).grade is Grade.CRITICISE
    late = tuple(replace(one, missing=frozenset({"i0"})) for one in issued)
    assert rule_of(first(replace(request, earlier=late)), "C4").value == 4, "figures that came late do not wipe out a quarter"


def test_watch_is_kept_after_a_watch_that_was_issued_on_performance_only() -> None:
    request = drifting(lambda ago, _: -0.09, {"q_watch": 0.0, "q_area": 0.0, "forecast_watch_weight": 1.1})
    line = rule_of(first(request), "W1").threshold
    assert line < first(request).score < line + 2 and first(request).grade is Grade.STEADY
    watched = EarlierVerdict("R0", quarter_at(LAST - 1).code, Grade.WATCH, frozenset(), ())
    kept = first(replace(request, earlier=(watched,)))
    assert kept.grade is Grade.WATCH and "watch_kept" in told(kept)
    reporting = replace(watched, on_performance=False)
    assert first(replace(request, earlier=(reporting,))).grade is Grade.STEADY
