"""A problem as JSON text and back, the same for submissions and drafts."""

import json
from dataclasses import asdict

from indicators.model.submission import Problem, Severity


def problem_text(problem: Problem) -> str:
    """The problem as JSON text."""
    return json.dumps(asdict(problem), ensure_ascii=False, sort_keys=True, default=str)


def parse_problem(text: str) -> Problem:
    """The problem that `problem_text` wrote."""
    document = json.loads(text)
    lists = {name: tuple(document.get(name, ())) for name in ("also", "marks")}
    return Problem(**document | lists | {"severity": Severity(document["severity"])})
