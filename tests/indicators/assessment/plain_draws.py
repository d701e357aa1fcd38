"""The robustness run written out a second time, one draw, one subject and one indicator after the other, with exact quantiles."""

from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, gammaincinv, ndtri

from indicators.assessment.assess import assessed_regions, gather, lines_by_quarter
from indicators.assessment.codebook import make_codebook
from indicators.assessment.departments import department_family
from indicators.assessment.draw_designs import Designs
from indicators.assessment.national import country_standing
from indicators.assessment.regions import region_family
from indicators.assessment.request import AssessmentRequest
from indicators.assessment.robustness_setting import Setting, robustness_setting
from indicators.assessment.shares import assessed_departments, department_shares


def region_setting(request: AssessmentRequest) -> Setting:
    """The setting of all regions of a study."""
    catalogue = request.catalogue
    codebook = make_codebook(catalogue, assessed_regions(request))
    evidence = gather(request, codebook)
    standing = region_family(evidence, codebook, catalogue, lines_by_quarter(evidence, codebook, catalogue)).standing
    return robustness_setting(evidence, codebook, standing, catalogue, np.arange(len(codebook.subjects) - 1))


def department_setting(request: AssessmentRequest) -> Setting:
    """The setting of all departments of a study: each stands on the country's figures."""
    catalogue = request.catalogue
    codebook = make_codebook(catalogue, assessed_regions(request))
    evidence = gather(request, codebook)
    names = assessed_departments(catalogue)
    rho = department_shares(catalogue, codebook, names)
    country = country_standing(evidence, codebook, catalogue)
    family = department_family(country, rho, lines_by_quarter(evidence, codebook, catalogue), (codebook, catalogue))
    return robustness_setting(evidence, codebook, family.standing, catalogue, np.full(len(names), -1))


@dataclass(frozen=True, slots=True)
class PlainScores:
    """The three scores of one subject in one draw, and the lines of that draw."""

    low: float
    drawn: float
    high: float
    lines: tuple[float, float, float]


def plain_scores(setting: Setting, designs: Designs, u: int, r: int) -> PlainScores:
    """The scores of subject u in draw r."""
    low, point, high, weight, known_weight = (dict[int, float]() for _ in range(5))
    dropped = _dropped(setting, designs, u, r)
    for i in range(len(setting.area)):
        w = setting.figures.weights[u, i] * designs.weight[i, r]
        if setting.figures.weights[u, i] == 0 or i in dropped:
            continue
        a, hole = int(setting.area[i]), setting.figures.hole[u, i]
        y = _score(setting, designs, (u, i), r)
        seen = setting.figures.point[u, i] / 100 if hole == 1 else y
        weight[a] = weight.get(a, 0) + w
        low[a] = low.get(a, 0) + w * (1 - hole) * y
        high[a] = high.get(a, 0) + w * ((1 - hole) * y + hole * setting.cap)
        if not np.isnan(seen):
            known_weight[a] = known_weight.get(a, 0) + w
            point[a] = point.get(a, 0) + w * seen
    power = designs.power[r]
    factors = {a: setting.figures.weights[u, setting.area == a].sum() * designs.area_weight[a, r] for a in weight}
    bounds = [_mean({a: part[a] / weight[a] for a in weight}, factors, power) for part in (low, high)]
    shown = _mean({a: point[a] / known_weight[a] for a in point}, factors, power) if point else bounds[0]
    shape = designs.shapes[designs.level[r]]
    lines = [float(np.interp(shape, setting.shapes, setting.lines[:, k])) for k in range(3)]
    return PlainScores(bounds[0], (bounds[0], shown, bounds[1])[designs.missing[r]], bounds[1], (lines[0], lines[1], lines[2]))


def _dropped(setting: Setting, designs: Designs, u: int, r: int) -> set[int]:
    """The dropped indicators: in each area with two or more the one that the draw names, if it names any."""
    dropped = set()
    for a in range(setting.area_count):
        own = [i for i in range(len(setting.area)) if setting.area[i] == a and setting.figures.weights[u, i] > 0]
        if len(own) > 1 and designs.drop[a, r] >= 0:
            dropped.add(own[int(designs.drop[a, r] * len(own))])
    return dropped


def _score(setting: Setting, designs: Designs, cell: tuple[int, int], r: int) -> float:
    """y in units of 100 points; 0 for what is missing."""
    figures, i = setting.figures, cell[1]
    if not figures.observed[cell]:
        return 0.0
    x = _figure(setting, designs, cell, r)
    if np.isnan(setting.band_low[i]):
        gap = setting.sign[i] * (x - figures.path[cell]) / figures.change[cell]
    else:
        gap = min(x - setting.band_low[i], setting.band_high[i] - x, 0.0) / figures.change[cell]
    if designs.shrunk[r]:
        pulled = figures.prior_weight[cell] * figures.prior_mean[cell] + (1 - figures.prior_weight[cell]) * gap
        gap = min(max(pulled, gap - figures.prior_spread[cell]), gap + figures.prior_spread[cell])
    return float(min(max(1 + gap - _shift(setting, designs, cell, r), 0.0), setting.cap))


def _figure(setting: Setting, designs: Designs, cell: tuple[int, int], r: int) -> float:
    figures, i = setting.figures, cell[1]
    if not designs.noise_levels:
        return float(figures.value[cell])
    u = (designs.noise[i, r] + 0.5) / designs.noise_levels
    k, n = figures.numerator[cell], figures.denominator[cell]
    if not setting.fraction[i]:
        return float(figures.value[cell] + np.sqrt(figures.variance[cell]) * ndtri(u))
    exact = betaincinv(k + 0.5, n - k + 0.5, u) if setting.proportion[i] else gammaincinv(k + 0.5, u) / n
    return float(figures.value[cell] + (exact - figures.value[cell]) * np.sqrt(figures.variance[cell] / figures.sampling[cell]))


def _shift(setting: Setting, designs: Designs, cell: tuple[int, int], r: int) -> float:
    """By how much more was planned by now under the shape of the draw, in plans and in the indicator's direction."""
    figures = setting.figures
    whole = figures.target[cell] - figures.baseline[cell]
    if whole == 0 or not np.isnan(setting.band_low[cell[1]]):
        return 0.0
    share = (figures.path[cell] - figures.baseline[cell]) / whole
    if share <= 0:
        return 0.0
    bent = figures.baseline[cell] + whole * share ** designs.shapes[designs.level[r]]
    return float(setting.sign[cell[1]] * (bent - figures.path[cell]) / figures.change[cell])


def _mean(areas: dict[int, float], factors: dict[int, float], power: float) -> float:
    total = sum(factors[a] for a in areas)
    if power == 0 and min(areas.values()) <= 0:
        return 0.0
    terms = [factors[a] / total * (np.log(100 * areas[a]) if power == 0 else (100 * areas[a]) ** power) for a in areas]
    return float(np.exp(sum(terms)) if power == 0 else sum(terms) ** (1 / power))
