"""Figures that are too quiet, too perfect or too familiar: silent regions (V-17), always 100 % (V-18), copied sheets (V-19).

Each is a question, never a verdict. Missing-value strategy: skip where a period is missing.
"""

import hashlib
from collections.abc import Iterator

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.rules.blame import figure_problem, with_cells
from indicators.intake.rules.timeline import FIGURES, Timeline
from indicators.model.indicator import Kind, Measure
from indicators.model.observation import TOTAL
from indicators.model.submission import Problem


def check_silence(line: Timeline) -> Iterator[Problem]:
    """V-17: a populous region whose count was 0 in this and the quarters before; blames the cell of this quarter."""
    limits = line.catalogue.limits("V-17")
    quarters = int(limits["quarters"])
    codes = [code for roles in line.catalogue.check_rules["V-17"].roles for code in roles["counts"]]
    populous = [code for code, region in line.catalogue.regions.items() if region.population > limits["population"]]
    rows = line.frame["indicator"].isin(codes) & line.frame["subject"].isin(populous) & (line.frame["breakdown"] == TOTAL)
    silent = rows.to_numpy(dtype=bool) & (line.figures("value") == 0)
    for back in range(1, quarters):
        silent = silent & (line.back("value", back) == 0)
    for row in line.frame[silent].itertuples():
        yield figure_problem(row, "value", "silent_region", {"quarters": quarters, "population": limits["population"]})


def check_perfection(line: Timeline) -> Iterator[Problem]:
    """V-18: the whole denominator reached in this and the periods before, each time with enough of them; blames the last numerator.

    A cumulative share that was 100 % once stays so without being reported anew.
    """
    limits = line.catalogue.limits("V-18")
    periods = int(limits["periods"])
    items = line.catalogue.indicators.items()
    shares = [code for code, item in items if item.kind is Kind.PROP and item.measure is not Measure.CUMULATIVE]
    perfect = line.frame["indicator"].isin(shares).to_numpy(dtype=bool)
    for back in range(periods):
        numerator, denominator = line.back("numerator", back), line.back("denominator", back)
        perfect = perfect & (numerator == denominator) & (denominator >= limits["denominator"])
    latest = line.frame.groupby(["indicator", "subject"], sort=False)["period"].transform("max") == line.frame["period"]
    for row in line.frame[perfect & latest.to_numpy(dtype=bool)].itertuples():
        yield figure_problem(row, "numerator", "always_perfect", {"periods": periods})


def check_copies(line: Timeline) -> Iterator[Problem]:
    """V-19: of a sheet's figures that occur anew, more than a share equal those of the period before; blames the equal ones.

    Registers, levels and nil in both periods say nothing: they stay what they are without being copied.
    """
    limits = line.catalogue.limits("V-19")
    anew = line.frame["indicator"].map({code: _occurs_anew(line.catalogue, code) for code in line.frame["indicator"].unique()})
    parts = [_compared(line, field, anew.to_numpy(dtype=bool)) for field in FIGURES]
    compared = pd.concat(parts, ignore_index=True)
    for _, figures in compared.groupby("sheet", sort=False):
        same = figures[figures["same"]]
        if len(figures) < limits["cells"] or len(same) <= limits["share"] * len(figures):
            continue
        row = line.frame.iloc[int(same["place"].iloc[0])]
        mark = hashlib.sha256("|".join(f"{place:.15g}" for place in same["now"]).encode()).hexdigest()[:12]
        facts = {"same": len(same), "cells": len(figures), "limit_share": limits["share"], "mark": mark}
        cells = list(dict.fromkeys(same["cell"]))
        found = figure_problem(row, str(same["field"].iloc[0]), "copied_sheet", facts)
        yield with_cells(found, [cell for cell in cells if cell != found.cell])


def _occurs_anew(catalogue: Catalogue, code: str) -> bool:
    indicator, series = catalogue.indicators.get(code), catalogue.series.get(code)
    if indicator is not None:
        return indicator.measure is Measure.FLOW and indicator.kind is not Kind.MILESTONE
    return series is not None and series.measure == Measure.FLOW


def _compared(line: Timeline, field: str, anew: np.ndarray) -> pd.DataFrame:
    """Columns sheet, cell, field, place, now, same of the figures that are known for the period before as well."""
    now, before = line.figures(field), line.back(field, 1)
    places = np.flatnonzero(anew & ~np.isnan(now) & ~np.isnan(before) & ((now != 0) | (before != 0)))
    rows = line.frame.iloc[places]
    cells = rows["denominator_cell" if field == "denominator" else "cell"]
    columns = {"sheet": rows["sheet"].to_numpy(), "cell": cells.to_numpy(), "field": field, "place": places, "now": now[places]}
    return pd.DataFrame({**columns, "same": now[places] == before[places]})
