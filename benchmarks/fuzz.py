"""`python -m benchmarks fuzz`: 20,000 damaged workbooks through the whole check, in two processes. Each must be answered, and in time.

Reproducible: file number n of seed s is always the same. FUZZ_FILES sets another number of files.
"""

import os
import random
import resource
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date

from benchmarks.mutations import MUTATIONS
from dashboard.text.problem_sentences import describe_problem
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_workbook
from indicators.model.submission import CheckStatus, Severity
from sample_data.workbooks import sample_workbook

SEED = 20261122
FILES = 20_000
PROCESSES = 2
LONGEST = 10.0
_TOLD = 1000
TEMPLATES = (("MFA", "2026-Q2"), ("MOE", "2026-Q2"), ("CPLAC", "2026-Q2"), ("NHC", "2026-Q2"))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `fault` is "" unless something happened that must never happen."""

    number: int
    kind: str
    answer: str
    seconds: float
    fault: str


def measure() -> Iterator[tuple[str, float]]:
    """Outcomes by kind of damage, the slowest file and the peak of memory; raises if any file was not answered."""
    files = int(os.environ.get("FUZZ_FILES", FILES))
    step = 50
    outcomes: list[Outcome] = []
    peak = 0
    catalogue = load_catalogue()
    bases = [sample_workbook(catalogue, *template) for template in TEMPLATES]
    batches = [range(first, min(first + step, files)) for first in range(0, files, step)]
    with ProcessPoolExecutor(PROCESSES) as pool:
        for found, memory in pool.map(run_batch, batches, [bases] * len(batches)):
            outcomes.extend(found)
            peak = max(peak, memory)
            if len(outcomes) % _TOLD == 0:
                faults = sum(bool(one.fault) for one in outcomes)
                yield f"{len(outcomes)} files so far, {faults} faults; the slowest", max(one.seconds for one in outcomes)
    for (kind, answer), count in sorted(Counter((one.kind, one.answer) for one in outcomes).items()):
        yield f"{kind:18} {answer:10} {count:6} files, slowest", max(o.seconds for o in outcomes if (o.kind, o.answer) == (kind, answer))
    failed = [one for one in outcomes if one.fault]
    yield (
        f"{len(outcomes)} files, {len(failed)} faults, peak memory of one process {peak} MB; the slowest",
        max(o.seconds for o in outcomes),
    )
    for one in failed[:20]:
        yield f"FAULT file {one.number} ({one.kind}): {one.fault}", one.seconds
    if failed:
        raise AssertionError(f"{len(failed)} of {len(outcomes)} files were not answered")


def run_batch(numbers: range, bases: list[bytes]) -> tuple[list[Outcome], int]:
    """The outcomes of some files in this process, and its peak memory in MB (children included)."""
    context = IntakeContext(load_catalogue(), date(2026, 10, 10))
    outcomes = [judge(number, damaged(bases, number), context) for number in numbers]
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return outcomes, peak // 1024


def damaged(bases: list[bytes], number: int) -> tuple[str, bytes]:
    """File `number`: the name of what was done to it, and its bytes."""
    dice = random.Random(f"{SEED}/{number}")
    mutation = MUTATIONS[number % len(MUTATIONS)]
    data = mutation(dice.choice(bases), dice)
    return mutation.__name__, data


def judge(number: int, file: tuple[str, bytes], context: IntakeContext) -> Outcome:
    """The check of one file, and whether its answer is one."""
    kind, data = file
    started = time.perf_counter()
    try:
        checked = check_workbook(data, "fuzz.xlsx", context)
        for one in checked.problems:
            describe_problem(one)
        answer, fault = checked.status.value, fault_of(checked)
    except Exception:  # whatever it is, it is the finding
        answer, fault = "traceback", traceback.format_exc(limit=-3)
    seconds = time.perf_counter() - started
    return Outcome(number, kind, answer, seconds, fault or ("too slow" if seconds > LONGEST else ""))


def fault_of(checked: CheckedWorkbook) -> str:
    """What is wrong with an answer: a file that is not clean needs a problem that hinders it, a clean one has none."""
    hindrances = [one for one in checked.problems if one.severity is not Severity.NOTE]
    if bool(hindrances) is (checked.status is CheckStatus.CLEAN):
        return f"{checked.status.value} with {len(hindrances)} hindrances"
    if checked.status is CheckStatus.REFUSED and len(checked.observations):
        return "figures of a refused file"
    return ""
