"""What was planted against what was listed: found, misplaced, hidden, listed without a cause. It never asks the checker what is right."""

from collections.abc import Iterable
from dataclasses import dataclass

from indicators.model.submission import Problem, Severity
from tests.indicators.intake.defects.defect import Defect, Expected, Planted

_BETWEEN = frozenset(
    ["breakdown_sum", "figures_contradict", "balance_broken", "opening_differs", "solved_exceed_registered", "increment_differs"]
)
"""Codes that name several cells of which one is wrong."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`found` of `wanted`; `missed` with the codes that were listed instead; `false`: must-fix problems that nothing planted explains."""

    wanted: int
    found: int
    misplaced: tuple[str, ...]
    missed: tuple[str, ...]
    false: tuple[str, ...]


def judge(planted: Iterable[tuple[Defect, Planted]], problems: Iterable[Problem]) -> Verdict:
    """The verdict on one file."""
    listed, pairs = tuple(problems), tuple(planted)
    wanted = [(defect, one) for defect, seed in pairs for one in seed.expected]
    misplaced: list[str] = []
    missed: list[str] = []
    for defect, one in wanted:
        if not any(_names(problem, one, defect) for problem in listed):
            elsewhere = any(problem.code == one.code and problem.severity is defect.severity for problem in listed)
            (misplaced if elsewhere else missed).append(f"{defect.name} at {one.sheet}!{one.cell}")
    false = tuple(f"{one.code} {one.sheet}!{one.cell}" for one in listed if _needs_cause(one) and not _is_explained(one, pairs))
    return Verdict(len(wanted), len(wanted) - len(misplaced) - len(missed), tuple(misplaced), tuple(missed), false)


def _names(problem: Problem, one: Expected, defect: Defect) -> bool:
    place = problem.sheet == one.sheet and (not one.cell or one.cell in (problem.cell, *problem.also))
    return problem.code == one.code and place and problem.severity is defect.severity


def _needs_cause(problem: Problem) -> bool:
    return problem.severity is Severity.MUST_FIX


def _is_explained(problem: Problem, pairs: tuple[tuple[Defect, Planted], ...]) -> bool:
    """Every cell of a problem is that of a defect with its code; or it is a consequence that a defect on this sheet has stated."""
    seeds = [seed for _, seed in pairs]
    if any(problem.code in seed.follows for seed in seeds):
        return True
    cells = {one.cell for seed in seeds for one in seed.expected if one.code == problem.code and one.sheet == problem.sheet}
    named = {problem.cell, *problem.also}
    return "" in cells or (bool(cells & named) if problem.code in _BETWEEN else named <= cells)
