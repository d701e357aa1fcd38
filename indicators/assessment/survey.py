"""All that is known beside the tests of the assessed quarter, gathered for one family: the full outlook (method.md 1.10)."""

from dataclasses import replace

import numpy as np
from scipy.special import ndtri

from indicators.assessment.arrays import Mask, Whole
from indicators.assessment.benefit import benefit_of_doubt
from indicators.assessment.codebook import Codebook
from indicators.assessment.design_effects import CHOICES, design_effects
from indicators.assessment.draw_designs import robustness_rules
from indicators.assessment.evidence import Evidence
from indicators.assessment.family import Family, with_outlook
from indicators.assessment.forecast import Forecasts, forecast_rules, forecast_T
from indicators.assessment.funnel import alarm_rules, alarms
from indicators.assessment.outlook import Outlook, proven_ranks, tiers_of
from indicators.assessment.ranks import Tier
from indicators.assessment.robustness import robustness_run
from indicators.assessment.robustness_setting import robustness_setting
from indicators.assessment.rooms import NEVER
from indicators.assessment.run import tolerance
from indicators.assessment.score import area_sums
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import DesignEffect

Given = tuple[Evidence, Codebook, Catalogue]


def look_around(family: Family, rows: Whole, given: Given, draw: bool) -> Family:
    """The family with its full outlook. `rows` (U,): the subjects in the evidence; `draw`: with the robustness run."""
    codebook, catalogue = given[1], given[2]
    outlook = with_benefit(family, codebook, catalogue)
    outlook = replace(outlook, leading=leading_slopes(outlook, family))
    outlook = with_recovery(outlook, family, catalogue)
    return with_outlook(family, with_draws(outlook, family, rows, given) if draw else outlook)


def with_benefit(family: Family, codebook: Codebook, catalogue: Catalogue) -> Outlook:
    """The family's outlook with the best and the worst S over the area weights.

    Missing figures stand at their point score, as in C7: the bounds are C1's matter, and leaving figures out must not pay.
    """
    standing, q = family.standing, family.run.q
    weights = area_sums(standing.point_weights[q], codebook.area, len(codebook.areas))
    spread = catalogue.number("benefit_weight_spread")
    best, worst = benefit_of_doubt(standing.areas[q], weights, spread, catalogue.number("area_power"))
    return replace(family.outlook, best=best, worst=worst)


def leading_slopes(outlook: Outlook, family: Family) -> Mask | None:
    """(U,) whose slope of T is proven to be among the upper third of the family (most improved, method.md 1.11)."""
    if outlook.trend is None or outlook.direction is None:
        return None
    if not (outlook.direction > 0).any():
        return np.zeros(len(outlook.direction), dtype=bool)
    sets = proven_ranks(outlook.trend.slope, outlook.trend.se, family.outlook_rules.ranks)
    return np.array([tier is Tier.UPPER for tier in tiers_of(sets)], dtype=bool)


def with_recovery(outlook: Outlook, family: Family, catalogue: Catalogue) -> Outlook:
    """The outlook with the highest T expected in the quarters ahead, and who is recovering: improving, and that above L_watch (C4)."""
    if outlook.direction is None:
        return outlook
    standing, q = family.standing, family.run.q
    ahead = int(catalogue.number("recovery_quarters"))
    mean, _ = forecast_T(standing.quarterly_T[: q + 1], standing.quarterly_variance[: q + 1], forecast_rules(catalogue))
    expected = mean[:ahead].max(axis=0)
    with np.errstate(invalid="ignore"):
        recovering = (outlook.direction > 0) & (expected > family.run.lines.watch)
    return replace(outlook, expected=expected, recovering=recovering)


def with_draws(outlook: Outlook, family: Family, rows: Whole, given: Given) -> Outlook:
    """The outlook with what becomes of the scores when data and design are drawn anew."""
    evidence, codebook, catalogue = given
    drawn = robustness_run(robustness_setting(evidence, codebook, family.standing, catalogue, rows), robustness_rules(catalogue))
    return replace(outlook, draws=drawn)


def look_at_regions(family: Family, forecasts: Forecasts, given: Given) -> Family:
    """The family with what is told of regions alone: rank sets of T, milestones out of reach (W4), lasting alarms (W5).

    Departments do different work and have no ranks; their figures are the country's, which has no units beside it.
    """
    standing, q = family.standing, family.run.q
    outlook = replace(family.outlook, ranks=proven_ranks(standing.T[q], standing.seT[q], family.outlook_rules.ranks))
    slack = tolerance(family.run.lines) / 100
    return with_outlook(family, with_alarms(with_milestones(outlook, forecasts, slack, given), given))


def with_milestones(outlook: Outlook, forecasts: Forecasts, slack: float, given: Given) -> Outlook:
    """The outlook with the indicators that are very unlikely to come near the next milestone; unchanged where none is near.

    Near: within `slack` whole plans, the least shortfall that counts in the tests. Without it precise figures that miss their target by
    a hair would make a watch without size.
    """
    codebook, catalogue = given[1], given[2]
    if forecasts.milestone is None:
        return outlook
    level, sd = catalogue.number("forecast_watch_probability"), forecasts.sd[forecasts.milestone - forecasts.now - 1]
    with np.errstate(invalid="ignore"):
        lost = forecasts.meet <= level
    short = (ndtri(level) - ndtri(np.where(lost, forecasts.meet, 1.0))) * sd / codebook.targets.change[:-1] - slack
    lost &= short > 0
    return replace(outlook, out_of_reach=lost, reach_room=np.where(lost, short, NEVER))


def with_alarms(outlook: Outlook, given: Given) -> Outlook:
    """The outlook with the required indicators whose alarm on the worse side lasts; unchanged with too few quarters."""
    evidence, codebook, catalogue = given
    rules, runs, last = alarm_rules(catalogue), int(catalogue.number("alarm_runs")), evidence.gap.shape[0] - 1
    if last + 1 < runs:
        return outlook
    found = [alarms(evidence, codebook, last - back, rules) for back in range(runs)]
    lasting = np.logical_and.reduce([one.worse for one in found]) & codebook.required
    clear = 1 - rules.alarm / np.maximum(np.abs(np.nan_to_num(found[0].z)), rules.alarm)
    room = np.maximum(-clear * np.nan_to_num(evidence.gap[-1, :-1]), 0.0)
    return replace(outlook, alarmed=lasting, alarm_room=np.where(lasting, room, NEVER), alarms=found[0])


def design_sensitivity(family: Family, rows: Whole, given: Given) -> tuple[DesignEffect, ...]:
    """Which choice of the design moves the ranks of the family: Sobol' indices of their mean shift; what moves nothing is left out."""
    evidence, codebook, catalogue = given
    setting = robustness_setting(evidence, codebook, family.standing, catalogue, rows)
    if np.isnan(setting.score).all():
        return ()
    found = design_effects(setting, robustness_rules(catalogue), int(catalogue.number("design_points")), 0)
    return tuple(
        DesignEffect(choice, float(first), float(total))
        for choice, first, total in zip(CHOICES, found.shift_first, found.shift_total, strict=True)
        if not np.isnan(total)
    )
