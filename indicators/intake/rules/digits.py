"""Last digits (V-20): in counts that were counted every last digit is about as frequent as any other; in invented ones seldom.

Only counts of three digits or more are looked at: below, the size of a count decides its last digit. Each figure once: a register
repeated in every month or indicator would count as evidence three times. Missing-value strategy: skip.
"""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from scipy.special import chdtrc

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import Field, decimals_of
from indicators.intake.rules.blame import figure_problem, with_cells
from indicators.intake.rules.timeline import FIGURES, Timeline
from indicators.model.submission import Problem

_DIGITS = 10
_ROUND = (0, 5)


def check_digits(line: Timeline) -> Iterator[Problem]:
    """V-20 for each sheet with enough counts: blames those that end in 0 or 5, or in the digits found more often than chance has it."""
    limits = line.catalogue.limits("V-20")
    counts = _counts(line, limits["least"])
    for _, figures in counts.groupby("sheet", sort=False):
        if len(figures) < limits["counts"] or figures["now"].mean() <= limits["mean"]:
            continue
        found = np.bincount(figures["digit"], minlength=_DIGITS)
        rounded = found[list(_ROUND)].sum() / len(figures)
        expected = len(figures) / _DIGITS
        chance = float(chdtrc(_DIGITS - 1, ((found - expected) ** 2 / expected).sum()))
        if rounded > limits["share"]:
            facts = {"count": len(figures), "found_share": round(float(rounded), 3), "limit_share": limits["share"]}
            yield _problem(line, figures[figures["digit"].isin(_ROUND)], "digits_rounded", facts)
        elif chance < limits["chance"]:
            digits = [int(digit) for digit in np.flatnonzero(found > expected + 2.0 * np.sqrt(expected))] or [int(found.argmax())]
            facts = {"count": len(figures), "digits": digits, "chance": limits["chance"]}
            yield _problem(line, figures[figures["digit"].isin(digits)], "digits_uneven", facts)


def _counts(line: Timeline, least: float) -> pd.DataFrame:
    """Columns sheet, cell, field, place, now, digit: the large counts of the workbook, each once."""
    parts = []
    for field in FIGURES:
        counted = line.frame["indicator"].map({code: _is_count(line.catalogue, code, field) for code in line.frame["indicator"].unique()})
        now = line.figures(field)
        places = np.flatnonzero(counted.to_numpy(dtype=bool) & (now >= least))
        rows = line.frame.iloc[places]
        cells = rows["denominator_cell" if field == "denominator" else "cell"].to_numpy()
        columns = {"sheet": rows["sheet"].to_numpy(), "cell": cells, "field": field, "place": places, "subject": rows["subject"].to_numpy()}
        parts.append(pd.DataFrame({**columns, "now": now[places]}))
    counts = pd.concat(parts, ignore_index=True).drop_duplicates(["sheet", "subject", "now"])
    return counts.assign(digit=(counts["now"] % _DIGITS).astype("int64"))


def _is_count(catalogue: Catalogue, code: str, field: str) -> bool:
    indicator = catalogue.indicators.get(code)
    return code in catalogue.series if indicator is None else decimals_of(indicator, Field(field)) == 0


def _problem(line: Timeline, figures: pd.DataFrame, code: str, facts: dict[str, object]) -> Problem:
    first = figures.iloc[0]
    found = figure_problem(line.frame.iloc[int(first["place"])], str(first["field"]), code, facts)
    return with_cells(found, [cell for cell in figures["cell"].iloc[1:] if cell != found.cell])
