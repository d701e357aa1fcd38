"""The planned path of one indicator and subject at given quarters, for series and charts. Judges nothing."""

from collections.abc import Sequence

import numpy as np

from indicators.assessment.arrays import to_number
from indicators.assessment.path import planned_values
from indicators.assessment.targets import target_arrays
from indicators.catalogue.catalogue import Catalogue
from indicators.model.subject import NATIONAL


def planned_path(catalogue: Catalogue, indicator: str, subject: str, quarters: Sequence[int]) -> tuple[float | None, ...]:
    """tau at each t (0 = 2020-Q4) in the indicator's own unit, None where no path is set (method.md 1.3)."""
    subjects = (NATIONAL,) if subject == NATIONAL else (subject, NATIONAL)
    targets = target_arrays(catalogue, (catalogue.indicators[indicator],), subjects)
    values = planned_values(targets, np.array(quarters, dtype=float))[:, 0, 0]
    return tuple(to_number(value) for value in values)
