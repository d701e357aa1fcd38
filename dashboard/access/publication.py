"""What is published of an assessment (method.md 1.15): the copy that leaders, liaisons, regions, briefs and exports are given.

The engine computes on exact data; the office sees it. Regions stand below national level and are protected. The country and the
departments, whose figures are the country's, are protected where those figures are sums of regional ones about persons, and only
rounded elsewhere. One rule serves screens, briefs and exports alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from dashboard.access.published_verdict import is_office_only, protect_verdict
from dashboard.access.released_counts import NOTHING, Withheld
from dashboard.access.small_counts import (
    HIDDEN,
    PROTECTED,
    blurred_value,
    hides_rate,
    is_protected,
    is_small,
    protect_count,
    round_count,
    round_value,
)
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import IndicatorResult, SourceCell
from indicators.model.indicator import Indicator, Level
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment, CampaignResult, NationalResult


def protect_assessment(assessment: Assessment, catalogue: Catalogue, withheld: Withheld = NOTHING) -> Assessment:
    """The assessment as published; no count of 1-7 persons of a region can be read off it or computed back.

    `withheld`: the sums of `released_counts.withheld_sums`, which are not shown although they are not small.
    """
    country = {code: _of_the_country(item) for code, item in catalogue.indicators.items()}
    own = {subject: frozenset(code for where, code in withheld if where == subject) for subject in (NATIONAL, *catalogue.regions)}
    departments = tuple(protect_verdict(verdict, country, own[NATIONAL]) for verdict in assessment.departments)
    shown = {result.indicator: result for verdict in departments for result in verdict.indicators}
    return replace(
        assessment,
        regions=tuple(
            protect_verdict(verdict, catalogue.indicators, own.get(verdict.subject, frozenset())) for verdict in assessment.regions
        ),
        departments=departments,
        campaign=tuple(
            _protect_campaign(result, (catalogue.indicators if result.subject != NATIONAL else country)[result.indicator], withheld)
            for result in assessment.campaign
        ),
        national=tuple(_protect_national(result, catalogue.indicators[result.indicator], shown) for result in assessment.national),
        national_areas={area: _one_decimal(score) for area, score in assessment.national_areas.items()},
        national_score=_one_decimal(assessment.national_score),
    )


def _of_the_country(indicator: Indicator) -> Indicator:
    """The indicator as the country's figures are published: as of persons only where regional figures add up to them.

    A figure that no region has, and a red line, whose regional figures stay with the office, are the country's alone.
    """
    return replace(indicator, persons=indicator.persons and indicator.level is not Level.NATIONAL and not is_office_only(indicator))


def protected_figures(assessment: Assessment) -> frozenset[tuple[str, str]]:
    """(subject, indicator) of a published assessment whose value is not shown: its cells and its latest points are not shown either."""
    return frozenset(
        (verdict.subject, result.indicator) for verdict in assessment.regions for result in verdict.indicators if is_protected(result)
    )


def protect_cells(
    cells: Sequence[SourceCell], catalogue: Catalogue, subject: str, secret: frozenset[tuple[str, str]] = frozenset()
) -> tuple[SourceCell, ...]:
    """The cells behind a verdict with the values a reader of what is published may see; file, sheet and cell stay.

    A cell is protected by whose figure it is (`subject` where it does not say): a department's verdict rests on regional cells too.
    Where one count of an indicator and period is hidden, its figures that are not counts (a mean, a standard error) go with it.
    Of a figure in `secret` (subject, indicator) no number is shown at all: the score of its area could be solved with it.
    """
    office_only = {code for code, item in catalogue.indicators.items() if is_office_only(item)}
    persons = {code for code, item in catalogue.indicators.items() if item.persons}
    persons |= {code for code, item in catalogue.series.items() if item.persons}
    regional = {cell: (cell.subject or subject) in catalogue.regions for cell in cells}
    small = {_figure(cell) for cell in cells if regional[cell] and cell.indicator in persons and is_small(_number(cell.value))}
    return tuple(
        replace(cell, value=_hidden_text(cell.value))
        if (cell.subject or subject, cell.indicator) in secret
        else replace(cell, value=_protect_text(cell.value, _figure(cell) in small))
        if regional[cell] and cell.indicator in persons
        else cell
        for cell in cells
        if not (regional[cell] and cell.indicator in office_only)
    )


def _figure(cell: SourceCell) -> tuple[str, str, str]:
    return cell.indicator, cell.period, cell.subject


def protect_series(frame: pd.DataFrame, indicator: Indicator, subject: str, secret: frozenset[str] = frozenset()) -> pd.DataFrame:
    """One indicator of one subject over time (columns value, numerator, denominator, path), each row protected like a result.

    Of the periods in `secret` no figure is shown: they stand behind a value that is not shown.
    """
    if subject != NATIONAL and is_office_only(indicator):
        return frame.iloc[:0]
    protected = frame.copy()
    protected["path"] = [round_value(indicator, _given(x)) for x in frame["path"]]
    if subject == NATIONAL:
        indicator = _of_the_country(indicator)
    counts = list(zip(frame["value"], frame["numerator"], frame["denominator"], strict=True))
    protected["value"] = [
        None
        if hides_rate(indicator, _given(k), _given(n))
        else round_value(indicator, blurred_value(indicator, _given(x), _given(k), _given(n)))
        for x, k, n in counts
    ]
    if indicator.persons:
        protected["numerator"] = [round_count(_given(x)) for x in frame["numerator"]]
        protected["denominator"] = [round_count(_given(x)) for x in frame["denominator"]]
    behind = frame["period"].isin(secret) if secret else np.zeros(len(frame), dtype=bool)
    protected.loc[behind, ["value", "numerator", "denominator"]] = np.nan
    return protected.astype({"value": float, "numerator": float, "denominator": float, "path": float})


def _protect_national(result: NationalResult, indicator: Indicator, shown: Mapping[str, IndicatorResult]) -> NationalResult:
    """The country's figure as the departments' copy shows it."""
    own = shown.get(result.indicator)
    if own is not None and is_protected(own):
        return replace(result, value=None, path=round_value(indicator, result.path), gap=None, progress=PROTECTED)
    value, gap = (result.value, result.gap) if own is None else (own.value, own.gap)
    return replace(result, value=round_value(indicator, value), path=round_value(indicator, result.path), gap=round_value(indicator, gap))


def _protect_campaign(result: CampaignResult, indicator: Indicator, withheld: Withheld) -> CampaignResult:
    if not indicator.persons:
        return replace(result, value=round_value(indicator, result.value))
    value = round_value(indicator, blurred_value(indicator, result.value, result.numerator, result.denominator))
    hidden = hides_rate(indicator, result.numerator, result.denominator) or (result.subject, result.indicator) in withheld
    return replace(
        result,
        value=None if hidden else value,
        p=None,
        numerator=None if hidden else round_count(result.numerator),
        denominator=None if hidden else round_count(result.denominator),
    )


def _hidden_text(text: str) -> str:
    return text if _number(text) is None else HIDDEN


def _protect_text(text: str, beside_small: bool) -> str:
    number = _number(text)
    if number is None:
        return text
    if number.is_integer():
        return str(protect_count(number))
    return HIDDEN if beside_small else text


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _given(x: float | None) -> float | None:
    return None if x is None or pd.isna(x) else float(x)


def _one_decimal(x: float | None) -> float | None:
    return None if x is None else round(x, 1)
