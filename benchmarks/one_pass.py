"""Are all problems of a workbook said at once? `python -m benchmarks.one_pass [--single N] [--several N] [--free N] [--mutated N]`.

Plants every kind of defect one by one and several at a time, mends exactly what is listed and uploads again; then changes workbooks at
random and looks for an answer without a problem. All in memory, through the whole check after reading. Prints tables; judges nothing.
"""

import argparse
import time
from collections import Counter
from collections.abc import Iterable
from random import Random

from tests.indicators.intake.defects.planting import all_defects, places_of
from tests.indicators.intake.defects.runs import Outcome, questions_of, run_mutated, run_several, run_single
from tests.indicators.intake.defects.templates import TEMPLATES, load_template

LARGE = ("MPS",)
PROGRESS = 1_000


def main() -> None:
    """Runs what is asked for and prints it."""
    parser = argparse.ArgumentParser()
    for name, number in (("single", 3), ("several", 1_000), ("free", 500), ("mutated", 20_000), ("seed", 1), ("shown", 10)):
        parser.add_argument(f"--{name}", type=int, default=number)
    wanted = parser.parse_args()
    _print_clean()
    _print_single(wanted.single, Random(wanted.seed))
    _print_several(wanted.several, Random(wanted.seed), free=False, shown=wanted.shown)
    _print_several(wanted.free, Random(wanted.seed), free=True, shown=wanted.shown)
    _print_mutated(wanted.mutated, Random(wanted.seed))


def _print_clean() -> None:
    asked = {key: questions_of(key) for key in TEMPLATES}
    total = sum(len(found) for found in asked.values())
    print(f"clean files: {len(TEMPLATES)}, must-fix and questions in them: {total}, {total / len(TEMPLATES):.2f} a file")
    for key, found in asked.items():
        if found:
            print(f"  {' '.join(key)}: {dict(Counter(one.code for one in found))}")


def _print_single(times: int, dice: Random) -> None:
    """Every kind in up to `times` templates, one defect in a file."""
    kinds, started = all_defects(), time.perf_counter()
    outcomes: list[Outcome] = []
    nowhere = []
    for defect in kinds if times else ():
        keys = [key for key in TEMPLATES if places_of(defect, key)]
        nowhere.extend([] if keys else [defect.name])
        outcomes.extend(run_single(key, defect, dice) for key in dice.sample(keys, min(times, len(keys))))
    if outcomes:
        reported = len({one.seeded.planted[0][0].name for one in outcomes if one.seeded.planted[0][0].code})
        print(f"\nkinds: {len(kinds) - len(nowhere)} ({reported} to be reported, the others to pass), without a place: {nowhere}")
        _print_outcomes("one defect", outcomes, started)
        _print_by_kind(outcomes)


def _print_several(times: int, dice: Random, *, free: bool, shown: int) -> None:
    started = time.perf_counter()
    outcomes = [run_several(_draw_key(dice), dice, free=free) for _ in range(times)]
    if outcomes:
        _print_outcomes("two to six, in each other's way" if free else "two to six defects", outcomes, started)
        _print_examples([one for one in outcomes if one.left or (not free and _faults(one))][:shown])


def _draw_key(dice: Random) -> tuple[str, str]:
    """The largest workbooks less often, for time."""
    key = dice.choice(TEMPLATES)
    return dice.choice(TEMPLATES) if key[0] in LARGE else key


def _print_outcomes(title: str, outcomes: list[Outcome], started: float) -> None:
    wanted, found = sum(one.verdict.wanted for one in outcomes), sum(one.verdict.found for one in outcomes)
    passed, own = sum(one.one_pass for one in outcomes), sum(bool(one.own) for one in outcomes)
    seeds = sum(len(one.seeded.planted) for one in outcomes)
    print(f"\n{title}: {len(outcomes)} files, {seeds} defects, {time.perf_counter() - started:.0f} s")
    print(f"  reported at their cell with their code: {found} of {wanted} ({found / max(wanted, 1):.2%})")
    for name in ("misplaced", "missed", "false"):
        print(f"  {name}: {sum(len(getattr(one.verdict, name)) for one in outcomes)}")
    print(f"  clean after mending what was listed: {passed} of {len(outcomes)} ({passed / len(outcomes):.2%})")
    print(f"  left then: {dict(Counter(problem.code for one in outcomes for problem in one.left))}")
    print(f"  files in which a question of the clean file showed only then: {own}")


def _print_by_kind(outcomes: Iterable[Outcome]) -> None:
    faults = Counter[str]()
    runs = Counter[str]()
    for one in outcomes:
        name = one.seeded.planted[0][0].name
        runs[name] += 1
        faults[name] += bool(_faults(one) or one.left)
    for name, count in faults.items():
        if count:
            print(f"    {name}: {count} of {runs[name]} files")


def _faults(one: Outcome) -> tuple[str, ...]:
    return (*one.verdict.misplaced, *one.verdict.missed, *one.verdict.false)


def _print_examples(outcomes: Iterable[Outcome]) -> None:
    for one in outcomes:
        print(f"    {one.seeded.template.name}: {'; '.join(defect.name for defect, _ in one.seeded.planted)}")
        print(f"      faults: {_faults(one)}; left: {[(left.code, left.sheet, left.cell, left.value) for left in one.left]}")


def _print_mutated(times: int, dice: Random) -> None:
    started = time.perf_counter()
    small = [key for key in TEMPLATES if key[0] not in LARGE or len(load_template(key).spots) < 1_000]
    odd = Counter[str]()
    for number in range(1, times + 1):
        key = dice.choice(small) if dice.random() < 0.98 else dice.choice(TEMPLATES)
        fault = run_mutated(key, dice)
        odd[fault] += bool(fault)
        if number % PROGRESS == 0:
            print(f"  {number} files changed at random, {time.perf_counter() - started:.0f} s, {dict(+odd)}", flush=True)
    print(f"\nchanged at random: {times} files, {time.perf_counter() - started:.0f} s, without a proper answer: {sum(odd.values())}")
    print(f"  {dict(+odd)}")


if __name__ == "__main__":
    main()
