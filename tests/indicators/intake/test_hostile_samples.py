"""Lies, bombs and masses: each is read or refused for its own reason, within seconds, and a wrong file never passes for a right one."""

import time

import pytest
from hostile_samples import hostile_samples
from intake_workbooks import check

from indicators.catalogue.catalogue import Catalogue
from indicators.model.submission import CheckStatus

HEAVY = frozenset(
    ["numerals without end", "names without end", "dashes without end", "addresses without end", "telephone numbers in masses"]
    + ["labels in masses", "resident numbers in masses"]
)
"""Measured in benchmarks: too slow for every run of the tests."""
LIGHT = sorted(set(hostile_samples(b"")) - HEAVY)


@pytest.mark.parametrize("name", LIGHT)
def test_each_is_answered_for_its_own_reason_in_time(catalogue: Catalogue, clean: bytes, name: str) -> None:
    make, codes = hostile_samples(clean)[name]
    data = make()
    started = time.monotonic()
    checked = check(data, catalogue)
    assert time.monotonic() - started < 10
    found = {one.code for one in checked.problems}
    assert found & codes or (None in codes and checked.status is not CheckStatus.REFUSED)
    assert bool(checked.problems) or checked.status is CheckStatus.CLEAN
