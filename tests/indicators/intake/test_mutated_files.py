"""Whatever happens to a workbook on its way, there is an answer: a sample of the damage that `python -m benchmarks fuzz` does in full."""

import pytest
from intake_workbooks import DAY, make_clean

from benchmarks.fuzz import damaged, judge
from benchmarks.mutations import MUTATIONS
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import IntakeContext
from indicators.model.submission import CheckStatus

EACH = 15


@pytest.fixture(scope="module")
def bases(catalogue: Catalogue, clean: bytes) -> list[bytes]:
    return [clean, make_clean(catalogue, "MFA", "2026-Q2")]


@pytest.mark.parametrize("kind", range(len(MUTATIONS)), ids=[one.__name__ for one in MUTATIONS])
def test_a_damaged_workbook_is_always_answered(catalogue: Catalogue, bases: list[bytes], kind: int) -> None:
    numbers = range(kind, kind + EACH * len(MUTATIONS), len(MUTATIONS))
    outcomes = [judge(number, damaged(bases, number), IntakeContext(catalogue, DAY)) for number in numbers]
    assert [one for one in outcomes if one.fault] == []
    assert {one.kind for one in outcomes} == {MUTATIONS[kind].__name__}
    assert {one.answer for one in outcomes} <= set(CheckStatus)


def test_a_file_of_the_fuzz_bench_is_the_same_every_time(bases: list[bytes]) -> None:
    assert [damaged(bases, number) for number in range(20)] == [damaged(bases, number) for number in range(20)]
