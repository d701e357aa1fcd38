"""Last digits (V-20): in counts that were counted every last digit is about as frequent as any other; in invented ones seldom.

Only counts of three digits or more are looked at: below, the size of a count decides its last digit. Each figure once: a register
repeated in every month or indicator would count as evidence three times. Missing-value strategy: skip.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import Field, decimals_of
from indicators.intake.rules.blame import figure_problem, with_cells
from indicators.intake.rules.timeline import FIGURES, Timeline
from indicators.model.submission import Problem

_DIGITS = 10
_ROUND = (0, 5)
_BEYOND = 10**9


@dataclass(frozen=True, slots=True)
class _Counts:
    """The large counts of one sheet, each once: their rows in the frame, fields (places in FIGURES) and last digits."""

    rows: np.ndarray
    fields: np.ndarray
    digits: np.ndarray

    def those(self, chosen: np.ndarray) -> "_Counts":
        return _Counts(self.rows[chosen], self.fields[chosen], self.digits[chosen])


def check_digits(line: Timeline) -> Iterator[Problem]:
    """V-20 for each sheet with enough counts: blames those that end in 0 or 5, or in the digits found more often than chance has it."""
    limits = line.catalogue.limits("V-20")
    everything = _counts(line, max(limits["least"], limits["mean"]))
    sheets = line.labels["sheet"].at[everything.rows]
    for sheet in np.flatnonzero(np.bincount(sheets, minlength=1) >= limits["counts"]):
        counts = everything.those(sheets == sheet)
        number = len(counts.rows)
        found = np.bincount(counts.digits, minlength=_DIGITS)
        rounded = found[list(_ROUND)].sum() / number
        expected = number / _DIGITS
        chance = float(chdtrc(_DIGITS - 1, ((found - expected) ** 2 / expected).sum()))
        if rounded > limits["share"]:
            facts: dict[str, object] = {"count": number, "found_share": round(float(rounded), 3), "limit_share": limits["share"]}
            yield _problem(line, counts.those(np.isin(counts.digits, _ROUND)), "digits_rounded", facts)
        elif chance < limits["chance"]:
            digits = [int(digit) for digit in np.flatnonzero(found > expected + 2.0 * np.sqrt(expected))] or [int(found.argmax())]
            facts = {"count": number, "digits": digits}
            yield _problem(line, counts.those(np.isin(counts.digits, digits)), "digits_uneven", facts)


def _counts(line: Timeline, least: float) -> _Counts:
    """The large counts of the workbook, each once for its subject and sheet."""
    rows, fields = [], []
    indicators = line.labels["indicator"]
    for place, field in enumerate(FIGURES):
        counted = indicators.among([code for code in indicators.names if _is_count(line.catalogue, code, field)])
        found = np.flatnonzero(counted & (line.figures(field) >= least))
        rows.append(found)
        fields.append(np.full(len(found), place))
    row, field_at = np.concatenate(rows), np.concatenate(fields)
    numbers = np.concatenate([line.figures(field)[found] for field, found in zip(FIGURES, rows, strict=True)])
    subjects, sheets = line.labels["subject"], line.labels["sheet"]
    owner = subjects.at[row].astype("int64") * (len(sheets.names) + 1) + sheets.at[row]
    _, once = np.unique(owner * _BEYOND + (numbers % _BEYOND).astype("int64"), return_index=True)
    once.sort()
    return _Counts(row[once], field_at[once], (numbers[once] % _DIGITS).astype("int64"))


def _is_count(catalogue: Catalogue, code: str, field: str) -> bool:
    indicator = catalogue.indicators.get(code)
    return code in catalogue.series if indicator is None else decimals_of(indicator, Field(field)) == 0


def _problem(line: Timeline, counts: _Counts, code: str, facts: dict[str, object]) -> Problem:
    rows = line.frame.iloc[counts.rows]
    second = counts.fields == FIGURES.index("denominator")
    cells = [str(cell) for cell in np.where(second, rows["denominator_cell"], rows["cell"])]
    found = figure_problem(next(rows.itertuples()), FIGURES[counts.fields[0]], code, facts)
    return with_cells(found, [cell for cell in cells if cell != found.cell])
