"""Funnels of single indicators: which regions are further from the plan, or from their peers, than chance and overdispersion explain.

Exact mid-p tests as z, overdispersion over the regions, alerts and alarms (method.md 1.9). Flags and reasons, never verdicts; only the
alarms of required indicators can lead to a watch (W5), as these are the ones without which the plan is not carried out.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from scipy.special import ndtr, ndtri

from indicators.assessment import exact
from indicators.assessment.arrays import Array, Mask, divide
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence
from indicators.assessment.multiple import adjust_bh, in_families
from indicators.assessment.overdispersion import overdispersion, stabilised_rate, stabilised_share
from indicators.catalogue.catalogue import Catalogue

EXACT_TO = 1e-9
"""Beyond this tail the mid-p value has no digits left, and z is taken from the variance-stabilised scale."""


class Reference(StrEnum):
    """What a region is held against."""

    PLAN = "plan"
    PEERS = "peers"


@dataclass(frozen=True, slots=True)
class AlarmRules:
    """|z| from which there is an alert and an alarm, adjusted significance of an alarm, share winsorised at each end."""

    alert: float
    alarm: float
    q: float
    winsor: float


@dataclass(frozen=True, slots=True)
class Alarms:
    """(U, I) of the regions in one quarter. `z`: with overdispersion, below 0 on the worse side; nan without a figure or direction.

    `alert`: |z| beyond 1.96 only; `alarm`: |z| beyond 3.09 and q <= 0.05 over all regions and indicators. Both on either side.
    """

    z: Array
    alert: Mask
    alarm: Mask

    @property
    def worse(self) -> Mask:
        """Alarms on the worse side."""
        return self.alarm & (np.nan_to_num(self.z) < 0)


@dataclass(frozen=True, slots=True)
class Funnel:
    """(U, I) figures against a reference: `exact` z by mid-p, and Y, Y0 and s on the variance-stabilised scale; better is above 0."""

    exact: Array
    Y: Array
    Y0: Array
    s: Array


def alarm_rules(catalogue: Catalogue) -> AlarmRules:
    """The rules by their ids in rules.yaml."""
    return AlarmRules(
        alert=catalogue.number("alarm_alert_z"),
        alarm=catalogue.number("alarm_z"),
        q=catalogue.number("alarm_q"),
        winsor=catalogue.number("winsor_share"),
    )


def alarms(evidence: Evidence, codebook: Codebook, q: int, rules: AlarmRules, reference: Reference = Reference.PLAN) -> Alarms:
    """Alerts and alarms of the regions in quarter `q` (an index of the evidence); indicators that score no region have none."""
    funnel = make_funnel(evidence, codebook, q, reference)
    z = np.where(codebook.regional, overdispersed_z(funnel, rules.winsor), np.nan)
    size = np.abs(np.nan_to_num(z))
    p = np.where(np.isnan(z), np.nan, 2 * ndtr(-size))
    proven = np.nan_to_num(in_families(p, codebook.nesting.families, adjust_bh), nan=1.0) <= rules.q
    alarm = (size > rules.alarm) & proven
    return Alarms(z, (size > rules.alert) & ~alarm, alarm)


def overdispersed_z(funnel: Funnel, winsor: float) -> Array:
    """z (U, I): exact, or (Y - Y0)/sqrt(s^2 + tau2) where the units differ more than chance explains (phi > 1, U phi >= U - 1).

    phi and tau2 are taken on the stabilised scale too, as in Spiegelhalter (2005): exact tails of large units have no digits left.
    """
    spread = overdispersion(divide(funnel.Y - funnel.Y0, funnel.s), funnel.s, winsor)
    wide = divide(funnel.Y - funnel.Y0, np.sqrt(funnel.s**2 + spread.tau2))
    return np.where((spread.tau2 > 0) & (spread.phi > 1), wide, funnel.exact)


def make_funnel(evidence: Evidence, codebook: Codebook, q: int, reference: Reference) -> Funnel:
    """The pooled figures of the regions in quarter `q`: counts by exact tests, all others by their gap and its variance."""
    gap, variance = evidence.gap[q, :-1], evidence.gap_variance[q, :-1]
    counted = codebook.fraction & (codebook.sign != 0) & ~np.isnan(gap)
    k = np.where(counted, evidence.numerator[q, :-1], np.nan)
    n = np.where(counted, evidence.denominator[q, :-1], np.nan)
    theta = evidence.path[q, :-1] if reference is Reference.PLAN else pooled_peers(k, n)
    zero = np.zeros_like(gap) if reference is Reference.PLAN else mean_of_others(gap)
    z = np.where(counted, codebook.sign * exact_z(k, n, theta, codebook.proportion), np.nan)
    shares, rates = stabilised_share(divide(k, n), n), stabilised_rate(divide(k, n), n)
    Y = codebook.sign * np.where(codebook.proportion, shares[0], rates[0])
    at = codebook.sign * np.where(codebook.proportion, stabilised_share(theta, n)[0], stabilised_rate(theta, n)[0])
    s = np.where(codebook.proportion, shares[1], rates[1])
    own = np.sqrt(np.where(variance > 0, variance, np.nan))
    far = ~np.isfinite(z)
    return Funnel(
        exact=np.where(counted, np.where(far, divide(Y - at, s), z), divide(gap - zero, own)),
        Y=np.where(counted, Y, gap),
        Y0=np.where(counted, at, zero),
        s=np.where(counted, s, own),
    )


def exact_z(k: Array, n: Array, theta: Array, proportion: Mask) -> Array:
    """Phi^-1 of P(X < k) + P(X = k)/2, binomial for proportions, else Poisson with mean n theta; nan beyond the exact tails."""
    known = ~np.isnan(k + n + theta)
    safe = [np.where(known, values, 1.0) for values in (k, n, theta)]
    below = np.where(proportion, exact.binomial_below(*safe), exact.poisson_below(safe[0], safe[1] * safe[2]))
    inside = known & (below > EXACT_TO) & (below < 1 - EXACT_TO)
    return np.where(inside, ndtri(np.where(inside, below, 0.5)), np.nan)


def pooled_peers(k: Array, n: Array) -> Array:
    """(U, I) sum of k over sum of n of all other units: a unit is never its own yardstick; nan without others."""
    known = ~np.isnan(k) & ~np.isnan(n)
    events, exposure = np.where(known, k, 0.0), np.where(known, n, 0.0)
    return divide(events.sum(axis=0) - events, exposure.sum(axis=0) - exposure)


def mean_of_others(values: Array) -> Array:
    """(U, I) plain mean over all other units with a value; nan without others."""
    known = ~np.isnan(values)
    filled = np.where(known, values, 0.0)
    return divide(filled.sum(axis=0) - filled, known.sum(axis=0) - known.astype(float))
