"""The workbook back: the same file with each problem cell coloured and noted, and a first sheet that lists the problems with links.

What an earlier annotation left is taken out first. Nothing else of the file changes: parts that need no mark keep their bytes.
The file is opened in the limited child only.
"""

from collections.abc import Callable, Sequence

from indicators.intake.codes import REFUSALS
from indicators.intake.limits import Limits, refuse
from indicators.intake.sandbox import change_in_child
from indicators.intake.workbook_back.jobs import encode_marks, encode_strip
from indicators.intake.workbook_back.marking import Mark
from indicators.model.submission import Problem
from indicators.model.words import Bilingual

Describe = Callable[[Problem], tuple[Bilingual, Bilingual]]


def annotate_workbook(data: bytes, problems: Sequence[Problem], describe: Describe, limits: Limits | None = None) -> bytes:
    """The xlsx with its problems marked; `describe` gives message and fix of a problem in both languages.

    FileRefusedError for a file that is refused: nothing of such a file is ever given back.
    """
    refused = next((one.code for one in problems if one.code in REFUSALS), None)
    if refused:
        raise refuse(refused)
    marks = [_mark(one, *describe(one)) for one in problems]
    return change_in_child(data, encode_marks(data, marks), limits or Limits())


def strip_annotations(data: bytes, limits: Limits | None = None) -> bytes:
    """The file without our marks; the same bytes if it has none. FileRefusedError for a file the guard refuses."""
    return change_in_child(data, encode_strip(data), limits or Limits())


def _mark(problem: Problem, message: Bilingual, fix: Bilingual) -> Mark:
    return Mark(
        severity=problem.severity,
        sheet=problem.sheet,
        cells=(problem.cell, *problem.also) if problem.cell else (),
        found=problem.value or "",
        problem=_both(message),
        fix=_both(fix),
        note="\n".join(dict.fromkeys((message.zh, fix.zh, message.en, fix.en))),
        rule=problem.rule,
    )


def _both(words: Bilingual) -> str:
    return words.zh if words.zh == words.en else f"{words.zh}\n{words.en}"
