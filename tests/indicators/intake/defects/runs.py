"""One run: plant, check, judge, mend exactly what is listed, check again. And one run of a senseless change: is there an answer?"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from random import Random

from dashboard.text.problem_sentences import describe_problem
from indicators.intake.check_workbook import CheckedWorkbook
from indicators.intake.codes import PROBLEM_CODES
from indicators.model.submission import CheckStatus, Problem, Severity
from tests.indicators.intake.defects.defect import Defect
from tests.indicators.intake.defects.fixer import mend
from tests.indicators.intake.defects.mutate import mutate
from tests.indicators.intake.defects.oracle import Verdict, judge
from tests.indicators.intake.defects.planting import Seeded, plant_one, plant_several
from tests.indicators.intake.defects.templates import Template, load_template


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one run. `left`: what the second upload still asks, without what the clean workbook itself asks (`own`)."""

    seeded: Seeded
    verdict: Verdict
    left: tuple[Problem, ...]
    own: tuple[Problem, ...]

    @property
    def one_pass(self) -> bool:
        return not self.left


def run_single(key: tuple[str, str], defect: Defect, dice: Random) -> Outcome:
    """One defect in one template."""
    return _run(plant_one(load_template(key), defect, dice))


def run_several(key: tuple[str, str], dice: Random, *, free: bool = False) -> Outcome:
    """Two to six defects in one template, in half of the runs close to each other. `free`: they may stand in each other's way, as in a
    sum of which a part is missing; each cell is spoilt only once."""
    return _run(plant_several(load_template(key), dice.randint(2, 6), dice, near=dice.random() < 0.5, free=free))


def questions_of(key: tuple[str, str]) -> tuple[Problem, ...]:
    """What the clean workbook itself is asked: false alarms, unless the story of the sample figures wants them."""
    return tuple(one for one in _clean(key).problems if one.severity is not Severity.NOTE)


def unanswered(checked: CheckedWorkbook) -> str:
    """Why the answer to a workbook is none: not clean without a problem, clean with one, a code or sentence that does not exist."""
    hindrances = [one for one in checked.problems if one.severity is not Severity.NOTE]
    if bool(hindrances) is (checked.status is CheckStatus.CLEAN):
        return f"{checked.status} with {len(hindrances)} hindrances"
    for one in {one.code: one for one in checked.problems}.values():
        if one.code not in PROBLEM_CODES:
            return f"unknown code {one.code}"
        describe_problem(one)
    return ""


def run_mutated(key: tuple[str, str], dice: Random) -> str:
    """A senseless change of a clean workbook; what is wrong with the answer, "" if nothing."""
    template = load_template(key)
    return unanswered(template.check(mutate(template.book, dice)))


def _run(seeded: Seeded) -> Outcome:
    template: Template = seeded.template
    checked = template.check(seeded.book)
    mended, answered = mend(template, seeded.book, checked.problems)
    again = [one for one in template.check(mended).problems if _is_open(one, answered)]
    known = {one.fingerprint for one in questions_of(template.key)}
    left = tuple(one for one in again if one.fingerprint not in known)
    return Outcome(seeded, judge(seeded.planted, checked.problems), left, tuple(one for one in again if one.fingerprint in known))


def _is_open(one: Problem, answered: Iterable[str]) -> bool:
    return one.severity is Severity.MUST_FIX or (one.severity is Severity.CONFIRM and one.fingerprint not in answered)


@cache
def _clean(key: tuple[str, str]) -> CheckedWorkbook:
    template = load_template(key)
    return template.check(template.book)
