"""The marked copy of a workbook: the problems the check found and, once the office returned it, the reviewer's own cells and words."""

import re
from collections.abc import Sequence

from dashboard.services.views import TimelineEntry
from dashboard.text.problem_sentences import describe_problem
from dashboard.text.say import say_both
from indicators.intake.workbook_back.annotate import annotate_workbook
from indicators.model.submission import Problem, Severity
from indicators.model.words import Bilingual

RETURNED = "returned_by_office"
"""The code of what a reviewer marked; it comes from no rule and no check."""
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")


def mark_workbook(data: bytes, problems: Sequence[Problem], timeline: Sequence[TimelineEntry] = ()) -> bytes:
    """The workbook with its problems marked, the reviewer's first; FileRefusedError for a refused file."""
    return annotate_workbook(data, (*returned_problems(timeline), *problems), describe_mark)


def returned_problems(timeline: Sequence[TimelineEntry]) -> tuple[Problem, ...]:
    """What the office meant when it returned the workbook last: one problem for each sheet with cells, or one for the whole file."""
    last = next((entry for entry in reversed(timeline) if entry.action == "return"), None)
    if last is None:
        return ()
    facts = {"reason": last.reason, "note": last.note.strip()}
    cells: dict[str, list[str]] = {}
    for text in last.cells:
        sheet, _, reference = text.rpartition("!")
        match = _CELL.fullmatch(reference.strip().upper())
        if sheet and match:
            cells.setdefault(sheet.strip().strip("'"), []).append(match[1] + match[2])
    if not cells:
        return (Problem(RETURNED, "", Severity.MUST_FIX, facts=facts),)
    return tuple(
        Problem(RETURNED, "", Severity.MUST_FIX, sheet, found[0], tuple(dict.fromkeys(found[1:])), facts=facts)
        for sheet, found in cells.items()
    )


def describe_mark(problem: Problem) -> tuple[Bilingual, Bilingual]:
    """Message and fix of a problem of the check or of the office."""
    if problem.code != RETURNED:
        return describe_problem(problem)
    reason = say_both(f"review.reasons.{problem.facts['reason']}")
    note = problem.facts["note"]
    code = "workbook_back.returned.message" if note else "workbook_back.returned.message_bare"
    facts = {"reason": reason, "note": note} if note else {"reason": reason}
    return say_both(code, **facts), say_both("workbook_back.returned.fix")
