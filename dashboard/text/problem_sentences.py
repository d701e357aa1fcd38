"""A problem of a workbook as two sentences in both languages: what is wrong, and how to put it right."""

from collections.abc import Mapping
from typing import Any

from dashboard.text.figures import say_share
from dashboard.text.say import Language, say_both
from indicators.model.submission import Problem
from indicators.model.words import Bilingual

_SHARE = "_share"


def describe_problem(problem: Problem) -> tuple[Bilingual, Bilingual]:
    """Message and fix of one problem."""
    facts = {"value": problem.value, "cell": problem.cell, "sheet": problem.sheet, **_say_shares(problem.facts)}
    return say_both(f"problems.{problem.code}.message", **facts), say_both(f"problems.{problem.code}.fix", **facts)


def _say_shares(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Facts named `..._share` are shares 0-1; they are said in percent."""
    return {
        name: Bilingual(*(say_share(float(fact), language, digits=0) for language in (Language.ZH, Language.EN)))
        if name.endswith(_SHARE)
        else fact
        for name, fact in facts.items()
    }
