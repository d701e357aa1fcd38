"""A problem of a workbook as two sentences in both languages: what is wrong, and how to put it right."""

from dashboard.text.say import say_both
from indicators.model.submission import Problem
from indicators.model.words import Bilingual


def describe_problem(problem: Problem) -> tuple[Bilingual, Bilingual]:
    """Message and fix of one problem."""
    facts = {"value": problem.value, "cell": problem.cell, "sheet": problem.sheet, **problem.facts}
    return say_both(f"problems.{problem.code}.message", **facts), say_both(f"problems.{problem.code}.fix", **facts)
