"""Earlier figures that a new one may be compared with: those on the same side of every change of definition. Nothing is dropped from
the store; a comparison across a change would only ask about the change."""

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import SeriesBreak
from indicators.model.period import Period, parse_period


def comparable_figures(catalogue: Catalogue, known: pd.DataFrame | None, round_period: Period) -> pd.DataFrame | None:
    """The rows of `known` (columns indicator, period) that mean the same as figures of this round do; None stays None."""
    if known is None or known.empty:
        return known
    broken = {code: item.breaks for code, item in catalogue.indicators.items() if item.breaks}
    if not broken:
        return known
    apart = [
        code in broken and _stretch(broken[code], parse_period(period)) != _stretch(broken[code], round_period)
        for code, period in zip(known["indicator"], known["period"], strict=True)
    ]
    return known[~pd.Series(apart, index=known.index, dtype=bool)]


def _stretch(breaks: tuple[SeriesBreak, ...], period: Period) -> int:
    """How many changes had taken effect by the end of the period."""
    return sum(parse_period(one.since).first_day <= period.last_day for one in breaks)
