"""Making problems from codes, and folding those that say the same of many cells into one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from indicators.intake.codes import PROBLEM_CODES
from indicators.intake.limits import Refusal
from indicators.model.observation import CellAddress
from indicators.model.submission import Problem, Severity

_ORDER = {Severity.MUST_FIX: 0, Severity.CONFIRM: 1, Severity.NOTE: 2}
_SHOWN = 60
_LONG_DIGITS = re.compile(r"\d{15,}")


def problem(code: str, *, sheet: str = "", cell: str = "", value: str | None = None, **facts: str | int | float) -> Problem:
    """The problem of a code that is not about one observation; rule and severity come from the registry."""
    rule, severity = PROBLEM_CODES[code]
    return Problem(code, rule, severity, sheet, cell, value=shorten(value), facts=facts)


def cell_problem(
    code: str, address: CellAddress, key: tuple[str, str], value: str | None, facts: Mapping[str, Any] | None = None
) -> Problem:
    """The problem of one cell of the observation `key` = (indicator, subject); `found` is what stood there, shortened."""
    rule, severity = PROBLEM_CODES[code]
    shown = shorten(value)
    found = {"found": shown} if shown is not None else {}
    return Problem(code, rule, severity, address.sheet, address.cell, (), key[0], key[1], shown, {**found, **(facts or {})})


def refusal_problem(refusal: Refusal) -> Problem:
    """The problem that a refused file is reported with; it repeats nothing of the file."""
    rule, severity = PROBLEM_CODES[refusal.code]
    return Problem(refusal.code, rule, severity, refusal.sheet, refusal.cell, facts=dict(refusal.facts))


def fold_problems(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems that differ only in cell and subject become one, with the further cells in `also`; most serious first, in sheet order."""
    folded: dict[tuple[object, ...], list[Problem]] = {}
    for one in problems:
        facts = tuple(sorted((name, str(value)) for name, value in one.facts.items()))
        folded.setdefault((one.code, one.sheet, one.indicator, one.value, facts), []).append(one)
    merged = [_merge(group) for group in folded.values()]
    return tuple(sorted(merged, key=lambda one: _ORDER[one.severity]))


def shorten(value: str | None) -> str | None:
    """What stood in a cell, short enough for a sentence; a run of digits as long as an identity or card number is not repeated."""
    if value is None:
        return None
    masked = _LONG_DIGITS.sub("***", value)
    return masked if len(masked) <= _SHOWN else masked[:_SHOWN] + "…"


def _merge(group: list[Problem]) -> Problem:
    first = group[0]
    if len(group) == 1:
        return first
    places = {cell: one for one in reversed(group) for cell in reversed(one.cells)}
    cells = tuple(dict.fromkeys(cell for one in group for cell in one.cells))
    asked = first.severity is Severity.CONFIRM
    return replace(
        first,
        also=cells[1:],
        subject=first.subject if len({one.subject for one in group}) == 1 else "",
        figure=first.figure if len({one.figure for one in group}) == 1 else "",
        # A question is answered cell by cell: the fold must not ask again for all because one of them changed.
        marks=tuple(places[cell].fingerprint for cell in cells) if asked else (),
    )
