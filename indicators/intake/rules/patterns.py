"""Figures that are too quiet, too perfect or too familiar: silent regions (V-17), always 100 % (V-18), copied sheets (V-19).

Each is a question, never a verdict. Missing-value strategy: skip where a period is missing.
"""

import hashlib
from collections.abc import Iterator, Mapping

import numpy as np

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
    rows = line.labels["indicator"].among(codes) & line.labels["subject"].among(populous) & line.labels["breakdown"].among((TOTAL,))
    silent = rows & (line.figures("value") == 0)
    for back in range(1, quarters) if silent.any() else ():
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
    perfect = line.labels["indicator"].among(shares) & (line.figures("numerator") == line.figures("denominator"))
    for back in range(periods) if perfect.any() and not line.alone else ():
        places = line.places_back(back)
        numerator, denominator = line.all_figures.take(places, "numerator"), line.all_figures.take(places, "denominator")
        perfect = perfect & (numerator == denominator) & (denominator >= limits["denominator"])
    if line.alone or not perfect.any():
        return
    runs = line.frame[perfect]
    for row in runs.sort_values("period", kind="stable").drop_duplicates(["indicator", "subject"], keep="last").sort_index().itertuples():
        yield figure_problem(row, "numerator", "always_perfect", {"periods": periods})


def check_copies(line: Timeline) -> Iterator[Problem]:
    """V-19: of a sheet's figures that occur anew, more than a share equal those of the period before; blames the equal ones.

    Registers, levels and nil in both periods say nothing: they stay what they are without being copied.
    """
    if line.alone:
        return
    limits, sheets = line.catalogue.limits("V-19"), line.labels["sheet"]
    compared = {field: _compared(line, field) for field in FIGURES}
    total, equal = (
        np.sum([np.bincount(sheets.at[found[part]], minlength=len(sheets.names)) for found in compared.values()], axis=0) for part in (0, 1)
    )
    for sheet in np.flatnonzero((total >= limits["cells"]) & (equal > limits["share"] * total)):
        same = {field: rows[sheets.at[rows] == sheet] for field, (_, rows) in compared.items()}
        facts: dict[str, object] = {"same": int(equal[sheet]), "cells": int(total[sheet]), "limit_share": limits["share"]}
        yield _copied(line, same, facts)


def _copied(line: Timeline, same: Mapping[str, np.ndarray], facts: dict[str, object]) -> Problem:
    figures = "|".join(f"{figure:.15g}" for field, rows in same.items() for figure in line.figures(field)[rows])
    columns = {field: line.frame["denominator_cell" if field == "denominator" else "cell"] for field in same}
    cells = [str(cell) for field, rows in same.items() for cell in columns[field].iloc[rows]]
    field, rows = next((field, rows) for field, rows in same.items() if len(rows))
    # The question is the same as long as the figures are.
    facts["mark"] = hashlib.sha256(figures.encode()).hexdigest()[:12]
    return with_cells(figure_problem(next(line.frame.iloc[rows[:1]].itertuples()), field, "copied_sheet", facts), cells[1:])


def _occurs_anew(catalogue: Catalogue, code: str) -> bool:
    indicator, series = catalogue.indicators.get(code), catalogue.series.get(code)
    if indicator is not None:
        return indicator.measure is Measure.FLOW and indicator.kind is not Kind.MILESTONE
    return series is not None and series.measure == Measure.FLOW


def _compared(line: Timeline, field: str) -> tuple[np.ndarray, np.ndarray]:
    """The rows whose figure is known for the period before as well, and those of them where both are equal."""
    indicators = line.labels["indicator"]
    anew = indicators.among([code for code in indicators.names if _occurs_anew(line.catalogue, code)])
    now, before = line.figures(field), line.back(field, 1)
    known = anew & ~np.isnan(now) & ~np.isnan(before) & ((now != 0) | (before != 0))
    return np.flatnonzero(known), np.flatnonzero(known & (now == before))
