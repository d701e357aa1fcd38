"""Levels below the regions: which units share a prior, which are tested together, and how far a verdict may go (method.md 1.5, 1.9).

A level is assessed on its own, as the regions are; what is above it enters as plain facts. Without them all units are one group.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from indicators.assessment.arrays import Mask, Whole

OUTSIDE = -1
"""The family code of a unit that is not tested."""


@dataclass(frozen=True, slots=True)
class Levels:
    """What stands above the units of a level, by code.

    `parents`: unit -> the unit above, whose units are each other's prior (county -> prefecture, prefecture -> province). `families`:
    unit -> the unit inside which tests are adjusted (county -> province). Both empty: all units together. `tested`: the families with
    a rejection at their own level, None for all. `inspect_only`: nobody is criticised by statistics, the gravest is to watch and inspect.
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)
    tested: frozenset[str] | None = None
    inspect_only: bool = False


@dataclass(frozen=True, slots=True)
class Nesting:
    """Levels as group codes (U,): `siblings` share a prior, `families` are tested together (OUTSIDE: not tested); None: one group."""

    siblings: Whole | None = None
    families: Whole | None = None
    inspect_only: bool = False

    @property
    def untested(self) -> Mask | None:
        """(U,) who is not tested; None where everybody is."""
        return None if self.families is None else np.asarray(self.families == OUTSIDE, dtype=bool)


def nest(units: Sequence[str], levels: Levels | None) -> Nesting:
    """The group codes of the units. ValueError for a unit that nothing is said of, and for tested families without families."""
    if levels is None:
        return Nesting()
    if levels.tested is not None and not levels.families:
        raise ValueError("there are tested families, but no unit is said to be in a family")
    return Nesting(
        siblings=_codes(units, levels.parents, None),
        families=_codes(units, levels.families, levels.tested),
        inspect_only=levels.inspect_only,
    )


def _codes(units: Sequence[str], above: Mapping[str, str], counted: Collection[str] | None) -> Whole | None:
    """One code for each group, in the order of the names, OUTSIDE for groups that do not count; None where nothing is above."""
    if not above:
        return None
    unknown = sorted(set(units) - set(above))
    if unknown:
        raise ValueError(f"nothing is said to be above {', '.join(unknown[:5])}")
    names = sorted({above[unit] for unit in units})
    codes = {name: code if counted is None or name in counted else OUTSIDE for code, name in enumerate(names)}
    return np.array([codes[above[unit]] for unit in units], dtype=np.int64)
